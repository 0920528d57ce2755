import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MergedRows } from '../../src/workload/merged.js';
import { BLOCK, type RowSource } from '../../src/workload/rows.js';

interface Row {
  readonly time: number;
  readonly trigger: number;
  readonly target: number;
  readonly duration: number;
  readonly failed: number;
}

/** Rows in blocks of at most `most`. */
function sourceOf(rows: readonly Row[], most: number): RowSource {
  let at = 0;
  return {
    fill(block) {
      let count = 0;
      for (; count < most && at < rows.length; count++, at++) {
        const row = rows[at]!;
        block.time[count] = row.time;
        block.target[count] = row.target;
        block.duration[count] = row.duration;
        block.failed[count] = row.failed;
      }
      return count;
    },
  };
}

function drain(merged: MergedRows): Row[] {
  const rows: Row[] = [];
  while (merged.time !== Infinity) {
    const { time, trigger, target, duration, failed } = merged;
    rows.push({ time, trigger, target, duration, failed });
    merged.advance();
  }
  return rows;
}

/** Rows of several triggers, each in time order, every row with a duration of its own. */
function triggersOf(times: readonly (readonly number[])[]): Row[][] {
  let number = 0;
  return times.map((each, trigger) =>
    [...each]
      .sort((a, b) => a - b)
      .map((time) => ({ time, trigger, target: trigger % 3, duration: number++, failed: number % 2 })),
  );
}

const merge = (
  triggers: readonly (readonly Row[])[],
  most = BLOCK,
  onBlock: (time: number) => void = () => undefined,
): MergedRows =>
  new MergedRows(
    triggers.map((rows) => sourceOf(rows, most)),
    onBlock,
  );

describe('the rows of several triggers', () => {
  it('come by time, at one instant in the order of the triggers, then as each gave them', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.nat(60), { maxLength: 40 }), { maxLength: 9 }),
        fc.integer({ min: 1, max: 10 }),
        (times, most) => {
          const triggers = triggersOf(times);
          // A stable sort of the rows laid end to end, trigger after trigger.
          expect(drain(merge(triggers, most))).toEqual(triggers.flat().sort((a, b) => a.time - b.time));
        },
      ),
      { numRuns: 500, seed: 1 },
    );
  });

  it('at one instant are those of one trigger before those of the next, also over a block border', () => {
    const triggers = triggersOf([[5, 5, 5], [0, 5], [5]]);
    expect(drain(merge(triggers, 1)).map((row) => row.trigger)).toEqual([1, 0, 0, 0, 1, 2]);
  });

  it('are none where there are no triggers, and none where no trigger has any', () => {
    expect(merge([]).time).toBe(Infinity);
    expect(merge([[], []]).time).toBe(Infinity);
  });

  it('of one trigger come as they are, over several blocks', () => {
    const triggers = triggersOf([Array.from({ length: 2 * BLOCK + 3 }, (_, i) => i * 7)]);
    expect(drain(merge(triggers))).toEqual(triggers[0]);
  });

  it('tell the time of the last row whenever a block is used up', () => {
    const told: number[] = [];
    drain(merge(triggersOf([[1, 2, 3, 4, 5], [10]]), 2, (time) => told.push(time)));
    expect(told).toEqual([2, 4, 5, 10]);
  });
});
