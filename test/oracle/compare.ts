// The figures of one function, as the engine tells them, against what the naive simulator worked out.
import { expect } from 'vitest';
import type { FunctionResult, Statistics } from '../../src/result.js';
import type { Scenario } from '../../src/scenario/types.js';
import type { OracleFunctionResult, OraclePhase, OracleStatistic } from './oracle.js';

const EXACT = [
  'arrivals',
  'invocations',
  'coldStarts',
  'warmStarts',
  'provisionedInvocations',
  'spilloverInvocations',
  'throttles',
  'throttlesByReason',
  'suppressedInits',
  'initTimeouts',
  'initErrors',
  'proactiveInits',
  'errors',
  'timeouts',
  'coldStartRate',
  'billedMs',
] as const satisfies readonly (keyof FunctionResult & keyof OracleFunctionResult)[];

/** USD for a request, and for GB-seconds on demand, of provisioned capacity and of what runs on it: us-east-1, x86_64. */
const PRICES = { request: 0.2e-6, duration: 0.0000166667, capacity: 0.0000041667, provisioned: 0.0000097222 };

export function compareFunction(actual: FunctionResult, expected: OracleFunctionResult): void {
  const exact = (of: FunctionResult | OracleFunctionResult) => Object.fromEntries(EXACT.map((key) => [key, of[key]]));
  expect(exact(actual)).toEqual(exact(expected));
  expect(actual.coldStartCauses).toMatchObject(expected.coldStartCauses);
  for (const key of ['latencyMs', 'coldLatencyMs', 'initMs', 'durationMs', 'waitMs', 'firstInvokeMs'] as const) {
    compareStatistics(actual[key], expected[key], key);
  }
  expect(Object.keys(actual.phasesMs)).toEqual(Object.keys(expected.phasesMs));
  for (const [phase, statistic] of Object.entries(expected.phasesMs)) {
    compareStatistics(actual.phasesMs[phase as OraclePhase], statistic, `phasesMs.${phase}`);
  }
  close(actual.gbSeconds, expected.gbSeconds, 1e-9, 'gbSeconds');
  for (const part of ['concurrency', 'environments', 'provisioned'] as const) {
    for (const [key, value] of Object.entries(expected[part])) {
      close((actual[part] as Record<string, number | null>)[key] ?? null, value, 1e-9, `${part}.${key}`);
    }
  }
}

export function compareStatistics(actual: Statistics, expected: OracleStatistic, what: string): void {
  for (const key of ['mean', 'p50', 'p90', 'p95', 'p99', 'p999', 'max'] as const) {
    close(actual[key], expected[key], key === 'mean' || key === 'max' ? 1e-9 : 1e-3, `${what}.${key}`);
  }
}

export function compareCost(
  { cost, coldStartCost }: FunctionResult,
  expected: OracleFunctionResult,
  scenario: Scenario,
  name: string,
): void {
  const gigabytes = scenario.functions.find((fn) => fn.name === name)!.memoryMB / 1024;
  const { invocations, billedColdMs, billedMs, billedProvisionedMs, provisionedPaid, provisionedInits } = expected;
  const onDemand = (billedMs - billedProvisionedMs) / 1000;
  const onProvisioned = (billedProvisionedMs + provisionedInits.billedMs) / 1000;
  close(cost.requests, invocations * PRICES.request, 1e-9, 'cost.requests');
  close(cost.duration, onDemand * gigabytes * PRICES.duration, 1e-9, 'cost.duration');
  const ofColdStarts = (billedColdMs / 1000) * gigabytes * PRICES.duration;
  close(coldStartCost.duration, ofColdStarts, 1e-9, 'coldStartCost.duration');
  close(cost.provisionedDuration, onProvisioned * gigabytes * PRICES.provisioned, 1e-9, 'cost.provisionedDuration');
  const capacity = (provisionedPaid / 1_000_000) * gigabytes * PRICES.capacity;
  close(cost.provisionedCapacity, capacity, 1e-9, 'cost.provisionedCapacity');
}

/** An expectation costs more than what it looks at: there is one where the two differ. */
export function close(actual: number | null, expected: number | null, relative: number, what: string): void {
  if (expected === null || actual === null) {
    if (actual !== expected) expect(actual, what).toBe(expected);
    return;
  }
  const [difference, allowed] = [Math.abs(actual - expected), relative * Math.abs(expected) + 1e-9];
  // Not a number differs from everything.
  if (difference <= allowed) return;
  expect(difference, `${what}: ${actual} for ${expected}`).toBeLessThanOrEqual(allowed);
}
