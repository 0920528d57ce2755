// Checks of reserved and provisioned concurrency, as AWS makes them when they are configured.
import { unreservedFloor } from '../../lambda/defaults.js';
import { concurrencyIn, regionOf } from '../account/regions.js';
import { type Path, type Problem, show } from '../diagnostics.js';
import type { GivenProvisioned } from '../provisioned/given.js';
import { type Context, failure, functionsOf, inOrder, own, warning, wasPruned } from './context.js';

/** One setting of provisioned concurrency. */
export interface Provision {
  readonly function: string;
  readonly qualifier: string;
  readonly version: string;
  readonly given: GivenProvisioned;
  /** At time 0. */
  readonly amount: number;
  /** As far as autoscaling may ever go. */
  readonly most: number;
  readonly path: Path;
}

export function checkConcurrency(context: Context): Problem[] {
  const provisions = functionsOf(context).flatMap(([name]) => provisionsOf(context, name));
  const sure = !isUnsure(context);
  const regions = new Set(functionsOf(context).map(([name]) => regionOf(context, name)));
  return [
    ...provisions.flatMap(onLatest),
    ...provisionedTwice(provisions),
    ...withSnapStart(context, provisions),
    ...beyondReserved(context),
    ...(sure ? [...regions].flatMap((region) => regionProblems(context, region, provisions)) : []),
  ];
}

/** Those that are ever above zero, aliases first, in the order of the file. */
export function provisionsOf(context: Context, name: string): readonly Provision[] {
  const spec = own(context.checked.functions, name);
  if (spec === undefined) return [];
  const at = ['functions', name];
  const aliases = inOrder(spec.aliases, context.root, [...at, 'aliases']).map(([qualifier, alias]) => ({
    ...{ function: name, qualifier, version: alias.version, given: alias.provisionedConcurrency },
    path: [...at, 'aliases', qualifier, 'provisionedConcurrency'],
  }));
  const versions = inOrder(spec.versions, context.root, [...at, 'versions']).map(([version, published]) => ({
    ...{ function: name, qualifier: version, version, given: published.provisionedConcurrency },
    path: [...at, 'versions', version, 'provisionedConcurrency'],
  }));
  return [...aliases, ...versions]
    .map((each) => ({ ...each, amount: each.given.min, most: mostOf(each.given) }))
    .filter(({ most }) => most > 0);
}

/** Without target tracking only lower bounds ask for more. */
function mostOf({ min, max, tracking, scheduled }: GivenProvisioned): number {
  const lower = Math.max(min, ...scheduled.map((action) => action.min ?? 0));
  return tracking === null ? lower : Math.max(lower, max, ...scheduled.map((action) => action.max ?? 0));
}

/** How many more the function could have provisioned beside what is claimed at time 0 (M-CLAIMED); null where that is not known. */
export function roomFor(context: Context, name: string): number | null {
  if (isUnsure(context)) return null;
  const reserved = own(context.checked.functions, name)?.reservedConcurrency;
  if (reserved !== undefined) return reserved - sumOf(provisionsOf(context, name).map(({ amount }) => amount));
  const region = regionOf(context, name);
  const inRegion = functionsOf(context).filter(([other]) => regionOf(context, other) === region);
  const claims = inRegion.map(
    ([other, spec]) => spec.reservedConcurrency ?? sumOf(provisionsOf(context, other).map(({ amount }) => amount)),
  );
  const limit = concurrencyIn(context, region);
  return limit - unreservedFloor(limit) - sumOf(claims);
}

function onLatest({ qualifier, version, path }: Provision): Problem[] {
  if (version !== '$LATEST') return [];
  const subject = qualifier === version ? '$LATEST' : `alias "${show(qualifier)}", which points to $LATEST`;
  const message = `Provisioned Concurrency Configs cannot be applied to unpublished function versions: ${subject}`;
  return [failure({ code: 'provisioned-on-latest', message, path, hint: 'publish a version and provision that' })];
}

function provisionedTwice(provisions: readonly Provision[]): Problem[] {
  const first = new Map<string, Provision>();
  return provisions.flatMap((provision) => {
    const key = `${provision.function}:${provision.version}`;
    const earlier = first.get(key);
    if (earlier === undefined) {
      first.set(key, provision);
      return [];
    }
    const says =
      provision.qualifier === provision.version
        ? 'Version is pointed by a Provisioned Concurrency alias'
        : "Alias can't be used for Provisioned Concurrency configuration on an already Provisioned version";
    const message = `${says}: version ${show(provision.version)} has it through "${show(earlier.qualifier)}"`;
    return [failure({ code: 'version-provisioned-twice', message, path: provision.path })];
  });
}

function withSnapStart(context: Context, provisions: readonly Provision[]): Problem[] {
  const names = new Set(provisions.map((provision) => provision.function));
  return [...names].flatMap((name) => {
    const path = ['functions', name, 'snapStart'];
    if ((own(context.checked.functions, name)?.snapStart ?? false) === false) return [];
    const message = 'Provisioned Concurrency is not supported for functions with SnapStart';
    return [failure({ code: 'snapstart-with-provisioned', message, path })];
  });
}

function beyondReserved(context: Context): Problem[] {
  return functionsOf(context).flatMap(([name, { reservedConcurrency: reserved }]) => {
    if (reserved === undefined) return [];
    const provisions = provisionsOf(context, name);
    const over = firstBeyond(provisions, ({ amount }) => amount, reserved);
    if (over === null) return scalingRefused(provisions, reserved, `${reserved} reserved`);
    const message =
      `Requested Provisioned Concurrency should not be greater than the reservedConcurrentExecution for function: ` +
      `${over.total} provisioned, ${reserved} reserved`;
    return [failure({ code: 'provisioned-beyond-reserved', message, path: over.item.path })];
  });
}

/** Where a term of the sums was left out, nothing is said of them. */
function isUnsure(context: Context): boolean {
  const terms = ['reservedConcurrency', 'aliases', 'versions', 'region'];
  const ofAccount = ['concurrency', 'region', 'regions'];
  return (
    ofAccount.some((key) => wasPruned(context, ['account', key])) ||
    [...context.names.keys()].some((name) => terms.some((key) => wasPruned(context, ['functions', name, key])))
  );
}

/** The sums of one region. */
function regionProblems(context: Context, region: string, provisions: readonly Provision[]): Problem[] {
  const limit = concurrencyIn(context, region);
  const floor = unreservedFloor(limit);
  const reservations = functionsOf(context)
    .filter(([name]) => regionOf(context, name) === region)
    .map(([name, spec]) => ({
      amount: spec.reservedConcurrency ?? 0,
      path: ['functions', name, 'reservedConcurrency'],
    }));
  const reserved = sumOf(reservations.map(({ amount }) => amount));
  const below = `decreases account's UnreservedConcurrentExecution below its minimum value of [${floor}]`;
  const tooMuch = firstBeyond(reservations, ({ amount }) => amount, limit - floor);
  if (tooMuch !== null) {
    const message = `Specified ReservedConcurrentExecutions for function ${below}: ${reserved} reserved of ${limit} in ${region}`;
    return [failure({ code: 'reserved-too-high', message, path: tooMuch.item.path })];
  }
  const unreserved = provisions.filter(({ function: name }) => {
    return (
      regionOf(context, name) === region && own(context.checked.functions, name)?.reservedConcurrency === undefined
    );
  });
  const room = limit - reserved - floor;
  const beyond = firstBeyond(unreserved, ({ amount }) => amount, room);
  if (beyond === null) return scalingRefused(unreserved, room, `${room} of ${limit} may be provisioned in ${region}`);
  const message = `Specified ConcurrentExecutions for function ${below}: ${beyond.total} provisioned of ${limit - reserved} unreserved in ${region}`;
  return [failure({ code: 'provisioned-beyond-unreserved', message, path: beyond.item.path })];
}

/** Bounds that cannot all be reached. AWS takes them and refuses the scaling when it comes to it. */
function scalingRefused(provisions: readonly Provision[], room: number, says: string): Problem[] {
  const beyond = firstBeyond(provisions, ({ most }) => most, room);
  if (beyond === null) return [];
  const others = provisions.length > 1 ? ` together with ${provisions.length > 2 ? 'others' : 'another'}` : '';
  const message = `autoscaling may come to ask for ${beyond.total}${others}, and ${says}: scaling beyond that would be refused`;
  const hint = 'a lower max, or a higher limit';
  return [warning({ code: 'scaling-refused', message, path: beyond.item.path, hint })];
}

const sumOf = (amounts: readonly number[]): number => amounts.reduce((sum, amount) => sum + amount, 0);

/** The item with which the running sum first passes the limit, and the whole sum. */
function firstBeyond<T>(
  items: readonly T[],
  amountOf: (item: T) => number,
  limit: number,
): { item: T; total: number } | null {
  let total = 0;
  let item: T | null = null;
  for (const next of items) {
    total += amountOf(next);
    if (total > limit) item ??= next;
  }
  return item === null ? null : { item, total };
}
