// The keep-alive presets against the published measurements that each describes: probes as they were made, simulated.
import { describe, expect, test } from 'vitest';
import { type ExpiryPoint, expiryPoints, expiryQuantiles, HAS_IDLE_EXPIRY } from './idle-expiry.js';

const isOff = ({ measured, simulated }: ExpiryPoint): boolean => !(Math.abs(measured - simulated) <= 0.05);

describe.skipIf(!HAS_IDLE_EXPIRY)('a function that is called again after a gap', () => {
  test('starts cold as often as AWS did, within 5 points, at every gap measured in 2020 and 2021', () => {
    const points = expiryPoints();
    expect(points).toHaveLength(19);
    expect(points.filter(isOff)).toEqual([]);
  });

  test('has lost its environment by 10, 50 and 90 % within a minute of when AWS had, in 2019', () => {
    const quantiles = expiryQuantiles();
    expect(quantiles).toHaveLength(6);
    expect(quantiles.filter(({ measured, simulated }) => !(Math.abs(measured - simulated) <= 1))).toEqual([]);
  });

  test('starts cold otherwise under the preset of another year', () => {
    const swapped = expiryPoints({ '2020-05/06': 'aws-2021', '2021-01': 'aws-2020' });
    expect(swapped.filter(isOff).length).toBeGreaterThan(5);
  });
});
