import { describe, expect, it } from 'vitest';
import { compare, differences } from '../../src/experiments/compare.js';
import { studentQuantile } from '../../src/metrics/interval.js';
import { HERE } from '../../src/runner/executor.js';
import { figuresOf } from '../../src/runner/figures.js';
import { simulate } from '../../src/simulate.js';
import { scenario } from '../support/scenario.js';

const rows = (metric: string, values: readonly (number | null)[]) => values.map((value) => new Map([[metric, value]]));

describe('a difference', () => {
  it('is that of the paired replications, with Student’s interval', () => {
    const { m } = differences(rows('m', [10, 20, 30]), rows('m', [11, 23, 35]), 0.95);
    // 1, 3, 5: mean 3, deviation 2.
    expect(m!.mean).toBe(3);
    expect(m!.ci95).toBeCloseTo((studentQuantile(0.975, 2) * 2) / Math.sqrt(3), 12);
    // Variances 100 and 144 apart, 4 paired.
    expect(m!.varianceRatio).toBeCloseTo((100 + 144) / 4, 10);
  });

  it('has no saving to tell where it does not vary, and no interval where there is none to give', () => {
    const { m } = differences(rows('m', [10, 20]), rows('m', [11, 21]), null);
    expect(m).toEqual({ mean: 1, ci95: null, varianceRatio: null });
    expect(differences(rows('m', [10]), rows('m', [12]), 0.95)['m']).toEqual({
      mean: 2,
      ci95: null,
      varianceRatio: null,
    });
  });

  it('leaves out replications in which one of the two has no value', () => {
    const { m } = differences(rows('m', [10, null, 30]), rows('m', [11, 23, 35]), 0.95);
    expect(m!.mean).toBe(3);
    expect(differences(rows('m', [null]), rows('m', [1]), 0.95)['m']).toEqual({
      mean: null,
      ci95: null,
      varianceRatio: null,
    });
  });

  it('is told of metrics that both have', () => {
    expect(differences(rows('a', [1]), rows('b', [1]), 0.95)).toEqual({});
  });
});

const given = (memory: number, provisionedConcurrency = 0, setting: object = {}) =>
  scenario({
    duration: '10m',
    replications: 4,
    functions: {
      api: {
        memory,
        handler: { exponential: { mean: '200ms' } },
        init: '400ms',
        aliases: { live: { version: 1, provisionedConcurrency } },
        ...setting,
      },
    },
    triggers: { web: { type: 'sdk', target: 'api:live', arrivals: { poisson: { rate: '5/s' } } } },
  });

const CONTEXT = { monthly: false, command: 'c', commandOf: (name: string) => `run ${name}`, warnings: [] };

describe('a comparison', () => {
  it('has each variant’s own result, and differences to the first alone', async () => {
    const [base, more] = [given(512), given(512, 5)];
    const variants = [
      { name: 'base', scenario: base, directory: '.' },
      { name: 'more', scenario: more, directory: '.' },
    ];
    const comparison = (await compare(HERE, variants, CONTEXT))!;
    expect(Object.keys(comparison.variants)).toEqual(['base', 'more']);
    expect(Object.keys(comparison.differences)).toEqual(['more']);
    for (const { name, scenario: each } of variants) {
      const alone = Array.from({ length: 4 }, (_, replication) => simulate(each, replication));
      expect(comparison.variants[name]!.runs).toEqual(alone);
      expect(comparison.variants[name]!.reproduce.command).toBe(`run ${name}`);
    }
    const cold = comparison.variants['base']!.runs.map((run, replication) => {
      const other = comparison.variants['more']!.runs[replication]!;
      return figuresOf(other).get('total.coldStarts')! - figuresOf(run).get('total.coldStarts')!;
    });
    expect(comparison.differences['more']!['total.coldStarts']!.mean).toBeCloseTo(cold.reduce((a, b) => a + b) / 4, 12);
  });

  it('gives every variant the same requests: the same arrivals, and the same handler times', async () => {
    const variants = [given(512), given(512, 3), given(512, 9)].map((each, index) => {
      return { name: `v${index}`, scenario: each, directory: '.' };
    });
    const { differences: found } = (await compare(HERE, variants, CONTEXT))!;
    for (const metrics of Object.values(found)) {
      expect(metrics['total.arrivals']).toEqual({ mean: 0, ci95: 0, varianceRatio: null });
      expect(metrics['total.durationMs.mean']).toEqual({ mean: 0, ci95: 0, varianceRatio: null });
    }
  });

  it('gives a request that starts cold under both the same cold start', () => {
    const coldStarts = (provisionedConcurrency: number): Map<number, readonly number[]> => {
      const found = new Map<number, readonly number[]>();
      const setting = { runtime: 'java21', init: undefined, keepAlive: '5s' };
      simulate(given(512, provisionedConcurrency, setting), 0, {
        invocations: ({ start, request, placement, download, init, firstInvoke }) => {
          if (start === 'cold') found.set(request, [placement, download, init, firstInvoke]);
        },
      });
      return found;
    };
    const [none, three] = [coldStarts(0), coldStarts(3)];
    const both = [...none.keys()].filter((request) => three.has(request));
    expect(both.length).toBeGreaterThan(20);
    expect(both.length).toBeLessThan(none.size);
    for (const request of both) expect(three.get(request), `request ${request}`).toEqual(none.get(request));
  });

  it('widens the intervals of several variants, so that all hold together', async () => {
    const names = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ name: `v${index}`, scenario: given(512, index), directory: '.' }));
    const [two, four] = await Promise.all([compare(HERE, names(2), CONTEXT), compare(HERE, names(4), CONTEXT)]);
    expect(four!.family).toEqual({ level: 0.95, comparisons: 3, method: 'bonferroni' });
    const of = (comparison: typeof two) => comparison!.differences['v1']!['total.latencyMs.mean']!;
    expect(of(four).mean).toBe(of(two).mean);
    const wider = studentQuantile(1 - 0.05 / 6, 3) / studentQuantile(0.975, 3);
    expect(of(four).ci95! / of(two).ci95!).toBeCloseTo(wider, 10);
  });
});
