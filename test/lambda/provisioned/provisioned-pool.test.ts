// The provisioned environments of one alias in whole runs, calculated by hand: which serve, at what rate, and how they are
// renewed.
import { describe, expect, it } from 'vitest';
import { SOME_TOO_LONG, seedOf } from '../../support/inits.js';
import { type Call, controlled, f, PLAIN, served, tally, together, told } from '../../support/told.js';

const live = (provisionedConcurrency: number | object, settings: object = {}) => ({
  f: { ...PLAIN, ...settings, aliases: { live: { version: 1, provisionedConcurrency } } },
});
const price = 0.0000097222;

describe('at time 0', () => {
  it('what is provisioned is available at once, and its inits are billed', () => {
    const ready = told({ functions: live(2, { memory: 1024, init: '3s' }) }, together(2, 0, 'f:live', 1));
    expect(controlled(ready)).toEqual(['0 provisioned 1 -', '0 provisioned 2 -']);
    expect(served(ready)).toEqual(['provisioned 2', 'provisioned 1']);
    expect(f(ready).cost.provisionedDuration).toBeCloseTo((6 + 2) * price, 12);
  });

  it('what can never be allocated has failed: nothing is available, and nothing is claimed', () => {
    const functions = { ...live(5, { initErrorRate: 1 }), g: PLAIN };
    const failed = told({ account: { concurrency: 105 }, functions }, [
      ...together(105, 30, 'g', 5),
      [60, 'f:live', 1],
    ]);
    expect(controlled(failed)).toEqual(['0 allocation-failed 5 1 init error']);
    expect(failed.result.functions['g']!.throttles).toBe(0);
    expect(f(failed)).toMatchObject({ provisionedInvocations: 0, spilloverInvocations: 0, coldStarts: 1 });
    expect(f(failed).cost).toMatchObject({ provisionedCapacity: 0, provisionedDuration: 0 });
    expect(f(failed).aliases['live']!.provisioned).toMatchObject({ status: 'FAILED', requested: { max: 0 } });
  });

  it('what fails among several takes the others along', () => {
    const failed = told({ seed: seedOf(3, 200, 3), functions: live(3, { ...SOME_TOO_LONG, memory: 1024 }) });
    expect(controlled(failed)).toEqual(['0 allocation-failed 3 1 init timeout']);
    expect(f(failed).cost.total).toBe(0);
  });

  it('what has failed is not asked for again before a scheduled action', () => {
    const settings = { min: 2, max: 5, preparation: '20s', scheduled: [{ at: '5m', min: 1 }] };
    const functions = live(settings, SOME_TOO_LONG);
    expect(controlled(told({ seed: seedOf(3, 200, 3), functions }))).toEqual([
      '0 allocation-failed 2 1 init timeout',
      '300 requested 1 1 schedule',
      '323 provisioned 1 -',
      '323 available 1 1',
    ]);
  });

  it('what has failed is no part of the claimed concurrency', () => {
    const { series } = told({ duration: '2m', functions: live(5, { initErrorRate: 1 }) }).result;
    expect(series.account['ClaimedAccountConcurrency']!['Maximum']).toEqual([0, 0]);
  });
});

describe('an idle provisioned environment', () => {
  it('serves its own alias or version alone', () => {
    const calls: Call[] = ['f:live', 'f:1', 'f:other', 'f:2', 'f'].map((target, at) => [at * 10, target, 1]);
    const other = { version: 1 };
    const { aliases } = live(1).f;
    const functions = {
      f: { ...PLAIN, aliases: { ...aliases, other }, versions: { 2: { provisionedConcurrency: 1 } } },
    };
    expect(served(told({ functions }, calls))).toEqual([
      'provisioned 1',
      'cold 1 first',
      'warm 1',
      'provisioned 2',
      'cold 2 first',
    ]);
  });

  it('serves no request that the account or the reservation has too many of', () => {
    const calls = Array.from({ length: 5 }, (_, i): Call => [i / 100, 'f:live', 0.001]);
    const functions = live(10, { reservedConcurrency: 12 });
    const { throttlesByReason, provisionedInvocations } = f(told({ account: { requestRate: 0.25 }, functions }, calls));
    expect(throttlesByReason).toEqual({ ReservedFunctionInvocationRateLimitExceeded: 2 });
    // Of 3 that are let through, what is provisioned takes 2.5 a second.
    expect(provisionedInvocations).toBe(2);
  });

  it('is chosen by the placement policy', () => {
    const calls: Call[] = [0, 1, 20, 30].map((at) => [at, 'f:live', 10 - 9 * Number(at > 10)]);
    const chosen = (placement: string) =>
      served(told({ functions: live(3, { placement }) }, calls)).map((words) => Number(words.split(' ')[1]));
    expect(chosen('mru')).toEqual([3, 2, 2, 2]);
    expect(chosen('lru')).toEqual([1, 2, 3, 1]);
    expect(chosen('newest')).toEqual([3, 2, 3, 3]);
  });
});

describe('the request rate of what is provisioned', () => {
  /** So many calls a millisecond apart, each shorter than that. */
  const quickly = (count: number, at: number): Call[] =>
    Array.from({ length: count }, (_, i): Call => [at + i / 1000, 'f:live', 0.0005]);
  const counts = (settings: number | object, rate: number | 'none' | undefined, calls: readonly Call[]) => {
    const { aliases } = f(told({ account: { requestRate: rate }, functions: live(settings, { init: '0ms' }) }, calls));
    const { provisionedInvocations, spilloverByReason } = aliases['live']!;
    return [provisionedInvocations, spilloverByReason.requestRate, spilloverByReason.concurrency];
  };

  it('is ten a second for each available environment, in a bucket that is full at first', () => {
    expect(counts(2, undefined, quickly(25, 0))).toEqual([20, 5, 0]);
    expect(counts(2, undefined, [...quickly(20, 0), ...quickly(12, 0.5)])).toEqual([30, 2, 0]);
    expect(counts(2, undefined, [...quickly(20, 0), ...quickly(25, 60)])).toEqual([40, 5, 0]);
  });

  it('is what the account says instead', () => {
    expect(counts(2, 3, quickly(25, 0))).toEqual([6, 19, 0]);
  });

  it('is none where the account says so', () => {
    expect(counts(2, 'none', quickly(25, 0))).toEqual([25, 0, 0]);
  });

  it('is not used up by those that find no idle environment', () => {
    // One takes the only environment until 10; five spill over; then there are two tokens again.
    const calls: Call[] = [[0, 'f:live', 10], ...quickly(5, 0.1), ...quickly(3, 10)];
    expect(counts(1, 2, calls)).toEqual([3, 1, 5]);
  });

  it('follows the number that is available: so many more at once, and by the second', () => {
    const settings = { min: 1, max: 3, preparation: '0s', scheduled: [{ at: '1m', min: 3 }] };
    // The only four tokens are taken just before; at 60.01 eight come with two more environments.
    expect(counts(settings, 4, [...quickly(4, 59.996), ...quickly(10, 60.02)])).toEqual([12, 2, 0]);
    // 12 a second from then on.
    const later = [...quickly(4, 59.996), ...quickly(10, 60.02), ...quickly(8, 60.49)];
    expect(counts(settings, 4, later)).toEqual([12 + 5, 2 + 3, 0]);
  });

  it('follows the number that is available: so many less, and never less than none', () => {
    const settings = { min: 3, max: 3, scheduled: [{ at: '1m', min: 1, max: 1 }] };
    expect(counts(settings, 4, quickly(6, 60.001))).toEqual([4, 2, 0]);
    // Ten of twelve are taken just before.
    expect(counts(settings, 4, [...quickly(10, 59.99), ...quickly(2, 60.001)])).toEqual([10, 2, 0]);
    expect(counts(settings, 4, [...quickly(10, 59.99), ...quickly(2, 60.4)])).toEqual([11, 1, 0]);
  });
});

describe('a renewal', () => {
  const account = { maxLifetime: '10m' };
  const settings = { min: 1, max: 3, preparation: '20s', scheduled: [{ at: '1m', min: 3 }] };
  const renewals = (lines: readonly string[]) => lines.filter((line) => line.includes('renewed'));

  it('comes at the maximum life of each batch, from when it became available', () => {
    const { lines } = told({ account, duration: '25m', functions: live(settings, { init: '3s' }) });
    expect(renewals(lines)).toEqual([
      '600 renewed 1 -',
      '683.01 renewed 2 -',
      '683.01 renewed 3 -',
      '1200 renewed 1 -',
      '1283.01 renewed 2 -',
      '1283.01 renewed 3 -',
    ]);
  });

  it('is billed, each environment’s init', () => {
    const functions = live(settings, { init: '3s', memory: 1024 });
    const { cost } = f(told({ account, duration: '25m', functions }));
    expect(cost.provisionedDuration).toBeCloseTo((3 + 6) * 3 * price, 12);
  });

  it('loses no capacity, though the environment is busy', () => {
    const calls: Call[] = [
      [0, 'f:live', 1],
      [595, 'f:live', 20],
      [605, 'f:live', 1],
      [620, 'f:live', 1],
    ];
    const told2 = told({ account, functions: live(2, { firstInvoke: '100ms' }) }, calls);
    expect(told2.records.map(({ environment, latency }) => [environment, latency / 1e6])).toEqual([
      [2, 1.1],
      [2, 20],
      [1, 1.1], // fresh since 600
      [2, 1.1], // fresh since 600 too
    ]);
    expect(f(told2).aliases['live']!.provisioned!.available).toMatchObject({ min: 2, max: 2 });
  });

  it('leaves no reset to be made of an environment that is replaced, not even of one that ran then', () => {
    const owed = (at: number, next: number) =>
      told({ account, functions: live(1, { timeout: '10s' }) }, [
        [at, 'f:live', 20],
        [next, 'f:live', 1],
      ]).records[1]!.suppressedInit;
    expect([owed(570, 590), owed(580, 610), owed(595, 610)]).toEqual([true, false, false]);
  });

  it('comes no more for what is no longer wanted', () => {
    const scheduled = [{ at: '5m', min: 1, max: 1 }];
    const { lines } = told({ account, duration: '15m', functions: live({ min: 3, max: 3, scheduled }) });
    expect(renewals(lines)).toEqual(['600 renewed 3 -']);
  });

  it('that cannot succeed leaves the old environment for another life', () => {
    const { lines, result } = told({
      ...{ account, duration: '25m', seed: seedOf(3, 200, 3) },
      functions: live(1, SOME_TOO_LONG),
    });
    expect(renewals(lines)).toEqual(['1200 renewed 1 -']);
    expect(result.functions['f']!.aliases['live']!.provisioned!.available).toMatchObject({ min: 1, max: 1 });
  });

  it('is drawn under the next number, after those of allocations', () => {
    // Of 1 at time 0, 2 and 3 allocated, then 4: the renewal of the first.
    const of = (seed: number) =>
      renewals(told({ account, duration: '11m', seed, functions: live(settings, SOME_TOO_LONG) }).lines);
    expect(of(seedOf(3, 3, 3, 3))).toContain('600 renewed 1 -');
    expect(of(seedOf(3, 3, 3, 200))).not.toContain('600 renewed 1 -');
  });

  it('still comes at the end of the simulated time, and not beyond', () => {
    const ends = (duration: string) => renewals(told({ account, duration, functions: live(1) }).lines).length;
    expect([ends('9m'), ends('10m')]).toEqual([0, 1]);
  });

  it('never comes without a maximum life', () => {
    expect(renewals(told({ account: { maxLifetime: 'none' }, duration: '2d', functions: live(1) }).lines)).toEqual([]);
  });
});

it('Everything that a pool served is counted once, whatever comes and goes', () => {
  const settings = {
    min: 1,
    max: 6,
    targetUtilization: 0.5,
    preparation: '30s',
    scheduled: [
      { rate: '20 minutes', min: 4 },
      { rate: '15 minutes', min: 1 },
    ],
  };
  const functions = live(settings, { handler: { exponential: { mean: '800ms' } } });
  const triggers = { calls: { type: 'sdk', target: 'f:live', arrivals: { poisson: { rate: '3/s' } } } };
  const { records, result } = told({
    account: { maxLifetime: '10m', requestRate: undefined },
    duration: '80m',
    functions,
    triggers,
  });
  const { provisionedInvocations, spilloverInvocations, invocations } = result.functions['f']!;
  expect(tally(records.map(({ start }) => start))).toMatchObject({ provisioned: provisionedInvocations });
  expect(provisionedInvocations + spilloverInvocations).toBe(invocations);
  // No environment serves two at a time.
  const until = new Map<number, number>();
  const onProvisioned = records.filter(({ start }) => start === 'provisioned');
  const twice = onProvisioned.filter(({ environment, arrivedAt, endedAt }) => {
    const busy = (until.get(environment) ?? 0) > arrivedAt;
    until.set(environment, endedAt);
    return busy;
  });
  expect(twice).toEqual([]);
});
