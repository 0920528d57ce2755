// The charts of one alias or version as Vega-Lite specifications: environments, what spilled over, utilisation, each with the
// moments at which something happened as rules. They share one time axis, one below the other. Renders nothing.
import type { TopLevelSpec } from 'vega-lite';
import type { Result } from '../../result.js';
import { subjects } from '../content/figures.js';
import { duration } from '../format.js';
import { type AnnotationKind, LANES, WIDE } from './annotations.js';
import { overTime, timeAxis } from './axes.js';
import type { ChartTable } from './coarse.js';
import { type AliasFrame, aliasData, aliasFrame } from './provisioned-data.js';
import { CHART_CONFIG, COLOURS, INK, lineLegend, rowsOf } from './style.js';

export type AliasChartName = 'environments' | 'spillover' | 'utilization';

/** By the name that a page finds them under: another alias's can take their place. */
export type AliasTables = Readonly<Record<'rows' | 'lines' | 'annotations', ChartTable>>;

/** All charts of one alias or version, for pictures beside a report; `undefined` where nothing is provisioned on it. */
export function pictures(
  result: Result,
  target: string,
  width: number,
): Record<AliasChartName, TopLevelSpec> | undefined {
  const alias = subjects(result)
    .flatMap(({ aliases }) => aliases)
    .find((each) => each.target === target);
  if (alias?.first.provisioned == null) return undefined;
  const frame = aliasFrame(result, { width, points: width });
  const { annotations, ...tables } = aliasData(result, alias, frame);
  return aliasCharts({ ...tables, annotations: annotations.table }, frame);
}

export function aliasCharts(tables: AliasTables, frame: AliasFrame): Record<AliasChartName, TopLevelSpec> {
  return {
    environments: overTime(environmentChart(tables, frame), frame),
    spillover: overTime(spilloverChart(tables, frame), frame),
    utilization: overTime(utilizationChart(tables, frame), frame),
  };
}

const LANE = 14;
/** The labels of the rules have the top of the chart for themselves. */
const LABELS = LANES * LANE + 6;
const HEIGHT = 200;

const USED = 'used';
const IDLE = 'available, idle';
const PEAK = 'used at most';
const REQUESTED = 'requested';

/** What was used of what was available, stacked, beside what was asked for. */
function environmentChart(tables: AliasTables, frame: AliasFrame): TopLevelSpec {
  const top = LABELS;
  const height = top + HEIGHT;
  const color = {
    scale: { domain: [USED, IDLE, PEAK, REQUESTED], range: [COLOURS.provisioned, COLOURS.idle, INK, INK] },
  };
  const scale = { range: [height, top] };
  const line = (field: string, name: string, strokeWidth: number, strokeDash: number[]) => ({
    mark: { type: 'line' as const, interpolate: 'step-after' as const, strokeWidth, strokeDash },
    encoding: {
      x: timeAxis('t', frame),
      y: { field, type: 'quantitative' as const, scale },
      color: { datum: name, ...color },
    },
  });
  return {
    ...base(tables, frame),
    height,
    layer: [
      {
        transform: [
          { fold: ['used', 'idle'], as: ['part', 'environments'] },
          { calculate: `datum.part === 'used' ? '${USED}' : '${IDLE}'`, as: 'kind' },
        ],
        mark: { type: 'area', interpolate: 'step-after', opacity: 0.85 },
        encoding: {
          x: timeAxis('t', frame),
          y: {
            field: 'environments',
            type: 'quantitative',
            stack: 'zero',
            title: 'environments',
            scale,
            axis: { ...AXIS, tickMinStep: 1 },
          },
          color: { field: 'kind', type: 'nominal', ...color, legend: lineLegend([PEAK, REQUESTED], [REQUESTED]) },
          order: { field: 'part', type: 'nominal', sort: 'descending' },
        },
      },
      line('peak', PEAK, 0.75, []),
      line('requested', REQUESTED, 1.75, [5, 4]),
      ...rules(tables, frame, height, top),
      ...labels(tables, frame),
    ],
  };
}

/** How many invocations ran on demand although something is provisioned for them. */
function spilloverChart(tables: AliasTables, frame: AliasFrame): TopLevelSpec {
  const height = 90;
  return {
    ...base(tables, frame),
    height,
    layer: [
      ...rules(tables, frame, height, 0),
      {
        mark: { type: 'area', interpolate: 'step-after', color: COLOURS.cold, opacity: 0.9 },
        encoding: {
          x: timeAxis('t', frame),
          y: {
            field: 'spilled',
            type: 'quantitative',
            title: `per ${duration(frame.pointMs)}`,
            axis: { ...AXIS, tickMinStep: 1, tickCount: 3 },
          },
        },
      },
    ],
  };
}

const AVERAGE = 'average';
const HIGHEST = 'highest';
const TARGET = 'target';
const BREAK_EVEN = 'break-even';

/** The share of what was available that was busy, beside the target and the share from which it is worth its money. */
function utilizationChart(tables: AliasTables, frame: AliasFrame): TopLevelSpec {
  const height = 140;
  const color = {
    scale: {
      domain: [AVERAGE, HIGHEST, TARGET, BREAK_EVEN],
      range: [COLOURS.provisioned, INK, COLOURS.cold, COLOURS.neutral],
    },
  };
  const y = { type: 'quantitative' as const, scale: { domain: [0, 1] } };
  const curve = (field: string, name: string, strokeWidth: number) => ({
    mark: {
      type: 'line' as const,
      interpolate: 'step-after' as const,
      strokeWidth,
      invalid: 'break-paths-filter-domains' as const,
    },
    encoding: {
      x: timeAxis('t', frame),
      y: {
        field,
        ...y,
        title: 'utilisation',
        axis: { ...AXIS, labelExpr: "format(datum.value, '.0%')", tickCount: 3 },
      },
      color: {
        datum: name,
        ...color,
        legend: lineLegend([AVERAGE, HIGHEST, TARGET, BREAK_EVEN], [TARGET, BREAK_EVEN]),
      },
    },
  });
  const level = (field: string, name: string, strokeDash: number[]) => ({
    data: { name: 'lines', values: rowsOf(tables.lines) },
    mark: { type: 'rule' as const, strokeWidth: 1.5, strokeDash, invalid: 'filter' as const },
    encoding: { y: { field, ...y }, color: { datum: name, ...color } },
  });
  return {
    ...base(tables, frame),
    height,
    layer: [
      ...rules(tables, frame, height, 0),
      curve('highest', HIGHEST, 1),
      curve('utilization', AVERAGE, 2),
      level('breakEven', BREAK_EVEN, [2, 3]),
      level('target', TARGET, [5, 4]),
    ],
  };
}

/** One width for all three, so that a moment stands at one place in all of them. */
const AXIS = { minExtent: 34, maxExtent: 34, labelExpr: "format(datum.value, '~s')" };

const KINDS: Readonly<Record<AnnotationKind, string>> = {
  alarm: '#e69f00',
  'scale-out': COLOURS.cold,
  'scale-in': '#56b4e9',
  schedule: '#cc79a7',
  deployment: '#8f6fc4',
  failure: '#e5484d',
};

const LANE_OF = `width < ${WIDE} ? datum.narrow : datum.wide`;
const IS_LEFT = `(width < ${WIDE} ? datum.narrowSide : datum.wideSide) === 'left'`;

/** A rule for each moment, from its label down, and a wider one to point at, which nobody sees. */
function rules(tables: AliasTables, frame: AliasFrame, height: number, top: number) {
  const data = { name: 'annotations', values: rowsOf(tables.annotations) };
  const y = top === 0 ? 0 : { expr: `(${LANE_OF}) < 0 ? ${top} : (${LANE_OF}) * ${LANE} + 2` };
  const x = timeAxis('at', frame);
  const stroke = { expr: `${JSON.stringify(KINDS)}[datum.kind]` };
  return [
    {
      data,
      mark: { type: 'rule' as const, y, y2: height, stroke, strokeWidth: 1.25, strokeDash: [3, 2], opacity: 0.8 },
      encoding: { x },
    },
    {
      data,
      mark: { type: 'rule' as const, y, y2: height, strokeWidth: 9, opacity: 0 },
      encoding: { x, tooltip: { field: 'says', type: 'nominal' as const } },
    },
  ];
}

function labels(tables: AliasTables, frame: AliasFrame) {
  return [
    {
      data: { name: 'annotations', values: rowsOf(tables.annotations) },
      transform: [{ filter: `(${LANE_OF}) >= 0` }],
      mark: {
        type: 'text' as const,
        y: { expr: `(${LANE_OF}) * ${LANE} + 9` },
        align: { expr: `${IS_LEFT} ? 'right' : 'left'` },
        dx: { expr: `${IS_LEFT} ? -4 : 4` },
        baseline: 'middle' as const,
        color: INK,
        fontSize: 11,
      },
      encoding: {
        x: timeAxis('at', frame),
        text: { field: 'label', type: 'nominal' as const },
        tooltip: { field: 'says', type: 'nominal' as const },
      },
    },
  ];
}

function base(tables: AliasTables, frame: AliasFrame) {
  return { width: frame.width, data: { name: 'rows', values: rowsOf(tables.rows) }, config: CHART_CONFIG };
}
