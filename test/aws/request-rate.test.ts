// What AWS says of requests a second, sentence by sentence: section 2.3 of the sheet of facts. Its bullets and their tests:
//  1 ten times the concurrency, in total              "an account …", "reserved concurrency …", "provisioned concurrency …",
//                                                     "only totals …"; that the scaling rate has the same factor is not
//                                                     simulated: it counts environments
//  2 asynchronous invocations are not limited by it   asynchronous.test.ts, "events are limited by …"
//  3 examples                                         "20,000 requests …", "30,000 requests …", "provisioned concurrency of 10 …"
//  4 function URLs                                    "a function URL …"
import { describe, expect, it } from 'vitest';
import { simulate } from '../../src/simulate.js';
import { IDEAL_ACCOUNT, scenario } from '../support/scenario.js';
import { f, PLAIN, served, tally, together, told } from '../support/told.js';

const RATE = 'FunctionInvocationRateLimitExceeded';
const RESERVED_RATE = 'ReservedFunctionInvocationRateLimitExceeded';
const RESERVED = 'ReservedFunctionConcurrentInvocationLimitExceeded';

/** AWS's own rate. */
const account = { requestRate: undefined };
const calls = (rate: string, target = 'f', type = 'sdk') => ({
  triggers: { calls: { type, target, arrivals: { constant: { rate } } } },
});
const short = (handler: string) => ({ ...PLAIN, handler, init: '0ms' });

describe('2.3, bullet 1: synchronous requests a second', () => {
  it('an account has ten for each unit of its concurrency, all functions without a reservation together', () => {
    const functions = { f: short('1ms'), g: short('1ms') };
    const both = [...together(500, 0, 'f', 0.001), ...together(501, 0, 'g', 0.001)];
    const { throttlesByReason } = told({ account: { concurrency: 100 }, functions }, both).result.total;
    expect(throttlesByReason).toEqual({ ConcurrentInvocationLimitExceeded: 901 });
    const few = Array.from({ length: 1001 }, (_, i) => [i * 1e-5, i % 2 === 0 ? 'f' : 'g', 1e-5] as const);
    const rated = told({ account: { ...account, concurrency: 100 }, functions }, few).result.total;
    // 1,000 at once, and another ten in the first hundredth of a second; never is more than one in flight.
    expect([rated.concurrency.max, rated.throttles]).toEqual([1, 0]);
    const more = told({ account: { ...account, concurrency: 90 }, functions }, few).result.total;
    expect(more.throttlesByReason).toEqual({ [RATE]: 1001 - 900 - 9 });
  });

  it('reserved concurrency has ten for each unit, apart from the account', () => {
    const functions = { f: { ...short('1ms'), reservedConcurrency: 2 }, g: short('1ms') };
    // At 40 and 10 a second for ten seconds: 20 at once and 20 a second, of an account with many more.
    const triggers = {
      ...calls('40/s').triggers,
      others: { type: 'sdk', target: 'g', arrivals: { constant: { rate: '10/s' } } },
    };
    const { result } = told({ account: { ...account, concurrency: 1000 }, duration: '10s', functions, triggers });
    expect(result.functions['f']!.throttlesByReason).toEqual({ [RESERVED_RATE]: 400 - 20 - 200 + 1 });
    expect(result.functions['g']!.throttles).toBe(0);
  });

  it('provisioned concurrency has ten for each unit; what is beyond runs on demand', () => {
    const functions = { f: { ...short('1ms'), aliases: { live: { version: 1, provisionedConcurrency: 2 } } } };
    const { aliases, throttles } = f(told({ account, duration: '10s', functions, ...calls('40/s', 'f:live') }));
    expect(throttles).toBe(0);
    expect(aliases['live']!.spilloverByReason).toEqual({ concurrency: 0, requestRate: 400 - 20 - 200 + 1 });
  });

  it('only totals are compared: one environment serves as many as come one after another', () => {
    const { result } = told({ account, duration: '10s', functions: { f: short('1ms') }, ...calls('500/s') });
    expect(result.total).toMatchObject({ throttles: 0, invocations: 5000 });
    expect(result.total.environments.max).toBe(1);
  });
});

describe('2.3, bullet 3', () => {
  /** The last of four seconds, when what a full bucket gave is used up. */
  const lastSecond = (rate: string, handler: string, concurrency: number) => {
    const functions = { f: short(handler) };
    const limits = { ...IDEAL_ACCOUNT, ...account, concurrency, scalingRate: undefined };
    // Without a line or a record of each request, of which there are too many.
    return simulate(scenario({ account: limits, functions, warmup: '3s', duration: '4s', ...calls(rate) }), 0).total;
  };

  it('20,000 requests a second of 50 ms are 1,000 at once, and yet 10,000 a second are throttled in an account of 1,000', () => {
    const { arrivals, throttlesByReason } = lastSecond('20000/s', '50ms', 1000);
    // Those at both ends of the second count; every second one finds a token.
    expect([arrivals, throttlesByReason]).toEqual([20_001, { [RATE]: 10_001 }]);
  });

  it('20,000 requests a second need a quota of 2,000', () => {
    const { throttles, concurrency } = lastSecond('20000/s', '50ms', 2000);
    expect([throttles, concurrency]).toEqual([0, { mean: 1000, max: 1000 }]);
    const quarter = lastSecond('20000/s', '50ms', 1500).throttles;
    expect(Math.abs(quarter - 5000)).toBeLessThanOrEqual(1);
  });

  it('30,000 requests a second of 20 ms are 600 at once, and need a quota of 3,000', () => {
    const { throttles, concurrency } = lastSecond('30000/s', '20ms', 3000);
    expect(throttles).toBe(0);
    expect(concurrency.mean).toBeCloseTo(600, 2);
    expect(concurrency.max).toBeLessThanOrEqual(601);
    const throttled = lastSecond('30000/s', '20ms', 2000).throttles;
    expect(Math.abs(throttled - 10_000)).toBeLessThanOrEqual(1);
  });

  it('provisioned concurrency of 10 spills over beyond 10 at once', () => {
    const functions = { f: { ...PLAIN, aliases: { live: { version: 1, provisionedConcurrency: 10 } } } };
    const eleven = told({ account, functions }, together(11, 0, 'f:live', 5));
    expect(f(eleven).aliases['live']).toMatchObject({
      provisionedInvocations: 10,
      spilloverByReason: { concurrency: 1, requestRate: 0 },
    });
  });

  it('provisioned concurrency of 10 spills over beyond 100 requests a second', () => {
    const functions = { f: { ...short('1ms'), aliases: { live: { version: 1, provisionedConcurrency: 10 } } } };
    const at = (rate: string) =>
      f(told({ account, functions, warmup: '10s', duration: '20s', ...calls(rate, 'f:live') })).aliases['live']!;
    expect(at('100/s')).toMatchObject({ spilloverInvocations: 0, provisionedInvocations: 1001 });
    // Those at both ends count: one of five finds no token.
    const { arrivals, spilloverByReason } = at('125/s');
    expect([arrivals, spilloverByReason]).toEqual([1251, { concurrency: 0, requestRate: 250 }]);
  });
});

describe('2.3, bullet 4', () => {
  it('a function URL answers 429 beyond the reserved concurrency', () => {
    const functions = { f: { ...PLAIN, reservedConcurrency: 3 } };
    const arrivals = { bursts: { every: '10s', size: 4 } };
    const triggers = { calls: { type: 'functionUrl', target: 'f', arrivals } };
    expect(tally(served(told({ account, duration: '15s', functions, triggers })))).toMatchObject({ [RESERVED]: 1 });
  });

  it('a function URL answers 429 beyond ten requests a second for each unit of it', () => {
    const functions = { f: { ...short('1ms'), reservedConcurrency: 3 } };
    const of = (rate: string) =>
      told({ account, warmup: '60s', duration: '70s', functions, ...calls(rate, 'f', 'functionUrl') }).result.total;
    expect(of('30/s').throttles).toBe(0);
    const { arrivals, throttlesByReason } = of('40/s');
    expect([arrivals, throttlesByReason]).toEqual([401, { [RESERVED_RATE]: 100 }]);
  });
});
