import { describe, expect, it } from 'vitest';
import { batchMean, batchMeansOf, runInBatches } from '../../../src/experiments/steady/batch-means.js';
import { studentQuantile } from '../../../src/metrics/interval.js';
import { HERE } from '../../../src/runner/executor.js';
import { PERFORM } from '../../../src/runner/job.js';
import { simulate } from '../../../src/simulate.js';
import type { BatchMeans } from '../../../src/steady-result.js';
import { IDEAL_ACCOUNT, scenario } from '../../support/scenario.js';

const SETUP = { directory: '.', monthly: false };

/** M/M/5/5 with an offered load of 4, settled after its first minute. */
const LOSS = {
  duration: '6m',
  warmup: '1m',
  account: IDEAL_ACCOUNT,
  functions: {
    api: {
      handler: { exponential: { mean: '200ms' } },
      timeout: '900s',
      init: '0ms',
      placementLatency: '0ms',
      reservedConcurrency: 5,
      keepAlive: '24h',
    },
  },
  triggers: { http: { type: 'sdk', target: 'api', arrivals: { poisson: { rate: '20/s' } } } },
};

/** Erlang's B of five servers under a load of 4. */
const LOST = 4 ** 5 / 120 / (1 + 4 + 8 + 64 / 6 + 256 / 24 + 1024 / 120);

async function batched(given: object, batches: number): Promise<BatchMeans> {
  return (await runInBatches(HERE, scenario(given), SETUP, batches)).batchMeans!;
}

describe('a batch mean', () => {
  it('is the mean, with Student’s interval, where all batches weigh the same', () => {
    const values = [3, 5, 4, 6, 2, 4, 5, 3, 4, 4];
    const { mean, ci95, autocorrelation } = batchMean(
      values,
      values.map(() => 1),
    );
    // Squares off the mean of 4: 1 1 0 4 4 0 1 1 0 0, together 12. Of neighbours: -1 0 0 -4 0 0 -1 0 0, together -6.
    expect(mean).toBe(4);
    expect(ci95).toBeCloseTo(studentQuantile(0.975, 9) * Math.sqrt(12 / 9 / 10), 12);
    expect(autocorrelation).toBeCloseTo(-0.5, 12);
  });

  it('is the ratio of the sums where they do not, and a batch without requests counts for nothing', () => {
    const { mean, ci95 } = batchMean([1, 4, 0, 3], [2, 6, 0, 8]);
    expect(mean).toBe(0.5);
    // Parts less half of the weights: 0, 1, 0, -1, by the mean weight of 4.
    expect(ci95).toBeCloseTo((studentQuantile(0.975, 3) * Math.sqrt(2 / 3 / 4)) / 4, 12);
    expect(batchMean([0, 0], [0, 0])).toEqual({ mean: null, ci95: null, autocorrelation: null, isCorrelated: false });
    expect(batchMean([2, 2, 2], [4, 4, 4])).toMatchObject({ mean: 0.5, ci95: 0, autocorrelation: null });
  });

  it('is correlated where its batches go together beyond two standard errors', () => {
    const ones = new Array<number>(16).fill(1);
    const slow = ones.map((_, batch) => Math.sin(batch / 3));
    expect(batchMean(slow, ones).isCorrelated).toBe(true);
    const turning = ones.map((_, batch) => batch % 2);
    expect(batchMean(turning, ones).autocorrelation).toBeLessThan(-0.5);
    expect(batchMean(turning, ones).isCorrelated).toBe(false);
  });
});

describe('one run in batches', () => {
  it('is the run itself, and its means are those of the run', async () => {
    const given = scenario({
      ...LOSS,
      functions: { api: { ...LOSS.functions.api, init: '300ms', keepAlive: '2s' }, other: { handler: '1s' } },
      triggers: { ...LOSS.triggers, more: { type: 'async', target: 'other', arrivals: { poisson: { rate: '1/s' } } } },
    });
    const { runs, batchMeans } = await runInBatches(HERE, given, SETUP, 12);
    const run = simulate(given, 0);
    expect(runs).toEqual([run]);
    const { batches, batchMs, functions, total } = batchMeans!;
    expect([batches, batchMs]).toEqual([12, 25_000]);
    for (const [means, of] of [
      [functions['api']!, run.functions['api']!],
      [functions['other']!, run.functions['other']!],
      [total, run.total],
    ] as const) {
      expect(means.latencyMs.mean).toBeCloseTo(of.latencyMs.mean!, 9);
      expect(means.coldStartRate.mean).toBe(of.coldStartRate);
      expect(means.throttleRate.mean).toBe(of.throttles / (of.invocations + of.throttles));
      expect(means.concurrency.mean).toBeCloseTo(of.concurrency.mean, 9);
      for (const { ci95 } of Object.values(means)) expect(ci95).not.toBeNull();
    }
  });

  it('has intervals that hold the true share of losses as often as they say', () => {
    const given = scenario(LOSS);
    let covered = 0;
    for (let seed = 0; seed < 200; seed++) {
      const job = { scenario: { ...given, seed: String(seed) }, replication: 0, eventsFile: null, invocations: null };
      const { bins } = PERFORM.bins({ ...SETUP, ...job, binning: { bins: 20, apart: false } });
      const { mean, ci95 } = batchMeansOf(bins, given.duration - given.warmup).total.throttleRate;
      if (Math.abs(mean! - LOST) <= ci95!) covered += 1;
    }
    expect(covered / 200).toBeGreaterThanOrEqual(0.9);
    expect(covered / 200).toBeLessThanOrEqual(0.985);
  });

  it('is warned about where the traffic changes more slowly than the batches, and not where they are long', async () => {
    const slow = [
      { rate: '2/s', mean: '40s' },
      { rate: '40/s', mean: '40s' },
    ];
    const traffic = { http: { type: 'sdk', target: 'api', arrivals: { mmpp: slow } } };
    const short = await batched({ ...LOSS, triggers: traffic }, 100);
    expect(short.total.concurrency).toMatchObject({ isCorrelated: true });
    expect(short.total.concurrency.autocorrelation).toBeGreaterThan(0.5);
    const long = await batched({ ...LOSS, duration: '3h', triggers: traffic }, 10);
    expect(long.total.concurrency.isCorrelated).toBe(false);
    expect((await batched(LOSS, 20)).total.throttleRate.isCorrelated).toBe(false);
  });
});
