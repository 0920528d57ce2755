// Cold starts calculated by hand from the sentences of the contract, for the naive simulator: each phase, failed inits,
// crashes, first invocations, processors, snapshots. Times are milliseconds unless they say otherwise.
import { describe, expect, it } from 'vitest';
import type { FunctionSpec } from '../../src/scenario/types.js';
import { calls, f, keep, log, MS, ms, one, SECOND, served, start } from './hand.js';
import type { OracleResult } from './oracle.js';
import { aliasOf } from './scenarios.js';

const live = (count: number) => [aliasOf('live', '1', count)];

/** What ran, row by row: latency, init, duration, billed. */
const lengths = (result: OracleResult) =>
  result.rows.map((r) => [r.latency / MS, r.init / MS, r.duration / MS, r.billedMs]);
const verdicts = (result: OracleResult) => result.rows.map((r) => r.verdict);

describe('the phases of a cold start', () => {
  it('are placement, download, the longest extension, runtime and function, then the handler', () => {
    const coldStart = start({ placement: 20, download: 30, extensions: [50, 80, 10], runtime: 100, own: 200 });
    const result = one({ coldStart }, calls([0, 'f', 40], [1000, 'f', 40]));
    // 20 + 30 + (80 + 100 + 200) + 40 = 470. Billed: 380 + 40.
    expect(lengths(result)).toEqual([
      [470, 380, 40, 420],
      [40, 0, 40, 40],
    ]);
    expect(log(result)).toEqual([
      '0 cold 1 1 first',
      '430 initialised 1 1',
      '470 completed 1 1 ok',
      '1000 warm 1 2',
      '1040 completed 1 2 ok',
    ]);
    const { phasesMs, initMs, waitMs } = f(result);
    expect(Object.entries(phasesMs).map(([phase, { count, max }]) => [phase, count, max])).toEqual([
      ['placement', 1, 20],
      ['download', 1, 30],
      ['extensionInit', 1, 80],
      ['runtimeInit', 1, 100],
      ['functionInit', 1, 200],
      ['restore', 0, null],
      ['failedInit', 0, null],
      ['initAgain', 0, null],
      // Of no length, but the first.
      ['firstInvoke', 1, 0],
    ]);
    expect(initMs).toMatchObject({ count: 1, max: 380 });
    expect(waitMs).toMatchObject({ count: 2, max: 0 });
  });
});

describe('an image that no cache holds', () => {
  const coldStart = start({ placement: 50, load: 500, init: 100 });

  it('is read while init runs by every cold start before the first environment has initialised', () => {
    // The first has initialised at 50 + 500 + 100 = 650: a call of that instant finds the image in the cache.
    const result = one({ coldStart }, calls([0, 'f', 1000], [100, 'f', 1000], [649, 'f', 1000], [650, 'f', 1000]));
    expect(lengths(result)).toEqual([
      [1650, 600, 1000, 1600],
      [1650, 600, 1000, 1600],
      [1650, 600, 1000, 1600],
      [1150, 100, 1000, 1100],
    ]);
    expect(f(result).phasesMs.download).toMatchObject({ count: 4, mean: 375, max: 500 });
    expect(f(result).initMs).toMatchObject({ count: 4, mean: 475 });
  });

  it('is read again for every version, but not where provisioned environments have read it', () => {
    const result = one(
      { coldStart, aliases: live(1) },
      calls([0, 'f', 10], [2000, 'f:2', 10], [4000, 'f:live', 100], [4000, 'f:live', 10]),
    );
    expect(served(result)).toEqual(['cold 1', 'cold 2', 'provisioned 1', 'cold 3']);
    expect(result.rows.map((r) => r.init / MS)).toEqual([600, 600, 0, 100]);
    // The provisioned one read it too: 500 + 100.
    expect(f(result).provisionedInits).toEqual({ count: 1, billedMs: 600 });
  });

  it('is in the cache when the replacement of a provisioned environment initialises', () => {
    const result = one({ coldStart, aliases: live(2) }, [], { account: { maxLifetime: 40 * SECOND } });
    // Two inits of 600 at 0, two of 100 at 40 s.
    expect(f(result).provisionedInits).toEqual({ count: 4, billedMs: 1400 });
  });
});

describe('an init that takes more than 10 s', () => {
  it('is stopped after 10 s, unbilled, and runs again within the invocation', () => {
    const settings = { timeout: 30 * SECOND, memoryMB: 128 };
    // Exactly 10 s is no more than 10 s.
    const exactly = one({ ...settings, coldStart: start({ placement: 7, init: 10_000 }) }, calls([0, 'f', 5]));
    expect(lengths(exactly)).toEqual([[10_012, 10_000, 5, 10_005]]);
    expect(f(exactly)).toMatchObject({ initTimeouts: 0 });
    // 7 + 10,000 stopped + (10,000.001 + 5).
    const more = one({ ...settings, coldStart: start({ placement: 7, init: 10_000.001 }) }, calls([0, 'f', 5]));
    expect(lengths(more)).toEqual([[20_012.001, 0, 10_005.001, 10_006]]);
    expect(log(more)).toEqual(['0 cold 1 1 first', '10007 init-failed 1 1 init timeout', '20012.001 completed 1 1 ok']);
    expect(f(more)).toMatchObject({ initTimeouts: 1, initErrors: 0, errors: 0, suppressedInits: 0, coldStarts: 1 });
    expect(f(more).initMs.count).toBe(0);
    expect(f(more).phasesMs.failedInit).toMatchObject({ count: 1, max: 10_000 });
    expect(f(more).phasesMs.functionInit.count).toBe(0);
    expect(f(more).phasesMs.placement).toMatchObject({ count: 1, max: 7 });
  });

  it('runs again with the processors that the memory buys, unless its length was given', () => {
    // 1,769 / 1,024 of 12 s = 20,730.46875, rounded to whole microseconds.
    const coldStart = start({ runtime: 6000, own: 6000 });
    const predicted = one({ timeout: 60 * SECOND, memoryMB: 1024, coldStart }, calls([0, 'f', 1]));
    expect(predicted.rows[0]).toMatchObject({ duration: 20_731_469, latency: 30_731_469 });
    // More than one processor is no faster than at first.
    const large = one({ timeout: 60 * SECOND, memoryMB: 3538, coldStart }, calls([0, 'f', 1]));
    expect(large.rows[0]).toMatchObject({ duration: 12_001_000 });
  });

  it('has read 10 s of its image already', () => {
    // 25 + 2 s. Stopped at 10 s; the other 15 s and the 2 s follow within the invocation, to 27 s, and 1 s of handler.
    const coldStart = start({ load: 25_000, init: 2000 });
    const rows = calls([0, 'f', 1000], [26_999, 'f', 1000], [27_000, 'f', 0]);
    const result = one({ timeout: 20 * SECOND, coldStart }, rows);
    expect(lengths(result)).toEqual([
      [28_000, 0, 18_000, 18_000],
      // It began before the first had initialised; the third finds the chunks in the caches.
      [28_000, 0, 18_000, 18_000],
      [2000, 2000, 0, 2000],
    ]);
    expect(f(result).initTimeouts).toBe(2);
    // What was stopped has been read for 10 s, but is no download: only the third has one, of nothing.
    expect(f(result).phasesMs.download).toMatchObject({ max: 0 });
  });

  it('that the timeout cuts again leaves the environment to a suppressed init, and the image unread', () => {
    // 10 s and the timeout of 5 s; then a suppressed init of 2 s without the image; but a new one reads it from the start.
    const coldStart = start({ load: 25_000, init: 2000 });
    const result = one({ timeout: 5 * SECOND, coldStart }, calls([0, 'f', 1], [15_000, 'f', 3000], [15_000, 'f', 1]));
    expect(verdicts(result)).toEqual(['timeout', 'ok', 'timeout']);
    expect(lengths(result)).toEqual([
      [15_000, 0, 5000, 5000],
      [5000, 0, 5000, 5000],
      [15_000, 0, 5000, 5000],
    ]);
    expect(f(result)).toMatchObject({ initTimeouts: 2, suppressedInits: 1, timeouts: 2, errors: 2 });
  });
});

describe('an init that ends in error', () => {
  it('runs again within the invocation and, where that fails too, ends it; the environment is reset', () => {
    const coldStart = start({ placement: 10, init: 300, fails: true, first: 40 });
    const result = one({ coldStart }, calls([0, 'f', 50], [1000, 'f', 50]));
    expect(log(result)).toEqual([
      '0 cold 1 1 first',
      '310 init-failed 1 1 init error',
      '610 completed 1 1 init error',
      '1000 warm 1 2 suppressed init',
      '1300 completed 1 2 init error',
    ]);
    expect(lengths(result)).toEqual([
      [610, 0, 300, 300],
      [300, 0, 300, 300],
    ]);
    expect(f(result)).toMatchObject({ initErrors: 1, initTimeouts: 0, errors: 2, timeouts: 0, suppressedInits: 1 });
    expect(f(result).phasesMs.failedInit).toMatchObject({ count: 1, max: 300 });
    expect(f(result).phasesMs.firstInvoke.count).toBe(0);
    expect(f(result).initMs.count).toBe(0);
  });

  it('runs again at the speed of the memory, and without the image, which has been read', () => {
    // 200 + 400 + 100 fail at 700; again (400 + 100) · 1,769 / 1,024 = 863.7695… ms.
    const coldStart = start({ load: 200, runtime: 400, own: 100, fails: true });
    const result = one({ coldStart, memoryMB: 1024 }, calls([0, 'f', 50]));
    expect(result.rows[0]).toMatchObject({ latency: 700_000 + 863_770, duration: 863_770, billedMs: 864 });
    expect(result.rows[0]!.phases.failedInit).toBe(700_000);
  });

  it('is a timeout where it runs again for longer than the timeout, and where it takes more than 10 s', () => {
    const short = one({ timeout: SECOND, coldStart: start({ init: 1001, fails: true }) }, calls([0, 'f', 0]));
    expect(verdicts(short)).toEqual(['timeout']);
    expect(f(short)).toMatchObject({ initErrors: 1, timeouts: 1, errors: 1 });
    const just = one({ timeout: SECOND, coldStart: start({ init: 1000, fails: true }) }, calls([0, 'f', 0]));
    expect(verdicts(just)).toEqual(['init error']);
    // The limit comes first; what runs again fails in the end.
    const long = one({ timeout: 30 * SECOND, coldStart: start({ init: 11_000, fails: true }) }, calls([0, 'f', 5]));
    expect(log(long).slice(1)).toEqual(['10000 init-failed 1 1 init timeout', '21000 completed 1 1 init error']);
    expect(f(long)).toMatchObject({ initTimeouts: 1, initErrors: 0, errors: 1 });
  });

  it('leaves nothing provisioned at time 0', () => {
    const result = one({ coldStart: start({ init: 300, fails: true }), aliases: live(1) }, calls([0, 'f:live', 50]));
    expect(verdicts(result)).toEqual(['init error']);
    expect(log(result).slice(0, 2)).toEqual(['0 allocation-failed 1 1 init error', '0 cold 1 1 first']);
  });
});

describe('provisioned environments that initialise for too long', () => {
  it('are never ready: more than 130 s, or than a longer timeout', () => {
    const ready = (init: number, timeout: number) => {
      const result = one(
        { timeout: timeout * SECOND, coldStart: start({ init: init * 1000 }), aliases: live(2) },
        calls([0, 'f:live', 0]),
      );
      const { provisioned, provisionedInits, spilloverInvocations } = f(result);
      return [served(result)[0], provisioned.mean, provisionedInits.billedMs, spilloverInvocations];
    };
    expect(ready(130, 10)).toEqual(['provisioned 2', 2, 260_000, 0]);
    // Nothing is configured any more, so the call is no spillover.
    expect(ready(130.001, 10)).toEqual(['cold 1', 0, 0, 0]);
    expect(ready(200, 200)).toEqual(['provisioned 2', 2, 400_000, 0]);
    expect(ready(200.001, 200)).toEqual(['cold 1', 0, 0, 0]);
  });
});

describe('a crash', () => {
  it('takes the whole handler time, counts as an error and resets the environment', () => {
    const result = one({ crashRate: 1, coldStart: start({ init: 300 }) }, calls([0, 'f', 50], [1000, 'f', 50]));
    expect(log(result)).toEqual([
      '0 cold 1 1 first',
      '300 initialised 1 1',
      '350 completed 1 1 crash',
      '1000 warm 1 2 suppressed init',
      '1350 completed 1 2 crash',
    ]);
    expect(f(result)).toMatchObject({ errors: 2, timeouts: 0, suppressedInits: 1 });
  });

  it('comes after a timeout and before an error', () => {
    const result = one({ crashRate: 1, errorRate: 1, timeout: SECOND }, calls([0, 'f', 1000], [2000, 'f', 1001]));
    expect(verdicts(result)).toEqual(['crash', 'timeout']);
    expect(f(result)).toMatchObject({ errors: 2, timeouts: 1 });
  });
});

describe('the first invocation in a fresh environment', () => {
  const coldStart = start({ init: 300, first: 40 });

  it('takes longer by a time of its own, which is part of the duration', () => {
    const result = one({ coldStart }, calls([0, 'f', 50], [1000, 'f', 50]));
    expect(lengths(result)).toEqual([
      [390, 300, 90, 390],
      [50, 0, 50, 50],
    ]);
    expect(result.rows.map((r) => (r.firstInvoke ?? 0) / MS)).toEqual([40, 0]);
    expect(f(result).phasesMs.firstInvoke).toMatchObject({ count: 1, max: 40 });
  });

  it('comes again after a reset', () => {
    const result = one({ coldStart, timeout: SECOND }, calls([0, 'f', 2000], [2000, 'f', 50], [3000, 'f', 50]));
    // 300 + 40 + 50, then 50.
    expect(result.rows.map((r) => r.duration / MS)).toEqual([1000, 390, 50]);
    expect(result.rows.map((r) => (r.firstInvoke ?? 0) / MS)).toEqual([40, 40, 0]);
  });

  it('comes in provisioned environments too, and again after each renewal', () => {
    const rows = calls(
      [0, 'f:live', 50],
      [500, 'f:live', 50],
      [2000, 'f:live', 50],
      [2900, 'f:live', 500],
      [3950, 'f:live', 10],
    );
    const settings = { coldStart, aliases: live(1) };
    const durations = (maxLifetime: number | null) =>
      one(settings, rows, { account: { maxLifetime } }).rows.map((r) => r.duration / MS);
    expect(durations(null)).toEqual([90, 50, 50, 500, 10]);
    expect(durations(2 * SECOND)).toEqual([90, 50, 90, 500, 10]);
    // Renewed at 3,000 while it runs from 2,900 to 3,400.
    expect(durations(3 * SECOND)).toEqual([90, 50, 50, 500, 50]);
  });

  it('has what the timeout leaves of it', () => {
    const slow = start({ init: 300, first: 1500 });
    const result = one({ coldStart: slow, timeout: SECOND }, calls([0, 'f', 50], [2000, 'f', 50]));
    expect(result.rows.map((r) => [(r.firstInvoke ?? 0) / MS, r.duration / MS, r.verdict])).toEqual([
      [1000, 1000, 'timeout'],
      // After 300 of suppressed init.
      [700, 1000, 'timeout'],
    ]);
  });
});

describe('a handler that computes', () => {
  const duration = (cpuBound: FunctionSpec['cpuBound'], memoryMB: number, handler = 100) =>
    one({ cpuBound, memoryMB }, calls([0, 'f', handler])).rows[0]!.duration / MS;

  it('takes as much longer as the memory buys fewer processors', () => {
    expect(duration({ share: 1, threads: 1, atMemoryMB: 1024 }, 512)).toBe(200);
    expect(duration({ share: 1, threads: 1, atMemoryMB: 512 }, 1024)).toBe(50);
    // Half of it waits: 50 + 50 · 2.
    expect(duration({ share: 0.5, threads: 1, atMemoryMB: 1024 }, 512)).toBe(150);
    expect(duration({ share: 0, threads: 1, atMemoryMB: 1024 }, 512)).toBe(100);
  });

  it('uses no more processors than it has threads', () => {
    expect(duration({ share: 1, threads: 1, atMemoryMB: 1769 }, 3538)).toBe(100);
    expect(duration({ share: 1, threads: 2, atMemoryMB: 1769 }, 3538)).toBe(50);
    expect(duration({ share: 1, threads: 2, atMemoryMB: 1769 }, 10_240)).toBe(50);
  });

  it('takes whole microseconds', () => {
    // 1 µs · 1.5 is rounded up to 2.
    expect(duration({ share: 0.5, threads: 1, atMemoryMB: 1024 }, 512, 0.001)).toBe(0.002);
    expect(duration({ share: 1, threads: 1, atMemoryMB: 512 }, 2048, 0.001)).toBe(0);
  });

  it('is held to the timeout by the time that it takes, while inits and first invocations are as they are', () => {
    const settings = { cpuBound: { share: 1, threads: 1, atMemoryMB: 1024 }, memoryMB: 512, timeout: SECOND };
    const result = one(
      { ...settings, coldStart: start({ init: 300, first: 10 }) },
      calls([0, 'f', 495], [2000, 'f', 501]),
    );
    expect(result.rows.map((r) => [r.duration / MS, r.verdict])).toEqual([
      [1000, 'ok'],
      [1000, 'timeout'],
    ]);
  });
});

describe('SnapStart', () => {
  const coldStart = start({ placement: 20, download: 30, load: 500, runtime: 100, own: 200, first: 5, fails: false });
  const snapStart = { restore: ms(400), billedShare: 0.25, firstInvoke: ms(60) };

  it('restores versions and aliases, and initialises $LATEST, an alias of it included', () => {
    const aliases = [aliasOf('live', '1', 0), aliasOf('newest', '$LATEST', 0)];
    const rows = calls([0, 'f:live', 40], [1000, 'f:1', 40], [2000, 'f:newest', 40], [4000, 'f', 40]);
    const result = one({ coldStart, snapStart, aliases, memoryMB: 1769 }, rows);
    expect(served(result)).toEqual(['cold 1', 'warm 1', 'cold 2', 'warm 2']);
    // 20 + 400 + (60 + 40); billed 100 + 100. And 20 + 30 + (500 + 300) + (5 + 40); billed 800 + 45.
    expect(lengths(result)).toEqual([
      [520, 0, 100, 200],
      [40, 0, 40, 40],
      [895, 800, 45, 845],
      [40, 0, 40, 40],
    ]);
    expect(log(result)[1]).toBe('420 initialised 1 1');
    expect(f(result).initMs).toMatchObject({ count: 2, mean: 600 });
    expect(f(result).phasesMs.restore).toMatchObject({ count: 1, max: 400 });
    expect(f(result).phasesMs.download).toMatchObject({ count: 1, max: 530 });
    expect(f(result).phasesMs.placement.count).toBe(2);
  });

  it('fails a restore of more than 10 s, in which nothing runs, and initialises within the next invocation', () => {
    const exactly = { ...snapStart, restore: ms(10_000) };
    expect(verdicts(one({ coldStart, snapStart: exactly }, calls([0, 'f:1', 40])))).toEqual(['ok']);
    const tooLong = { ...snapStart, restore: ms(12_000) };
    const result = one({ coldStart, snapStart: tooLong, memoryMB: 1769 }, calls([0, 'f:1', 40], [11_000, 'f:1', 40]));
    expect(log(result)).toEqual([
      '0 cold 1 1 first',
      '10020 init-failed 1 1 init timeout',
      '10020 completed 1 1 init error',
      '11000 warm 1 2 suppressed init',
      // 300 of init, 5 and not 60 for the first invocation, since nothing comes from a snapshot, and 40.
      '11345 completed 1 2 ok',
    ]);
    // Nothing of it is billed, and nothing reported.
    expect(lengths(result)[0]).toEqual([10_020, 0, 0, 0]);
    expect(f(result).initMs.count).toBe(0);
    expect(f(result)).toMatchObject({ initTimeouts: 1, errors: 1, suppressedInits: 1 });
    expect(f(result).phasesMs.restore).toMatchObject({ count: 1, max: 10_000 });
    expect(f(result).phasesMs.failedInit.count).toBe(0);
  });

  it('knows no init errors in restores, but in the suppressed init of a reset environment', () => {
    const fails = start({ runtime: 100, own: 200, fails: true });
    const rows = calls([0, 'f:1', 40], [1000, 'f:1', 2000], [3000, 'f:1', 40]);
    const result = one({ coldStart: fails, snapStart, memoryMB: 1769, timeout: SECOND }, rows);
    expect(verdicts(result)).toEqual(['ok', 'timeout', 'init error']);
    expect(f(result)).toMatchObject({ initErrors: 0, errors: 2 });
  });

  it('bills whole microseconds of a restore', () => {
    // 0.33 · 300 ms are 99 ms, though not quite in binary fractions.
    const third = { restore: ms(300), billedShare: 0.33, firstInvoke: ms(0) };
    expect(one({ snapStart: third }, calls([0, 'f:1', 1])).rows[0]!.billedMs).toBe(100);
  });
});

describe('eager assignment', () => {
  const eager = { eagerAssignment: true, coldStart: start({ init: 500 }) };

  it('gives an environment that frees up to a waiting request, and keeps the new one as a spare', () => {
    const result = one(eager, calls([0, 'f', 100], [550, 'f', 30], [2000, 'f', 10], [2000, 'f', 10]));
    expect(log(result)).toEqual([
      '0 cold 1 1 first',
      '500 initialised 1 1',
      '550 cold 2 2 scaleOut',
      '600 completed 1 1 ok',
      '600 assigned 1 2',
      '630 completed 1 2 ok',
      '1050 initialised 2 -',
      // Which became idle last.
      '2000 warm 2 3',
      '2000 warm 1 4',
      '2010 completed 2 3 ok',
      '2010 completed 1 4 ok',
    ]);
    expect(lengths(result).slice(0, 2)).toEqual([
      [600, 500, 100, 600],
      [80, 0, 30, 30],
    ]);
    expect(result.rows[1]).toMatchObject({ outcome: 'warm', wait: 50 * MS, suppressedInit: false });
    expect(f(result)).toMatchObject({
      coldStarts: 1,
      warmStarts: 3,
      coldStartRate: 0.25,
      proactiveInits: 1,
      // 600 + 30 + 500 of the spare + 10 + 10.
      billedMs: 1150,
    });
    expect(f(result).coldStartCauses).toEqual({ first: 1, scaleOut: 0, expired: 0, recycled: 0, deployed: 0 });
    expect(f(result).initMs.count).toBe(1);
    expect(f(result).waitMs).toMatchObject({ count: 4, mean: 12.5, max: 50 });
    expect(f(result).latencyMs.max).toBe(600);
    // Environments: 630 + 500 + 10 + 10 ms busy. Executions: 600 + 80 + 10 + 10.
    expect(f(result).environments).toMatchObject({ created: 2, max: 2 });
    expect(f(result).environments.meanBusy).toBeCloseTo(1150 / 60_000, 12);
    expect(f(result).concurrency.mean).toBeCloseTo(700 / 60_000, 12);
  });

  it('does nothing where it is off', () => {
    const rows = calls([0, 'f', 100], [550, 'f', 30]);
    expect(served(one({ ...eager, eagerAssignment: false }, rows))).toEqual(['cold 1', 'cold 2']);
  });

  it('serves the one that came first, and the next with the spare of the first', () => {
    const result = one(eager, calls([0, 'f', 100], [550, 'f', 1000], [560, 'f', 5]));
    expect(log(result).slice(4)).toEqual([
      '600 completed 1 1 ok',
      '600 assigned 1 2',
      // The spare of 2 is done before the environment of 3, which ends as a spare itself.
      '1050 initialised 2 -',
      '1050 assigned 2 3',
      '1055 completed 2 3 ok',
      '1060 initialised 3 -',
      '1600 completed 1 2 ok',
    ]);
    expect(f(result)).toMatchObject({ coldStarts: 1, warmStarts: 2, proactiveInits: 2 });
  });

  it('costs the first invocation in a spare its extra time', () => {
    const settings = { ...eager, coldStart: start({ init: 500, first: 7 }) };
    const result = one(settings, calls([0, 'f', 100], [550, 'f', 1000], [560, 'f', 5]));
    // 1 runs fresh; 2 takes what 1 has used; 3 takes a spare.
    expect(result.rows.map((r) => (r.firstInvoke ?? 0) / MS)).toEqual([7, 0, 7]);
  });

  it('counts a spare when it is done, in the window', () => {
    const rows = calls([0, 'f', 100], [550, 'f', 30], [1100, 'f', 10]);
    const counted = (warmup: number, duration: number) => {
      const { proactiveInits, billedMs } = f(one(eager, rows, { warmup: warmup * MS, duration: duration * MS }));
      return [proactiveInits, billedMs];
    };
    expect(counted(1050, 2000)).toEqual([1, 510]);
    expect(counted(1051, 2000)).toEqual([0, 10]);
    // Done at 1,050, after the duration: the run is over then, and what it would have cost is not in it.
    expect(counted(0, 1000)).toEqual([0, 630]);
    // Nor is it where a request is in flight still: 520 to 1,020 of another version, and then 700 of handler.
    const longer = [...rows.slice(0, 1), ...calls([520, 'f:1', 700], [550, 'f', 30])];
    const late = one(eager, longer, { duration: SECOND });
    expect(log(late)).toContain('1050 initialised 3 -');
    expect(f(late)).toMatchObject({ proactiveInits: 0, billedMs: 630 + 1200 });
  });

  it('leaves other versions waiting, and never gives a provisioned environment away', () => {
    const other = one(eager, calls([0, 'f', 100], [550, 'f:1', 30]));
    expect(served(other)).toEqual(['cold 1', 'cold 2']);
    const provisioned = one({ ...eager, aliases: live(1) }, calls([0, 'f:live', 100], [50, 'f:live', 30]));
    expect(log(provisioned)).toEqual([
      '0 provisioned 1 -',
      '0 on-provisioned 1 1',
      '50 cold 1 2 first, spillover',
      '100 completed 1 1 ok',
      '550 initialised 1 2',
      '580 completed 1 2 ok',
    ]);
  });

  it('keeps the mark of a spillover, and runs a suppressed init in an environment that was reset', () => {
    const settings = { ...eager, timeout: SECOND, aliases: live(1) };
    // 1 is provisioned. 2 spills over, and times out at 510 + 1,000; 3 spills over at 1,400.
    const rows = calls([0, 'f:live', 900], [10, 'f:live', 2000], [1300, 'f:live', 900], [1400, 'f:live', 30]);
    const result = one(settings, rows);
    expect(log(result).slice(4)).toEqual([
      '900 completed 1 1 ok',
      '1300 on-provisioned 1 3',
      '1400 cold 2 4 scaleOut, spillover',
      '1510 completed 1 2 timeout',
      '1510 assigned 1 4 spillover, suppressed init',
      '1900 initialised 2 -',
      '2040 completed 1 4 ok',
      '2200 completed 1 3 ok',
    ]);
    expect(result.rows[3]).toMatchObject({ outcome: 'warm', wait: 110 * MS, suppressedInit: true, spillover: true });
    expect(f(result)).toMatchObject({ spilloverInvocations: 2, suppressedInits: 1 });
  });

  it('leaves a spare whose init failed to a suppressed init, unbilled', () => {
    const settings = { eagerAssignment: true, timeout: 30 * SECOND, coldStart: start({ init: 11_000 }) };
    // 1: stopped at 10 s, again to 21 s, handler to 21.1. 2 comes at 20 and waits until 21.1; its own fails at 30.
    const rows = calls([0, 'f', 100], [20_000, 'f', 50], [31_000, 'f', 1], [31_000, 'f', 1]);
    const result = one(settings, rows);
    expect(log(result).slice(1, 9)).toEqual([
      '10000 init-failed 1 1 init timeout',
      '20000 cold 2 2 scaleOut',
      '21100 completed 1 1 ok',
      '21100 assigned 1 2',
      '21150 completed 1 2 ok',
      '30000 init-failed 2 - init timeout',
      '31000 warm 2 3 suppressed init',
      '31000 warm 1 4',
    ]);
    // 11,100 + 50 + 0 + 11,001 + 1.
    expect(f(result)).toMatchObject({ initTimeouts: 2, proactiveInits: 1, billedMs: 22_152 });
  });

  it('waits no more once the init has failed and runs again within the invocation', () => {
    const settings = { eagerAssignment: true, timeout: 30 * SECOND, coldStart: start({ init: 11_000 }) };
    // 1 is free at 21.1; the request of 5 has been within its invocation since 15.
    expect(served(one(settings, calls([0, 'f', 100], [5000, 'f', 50])))).toEqual(['cold 1', 'cold 2']);
  });

  it('gives nothing that its maximum life ends', () => {
    const rows = calls([0, 'f', 100], [550, 'f', 30]);
    const life = (limit: number) => served(one({ ...eager, keepAlive: keep({ life: limit }) }, rows));
    expect(life(601)).toEqual(['cold 1', 'warm 1']);
    expect(life(600)).toEqual(['cold 1', 'cold 2']);
  });

  it('goes before a keep-alive of nothing', () => {
    const result = one({ ...eager, keepAlive: keep({ spare: 0 }) }, calls([0, 'f', 100], [550, 'f', 30]));
    expect(log(result).slice(4)).toEqual([
      '600 assigned 1 2',
      '630 completed 1 2 ok',
      '630 ended 1 - keep-alive',
      '1050 initialised 2 -',
      '1050 ended 2 - keep-alive',
    ]);
  });

  it('ends a spare at once where the function has been idle for long when it is done', () => {
    const settings = { ...eager, keepAlive: keep({ idle: 200, spare: 5000 }) };
    expect(log(one(settings, calls([0, 'f', 100], [550, 'f', 30]))).slice(5)).toEqual([
      '630 completed 1 2 ok',
      '830 ended 1 - function idle',
      '1050 initialised 2 -',
      '1050 ended 2 - function idle',
    ]);
  });

  it('has everything of one instant in the order of arrival, and of one request’s two the completion first', () => {
    // At 600: 1 completes, 2 takes its environment though its own is ready at 600 too, needs no time, and 3 comes.
    const result = one(eager, calls([0, 'f', 100], [100, 'f', 0], [600, 'f', 5]));
    expect(log(result).slice(3)).toEqual([
      '600 completed 1 1 ok',
      '600 assigned 1 2',
      '600 completed 1 2 ok',
      '600 initialised 2 -',
      '600 warm 2 3',
      '605 completed 2 3 ok',
    ]);
    // Both environments are ready at 1,300, that of 2 in 1,100 with the image, that of 3 in 100 without: 2 came before 3, so
    // it waits no more when 3 needs no time.
    const own = one(
      { eagerAssignment: true, coldStart: start({ load: 1000, init: 100 }) },
      calls([0, 'f', 5000], [200, 'f', 50], [1200, 'f', 0]),
    );
    expect(served(own)).toEqual(['cold 1', 'cold 2', 'cold 3']);
  });

  it('takes requests out of a restore as out of an init', () => {
    const snapStart = { restore: ms(400), billedShare: 0.5, firstInvoke: ms(60) };
    const result = one(
      { eagerAssignment: true, snapStart },
      calls([0, 'f:1', 100], [500, 'f:1', 10], [2000, 'f:1', 0]),
    );
    // 1: 400 + (60 + 100) = 560. 2 waits 60. Its spare is ready at 900, with a first invocation to come.
    expect(result.rows.map((r) => [r.outcome, r.wait / MS, r.duration / MS])).toEqual([
      ['cold', 0, 160],
      ['warm', 60, 10],
      ['warm', 0, 60],
    ]);
    // 200 + 160, 10, 60, and 200 of the spare.
    expect(f(result)).toMatchObject({ proactiveInits: 1, billedMs: 630 });
  });
});
