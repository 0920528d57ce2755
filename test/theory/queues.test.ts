// Queues against queueing theory: how long messages wait, and how long a backlog takes to drain.
import { describe, expect, test } from 'vitest';
import type { RunResult } from '../../src/result.js';
import { simulate } from '../../src/simulate.js';
import { scenario } from '../support/scenario.js';
import { meanWait, queueComparisons } from './queue-laws.js';

describe('with batches of one message, exponential handlers and no cold starts', () => {
  const comparisons = queueComparisons();

  test('messages wait as in M/M/1 and M/M/c, all loads together inside a family-wise 99 %', () => {
    expect(comparisons.filter(({ inside }) => !inside)).toEqual([]);
  });
  test('every interval is narrow enough to tell a wrong law: under a fifth of the value, or 0.05 service times', () => {
    for (const { halfWidth, theory, load } of comparisons)
      expect(halfWidth, load).toBeLessThan(Math.max(0.2 * theory, 0.05));
  });
  test('the formula agrees with its closed forms for one and two servers', () => {
    expect(meanWait(1, 0.8)).toBeCloseTo(0.8 / 0.2, 12);
    expect(meanWait(2, 0.5)).toBeCloseTo(0.25 / 0.75, 12);
  });
});

describe('a backlog of a million messages in batches of ten, a second each, drains as in docs/MODEL.md', () => {
  const MESSAGES = 1_000_000;
  const drained = (queue: object): RunResult => {
    const spec = scenario({
      duration: '40m',
      account: { concurrency: 2_000, maxLifetime: 'none', requestRate: 'none', scalingRate: 'none' },
      functions: { f: { handler: '1s', init: '0ms', placementLatency: '0ms' } },
      triggers: {
        jobs: { type: 'sqs', target: 'f', arrivals: { bursts: { every: '21m', size: MESSAGES } }, ...queue },
      },
    });
    const run = simulate(spec, 0);
    expect(run.triggers['jobs']).toMatchObject({ events: MESSAGES, succeeded: MESSAGES });
    return run;
  };
  const secondsOf = (run: RunResult): number => run.triggers['jobs']!.latencyMs.max! / 1_000;

  test('in 230 s as it is, and in 1,057 s with a maximum concurrency of 100', () => {
    // Three minutes at 5, 305 and 605 batches a second, what is left at 905.
    const left = MESSAGES - 10 * 60 * (5 + 305 + 605);
    const hand = 180 + left / 9_050;
    expect(Math.abs(secondsOf(drained({})) / hand - 1)).toBeLessThan(0.01);
    // A minute at 5, then 100.
    const limited = 60 + (MESSAGES - 3_000) / 1_000;
    expect(Math.abs(secondsOf(drained({ maximumConcurrency: 100 })) / limited - 1)).toBeLessThan(0.01);
  });

  test('in 107 s with 50 to 200 provisioned pollers', () => {
    // A minute at 500, then 1,500.
    const hand = 60 + (MESSAGES - 60 * 5_000) / 15_000;
    const pollers = { provisionedPollers: { min: 50, max: 200 } };
    expect(Math.abs(secondsOf(drained(pollers)) / hand - 1)).toBeLessThan(0.01);
  });
});
