import { describe, expect, it } from 'vitest';
import type { Datapoint } from '../../../src/lambda/autoscaling/minute-meter.js';
import { TargetTracking } from '../../../src/lambda/autoscaling/target-tracking.js';
import type { TargetTrackingSpec } from '../../../src/scenario/provisioned/types.js';

const MINUTE = 60_000_000;
const SPEC: TargetTrackingSpec = {
  targetUtilization: 0.7,
  statistic: 'average',
  scaleOutCooldown: 0,
  scaleInCooldown: 0,
};

const point = (average: number, maximum = average): Datapoint => ({ average, maximum });

/** What it is after these averages of one minute each. */
function seen(values: readonly (number | null)[], settings: Partial<TargetTrackingSpec> = {}): TargetTracking {
  const tracking = new TargetTracking({ ...SPEC, ...settings });
  for (const value of values) tracking.see(value === null ? null : point(value));
  return tracking;
}

const times = <T>(count: number, value: T): T[] => Array<T>(count).fill(value);
const alarms = ({ isHigh, isLow }: TargetTracking) => ({ isHigh, isLow });

describe('the high alarm', () => {
  it('is on after 3 datapoints in a row above the target, and as long as they are', () => {
    expect(seen([0.71, 0.8]).isHigh).toBe(false);
    expect(seen([0.71, 0.8, 0.9]).isHigh).toBe(true);
    expect(seen([0.71, 0.8, 0.9, 0.71]).isHigh).toBe(true);
    expect(seen([0.71, 0.8, 0.9, 0.7]).isHigh).toBe(false);
  });

  it('is off at the target itself', () => {
    expect(alarms(seen(times(20, 0.7)))).toEqual({ isHigh: false, isLow: false });
  });

  it('begins anew after a datapoint that is missing or not above', () => {
    expect(seen([0.8, 0.8, null, 0.8, 0.8]).isHigh).toBe(false);
    expect(seen([0.8, 0.8, 0.7, 0.8, 0.8]).isHigh).toBe(false);
    expect(seen([0.8, 0.8, null, 0.8, 0.8, 0.8]).isHigh).toBe(true);
  });
});

describe('the low alarm', () => {
  it('is on after 15 datapoints in a row below 0.9 of the target', () => {
    expect(seen(times(14, 0.62)).isLow).toBe(false);
    expect(seen(times(15, 0.62)).isLow).toBe(true);
    expect(seen([...times(15, 0.1), 0.63]).isLow).toBe(false);
  });

  it.each([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.9])(
    'is off at 0.9 of a target of %d, as decimals have it',
    (target) => {
      const share = Number((target * 0.9).toFixed(4));
      expect(seen(times(15, share), { targetUtilization: target }).isLow).toBe(false);
      expect(seen(times(15, share - 1e-6), { targetUtilization: target }).isLow).toBe(true);
    },
  );

  it('begins anew after a datapoint that is missing', () => {
    expect(seen([...times(14, 0.1), null, ...times(14, 0.1)]).isLow).toBe(false);
  });
});

it('Neither alarm takes a rounding of the datapoint for more', () => {
  expect(seen(times(3, 0.7 + 1e-12)).isHigh).toBe(false);
  expect(seen(times(3, 0.7 + 1e-6)).isHigh).toBe(true);
  expect(seen(times(15, 0.63 - 1e-12)).isLow).toBe(false);
  expect(seen(times(15, 0.63 - 1e-6)).isLow).toBe(true);
});

describe('the statistic', () => {
  it('decides which value of a minute counts', () => {
    const of = (statistic: 'average' | 'maximum') => {
      const tracking = new TargetTracking({ ...SPEC, statistic });
      for (let minute = 0; minute < 15; minute++) tracking.see(point(0.2, 0.9));
      return alarms(tracking);
    };
    expect(of('average')).toEqual({ isHigh: false, isLow: true });
    expect(of('maximum')).toEqual({ isHigh: true, isLow: false });
  });
});

describe('a wish', () => {
  const wish = (requested: number, values: readonly number[], settings: Partial<TargetTrackingSpec> = {}) =>
    seen(values, settings).wish(15 * MINUTE, requested, point(values.at(-1)!));

  it('is for more, in proportion to the last datapoint over the target, rounded up', () => {
    expect(wish(10, [0.8, 0.9, 1])).toEqual({ direction: 'out', capacity: 15 });
    expect(wish(10, [1, 1, 0.8])).toEqual({ direction: 'out', capacity: 12 });
    expect(wish(1, [1, 1, 1])).toEqual({ direction: 'out', capacity: 2 });
  });

  it('is for less in the same way', () => {
    expect(wish(10, times(15, 0.35))).toEqual({ direction: 'in', capacity: 5 });
    expect(wish(10, times(15, 0.36))).toEqual({ direction: 'in', capacity: 6 });
    expect(wish(10, times(15, 0.01))).toEqual({ direction: 'in', capacity: 1 });
  });

  it('is exact where a product of doubles is not', () => {
    // In doubles 10 × (0.7 / 0.7) is 10, but 35 × (0.6 / 0.7) is 30.000000000000004.
    expect(wish(35, times(15, 0.6))).toEqual({ direction: 'in', capacity: 30 });
    for (let requested = 1; requested < 200; requested++) {
      for (let used = 1; used < requested; used++) {
        const found = wish(requested, times(15, used / requested), { targetUtilization: 0.9 });
        if (found?.direction !== 'in') continue;
        expect(found.capacity).toBe(Math.ceil((used * 10) / 9 - 1e-7));
      }
    }
  });

  it('is none where neither alarm is on', () => {
    expect(wish(10, [0.9, 0.9])).toBeNull();
    expect(wish(10, times(14, 0.1))).toBeNull();
    expect(wish(10, times(20, 0.65))).toBeNull();
  });
});

describe('the cooldown of scaling out', () => {
  const settings = { scaleOutCooldown: 5 * MINUTE };

  it('counts from what was requested before: only a larger wish than that was is one for more', () => {
    const tracking = seen(times(3, 0.9), settings);
    tracking.scaled(3 * MINUTE, 'out', 10);
    expect(tracking.wish(4 * MINUTE, 13, point(0.8))).toEqual({ direction: 'out', capacity: 12 });
    expect(tracking.wish(8 * MINUTE - 1, 13, point(0.8))).toEqual({ direction: 'out', capacity: 12 });
    expect(tracking.wish(8 * MINUTE, 13, point(0.8))).toEqual({ direction: 'out', capacity: 15 });
  });

  it('keeps from scaling in', () => {
    const tracking = seen(times(15, 0.1), settings);
    tracking.scaled(10 * MINUTE, 'out', 10);
    expect(tracking.wish(15 * MINUTE - 1, 13, point(0.1))).toBeNull();
    expect(tracking.wish(15 * MINUTE, 13, point(0.1))).toEqual({ direction: 'in', capacity: 2 });
  });

  // 13 × 1 / 0.7 is 19. AWS's words ("the capacity added by the initiating activity") may mean the first of the row too.
  it('after a further scale-out counts from what was requested before that one', () => {
    const tracking = seen(times(3, 1), { scaleOutCooldown: 10 * MINUTE });
    tracking.scaled(3 * MINUTE, 'out', 10);
    tracking.scaled(5 * MINUTE, 'out', 13);
    expect(tracking.wish(7 * MINUTE, 15, point(1))).toEqual({ direction: 'out', capacity: 19 });
  });
});

describe('the cooldown of scaling in', () => {
  const settings = { scaleInCooldown: 5 * MINUTE };

  it('keeps from scaling in again', () => {
    const tracking = seen(times(15, 0.1), settings);
    tracking.scaled(15 * MINUTE, 'in', 10);
    expect(tracking.wish(20 * MINUTE - 1, 9, point(0.1))).toBeNull();
    expect(tracking.wish(20 * MINUTE, 9, point(0.1))).not.toBeNull();
  });

  it('keeps from no scale-out, which ends it', () => {
    const tracking = seen(times(3, 0.9), settings);
    tracking.scaled(2 * MINUTE, 'in', 10);
    expect(tracking.wish(3 * MINUTE, 9, point(0.9))).toEqual({ direction: 'out', capacity: 12 });
    tracking.scaled(3 * MINUTE, 'out', 9);
    for (let minute = 0; minute < 15; minute++) tracking.see(point(0.1));
    expect(tracking.wish(4 * MINUTE, 12, point(0.1))).toEqual({ direction: 'in', capacity: 2 });
  });
});
