// The default keep-alive preset against the requests that it was fitted on: real AWS Lambda, 2020.
import { describe, expect, test } from 'vitest';
import { HAS_DATA, replays, summedError } from './aws-2020.js';

describe.skipIf(!HAS_DATA)('the five experiments on AWS Lambda of 2020, replayed', () => {
  test('aws-2020 gives their cold starts with a summed absolute error of at most 3 %', () => {
    expect(summedError(replays(), (replay) => replay.preset)).toBeLessThanOrEqual(0.03);
  });
  test('one idle limit of 640 s misses more than 10 %, so the preset needs its two limits', () => {
    expect(summedError(replays(), (replay) => replay.oneLimit)).toBeGreaterThan(0.1);
  });
});
