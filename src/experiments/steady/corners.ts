// The points of a grid that its warm-up is looked for at: enough of them to meet the longest one, at a part of the sweep's cost.
import type { PlannedPoint } from '../sweep.js';

/** Of an axis of numbers its least and greatest, of any other all values; combined in every way. */
export function cornersOf(points: readonly PlannedPoint[]): PlannedPoint[] {
  const paths = Object.keys(points[0]?.set ?? {});
  const ends = new Map(paths.map((path) => [path, endsOf(points.map(({ set }) => set[path]))]));
  return points.filter(({ set }) => paths.every((path) => ends.get(path)!.has(set[path])));
}

function endsOf(values: readonly unknown[]): ReadonlySet<unknown> {
  const numbers = values.filter((value) => typeof value === 'number');
  if (numbers.length < values.length) return new Set(values);
  return new Set([Math.min(...numbers), Math.max(...numbers)]);
}
