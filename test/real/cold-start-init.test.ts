// The committed tables of init against real cold starts: made from the data as they are, and right on the rows left out.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { calibratedText } from '../../scripts/calibration/text.js';
import { HAS_COLD_STARTS, heldOut, meanErrors, measuredRows, shareWithin, worst } from './cold-start-init.js';

const COMMITTED = new URL('../../src/lambda/calibrated.ts', import.meta.url);

describe.skipIf(!HAS_COLD_STARTS)('the cold starts of lambda-perf', () => {
  test('give src/lambda/calibrated.ts, as `npm run calibration` writes it', () => {
    expect(calibratedText(measuredRows())).toBe(readFileSync(COMMITTED, 'utf8'));
  });

  test('leave 21 runtimes at 512 MB out of the tables, each as zip and image on both architectures', () => {
    expect(heldOut()).toHaveLength(21 * 4);
  });

  test('at 512 MB have the predicted median within 6 %, for every runtime, package and architecture', () => {
    expect(worst(heldOut(), 'p50')).toBeLessThanOrEqual(0.06);
  });

  test('at 512 MB have the predicted p90 within 10 %, for every runtime, package and architecture', () => {
    expect(worst(heldOut(), 'p90')).toBeLessThanOrEqual(0.1);
  });

  test('at 512 MB have the predicted p99 within 15 % in nine of ten', () => {
    expect(shareWithin(heldOut(), 'p99', 0.15)).toBeGreaterThanOrEqual(0.9);
  });

  test('have the mean of each table within 5 %, so that no straight line to an outlier adds to it', () => {
    expect(Math.max(...meanErrors().map(Math.abs))).toBeLessThanOrEqual(0.05);
  });
});
