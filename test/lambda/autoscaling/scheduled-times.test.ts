import { describe, expect, it } from 'vitest';
import { scheduledTimes } from '../../../src/lambda/autoscaling/scheduled-times.js';
import { scenario } from '../../support/scenario.js';

const HOUR = 3600;

/** The first times of an action in hours from time 0, which is a Monday at midnight unless told. */
function hours(action: object, count: number, start = '2025-01-06T00:00:00Z'): number[] {
  const scheduled = [{ min: 1, ...action }];
  const aliases = { live: { version: 1, provisionedConcurrency: { min: 0, max: 5, scheduled } } };
  const { functions } = scenario({ duration: '90d', start, functions: { f: { aliases } } });
  const { times } = functions[0]!.aliases[0]!.provisioned.scaling!.scheduled[0]!;
  const found: number[] = [];
  for (const time of scheduledTimes(times, Date.parse(start) / 1000)) {
    found.push(time / 1e6 / HOUR);
    if (found.length === count) break;
  }
  return found;
}

describe('a scheduled action', () => {
  it('at a length of time from time 0 is due once', () => {
    expect(hours({ at: '45m' }, 3)).toEqual([0.75]);
    expect(hours({ at: '0s' }, 3)).toEqual([0]);
  });

  it('at a time of the calendar is due once', () => {
    expect(hours({ at: '2025-01-06T08:00:00Z' }, 3)).toEqual([8]);
    expect(hours({ at: '2025-01-06T08:00:00+02:00' }, 3)).toEqual([6]);
    expect(hours({ at: '2025-01-06T08:00:00Z' }, 3, '2025-01-06T07:00:00Z')).toEqual([1]);
  });

  it('as AWS writes it, at(…), is by the clock of its zone', () => {
    expect(hours({ at: 'at(2025-01-06T08:00:00)' }, 3)).toEqual([8]);
    expect(hours({ at: 'at(2025-01-06T08:00:00)', timeZone: 'Europe/Vienna' }, 3)).toEqual([7]);
    expect(hours({ at: 'at(2025-01-06T08:00:00)', timeZone: 'America/New_York' }, 3)).toEqual([13]);
  });

  it('before time 0 is never due', () => {
    expect(hours({ at: '2025-01-05T23:59:59Z' }, 3)).toEqual([]);
  });

  it('by a rate is due after each interval, first after one', () => {
    expect(hours({ rate: '2 hours' }, 3)).toEqual([2, 4, 6]);
    expect(hours({ rate: 'rate(30 minutes)' }, 3)).toEqual([0.5, 1, 1.5]);
  });

  it('by cron is due by the clock of its zone, over changes of its offset', () => {
    expect(hours({ cron: '0 8 ? * MON-FRI *' }, 6)).toEqual([8, 32, 56, 80, 104, 7 * 24 + 8]);
    const vienna = { cron: 'cron(0 8 * * ? *)', timeZone: 'Europe/Vienna' };
    // Clocks go forward there on Sunday, 30 March 2025.
    expect(hours(vienna, 3, '2025-03-29T00:00:00Z')).toEqual([7, 24 + 6, 48 + 6]);
  });

  it('by cron at time 0 is due at time 0', () => {
    expect(hours({ cron: '0 0 * * ? *' }, 2)).toEqual([0, 24]);
  });
});
