// What the charts of a sweep are drawn from, as columns of plain values, and the same in words. Draws nothing.
import type { Sweep, SweepPoint } from '../../experiment-result.js';
import { type ChartTable, rounded } from '../charts/coarse.js';
import { formatOf, metricWords } from '../comparison/metrics.js';
import { capital } from '../content/tables.js';
import { count, counted, NOTHING, plusMinus, usd } from '../format.js';
import { type Axis, axesOf, type Layout, placeOn } from './axes.js';
import { estimate, isFlat, isKept, pointText, valueText } from './content.js';

/** No chart tells more points apart; beyond it, they have no words of their own. */
const WITH_WORDS = 1000;

/** What is alike would hide each other: lines stand beside each other, over so much of the way to the next value. */
const SPREAD = 0.2;

/** Points on the lines that are drawn. `x` is a number, or a name where the axis has none. */
export function curveColumns(sweep: Sweep, { x, lines, lineOf }: Layout, metric: string): ChartTable {
  const apart = SPREAD * leastGap(x.numbers ?? []);
  const rows = sweep.points.flatMap((point) => {
    const { mean, ci95 } = estimate(point, metric);
    const line = lineOf(point);
    if (mean === null || !lines.includes(line)) return [];
    const place = placeOn(x, point);
    const aside = lines.length < 2 ? 0 : apart * (lines.indexOf(line) / (lines.length - 1) - 0.5);
    const at = x.numbers === null ? x.texts[place]! : rounded(x.numbers[place]! + aside);
    return [{ point, line, at, mean, ci95 }];
  });
  return {
    x: rows.map(({ at }) => at),
    line: rows.map(({ line }) => line),
    value: rows.map(({ mean }) => rounded(mean)),
    // No metric is below 0.
    low: rows.map(({ mean, ci95 }) => rounded(Math.max(Math.min(0, mean), mean - (ci95 ?? 0)))),
    high: rows.map(({ mean, ci95 }) => rounded(mean + (ci95 ?? 0))),
    says: rows.map(({ point }) => words(sweep, point, [metric])),
  };
}

function leastGap(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return Math.min(...sorted.slice(1).map((each, index) => each - sorted[index]!));
}

/** A cell for each point of a grid of two axes: its value, the same as text, and whether the text is light. */
export function heatColumns(sweep: Sweep, metric: string): ChartTable {
  const [x, y] = axesOf(sweep) as [Axis, Axis];
  const rows = sweep.points.flatMap((point) => {
    const { mean } = estimate(point, metric);
    return mean === null ? [] : [{ point, mean }];
  });
  const [least, most] = [Math.min(...rows.map(({ mean }) => mean)), Math.max(...rows.map(({ mean }) => mean))];
  return {
    x: rows.map(({ point }) => x.texts[placeOn(x, point)]!),
    y: rows.map(({ point }) => y.texts[placeOn(y, point)]!),
    value: rows.map(({ mean }) => rounded(mean)),
    text: rows.map(({ mean }) => formatOf(metric)(mean)),
    light: rows.map(({ mean }) => (most > least && (mean - least) / (most - least) > DARK ? 1 : 0)),
    says: rows.map(({ point }) => words(sweep, point, [metric])),
  };
}

/** From this share of the way to the darkest colour on, white is read better than black. */
const DARK = 0.72;

/** All points by what they cost; those of the front have their settings as a label. */
export function frontColumns(sweep: Sweep, metric: string): ChartTable {
  const front = new Set(sweep.pareto[metric] ?? []);
  const known = sweep.points.flatMap((point, place) => {
    const [cost, value] = [estimate(point, sweep.cost).mean, estimate(point, metric).mean];
    return cost === null || value === null ? [] : [{ point, cost, value, isFront: front.has(place) }];
  });
  // What is drawn last lies on top.
  const rows = [...known.filter(({ isFront }) => !isFront), ...known.filter(({ isFront }) => isFront)];
  return {
    cost: rows.map(({ cost }) => cost),
    value: rows.map(({ value }) => value),
    front: rows.map(({ isFront }) => (isFront ? 1 : 0)),
    kept: rows.map(({ point }) => (isKept(point) ? 1 : 0)),
    label: rows.map((row, index) => (row.isFront ? labelAt(sweep, rows, index) : '')),
    says: rows.map(({ point }) => words(sweep, point, [metric, sweep.cost])),
  };
}

interface Priced {
  readonly point: SweepPoint;
  readonly cost: number;
  readonly value: number;
}

/** Of points in one place the first has the label of all. */
function labelAt(sweep: Sweep, rows: readonly Priced[], index: number): string {
  const { point, cost, value } = rows[index]!;
  const places = rows.flatMap((row, place) => (row.cost === cost && row.value === value ? [place] : []));
  if (places[0] !== index) return '';
  return `${shortText(sweep, point)}${places.length > 1 ? ` (+${places.length - 1})` : ''}`;
}

/** The values alone: "512, 5". */
const shortText = ({ vary }: Sweep, { set }: SweepPoint): string =>
  vary.map(({ path }) => valueText(set[path])).join(', ');

function words(sweep: Sweep, point: SweepPoint, metrics: readonly string[]): string | null {
  if (sweep.points.length > WITH_WORDS) return null;
  const figures = metrics.map((metric) => {
    const { mean, ci95 } = estimate(point, metric);
    return `${metricTitle(metric)}: ${plusMinus(mean, ci95, formatOf(metric))}`;
  });
  return [pointText(sweep, point), ...figures].join('\n');
}

export const metricTitle = (metric: string): string => capital(metricWords(metric));

/** The range of a metric and where its ends are. */
export function rangeText(sweep: Sweep, metric: string): string {
  const known = sweep.points.filter((point) => estimate(point, metric).mean !== null);
  const of = (point: SweepPoint): number => estimate(point, metric).mean!;
  const [first] = known;
  if (first === undefined) return 'No point has a value.';
  const least = known.reduce((best, point) => (of(point) < of(best) ? point : best), first);
  const most = known.reduce((best, point) => (of(point) > of(best) ? point : best), first);
  const format = formatOf(metric);
  if (isFlat(sweep, metric)) return `${of(least) === of(most) ? '' : 'About '}${format(of(least))} at every point.`;
  return `From ${format(of(least))} (${pointText(sweep, least)}) to ${format(of(most))} (${pointText(sweep, most)}).`;
}

/** The ends of the front. */
export function frontCaption(sweep: Sweep, metric: string): string {
  const front = (sweep.pareto[metric] ?? []).map((place) => sweep.points[place]!);
  const [cheapest, dearest] = [front[0], front.at(-1)];
  if (cheapest === undefined || dearest === undefined) return 'No point has both.';
  const told = (point: SweepPoint): string => {
    const { mean } = estimate(point, metric);
    return `${mean === null ? NOTHING : formatOf(metric)(mean)} for ${usd(estimate(point, sweep.cost).mean)} (${pointText(sweep, point)})`;
  };
  const extent = front.length === 1 ? `only ${told(cheapest)}` : `from ${told(cheapest)} to ${told(dearest)}`;
  return `${count(front.length)} of ${counted(sweep.points.length, 'point')} on the front: ${extent}.`;
}
