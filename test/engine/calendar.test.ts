import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  civilFromDays,
  DAY_SECONDS,
  daysFromCivil,
  daysInMonth,
  instantOf,
  offsetAt,
  secondsOf,
  weekdayOf,
  type Zone,
} from '../../src/engine/calendar.js';

const FIRST = Date.UTC(1970, 0, 1) / 86_400_000;
const LAST = Date.UTC(2199, 11, 31) / 86_400_000;

describe('the calendar', () => {
  it('agrees with Date on every day from 1970 to 2199, both ways, with its weekday', () => {
    for (let days = FIRST; days <= LAST; days++) {
      const date = new Date(days * 86_400_000);
      const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
      const civil = civilFromDays(days);
      if (civil.year !== year || civil.month !== month || civil.day !== day)
        expect(civil).toEqual({ year, month, day });
      if (daysFromCivil(year, month, day) !== days) expect(daysFromCivil(year, month, day)).toBe(days);
      if (weekdayOf(days) !== date.getUTCDay()) expect(weekdayOf(days)).toBe(date.getUTCDay());
    }
  });

  it('goes on before 1970 and after 2199', () => {
    fc.assert(
      fc.property(fc.integer({ min: -719_000, max: 2_900_000 }), (days) => {
        const date = new Date(days * 86_400_000);
        const { year, month, day } = civilFromDays(days);
        expect([year, month, day]).toEqual([date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()]);
        expect(daysFromCivil(year, month, day)).toBe(days);
        expect(weekdayOf(days)).toBe(date.getUTCDay());
      }),
      { numRuns: 2000, seed: 1 },
    );
  });

  it('knows how long each month is', () => {
    for (let year = 1970; year <= 2199; year++) {
      for (let month = 1; month <= 12; month++)
        expect(daysInMonth(year, month)).toBe(new Date(Date.UTC(year, month, 0)).getUTCDate());
    }
  });

  it('reads a normalised time', () => {
    for (const text of ['1970-01-01T00:00:00Z', '2000-02-29T23:59:59Z', '2025-01-06T09:30:15Z', '2199-12-31T12:00:00Z'])
      expect(secondsOf(text)).toBe(Date.parse(text) / 1000);
  });
});

const HOUR = 3600;

/** A clock of random offsets to the quarter of an hour, which changes a few times, days apart. */
const zones = fc
  .record({
    first: fc.integer({ min: -48, max: 56 }),
    changes: fc.array(fc.tuple(fc.integer({ min: 2, max: 20 }), fc.integer({ min: -8, max: 8 })), { maxLength: 5 }),
  })
  .map(({ first, changes }): Zone => {
    const offsets: [number, number][] = [[0, first * 900]];
    for (const [days, quarters] of changes) {
      const [from, offset] = offsets.at(-1)!;
      offsets.push([from + days * DAY_SECONDS + 1000, offset + quarters * 900]);
    }
    return { name: 'random', offsets };
  });

describe('the clock of a zone', () => {
  const halfHour: Zone = {
    name: 'Lord Howe',
    offsets: [
      [0, 11 * HOUR],
      [1000 * DAY_SECONDS, 10.5 * HOUR],
      [1200 * DAY_SECONDS, 11 * HOUR],
    ],
  };

  it('has the offset of the last change, and before the first that of the first', () => {
    expect(offsetAt(halfHour, -5 * DAY_SECONDS)).toBe(11 * HOUR);
    expect(offsetAt(halfHour, 1000 * DAY_SECONDS - 1)).toBe(11 * HOUR);
    expect(offsetAt(halfHour, 1000 * DAY_SECONDS)).toBe(10.5 * HOUR);
    expect(offsetAt(halfHour, 9999 * DAY_SECONDS)).toBe(11 * HOUR);
  });

  it('shows a repeated time first before the change', () => {
    const change = 1000 * DAY_SECONDS;
    for (const ahead of [10.5 * HOUR, 10.75 * HOUR, 11 * HOUR - 1])
      expect(instantOf(halfHour, change + ahead)).toBe(change + ahead - 11 * HOUR);
    expect(instantOf(halfHour, change + 11 * HOUR)).toBe(change + 0.5 * HOUR);
  });

  it('never shows a time that is left out', () => {
    const change = 1200 * DAY_SECONDS;
    for (const ahead of [10.5 * HOUR, 10.75 * HOUR, 11 * HOUR - 1])
      expect(instantOf(halfHour, change + ahead)).toBeNull();
    expect(instantOf(halfHour, change + 10.5 * HOUR - 1)).toBe(change - 1);
    expect(instantOf(halfHour, change + 11 * HOUR)).toBe(change);
  });

  it('shows a time at the first instant at which it shows it, as a search through all instants finds', () => {
    fc.assert(
      fc.property(zones, fc.integer({ min: -100, max: 10_000 }), (zone, quarters) => {
        const local = quarters * 900 + 100;
        let first: number | null = null;
        // No clock is more than 24 h from UTC here, and all change at a hundredth second past a quarter.
        for (let at = local - 30 * HOUR; at <= local + 30 * HOUR; at += 100) {
          if (at + offsetAt(zone, at) === local) {
            first = at;
            break;
          }
        }
        expect(instantOf(zone, local)).toBe(first);
      }),
      { numRuns: 500, seed: 2 },
    );
  });
});
