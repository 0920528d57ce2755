// The charts of what waits for Lambda, of one trigger, as Vega-Lite specifications on one time axis, one below the other: how much
// waits, how old it is, what was tried again or lost. Renders nothing.
import type { TopLevelSpec } from 'vega-lite';
import type { Result } from '../../result.js';
import { ageAxis, overTime, timeAxis } from '../charts/axes.js';
import type { ChartTable } from '../charts/coarse.js';
import { CHART_CONFIG, COLOURS, INK, lineLegend, rowsOf } from '../charts/style.js';
import { duration } from '../format.js';
import { backlogs } from './backlogs.js';
import { type BacklogChartName, type BacklogFrame, type BacklogTables, backlogFrame, backlogTables } from './data.js';

/** All charts of one trigger, for pictures beside a report; `undefined` where nothing of it ever waits for Lambda. */
export function backlogPictures(
  result: Result,
  trigger: string,
  width: number,
): Record<BacklogChartName, TopLevelSpec> | undefined {
  const backlog = backlogs(result).find((each) => each.trigger.name === trigger);
  if (backlog === undefined) return undefined;
  const frame = backlogFrame(result, { width, points: width });
  return backlogCharts(backlogTables(backlog, frame), frame);
}

export function backlogCharts(tables: BacklogTables, frame: BacklogFrame): Record<BacklogChartName, TopLevelSpec> {
  return {
    waiting: overTime(waitingChart(tables.waiting, frame), frame),
    age: overTime(ageChart(tables.age, frame), frame),
    fates: overTime(fateChart(tables.fates, frame), frame),
  };
}

/** One width for all three, so that a moment stands at one place in all of them. */
const AXIS = { minExtent: 48, maxExtent: 48 };
const COUNTS = { ...AXIS, labelExpr: "format(datum.value, '~s')", tickMinStep: 1 };

const IN_FLIGHT = 'in flight';
const WAITING = 'waiting';
const MOST = 'waiting at most';

/** What is being worked on and what waits, stacked as means, with the most that waited as a line. */
function waitingChart(tables: BacklogTables['waiting'], frame: BacklogFrame): TopLevelSpec {
  const color = { scale: { domain: [IN_FLIGHT, WAITING, MOST], range: [COLOURS.onDemand, COLOURS.idle, INK] } };
  const x = timeAxis('t', frame);
  return {
    ...base(tables, frame),
    height: 190,
    layer: [
      {
        transform: [
          { fold: ['inFlight', 'waiting'], as: ['part', 'events'] },
          { calculate: "datum.part === 'waiting' ? 1 : 0", as: 'rank' },
          { calculate: `datum.part === 'waiting' ? '${WAITING}' : '${IN_FLIGHT}'`, as: 'kind' },
        ],
        mark: { type: 'area', interpolate: 'step-after', opacity: 0.85 },
        encoding: {
          x,
          y: {
            field: 'events',
            type: 'quantitative',
            stack: 'zero',
            title: 'waiting or in flight',
            axis: { ...COUNTS, tickCount: 5 },
          },
          color: { field: 'kind', type: 'nominal', ...color, legend: lineLegend([MOST], [], 3) },
          order: { field: 'rank', type: 'quantitative' },
        },
      },
      {
        mark: { type: 'line', interpolate: 'step-after', strokeWidth: 1.5 },
        encoding: { x, y: { field: 'most', type: 'quantitative' }, color: { datum: MOST, ...color } },
      },
      atLeast(1),
    ],
  };
}

/** How old it is, the highest age in each point; a gap where nothing has an age. */
function ageChart(tables: BacklogTables['age'], frame: BacklogFrame): TopLevelSpec {
  return {
    ...base(tables, frame),
    height: 120,
    layer: [
      {
        mark: {
          type: 'area',
          interpolate: 'step-after',
          color: COLOURS.cold,
          fillOpacity: 0.25,
          line: { color: COLOURS.cold, strokeWidth: 1.5 },
          invalid: 'break-paths-filter-domains',
        },
        encoding: { x: timeAxis('t', frame), y: { field: 'age', ...ageAxis('age', AXIS) } },
      },
      atLeast(1),
    ],
  };
}

const RETRIES = 'tried again';
const KINDS: readonly (readonly [kind: string, colour: string, shape: string])[] = [
  ['dead-lettered', '#e69f00', 'triangle-down'],
  ['dropped', '#e5484d', 'cross'],
];
/** Marks have the top of the chart for themselves, a lane for each kind. */
const LANE = 16;
const TOP = KINDS.length * LANE + 4;

/** What was tried again as bars, and above them where something was lost. */
function fateChart(tables: BacklogTables['fates'], frame: BacklogFrame): TopLevelSpec {
  const height = TOP + 90;
  const kinds = KINDS.map(([kind]) => kind);
  const color = { domain: [RETRIES, ...kinds], range: [COLOURS.neutral, ...KINDS.map(([, colour]) => colour)] };
  const scale = { range: [height, TOP] };
  const legend = {
    columns: 3,
    encoding: {
      symbols: {
        shape: {
          condition: KINDS.map(([kind, , value]) => ({ test: `datum.value === '${kind}'`, value })),
          value: 'square',
        },
      },
    },
  };
  return {
    ...base(tables, frame),
    height,
    layer: [
      {
        mark: { type: 'bar', binSpacing: 1 },
        encoding: {
          x: { ...timeAxis('from', frame), bin: 'binned' as const },
          x2: { field: 'to' },
          y: {
            field: 'retries',
            type: 'quantitative',
            title: `per ${duration(frame.barGroup * frame.stepMs)}`,
            scale,
            axis: { ...COUNTS, tickCount: 3 },
          },
          color: { datum: RETRIES, scale: color, legend },
          tooltip: { field: 'retries', title: RETRIES, type: 'quantitative' },
        },
      },
      {
        data: { name: 'marks', values: rowsOf(tables['marks'] ?? {}) },
        mark: {
          type: 'point',
          filled: true,
          size: 64,
          opacity: 1,
          y: { expr: `indexof(${JSON.stringify(kinds)}, datum.kind) * ${LANE} + ${LANE / 2}` },
          shape: { expr: SHAPE },
        },
        encoding: {
          x: timeAxis('at', frame),
          color: { field: 'kind', type: 'nominal', scale: color },
          tooltip: { field: 'says', type: 'nominal' },
        },
      },
      atLeast(1, scale),
    ],
  };
}

const SHAPE = `${JSON.stringify(Object.fromEntries(KINDS.map(([kind, , shape]) => [kind, shape])))}[datum.kind]`;

/** Nobody sees it: it keeps the axis from having no length where all is zero. */
function atLeast(value: number, scale = {}) {
  return {
    mark: { type: 'rule' as const, opacity: 0, tooltip: null },
    encoding: { y: { datum: value, type: 'quantitative' as const, scale } },
  };
}

function base(tables: Readonly<Record<string, ChartTable>>, frame: BacklogFrame) {
  return { width: frame.width, data: { name: 'rows', values: rowsOf(tables['rows'] ?? {}) }, config: CHART_CONFIG };
}
