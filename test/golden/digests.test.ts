// Results for a seed change only on purpose: ten digests that no change may move unless the CHANGELOG says why.
import { describe, expect, test } from 'vitest';
import { simulate } from '../../src/simulate.js';
import { scenario } from '../support/scenario.js';

const BASE = {
  seed: 1,
  duration: '2h',
  functions: {
    api: {
      handler: { lognormal: { median: '80ms', p99: '400ms' } },
      init: { gamma: { mean: '300ms', cv: 0.4 } },
      placementLatency: '340ms',
      timeout: '1s',
      errorRate: 0.01,
      aliases: { live: { version: 1, provisionedConcurrency: 2 } },
    },
    jobs: {
      handler: { exponential: { mean: '4s' } },
      init: { lognormal: { median: '139ms', sigma: 0.1 } },
      placementLatency: '340ms',
      timeout: '10s',
      reservedConcurrency: 4,
    },
  },
  triggers: {
    http: { type: 'apiGateway', target: 'api:live', arrivals: { poisson: { rate: '5/s' } } },
    timer: { type: 'sdk', target: 'jobs', arrivals: { constant: { rate: '50/m' } } },
  },
};

const withApi = (settings: object): object => ({
  ...BASE,
  functions: { ...BASE.functions, api: { ...BASE.functions.api, ...settings } },
});

const CASES: readonly (readonly [name: string, scenario: object, digest: string])[] = [
  ['the base', BASE, '0eccf00d051614fb'],
  ['another seed', { ...BASE, seed: 'two' }, 'e33ff1ebd1d27d0f'],
  ['placement lru', withApi({ placement: 'lru' }), 'f18f95b10641e5ed'],
  ['placement newest', withApi({ placement: 'newest' }), '547389f95696eab7'],
  ['placement random', withApi({ placement: 'random' }), 'bb5b377fe1179c00'],
  ['random keep-alive', withApi({ keepAlive: { uniform: { min: '10s', max: '5m' } } }), '20e48a5f4a8efd6f'],
  [
    'keep-alive of three limits',
    withApi({ keepAlive: { idle: '20s', spare: '40s', maxLifetime: '3m' } }),
    'c4254e1721a3b3c7',
  ],
  [
    'a tight account',
    { ...BASE, account: { concurrency: 106, maxLifetime: '10m', scalingRate: { burst: 2, perSecond: 1 } } },
    '44ddcedac6483707',
  ],
  [
    'Weibull and Pareto',
    withApi({ handler: { weibull: { scale: '90ms', shape: 0.8 } }, init: { pareto: { min: '100ms', alpha: 3 } } }),
    '7670a7923c96a2cf',
  ],
  ['a warm-up', { ...BASE, warmup: '30m' }, '0eccf00d051614fb'],
];

describe('the digest of', () => {
  test.each(CASES)('%s is as it was', (_, text, digest) => {
    expect(simulate(scenario(text), 0).digest).toBe(digest);
  });
  test('another replication differs', () => {
    expect(simulate(scenario(BASE), 1).digest).not.toBe(simulate(scenario(BASE), 0).digest);
  });
  test('a run in which nothing happens has plain zeros, never −0', () => {
    const idle = { ...BASE, duration: '1ms' };
    const negative = (value: unknown): boolean =>
      Object.is(value, -0) || (typeof value === 'object' && value !== null && Object.values(value).some(negative));
    expect(negative(simulate(scenario(idle), 0))).toBe(false);
  });
});
