import { describe, expect, it } from 'vitest';
import { listPrices, PRICED_REGIONS } from '../../src/pricing/tables.js';

describe('a price table', () => {
  it.each(PRICED_REGIONS)('of %s names its month', (region) => {
    expect(listPrices(region).asOf).toMatch(/^20\d\d-(0[1-9]|1[0-2])$/);
  });

  it.each(PRICED_REGIONS)('of %s has tiers that rise to no end, each cheaper than the one before', (region) => {
    const { x86_64, arm64, logs } = listPrices(region);
    for (const tiers of [x86_64.duration!, arm64.duration!, logs!]) {
      expect(tiers.at(-1)!.upTo).toBeNull();
      for (let i = 1; i < tiers.length; i++) {
        expect(tiers[i]!.upTo ?? Infinity).toBeGreaterThan(tiers[i - 1]!.upTo!);
        expect(tiers[i]!.price).toBeLessThan(tiers[i - 1]!.price);
      }
    }
  });

  it.each(PRICED_REGIONS)('of %s charges provisioned capacity and duration together less than on demand', (region) => {
    const { duration, provisionedCapacity, provisionedDuration } = listPrices(region).x86_64;
    const together = provisionedCapacity! + provisionedDuration!;
    // In the dearest regions it is never cheaper: there the sum is above.
    expect(together).toBeGreaterThan(0.5 * duration![0]!.price);
    expect(together).toBeLessThan(1.5 * duration![0]!.price);
  });

  it('knows every price of us-east-1', () => {
    expect(JSON.stringify(listPrices('us-east-1'))).not.toMatch(/null(?!\s*,"price)/);
  });

  it('has a figure of each region whose source is in docs/MODEL.md (M-REGION)', () => {
    expect(listPrices('eu-west-1').x86_64).toMatchObject({
      provisionedCapacity: 0.000004646,
      provisionedDuration: 0.0000108407,
    });
    expect(listPrices('eu-central-1').ephemeralStorage).toBe(0.0000000367);
    expect(listPrices('ap-northeast-2').snapStart).toEqual({ cache: 0.0000018383, restore: 0.0001674588 });
    expect(listPrices('ap-southeast-2').logs![0]!.price).toBe(0.67);
  });

  it('does not guess what it does not know', () => {
    expect(listPrices('eu-west-1').arm64).toMatchObject({ provisionedCapacity: null, provisionedDuration: null });
    expect(listPrices('eu-west-1').streaming).toBeNull();
    for (const region of ['mars-north-1', 'constructor', '__proto__']) expect(listPrices(region).request).toBeNull();
  });
});
