import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wholeMicroseconds } from '../../src/engine/time.js';

describe('a length of time', () => {
  it.each([
    [0, 0],
    [0.4, 0],
    [0.5, 1],
    [1.49, 1],
    [1.5, 2],
    [2.5, 3],
    [1e15 + 0.5, 1e15 + 1],
  ])('of %d µs is rounded to the nearest whole microsecond, halves up: %d', (value, whole) => {
    expect(wholeMicroseconds(value)).toBe(whole);
  });

  it('is never shorter than 0, and never −0', () => {
    for (const value of [-0, -0.4, -1, -1e300, -Infinity]) expect(Object.is(wholeMicroseconds(value), 0)).toBe(true);
  });

  it('is rounded as Math.round does up to 142 years', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.5, max: 2 ** 52, noNaN: true }),
        (value) => wholeMicroseconds(value) === Math.round(value),
      ),
      { numRuns: 5000, seed: 1 },
    );
  });

  it('that is whole already stays as it is, up to 285 years', () => {
    for (const value of [1, 2 ** 31 + 1, 2 ** 52 - 1, 2 ** 52 + 1, 2 ** 53 - 1])
      expect(wholeMicroseconds(value)).toBe(value);
  });
});
