// What AWS says of provisioned concurrency, sentence by sentence: section 3 of the sheet of facts. Its bullets and their tests:
//  1 where it may be, one for each version, repointing  "it belongs …", "of 0 …", "a version …", "an alias that is …"
//  2 allocation                                         "it is prepared …", "6,000 …", "none of a request …", "what was …" (assumed)
//  3 requested, allocated, available, status            "requested, allocated …", "the status …"
//  4 routing and spillover                              "a request …", "it spills …", "beyond the reserved …"
//  5 init at allocation and when recycled, resets       "init runs …", "every renewal …", "after a reset …"; that init is logged
//                                                       as platform.initReport is not simulated: no log lines are
//  6 the first request on a fresh environment           "the first request …"; AWS_LAMBDA_DOTNET_PREJIT is not simulated apart
//  7 AWS_LAMBDA_INITIALIZATION_TYPE                     not simulated: no function looks at its environment
//  8 peak concurrency + 10 %                            not simulated: advice, which a user may follow
//  9 weights                                            "weights …"; "while a deployment shifts …" (assumed)
// 10 deployments with provisioned concurrency           "a deployment …"
import { describe, expect, it } from 'vitest';
import { listPrices } from '../../src/pricing/tables.js';
import { SOME_TOO_LONG, seedOf } from '../support/inits.js';
import { problemsOf } from '../support/scenario.js';
import { type Call, controlled, f, PLAIN, served, tally, together, told } from '../support/told.js';

/** A gigabyte, so that environments times seconds are GB-seconds. */
const GB = { ...PLAIN, memory: 1024 };
const live = (provisionedConcurrency: number | object, settings: object = {}) => ({
  f: { ...GB, ...settings, aliases: { live: { version: 1, provisionedConcurrency } } },
});
/** None at first, so many from a minute on. */
const fromMinute = (min: number) => ({ min: 0, max: min, scheduled: [{ at: '1m', min }] });
const prices = listPrices('us-east-1').x86_64;

describe('3, bullet 1', () => {
  it('it belongs to a published version or an alias, never to $LATEST', () => {
    const latest = 'provisioned-on-latest: Provisioned Concurrency Configs cannot be applied to';
    const none = { aliases: { live: { version: '$LATEST', provisionedConcurrency: 1 } } };
    expect(problemsOf({ functions: live(1) })).toEqual([]);
    expect(problemsOf({ functions: { f: { versions: { 1: { provisionedConcurrency: 1 } } } } })).toEqual([]);
    expect(problemsOf({ functions: { f: { versions: { $LATEST: { provisionedConcurrency: 1 } } } } })).toEqual([
      expect.stringContaining(latest),
    ]);
    expect(problemsOf({ functions: { f: none } })).toEqual([expect.stringContaining(latest)]);
  });

  it('of 0 is none at all: AWS’s least number is 1', () => {
    const off = told({ functions: live(0) }, [[0, 'f:live', 1]]);
    expect([controlled(off), f(off).aliases['live']!.provisioned]).toEqual([[], null]);
    expect(served(off)).toEqual(['cold 1 first']);
  });

  it('a version has one setting: neither two aliases nor an alias and the version itself may provision it', () => {
    const one = { version: 1, provisionedConcurrency: 1 };
    const twice = (settings: object) => problemsOf({ functions: { f: settings } }).map((text) => text.split(':')[0]);
    expect(twice({ aliases: { a: one, b: one } })).toEqual(['version-provisioned-twice']);
    expect(twice({ aliases: { a: one }, versions: { 1: { provisionedConcurrency: 1 } } })).toEqual([
      'version-provisioned-twice',
    ]);
    expect(twice({ aliases: { a: one, b: { version: 2, provisionedConcurrency: 1 }, c: { version: 1 } } })).toEqual([]);
  });

  it('an alias that is pointed to another version takes it along: allocated for the new one, given up for the old', () => {
    const functions = { f: { ...live(2).f, deployments: [{ at: '1m', alias: 'live', version: 2 }] } };
    expect(controlled(told({ functions })).slice(4)).toEqual([
      '151 provisioned 3 -',
      '151.01 provisioned 4 -',
      '151.01 available 2 1',
      '151.01 deployment 2 1 completed',
      '151.01 deprovisioned 1 - deployment',
      '151.01 deprovisioned 2 - deployment',
    ]);
  });
});

describe('3, bullet 2: allocation', () => {
  it('it is prepared for a minute or two before the first init', () => {
    const lines = controlled(told({ functions: live(fromMinute(1)) }));
    const [requested, provisioned] = lines.map((line) => Number(line.split(' ')[0]));
    const preparation = provisioned! - requested! - 1;
    expect(preparation).toBeGreaterThanOrEqual(60);
    expect(preparation).toBeLessThanOrEqual(120);
  });

  it('6,000 environments of a function are initialised in a minute', () => {
    const lines = controlled(told({ functions: live(fromMinute(6001)) }));
    const times = lines.filter((line) => line.includes(' provisioned ')).map((line) => Number(line.split(' ')[0]));
    expect(times.length).toBe(6001);
    expect(times.at(-1)! - times[0]!).toBeCloseTo(60, 6);
  });

  it('none of a request is usable until all of it is allocated', () => {
    // The first is initialised at 151, the last at 151.02.
    const calls: Call[] = [
      [151.01, 'f:live', 0.001],
      [151.019, 'f:live', 0.001],
      [151.02, 'f:live', 0.001],
    ];
    expect(served(told({ functions: live(fromMinute(3)) }, calls))).toEqual([
      'cold 1 first spillover',
      'cold 2 scaleOut spillover',
      'provisioned 3',
    ]);
  });

  it('what was available stays so while more is allocated (assumed)', () => {
    const functions = live({ min: 2, max: 5, scheduled: [{ at: '1m', min: 5 }] });
    const calls = [30, 60, 150, 151.019].flatMap((at) => together(3, at, 'f:live', 0.0001));
    expect(tally(served(told({ functions }, calls)).map((words) => words.split(' ')[0]!))).toEqual({
      provisioned: 8,
      cold: 1,
      warm: 3,
    });
  });
});

describe('3, bullet 3', () => {
  it('requested, allocated and available are three numbers: 2,900 of 6,000 are allocated at the end of a minute, none available', () => {
    const { result } = told({ duration: '5m', functions: live(fromMinute(6000)) });
    const of = (name: string) => result.series.aliases['f:live']![`${name}ProvisionedConcurrency`]!['Maximum'];
    // Inits end every 10 ms from 151 to 210.99.
    expect(of('Requested')).toEqual([0, 6000, 6000, 6000, 6000]);
    expect(of('Allocated')).toEqual([0, 0, 2900, 6000, 6000]);
    expect(of('Available')).toEqual([0, 0, 0, 6000, 6000]);
  });

  it('the status is IN_PROGRESS, READY or FAILED, with a reason', () => {
    const provisioned = (duration: string, settings: object = {}) =>
      f(told({ duration, functions: live(fromMinute(2), settings) })).aliases['live']!.provisioned!;
    expect(provisioned('59s').status).toBe('NONE');
    expect(provisioned('2m').status).toBe('IN_PROGRESS');
    expect(provisioned('3m').status).toBe('READY');
    const failed = f(told({ functions: live(2, { initErrorRate: 1 }) })).aliases['live']!.provisioned!;
    expect(failed.status).toBe('FAILED');
    expect(failed.activities).toMatchObject([{ kind: 'failed', atMs: 0, why: 'init failed' }]);
  });

  it('the status is FAILED after an allocation that failed during the run', () => {
    const { status, activities } = f(told({ functions: live(fromMinute(2), { initErrorRate: 1 }) })).aliases['live']!
      .provisioned!;
    expect(activities.at(-1)).toMatchObject({ kind: 'failed', why: 'init failed' });
    expect(status).toBe('FAILED');
  });
});

describe('3, bullet 4: routing', () => {
  it('a request takes what is provisioned first, and spills over to unreserved concurrency', () => {
    const calls = together(4, 0, 'f:live', 5);
    expect(served(told({ account: { concurrency: 103 }, functions: live(2) }, calls))).toEqual([
      'provisioned 2',
      'provisioned 1',
      'cold 1 first spillover',
      'cold 2 scaleOut spillover',
    ]);
  });

  it('it spills over up to the reserved concurrency; beyond the reserved it is throttled', () => {
    const told4 = told({ functions: live(2, { reservedConcurrency: 3 }) }, together(4, 0, 'f:live', 5));
    expect(served(told4).slice(2)).toEqual([
      'cold 1 first spillover',
      'ReservedFunctionConcurrentInvocationLimitExceeded',
    ]);
  });

  it('it spills over where all are busy, and beyond ten requests a second for each', () => {
    const { aliases } = f(
      told({ account: { requestRate: undefined }, functions: live(1) }, [
        ...together(2, 0, 'f:live', 1),
        ...Array.from({ length: 12 }, (_, i): Call => [10 + i / 1000, 'f:live', 0.0001]),
      ]),
    );
    expect(aliases['live']!.spilloverByReason).toEqual({ concurrency: 1, requestRate: 2 });
  });
});

describe('3, bullet 5', () => {
  it('init runs when it is allocated, and is billed though no request ever comes', () => {
    const { cost, initMs, coldStarts } = f(told({ functions: live(3) }));
    expect(cost.provisionedDuration).toBeCloseTo(3 * prices.provisionedDuration!, 12);
    expect([cost.duration, initMs.max, coldStarts]).toEqual([0, null, 0]);
  });

  it('every renewal inits again, and is billed', () => {
    const text = { account: { maxLifetime: undefined }, duration: '5h', functions: live(3) };
    const renewed = controlled(told(text)).filter((line) => line.includes('renewed'));
    expect(renewed.map((line) => line.split(' ')[0])).toEqual(['7200', '7200', '7200', '14400', '14400', '14400']);
    expect(f(told(text)).cost.provisionedDuration).toBeCloseTo(9 * prices.provisionedDuration!, 12);
  });

  it('after a reset a request waits as for a cold start, and as many stay available', () => {
    const functions = live(1, { timeout: '3s' });
    const { records, result } = told({ duration: '1m', functions }, [
      [0, 'f:live', 9],
      [10, 'f:live', 0.5],
      [20, 'f:live', 0.5],
    ]);
    expect(records.map(({ start, suppressedInit, latency }) => [start, suppressedInit, latency])).toEqual([
      ['provisioned', false, 3_000_000],
      ['provisioned', true, 1_500_000],
      ['provisioned', false, 500_000],
    ]);
    expect(result.functions['f']!.aliases['live']!.provisioned!.available).toEqual({ mean: 1, min: 1, max: 1, end: 1 });
  });
});

describe('3, bullet 6', () => {
  it('the first request on a fresh environment is a little slower', () => {
    const calls: Call[] = [
      [0, 'f:live', 1],
      [10, 'f:live', 1],
    ];
    const { records } = told({ functions: live(1, { firstInvoke: '50ms' }) }, calls);
    expect(records.map(({ latency }) => latency)).toEqual([1_050_000, 1_000_000]);
  });
});

describe('3, bullet 9: weights', () => {
  const weighted = (version: number | string, weights: object, more: object = {}) => ({
    f: { ...PLAIN, init: '100ms', aliases: { live: { version, weights, ...more } } },
  });

  it('weights split the requests of an alias at random between two versions', () => {
    // One after another: a version’s first call starts the only environment that it ever needs.
    const calls = Array.from({ length: 10_000 }, (_, i): Call => [10 + i, 'f:live', 0.1]);
    const told2 = told({ duration: '3h', functions: weighted(1, { 2: 0.1 }) }, calls);
    const { coldStarts, warmStarts } = f(told2);
    expect([coldStarts, warmStarts]).toEqual([2, 9_998]);
    const shares = Object.values(tally(told2.records.map(({ environment }) => `${environment}`))).sort((a, b) => a - b);
    // 1,000 on average, with a standard deviation of 30.
    expect(Math.abs(shares[0]! - 1000)).toBeLessThan(4 * 30);
  });

  it('weights take one more version, a published one, beside a published one', () => {
    const refused = (functions: object) => problemsOf({ functions }).map((text) => text.split(':')[0]);
    expect(refused(weighted(1, { 2: 0.1 }))).toEqual([]);
    expect(refused(weighted(1, { 2: 0.1, 3: 0.1 }))).toEqual(['bad-weights']);
    expect(refused(weighted(1, { $LATEST: 0.1 }))).toEqual(['bad-weights']);
    expect(refused(weighted('$LATEST', { 2: 0.1 }))).toEqual(['bad-weights']);
  });

  it('weights and provisioned concurrency do not go together on one alias', () => {
    expect(problemsOf({ functions: weighted(1, { 2: 0.1 }, { provisionedConcurrency: 1 }) })).toEqual([
      'weighted-with-provisioned: Alias with weights can not be used with Provisioned Concurrency',
    ]);
  });

  it('while a deployment shifts an alias both versions have the whole number, so that nothing spills over (assumed)', () => {
    const strategy = { linear: { percentage: 10, interval: '1m' } };
    const functions = { f: { ...live(3).f, deployments: [{ at: '1m', alias: 'live', version: 2, strategy }] } };
    const calls = Array.from({ length: 60 }, (_, i) => together(3, i * 15, 'f:live', 10)).flat();
    const { deployments, aliases } = f(told({ duration: '15m', functions }, calls));
    expect(deployments[0]!.status).toBe('completed');
    expect(aliases['live']).toMatchObject({ provisionedInvocations: 180, spilloverInvocations: 0, version: '2' });
    expect(aliases['live']!.provisioned!.available).toMatchObject({ min: 3, max: 6, end: 3 });
  });
});

describe('3, bullet 10: a deployment of an alias with provisioned concurrency', () => {
  const deployed = (settings: object = {}) => ({
    f: { ...live(1, settings).f, deployments: [{ at: '1m', alias: 'live', version: 2 }] },
  });

  it('a deployment leaves the alias on the old version until the new one is provisioned, then switches it', () => {
    const calls: Call[] = [
      [150.99, 'f:live', 1],
      [151, 'f:live', 1],
    ];
    expect(served(told({ functions: deployed() }, calls))).toEqual(['provisioned 1', 'provisioned 2']);
  });

  it('a deployment whose inits fail leaves the alias where it is', () => {
    const calls: Call[] = [100, 200, 300].map((at) => [at, 'f:live', 1]);
    const failed = told({ seed: seedOf(3, 200), functions: deployed(SOME_TOO_LONG) }, calls);
    expect(f(failed).aliases['live']!.version).toBe('1');
    expect(f(failed).deployments[0]).toMatchObject({ status: 'failed', shiftedAtMs: null, completedAtMs: null });
    expect(served(failed)).toEqual(['provisioned 1', 'provisioned 1', 'provisioned 1']);
  });
});
