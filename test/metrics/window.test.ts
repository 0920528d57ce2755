import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measuredWindow } from '../../src/metrics/window.js';

const MINUTE = 60_000_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('the measured window', () => {
  it.each([
    [1, MINUTE, 1],
    [MINUTE, MINUTE, 1],
    [MINUTE + 1, MINUTE, 2],
    [HOUR, MINUTE, 60],
    [2000 * MINUTE, MINUTE, 2000],
    [2000 * MINUTE + 1, 2 * MINUTE, 1001],
    [7 * DAY, 6 * MINUTE, 1680],
    [30 * DAY, 30 * MINUTE, 1440],
    [365 * DAY, 360 * MINUTE, 1460],
    [2000 * DAY, DAY, 2000],
    [2000 * DAY + 1, 2 * DAY, 1001],
    [3650 * DAY, 2 * DAY, 1825],
  ])('of %d µs has steps of %d µs, %d of them', (to, step, steps) => {
    expect(measuredWindow(0, to)).toEqual({ from: 0, to, step, steps });
  });

  it('has at most 2,000 steps, which cover it, each a whole number of minutes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), (to) => {
        const { step, steps } = measuredWindow(0, to);
        expect(steps).toBeLessThanOrEqual(2000);
        expect(step % MINUTE).toBe(0);
        expect(steps * step).toBeGreaterThanOrEqual(to);
        expect((steps - 1) * step).toBeLessThan(to);
      }),
      { numRuns: 2000, seed: 1 },
    );
  });

  it('keeps the end of the warm-up', () => {
    expect(measuredWindow(5 * MINUTE, HOUR)).toMatchObject({ from: 5 * MINUTE, to: HOUR });
  });
});
