// The axes of a sweep as charts need them: which goes along x, which make the lines, what their values read. From a Sweep; draws
// nothing.
import type { Sweep, SweepPoint } from '../../experiment-result.js';
import { LINES } from '../charts/style.js';
import { axisLabels, valueText } from './content.js';

export interface Axis {
  readonly path: string;
  readonly label: string;
  /** The values in the order in which they were given. */
  readonly texts: readonly string[];
  /** The same as numbers, where they are numbers of one unit and there are several; else the axis is one of names. */
  readonly numbers: readonly number[] | null;
  /** What stands behind each number: "m" of "5m". */
  readonly unit: string;
}

export function axesOf(sweep: Sweep): Axis[] {
  const labels = axisLabels(sweep);
  return sweep.vary.map(({ path, values }, axis) => {
    return { path, label: labels[axis]!, texts: values.map(valueText), ...scaleOf(values) };
  });
}

const QUANTITY = /^(-?\d+(?:\.\d+)?)([A-Za-z%/]*)$/;

function scaleOf(values: readonly unknown[]): Pick<Axis, 'numbers' | 'unit'> {
  const parts = values.map((value) => (typeof value === 'boolean' ? null : QUANTITY.exec(String(value))));
  const unit = parts[0]?.[2] ?? '';
  const isScale = values.length > 1 && parts.every((part) => part !== null && part[2] === unit);
  return isScale ? { numbers: parts.map((part) => Number(part![1])), unit } : { numbers: null, unit: '' };
}

/** Where on an axis a point is, from 0. */
export const placeOn = ({ path, texts }: Axis, { set }: SweepPoint): number => texts.indexOf(valueText(set[path]));

export interface Layout {
  /** The first axis of numbers, or the first. */
  readonly x: Axis;
  /** The others, of whose values each line has one combination. */
  readonly others: readonly Axis[];
  /** Names of the lines that are drawn, in the order of the grid; one without a name where there is no other axis. */
  readonly lines: readonly string[];
  /** How many there would be. */
  readonly allLines: number;
  readonly lineOf: (point: SweepPoint) => string;
}

/** `null` without a point. */
export function layoutOf(sweep: Sweep): Layout | null {
  const axes = axesOf(sweep);
  const x = axes.find(({ numbers }) => numbers !== null) ?? axes[0];
  if (x === undefined || sweep.points.length === 0) return null;
  const others = axes.filter((axis) => axis !== x);
  const lineOf = (point: SweepPoint): string => others.map((axis) => axis.texts[placeOn(axis, point)]).join(', ');
  const all = [...new Set(sweep.points.map(lineOf))];
  return { x, others, lines: all.slice(0, LINES), allLines: all.length, lineOf };
}
