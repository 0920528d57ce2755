// The axes that Vega cannot choose well by itself: simulated time, and latency on a logarithmic scale. Plain parts of
// Vega-Lite specifications.
import type { Format } from '../comparison/metrics.js';
import { duration, percent, usd } from '../format.js';
import type { ChartFrame } from './data.js';

/** Simulated time from 0, in hours and minutes, or in minutes and seconds where the run is short. */
export function timeAxis(field: string, { horizonMs }: Pick<ChartFrame, 'horizonMs'>) {
  const [big, small, title] =
    horizonMs < 600_000
      ? ([60_000, 1000, 'simulated time (min:s)'] as const)
      : ([3_600_000, 60_000, 'simulated time (h:min)'] as const);
  const ticks = `sequence(0, ${horizonMs} + 1, width < 420 ? ${tickMs(horizonMs, 4)} : ${tickMs(horizonMs, 8)})`;
  const label = `floor(datum.value / ${big}) + ':' + format(floor(datum.value / ${small}) % 60, '02d')`;
  return {
    field,
    type: 'quantitative' as const,
    title,
    scale: { domain: [0, horizonMs], nice: false, zero: true },
    axis: { values: { expr: ticks }, labelExpr: label },
  };
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const TICKS = [1000, 5000, 15_000, 30_000, ...[1, 2, 5, 10, 15, 30].map((each) => each * MINUTE)].concat(
  [1, 2, 3, 6, 12, 24, 48, 168].map((each) => each * HOUR),
);

/** A round step that puts at most `most` ticks on the axis. */
function tickMs(horizonMs: number, most: number): number {
  return TICKS.find((step) => horizonMs / step <= most) ?? Math.ceil(horizonMs / most / (24 * HOUR)) * 24 * HOUR;
}

/** Ticks at 1, 3 and 10 times the powers of ten, and an axis that begins and ends at one of them. */
export function latencyAxis([fastest, slowest]: ChartFrame['latencyMs']) {
  // As text, since 3 * 0.1 would not read 0.3.
  const all = [-2, -1, 0, 1, 2, 3, 4, 5, 6, 7].flatMap((power) => [Number(`1e${power}`), Number(`3e${power}`)]);
  const low = all.findLast((tick) => tick <= fastest) ?? 0.01;
  const high = all.find((tick) => tick >= slowest && tick > low) ?? 3e7;
  const ticks = all.filter((tick) => tick >= low && tick <= high);
  return { low, high, ticks, decades: ticks.filter((tick) => String(tick).includes('1')) };
}

/** How the labels of an axis are written, as its figures are elsewhere: an expression of Vega over `datum.value`. */
export function labelsOf(format: Format): string {
  const number = (value: string): string => `format(${value}, ',.4~r')`;
  const value = 'datum.value';
  if (format === usd) return `'$' + ${number(value)}`;
  if (format === percent) return `${number(`${value} * 100`)} + ' %'`;
  if (format === duration) return `${value} < 1000 ? ${number(value)} + ' ms' : ${number(`${value} / 1000`)} + ' s'`;
  return `${value} < 1e5 ? ${number(value)} : format(${value}, '~s')`;
}
