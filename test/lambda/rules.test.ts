// Each rule, switched off, changes only what it should: one scenario without and with it, and exactly the fields of the
// result and the columns of the invocations that may differ. Everything else must be the same, byte for byte; above all
// arrivals and handler times, which no rule may shift. The rules of aliases have a file of their own.
import { describe, expect, it } from 'vitest';
import {
  BILLED,
  between,
  differences,
  ENDS,
  HANDLER,
  INIT,
  LONGER,
  MIX,
  type Ran,
  RECYCLED,
  ran,
  SCALED_OUT,
  THROTTLED,
  type Traffic,
} from './differences.js';

const call = (arrivals: object, target = 'api') => ({ calls: { type: 'sdk', target, arrivals } });

/** A call every ten seconds: with `KEPT` for three seconds, each of them starts cold and none meets another. */
const APART: Traffic = { duration: '10m', triggers: call({ constant: { rate: '6/m' } }) };
const KEPT = { keepAlive: '3s', handler: { lognormal: { median: '80ms', sigma: 0.5 } } };

/** Three calls a second on average, some of them at once. */
const BUSY: Traffic = { duration: '5m', triggers: call({ poisson: { rate: '3/s' } }) };
const PLAIN = {
  handler: { exponential: { mean: '200ms' } },
  init: '400ms',
  placementLatency: '100ms',
  keepAlive: '20s',
};

type Case = [rule: string, off: object, on: object, differs: readonly string[], traffic?: Traffic];

const changedRows = (off: Ran, on: Ran): number =>
  off.rows.filter((row, index) => between(row, on.rows[index]!).length > 0).length;

describe('where every call starts cold and none meets another', () => {
  const given = { init: '250ms' };
  const varied = { init: { lognormal: { median: '250ms', sigma: 0.3 } } };
  const image = { type: 'image', size: '50MB' };
  const live = { runtime: 'python3.13', aliases: { live: { version: 1 } } };
  const toLive = { ...APART, triggers: call({ constant: { rate: '6/m' } }, 'api:live') };
  const everyMinute = { ...APART, triggers: call({ constant: { rate: '1/m' } }) };

  it.each<Case>([
    ['init', { init: '0ms' }, given, [...LONGER, ...BILLED, ...INIT, 'phasesMs.functionInit']],
    ['functionInit', {}, { functionInit: '250ms' }, [...LONGER, ...BILLED, ...INIT, 'phasesMs.functionInit']],
    [
      'extensions',
      {},
      { extensions: [{ init: '60ms' }, { init: '90ms' }] },
      [...LONGER, ...BILLED, ...INIT, 'phasesMs.extensionInit'],
    ],
    [
      'placementLatency',
      { placementLatency: '0ms' },
      { placementLatency: '250ms' },
      [...LONGER, 'phasesMs.placement', 'row.placement'],
    ],
    ['the size of a package', {}, { package: { size: '50MB' } }, [...LONGER, 'phasesMs.download', 'row.download']],
    [
      'layers',
      { package: { size: '50MB' } },
      { package: { size: '50MB' }, layers: [{ size: '10MB' }] },
      [...LONGER, 'phasesMs.download', 'row.download'],
    ],
    [
      'chunkCache',
      { package: image },
      { package: { ...image, chunkCache: 'empty' } },
      [...LONGER, ...BILLED, ...INIT, 'phasesMs.download'],
    ],
    [
      'firstInvoke',
      given,
      { ...given, firstInvoke: '50ms' },
      [...LONGER, ...BILLED, ...HANDLER, 'phasesMs.firstInvoke', 'firstInvokeMs', 'row.firstInvoke'],
    ],
    // An init of whole milliseconds costs the same beside any handler.
    [
      'cpuBound',
      given,
      { ...given, cpuBound: {} },
      [...LONGER, ...BILLED.filter((name) => name !== 'coldStartCost'), ...HANDLER],
    ],
    ['errorRate', given, { ...given, errorRate: 0.3 }, ENDS],
    ['crashRate', given, { ...given, crashRate: 0.3 }, ENDS],
    [
      'initErrorRate',
      varied,
      { ...varied, initErrorRate: 0.3 },
      [
        ...[...LONGER, ...BILLED, ...INIT, ...HANDLER, ...ENDS],
        ...['initErrors', 'phasesMs.failedInit', 'phasesMs.initAgain', 'phasesMs.functionInit', 'row.failedInit'],
      ],
    ],
    [
      // What is stopped after 10 s is not billed, what runs again is: a microsecond more, which no millisecond shows.
      'the limit of init, a microsecond beyond it,',
      { init: '10s', keepAlive: '1s' },
      { init: '10000001us', keepAlive: '1s' },
      [
        ...[...LONGER, ...INIT, ...HANDLER],
        ...['initTimeouts', 'phasesMs.failedInit', 'phasesMs.initAgain', 'phasesMs.functionInit', 'row.failedInit'],
      ],
      everyMinute,
    ],
    [
      'snapStart',
      { ...live, ...given },
      { ...live, ...given, snapStart: { restore: '400ms', billedShare: 0.5 } },
      [
        ...[...LONGER, ...BILLED, ...INIT, 'row.restore', 'cost.snapStart', 'aliases'],
        ...['phasesMs.download', 'phasesMs.functionInit', 'phasesMs.restore'],
      ],
      toLive,
    ],
  ])('%s changes only what it should', (_rule, off, on, differs, traffic = APART) => {
    const [without, present] = [ran({ ...KEPT, ...off }, traffic), ran({ ...KEPT, ...on }, traffic)];
    expect(differences(without, present)).toEqual([...differs].sort());
  });

  it('a probability changes only the invocations that it strikes', () => {
    const without = ran({ ...KEPT, ...given }, APART);
    const failing = ran({ ...KEPT, ...given, initErrorRate: 0.3 }, APART);
    expect(changedRows(without, failing)).toBe(failing.result.total.initErrors);
    const crashing = ran({ ...KEPT, ...given, crashRate: 0.3 }, APART);
    expect(changedRows(without, crashing)).toBe(crashing.result.total.errors);
    for (const { total } of [failing.result, crashing.result]) expect(total.errors).toBeGreaterThan(2);
  });

  it('an image that no cache holds changes only the first invocation', () => {
    const [filled, empty] = ['filled', 'empty'].map((chunkCache) =>
      ran({ ...KEPT, package: { ...image, chunkCache } }, APART),
    );
    expect(changedRows(filled!, empty!)).toBe(1);
  });
});

describe('where calls meet', () => {
  const SAME_INITS = [
    'environments.created',
    'environments.expired',
    ...BILLED.filter((name) => name !== 'row.billedMs'),
  ];
  const limited = { keepAlive: { spare: '20s', maxLifetime: '60s' } };

  it.each<Case>([
    ['keep-alive', { keepAlive: 'none' }, {}, MIX],
    [
      'keepAlive.idle',
      { keepAlive: { spare: '20s' } },
      { keepAlive: { spare: '20s', idle: '1s' } },
      [...MIX, ...SCALED_OUT, 'concurrency.max'],
    ],
    ['keepAlive.maxLifetime', { keepAlive: { spare: '20s' } }, limited, [...MIX, ...RECYCLED]],
    ['eagerAssignment', {}, { eagerAssignment: true }, [...MIX, ...SCALED_OUT, 'proactiveInits', 'row.wait', 'waitMs']],
    [
      // As many environments and inits, only that fewer requests wait for them.
      'proactiveInit',
      limited,
      { ...limited, proactiveInit: true },
      [...MIX.filter((name) => !SAME_INITS.includes(name)), ...RECYCLED, 'proactiveInits', 'coldStartCost'],
    ],
    ['crashRate', {}, { crashRate: 0.05 }, [...MIX, ...HANDLER, ...ENDS, 'row.suppressedInit', 'suppressedInits']],
  ])('%s changes only what it should', (_rule, off, on, differs) => {
    const [without, present] = [ran({ ...PLAIN, ...off }, BUSY), ran({ ...PLAIN, ...on }, BUSY)];
    expect(differences(without, present)).toEqual([...differs].sort());
  });

  it.each<Case>([
    ['maxLifetime', {}, { maxLifetime: '1m' }, [...MIX, ...RECYCLED]],
    [
      'scalingRate',
      {},
      { scalingRate: { burst: 1, perSecond: 0.1 } },
      [...MIX, ...SCALED_OUT, ...THROTTLED, ...HANDLER, 'concurrency.max'],
    ],
    [
      'requestRate',
      { concurrency: 1000 },
      { concurrency: 1000, requestRate: 0.004 },
      [...MIX, ...SCALED_OUT, ...THROTTLED, ...HANDLER, 'concurrency.max'],
    ],
  ])('account.%s changes only what it should', (_rule, off, on, differs) => {
    const [without, present] = [ran(PLAIN, { ...BUSY, account: off }), ran(PLAIN, { ...BUSY, account: on })];
    expect(differences(without, present)).toEqual([...new Set(differs)].sort());
  });

  it('a throttled request changes no other’s handler', () => {
    const [all, some] = [
      ran(PLAIN, BUSY),
      ran(PLAIN, { ...BUSY, account: { scalingRate: { burst: 1, perSecond: 0.1 } } }),
    ];
    for (const [index, row] of some.rows.entries()) {
      if (row.start !== 'throttled') expect(row.duration).toBe(all.rows[index]!.duration);
    }
  });
});

describe('a rule that never decides', () => {
  const sizes = { package: { type: 'image', size: '50MB' } };

  it.each<[rule: string, off: object, on: object, account?: object]>([
    ['firstInvoke of nothing', {}, { firstInvoke: '0ms' }],
    [
      'an extension beside a longer one',
      { extensions: [{ init: '90ms' }] },
      { extensions: [{ init: '60ms' }, { init: '90ms' }] },
    ],
    ['cpuBound at the memory that it was measured at', {}, { cpuBound: { atMemory: 1024 } }],
    ['snapStart for calls of $LATEST', { runtime: 'java21' }, { runtime: 'java21', snapStart: true }],
    ['the size of an image that is cached', { package: { type: 'image' } }, sizes],
    ['an initErrorRate of 0', {}, { initErrorRate: 0 }],
    ['a crashRate of 0', {}, { crashRate: 0 }],
    [
      'eagerAssignment where only one call is made',
      { reservedConcurrency: 1 },
      { reservedConcurrency: 1, eagerAssignment: true },
    ],
    ['proactiveInit without a maximum life', {}, { proactiveInit: 1 }],
    ['a maximum life beyond the run', {}, { keepAlive: { spare: '20s', maxLifetime: '1d' } }],
    ['a scaling rate that suffices', {}, {}, { scalingRate: { burst: 1000, perSecond: 100 } }],
    ['a request rate that suffices', {}, {}, { requestRate: 10 }],
    ['a maximum life of the account beyond the run', {}, {}, { maxLifetime: '1d' }],
  ])('%s changes nothing, not even the digest', (_rule, off, on, account = {}) => {
    const [without, present] = [ran({ ...PLAIN, ...off }, BUSY), ran({ ...PLAIN, ...on }, { ...BUSY, account })];
    expect(differences(without, present)).toEqual([]);
    expect(present.result.digest).toBe(without.result.digest);
  });
});
