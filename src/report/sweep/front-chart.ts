// What points cost against what they are worth, as a Vega-Lite specification: the front as a stair, its points labelled. Renders
// nothing.
import type { TopLevelSpec } from 'vega-lite';
import { labelsOf } from '../charts/axes.js';
import type { ChartTable } from '../charts/coarse.js';
import { base, COLOURS, HEIGHT, INK } from '../charts/style.js';
import { formatOf, metricWords } from '../comparison/metrics.js';
import { capital } from '../content/tables.js';
import { usd } from '../format.js';

const ON_FRONT = 'on the front';
const OTHER = 'other';
const KEPT = 'meets all objectives';
const MISSED = 'misses one';

/** The layer whose points have labels, which `withLabels` adds once it is compiled, and those that they keep clear of. */
export const LABELLED = 'points';
export const AVOIDED = ['stair'];

const FRONT = 'datum.front === 1';

/** `hasSlo`: whether there are objectives, which the shapes tell of. */
export function frontChart(
  table: ChartTable,
  { metric, cost, hasSlo }: { readonly metric: string; readonly cost: string; readonly hasSlo: boolean },
): TopLevelSpec {
  const x = {
    field: 'cost',
    type: 'quantitative',
    title: capital(metricWords(cost)),
    scale: extentOf(table, 'cost'),
    axis: { labelExpr: labelsOf(usd), tickCount: { signal: 'width < 420 ? 4 : 6' } },
  } as const;
  const y = {
    field: 'value',
    type: 'quantitative',
    title: null,
    scale: extentOf(table, 'value'),
    axis: { labelExpr: labelsOf(formatOf(metric)), tickCount: 5 },
  } as const;
  const color = {
    field: 'kind',
    type: 'nominal',
    scale: { domain: [ON_FRONT, OTHER], range: [COLOURS.onDemand, COLOURS.neutral] },
    legend: null,
  } as const;
  const shape = {
    field: 'outcome',
    type: 'nominal',
    scale: { domain: [KEPT, MISSED], range: ['circle', 'cross'] },
    legend: hasSlo ? { columns: 2, symbolSize: 70, symbolFillColor: INK, symbolStrokeColor: INK } : null,
  } as const;
  const tooltip = { field: 'says', type: 'nominal' } as const;
  return {
    ...base({}, { width: 'container' }),
    height: HEIGHT + 20,
    transform: [
      { calculate: `${FRONT} ? '${ON_FRONT}' : '${OTHER}'`, as: 'kind' },
      { calculate: `datum.kept === 1 ? '${KEPT}' : '${MISSED}'`, as: 'outcome' },
    ],
    layer: [
      {
        name: 'stair',
        transform: [{ filter: FRONT }],
        mark: { type: 'line', interpolate: 'step-after', strokeWidth: 1.5, opacity: 0.6, color: COLOURS.onDemand },
        encoding: { x, y },
      },
      {
        name: LABELLED,
        mark: { type: 'point', filled: true },
        encoding: {
          x,
          y,
          color,
          shape,
          size: { condition: { test: FRONT, value: 70 }, value: 44 },
          opacity: { condition: { test: FRONT, value: 1 }, value: 0.75 },
          tooltip,
        },
      },
    ],
  };
}

/** From 0 on, unless all values are far from it. */
function extentOf(table: ChartTable, column: string) {
  const values = (table[column] ?? []).filter((value) => typeof value === 'number');
  return Math.min(...values) <= Math.max(...values) / 2
    ? { zero: true, domainMax: Math.max(...values) * 1.08 }
    : { zero: false, padding: 8 };
}
