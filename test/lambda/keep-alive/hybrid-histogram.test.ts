import { describe, expect, it } from 'vitest';
import { HYBRID_HISTOGRAM } from '../../../src/lambda/defaults.js';
import { HybridHistogramPolicy } from '../../../src/lambda/keep-alive/hybrid-histogram.js';
import type { HybridHistogram } from '../../../src/scenario/types.js';

const MINUTE = 60_000_000;

function learned(idleMinutes: readonly number[], settings: Partial<HybridHistogram> = {}): number[] {
  const policy = new HybridHistogramPolicy({ policy: 'hybrid-histogram', ...HYBRID_HISTOGRAM, ...settings }, Infinity);
  for (const minutes of idleMinutes) policy.idleEnded(minutes * MINUTE);
  expect(policy.expiresAt(1_000)).toBe(1_000 + policy.keptFor());
  return [policy.readyAfter() / MINUTE, policy.keptFor() / MINUTE];
}

const times = (count: number, minutes: number): number[] => new Array<number>(count).fill(minutes);
/** Kept for the range, none made ready. */
const STANDARD = [0, 240];

describe('the hybrid histogram', () => {
  it('keeps environments for its range while it knows fewer than ten idle times', () => {
    expect(learned([])).toEqual(STANDARD);
    expect(learned(times(9, 30))).toEqual(STANDARD);
  });

  it('has one ready 10 % before the lower edge of the head’s bin, until 10 % after the upper edge of the tail’s', () => {
    expect(learned(times(10, 30))).toEqual([27, 34.1]);
    expect(learned(times(10, 30.99))).toEqual([27, 34.1]);
    // 5 % of 20 is the first, 99 % the last.
    expect(learned([20, ...times(18, 30), 40])).toEqual([18, 45.1]);
    // 5 % of 21 is the second, 99 % of 101 the hundredth.
    expect(learned([20, ...times(20, 30)])).toEqual([27, 34.1]);
    expect(learned([...times(100, 30), 40])).toEqual([27, 34.1]);
  });

  it('leaves environments alone where the head is the first bin', () => {
    expect(learned([...times(9, 0.5), 12])).toEqual([0, 14.3]);
  });

  it('says nothing where its bins are much alike', () => {
    expect(learned(Array.from({ length: 240 }, (_, minutes) => minutes))).toEqual(STANDARD);
    // One in each of 40 of 200 bins: a variation of 2, which is enough; in 41 it is less.
    const spread = (bins: number) => Array.from({ length: bins }, (_, minutes) => minutes + 10);
    expect(learned(spread(40), { range: 200 * MINUTE })).toEqual([9.9, 55]);
    expect(learned(spread(41), { range: 200 * MINUTE })).toEqual([0, 200]);
  });

  it('says nothing where more than half of the idle times lie beyond its range', () => {
    expect(learned([...times(10, 30), ...times(10, 241)])).toEqual([27, 34.1]);
    expect(learned([...times(10, 30), ...times(11, 240)])).toEqual(STANDARD);
  });

  it('takes every parameter from the scenario', () => {
    const settings = { bin: 5 * MINUTE, margin: 0.2, minimumIdleTimes: 1, head: 0.5, tail: 0.5 };
    expect(learned([10, 52, 200], settings)).toEqual([40, 66]);
    expect(learned([10, 52, 200], { ...settings, minimumVariation: 10 })).toEqual(STANDARD);
    expect(learned([10, 52, 200, 300], { ...settings, maximumBeyond: 0.2 })).toEqual(STANDARD);
  });
});
