// What one long run says by its batches, as a table and in sentences. From a Result; plain text, unescaped.
import type { Result } from '../../result.js';
import type { BatchFigures } from '../../steady-result.js';
import { shown } from '../content/figures.js';
import { ALL, type Cell, type ReportTable } from '../content/tables.js';
import { count, duration, percent } from '../format.js';

const COLUMNS: readonly (readonly [
  figure: keyof BatchFigures,
  title: string,
  noun: string,
  format: (value: number) => string,
])[] = [
  ['latencyMs', 'Latency, mean', 'latency', duration],
  ['coldStartRate', 'Cold starts', 'share of cold starts', percent],
  ['throttleRate', 'Throttled', 'share of throttles', percent],
  ['concurrency', 'Concurrency', 'concurrency', count],
];

/** A row each function, and one for all where there are several. */
function parts({ batchMeans }: Result): (readonly [name: Cell, figures: BatchFigures])[] {
  if (batchMeans === undefined) return [];
  const functions = Object.entries(batchMeans.functions);
  const each = functions.map(([name, figures]) => [{ name }, figures] as const);
  return functions.length > 1 ? [...each, [ALL, batchMeans.total]] : each;
}

/** Without rows where nobody asked. */
export function batchTable(result: Result): ReportTable {
  const rows = parts(result).map(([name, figures]): Cell[] => [
    name,
    ...COLUMNS.map(([figure, , , format]) => shown(figures[figure], format)),
  ]);
  return {
    caption: 'One run in batches',
    head: ['Function', ...COLUMNS.map(([, title]) => title)],
    rows,
    words: [],
  };
}

/** How the table is to be read; empty without one. */
export function batchText({ batchMeans }: Result): string {
  if (batchMeans === undefined) return '';
  const { batches, batchMs } = batchMeans;
  return `${count(batches)} batches of ${duration(batchMs)} each; ± is half the 95 % interval, by Student's t over the batches`;
}

/** What is so alike from one batch to the next that the intervals are too narrow; a sentence each function, without a full stop. */
export function batchWarnings(result: Result): string[] {
  return parts(result).flatMap(([name, figures]) => {
    const alike = COLUMNS.flatMap(([figure, , noun]) => {
      const { isCorrelated, autocorrelation } = figures[figure];
      return isCorrelated && autocorrelation !== null ? [`${noun} (${autocorrelation.toFixed(2)})`] : [];
    });
    if (alike.length === 0) return [];
    const whose = typeof name === 'object' && 'name' in name ? name.name : ALL;
    return [
      `${whose}: successive batches are alike beyond chance in ${alike.join(', ')}, so the intervals are too narrow: take fewer, longer batches, or simulate longer`,
    ];
  });
}
