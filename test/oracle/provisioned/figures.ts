// What a run of the naive simulator adds up to for aliases, versions and deployments, worked out from its states and rows.
import type { FunctionSpec, Scenario } from '../../../src/scenario/types.js';
import type { OracleRow, OracleRowResult } from '../oracle.js';
import { MINUTE } from './autoscaling.js';
import { area, type History, type Level, type State, within } from './history.js';
import { type Activity, hasSettings, over, type Qualifier } from './state.js';

export interface OracleAlias {
  readonly version: string;
  readonly arrivals: number;
  readonly invocations: number;
  readonly coldStarts: number;
  readonly warmStarts: number;
  readonly provisionedInvocations: number;
  readonly spilloverInvocations: number;
  readonly spilloverByReason: { readonly concurrency: number; readonly requestRate: number };
  readonly throttles: number;
  readonly provisioned: OracleAliasProvisioned | null;
}

interface Extent {
  readonly mean: number;
  readonly min: number;
  readonly max: number;
  readonly end: number;
}

export interface OracleAliasProvisioned {
  readonly status: 'NONE' | 'IN_PROGRESS' | 'READY' | 'FAILED';
  readonly requested: Extent;
  readonly available: Extent;
  readonly usedMean: number;
  readonly wastedMean: number;
  readonly utilizationMean: number | null;
  readonly utilizationMax: number | null;
  /** GB-seconds: of capacity, of what ran on it, of its inits. */
  readonly paid: { readonly capacity: number; readonly invocations: number; readonly inits: number };
  readonly activities: readonly Activity[];
}

export interface OracleDeployment {
  readonly alias: string;
  readonly from: string;
  readonly to: string;
  readonly atMs: number;
  readonly shiftedAtMs: number | null;
  readonly completedAtMs: number | null;
  readonly status: 'waiting' | 'shifting' | 'completed' | 'failed';
  readonly coldStarts: number;
}

/** By metric and statistic, a value for each minute. */
export type OracleSeries = Readonly<Record<string, Readonly<Record<string, readonly (number | null)[]>>>>;

export interface OracleProvisioned {
  /** By function and name. */
  readonly aliases: Readonly<Record<string, Readonly<Record<string, OracleAlias>>>>;
  readonly deployments: Readonly<Record<string, readonly OracleDeployment[]>>;
  /** By `function:name`, of what has provisioned concurrency. */
  readonly series: Readonly<Record<string, OracleSeries>>;
  readonly account: OracleSeries;
}

export function provisionedFigures(
  scenario: Scenario,
  qualifiers: readonly Qualifier[],
  history: History,
  rows: readonly OracleRow[],
  results: readonly OracleRowResult[],
): OracleProvisioned {
  const aliases: Record<string, Record<string, OracleAlias>> = {};
  const deployments: Record<string, OracleDeployment[]> = {};
  const series: Record<string, OracleSeries> = {};
  for (const fn of scenario.functions) {
    aliases[fn.name] = {};
    deployments[fn.name] = deploymentsOf(
      fn,
      qualifiers.filter((owner) => owner.fn === fn),
    );
  }
  for (const owner of qualifiers) {
    if (!owner.isAlias && !hasSettings(owner)) continue;
    const called = rows.flatMap((row, index) =>
      row.function === owner.fn.name && row.qualifier === owner.name ? [{ row, result: results[index]! }] : [],
    );
    const measured = called.filter(({ row }) => row.time >= scenario.warmup).map(({ result }) => result);
    aliases[owner.fn.name]![owner.name] = aliasOf(scenario, owner, history, measured);
    if (hasSettings(owner)) series[`${owner.fn.name}:${owner.name}`] = seriesOf(scenario, owner, history, called);
  }
  return { aliases, deployments, series, account: accountSeries(scenario, history) };
}

function aliasOf(
  scenario: Scenario,
  owner: Qualifier,
  history: History,
  mine: readonly OracleRowResult[],
): OracleAlias {
  const count = (holds: (result: OracleRowResult) => boolean): number => mine.filter(holds).length;
  return {
    version: owner.version,
    arrivals: mine.length,
    invocations: count((r) => r.outcome !== 'throttled'),
    coldStarts: count((r) => r.outcome === 'cold'),
    warmStarts: count((r) => r.outcome === 'warm'),
    provisionedInvocations: count((r) => r.outcome === 'provisioned'),
    spilloverInvocations: count((r) => r.spillover),
    spilloverByReason: {
      concurrency: count((r) => r.spillover && r.missed === 'concurrency'),
      requestRate: count((r) => r.spillover && r.missed === 'requestRate'),
    },
    throttles: count((r) => r.outcome === 'throttled'),
    provisioned: hasSettings(owner) ? provisionedOf(scenario, owner, history, mine) : null,
  };
}

function provisionedOf(
  scenario: Scenario,
  owner: Qualifier,
  history: History,
  mine: readonly OracleRowResult[],
): OracleAliasProvisioned {
  const { warmup, duration } = scenario;
  const gigabytes = owner.fn.memoryMB / 1024;
  const states = within(history, warmup, duration);
  const levels = (of: (level: Level) => number) => (state: State) => of(state.levels.get(owner)!);
  const extent = (of: (level: Level) => number): Extent => {
    const values = states.map(levels(of));
    // What the window begins with counts as a least number only if it lasts.
    const inside = states.filter(({ to }) => to > warmup).map(levels(of));
    const mean = area(states, warmup, duration, levels(of)) / (duration - warmup);
    return { mean, min: Math.min(...inside), max: Math.max(...values), end: values.at(-1)! };
  };
  const available = extent((level) => level.available);
  const used = extent((level) => level.busy);
  const ratios = states.map((state) => state.levels.get(owner)!).filter((level) => level.available > 0);
  const ran = mine.filter((r) => r.outcome === 'provisioned');
  return {
    status: statusOf(owner),
    requested: extent((level) => level.requested),
    available,
    usedMean: used.mean,
    wastedMean: available.mean - used.mean,
    utilizationMean: available.mean === 0 ? null : used.mean / available.mean,
    utilizationMax: ratios.length === 0 ? null : Math.max(...ratios.map((level) => level.busy / level.available)),
    paid: {
      capacity: (owner.paid / 1_000_000) * gigabytes,
      invocations: (ran.reduce((sum, r) => sum + r.billedMs, 0) / 1000) * gigabytes,
      inits: (owner.initMs / 1000) * gigabytes,
    },
    activities: owner.activities,
  };
}

function statusOf(owner: Qualifier): OracleAliasProvisioned['status'] {
  if (owner.pool.allocation !== null || (owner.second?.allocation ?? null) !== null) return 'IN_PROGRESS';
  if (owner.failed) return 'FAILED';
  return over(owner, ({ requested }) => requested) === 0 ? 'NONE' : 'READY';
}

/** What was provisioned of a function, all its aliases and versions together. */
export function functionProvisioned(history: History, owners: readonly Qualifier[], { warmup, duration }: Scenario) {
  const states = within(history, warmup, duration);
  const sum = (state: State, of: (level: Level) => number): number =>
    owners.reduce((all, owner) => all + of(state.levels.get(owner)!), 0);
  const available = (state: State): number => sum(state, (level) => level.available);
  const busy = (state: State): number => sum(state, (level) => level.busy);
  const mean = area(states, warmup, duration, available) / (duration - warmup);
  const used = area(states, warmup, duration, busy) / (duration - warmup);
  const ratios = states.filter((state) => available(state) > 0).map((state) => busy(state) / available(state));
  return {
    mean,
    utilizationMean: mean === 0 ? null : used / mean,
    utilizationMax: ratios.length === 0 ? null : Math.max(...ratios),
  };
}

function deploymentsOf(fn: FunctionSpec, owners: readonly Qualifier[]): OracleDeployment[] {
  const ms = (time: number | null): number | null => (time === null ? null : time / 1000);
  return fn.deployments.map((spec) => {
    const owner = owners.find(({ isAlias, name }) => isAlias && name === spec.alias)!;
    const deployment = owner.deployments.find((one) => one.spec === spec)!;
    return {
      alias: spec.alias,
      from: deployment.begun ? deployment.from : owner.version,
      to: spec.version,
      atMs: spec.at / 1000,
      shiftedAtMs: ms(deployment.shiftedAt),
      completedAtMs: ms(deployment.completedAt),
      status: deployment.status,
      coldStarts: deployment.coldStarts,
    };
  });
}

/** The minutes of a run. As for all series, a state that ends as a minute begins counts among what that minute met. */
const minutes = ({ duration }: Scenario): { from: number; to: number }[] =>
  Array.from({ length: Math.ceil(duration / MINUTE) }, (_, index) => {
    return { from: index * MINUTE, to: Math.min((index + 1) * MINUTE, duration) };
  });

/** The minutes with the states that they met. */
const stretches = (scenario: Scenario, history: History) =>
  minutes(scenario).map(({ from, to }) => {
    const states = within(history, from, to).filter((state) => state.from < to || to === scenario.duration);
    return { from, to, states };
  });

function levelSeries(scenario: Scenario, history: History, of: (state: State) => number) {
  const all = stretches(scenario, history);
  return {
    Maximum: all.map(({ states }) => Math.max(...states.map(of))),
    Average: all.map(({ from, to, states }) => area(states, from, to, of) / (to - from)),
  };
}

function seriesOf(
  scenario: Scenario,
  owner: Qualifier,
  history: History,
  called: readonly { readonly row: OracleRow; readonly result: OracleRowResult }[],
): OracleSeries {
  const level = (of: (level: Level) => number) =>
    levelSeries(scenario, history, (state) => of(state.levels.get(owner)!));
  const sums = (holds: (result: OracleRowResult) => boolean): number[] =>
    minutes(scenario).map(({ from, to }) => {
      const isIn = (time: number): boolean => from <= time && (time < to || (time === to && to === scenario.duration));
      return called.filter(({ row, result }) => isIn(row.time) && holds(result)).length;
    });
  return {
    ProvisionedConcurrencyInvocations: { Sum: sums((r) => r.outcome === 'provisioned') },
    ProvisionedConcurrencySpilloverInvocations: { Sum: sums((r) => r.spillover) },
    ProvisionedConcurrentExecutions: level(({ busy }) => busy),
    ProvisionedConcurrencyUtilization: utilizationSeries(scenario, history, owner),
    RequestedProvisionedConcurrency: level(({ requested }) => requested),
    AllocatedProvisionedConcurrency: level(({ allocated }) => allocated),
    AvailableProvisionedConcurrency: level(({ available }) => available),
  };
}

/** Over the time in which something was available; nothing for a minute without use. */
function utilizationSeries(scenario: Scenario, history: History, owner: Qualifier) {
  const ratio = (state: State): number => {
    const { available, busy } = state.levels.get(owner)!;
    return available === 0 ? 0 : busy / available;
  };
  const isThere = (state: State): number => (state.levels.get(owner)!.available > 0 ? 1 : 0);
  const points = stretches(scenario, history).map(({ from, to, states }) => {
    const maximum = Math.max(...states.map(ratio));
    const time = area(states, from, to, isThere);
    return maximum === 0 ? null : { maximum, average: time === 0 ? 0 : area(states, from, to, ratio) / time };
  });
  return {
    Maximum: points.map((point) => point?.maximum ?? null),
    Average: points.map((point) => point?.average ?? null),
  };
}

const accountSeries = (scenario: Scenario, history: History): OracleSeries => ({
  ClaimedAccountConcurrency: levelSeries(scenario, history, ({ account }) => account.claimed),
  UnreservedConcurrentExecutions: levelSeries(scenario, history, ({ account }) => account.unreserved),
  ConcurrentExecutions: levelSeries(scenario, history, ({ account }) => account.concurrent),
});
