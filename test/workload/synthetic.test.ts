import { describe, expect, it } from 'vitest';
import { BLOCK, rowBlock } from '../../src/workload/rows.js';
import { type SyntheticTraffic, syntheticRows } from '../../src/workload/synthetic.js';
import { meanError } from '../support/statistics.js';

const SECOND = 1_000_000;

const traffic = (changes: Partial<SyntheticTraffic> = {}): SyntheticTraffic => ({
  arrivals: { kind: 'constant', rate: { count: 10, per: SECOND } },
  handler: { kind: 'constant', value: 80_000 },
  errorRate: 0,
  crashRate: 0,
  target: 3,
  horizon: SECOND,
  start: 0,
  streams: ['test', 'synthetic'],
  ...changes,
});

type Row = readonly [time: number, target: number, duration: number, failed: number];

function drain(changes: Partial<SyntheticTraffic> = {}): Row[] {
  const source = syntheticRows(traffic(changes));
  const block = rowBlock();
  const rows: Row[] = [];
  for (let count = source.fill(block); count > 0; count = source.fill(block)) {
    for (let i = 0; i < count; i++) rows.push([block.time[i]!, block.target[i]!, block.duration[i]!, block.failed[i]!]);
  }
  expect(source.fill(block)).toBe(0);
  return rows;
}

const POISSON = { kind: 'poisson', rate: { count: 1000, per: SECOND } } as const;
const column = (rows: readonly Row[], at: 0 | 1 | 2 | 3): number[] => rows.map((row) => row[at]);

describe('the rows of described traffic', () => {
  it('have the times of the arrivals, the target and the handler time', () => {
    expect(drain()).toEqual(Array.from({ length: 10 }, (_, i) => [(i + 1) * 100_000, 3, 80_000, 0]));
  });

  it('end with the horizon, an arrival at it included', () => {
    expect(drain({ horizon: 99_999 })).toEqual([]);
    expect(drain({ horizon: 100_000 })).toHaveLength(1);
  });

  it('go on over many blocks without a gap', () => {
    const rows = drain({ horizon: (2 * BLOCK + 7) * 100_000 });
    expect(column(rows, 0)).toEqual(Array.from({ length: 2 * BLOCK + 7 }, (_, i) => (i + 1) * 100_000));
  });

  it('may fill a block to its last row exactly', () => {
    expect(drain({ horizon: BLOCK * 100_000 })).toHaveLength(BLOCK);
  });

  it('have handler times in whole microseconds, none below 0, none beyond a century', () => {
    for (const row of drain({ handler: { kind: 'lognormal', median: 1.3, sigma: 2 }, horizon: 100 * SECOND })) {
      expect(Number.isInteger(row[2])).toBe(true);
      expect(row[2]).toBeGreaterThanOrEqual(0);
    }
    const century = 100 * 365 * 86_400 * SECOND;
    const heavy = column(drain({ handler: { kind: 'pareto', min: 1e6, alpha: 0.01 }, horizon: 100 * SECOND }), 2);
    expect(Math.max(...heavy)).toBe(century);
    expect(heavy.every(Number.isSafeInteger)).toBe(true);
  });

  it('fail with the error rate', () => {
    const failed = column(drain({ arrivals: POISSON, errorRate: 0.03, horizon: 100 * SECOND }), 3);
    expect(meanError(failed, 0.03)).toBeLessThan(4);
    expect(column(drain({ errorRate: 1 }), 3).every((each) => each === 1)).toBe(true);
  });

  it('draw arrivals, handler times and errors from streams of their own, so that one never shifts another', () => {
    const base = drain({
      arrivals: POISSON,
      handler: { kind: 'exponential', mean: 5000 },
      errorRate: 0.1,
      horizon: 5 * SECOND,
    });
    const otherHandler = drain({
      arrivals: POISSON,
      handler: { kind: 'gamma', mean: 5000, cv: 2 },
      errorRate: 0.1,
      horizon: 5 * SECOND,
    });
    const noErrors = drain({ arrivals: POISSON, handler: { kind: 'exponential', mean: 5000 }, horizon: 5 * SECOND });
    const otherArrivals = drain({ handler: { kind: 'exponential', mean: 5000 }, errorRate: 0.1, horizon: 5 * SECOND });
    expect(column(otherHandler, 0)).toEqual(column(base, 0));
    expect(column(otherHandler, 3)).toEqual(column(base, 3));
    expect(column(noErrors, 2)).toEqual(column(base, 2));
    expect(column(otherArrivals, 2)).toEqual(column(base, 2).slice(0, otherArrivals.length));
    expect(column(otherArrivals, 3)).toEqual(column(base, 3).slice(0, otherArrivals.length));
  });

  it('are the beginning of the rows up to a later horizon', () => {
    const changes = { arrivals: POISSON, handler: { kind: 'exponential', mean: 5000 }, errorRate: 0.1 } as const;
    const short = drain({ ...changes, horizon: 3 * SECOND });
    expect(drain({ ...changes, horizon: 9 * SECOND }).slice(0, short.length)).toEqual(short);
  });
});
