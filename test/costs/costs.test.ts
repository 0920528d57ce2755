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

describe('events of 400 KB', () => {
  const REQUEST = 0.2e-6;
  /** 1,000 events at once, each charged as four requests: 256 KB and thrice 64 KB begun. */
  const ofEvents = (settings: string, { type = 's3', target = 'f', size = 1_000, account = '' } = {}): RunResult =>
    simulate(
      sound(`
duration: 15s
account: { maxLifetime: none${account} }
functions: { f: { memory: 1024, handler: 10ms, payload: 400KB, ${settings} } }
triggers: { events: { type: ${type}, target: '${target}', arrivals: { bursts: { every: 10s, size: ${size} } } } }
`),
      0,
    );

  it('are charged as four requests each where they come asynchronously, and as one where they do not', () => {
    expect(ofEvents('').total.cost.requests).toBeCloseTo(4_000 * REQUEST, 15);
    expect(ofEvents('', { type: 'sdk' }).total.cost.requests).toBeCloseTo(1_000 * REQUEST, 15);
    const { total } = ofEvents('', { type: 'sqs' });
    expect(total.cost.requests).toBeCloseTo(total.invocations * REQUEST, 15);
  });

  it('are so at each attempt that runs, and not where they are throttled', () => {
    const failing = ofEvents('errorRate: 1', { size: 100 });
    expect(failing.total.invocations).toBe(300);
    expect(failing.total.cost.requests).toBeCloseTo(300 * 4 * REQUEST, 15);
    const throttled = ofEvents('reservedConcurrency: 50', { size: 100 });
    expect(throttled.total.throttles).toBeGreaterThan(0);
    expect(throttled.total.cost.requests).toBeCloseTo(100 * 4 * REQUEST, 15);
  });

  it('are invocations all the same: the cost of a million is that of a million invocations', () => {
    const { total } = ofEvents('');
    expect(total).toMatchObject({ invocations: 1_000, arrivals: 1_000 });
    expect(total.costPerMillion).toBeCloseTo(total.cost.total * 1_000, 9);
  });

  it('are of their alias, on what is provisioned or not, and the free tier pays for those on demand alone', () => {
    const live = 'aliases: { live: { version: 1, provisionedConcurrency: 600 } }';
    const provisioned = (account: string) => ofEvents(live, { target: 'f:live', account });
    const { functions } = provisioned('');
    expect(functions['f']!.aliases['live']).toMatchObject({ provisionedInvocations: 600 });
    expect(functions['f']!.cost.requests).toBeCloseTo(4_000 * REQUEST, 15);
    expect(functions['f']!.aliases['live']!.cost.requests).toBeCloseTo(4_000 * REQUEST, 15);
    expect(provisioned(', freeTier: true').total.cost.requests).toBeCloseTo(2_400 * REQUEST, 15);
  });

  it('are so where a function hands them over', () => {
    const { functions } = simulate(
      sound(`
duration: 15s
functions:
  a: { handler: 10ms, payload: 400KB, calls: [{ target: b, mode: async, count: 5 }, { target: b, at: 1 }] }
  b: { handler: 10ms, payload: 400KB }
triggers: { calls: { type: sdk, target: a, arrivals: { bursts: { every: 10s, size: 10 } } } }
`),
      0,
    );
    expect(functions['a']!.cost.requests).toBeCloseTo(10 * REQUEST, 15);
    expect(functions['b']!.cost.requests).toBeCloseTo((50 * 4 + 10) * REQUEST, 15);
  });
});
