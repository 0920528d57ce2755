// What differs between two runs of one scenario, with a rule and without it: by the names of fields and columns.
import { expect } from 'vitest';
import type { InvocationRecord } from '../../src/lambda/measurement/invocation-log.js';
import type { FunctionResult, RunResult } from '../../src/result.js';
import { simulate } from '../../src/simulate.js';
import { IDEAL_ACCOUNT, scenario } from '../support/scenario.js';

export interface Ran {
  readonly result: RunResult;
  readonly rows: readonly InvocationRecord[];
}

/** One function, `api`, and what is beside it. */
export function ran(settings: object, { account = {}, beside = {}, ...others }: Traffic): Ran {
  const rows: InvocationRecord[] = [];
  const api = { memory: 1024, timeout: '60s', ...settings };
  const checked = scenario({
    seed: 'rules',
    account: { ...IDEAL_ACCOUNT, ...account },
    functions: { api, ...beside },
    ...others,
  });
  const result = simulate(checked, 0, { invocations: (record) => rows.push({ ...record }) });
  return { result, rows: rows.sort((a, b) => a.request - b.request) };
}

export interface Traffic {
  readonly duration: string;
  readonly triggers: object;
  readonly account?: object;
  /** Other functions. */
  readonly beside?: object;
}

/** What follows from the cost and the counts. */
const DERIVED: readonly string[] = ['breakEven', 'costPerMillion'];

/** Members that are shown one by one. */
const PARTS = ['coldStartCauses', 'concurrency', 'cost', 'environments', 'phasesMs', 'provisioned'] as const;

/** What differs, by name: fields of the function, then of its trigger, of the series, and columns of the invocations. */
export function differences(off: Ran, on: Ran): string[] {
  const [a, b] = [off.result.functions['api']!, on.result.functions['api']!];
  const names = [...between(withoutParts(a), withoutParts(b))];
  for (const part of PARTS) names.push(...between(a[part], b[part]).map((name) => `${part}.${name}`));
  names.push(...between(off.result.triggers['calls']!, on.result.triggers['calls']!).map((name) => `trigger.${name}`));
  const [s, t] = [off.result.series, on.result.series];
  names.push(...between(s.functions['api']!, t.functions['api']!).map((name) => `series.${name}`));
  const columns = new Set<string>();
  expect(on.rows.length).toBe(off.rows.length);
  for (const [index, row] of off.rows.entries()) for (const name of between(row, on.rows[index]!)) columns.add(name);
  return [...names, ...[...columns].map((name) => `row.${name}`)].sort();
}

const withoutParts = (result: FunctionResult) =>
  Object.fromEntries(Object.entries(result).filter(([name]) => ![...PARTS, ...DERIVED].includes(name)));

export function between(a: object, b: object): string[] {
  const [left, right] = [new Map(Object.entries(a)), new Map(Object.entries(b))];
  const names = [...new Set([...left.keys(), ...right.keys()])];
  return names.filter((name) => JSON.stringify(left.get(name)) !== JSON.stringify(right.get(name)));
}

// What differs together.
const LATENCY = [
  'coldLatencyMs',
  'latencyCurve',
  'latencyMs',
  'row.endedAt',
  'row.latency',
  'row.waited',
  'trigger.latencyMs',
];
export const BILLED = ['billedMs', 'coldStartCost', 'cost.duration', 'cost.total', 'gbSeconds', 'row.billedMs'];
const OCCUPIED = [
  'concurrency.mean',
  'environments.mean',
  'environments.meanBusy',
  'environments.meanLifetimeMs',
  'series.ConcurrentExecutions',
  'series.Environments',
];
export const LONGER = [...LATENCY, ...OCCUPIED];
export const INIT = ['initMs', 'row.init'];
export const HANDLER = ['durationMs', 'row.duration'];
export const ENDS = ['errors', 'row.outcome', 'series.Errors', 'trigger.failed', 'trigger.succeeded'];
/** More or fewer starts are cold: another environment serves, and is billed and waited for otherwise. */
export const MIX = [
  ...[...LONGER, ...BILLED, 'coldStartRate', 'coldStarts', 'environments.created', 'environments.expired'],
  ...['environments.meanIdle', 'row.cause', 'row.environment', 'row.init', 'row.placement', 'row.start'],
  ...['series.IdleEnvironments', 'warmLatencyMs', 'warmStarts', 'coldStartCauses.expired', 'series.ColdStartsExpired'],
];
export const RECYCLED = ['coldStartCauses.recycled', 'series.ColdStartsRecycled'];
export const SCALED_OUT = ['coldStartCauses.scaleOut', 'series.ColdStartsScaleOut', 'environments.max'];
export const THROTTLED = [
  ...['invocations', 'throttles', 'throttlesByReason', 'series.Invocations', 'series.Throttles', 'cost.requests'],
  ...['row.outcome', 'trigger.failed', 'trigger.succeeded'],
];
/** More or fewer run on provisioned environments. */
export const ON_PROVISIONED = [
  ...[...MIX, ...SCALED_OUT, 'aliases', 'provisionedInvocations', 'provisionedLatencyMs', 'spilloverInvocations'],
  ...['cost.provisionedDuration', 'provisioned.utilizationMax', 'provisioned.utilizationMean', 'row.spillover'],
  ...['series.ProvisionedConcurrencyInvocations', 'series.ProvisionedConcurrencySpilloverInvocations'],
  ...['series.ProvisionedConcurrencyUtilization', 'series.ProvisionedConcurrentExecutions', 'concurrency.max'],
];
