// The default keep-alive preset against the share of cold starts that AWS had in 2020, at ten rates of calls.
import { describe, expect, test } from 'vitest';
import { CHI_SQUARE_95, chiSquare, HAS_COLD_PROBABILITY, meanRelativeError, predictions } from './cold-probability.js';

describe.skipIf(!HAS_COLD_PROBABILITY)('the share of cold starts at ten rates', () => {
  test('is that of AWS under aws-2020: chi-square within its 95 % quantile, 10 % off on average', () => {
    const all = predictions('aws-2020');
    expect(all).toHaveLength(10);
    expect(chiSquare(all)).toBeLessThanOrEqual(CHI_SQUARE_95);
    expect(meanRelativeError(all)).toBeLessThanOrEqual(0.1);
  });

  test('is not that of AWS under one idle limit of 640 s', () => {
    expect(chiSquare(predictions('640s', 1))).toBeGreaterThan(2 * CHI_SQUARE_95);
  });
});
