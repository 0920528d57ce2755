// What the cases of provisioned concurrency that are calculated by hand are written with.
import type {
  DeploymentSpec,
  ProvisionedSpec,
  ScalingSpec,
  ScheduledAction,
  TargetTrackingSpec,
} from '../../../src/scenario/provisioned/types.js';
import type { Scenario } from '../../../src/scenario/types.js';
import type { OracleRow } from '../oracle.js';
import type { View } from './view.js';

const MS = 1000;
export const SECOND = 1_000_000;
export const MINUTE = 60 * SECOND;

/** A number that follows utilisation, a schedule, or both. */
export function scaled(
  min: number,
  max: number,
  { preparation = 90 * SECOND, ...scaling }: Partial<Omit<ScalingSpec, 'min' | 'max'>> & { preparation?: number },
): ProvisionedSpec {
  return { initial: min, preparation, scaling: { min, max, tracking: null, scheduled: [], ...scaling } };
}

export const tracking = (
  targetUtilization: number,
  settings: Partial<TargetTrackingSpec> = {},
): { tracking: TargetTrackingSpec } => ({
  tracking: { targetUtilization, statistic: 'average', scaleOutCooldown: 0, scaleInCooldown: 0, ...settings },
});

/** At so many seconds, new bounds. */
export const at = (seconds: number, min: number | null, max: number | null = null): ScheduledAction => ({
  times: { kind: 'at', at: seconds * SECOND },
  min,
  max,
});

export function deployment(
  seconds: number,
  version: string,
  steps: DeploymentSpec['steps'] = [{ after: 0, share: 1 }],
  alias = 'live',
): DeploymentSpec {
  return { at: seconds * SECOND, alias, version, steps, strategy: '' };
}

/** So many calls at once, in seconds. */
export function together(
  count: number,
  seconds: number,
  length: number,
  qualifier: string | null = 'live',
): OracleRow[] {
  const row = { time: seconds * SECOND, function: 'f', qualifier, duration: length * SECOND };
  return Array.from({ length: count }, () => row);
}

export const inOrder = (...rows: readonly OracleRow[][]): OracleRow[] => rows.flat().sort((a, b) => a.time - b.time);

const TRAFFIC = new Set(['on-provisioned', 'cold', 'warm', 'initialised', 'completed', 'throttled', 'ended']);

const textOf = ({ lines }: View, isWanted: (kind: string) => boolean): string[] =>
  lines
    .filter(({ kind }) => isWanted(kind))
    .map(({ time, kind, environment, request, why }) =>
      `${time / MS} ${kind} ${environment || '-'} ${request || '-'} ${why}`.trimEnd(),
    );

/** What the control plane did, line by line, its times in ms. */
export const control = (view: View): string[] => textOf(view, (kind) => !TRAFFIC.has(kind));

/** Everything. */
export const log = (view: View): string[] => textOf(view, () => true);

/** How requests began, or why they did not. */
export const begins = (view: View): string[] =>
  view.lines
    .filter(({ kind }) => kind === 'on-provisioned' || kind === 'cold' || kind === 'warm' || kind === 'throttled')
    .map(({ kind, environment, why }) => (kind === 'throttled' ? why : `${kind} ${environment} ${why}`.trimEnd()));

export const f = (view: View) => view.functions['f']!;

export function live(view: View) {
  const alias = view.aliases['f']!['live']!;
  return { ...alias, provisioned: alias.provisioned! };
}

export type Settings = Partial<Omit<Scenario, 'account' | 'functions'>> & { account?: Partial<Scenario['account']> };
