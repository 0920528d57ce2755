import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseStart } from '../../../src/scenario/source/instant.js';
import { instantOfText } from '../../../src/workload/trace/instant.js';

const two = (value: number): string => String(value).padStart(2, '0');

describe('the start of a scenario', () => {
  it('is the UTC time that Date gives, whatever the zone', () => {
    const zones = fc.oneof(
      fc.constantFrom('Z', 'z'),
      fc
        .tuple(fc.constantFrom('+', '-'), fc.integer({ min: 0, max: 14 }), fc.integer({ min: 0, max: 59 }))
        .map(([sign, hours, minutes]) => {
          return `${sign}${two(hours)}:${two(minutes)}`;
        }),
    );
    // From the second day of 1970 to the last but one of 2199, so that no zone leads out of these years.
    const days = fc.integer({ min: 1, max: 84_005 - 2 });
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 86_399 }), zones, fc.boolean(), (day, second, zone, short) => {
        const local = new Date((day * 86_400 + second) * 1000).toISOString().slice(0, short ? 16 : 19);
        expect(parseStart(local + zone)).toEqual({
          value: `${new Date(local + zone.toUpperCase()).toISOString().slice(0, 19)}Z`,
        });
      }),
      { numRuns: 2000, seed: 1 },
    );
  });

  it.each([
    ['2025-01-06', '2025-01-06T00:00:00Z'],
    ['2025-01-06 09:00Z', '2025-01-06T09:00:00Z'],
    ['2025-01-06t09:00:30.000Z', '2025-01-06T09:00:30Z'],
    ['2024-03-01T00:30+01:00', '2024-02-29T23:30:00Z'],
    ['2023-12-31T23:30-01:00', '2024-01-01T00:30:00Z'],
    ['1970-01-01', '1970-01-01T00:00:00Z'],
    ['2199-12-31T23:59:59Z', '2199-12-31T23:59:59Z'],
  ])('%s is %s', (text, utc) => {
    expect(parseStart(text)).toEqual({ value: utc });
    // What a trace counts its calendar times from.
    expect(instantOfText(utc)).toBe(Date.parse(utc) * 1000);
  });

  it.each([
    ['1969-12-31', 'is outside the years 1970 to 2199'],
    ['2200-01-01', 'is outside the years 1970 to 2199'],
    ['1970-01-01T00:30+01:00', 'is outside the years 1970 to 2199'],
    ['2199-12-31T23:30-01:00', 'is outside the years 1970 to 2199'],
    ['2025-02-29', 'is no date of the calendar'],
    ['2100-02-29', 'is no date of the calendar'],
    ['2025-04-31', 'is no date of the calendar'],
    ['2025-13-01', 'is no date of the calendar'],
    ['2025-00-01', 'is no date of the calendar'],
    ['2025-01-00', 'is no date of the calendar'],
    ['2025-01-06T24:00Z', 'is no time of day'],
    ['2025-01-06T09:60Z', 'is no time of day'],
    ['2025-01-06T09:00:60Z', 'is no time of day'],
    ['2025-01-06T09:00+15:00', 'has an impossible time zone'],
    ['2025-01-06T09:00+01:60', 'has an impossible time zone'],
    ['2025-01-06T09:00', 'names no time zone'],
    ['2025-01-06T09:00:00.5Z', 'is not an ISO 8601 time such as 2025-01-06T00:00:00Z'],
    ['6.1.2025', 'is not an ISO 8601 time such as 2025-01-06T00:00:00Z'],
  ])('%s is refused', (text, problem) => {
    expect(parseStart(text)).toMatchObject({ problem });
  });
});
