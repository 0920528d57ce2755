// What a function's deployments come to, as far as that follows from the scenario alone: which version an alias is on when one
// begins, and what stands in its way. When provisioned environments are ready is not known before the run; here they take no
// longer than their preparation.
import { provisionsOf } from '../checks/concurrency.js';
import { type Context, own } from '../checks/context.js';
import { momentAt } from '../source/moment.js';
import type { GivenDeployment } from './schema.js';
import { stepsOf } from './strategy.js';

export interface Rollout {
  readonly given: GivenDeployment;
  /** Its place in the list of the scenario. */
  readonly index: number;
  /** Microseconds from time 0. */
  readonly at: number;
  /** What the alias is on; null where that is not known. */
  readonly from: string | null;
  readonly ends:
    | 'moves'
    /** It lies outside the simulated time. */
    | 'never'
    | 'same version'
    /** Another deployment of the alias is under way. */
    | 'overlaps';
  /** What else provisions the new version then. */
  readonly provisionedBy: string | null;
}

/** A version that an alias or version provisions for some time. */
interface Holding {
  readonly qualifier: string;
  readonly version: string;
  until: number;
}

/** By time; `start` in seconds from 1970, `duration` in microseconds, null where it is missing. */
export function rolloutsOf(context: Context, name: string, start: number, duration: number | null): readonly Rollout[] {
  const spec = own(context.checked.functions, name);
  if (spec === undefined) return [];
  const provisions = provisionsOf(context, name);
  const versions = new Map(Object.entries(spec.aliases).map(([alias, { version }]) => [alias, version]));
  const holdings: Holding[] = provisions.map(({ qualifier, version }) => ({ qualifier, version, until: Infinity }));
  const busy = new Map<string, number>();
  return inTime(spec.deployments, start).map(({ given, index, at }): Rollout => {
    const { alias, version } = given;
    const from = versions.get(alias) ?? null;
    const rollout = { given, index, at, from, provisionedBy: null };
    if (at < 0 || at > (duration ?? Infinity)) return { ...rollout, ends: 'never' };
    if (at <= (busy.get(alias) ?? -1)) return { ...rollout, ends: 'overlaps' };
    if (from === version) return { ...rollout, ends: 'same version' };
    const provision = provisions.find(({ qualifier }) => qualifier === alias);
    const taken = holdings.find((each) => each.qualifier !== alias && each.version === version && each.until > at);
    const length = (provision?.given.preparation ?? 0) + (stepsOf(given.strategy).at(-1)?.after ?? 0);
    if (length > 0) busy.set(alias, at + length);
    versions.set(alias, version);
    if (provision === undefined) return { ...rollout, ends: 'moves' };
    for (const each of holdings) if (each.qualifier === alias && each.until > at) each.until = at + length;
    holdings.push({ qualifier: alias, version, until: Infinity });
    return { ...rollout, ends: 'moves', provisionedBy: taken?.qualifier ?? null };
  });
}

function inTime(deployments: readonly GivenDeployment[], start: number) {
  return deployments
    .map((given, index) => ({ given, index, at: momentAt(given.at, start) }))
    .sort((a, b) => a.at - b.at);
}
