// What common random numbers are worth between 5 and 10 provisioned environments: how many times the variance of a difference would be
// as large with random numbers of its own for each.
import { beforeAll, describe, expect, it } from 'vitest';
import type { Differences } from '../../src/experiment-result.js';
import { compare } from '../../src/experiments/compare.js';
import { HERE } from '../../src/runner/executor.js';
import type { Scenario } from '../../src/scenario/types.js';
import { scenario } from '../support/scenario.js';

const REPLICATIONS = 30;

/** 20 calls a second of a length: that many times as many busy on average. */
function provisioned(provisionedConcurrency: number, mean: string): Scenario {
  return scenario({
    ...{ seed: 'common random numbers', duration: '20m', replications: REPLICATIONS },
    functions: {
      checkout: {
        ...{ runtime: 'java21', memory: 1024, timeout: '30s' },
        handler: { exponential: { mean } },
        init: { lognormal: { median: '2200ms', p99: '3500ms' } },
        aliases: { live: { version: 1, provisionedConcurrency } },
      },
    },
    triggers: { api: { type: 'apiGateway', target: 'checkout:live', arrivals: { poisson: { rate: '20/s' } } } },
  });
}

async function between5And10(mean: string): Promise<Differences> {
  const variants = [5, 10].map((count) => ({ name: `${count}`, scenario: provisioned(count, mean), directory: '.' }));
  const context = { monthly: false, command: '', commandOf: () => '', warnings: [] };
  return (await compare(HERE, variants, context))!.differences['10']!;
}

describe('between 5 and 10 provisioned, with 20 busy on average', () => {
  let found: Differences;
  beforeAll(async () => {
    found = await between5And10('1s');
  });

  it.each([
    ['mean latency', 'total.latencyMs.mean', 10],
    ['p99', 'total.latencyMs.p99', 10],
    ['cold starts', 'total.coldStarts', 5],
  ])('the variance of the difference in %s is so many times smaller', (_, metric, times) => {
    expect(found[metric]!.varianceRatio).toBeGreaterThanOrEqual(times);
  });

  it('the requests are the same, so that nothing of them differs', () => {
    for (const metric of ['total.arrivals', 'total.durationMs.mean']) {
      expect(found[metric]).toEqual({ mean: 0, ci95: 0, varianceRatio: null });
    }
  });
});

describe('between 5 and 10 provisioned, with 5 busy on average', () => {
  let found: Differences;
  beforeAll(async () => {
    found = await between5And10('250ms');
  });

  it('mean latency gains as much', () => {
    expect(found['total.latencyMs.mean']!.varianceRatio).toBeGreaterThanOrEqual(10);
  });

  // Calls that find all of 5 busy are many, those that find all of 10 busy few. However alike they fall, the small count has too little
  // variance to take away: with deviations s and r·s the ratio is (1 + r²) / (1 - r)² at most, and r is a quarter here.
  it('spillover gains little, and cannot gain more than 1.9 times', () => {
    const ratio = found['total.spilloverInvocations']!.varianceRatio!;
    expect(ratio).toBeGreaterThan(1);
    expect(ratio).toBeLessThanOrEqual(1.9);
  });
});
