// What a sweep says: the table of its points, the cheapest that meets every objective, the Pareto front in words. From a Sweep; plain
// text, unescaped and uncoloured.
import type { Sweep, SweepPoint } from '../../experiment-result.js';
import type { Estimate } from '../../result.js';
import { type Format, formatOf, metricWords, placeOf } from '../comparison/metrics.js';
import { type Cell, capital, type ReportTable } from '../content/tables.js';
import { bare, count, NOTHING, plusMinus, usd } from '../format.js';
import { foundText, noIntervalText } from '../steady/content.js';

const LABELS: Readonly<Record<string, string>> = {
  coldStartRate: 'cold',
  'cost.total': 'cost',
  'monthly.total': 'a month',
};

/** For a column: `total.latencyMs.p99` reads `p99`, `functions.api.latencyMs.p99` reads `api p99`. */
export function metricLabel(metric: string): string {
  const { name, path } = placeOf(metric);
  const short = LABELS[path] ?? path.replace(/^latencyMs\.(?=p\d+$)/, '');
  return name === undefined ? short : `${name} ${short}`;
}

/** Those to show: where nothing is throttled at any point, nothing is said of it. */
export function shownMetrics({ cost, metrics, points }: Sweep): string[] {
  const never = (metric: string): boolean => points.every((point) => estimate(point, metric).mean === 0);
  const others = metrics.filter((metric) => metric !== cost && !(metric === 'total.throttles' && never(metric)));
  return [cost, ...others];
}

/** The end of a path, as far as it tells the varied ones apart. */
export function axisLabels({ vary }: Sweep): string[] {
  const parts = vary.map(({ path }) => path.split('.'));
  const endOf = (path: readonly string[], length: number): string => path.slice(-length).join('.');
  for (let length = 1; ; length++) {
    const labels = parts.map((path) => endOf(path, length));
    if (new Set(labels).size === labels.length || length > 20) return labels;
  }
}

export function valueText(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? bare(value) : JSON.stringify(value);
}

/** What a point is set to, in words: "memory 512, provisionedConcurrency 5". */
export function pointText(sweep: Sweep, { set }: SweepPoint): string {
  const labels = axisLabels(sweep);
  return sweep.vary.map(({ path }, axis) => `${labels[axis]} ${valueText(set[path])}`).join(', ');
}

const NO_ESTIMATE: Estimate = { mean: null, ci95: null };
export const estimate = ({ summary }: SweepPoint, metric: string): Estimate => summary[metric] ?? NO_ESTIMATE;

/** Whether a point is on the front of any metric. */
export function isOnFront({ pareto }: Sweep, place: number): boolean {
  return Object.values(pareto).some((front) => front.includes(place));
}

export const isKept = ({ slo }: SweepPoint): boolean => slo.every(({ passed }) => passed);

/** A row a point; `plain` leaves the intervals out, where there is little room. */
export function pointTable(sweep: Sweep, plain = false): ReportTable {
  const { vary, points } = sweep;
  const metrics = shownMetrics(sweep);
  const hasSlo = points.some(({ slo }) => slo.length > 0);
  const show = ({ mean, ci95 }: Estimate, format: Format): string =>
    mean === null ? NOTHING : plusMinus(mean, plain ? null : ci95, format);
  const rows = points.map((point, place): Cell[] => [
    ...vary.map(({ path }) => valueText(point.set[path])),
    isOnFront(sweep, place) ? '*' : '',
    ...(hasSlo ? [{ passed: isKept(point) }] : []),
    ...metrics.map((metric) => show(estimate(point, metric), formatOf(metric))),
  ]);
  const head = [...axisLabels(sweep), 'front', ...(hasSlo ? ['objectives'] : []), ...metrics.map(metricLabel)];
  const words = Array.from({ length: vary.length + (hasSlo ? 2 : 1) }, (_, column) => column).slice(1);
  return { caption: 'Every point of the grid', head, rows, words };
}

/** The cheapest point that meets every objective, and whether there is any; empty without objectives. */
export function cheapestText(sweep: Sweep): string {
  const { points, cost } = sweep;
  if (!points.some(({ slo }) => slo.length > 0)) return '';
  const kept = points.filter(isKept);
  if (kept.length === 0) return 'No point meets every objective.';
  const costOf = (point: SweepPoint): number => estimate(point, cost).mean ?? Infinity;
  const cheapest = kept.reduce((best, point) => (costOf(point) < costOf(best) ? point : best));
  return `The cheapest of ${count(kept.length)} points (of ${count(points.length)}) that meet every objective: ${pointText(sweep, cheapest)}, at ${plusMinus(costOf(cheapest), estimate(cheapest, cost).ci95, usd)}.`;
}

/** Whether a metric reads the same at every point: there is nothing to choose by. */
export function isFlat({ points }: Sweep, metric: string): boolean {
  const format = formatOf(metric);
  return (
    new Set(points.map((point) => estimate(point, metric).mean).map((mean) => (mean === null ? NOTHING : format(mean))))
      .size === 1
  );
}

/** One sentence a metric: which points are worth their money. */
export function frontTexts(sweep: Sweep): string[] {
  return Object.entries(sweep.pareto).flatMap(([metric, front]) => {
    if (!shownMetrics(sweep).includes(metric)) return [];
    const flat = front[0];
    if (flat !== undefined && sweep.points.length > 1 && isFlat(sweep, metric)) {
      return [
        `${capital(metricWords(metric))} reads ${formatOf(metric)(estimate(sweep.points[flat]!, metric).mean!)} at every point.`,
      ];
    }
    const told = front.map((place) => {
      const point = sweep.points[place]!;
      const value = estimate(point, metric).mean;
      return `${pointText(sweep, point)} (${value === null ? NOTHING : formatOf(metric)(value)} for ${usd(estimate(point, sweep.cost).mean)})`;
    });
    if (told.length === 0) return [];
    const shown = told.length > 6 ? [...told.slice(0, 5), `and ${told.length - 5} more`] : told;
    return [`Cost against ${metricWords(metric)}: nothing is cheaper and as good as ${shown.join('; ')}.`];
  });
}

export function readingText({ replications, points, warmUp, replayed }: Sweep): string {
  const several = replayed
    ? `${noIntervalText()} `
    : replications > 1
      ? `Means of ${count(replications)} replications each; ± is half the 95 % interval. `
      : '';
  return `${foundText(warmUp)}${several}All ${count(points.length)} points met the same random numbers. * is on the Pareto front: nothing else is cheaper and as good.`;
}
