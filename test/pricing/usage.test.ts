import { describe, expect, it } from 'vitest';
import { asynchronousRequests, chargedRequests, gbSeconds, gigabytes, scaled, usage } from '../../src/pricing/usage.js';

const KB = 1024;

describe('an asynchronous event', () => {
  it.each([
    [0, 1],
    [1, 1],
    [256 * KB, 1],
    [256 * KB + 1, 2],
    [320 * KB, 2],
    [320 * KB + 1, 3],
    [1024 * KB, 13],
  ])('of %d bytes is charged as %d requests: one for 256 KB, one more for each 64 KB begun', (bytes, requests) => {
    expect(asynchronousRequests(bytes)).toBe(requests);
  });
});

describe('usage', () => {
  it('is measured in GB of 1,024 MB, for bytes too', () => {
    expect(gbSeconds(2048 * 1000)).toBe(2);
    expect(gigabytes(3 * 1024 ** 3)).toBe(3);
  });

  it('has the requests of large events, of those that ran on demand and of those that did not', () => {
    const of = { region: 'eu-west-1', architecture: 'arm64', eventBytes: 300 * KB } as const;
    const requests = { onDemandRequests: 10, provisionedRequests: 7 };
    expect(chargedRequests(usage(of, requests))).toEqual({ onDemand: 10, provisioned: 7 });
    const both = usage(of, { ...requests, onDemandEvents: 4, provisionedEvents: 7 });
    expect(chargedRequests(both)).toEqual({ onDemand: 14, provisioned: 14 });
    expect(chargedRequests({ ...both, eventBytes: 256 * KB })).toEqual({ onDemand: 10, provisioned: 7 });
  });

  it('scales in every amount, and in nothing else', () => {
    const of = { region: 'eu-west-1', architecture: 'arm64', eventBytes: 300 * KB } as const;
    const whole = usage(of, { onDemandRequests: 10, logBytes: 4 });
    expect(scaled(whole, 2.5)).toEqual({ ...usage(of, { onDemandRequests: 25, logBytes: 10 }), ...of });
  });
});
