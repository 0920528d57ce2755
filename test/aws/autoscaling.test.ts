// What AWS says of Application Auto Scaling of provisioned concurrency, sentence by sentence: section 3.1 of the sheet of facts.
// Its bullets and their tests:
//  1 dimension, namespace, resource, metric     not simulated: names of an API
//  2 target of 0.1 to 0.9                       "a target …", "without a target …"
//  3 two alarms                                 "the high alarm …", "the low alarm …" (15 of 15 was seen, not documented)
//  4 statistic                                  "the average …"
//  5 cooldowns                                  "cooldowns are 0 …"
//  6 size of a step                             "a scale-out …", "a scale-in …" (the formula is inferred, that of a scale-in assumed)
//  7 no traffic                                 "without traffic …", "the least number …" (seen, not documented)
//  8 scheduled actions                          "a scheduled action …"; that some provisioned concurrency must exist first is not
//                                               simulated: a scenario's min is what there is at first
//  9 utilisation                                "utilisation …" (that it counts what is available is assumed: AWS's pages differ)
import { describe, expect, it } from 'vitest';
import { problemsOf } from '../support/scenario.js';
import { type Call, controlled, f, inUse, PLAIN, told } from '../support/told.js';

const scaled = (settings: object) => ({
  f: { ...PLAIN, aliases: { live: { version: 1, provisionedConcurrency: { max: 100, ...settings } } } },
});
/** So many in use, in seconds. */
const busy = (count: number, to: number, from = 0): Call[] => inUse(count, 'f:live', from, to);

/** What the control plane does after time 0, without what single environments do. */
const scaling = (settings: object, calls: readonly Call[], duration = '30m') =>
  controlled(told({ functions: scaled(settings), duration }, calls)).filter(
    (line) => !/ (provisioned|deprovisioned|available) /.test(line),
  );

describe('3.1, bullet 2', () => {
  it('a target lies between 0.1 and 0.9', () => {
    const refused = (targetUtilization: number) => problemsOf({ functions: scaled({ targetUtilization }) }).length > 0;
    expect([0.1, 0.7, 0.9].filter(refused)).toEqual([]);
    expect([0, 0.09, 0.91, 1, 70].filter(refused)).toEqual([0, 0.09, 0.91, 1, 70]);
  });

  it('without a target nothing follows utilisation: there is no default', () => {
    expect(scaling({ min: 1 }, busy(1, 1800))).toEqual([]);
  });
});

describe('3.1, bullet 3', () => {
  it('the high alarm goes on after 3 datapoints of a minute above the target', () => {
    expect(scaling({ min: 10, targetUtilization: 0.7 }, busy(8, 179))).toEqual([
      '180 alarm - 1 high',
      '180 requested 12 1 target tracking',
    ]);
    expect(scaling({ min: 10, targetUtilization: 0.7 }, busy(8, 120))).toEqual([]);
  });

  it('the high alarm does not go on at the target itself', () => {
    expect(scaling({ min: 10, targetUtilization: 0.7 }, busy(7, 800))).toEqual([]);
  });

  it('the low alarm goes on after 15 datapoints of a minute below 0.9 of the target', () => {
    const settings = {
      min: 1,
      targetUtilization: 0.7,
      preparation: '0s',
      scheduled: [
        { at: '1m', min: 10 },
        { at: '2m', min: 1 },
      ],
    };
    // From 61.09 on ten are available; the first datapoint below 0.63 is that of the second minute, at 120.
    const told6 = scaling(settings, busy(6, 1800, 62), '20m');
    expect(told6).toEqual(['60 requested 10 1 schedule', '960 alarm - 1 low', '960 requested 9 1 target tracking']);
  });

  it('the low alarm does not go on at 0.9 of the target itself: 0.63 for 0.7', () => {
    const settings = {
      min: 1,
      max: 1000,
      targetUtilization: 0.7,
      preparation: '0s',
      scheduled: [
        { at: '1m', min: 100 },
        { at: '2m', min: 1 },
      ],
    };
    const calls = (count: number) => busy(count, 1800, 62.1);
    expect(scaling(settings, calls(63), '30m')).toEqual(['60 requested 100 1 schedule']);
    expect(scaling(settings, calls(62), '20m').slice(1)).toEqual([
      '960 alarm - 1 low',
      '960 requested 89 1 target tracking',
    ]);
  });
});

describe('3.1, bullet 4', () => {
  /** One of two in use all the time, and the other for two seconds a minute. */
  const bursts = [...busy(1, 1000), ...Array.from({ length: 15 }, (_, i): Call => [30 + 60 * i, 'f:live', 2])];

  it('the average of a minute counts unless told', () => {
    expect(scaling({ min: 2, targetUtilization: 0.7 }, bursts, '10m')).toEqual([]);
    expect(scaling({ min: 2, targetUtilization: 0.7, statistic: 'Average' }, bursts, '10m')).toEqual([]);
  });

  it('the maximum of a minute sees bursts', () => {
    expect(scaling({ min: 2, targetUtilization: 0.7, statistic: 'Maximum' }, bursts, '4m')).toEqual([
      '180 alarm - 1 high',
      '180 requested 3 1 target tracking',
    ]);
  });
});

describe('3.1, bullet 5', () => {
  const settings = {
    min: 1,
    targetUtilization: 0.7,
    preparation: '0s',
    scheduled: [
      { at: '1m', min: 10 },
      { at: '2m', min: 1 },
    ],
  };
  // Of ten 6 are in use, then 5 of nine, then 4 of eight.
  const falling: Call[] = [...busy(4, 1200, 62), ...busy(1, 1020, 62), ...busy(1, 960, 62)];

  it('cooldowns are 0 by default: an alarm that stays on acts every minute', () => {
    expect(scaling(settings, falling, '20m').slice(1)).toEqual([
      '960 alarm - 1 low',
      '960 requested 9 1 target tracking',
      '1020 requested 8 1 target tracking',
      '1080 requested 6 1 target tracking',
    ]);
  });

  it('a cooldown of scaling in keeps it from acting for so long', () => {
    expect(scaling({ ...settings, scaleInCooldown: '2m' }, falling, '20m').slice(1)).toEqual([
      '960 alarm - 1 low',
      '960 requested 9 1 target tracking',
      '1080 requested 6 1 target tracking',
    ]);
  });
});

describe('3.1, bullet 6', () => {
  it('a scale-out is in proportion to metric over target, rounded up', () => {
    const asked = (count: number, targetUtilization: number) =>
      scaling({ min: 10, targetUtilization }, busy(count, 181), '185s')[1];
    expect(asked(10, 0.7)).toBe('180 requested 15 1 target tracking'); // 14.3
    expect(asked(10, 0.5)).toBe('180 requested 20 1 target tracking'); // 20 exactly
    expect(asked(8, 0.1)).toBe('180 requested 80 1 target tracking');
    expect(asked(10, 0.9)).toBe('180 requested 12 1 target tracking'); // 11.1
  });

  it('a scale-in is not done where one less would be used beyond the target', () => {
    // One of two: below 0.63, but one of one would be above 0.7.
    const settings = {
      min: 1,
      targetUtilization: 0.7,
      preparation: '0s',
      scheduled: [
        { at: '1m', min: 2 },
        { at: '2m', min: 1 },
      ],
    };
    expect(scaling(settings, busy(1, 1800, 62))).toEqual(['60 requested 2 1 schedule', '960 alarm - 1 low']);
  });
});

describe('3.1, bullet 7', () => {
  const settings = {
    min: 1,
    targetUtilization: 0.7,
    scheduled: [
      { at: '1m', min: 10 },
      { at: '5m', min: 1 },
    ],
  };

  it('without traffic there is no metric, no alarm and no scale-in', () => {
    const { result, lines } = told({ functions: scaled(settings), duration: '3h' });
    expect(lines.filter((line) => /alarm|target tracking/.test(line))).toEqual([]);
    expect(result.functions['f']!.aliases['live']!.provisioned!.available.end).toBe(10);
    const { ProvisionedConcurrencyUtilization: shown } = result.series.aliases['f:live']!;
    expect(new Set([...shown!['Average']!, ...shown!['Maximum']!])).toEqual(new Set([null]));
  });

  it('without traffic for one minute the low alarm has not enough datapoints', () => {
    const each = (minutes: readonly number[]) => minutes.map((minute): Call => [minute * 60, 'f:live', 1]);
    const minutes = Array.from({ length: 40 }, (_, i) => i + 3);
    expect(scaling(settings, each(minutes), '40m')).toContain('1080 alarm - 1 low');
    const rested = minutes.filter((minute) => minute % 15 !== 14);
    expect(scaling(settings, each(rested), '40m').join()).not.toContain('alarm');
  });

  it.each([0.75, 0.8])(
    'the least number that is reached with a min of 1 is 2 at a target of %d, by the maximum',
    (target) => {
      const maximum = { ...settings, statistic: 'maximum', targetUtilization: target };
      const calls = Array.from({ length: 170 }, (_, i): Call => [i * 60, 'f:live', 1]);
      const { provisioned } = f(told({ functions: scaled(maximum), duration: '3h' }, calls)).aliases['live']!;
      expect(provisioned!.available.end).toBe(2);
    },
  );
});

describe('3.1, bullet 8', () => {
  it('a scheduled action sets a new min and max', () => {
    const scheduled = [
      { at: '1m', min: 5, max: 8 },
      { at: '10m', min: 2, max: 3 },
      { at: '20m', min: 0, max: 0 },
    ];
    expect(scaling({ min: 1, scheduled }, [])).toEqual([
      '60 requested 5 1 schedule',
      '600 requested 3 1 schedule',
      '1200 requested 0 1 schedule',
    ]);
  });

  it('a scheduled action acts whatever the cooldowns', () => {
    const cooling = { scaleOutCooldown: '1h', scaleInCooldown: '1h' };
    const scheduled = [
      { at: '5m', min: 6 },
      { at: '10m', min: 1, max: 1 },
    ];
    expect(scaling({ min: 1, targetUtilization: 0.7, ...cooling, scheduled }, busy(1, 800), '15m')).toEqual([
      '180 alarm - 1 high',
      '180 requested 2 1 target tracking',
      '300 requested 6 1 schedule',
      '600 requested 1 1 schedule',
      '780 alarm - 1 high',
    ]);
  });
});

describe('3.1, bullet 9', () => {
  it('utilisation is what is in use over what is available, not what is on its way (assumed)', () => {
    const settings = { min: 4, max: 8, scheduled: [{ at: '1m', min: 8 }] };
    const { series } = told({ functions: scaled(settings), duration: '4m' }, busy(2, 230)).result;
    // Eight are available from 151.03 on, which is 31.03 s after the third minute began.
    const { Average, Maximum } = series.aliases['f:live']!['ProvisionedConcurrencyUtilization']!;
    expect(Maximum).toEqual([0.5, 0.5, 0.5, 0.25]);
    expect(Average!.slice(0, 2)).toEqual([0.5, 0.5]);
    expect(Average![2]).toBeCloseTo((0.5 * 31.03 + 0.25 * 28.97) / 60, 12);
    expect(Average![3]).toBeCloseTo((0.25 * 50) / 60, 12);
  });
});
