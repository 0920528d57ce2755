// Simulation against queueing theory and against the published simulator.
import { describe, expect, test } from 'vitest';
import { simulate } from '../../src/simulate.js';
import { IDEAL_ACCOUNT, scenario } from '../support/scenario.js';
import { type Comparison, FAMILY } from './comparison.js';
import {
  erlangB,
  erlangComparisons,
  infiniteServerComparisons,
  renewalComparisons,
  spilloverComparisons,
} from './laws.js';
import { simfaasComparisons } from './simfaas.js';

const outside = (comparisons: readonly Comparison[]): Comparison[] =>
  comparisons.filter((comparison) => !comparison.inside);

describe('with cold-start times of zero, all laws together inside a family-wise 99 %', () => {
  const erlang = erlangComparisons();
  const spillover = spilloverComparisons();
  const infinite = infiniteServerComparisons();
  const renewal = renewalComparisons();

  test('the family counts every comparison that is made', () => {
    expect(erlang.length + spillover.length + infinite.length + renewal.length).toBe(FAMILY);
  });
  test('the share throttled under reserved concurrency is Erlang B, whatever the distribution of the handler', () => {
    expect(outside(erlang)).toEqual([]);
  });
  test('the share that spills over from provisioned concurrency is Erlang B, whatever the distribution of the handler', () => {
    expect(outside(spillover)).toEqual([]);
  });
  test('unlimited concurrency is Poisson with mean rate × duration, as in M/G/∞', () => {
    expect(outside(infinite)).toEqual([]);
  });
  test('one environment with a fixed keep-alive τ is cold with probability exp(−λτ)', () => {
    expect(outside(renewal)).toEqual([]);
  });
  test('every interval is narrow enough to tell a wrong law: under 5 % of the value, or 0.01', () => {
    for (const { halfWidth, theory } of [...erlang, ...spillover, ...infinite, ...renewal])
      expect(halfWidth).toBeLessThan(Math.max(0.05 * theory, 0.01));
  });
});

test('Erlang B itself agrees with its closed form for one and two servers', () => {
  expect(erlangB(1, 2)).toBeCloseTo(2 / 3, 12);
  expect(erlangB(2, 1)).toBeCloseTo(1 / 5, 12);
});

test('Little: mean concurrency times time is the sum of all latencies, to the microsecond', () => {
  const spec = scenario({
    seed: 3,
    duration: '1h',
    account: IDEAL_ACCOUNT,
    functions: { f: { handler: { exponential: { mean: '300ms' } }, init: '200ms', placementLatency: '50ms' } },
    triggers: { calls: { type: 'sdk', target: 'f', arrivals: { constant: { rate: '7/m' } } } },
  });
  const { total } = simulate(spec, 0);
  // The last call comes at the hour itself; it counts, but lies outside the hour that is averaged.
  const last = total.invocations - 420 === 0;
  expect(last).toBe(true);
  const area = total.concurrency.mean * 3_600_000;
  const latencies = (total.latencyMs.mean ?? NaN) * total.invocations;
  expect(latencies - area).toBeGreaterThan(0);
  expect(latencies - area).toBeLessThanOrEqual(total.latencyMs.max ?? NaN);
});

// Under its own placement; docs/VALIDATION.md has it under `mru` too, by `npm run validation`.
test('The README example of SimFaaS is reproduced within two standard deviations of its own seeds', () => {
  expect(simfaasComparisons('newest').filter((comparison) => !comparison.inside)).toEqual([]);
});
