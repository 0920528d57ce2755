// The points of a sweep as CSV, one a row: what is set, then mean and half-width of every metric.
import type { Sweep } from '../../experiment-result.js';
import { type CsvCell, csvLines } from '../csv.js';
import { valueText } from './content.js';

export function sweepCsv({ vary, points }: Sweep): string {
  const metrics = [...new Set(points.flatMap(({ summary }) => Object.keys(summary)))];
  const head = [...vary.map(({ path }) => path), ...metrics.flatMap((metric) => [metric, `${metric} ci95`])];
  const rows = points.map(({ set, summary }): CsvCell[] => [
    ...vary.map(({ path }) => (typeof set[path] === 'number' ? set[path] : valueText(set[path]))),
    ...metrics.flatMap((metric) => [summary[metric]?.mean ?? null, summary[metric]?.ci95 ?? null]),
  ]);
  return csvLines([head, ...rows]);
}
