// Autoscaling calculated by hand, for the naive simulator and the engine: alarms, cooldowns, scheduled actions. An init takes
// 5 s, preparation 90 s unless it is told; times in lines are milliseconds.
import { expect, it } from 'vitest';
import type { ProvisionedSpec } from '../../src/scenario/provisioned/types.js';
import type { FunctionSpec } from '../../src/scenario/types.js';
import { start } from './hand.js';
import type { OracleRow } from './oracle.js';
import {
  at,
  control,
  inOrder,
  live,
  MINUTE,
  SECOND,
  type Settings,
  scaled,
  together,
  tracking,
} from './provisioned/hand.js';
import { bothSimulators } from './provisioned/view.js';
import { aliasOf, plainFunction, plainScenario } from './scenarios.js';

function scenario(provisioned: ProvisionedSpec, settings: Settings = {}, fn: Partial<FunctionSpec> = {}) {
  const aliases = [aliasOf('live', '1', provisioned)];
  const spec = plainFunction('f', { timeout: 900 * SECOND, coldStart: start({ init: 5000 }), aliases, ...fn });
  return plainScenario([spec], { duration: 40 * MINUTE, ...settings }, 1);
}

/** So many in use from one second to another, without a gap: calls of at most 15 minutes. */
function load(count: number, from: number, to: number): OracleRow[] {
  const rows: OracleRow[] = [];
  for (let begins = from; begins < to; begins += 900) rows.push(...together(count, begins, Math.min(900, to - begins)));
  return rows;
}

bothSimulators('target tracking', (run) => {
  it('follows a step of the load after three minutes, preparation, a start each 10 ms and the init', () => {
    // Two of two are in use from 60 s on: 1.0 > 0.5 in the minutes that end at 120, 180 and 240. 2 · 1 / 0.5 = 4.
    // Inits begin at 330 and 330.01 s. The cooldown holds the base at 2 while the minute of the change is high too.
    const spec = scaled(2, 10, tracking(0.5, { scaleOutCooldown: 5 * MINUTE }));
    const result = run(scenario(spec, { duration: 15 * MINUTE }), load(2, 60, 800));
    expect(control(result)).toEqual([
      '0 provisioned 1 -',
      '0 provisioned 2 -',
      '240000 alarm - 1 high',
      '240000 requested 4 1 target tracking',
      '335000 provisioned 3 -',
      '335010 provisioned 4 -',
      '335010 available 4 1',
    ]);
    const { provisioned } = live(result);
    expect(provisioned.status).toBe('READY');
    expect(provisioned.requested).toEqual({ mean: (2 * 240 + 4 * 660) / 900, min: 2, max: 4, end: 4 });
    expect(provisioned.available.mean).toBeCloseTo((2 * 335.01 + 4 * 564.99) / 900, 9);
    expect(provisioned.usedMean).toBeCloseTo((2 * 740) / 900, 9);
    expect(provisioned.utilizationMax).toBe(1);
    // Paid for from the request on.
    expect(provisioned.cost.capacity).toBeCloseTo((2 * 900 + 2 * 660) * 0.0000041667, 12);
    expect(provisioned.activities.map(({ atMs, kind, from, to }) => [atMs, kind, from, to])).toEqual([
      [240_000, 'alarmHigh', 2, 2],
      [240_000, 'scaleOut', 2, 4],
      [335_010, 'available', 2, 4],
    ]);
  });

  it('goes on from what is requested where there is no cooldown', () => {
    // The minute to 360 holds 35.01 s at 1 and 24.99 s at 0.5: 0.79175; 4 · 0.79175 / 0.5 = 6.334.
    const result = run(scenario(scaled(2, 10, tracking(0.5)), { duration: 6 * MINUTE }), load(2, 60, 800));
    expect(control(result).slice(-1)).toEqual(['360000 requested 7 1 target tracking']);
  });

  it('counts from what was requested before the last scale-out while that one’s cooldown lasts', () => {
    // By the largest use of a minute, target 0.2, cooldown two minutes. One of two is in use: at 180, 2 · 0.5 / 0.2 is 5. Two
    // of two are, to 185.02, when the five are there: at 240, from 2, 2 · 1 / 0.2 is 10. Three of five are, to 245.04: at 300,
    // from the 5 before the scale-out of 240, 5 · 0.6 / 0.2 is 15. Then 3 of 10 ask for no more than 15, 3 of 15 for nothing.
    const spec = scaled(2, 40, {
      ...tracking(0.2, { statistic: 'maximum', scaleOutCooldown: 2 * MINUTE }),
      preparation: 0,
    });
    const rows = inOrder(load(1, 0, 420), load(1, 180, 420), load(1, 240, 420));
    const result = run(scenario(spec, { duration: 7 * MINUTE }), rows);
    expect(control(result).filter((line) => line.includes('requested'))).toEqual([
      '180000 requested 5 1 target tracking',
      '240000 requested 10 1 target tracking',
      '300000 requested 15 1 target tracking',
    ]);
  });

  it('settles at the load over the target', () => {
    // Seven in use. At 180: 7 / 0.7 = 10. The minute to 300 holds 35.02 s at 1 and the rest at 0.7: 0.8751, and
    // 10 · 0.8751 / 0.7 = 12.5. Then 7 / 10 is the target, until thirteen are there at 395.02. The minute to 420 is 0.633,
    // every later one 7 / 13 = 0.538, below 0.63; the fifteenth ends at 1320: 13 · 0.538 / 0.7 = 10 exactly.
    const result = run(scenario(scaled(7, 20, tracking(0.7))), load(7, 0, 2400));
    expect(control(result).slice(7)).toEqual([
      '180000 alarm - 1 high',
      '180000 requested 10 1 target tracking',
      '275000 provisioned 8 -',
      '275010 provisioned 9 -',
      '275020 provisioned 10 -',
      '275020 available 10 1',
      '300000 requested 13 1 target tracking',
      '395000 provisioned 11 -',
      '395010 provisioned 12 -',
      '395020 provisioned 13 -',
      '395020 available 13 1',
      '1320000 alarm - 1 low',
      '1320000 requested 10 1 target tracking',
      // Of those that nobody has used, the oldest.
      ...[8, 9, 10].map((slot) => `1320000 deprovisioned ${slot} - scaled in`),
    ]);
    expect(live(result).provisioned).toMatchObject({ status: 'READY', requested: { min: 7, max: 13, end: 10 } });
  });

  it('does nothing at the target itself, nor at 0.9 of it', () => {
    // 7 of 10 at 0.7; 9 of 20 at 0.5.
    const settings = { duration: 30 * MINUTE };
    expect(control(run(scenario(scaled(10, 20, tracking(0.7)), settings), load(7, 0, 1800))).slice(10)).toEqual([]);
    expect(control(run(scenario(scaled(20, 40, tracking(0.5)), settings), load(9, 0, 1800))).slice(20)).toEqual([]);
    const lower = scaled(2, 40, { ...tracking(0.5), scheduled: [at(0, 2)] });
    expect(control(run(scenario({ ...lower, initial: 20 }, settings), load(8, 0, 1800))).slice(20)).toEqual([
      // 8 / 20 = 0.4 < 0.45: 20 · 0.4 / 0.5 = 16.
      '900000 alarm - 1 low',
      '900000 requested 16 1 target tracking',
      ...[1, 2, 3, 4].map((slot) => `900000 deprovisioned ${slot} - scaled in`),
    ]);
  });

  it('has its row broken by a minute without a datapoint', () => {
    // Minutes of use: 0, 1, not 2, 3, 4, 5: the third in a row ends at 360.
    const rows = inOrder(together(1, 0, 100), together(1, 190, 160));
    const result = run(scenario(scaled(1, 5, tracking(0.5)), { duration: 6 * MINUTE }), rows);
    expect(control(result)).toEqual([
      '0 provisioned 1 -',
      '360000 alarm - 1 high',
      '360000 requested 2 1 target tracking',
    ]);
    // In use for no time at all in the third minute: a datapoint of 0, which breaks the row too.
    const moment = inOrder(together(1, 0, 120), together(1, 130, 0), together(1, 180, 120));
    expect(control(run(scenario(scaled(1, 5, tracking(0.5)), { duration: 5 * MINUTE }), moment))).toEqual([
      '0 provisioned 1 -',
    ]);
    // Low: fourteen minutes, a pause, fifteen minutes. Two of ten for a second each minute.
    const beats = (from: number, to: number): OracleRow[] =>
      Array.from({ length: to - from }, (_, minute) => together(2, (from + minute) * 60 + 30, 1)).flat();
    const spec = { ...scaled(1, 10, tracking(0.5)), initial: 10 };
    const low = run(scenario(spec), inOrder(beats(0, 14), beats(15, 40)));
    expect(control(low).slice(10, 12)).toEqual(['1800000 alarm - 1 low', '1800000 requested 1 1 target tracking']);
  });

  it('takes the largest use of a minute where the statistic is the maximum', () => {
    const rows = inOrder(...[10, 70, 130].map((second) => together(2, second, 1)));
    const spec = (statistic: 'average' | 'maximum') => scaled(2, 9, tracking(0.5, { statistic }));
    const settings = { duration: 4 * MINUTE };
    expect(control(run(scenario(spec('maximum'), settings), rows)).slice(2)).toEqual([
      '180000 alarm - 1 high',
      '180000 requested 4 1 target tracking',
    ]);
    expect(control(run(scenario(spec('average'), settings), rows)).slice(2)).toEqual([]);
    // A moment is enough.
    const moments = inOrder(...[10, 70, 130].map((second) => together(2, second, 0.001)));
    expect(control(run(scenario(spec('maximum'), settings), moments)).slice(2)).toHaveLength(2);
  });

  it('waits with the next scale-in for its cooldown, and after a scale-out for that one’s', () => {
    // 1 of 10 in use: 10 · 0.1 / 0.5 = 2 at 900; then 1 of 2 is at the target. Bounded by min 6: at 900 to 6.
    // At 1000 s min falls to 1: 1 / 6 is low still, and asks for 2 at 1020; with a cooldown of 5 minutes at 1200.
    const spec = (scaleInCooldown: number): ProvisionedSpec => ({
      ...scaled(6, 20, { ...tracking(0.5, { scaleInCooldown }), scheduled: [at(1000, 1)] }),
      initial: 10,
    });
    const requests = (cooldown: number): string[] =>
      control(run(scenario(spec(cooldown)), load(1, 0, 2400))).filter((line) => line.includes('requested'));
    expect(requests(0)).toEqual(['900000 requested 6 1 target tracking', '1020000 requested 2 1 target tracking']);
    expect(requests(5 * MINUTE)).toEqual([
      '900000 requested 6 1 target tracking',
      '1200000 requested 2 1 target tracking',
    ]);
    // Two of two to 181 s, then one: out at 180 to 2 / 0.7, three from 185 on. The minute to 240 holds 0.356, later ones
    // 1 / 3: the fifteenth ends at 1080. A cooldown of 20 minutes after the scale-out ends at 1380: 3 · 0.333 / 0.7 = 1.4.
    const out = scaled(2, 4, tracking(0.7, { scaleOutCooldown: 20 * MINUTE }));
    const rows = inOrder(load(2, 0, 181), load(1, 181, 2400));
    const lines = control(run(scenario({ ...out, preparation: 0 }), rows)).filter(
      (line) => !line.includes('provisioned'),
    );
    expect(lines).toEqual([
      '180000 alarm - 1 high',
      '180000 requested 3 1 target tracking',
      '185000 available 3 1',
      '1080000 alarm - 1 low',
      '1380000 requested 2 1 target tracking',
    ]);
  });

  it('never scales out from nothing', () => {
    const result = run(scenario(scaled(0, 5, tracking(0.5))), load(3, 0, 2000));
    expect(control(result)).toEqual([]);
    expect(live(result)).toMatchObject({ spilloverInvocations: 0, provisioned: { status: 'NONE' } });
  });
});

bothSimulators('scheduled actions', (run) => {
  it('change the number at their time, and what is asked for last ends first', () => {
    // Up at 60 (to 3), down at 500 (max 2): asked for at 60, 440 s ago, hence paid for 600 s.
    const spec = scaled(1, 5, { preparation: 10 * SECOND, scheduled: [at(60, 3), at(500, 1, 2)] });
    const result = run(scenario(spec, { duration: 20 * MINUTE }), []);
    expect(control(result)).toEqual([
      '0 provisioned 1 -',
      '60000 requested 3 1 schedule',
      '75000 provisioned 2 -',
      '75010 provisioned 3 -',
      '75010 available 3 1',
      '500000 requested 2 1 schedule',
      // All have been idle since they came.
      '500000 deprovisioned 1 - scaled in',
    ]);
    const { cost } = live(result).provisioned;
    expect(cost.capacity).toBeCloseTo((1200 + 1140 + 600) * 0.0000041667, 12);
    // Three inits of 5 s, used or not.
    expect(cost.duration).toBeCloseTo(15 * 0.0000097222, 12);
  });

  it('come by cron in their zone, and by rate after one interval', () => {
    const every = { months: null, years: null, days: { kind: 'every' } } as const;
    // An hour east of UTC, where time 0 is 01:00: at 01:10 and 02:10 local.
    const cron = { ...every, minutes: [10], hours: [1, 2] };
    const zone = { name: 'Etc/GMT-1', offsets: [[0, 3600]] } as const;
    const spec = scaled(1, 5, {
      preparation: 0,
      scheduled: [
        { times: { kind: 'cron', cron, zone }, min: 2, max: null },
        { times: { kind: 'every', interval: 25 * MINUTE }, min: 1, max: 1 },
        { times: { kind: 'at', at: 60 * MINUTE }, min: null, max: 5 },
        { times: { kind: 'at', at: -1 }, min: 5, max: 5 },
      ],
    });
    const result = run(scenario(spec, { duration: 80 * MINUTE }), []);
    expect(control(result)).toEqual([
      '0 provisioned 1 -',
      '600000 requested 2 1 schedule',
      '605000 provisioned 2 -',
      '605000 available 2 1',
      '1500000 requested 1 1 schedule',
      '1500000 deprovisioned 1 - scaled in',
      '4200000 requested 2 1 schedule',
      '4205000 provisioned 3 -',
      '4205000 available 2 1',
      '4500000 requested 1 1 schedule',
      '4500000 deprovisioned 2 - scaled in',
    ]);
  });

  it('are refused where they would leave the minimum above the maximum', () => {
    const spec = scaled(2, 3, { scheduled: [at(60, 4), at(120, null, 1), at(180, 4, 4)] });
    const result = run(scenario(spec, { duration: 4 * MINUTE }), []);
    expect(control(result).slice(2)).toEqual([
      '60000 refused 4 1 schedule',
      '120000 refused 1 1 schedule',
      '180000 requested 4 1 schedule',
    ]);
  });

  it('wait for an allocation under way, and what is outside then is brought inside', () => {
    const spec = scaled(1, 9, { preparation: 10 * SECOND, scheduled: [at(60, 3), at(61, 5), at(62, 4), at(90, 1, 2)] });
    const result = run(scenario(spec, { duration: 3 * MINUTE }), []);
    expect(control(result).slice(1)).toEqual([
      '60000 requested 3 1 schedule',
      '75000 provisioned 2 -',
      '75010 provisioned 3 -',
      '75010 available 3 1',
      '75010 requested 4 1 limits',
      '90010 provisioned 4 -',
      '90010 available 4 1',
      '90010 requested 2 1 limits',
      '90010 deprovisioned 1 - scaled in',
      '90010 deprovisioned 2 - scaled in',
    ]);
  });

  it('wait for an allocation that fails too', () => {
    // Three at 60, which fail at 75; the action of 70 asks for four at least. What failed is not asked for again at 90.
    const spec = scaled(0, 9, { preparation: 10 * SECOND, scheduled: [at(60, 3), at(70, 4)] });
    const fails = { coldStart: start({ init: 5000, fails: true }) };
    expect(control(run(scenario(spec, { duration: 3 * MINUTE }, fails), []))).toEqual([
      '60000 requested 3 1 schedule',
      '75000 allocation-failed 3 1 init error',
      '75000 requested 4 1 limits',
      '90000 allocation-failed 4 1 init error',
    ]);
  });

  it('come before the alarm of the same instant', () => {
    // Two of two in use, to be four at 180; the schedule asks for three at 180, and the alarm finds it under way.
    const spec = scaled(2, 9, { ...tracking(0.5), scheduled: [at(180, 3)] });
    expect(control(run(scenario(spec, { duration: 200 * SECOND }), load(2, 0, 190))).slice(2)).toEqual([
      '180000 requested 3 1 schedule',
      '180000 alarm - 1 high',
    ]);
  });
});
