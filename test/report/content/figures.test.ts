import { describe, expect, it } from 'vitest';
import { subjects, total } from '../../../src/report/content/figures.js';
import { busyFunction, oneFunction, resultOf } from '../fixtures.js';

describe('a figure', () => {
  it('is the mean of the replications with its interval', () => {
    expect(subjects(oneFunction(10))[0]?.figure('coldStarts')).toMatchObject({ mean: 864, ci95: 17.28 });
  });

  it('is averaged from the replications where the summary leaves it out', () => {
    const result = oneFunction(2);
    const [first, second] = result.runs;
    if (first === undefined || second === undefined) throw new Error('the fixture has two replications');
    const runs = [first, { ...second, functions: { checkout: busyFunction({ coldStarts: 866 }) } }];
    const [checkout] = subjects({ ...result, runs, summary: {} });
    expect(checkout?.figure('coldStarts')).toEqual({ mean: 865, ci95: null });
    expect(checkout?.figure('latencyMs.p99')).toEqual({ mean: 412, ci95: null });
    expect(checkout?.figure('no.such.figure')).toEqual({ mean: null, ci95: null });
  });

  it('of a throttle reason counts the replications where it did not occur', () => {
    const result = oneFunction(2);
    const [first, second] = result.runs;
    if (first === undefined || second === undefined) throw new Error('the fixture has two replications');
    const throttled = busyFunction({ throttles: 4, throttlesByReason: { ScalingRateExceeded: 4 } });
    const [checkout] = subjects({ ...result, runs: [first, { ...second, functions: { checkout: throttled } }] });
    expect(checkout?.throttleReasons).toEqual([['ScalingRateExceeded', 2]]);
  });

  it('does not exist where no replication finished', () => {
    const result = resultOf({ functions: {}, change: { runs: [] } });
    expect(subjects(result)).toEqual([]);
    expect(total(result)).toBeUndefined();
  });
});
