import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MergedRows } from '../../src/workload/merged.js';
import { BLOCK, type RowBlock, type RowSource } from '../../src/workload/rows.js';

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

interface LiveSource extends RowSource {
  /** A row that comes later than what has been taken; tells whether it is the next one now. */
  insert(time: number): boolean;
}

/** Rows one by one, among which further ones may come, as of users whose next calls depend on answers. */
function liveSource(times: readonly number[]): LiveSource {
  const waiting = [...times];
  let block: RowBlock | null = null;
  return {
    fill(into) {
      block = null;
      if (waiting.length === 0) return 0;
      const earliest = Math.min(...waiting);
      waiting.splice(waiting.indexOf(earliest), 1);
      into.time[0] = earliest;
      block = into;
      return 1;
    },
    insert(time) {
      if (block === null || time >= block.time[0]!) {
        waiting.push(time);
        return block === null;
      }
      waiting.push(block.time[0]!);
      block.time[0] = time;
      return true;
    },
  };
}

describe('rows that come otherwise than said', () => {
  it('are in the order of a list that is sorted anew at every step', () => {
    const steps = fc.array(fc.record({ trigger: fc.nat(8), later: fc.nat(12), count: fc.nat(2) }), { maxLength: 60 });
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.nat(30), { maxLength: 6 }), { minLength: 1, maxLength: 9 }),
        steps,
        (times, script) => {
          const sources = times.map((each) => liveSource(each));
          const merged = new MergedRows(sources, () => undefined);
          const expected = times.flatMap((each, trigger) => each.map((time) => ({ time, trigger })));
          let now = 0;
          const step = (): void => {
            expected.sort((a, b) => a.time - b.time || a.trigger - b.trigger);
            const next = expected.shift();
            if (next === undefined) {
              expect(merged.time).toBe(Infinity);
              return;
            }
            expect({ time: merged.time, trigger: merged.trigger }).toEqual(next);
            now = next.time;
            merged.advance();
          };
          for (const { trigger, later, count } of script) {
            for (let i = 0; i < count; i++) step();
            const at = trigger % times.length;
            expected.push({ time: now + later, trigger: at });
            if (sources[at]!.insert(now + later)) merged.moved(at);
          }
          while (expected.length > 0) step();
          step();
        },
      ),
      { numRuns: 1000, seed: 2 },
    );
  });
});
