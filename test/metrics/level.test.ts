import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Level } from '../../src/metrics/level.js';
import type { Window } from '../../src/metrics/window.js';

type Change = readonly [time: number, change: number];

const windowOf = (from: number, to: number, step: number): Window => ({ from, to, step, steps: Math.ceil(to / step) });

function run(window: Window, changes: readonly Change[], initial = 0): Level {
  const level = new Level(window, initial);
  for (const [time, change] of changes) level.add(time, change);
  level.finish();
  return level;
}

/** The same figures microsecond by microsecond: what each holds after the changes at its beginning, and all values it passes. */
function bruteForce(window: Window, changes: readonly Change[], initial: number) {
  const areas = Array.from({ length: window.steps }, () => 0);
  const maxima = Array.from({ length: window.steps }, () => 0);
  let [value, area, max] = [initial, 0, 0];
  for (let now = 0; now <= window.to; now++) {
    // At the window's end a step may end too: what happens then belongs to the last one.
    const step = Math.min(Math.floor(now / window.step), window.steps - 1);
    const seen = [value];
    for (const [time, change] of changes) if (time === now) seen.push((value += change));
    maxima[step] = Math.max(maxima[step]!, ...seen);
    if (now >= window.from) max = Math.max(max, ...seen);
    if (now === window.to) break;
    areas[step]! += value;
    if (now >= window.from) area += value;
  }
  return { areas, maxima, area, max };
}

const figures = (level: Level) => ({
  areas: [...level.areas],
  maxima: [...level.maxima],
  area: level.area,
  max: level.max,
});

/** A path that never falls below 0, with times that often meet the borders of steps and windows. */
const path = fc
  .record({
    from: fc.nat(60),
    length: fc.integer({ min: 1, max: 60 }),
    step: fc.integer({ min: 1, max: 50 }),
    initial: fc.nat(3),
    moves: fc.array(
      fc.tuple(fc.oneof(fc.nat(150), fc.constantFrom('from', 'to', 'step')), fc.integer({ min: -3, max: 3 })),
      { maxLength: 40 },
    ),
  })
  .map(({ from, length, step, initial, moves }) => {
    const window = windowOf(from, from + length, step);
    const timeOf = { from, to: window.to, step };
    const changes = moves
      .map(([time, by]) => [typeof time === 'string' ? timeOf[time] : time, by] as const)
      .sort((a, b) => a[0] - b[0]);
    let value = initial;
    const legal = changes.map(([time, by]) => {
      const change = Math.max(by, -value);
      value += change;
      return [time, change] as const;
    });
    return { window, initial, changes: legal };
  });

describe('a level', () => {
  it('agrees with counting microsecond by microsecond', () => {
    fc.assert(
      fc.property(path, ({ window, initial, changes }) => {
        expect(figures(run(window, changes, initial))).toEqual(bruteForce(window, changes, initial));
      }),
      { numRuns: 3000, seed: 1 },
    );
  });

  it('has the time average of what it was between warm-up and end', () => {
    const level = run(windowOf(10, 20, 5), [
      [0, 4],
      [12, -3],
      [18, 5],
    ]);
    expect(level.area).toBe(2 * 4 + 6 * 1 + 2 * 6);
    expect(level.mean).toBe(2.6);
    expect(level.max).toBe(6);
  });

  it('that nothing changes has its initial value as mean, maximum and in each step', () => {
    const level = run(windowOf(3, 10, 4), [], 7);
    expect(figures(level)).toEqual({ areas: [28, 28, 14], maxima: [7, 7, 7], area: 49, max: 7 });
    expect(level.mean).toBe(7);
  });

  it('counts from time 0 without a warm-up', () => {
    expect(
      figures(
        run(windowOf(0, 10, 10), [
          [0, 2],
          [5, -1],
        ]),
      ),
    ).toEqual({ areas: [15], maxima: [2], area: 15, max: 2 });
  });

  it('leaves the warm-up out of mean and maximum, but not out of the steps', () => {
    const level = run(windowOf(10, 20, 10), [
      [1, 9],
      [5, -8],
    ]);
    expect(figures(level)).toEqual({ areas: [9 * 4 + 5, 10], maxima: [9, 1], area: 10, max: 1 });
  });

  it('counts a change at the end of a step in the next step', () => {
    const level = run(windowOf(0, 20, 10), [[10, 3]]);
    expect(figures(level)).toEqual({ areas: [0, 30], maxima: [0, 3], area: 30, max: 3 });
  });

  it('counts a change at the end of the warm-up', () => {
    expect(
      figures(
        run(windowOf(10, 20, 20), [
          [10, 3],
          [10, -3],
        ]),
      ),
    ).toEqual({ areas: [0], maxima: [3], area: 0, max: 3 });
  });

  it('counts a momentary value at the window end in the maximum, of the last step too', () => {
    expect(figures(run(windowOf(0, 20, 10), [[20, 3]]))).toEqual({ areas: [0, 0], maxima: [0, 3], area: 0, max: 3 });
  });

  it('counts a momentary value in the maximum though it has no area', () => {
    expect(
      figures(
        run(windowOf(0, 10, 10), [
          [4, 5],
          [4, -5],
        ]),
      ),
    ).toEqual({ areas: [0], maxima: [5], area: 0, max: 5 });
  });

  it('leaves out what changes after the window, and still knows its value', () => {
    const level = run(windowOf(0, 10, 10), [
      [0, 1],
      [11, 50],
      [1000, 2],
    ]);
    expect(figures(level)).toEqual({ areas: [10], maxima: [1], area: 10, max: 1 });
    expect(level.value).toBe(53);
  });

  it('has a shorter last step where steps do not divide the window', () => {
    expect([...run(windowOf(0, 25, 10), [[0, 1]]).areas]).toEqual([10, 10, 5]);
  });

  it('crosses many steps in one silence', () => {
    const level = run(windowOf(0, 100_000, 10), [
      [0, 2],
      [99_995, -1],
    ]);
    expect(level.areas.subarray(0, -1).every((area) => area === 20)).toBe(true);
    expect(level.areas.at(-1)).toBe(15);
  });

  it('names the step of its last change', () => {
    const level = new Level(windowOf(0, 100, 10));
    const steps = [0, 9, 10, 55, 99, 100, 500].map((time) => {
      level.add(time, 1);
      return level.step;
    });
    expect(steps).toEqual([0, 0, 1, 5, 9, 9, 9]);
  });

  it('may be finished twice', () => {
    const level = run(windowOf(0, 10, 10), [[0, 1]]);
    level.finish();
    expect(level.area).toBe(10);
  });

  it('has an exact area beyond 2^53', () => {
    // 50 steps of a day at 2,000,000.
    const day = 86_400_000_000;
    const level = run(windowOf(0, 50 * day, 1000 * 60_000_000), [[0, 2_000_000]]);
    expect(level.area).toBe(Number(2_000_000n * 50n * BigInt(day)));
    expect(level.mean).toBe(2_000_000);
  });
});

describe('a level that is set', () => {
  it('has the area and the maximum of its values, whole or not', () => {
    const level = new Level(windowOf(10, 40, 20));
    for (const [time, value] of [
      [0, 0.9],
      [5, 0.25],
      [20, 0.5],
      [30, 0],
      [35, 0.125],
    ] as const) {
      level.set(time, value);
    }
    level.finish();
    expect(figures(level)).toEqual({
      areas: [0.9 * 5 + 0.25 * 15, 0.5 * 10 + 0.125 * 5],
      maxima: [0.9, 0.5],
      area: 0.25 * 10 + 0.5 * 10 + 0.125 * 5,
      max: 0.5,
    });
  });

  it('is one that changes by the difference', () => {
    const values = fc.array(fc.tuple(fc.nat(90), fc.nat(8)), { maxLength: 30 });
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 40 }), (moves, step) => {
        const window = windowOf(20, 80, step);
        const [set, added] = [new Level(window), new Level(window)];
        for (const [time, value] of moves.sort((a, b) => a[0] - b[0])) {
          set.set(time, value);
          added.add(time, value - added.value);
        }
        set.finish();
        added.finish();
        expect(figures(set)).toEqual(figures(added));
      }),
      { numRuns: 500, seed: 1 },
    );
  });

  it('counts a momentary value in the maximum', () => {
    const level = new Level(windowOf(0, 10, 10));
    level.set(4, 0.75);
    level.set(4, 0.5);
    level.finish();
    expect([level.max, level.area]).toEqual([0.75, 3]);
  });

  it('to what it is already changes nothing', () => {
    const level = new Level(windowOf(0, 10, 5), 3);
    for (const time of [0, 2, 5, 7, 10]) level.set(time, 3);
    level.finish();
    expect(figures(level)).toEqual({ areas: [15, 15], maxima: [3, 3], area: 30, max: 3 });
  });
});
