import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { microsOfDigits, microsOfText, UNITS, type Unit } from '../../../src/workload/files/decimal.js';

const ofDigits = (text: string, unit: Unit): number => {
  const bytes = new TextEncoder().encode(`x${text}y`);
  return microsOfDigits(bytes, 1, bytes.length - 1, unit);
};

/** The same by big integers: halves up. */
function exactly(whole: bigint, decimals: string, unit: Unit): number {
  const scale = 10n ** BigInt(decimals.length);
  const parts = (whole * scale + BigInt(decimals || '0')) * BigInt(unit);
  return Number((2n * parts + scale) / (2n * scale));
}

describe('decimal text', () => {
  it.each([
    ['1', 1, 1000, 1_000_000],
    ['1.5', 2, 1500, 1_500_000],
    ['0.0004999', 0, 0, 500],
    ['0.0005', 0, 1, 500],
    ['.5', 1, 500, 500_000],
    ['7.', 7, 7000, 7_000_000],
    ['0.0000005', 0, 0, 1],
    ['9007199254740991', 9007199254740991, NaN, NaN],
    ['9007199254740992', NaN, NaN, NaN],
    ['9007199254.740991', 9007199255, 9007199254741, 9007199254740991],
  ])('%j is %d µs of µs, %d of ms and %d of s', (text, us, ms, s) => {
    for (const micros of [ofDigits, microsOfText])
      expect([micros(text, UNITS.us), micros(text, UNITS.ms), micros(text, UNITS.s)]).toEqual([us, ms, s]);
  });

  it('is taken exactly, rounded to the nearest microsecond by its decimals', () => {
    const unit = fc.constantFrom(UNITS.us, UNITS.ms, UNITS.s);
    fc.assert(
      fc.property(fc.nat(1_000_000_000), fc.stringMatching(/^\d{0,12}$/), unit, (whole, decimals, unit) => {
        const expected = exactly(BigInt(whole), decimals, unit);
        expect(ofDigits(`${whole}.${decimals}`, unit)).toBe(expected);
        expect(microsOfText(`${whole}.${decimals}`, unit)).toBe(expected);
        expect(microsOfText(`+${whole}${decimals}e-${decimals.length}`, unit)).toBe(expected);
      }),
      { numRuns: 2000, seed: 1 },
    );
  });

  it.each(['', '.', '-1', '1e', 'e3', '1.2.3', '0x10', '1_000', '12ms', 'NaN', 'Infinity', '1,5', '١'])(
    'that is no number is none: %j',
    (text) => {
      expect(ofDigits(text, UNITS.ms)).toBeNaN();
      expect(microsOfText(text, UNITS.ms)).toBeNaN();
    },
  );

  it('has signs and exponents only as text', () => {
    expect(ofDigits('1e3', UNITS.ms)).toBeNaN();
    expect(ofDigits('+1', UNITS.ms)).toBeNaN();
    expect(microsOfText('1.5e3', UNITS.ms)).toBe(1_500_000);
    expect(microsOfText('1e300', UNITS.ms)).toBeNaN();
    expect(microsOfText('1e-300', UNITS.ms)).toBe(0);
  });
});
