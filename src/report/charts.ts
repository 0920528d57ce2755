// The four charts as Vega-Lite specifications: plain objects, from the columns of `chart-data`. Renders nothing; Vega-Lite
// itself is imported for its types alone.
import type { TopLevelSpec } from 'vega-lite';
import type { Result } from '../result.js';
import { latencyAxis, timeAxis } from './charts/axes.js';
import type { ChartTable } from './charts/coarse.js';
import {
  ALLOCATED,
  BUSY,
  type ChartFrame,
  type ChartName,
  chartFrame,
  chartTables,
  IDLE,
  PEAK,
  PROVISIONED_BUSY,
} from './charts/data.js';
import { base, COLOURS, HEIGHT, INK } from './charts/style.js';
import { subjects } from './content/figures.js';
import { CAUSE_LABELS } from './content/words.js';
import { duration } from './format.js';

const CAUSE_COLOURS: readonly (readonly [label: string, colour: string])[] = [
  [CAUSE_LABELS.first, '#cc79a7'],
  [CAUSE_LABELS.scaleOut, COLOURS.cold],
  [CAUSE_LABELS.expired, '#e69f00'],
  [CAUSE_LABELS.recycled, '#56b4e9'],
  [CAUSE_LABELS.deployed, '#8f6fc4'],
];
/** All charts of one function, for pictures beside a report; `undefined` for a function that did not run. */
export function functionCharts(
  result: Result,
  name: string,
  width: number,
): Record<ChartName, TopLevelSpec> | undefined {
  const subject = subjects(result).find((each) => each.name === name);
  if (subject === undefined) return undefined;
  const frame = chartFrame(result, [subject], { width, points: width });
  return charts(chartTables(result, subject, frame), frame);
}

export function charts(
  tables: Readonly<Record<ChartName, ChartTable>>,
  frame: ChartFrame,
): Record<ChartName, TopLevelSpec> {
  return {
    concurrency: concurrencyChart(tables.concurrency, frame),
    latency: latencyChart(tables.latency, frame),
    coldStarts: coldStartChart(tables.coldStarts, frame),
    cost: costChart(tables.cost, frame),
  };
}

/** Lines are shown as lines, so that colour is not all that tells them from the areas. */
const IS_LINE = `indexof(${JSON.stringify([PEAK, ALLOCATED])}, datum.value) >= 0`;
const ENVIRONMENT_LEGEND = {
  columns: { signal: 'width < 420 ? 2 : 3' },
  symbolStrokeWidth: 2,
  symbolSize: 140,
  encoding: {
    symbols: {
      shape: { condition: { test: IS_LINE, value: 'stroke' }, value: 'square' },
      strokeDash: { condition: { test: `datum.value === '${ALLOCATED}'`, value: [4, 3] }, value: [] },
    },
  },
};

/** Environments over time: busy and idle stacked as means, with the peak and what is provisioned as lines. */
export function concurrencyChart(table: ChartTable, frame: ChartFrame): TopLevelSpec {
  const areas = frame.hasProvisioned ? [PROVISIONED_BUSY, BUSY, IDLE] : [BUSY, IDLE];
  const colours = frame.hasProvisioned
    ? [COLOURS.provisioned, COLOURS.onDemand, COLOURS.idle, INK, COLOURS.provisioned]
    : [COLOURS.onDemand, COLOURS.idle, INK];
  const color = { scale: { domain: [...areas, PEAK, ...(frame.hasProvisioned ? [ALLOCATED] : [])], range: colours } };
  const line = (field: string, strokeDash: number[]) => ({
    mark: { type: 'line' as const, interpolate: 'step-after' as const, strokeWidth: 1.5, strokeDash },
    encoding: { y: { field, type: 'quantitative' as const }, color: { datum: field, ...color } },
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
          color: { field: 'kind', type: 'nominal', ...color, legend: ENVIRONMENT_LEGEND },
          order: { field: 'rank', type: 'quantitative' },
        },
      },
      line(PEAK, []),
      ...(frame.hasProvisioned ? [line(ALLOCATED, [5, 4])] : []),
    ],
  };
}

/** How much of each kind of start has been answered within a time. */
export function latencyChart(table: ChartTable, frame: ChartFrame): TopLevelSpec {
  const kinds = [
    ['cold', COLOURS.cold, []],
    ['warm', COLOURS.onDemand, []],
    ['provisioned', COLOURS.provisioned, [5, 4]],
  ] as const;
  const shown = frame.hasProvisioned ? kinds : kinds.slice(0, 2);
  const domain = shown.map(([kind]) => kind);
  const { low, high, ticks, decades } = latencyAxis(frame.latencyMs);
  return {
    ...base(table, frame),
    height: HEIGHT,
    mark: { type: 'line', strokeWidth: 2.5 },
    encoding: {
      x: {
        field: 'ms',
        type: 'quantitative',
        title: 'latency (logarithmic)',
        scale: { type: 'log', domain: [low, high], nice: false },
        axis: {
          values: { expr: `width < 420 ? ${JSON.stringify(decades)} : ${JSON.stringify(ticks)}` },
          labelExpr: "datum.value < 1000 ? datum.value + ' ms' : datum.value / 1000 + ' s'",
        },
      },
      y: {
        field: 'share',
        type: 'quantitative',
        title: 'share of invocations',
        scale: { domain: [0, 1] },
        axis: { format: '.0%', tickCount: 5 },
      },
      color: {
        field: 'kind',
        type: 'nominal',
        scale: { domain, range: shown.map(([, colour]) => colour) },
        legend: { symbolType: 'stroke', symbolSize: 300 },
      },
      strokeDash: { field: 'kind', type: 'nominal', scale: { domain, range: shown.map(([, , dash]) => [...dash]) } },
    },
  };
}

/** When starts were cold, and why. */
export function coldStartChart(table: ChartTable, frame: ChartFrame): TopLevelSpec {
  return {
    ...base(table, frame),
    height: HEIGHT,
    mark: { type: 'bar', binSpacing: 1 },
    encoding: {
      x: { ...timeAxis('from', frame), bin: 'binned' as const },
      x2: { field: 'to' },
      y: {
        field: 'coldStarts',
        type: 'quantitative',
        stack: 'zero',
        title: `cold starts per ${duration(frame.barMs)}`,
        axis: { tickMinStep: 1 },
      },
      color: {
        field: 'cause',
        type: 'nominal',
        scale: { domain: CAUSE_COLOURS.map(([label]) => label), range: CAUSE_COLOURS.map(([, colour]) => colour) },
      },
      tooltip: [{ field: 'cause' }, { field: 'coldStarts', title: 'cold starts' }],
    },
  };
}

/** What the money went on, largest first; the amounts stand in the labels. */
export function costChart(table: ChartTable, frame: ChartFrame): TopLevelSpec {
  const colours = [
    ['duration', COLOURS.onDemand],
    ['provisionedCapacity', COLOURS.provisioned],
    ['provisionedDuration', COLOURS.provisioned],
  ] as const;
  return {
    ...base(table, frame),
    height: 32 * frame.costParts,
    mark: { type: 'bar', cornerRadiusEnd: 2, size: 22 },
    encoding: {
      x: { field: 'usd', type: 'quantitative', title: 'US dollars', axis: { format: '~', tickCount: 4 } },
      y: {
        field: 'label',
        type: 'nominal',
        title: null,
        sort: null,
        axis: { labelLimit: 240, labelPadding: 8, ticks: false, domain: false },
      },
      fill: {
        field: 'part',
        type: 'nominal',
        legend: null,
        scale: {
          domain: [
            ...colours.map(([part]) => part),
            'requests',
            'snapStart',
            'ephemeralStorage',
            'logs',
            'streaming',
            'pollers',
          ],
          range: [...colours.map(([, colour]) => colour), ...Array<string>(6).fill(COLOURS.neutral)],
        },
      },
    },
  };
}
