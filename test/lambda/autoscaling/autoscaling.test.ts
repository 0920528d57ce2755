// Autoscaling of an alias in whole runs, calculated by hand. Nothing takes any time but the handler and what is given.
import { describe, expect, it } from 'vitest';
import { type Call, controlled, f, inUse, PLAIN, type Told, told } from '../../support/told.js';

const QUICK = { ...PLAIN, init: '0ms' };

interface Given {
  readonly settings: object;
  readonly calls?: readonly Call[];
  readonly duration?: string;
  readonly fn?: object;
  readonly account?: object;
}

function ran({ settings, calls = [], duration = '30m', fn = {}, account = {} }: Given): Told {
  const provisionedConcurrency = { max: 100, preparation: '0s', ...settings };
  const functions = { f: { ...QUICK, ...fn, aliases: { live: { version: 1, provisionedConcurrency } } } };
  return told({ duration, account, functions }, calls);
}

/** After time 0, without what single environments do. */
const decided = (given: Given): string[] =>
  controlled(ran(given)).filter((line) => !/ (provisioned|deprovisioned|available) /.test(line));

const busy = (count: number, to: number, from = 0): Call[] => inUse(count, 'f:live', from, to);
const target = { targetUtilization: 0.7 };

describe('a scale-out', () => {
  it('is asked for at the end of the third minute above the target, and at every further one', () => {
    // In the fourth minute 2 of 3 are in use.
    expect(decided({ settings: { min: 2, ...target }, calls: busy(2, 400), duration: '6m' })).toEqual([
      '180 alarm - 1 high',
      '180 requested 3 1 target tracking',
    ]);
    // All that there is stays in use but for five seconds: 3 × 0.972 / 0.7 = 4.2, 5 × 0.967 / 0.7 = 6.9.
    const calls = [...busy(2, 400), ...busy(1, 400, 185), ...busy(2, 400, 245)];
    expect(decided({ settings: { min: 2, ...target }, calls, duration: '5m' })).toEqual([
      '180 alarm - 1 high',
      '180 requested 3 1 target tracking',
      '240 requested 5 1 target tracking',
      '300 requested 7 1 target tracking',
    ]);
  });

  it('is told as an alarm again only after the alarm was off', () => {
    const calls = [...busy(2, 200), ...busy(2, 500, 300)];
    const lines = decided({ settings: { min: 2, max: 2, ...target }, calls, duration: '9m' });
    expect(lines).toEqual(['180 alarm - 1 high', '480 alarm - 1 high']);
  });

  it('goes no further than the maximum', () => {
    expect(decided({ settings: { min: 10, max: 12, ...target }, calls: busy(10, 190), duration: '4m' })[1]).toBe(
      '180 requested 12 1 target tracking',
    );
  });

  it('is not asked for while another is under way, and is once that is over', () => {
    const settings = { min: 2, ...target, preparation: '90s' };
    expect(decided({ settings, calls: [...busy(2, 500), ...busy(1, 500, 271)], duration: '5m' })).toEqual([
      '180 alarm - 1 high',
      '180 requested 3 1 target tracking',
      // Three are available from 270 on. At 240 nothing is asked for; at 300 it is 2 of 2, then 3 of 3 but for a second.
      '300 requested 5 1 target tracking',
    ]);
  });

  it('from 0 never comes: with nothing available there is no utilisation', () => {
    const calls = busy(5, 900);
    expect(decided({ settings: { min: 0, ...target }, calls })).toEqual([]);
    const sent = {
      min: 1,
      scheduled: [
        { at: '90s', min: 0, max: 0 },
        { at: '95s', max: 100 },
      ],
      ...target,
    };
    expect(decided({ settings: sent, calls })).toEqual(['90 requested 0 1 schedule']);
  });

  it('that is refused for want of room is asked for again a minute later', () => {
    // 100 must stay unreserved: of 103, three may be provisioned.
    const given = {
      settings: { min: 2, ...target },
      calls: busy(2, 290),
      account: { concurrency: 103 },
      duration: '5m',
    };
    const fourth = [...busy(1, 290, 181)];
    expect(decided({ ...given, calls: [...busy(2, 290), ...fourth] })).toEqual([
      '180 alarm - 1 high',
      '180 requested 3 1 target tracking',
      '240 refused 5 1 no room',
      '300 refused 4 1 no room',
    ]);
    const none = { ...given, account: { concurrency: 102 } };
    expect(decided(none)).toEqual([
      '180 alarm - 1 high',
      '180 refused 3 1 no room',
      '240 refused 3 1 no room',
      '300 refused 3 1 no room',
    ]);
    const { activities } = f(ran(none)).aliases['live']!.provisioned!;
    expect(activities.at(-1)).toMatchObject({ kind: 'refused', from: 2, to: 3 });
  });

  it('during its cooldown counts from what was requested before', () => {
    const calls = [...busy(10, 330), ...busy(3, 330, 182)];
    const given = { settings: { min: 10, ...target }, calls, duration: '5m' };
    // 13 of 15 are in use: 15 × 0.8667 / 0.7 = 18.6, and 10 × 0.8667 / 0.7 = 12.4, which is no more than there are.
    expect(decided(given)).toEqual([
      '180 alarm - 1 high',
      '180 requested 15 1 target tracking',
      expect.stringMatching(/^240 requested 19 /),
    ]);
    expect(decided({ ...given, settings: { min: 10, ...target, scaleOutCooldown: '3m' } })).toHaveLength(2);
  });
});

describe('a scale-in', () => {
  /** Ten from a minute on, the least number of which is one again. */
  const ten = {
    min: 1,
    ...target,
    scheduled: [
      { at: '1m', min: 10 },
      { at: '2m', min: 1 },
    ],
  };

  it('ends the environments that have been idle longest', () => {
    // Number 10, idle last, serves all the time; 1 was idle first.
    const { lines } = ran({ settings: ten, calls: busy(1, 1100, 62), duration: '17m' });
    const ended = lines.filter((line) => line.includes('deprovisioned'));
    expect(ended).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((number) => `960 deprovisioned ${number} - scaled in`));
  });

  it('lets busy ones complete, and counts them no more', () => {
    const schedule = { min: 3, scheduled: [{ at: '2m', min: 1, max: 1 }] };
    const told3 = ran({
      settings: schedule,
      calls: [
        [110, 'f:live', 20],
        [111, 'f:live', 30],
        [112, 'f:live', 40],
      ],
      duration: '4m',
    });
    expect(controlled(told3).slice(3)).toEqual([
      '120 requested 1 1 schedule',
      '130 deprovisioned 3 - scaled in',
      '141 deprovisioned 2 - scaled in',
    ]);
    const { ProvisionedConcurrentExecutions, ProvisionedConcurrencyUtilization, AvailableProvisionedConcurrency } =
      told3.result.series.aliases['f:live']!;
    // One that is wanted is in use until 152.
    expect(ProvisionedConcurrentExecutions!['Average']![2]).toBeCloseTo(32 / 60, 12);
    expect(ProvisionedConcurrencyUtilization!['Average']![2]).toBeCloseTo(32 / 60, 12);
    expect(AvailableProvisionedConcurrency!['Average']).toEqual([3, 3, 1, 1]);
  });

  it('goes no further than the minimum', () => {
    const settings = {
      ...ten,
      scheduled: [
        { at: '1m', min: 10 },
        { at: '2m', min: 4 },
      ],
    };
    expect(decided({ settings, calls: busy(1, 1000, 62), duration: '18m' })).toContain(
      '960 requested 4 1 target tracking',
    );
  });

  it('does not come within the cooldown of scaling out', () => {
    const scheduled = [
      { at: '0s', min: 10 },
      { at: '1s', min: 1 },
    ];
    const settings = { min: 1, ...target, scheduled };
    const calls = [...busy(10, 185, 1), ...busy(1, 1500, 190)];
    const alarms = [
      '0 requested 10 1 schedule',
      '180 alarm - 1 high',
      '180 requested 15 1 target tracking',
      '1080 alarm - 1 low',
    ];
    expect(decided({ settings, calls, duration: '20m' })).toEqual([...alarms, '1080 requested 2 1 target tracking']);
    // 17 minutes after 180 is 1200, and the alarm still on.
    const cooling = { ...settings, scaleOutCooldown: '17m' };
    expect(decided({ settings: cooling, calls, duration: '20m' })).toEqual([
      ...alarms,
      '1200 requested 2 1 target tracking',
    ]);
  });

  it('is not kept by its own cooldown from a scale-out, which ends that cooldown', () => {
    const settings = { ...ten, scaleInCooldown: '1h' };
    // 6 of 10 in use: 9 at 960. All nine in use: more at 1200. Then one of them: less again, though an hour is not over.
    const calls = [...busy(6, 1205, 62), ...busy(3, 1205, 965), ...busy(1, 2400, 1206)];
    const lines = decided({ settings, calls, duration: '40m' });
    expect(lines).toEqual([
      '60 requested 10 1 schedule',
      '960 alarm - 1 low',
      '960 requested 9 1 target tracking',
      '1140 alarm - 1 high',
      '1140 requested 13 1 target tracking',
      '2100 alarm - 1 low',
      '2100 requested 2 1 target tracking',
    ]);
  });

  it('does not come where one minute of fifteen had no traffic', () => {
    const all = Array.from({ length: 60 }, (_, minute): Call => [90 + 60 * minute, 'f:live', 1]);
    expect(decided({ settings: ten, calls: all, duration: '25m' })).toContain('960 alarm - 1 low');
    const without = all.filter((_, minute) => minute % 15 !== 14);
    expect(decided({ settings: ten, calls: without, duration: '1h' })).toEqual(['60 requested 10 1 schedule']);
  });
});

describe('after an allocation that failed', () => {
  it('it is not asked for again before the next scheduled action or alarm', () => {
    const settings = { min: 0, max: 5, preparation: '10s', scheduled: [{ at: '1m', min: 2 }] };
    const lines = decided({ settings, fn: { initErrorRate: 1 }, duration: '1h' });
    expect(lines.filter((line) => line.includes('requested')).length).toBe(1);
  });

  it('the next scheduled action asks again', () => {
    const settings = {
      min: 0,
      max: 5,
      preparation: '10s',
      scheduled: [
        { at: '1m', min: 2 },
        { at: '10m', min: 3 },
      ],
    };
    const lines = decided({ settings, fn: { initErrorRate: 1 }, duration: '11m' });
    expect(lines.slice(0, 2)).toEqual(['60 requested 2 1 schedule', '70 allocation-failed 2 1 init error']);
  });
});

describe('what is told beside the lines', () => {
  it('is each alarm and each change with its reason', () => {
    const settings = { min: 2, max: 5, ...target, scheduled: [{ at: '5m', max: 2 }] };
    const { activities, activitiesOmitted } = f(ran({ settings, calls: busy(2, 200), duration: '6m' })).aliases['live']!
      .provisioned!;
    expect(activities).toEqual([
      { atMs: 180_000, kind: 'alarmHigh', from: 2, to: 2, why: '1.00 > 0.7 in 3 of 3 minutes' },
      { atMs: 180_000, kind: 'scaleOut', from: 2, to: 3, why: '1.00 against a target of 0.7' },
      { atMs: 180_000, kind: 'available', from: 2, to: 3, why: '' },
      { atMs: 300_000, kind: 'scheduled', from: 3, to: 2, why: 'min 2, max 2' },
    ]);
    expect(activitiesOmitted).toBe(0);
  });

  it('is no more than the first thousand', () => {
    const scheduled = [
      { rate: '2 minutes', min: 2, max: 2 },
      { rate: '3 minutes', min: 1, max: 1 },
    ];
    const told1000 = f(ran({ settings: { min: 1, scheduled }, duration: '2d' })).aliases['live']!.provisioned!;
    expect(told1000.activities.length).toBe(1000);
    expect(told1000.activitiesOmitted).toBeGreaterThan(500);
  });
});
