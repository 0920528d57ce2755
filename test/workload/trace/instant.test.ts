import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantOf, instantOfText } from '../../../src/workload/trace/instant.js';

const HOUR = 3_600_000_000;
const AT_NINE = Date.UTC(2025, 0, 6, 9) * 1000;

describe('a time of the calendar', () => {
  it.each([
    ['2025-01-06T09:00:00Z', 0],
    ['2025-01-06T09:00Z', 0],
    ['2025-01-06T09:00:00.5Z', 500_000],
    ['2025-01-06T09:00:00,5Z', 500_000],
    ['2025-01-06T09:00:00.123456Z', 123_456],
    ['2025-01-06t09:00:00z', 0],
    ['2025-01-06 09:00:00Z', 0],
    ['2025-01-06 09:00:00.123', 123_000],
    ['2025-01-06T09:00', 0],
    ['2025-01-06 09:00:00.123 UTC', 123_000],
    ['2025-01-06 09:00:00UTC', 0],
    ['2025-01-06T10:00:00+01:00', 0],
    ['2025-01-06T10:00:00+0100', 0],
    ['2025-01-06T10:00:00+01', 0],
    ['2025-01-06 10:00:00 +01:00', 0],
    ['2025-01-06T03:30:00-05:30', 0],
    ['2025-01-06T09:00:00-00:00', 0],
    ['2025-01-05T23:00:00-10:00', 0],
    ['2025-01-06T09:00:00.000000499Z', 0],
    ['2025-01-06T09:00:00.0000005Z', 1],
    ['2025-01-06T09:00:00.999999999Z', 1_000_000],
    ['2025-01-06T23:59:59.9999995Z', 15 * HOUR],
  ])('is %s', (text, after) => {
    expect(instantOfText(text) - AT_NINE).toBe(after);
  });

  it.each([
    '',
    '2025',
    '2025-01-06',
    '2025-01-06T09',
    '2025-01-06T9:00:00Z',
    '2025-1-6T09:00:00Z',
    '2025-02-29T09:00:00Z',
    '2100-02-29T09:00:00Z',
    '2025-00-06T09:00:00Z',
    '2025-13-06T09:00:00Z',
    '2025-01-00T09:00:00Z',
    '2025-04-31T09:00:00Z',
    '2025-01-06T24:00:00Z',
    '2025-01-06T09:60:00Z',
    '2025-01-06T09:00:60Z',
    '2025-01-06T09:00:0Z',
    '2025-01-06T09:00:00.Z',
    '2025-01-06T09:00:00.',
    '2025-01-06T09:00:',
    '2025-01-06T09:00:00X',
    '2025-01-06T09:00:00 ',
    '2025-01-06T09:00:00ZZ',
    '2025-01-06T09:00:00+15:00',
    '2025-01-06T09:00:00+01:60',
    '2025-01-06T09:00:00+1',
    '2025-01-06T09:00:00+1:00',
    '2025-01-06T09:00:00+01:0',
    '2025-01-06T09:00:00+',
    '2025-01-06T09:00:00 CET',
    '2025-01-06T09:00:00 EST',
    '2025/01/06 09:00:00',
    '2025-01-06_09:00:00',
    '2025-01-06T09.00.00Z',
    '1969-12-31T23:59:59Z',
    '2200-01-01T00:00:00Z',
    '٢٠٢٥-01-06T09:00:00Z',
  ])('is not %j', (text) => {
    expect(instantOfText(text)).toBeNaN();
  });

  it('is that of Date, at any instant from 1970 to 2199 and in any zone', () => {
    const millis = fc.integer({ min: Date.UTC(1970, 0, 2), max: Date.UTC(2199, 11, 30) });
    const zone = fc.integer({ min: -14 * 60 - 59, max: 14 * 60 + 59 });
    fc.assert(
      fc.property(millis, fc.nat(999), zone, fc.constantFrom('T', ' '), (at, micros, zone, between) => {
        const local = new Date(at + zone * 60_000).toISOString().replace('T', between).slice(0, -1);
        const offset = `${zone < 0 ? '-' : '+'}${two(Math.abs(zone) / 60)}:${two(Math.abs(zone) % 60)}`;
        const written = `${local}${String(micros).padStart(3, '0')}${offset}`;
        expect(instantOfText(written)).toBe(Date.parse(`${local.replace(' ', 'T')}${offset}`) * 1000 + micros);
      }),
      { numRuns: 3000, seed: 1 },
    );
  });

  it('is read between its ends, whatever stands around them', () => {
    const bytes = new TextEncoder().encode('9,2025-01-06T09:00:00Z,5');
    expect(instantOf(bytes, 2, bytes.length - 2)).toBe(AT_NINE);
    expect(instantOf(bytes, 2, bytes.length - 1)).toBeNaN();
    expect(instantOf(bytes, 2, 18)).toBe(AT_NINE);
  });
});

const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
