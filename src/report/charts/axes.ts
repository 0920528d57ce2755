// The axes that Vega cannot choose well by itself: simulated time, ages, and latency on a logarithmic scale. Plain parts of
// Vega-Lite specifications.
import type { TopLevelSpec } from 'vega-lite';
import type { Format } from '../comparison/metrics.js';
import { duration, percent, usd } from '../format.js';
import type { ChartFrame } from './data.js';

/** The signal that says which part of the simulated time is shown, in milliseconds: all of it at first. */
export const RANGE = 'range';

/**
 * Simulated time, in hours and minutes, or in minutes and seconds where the run is short; in hours, minutes and seconds where a
 * short part of a long run is shown. The chart is one that `overTime` has made.
 */
export function timeAxis(field: string, { horizonMs }: Pick<ChartFrame, 'horizonMs'>) {
  const isShort = horizonMs < 600_000;
  const [big, small] = isShort ? [MINUTE, 1000] : [HOUR, MINUTE];
  const label = `floor(datum.value / ${big}) + ':' + format(floor(datum.value / ${small}) % 60, '02d')`;
  const seconds = `(${STEP} < ${small} ? ':' + format(floor(datum.value / 1000) % 60, '02d') : '')`;
  return {
    field,
    type: 'quantitative' as const,
    title: `simulated time (${isShort ? 'min:s' : 'h:min'})`,
    scale: { domain: [{ expr: `${RANGE}[0]` }, { expr: `${RANGE}[1]` }], nice: false, zero: false },
    axis: {
      values: { expr: `sequence(ceil(${RANGE}[0] / ${STEP}) * ${STEP}, ${RANGE}[1] + 1, ${STEP})` },
      labelExpr: isShort ? label : `${label} + ${seconds}`,
    },
  };
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const TICKS = [1000, 5000, 15_000, 30_000, ...[1, 2, 5, 10, 15, 30].map((each) => each * MINUTE)].concat(
  [1, 2, 3, 6, 12, 24, 48, 168].map((each) => each * HOUR),
);

/** A round step, in milliseconds, that puts few enough ticks on the axis for its width. */
const STEP = stepOf('(width < 420 ? 4 : 8)');

function stepOf(most: string): string {
  const share = `(${RANGE}[1] - ${RANGE}[0]) / ${most}`;
  const days = `ceil(${share} / ${24 * HOUR}) * ${24 * HOUR}`;
  return `(${TICKS.reduceRight((rest, tick) => `${share} <= ${tick} ? ${tick} : ${rest}`, days)})`;
}

/** A chart over simulated time, of which `RANGE` chooses the part that is drawn. */
export function overTime(chart: TopLevelSpec, { horizonMs }: Pick<ChartFrame, 'horizonMs'>): TopLevelSpec {
  return { ...clipped(chart as Layered), params: [{ name: RANGE, value: [0, horizonMs] }] } as TopLevelSpec;
}

interface Layered {
  readonly mark?: object;
  readonly layer?: readonly Layered[];
}

/** What lies outside the part that is shown would be drawn beside the chart. */
function clipped(chart: Layered): Layered {
  if (chart.layer !== undefined) return { ...chart, layer: chart.layer.map(clipped) };
  return { ...chart, mark: { ...chart.mark, clip: true } };
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
