import { describe, expect, it } from 'vitest';
import { batchTable, batchText, batchWarnings } from '../../../src/report/steady/batches.js';
import { foundText, leftOutText, meansText } from '../../../src/report/steady/content.js';
import type { Result } from '../../../src/result.js';
import type { BatchFigures, BatchMean } from '../../../src/steady-result.js';

const mean = (value: number, ci95: number): BatchMean => ({
  mean: value,
  ci95,
  autocorrelation: 0.1,
  isCorrelated: false,
});

const FIGURES: BatchFigures = {
  latencyMs: { mean: 200, ci95: 8.12, autocorrelation: 0.6123, isCorrelated: true },
  coldStartRate: mean(0.01, 0.002),
  throttleRate: mean(0, 0),
  concurrency: mean(4, 0.25),
};

const of = (functions: Readonly<Record<string, BatchFigures>>): Result =>
  ({ batchMeans: { batches: 20, batchMs: 180_000, functions, total: FIGURES } }) as unknown as Result;

describe('a run in batches', () => {
  it('is a row each function, and one for all where there are several', () => {
    const row = ['200 ± 8.1 ms', '1 ± 0.2 %', '0 %', '4 ± 0.25'];
    expect(batchTable(of({ api: FIGURES })).rows).toEqual([[{ name: 'api' }, ...row]]);
    const two = batchTable(of({ api: FIGURES, worker: FIGURES })).rows;
    expect(two.map(([name]) => name)).toEqual([{ name: 'api' }, { name: 'worker' }, 'All functions']);
    expect(batchTable({} as Result).rows).toEqual([]);
  });

  it('says how it is to be read, and where its batches are alike', () => {
    expect(batchText(of({ api: FIGURES }))).toBe(
      "20 batches of 3 min each; ± is half the 95 % interval, by Student's t over the batches",
    );
    expect(batchWarnings(of({ api: FIGURES }))).toEqual([
      'api: successive batches are alike beyond chance in latency (0.61), so the intervals are too narrow: take fewer, longer batches, or simulate longer',
    ]);
    expect(batchWarnings(of({ api: { ...FIGURES, latencyMs: mean(200, 8) } }))).toEqual([]);
    expect([batchText({} as Result), batchWarnings({} as Result)]).toEqual(['', []]);
  });
});

describe('what is left out', () => {
  it('is told with how it was found', () => {
    const found = (ms: number) => ({ method: 'mser-5', ms, replications: 5 }) as const;
    expect(leftOutText({ warmupMs: 0 })).toBe('');
    expect(leftOutText({ warmupMs: 300_000 })).toBe(', the first 5 min left out');
    expect(leftOutText({ warmupMs: 180_000, warmUp: found(180_000) })).toBe(
      ', the first 3 min left out (found by MSER-5)',
    );
    expect(leftOutText({ warmupMs: 0, warmUp: found(0) })).toBe(', nothing left out (MSER-5 found no warm-up)');
    expect(foundText(undefined)).toBe('');
    expect(foundText(found(0))).toBe('MSER-5 found no warm-up: nothing is left out. ');
    expect(foundText(found(180_000))).toBe('The first 3 min are left out of each (found by MSER-5). ');
  });

  it('as intervals are, where all replications replay the same requests', () => {
    expect(meansText(5, undefined)).toBe('means of 5 replications ± half the 95 % interval');
    expect(meansText(5, true)).toBe(
      'means of 5 replications, no interval: all replications replay the same requests; --bootstrap day resamples days',
    );
  });
});
