// The chart of environments over time as a Vega-Lite specification: what is busy and idle, the peak, and the limits on it. Renders
// nothing; Vega-Lite itself is imported for its types alone.
import type { TopLevelSpec } from 'vega-lite';
import { timeAxis } from './axes.js';
import type { ChartTable } from './coarse.js';
import { ACCOUNT, ALLOCATED, BUSY, type ChartFrame, IDLE, PEAK, PROVISIONED_BUSY, RESERVED } from './data.js';
import { base, COLOURS, HEIGHT, INK } from './style.js';

const LOOKS: Readonly<Record<string, { readonly colour: string; readonly dash: readonly number[] }>> = {
  [PEAK]: { colour: INK, dash: [] },
  [ALLOCATED]: { colour: COLOURS.provisioned, dash: [5, 4] },
  [RESERVED]: { colour: '#8f6fc4', dash: [2, 3] },
  [ACCOUNT]: { colour: '#e5484d', dash: [9, 4] },
};

/** Lines are shown as lines, so that colour is not all that tells them from the areas. */
const LEGEND = {
  columns: { signal: 'width < 420 ? 2 : 3' },
  symbolStrokeWidth: 2,
  symbolSize: 140,
  encoding: {
    symbols: {
      shape: {
        condition: { test: `indexof(${JSON.stringify(Object.keys(LOOKS))}, datum.value) >= 0`, value: 'stroke' },
        value: 'square',
      },
      strokeDash: {
        condition: Object.entries(LOOKS).map(([line, { dash }]) => ({
          test: `datum.value === '${line}'`,
          value: [...dash],
        })),
        value: [],
      },
    },
  },
};

/** Environments over time: busy and idle stacked as means; the peak, what is provisioned and the limits in reach as lines. */
export function concurrencyChart(table: ChartTable, frame: ChartFrame): TopLevelSpec {
  const areas = frame.hasProvisioned ? [PROVISIONED_BUSY, BUSY, IDLE] : [BUSY, IDLE];
  const lines = [PEAK, ...(frame.hasProvisioned ? [ALLOCATED] : []), ...frame.limits];
  const range = [
    ...(frame.hasProvisioned ? [COLOURS.provisioned] : []),
    ...[COLOURS.onDemand, COLOURS.idle],
    ...lines.map((line) => LOOKS[line]!.colour),
  ];
  const color = { scale: { domain: [...areas, ...lines], range } };
  const line = (field: string) => ({
    mark: {
      type: 'line' as const,
      interpolate: 'step-after' as const,
      strokeWidth: 1.5,
      strokeDash: [...LOOKS[field]!.dash],
    },
    encoding: {
      y: { field, type: 'quantitative' as const },
      color: { datum: field, ...color },
      // A limit that is out of reach has no line.
      opacity: { condition: { test: `datum['${field}'] > 0`, value: 1 }, value: 0 },
    },
  });
  return {
    ...base(table, frame),
    height: HEIGHT,
    encoding: { x: timeAxis('t', frame) },
    layer: [
      {
        transform: [
          { fold: areas, as: ['kind', 'environments'] },
          { calculate: `indexof(${JSON.stringify(areas)}, datum.kind)`, as: 'rank' },
        ],
        mark: { type: 'area', interpolate: 'step-after', opacity: 0.85 },
        encoding: {
          y: {
            field: 'environments',
            type: 'quantitative',
            stack: 'zero',
            title: 'environments',
            axis: { tickMinStep: 1 },
          },
          color: { field: 'kind', type: 'nominal', ...color, legend: LEGEND },
          order: { field: 'rank', type: 'quantitative' },
        },
      },
      ...lines.map(line),
    ],
  };
}
