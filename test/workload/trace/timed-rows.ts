// Rows of a trace as a reader gives them, from a list, and back.
import { expect } from 'vitest';
import type { TimedRows } from '../../../src/workload/trace/held-rows.js';

export type Row = readonly [time: number, target: number, duration: number];

export function rowsOf(given: readonly Row[]): TimedRows {
  let at = -1;
  return {
    get time() {
      return given[at]![0];
    },
    get target() {
      return given[at]![1];
    },
    get duration() {
      return given[at]![2];
    },
    next: () => ++at < given.length,
  };
}

/** All rows; after the last there is none. */
export function drained(rows: TimedRows): Row[] {
  const all: Row[] = [];
  while (rows.next()) all.push([rows.time, rows.target, rows.duration]);
  expect(rows.next()).toBe(false);
  return all;
}
