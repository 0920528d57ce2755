// The four charts as Vega-Lite specifications: plain objects, from the columns of `chart-data`. Renders nothing; Vega-Lite
// itself is imported for its types alone.
import type { TopLevelSpec } from 'vega-lite';
import type { Result } from '../result.js';
import { latencyAxis, overTime, timeAxis } from './charts/axes.js';
import type { ChartTable } from './charts/coarse.js';
import { concurrencyChart } from './charts/concurrency.js';
import { type ChartFrame, type ChartName, chartFrame, chartTables, TROUBLES } from './charts/data.js';
import { base, COLOURS, HEIGHT } from './charts/style.js';
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
    coldStarts: overTime(coldStartChart(tables.coldStarts, frame), frame),
    concurrency: overTime(concurrencyChart(tables.concurrency, frame), frame),
    latency: latencyChart(tables.latency, frame),
    troubles: overTime(troubleChart(tables.troubles, frame), frame),
    cost: costChart(tables.cost, frame),
  };
}

/** How much of each kind of start has been answered within a time. */
function latencyChart(table: ChartTable, frame: ChartFrame): TopLevelSpec {
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
function coldStartChart(table: ChartTable, frame: ChartFrame): TopLevelSpec {
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

/** When requests were throttled, and when invocations failed. */
function troubleChart(table: ChartTable, frame: ChartFrame): TopLevelSpec {
  return {
    ...base(table, frame),
    height: 120,
    mark: { type: 'bar', binSpacing: 1 },
    encoding: {
      x: { ...timeAxis('from', frame), bin: 'binned' as const },
      x2: { field: 'to' },
      y: {
        field: 'amount',
        type: 'quantitative',
        stack: 'zero',
        title: `per ${duration(frame.barMs)}`,
        axis: { tickMinStep: 1, tickCount: 4 },
      },
      color: {
        field: 'trouble',
        type: 'nominal',
        scale: { domain: TROUBLES.map(([, label]) => label), range: ['#e69f00', '#e5484d'] },
      },
      tooltip: [{ field: 'trouble' }, { field: 'amount' }],
    },
  };
}

/** What the money went on, largest first; the amounts stand in the labels. */
function costChart(table: ChartTable, frame: ChartFrame): TopLevelSpec {
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
