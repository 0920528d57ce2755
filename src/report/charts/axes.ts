// The axes that Vega cannot choose well by itself: simulated time, ages, and latency on a logarithmic scale. Plain parts of
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

/** Below a minute too, where ages may lie. */
const AGE_TICKS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 2000, 10_000].concat(TICKS).sort((a, b) => a - b);
/** From so many milliseconds on a unit is used, and what it has. */
const AGE_UNITS = [
  [2 * HOUR, HOUR, 'h'],
  [2 * MINUTE, MINUTE, 'min'],
  [2000, 1000, 's'],
  [0, 1, 'ms'],
] as const;

/** Milliseconds in the unit that suits the highest of them, with a tick wherever it has a round number of that. */
export function ageAxis(title: string, axis: object) {
  const high = "domain('y')[1]";
  const step = AGE_TICKS.reduceRight((rest, tick) => `${high} / ${tick} <= 4 ? ${tick} : ${rest}`, `${high} / 4`);
  const label = AGE_UNITS.reduceRight(
    (rest, [from, unit, name]) =>
      `${high} >= ${from} ? (datum.value === 0 ? '0' : datum.value / ${unit} + ' ${name}') : ${rest}`,
    "''",
  );
  return {
    type: 'quantitative' as const,
    title,
    scale: { nice: false },
    // Without a count of its own Vega would leave some of them out.
    axis: { ...axis, tickCount: 10, values: { expr: `sequence(0, ${high} * 1.0001, ${step})` }, labelExpr: label },
  };
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
