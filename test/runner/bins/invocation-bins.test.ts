import { describe, expect, it } from 'vitest';
import type { BinSums } from '../../../src/metrics/bins.js';
import type { FunctionResult } from '../../../src/result.js';
import { PERFORM } from '../../../src/runner/job.js';
import type { Scenario } from '../../../src/scenario/types.js';
import { scenario } from '../../support/scenario.js';

/** Cold starts, throttles that are tried again, clients who give up, events that are queued, a chain and a warm-up. */
const BUSY = scenario({
  duration: '20m',
  warmup: '3m',
  functions: {
    api: {
      handler: { exponential: { mean: '300ms' } },
      init: '1s',
      errorRate: 0.1,
      reservedConcurrency: 3,
      eagerAssignment: true,
      aliases: { live: { version: 1, provisionedConcurrency: 1 } },
    },
    worker: { handler: '1s', init: '2s', keepAlive: '30s', errorRate: 0.2, calls: [{ target: 'api', at: 0.5 }] },
  },
  triggers: {
    http: {
      type: 'apiGateway',
      target: 'api:live',
      arrivals: { poisson: { rate: '5/s' } },
      retries: { attempts: 3, timeout: '900ms' },
    },
    plain: {
      type: 'sdk',
      target: 'api',
      arrivals: {
        mmpp: [
          { rate: '1/s', mean: '1m' },
          { rate: '9/s', mean: '20s' },
        ],
      },
    },
    events: { type: 'async', target: 'worker', arrivals: { poisson: { rate: '20/m' } } },
  },
});

const binned = (given: Scenario, bins: number) =>
  PERFORM.bins({
    scenario: given,
    replication: 0,
    directory: '.',
    eventsFile: null,
    invocations: null,
    monthly: false,
    binning: { bins, apart: true },
  });

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

function expectSame(sums: BinSums, of: FunctionResult, measuredMs: number): void {
  expect(sum(sums.attempts)).toBe(of.arrivals + of.retries);
  expect(sum(sums.throttles)).toBe(of.throttles);
  expect(sum(sums.invocations)).toBe(of.invocations);
  expect(sum(sums.coldStarts)).toBe(of.coldStarts);
  expect(sum(sums.latency) / sum(sums.answers) / 1000).toBeCloseTo(of.latencyMs.mean!, 6);
  expect(sum(sums.busy) / 1000 / measuredMs).toBeCloseTo(of.concurrency.mean, 9);
}

describe('the bins of a run', () => {
  it.each([1, 7, 1000])('sum up to its figures, of all functions and of each: %i of them', (bins) => {
    const { run, bins: found } = binned(BUSY, bins);
    expect(run.total.retries).toBeGreaterThan(100);
    expect(run.total.throttles).toBeGreaterThan(100);
    expectSame(found.total, run.total, 17 * 60_000);
    for (const [name, sums] of Object.entries(found.functions)) expectSame(sums, run.functions[name]!, 17 * 60_000);
    expect(found.total.attempts).toHaveLength(bins);
  });

  it('change nothing of the run', () => {
    const job = { scenario: BUSY, replication: 0, directory: '.', eventsFile: null, invocations: null, monthly: false };
    expect(binned(BUSY, 10).run).toEqual(PERFORM.runs(job));
  });
});
