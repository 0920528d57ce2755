// From a run's usage to its costs: of functions, aliases, a month, all together.
import { describe, expect, it } from 'vitest';
import type { Cost } from '../../src/money-result.js';
import type { RunResult } from '../../src/result.js';
import { simulate } from '../../src/simulate.js';
import { sound } from '../scenario/example.js';

const SCENARIO = `
duration: 12h
warmup: 1h
account: { freeTier: FREE }
functions:
  api:
    memory: 1024
    timeout: 10s
    handler: { exponential: { mean: 300ms } }
    init: 500ms
    logBytes: 2KB
    ephemeralStorage: 1024
    aliases:
      live: { version: 1, provisionedConcurrency: 2 }
      beta: { version: 2 }
  other: { architecture: arm64, memory: 512, handler: 1s, init: 300ms }
triggers:
  live: { type: sdk, target: 'api:live', arrivals: { poisson: { rate: 8/s } } }
  beta: { type: sdk, target: 'api:beta', arrivals: { poisson: { rate: 1/s } } }
  other: { type: sdk, target: other, arrivals: { poisson: { rate: 1/m } } }
SLO
`;
const run = (free = false, monthly = false, slo = ''): RunResult =>
  simulate(sound(SCENARIO.replace('FREE', String(free)).replace('SLO', slo)), 0, { monthly });
const PARTS = Object.keys(run().total.cost) as (keyof Cost)[];

describe('costs', () => {
  const result = run();
  const { api, other } = result.functions as { api: RunResult['total']; other: RunResult['total'] };

  it('of the aliases of a function sum to its own, where everything goes through them', () => {
    const { live, beta } = api.aliases as Record<'live' | 'beta', (typeof api.aliases)[string]>;
    for (const part of PARTS) expect(live.cost[part] + beta.cost[part], part).toBeCloseTo(api.cost[part], 12);
    expect(live.cost.provisionedCapacity).toBeGreaterThan(0);
    expect(live.cost.provisionedCapacity).toBeCloseTo(live.provisioned!.cost.capacity, 12);
    expect(live.cost.provisionedDuration).toBeCloseTo(live.provisioned!.cost.duration, 12);
    expect(beta.cost).toMatchObject({ provisionedCapacity: 0, provisionedDuration: 0 });
  });

  it('of the functions sum to the total, part by part', () => {
    for (const part of PARTS) expect(api.cost[part] + other.cost[part], part).toBeCloseTo(result.total.cost[part], 12);
    const { duration, restores, ahead, total } = result.total.coldStartCost;
    expect(total).toBeCloseTo(duration + restores + ahead, 15);
    expect(total).toBeCloseTo(api.coldStartCost.total + other.coldStartCost.total, 15);
  });

  it('for a million invocations are those of the run, scaled', () => {
    expect(api.costPerMillion).toBeCloseTo((api.cost.total / api.invocations) * 1e6, 9);
    expect(result.total.costPerMillion).toBeCloseTo((result.total.cost.total / result.total.invocations) * 1e6, 9);
  });

  it('of cold starts are what their inits were billed', () => {
    expect(other.coldStarts).toBeGreaterThan(0);
    expect(other.coldStartCost.total).toBeCloseTo(other.coldStarts * 0.3 * 0.5 * 0.0000133334, 12);
  });
});

describe('a month', () => {
  it('is not there unless asked for', () => {
    const { total, functions } = run();
    expect(total).not.toHaveProperty('monthly');
    expect(functions['api']!.aliases['live']).not.toHaveProperty('monthly');
  });

  it('is the usage after the warm-up scaled to 730 hours', () => {
    const { total, functions } = run(false, true);
    const months = 730 / 11;
    for (const part of PARTS) expect(total.monthly![part] / months, part).toBeCloseTo(total.cost[part], 9);
    const live = functions['api']!.aliases['live']!;
    expect(live.monthly!.total / months).toBeCloseTo(live.cost.total, 9);
  });

  it('takes the free tier off once, after scaling', () => {
    const [free, list] = [run(true, true).total, run(false, true).total];
    // A few hours fit into the free tier; a month of them does not.
    expect(free.cost.duration).toBe(0);
    expect(list.monthly!.duration - free.monthly!.duration).toBeGreaterThan(0.99 * 400_000 * 0.0000133334);
    expect(list.monthly!.duration - free.monthly!.duration).toBeLessThanOrEqual(400_000 * 0.0000166667 + 1e-9);
    expect(list.monthly!.requests - free.monthly!.requests).toBeCloseTo(0.2, 9);
  });

  it('leaves everything else as it is', () => {
    const [with_, without] = [run(false, true), run()];
    expect(with_.digest).toBe(without.digest);
    expect({ ...with_.total, monthly: undefined }).toEqual({ ...without.total, monthly: undefined });
  });

  it('is there where an objective is on it', () => {
    expect(run(false, false, 'slo: [total.monthly.total < 100]').total.monthly!.total).toBeGreaterThan(0);
  });
});

describe('a savings plan', () => {
  it('takes its discount off what the aliases cost as well', () => {
    const planned = simulate(
      sound(SCENARIO.replace('freeTier: FREE', 'savingsPlan: { discount: 0.2 }').replace('SLO', '')),
      0,
    );
    const [list, own] = [run(), planned].map(({ functions }) => functions['api']!.aliases['live']!);
    expect(own!.cost.provisionedCapacity).toBeCloseTo(0.8 * list!.cost.provisionedCapacity, 12);
    expect(own!.provisioned!.cost.capacity).toBeCloseTo(0.8 * list!.provisioned!.cost.capacity, 12);
    expect(own!.provisioned!.cost.onDemandInstead).toBeCloseTo(0.8 * list!.provisioned!.cost.onDemandInstead, 12);
    expect(own!.cost.requests).toBe(list!.cost.requests);
  });
});
