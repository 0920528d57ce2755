import { describe, expect, it } from 'vitest';
import type { Cron, Zone } from '../../../src/scenario/traffic/clock-types.js';
import type { OpenArrivals } from '../../../src/scenario/traffic/types.js';
import { KS_LIMIT, ksOne } from '../../support/statistics.js';
import { firstTimes, MONDAY, SECOND, timesUpTo } from './times.js';

const constant = (count: number, per: number): OpenArrivals => ({ kind: 'constant', rate: { count, per } });
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

describe('constant arrivals', () => {
  it('begin at 1 / rate', () => {
    expect([...firstTimes(constant(20, SECOND), 4)]).toEqual([50_000, 100_000, 150_000, 200_000]);
    expect([...firstTimes(constant(5, 3600 * SECOND), 2)]).toEqual([720 * SECOND, 1440 * SECOND]);
  });

  it.each([
    [3, SECOND],
    [7, 60 * SECOND],
    [300, 60 * SECOND],
    [200_000, 86_400 * SECOND],
    [999_983, 3600 * SECOND],
  ])('of %i in %i µs are at the exact microsecond up to the millionth', (count, per) => {
    const arrived = firstTimes(constant(count, per), 1_000_000);
    for (let n = 1; n <= 1_000_000; n++) {
      if (n % 997 === 0 || n === 1_000_000)
        expect(BigInt(arrived[n - 1]!)).toBe((BigInt(n) * BigInt(per) * 2n + BigInt(count)) / (2n * BigInt(count)));
    }
  });

  it('may come several in one microsecond', () => {
    expect([...firstTimes(constant(4, 1), 6)]).toEqual([0, 1, 1, 1, 1, 2]);
  });
});

describe('scheduled arrivals', () => {
  const UTC: Zone = { name: 'UTC', offsets: [[0, 0]] };
  const daily = (hour: number, minute: number): Cron => ({
    minutes: [minute],
    hours: [hour],
    months: null,
    years: null,
    days: { kind: 'every' },
  });

  it('at a rate come after one interval first', () => {
    expect(timesUpTo({ kind: 'every', interval: 5 * MINUTE }, 15 * MINUTE)).toEqual([
      5 * MINUTE,
      10 * MINUTE,
      15 * MINUTE,
    ]);
  });

  it('by cron come at the start of the minute, on time 0 and on the horizon too', () => {
    const cron = { kind: 'cron', cron: daily(0, 0), zone: UTC } as const;
    expect(timesUpTo(cron, 48 * HOUR)).toEqual([0, 24 * HOUR, 48 * HOUR]);
    expect(timesUpTo(cron, 48 * HOUR, { start: MONDAY + 1 })).toEqual([24 * HOUR - SECOND, 48 * HOUR - SECOND]);
  });

  it('go by the clock of their zone', () => {
    const zone: Zone = {
      name: 'x',
      offsets: [
        [0, 3600],
        [MONDAY + 86_400, 7200],
      ],
    };
    expect(timesUpTo({ kind: 'cron', cron: daily(9, 30), zone }, 48 * HOUR)).toEqual([8.5 * HOUR, 31.5 * HOUR]);
  });

  it('that never fire again end', () => {
    const past: Cron = { ...daily(9, 0), years: [2024] };
    expect(timesUpTo({ kind: 'cron', cron: past, zone: UTC }, Infinity)).toEqual([]);
  });
});

describe('bursts', () => {
  const every = { kind: 'constant', value: MINUTE } as const;

  it('begin after one gap, all arrivals of one at one instant', () => {
    expect(timesUpTo({ kind: 'bursts', every, size: 3, over: 0 }, 2 * MINUTE)).toEqual(
      [1, 1, 1, 2, 2, 2].map((minute) => minute * MINUTE),
    );
  });

  it('spread evenly at random over their length, in order, none lost', () => {
    const size = 20_000;
    const arrived = timesUpTo({ kind: 'bursts', every, size, over: 10 * SECOND }, 2 * MINUTE - 1);
    expect(arrived).toHaveLength(size);
    expect(arrived).toEqual([...arrived].sort((a, b) => a - b));
    const places = arrived.map((time) => time - MINUTE);
    expect(Math.min(...places)).toBeGreaterThanOrEqual(0);
    expect(ksOne(places, (place) => place / (10 * SECOND))).toBeLessThan(KS_LIMIT);
  });

  it('may come at random distances', () => {
    const random = { kind: 'exponential', mean: MINUTE } as const;
    const arrived = timesUpTo({ kind: 'bursts', every: random, size: 2, over: 0 }, 30_000 * MINUTE);
    const gaps = arrived.filter((_, i) => i % 2 === 0).map((time, i, all) => time - (all[i - 1] ?? 0));
    expect(ksOne(gaps, (gap) => 1 - Math.exp(-gap / MINUTE))).toBeLessThan(KS_LIMIT);
  });
});
