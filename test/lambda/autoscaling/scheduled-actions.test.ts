// Scheduled actions of an alias in whole runs, calculated by hand.
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

describe('a scheduled action', () => {
  it('changes one bound or both, and what is requested follows at once', () => {
    const scheduled = [
      { at: '1m', min: 4 },
      { at: '2m', max: 3, min: 1 },
      { at: '3m', max: 2 },
      { at: '4m', min: 2, max: 9 },
      { at: '5m', min: 3 },
    ];
    expect(decided({ settings: { min: 2, max: 5, scheduled } })).toEqual([
      '60 requested 4 1 schedule',
      '120 requested 3 1 schedule',
      '180 requested 2 1 schedule',
      '300 requested 3 1 schedule',
    ]);
  });

  it('that would leave the minimum above the maximum is refused, and changes neither', () => {
    const scheduled = [
      { at: '1m', min: 6 },
      { at: '2m', max: 1 },
      { at: '3m', min: 5 },
    ];
    const refused = ran({ settings: { min: 2, max: 5, scheduled } });
    expect(controlled(refused).slice(2, 5)).toEqual([
      '60 refused 6 1 schedule',
      '120 refused 1 1 schedule',
      '180 requested 5 1 schedule',
    ]);
    expect(f(refused).aliases['live']!.provisioned!.activities.slice(0, 2)).toEqual([
      { atMs: 60_000, kind: 'refused', from: 2, to: 2, why: 'schedule: min 6 above max 5' },
      { atMs: 120_000, kind: 'refused', from: 2, to: 2, why: 'schedule: min 2 above max 1' },
    ]);
  });

  it('comes by cron in its zone, and by a rate', () => {
    const scheduled = [
      { cron: '0 8 * * ? *', timeZone: 'Europe/Vienna', min: 3, max: 3 },
      { cron: '30 8 * * ? *', timeZone: 'Europe/Vienna', min: 1, max: 1 },
    ];
    expect(decided({ settings: { min: 1, max: 3, scheduled }, duration: '2d' })).toEqual([
      '25200 requested 3 1 schedule',
      '27000 requested 1 1 schedule',
      '111600 requested 3 1 schedule',
      '113400 requested 1 1 schedule',
    ]);
    const rates = [
      { rate: '2 hours', min: 2, max: 2 },
      { rate: '3 hours', min: 1, max: 1 },
    ];
    expect(decided({ settings: { min: 1, max: 3, scheduled: rates }, duration: '6h' })).toEqual([
      '7200 requested 2 1 schedule',
      '10800 requested 1 1 schedule',
      '14400 requested 2 1 schedule',
      // At 21600 both are due, in their order.
      '21600 requested 1 1 schedule',
    ]);
  });

  it('waits while environments are on their way, for what the bounds are then', () => {
    const scheduled = [
      { at: '1m', min: 3 },
      { at: '61s', min: 5 },
      { at: '62s', min: 4 },
    ];
    const settings = { min: 1, max: 9, preparation: '10s', scheduled };
    expect(controlled(ran({ settings })).slice(1)).toEqual([
      '60 requested 3 1 schedule',
      '70 provisioned 2 -',
      '70.01 provisioned 3 -',
      '70.01 available 3 1',
      '70.01 requested 4 1 limits',
      '80.01 provisioned 4 -',
      '80.01 available 4 1',
    ]);
  });

  it('comes before the alarm of the same instant', () => {
    const settings = { min: 2, ...target, scheduled: [{ at: '3m', min: 6 }], preparation: '1s' };
    expect(decided({ settings, calls: busy(2, 179.5), duration: '4m' })).toEqual([
      '180 requested 6 1 schedule',
      '180 alarm - 1 high',
    ]);
  });

  it('at the end of the simulated time still comes, and after it does not', () => {
    const scheduled = [
      { at: '10m', min: 2 },
      { at: '10.1m', min: 3 },
    ];
    expect(decided({ settings: { min: 1, scheduled }, duration: '10m' })).toEqual(['600 requested 2 1 schedule']);
  });
});
