// Room for provisioned concurrency, and what it claims, in whole runs: 100 always stay unreserved.
import { describe, expect, it } from 'vitest';
import { type Call, controlled, f, inUse, PLAIN, together, told } from '../../support/told.js';

const QUICK = { ...PLAIN, init: '0ms' };
const live = (provisionedConcurrency: number | object, settings: object = {}) => ({
  ...{ ...QUICK, ...settings },
  aliases: { live: { version: 1, provisionedConcurrency } },
});
/** So many at first, and from a minute on. */
const grows = (from: number, to: number) => ({
  min: from,
  max: 50,
  preparation: '0s',
  scheduled: [{ at: '1m', min: to }],
});
/** What is asked for, and whether it is granted. */
const asked = (concurrency: number, functions: Record<string, object>, calls: readonly Call[] = []) =>
  controlled(told({ account: { concurrency }, functions }, calls)).filter((line) => /requested|refused/.test(line));

describe('room for more', () => {
  it('is what the account has beyond its floor and all claims of its functions', () => {
    expect(asked(110, { f: live(grows(3, 6)), h: live(4) })).toEqual(['60 requested 6 1 schedule']);
    expect(asked(110, { f: live(grows(3, 7)), h: live(4) })).toEqual(['60 refused 7 1 no room']);
    expect(asked(111, { f: live(grows(3, 7)), h: live(4) })).toEqual(['60 requested 7 1 schedule']);
  });

  it('is none of what others reserve, whatever of that is provisioned', () => {
    const r = live(5, { reservedConcurrency: 10 });
    expect(asked(113, { f: live(grows(0, 3)), r })).toEqual(['60 requested 3 1 schedule']);
    expect(asked(112, { f: live(grows(0, 3)), r })).toEqual(['60 refused 3 1 no room']);
  });

  it('is what is reserved for the function less what it has provisioned, down to nothing', () => {
    const of = (to: number) => {
      const fn = { ...live(grows(2, to), { reservedConcurrency: 6 }), versions: { 2: { provisionedConcurrency: 1 } } };
      return asked(1000, { f: fn });
    };
    expect(of(5)).toEqual(['60 requested 5 1 schedule']);
    expect(of(6)).toEqual(['60 refused 6 1 no room']);
  });

  it('is that of its region', () => {
    const h = live(5, { region: 'eu-west-1' });
    expect(asked(105, { f: live(grows(0, 5)), h })).toEqual(['60 requested 5 1 schedule']);
    expect(asked(105, { f: live(grows(0, 5), { region: 'eu-west-1' }), h })).toEqual(['60 refused 5 1 no room']);
  });

  it('does not depend on what runs on demand', () => {
    expect(asked(105, { f: live(grows(0, 5)), g: QUICK }, inUse(105, 'g', 30, 100))).toEqual([
      '60 requested 5 1 schedule',
    ]);
  });

  it('does not come from environments that only finish', () => {
    // Three are given up at 1m and in use until 3m; others ask for three at 2m and at 4m.
    const gone = { min: 3, max: 3, scheduled: [{ at: '1m', min: 0, max: 0 }] };
    const scheduled = [
      { at: '2m', min: 3, max: 3 },
      { at: '4m', min: 3, max: 4 },
    ];
    const functions = { f: live(gone), h: live({ min: 0, max: 0, preparation: '0s', scheduled }) };
    expect(asked(103, functions, together(3, 30, 'f:live', 150))).toEqual([
      '60 requested 0 1 schedule',
      '120 refused 3 1 no room',
      '240 requested 3 1 schedule',
    ]);
  });
});

describe('a claim', () => {
  /** How many of 200 calls of another function at one instant are throttled. */
  const throttled = (at: number, functions: Record<string, object>, calls: readonly Call[] = []) => {
    const all = [...calls, ...together(200, at, 'g', 0.5)];
    return told({ account: { concurrency: 150 }, functions: { ...functions, g: QUICK } }, all).result.functions['g']!
      .throttles;
  };

  it('holds from the request on', () => {
    const f1 = { f: live({ ...grows(0, 20), preparation: '90s' }) };
    expect([59, 60, 100, 200].map((at) => throttled(at, f1))).toEqual([50, 70, 70, 70]);
  });

  it('ends with the environment: idle ones at once, busy ones as they complete', () => {
    const f1 = { f: live({ min: 20, max: 20, scheduled: [{ at: '1m', min: 5, max: 5 }] }) };
    const calls = [...together(12, 30, 'f:live', 60), ...together(2, 30, 'f:live', 100)];
    // At 60 the six idle ones go, and 9 of the 14 others as they complete: at 90, all but two.
    expect([59, 60, 89, 91].map((at) => throttled(at, f1, calls))).toEqual([70, 50 + 14, 50 + 14, 50 + 5]);
  });

  it('is within what the function has reserved, and so takes nothing of others', () => {
    const f1 = { f: live(grows(0, 20), { reservedConcurrency: 30 }) };
    expect([59, 61].map((at) => throttled(at, f1))).toEqual([80, 80]);
  });

  it('leaves the function itself less on demand', () => {
    const functions = { f: live(grows(0, 3), { reservedConcurrency: 4 }) };
    const onDemand = (at: number) => told({ functions }, together(5, at, 'f:1', 1)).result.total.coldStarts;
    expect([59, 61].map(onDemand)).toEqual([4, 1]);
  });

  it('is one of the account’s metrics, together with unreserved executions', () => {
    const gone = { min: 3, max: 3, scheduled: [{ at: '2m', min: 1, max: 1 }] };
    const { series } = told({ duration: '5m', functions: { f: live(gone) } }, [
      ...together(3, 90, 'f:live', 100), // two of them only finish from 120 to 190
      ...together(4, 200, 'f:1', 10),
    ]).result;
    expect(series.account['ClaimedAccountConcurrency']!['Maximum']).toEqual([3, 3, 3, 5, 1]);
    expect(series.account['ClaimedAccountConcurrency']!['Average']![3]).toBeCloseTo((3 * 10 + 50 + 4 * 10) / 60, 12);
  });
});

it('What is refused changes nothing but the list of activities', () => {
  const of = (scheduled: readonly object[]) => {
    const settings = { min: 2, max: 9, targetUtilization: 0.7, scheduled };
    return told(
      { account: { concurrency: 102 }, duration: '20m', functions: { f: live(settings) } },
      inUse(1, 'f:live', 0, 900),
    );
  };
  const [plain, refused] = [of([]), of([{ at: '5m', min: 5 }])];
  expect(controlled(refused).filter((line) => line !== '300 refused 5 1 no room')).toEqual(controlled(plain));
  expect(refused.lines.length).toBe(plain.lines.length + 1);
  expect(f(refused).cost).toEqual(f(plain).cost);
  expect(f(refused).aliases['live']!.provisioned!.requested).toEqual(f(plain).aliases['live']!.provisioned!.requested);
});
