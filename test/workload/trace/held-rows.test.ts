import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { heldByTime, orderByTime } from '../../../src/workload/trace/held-rows.js';
import { drained, type Row, rowsOf } from './timed-rows.js';

const time = fc.oneof(
  fc.nat(5),
  fc.nat(200_000),
  fc.integer({ min: 0, max: 2 ** 40 }),
  fc.constantFrom(0, 65_535, 65_536, 2 ** 32, 2 ** 48 - 1, 2 ** 48, Number.MAX_SAFE_INTEGER),
);

describe('rows that are held', () => {
  it('come by time, those of one instant in their order, up to the horizon', () => {
    fc.assert(
      fc.property(fc.array(time, { maxLength: 60 }), time, (times, horizon) => {
        const rows = times.map((each, i): Row => [each, i % 7, i]);
        const expected = rows.filter(([each]) => each <= horizon).sort((a, b) => a[0] - b[0]);
        expect(drained(heldByTime(rowsOf(rows), horizon))).toEqual(expected);
      }),
      { numRuns: 1000, seed: 1 },
    );
  });

  it('may be any number', () => {
    const rows = Array.from({ length: 5000 }, (_, i): Row => [(i * 7919) % 1000, i % 3, i]);
    expect(drained(heldByTime(rowsOf(rows), Infinity))).toEqual([...rows].sort((a, b) => a[0] - b[0]));
    expect(drained(heldByTime(rowsOf([]), Infinity))).toEqual([]);
  });
});

describe('the order of times', () => {
  it('is that of a stable sort', () => {
    expect([...orderByTime(Float64Array.of(5, 3, 5, 0, 2 ** 50, 3))]).toEqual([3, 1, 5, 0, 2, 4]);
    expect([...orderByTime(Float64Array.of(7, 7, 7))]).toEqual([0, 1, 2]);
    expect([...orderByTime(new Float64Array(0))]).toEqual([]);
  });
});
