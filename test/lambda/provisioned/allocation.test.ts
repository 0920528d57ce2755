// Allocations in whole runs, calculated by hand: when environments start, are initialised, and can be used.
import { describe, expect, it } from 'vitest';
import { sampler } from '../../../src/engine/distributions.js';
import { keyedStream } from '../../../src/engine/random.js';
import { SOME_TOO_LONG, seedOf } from '../../support/inits.js';
import { type Call, controlled, f, inUse, PLAIN, together, told } from '../../support/told.js';

/** None at first, so many from a minute on. */
const fromMinute = (min: number, settings: object = {}) => ({
  ...{ min: 0, max: min, preparation: '20s', scheduled: [{ at: '1m', min }] },
  ...settings,
});
const live = (provisionedConcurrency: number | object, settings: object = {}) => ({
  f: { ...PLAIN, init: '3s', ...settings, aliases: { live: { version: 1, provisionedConcurrency } } },
});

describe('an allocation', () => {
  it('of n is available after preparation, (n − 1) × 10 ms and init', () => {
    expect(controlled(told({ functions: live(fromMinute(4)) }))).toEqual([
      '60 requested 4 1 schedule',
      '83 provisioned 1 -',
      '83.01 provisioned 2 -',
      '83.02 provisioned 3 -',
      '83.03 provisioned 4 -',
      '83.03 available 4 1',
    ]);
  });

  it('is prepared for 90 s unless told', () => {
    expect(controlled(told({ functions: live(fromMinute(1, { preparation: undefined })) }))).toContain(
      `${60 + 90 + 3} available 1 1`,
    );
  });

  it('without preparation and init is available at once, but for the distance of the starts', () => {
    const functions = live(fromMinute(3, { preparation: '0s' }), { init: '0ms' });
    expect(controlled(told({ functions })).slice(-2)).toEqual(['60.02 provisioned 3 -', '60.02 available 3 1']);
  });

  it('numbers its environments over the whole function', () => {
    const aliases = {
      a: { version: 1, provisionedConcurrency: fromMinute(2) },
      b: { version: 2, provisionedConcurrency: 2 },
    };
    const lines = controlled(told({ functions: { f: { ...PLAIN, aliases } } }));
    expect(lines.filter((line) => line.includes(' provisioned '))).toEqual([
      '0 provisioned 1 -',
      '0 provisioned 2 -',
      '81 provisioned 3 -',
      '81.01 provisioned 4 -',
    ]);
  });

  it('shares the rate of its starts with the function’s other aliases and versions, in the order of their requests', () => {
    const late = { ...fromMinute(2), scheduled: [{ at: '60005ms', min: 2 }] };
    const fn = {
      ...PLAIN,
      aliases: { a: { version: 1, provisionedConcurrency: fromMinute(2) } },
      versions: { 2: { provisionedConcurrency: fromMinute(1) }, 3: { provisionedConcurrency: late } },
    };
    expect(controlled(told({ functions: { f: fn } })).filter((line) => !line.includes('requested'))).toEqual([
      '81 provisioned 1 -',
      '81.01 provisioned 2 -',
      '81.01 available 2 1',
      '81.02 provisioned 3 -',
      '81.02 available 1 2',
      '81.03 provisioned 4 -',
      '81.04 provisioned 5 -',
      '81.04 available 2 3',
    ]);
  });

  it('shares nothing with another function', () => {
    const functions = { ...live(fromMinute(2)), g: live(fromMinute(2)).f };
    const available = controlled(told({ functions })).filter((line) => line.includes('available'));
    expect(available).toEqual(['83.01 available 2 1', '83.01 available 2 1']);
  });

  it('may start at once where the last start of another was long ago', () => {
    const scheduled = [
      { at: '1m', min: 1 },
      { at: '2m', min: 2 },
    ];
    const lines = controlled(told({ functions: live({ min: 0, max: 2, preparation: '20s', scheduled }) }));
    expect(lines.filter((line) => line.includes('available'))).toEqual(['83 available 1 1', '143 available 2 1']);
  });

  it('takes as long as the slowest of its inits, each of which is told when it ends', () => {
    const init = { exponential: { mean: '5s' } };
    const drawn = keyedStream(['mixed', 0, 'function', 'f', 'provisionedInit']);
    const sample = sampler({ kind: 'exponential', mean: 5_000_000 });
    const ends = Array.from({ length: 8 }, (_, k) => 80 + k / 100 + Math.round(sample(drawn.at(k + 1))) / 1e6);
    const lines = controlled(told({ seed: 'mixed', functions: live(fromMinute(8), { init }) }));
    const found = lines.filter((line) => line.includes(' provisioned ')).map((line) => line.split(' ').slice(0, 3));
    const expected = ends.map((at, k) => [Number(at.toFixed(6)), k + 1] as const).sort((a, b) => a[0] - b[0]);
    expect(found).toEqual(expected.map(([at, number]) => [`${at}`, 'provisioned', `${number}`]));
    expect(lines.at(-1)).toBe(`${expected.at(-1)![0]} available 8 1`);
  });

  it('bills each init when it ends, rounded up to the millisecond, and none before the warm-up is over', () => {
    const bill = (warmup: string): number =>
      f(told({ warmup, functions: live(fromMinute(4), { memory: 1024, init: '3000001us' }) })).cost.provisionedDuration;
    const price = bill('0s') / (4 * 3.001);
    expect(price).toBeCloseTo(0.0000097222, 14);
    // They end at 83.000001, 83.010001, …
    expect(bill('83.015s')).toBeCloseTo(2 * 3.001 * price, 14);
  });
});

describe('the image of a function', () => {
  const image = { package: { type: 'image', size: '100MB', chunkCache: 'empty' } };
  const scheduled = [
    { at: '1m', min: 2 },
    { at: '5m', min: 3 },
  ];
  const settings = { min: 0, max: 3, preparation: '20s', scheduled };
  const available = (calls: readonly Call[]) =>
    controlled(told({ functions: live(settings, image) }, calls))
      .filter((line) => line.includes('available'))
      .map((line) => Number(line.split(' ')[0]));

  it('is read by each environment of an allocation, where none had initialised at the request', () => {
    const [first, second] = available([]);
    const load = first! - 83.01;
    expect(load).toBeGreaterThan(8); // 92.5 ms a MiB
    expect(second).toBe(323);
    // A cold start that begins before the request and ends after it changes nothing.
    expect(available([[59.5, 'f:1', 1]])).toEqual([first, second]);
  });

  it('is read by none where a cold start of the version had initialised by then', () => {
    expect(available([[30, 'f:1', 1]])).toEqual([83.01, 323]);
    expect(available([[30, 'f:2', 1]])[0]).toBeGreaterThan(91);
  });
});

describe('an allocation fails', () => {
  it('when the first attempt of an init ends that can never succeed', () => {
    const functions = live(fromMinute(3), { initErrorRate: 1 });
    expect(controlled(told({ duration: '90s', functions }))).toContain('83 allocation-failed 3 1 init error');
  });

  it('when an init has taken 130 s, and those that have initialised end', () => {
    const seed = seedOf(3, 200, 3, 3);
    const short = [0, 2, 3];
    const functions = live(fromMinute(4), { ...SOME_TOO_LONG, memory: 1024 });
    const failed = told({ seed, duration: '215s', functions });
    expect(controlled(failed).slice(0, 8)).toEqual([
      '60 requested 4 1 schedule',
      ...short.map((k) => `${83 + k / 100} provisioned ${k + 1} -`),
      ...short.map((k) => `210.01 deprovisioned ${k + 1} - failed`),
      '210.01 allocation-failed 4 1 init timeout',
    ]);
    // Their inits are billed all the same, the capacity is not.
    expect(f(failed).cost.provisionedDuration).toBeCloseTo(9 * 0.0000097222, 12);
    const { Requested, Allocated } = Object.fromEntries(
      ['Requested', 'Allocated'].map((name) => [
        name,
        failed.result.series.aliases['f:live']![`${name}ProvisionedConcurrency`]!['Maximum'],
      ]),
    );
    expect([Requested!.slice(0, 3), Allocated!.slice(0, 3)]).toEqual([
      [0, 4, 4],
      [0, 3, 3],
    ]);
  });

  it('when an init has taken as long as the timeout, where that is longer', () => {
    const of = (init: string, timeout: string) =>
      controlled(told({ duration: '8m', functions: live(fromMinute(1), { init, timeout }) })).slice(1, 3);
    expect(of('300s', '300s')).toEqual(['380 provisioned 1 -', '380 available 1 1']);
    expect(of('301s', '300s')[0]).toBe('380 allocation-failed 1 1 init timeout');
  });

  it('without touching what was there before', () => {
    const settings = { min: 1, max: 4, preparation: '20s', scheduled: [{ at: '1m', min: 4 }] };
    const calls: Call[] = [100, 200, 300].map((at) => [at, 'f:live', 1]);
    const seed = seedOf(3, 3, 200, 3);
    const failed = told({ seed, duration: '301s', functions: live(settings, SOME_TOO_LONG) }, calls);
    expect(controlled(failed)).toContain('210.01 allocation-failed 4 1 init timeout');
    expect(failed.records.map(({ start }) => start)).toEqual(['provisioned', 'provisioned', 'provisioned']);
  });
});

describe('an allocation that is ready', () => {
  const functions = { ...live(fromMinute(5)), g: { ...PLAIN, init: '0ms' } };
  const text = { account: { concurrency: 105 }, functions, duration: '4m' };
  const available = (calls: readonly Call[]) =>
    controlled(told(text, calls)).filter((line) => line.includes('available'));

  it('waits until what runs on demand leaves room for it, and looks every second', () => {
    // 103 at once until 90.5, where only 100 are left; the fifth is initialised at 83.04.
    const calls = [...together(100, 30, 'g', 100), ...together(3, 30, 'g', 60.5)];
    expect(available(calls)).toEqual(['91.04 available 5 1']);
    expect(available(together(103, 30, 'g', 60.04))).toEqual(['90.04 available 5 1']);
    expect(available(together(103, 30, 'g', 61.1))).toEqual(['92.04 available 5 1']);
  });

  it('does not wait where they fit exactly', () => {
    expect(available(together(100, 30, 'g', 100))).toEqual(['83.04 available 5 1']);
  });

  it('has claimed its room since the request', () => {
    const { result } = told(text, [...together(100, 30, 'g', 100), ...together(6, 61, 'g', 1)]);
    expect(result.functions['g']!.throttles).toBe(6);
    expect(result.series.account['ClaimedAccountConcurrency']!['Maximum']).toEqual([100, 105, 105, 5]);
  });

  it('waits within the reserved concurrency of its function in the same way', () => {
    const reserved = live(fromMinute(3), { init: '0ms', reservedConcurrency: 4 });
    const calls = together(3, 30, 'f:1', 60.5);
    const lines = controlled(told({ functions: reserved, duration: '4m' }, calls));
    // Ready at 80.02, with 3 of the one that is left in flight until 90.5.
    expect(lines.at(-1)).toBe('91.02 available 3 1');
  });

  it('is paid for while it waits', () => {
    const cost = (calls: readonly Call[]) => told(text, calls).result.functions['f']!.cost.provisionedCapacity;
    expect(cost(together(103, 30, 'g', 120))).toBe(cost([]));
  });

  it('never comes where room never does', () => {
    const calls = inUse(103, 'g', 30, 240);
    expect(available(calls)).toEqual([]);
    expect(told(text, calls).result.functions['f']!.aliases['live']!.provisioned!.status).toBe('IN_PROGRESS');
  });
});
