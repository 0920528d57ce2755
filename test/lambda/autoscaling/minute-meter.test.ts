import { describe, expect, it } from 'vitest';
import { type Datapoint, MinuteMeter } from '../../../src/lambda/autoscaling/minute-meter.js';

const SECOND = 1_000_000;

/** At so many seconds another share is in use; `null` stands for nothing available. */
type Change = readonly [at: number, utilization: number | null];

function meter(changes: readonly Change[]): MinuteMeter {
  const made = new MinuteMeter();
  for (const [at, utilization] of changes) made.change(at * SECOND, utilization ?? 0, utilization !== null);
  return made;
}

/** The datapoint of the minute that ends after so many seconds. */
function datapoint(end: number, ...changes: readonly Change[]): Datapoint | null {
  const made = meter(changes);
  made.roll(end * SECOND);
  return made.last;
}

describe('a datapoint', () => {
  it('is the time average of a minute, and its largest value', () => {
    expect(datapoint(60, [0, 0.5], [30, 1])).toEqual({ average: 0.75, maximum: 1 });
    expect(datapoint(60, [0, 0], [15, 1], [30, 0])).toEqual({ average: 0.25, maximum: 1 });
  });

  it('of a minute in which nothing changed is what was before', () => {
    expect(datapoint(180, [0, 0.25])).toEqual({ average: 0.25, maximum: 0.25 });
  });

  it('counts only the time in which anything was available', () => {
    expect(datapoint(60, [0, null], [40, 0.5], [50, 1])).toEqual({ average: 0.75, maximum: 1 });
    expect(datapoint(60, [0, 0.5], [10, null])).toEqual({ average: 0.5, maximum: 0.5 });
  });

  it('is missing where nothing was in use', () => {
    expect(datapoint(60, [0, 0])).toBeNull();
    expect(datapoint(120, [0, 0.5], [59, 0])).toBeNull();
  });

  it('is missing where nothing was available', () => {
    expect(datapoint(60, [0, null])).toBeNull();
    expect(datapoint(60)).toBeNull();
  });

  it('has in its maximum what lasted no time', () => {
    expect(datapoint(60, [0, 0], [20, 1], [20, 0])).toEqual({ average: 0, maximum: 1 });
  });

  it('does not count what changes as its minute ends, which belongs to the next', () => {
    const made = meter([
      [0, 0.25],
      [60, 0.75],
    ]);
    expect(made.last).toEqual({ average: 0.25, maximum: 0.25 });
    made.roll(120 * SECOND);
    expect(made.last).toEqual({ average: 0.75, maximum: 0.75 });
  });

  it('is missing where what was in use ended as the minute began', () => {
    expect(datapoint(120, [0, 0.5], [60, 0])).toBeNull();
  });

  // The minute's area is a sum of products of doubles: alarms allow for so much.
  it('of a share that never changes is that share but for rounding, however often it was told', () => {
    const made = new MinuteMeter();
    for (let now = 0; now < 60 * SECOND; now += 7_123_457) {
      made.change(now, 0.6, true);
      made.change(now, 0.8, true);
    }
    made.roll(60 * SECOND);
    expect(made.last!.average).toBeCloseTo(0.8, 12);
  });

  it('is that of the last whole minute, however long nobody asked', () => {
    const made = meter([[0, 1]]);
    made.change(30 * SECOND, 0.5, true);
    made.roll(59 * SECOND);
    expect(made.last).toBeNull();
    made.roll(60 * SECOND);
    expect(made.last).toEqual({ average: 0.75, maximum: 1 });
    made.roll(179 * SECOND);
    expect(made.last).toEqual({ average: 0.5, maximum: 0.5 });
  });
});
