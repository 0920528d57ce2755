// The charts of a sweep as Vega-Lite specifications: curves along one axis, and heat maps over two. Renders nothing.
import type { TopLevelSpec } from 'vega-lite';
import { labelsOf } from '../charts/axes.js';
import type { ChartTable } from '../charts/coarse.js';
import { base, HEIGHT, INK, legendOf, linesLook } from '../charts/style.js';
import { formatOf } from '../comparison/metrics.js';
import type { Axis, Layout } from './axes.js';

const CONTAINER = { width: 'container' } as const;
const SAYS = { field: 'says', type: 'nominal' } as const;

/** One metric along `x`, a line for each combination of the other axes, with the intervals; dots where `x` has no numbers. */
export function curveChart(table: ChartTable, layout: Layout, metric: string): TopLevelSpec {
  const { x, others, lines } = layout;
  const look = linesLook(lines);
  const legend =
    others.length === 0
      ? null
      : { ...legendOf(lines), title: others.map(({ label }) => label).join(', '), titleColor: INK };
  const line = { field: 'line', type: 'nominal', sort: null } as const;
  const color = { ...line, scale: look.color, legend };
  const shape = { ...line, scale: look.shape, legend };
  const place = x.numbers === null ? namesOf(x, lines) : { x: numbersOf(x, x.numbers) };
  const y = (field: string) => ({ ...valueAxis(table, metric), field });
  const hasInterval = (table['low'] ?? []).some((low, row) => low !== table['high']![row]);
  const whiskers = {
    mark: { type: 'rule' as const, strokeWidth: 1.5, opacity: 0.75 },
    encoding: { ...place, y: y('low'), y2: { field: 'high' }, color },
  };
  const band = {
    mark: { type: 'area' as const, opacity: 0.18 },
    encoding: { ...place, y: y('low'), y2: { field: 'high' }, color },
  };
  const curve = {
    mark: { type: 'line' as const, strokeWidth: 2 },
    encoding: { ...place, y: y('value'), color, strokeDash: { ...line, scale: look.strokeDash, legend } },
  };
  const isCurve = x.numbers !== null;
  const interval = isCurve && lines.length === 1 ? band : whiskers;
  return {
    ...base({}, CONTAINER),
    height: HEIGHT,
    layer: [
      ...(hasInterval ? [interval] : []),
      ...(isCurve ? [curve] : []),
      {
        mark: { type: 'point', filled: true, size: 46, opacity: 1 },
        encoding: { ...place, y: y('value'), color, shape, tooltip: SAYS },
      },
    ],
  };
}

function numbersOf({ label, unit }: Axis, numbers: readonly number[]) {
  return {
    field: 'x',
    type: 'quantitative' as const,
    title: label,
    scale: { domain: [Math.min(...numbers), Math.max(...numbers)], nice: false, zero: false, padding: 12 },
    axis: {
      ...(numbers.length <= 12 ? { values: [...numbers] } : { tickCount: { signal: 'width < 420 ? 4 : 8' } }),
      labelExpr: `format(datum.value, ',.6~r') + ${JSON.stringify(unit)}`,
      grid: false,
    },
  };
}

/** Names stand beside each other in the order in which they were given; what has the same name, side by side. */
function namesOf(x: Axis, lines: readonly string[]) {
  const offset = { field: 'line', type: 'nominal', sort: null, scale: { paddingOuter: 0.5 } } as const;
  return {
    x: {
      field: 'x',
      type: 'nominal' as const,
      sort: [...x.texts],
      title: x.label,
      axis: { ...namedLabels(x), grid: false },
    },
    ...(lines.length > 1 && { xOffset: offset }),
  };
}

/** Letters that fit along a chart of a narrow window. */
const ALONG = 36;

/** Level where they have room, else slanted. */
function namedLabels({ texts }: Axis) {
  const isLevel = Math.max(...texts.map((text) => text.length)) * texts.length <= ALONG;
  return isLevel
    ? { labelAngle: 0, labelLimit: 120 }
    : { labelAngle: -35, labelAlign: 'right' as const, labelBaseline: 'middle' as const, labelLimit: 120 };
}

/** From 0 on, unless all values are far from it. */
function valueAxis(table: ChartTable, metric: string) {
  const of = (name: string): number[] => (table[name] ?? []).filter((value) => typeof value === 'number');
  const zero = Math.min(...of('low')) <= Math.max(...of('high')) / 2;
  return {
    type: 'quantitative' as const,
    title: null,
    scale: { zero },
    axis: { labelExpr: labelsOf(formatOf(metric)), tickCount: 5 },
  };
}

/** Pixels that a letter takes. */
const LETTER = 6.5;

/** The values of one metric over two axes; they stand in the cells where they fit. */
export function heatChart(table: ChartTable, [x, y]: readonly [Axis, Axis], metric: string): TopLevelSpec {
  const longest = Math.max(0, ...(table['text'] ?? []).map((text) => String(text).length));
  const values = (table['value'] ?? []).filter((value) => typeof value === 'number');
  const ends = [Math.min(...values), Math.max(...values)];
  const place = {
    x: { field: 'x', type: 'nominal', sort: [...x.texts], title: x.label, axis: { ...namedLabels(x), ...PLAIN } },
    y: { field: 'y', type: 'nominal', sort: [...y.texts], title: y.label, axis: { labelLimit: 110, ...PLAIN } },
  } as const;
  return {
    ...base({}, CONTAINER),
    height: Math.min(600, Math.max(60, y.texts.length * 34)),
    layer: [
      {
        mark: { type: 'rect', strokeWidth: 0 },
        encoding: {
          ...place,
          color: {
            field: 'value',
            type: 'quantitative',
            scale: { range: ['#deebf7', '#08519c'], interpolate: 'lab', zero: false },
            legend: { ...GRADIENT, values: ends, labelExpr: labelsOf(formatOf(metric)) },
          },
          tooltip: SAYS,
        },
      },
      {
        mark: {
          type: 'text',
          fontSize: 11.5,
          // The page's own script draws it, so the scale is at hand.
          opacity: { expr: `bandwidth('x') >= ${longest * LETTER} && bandwidth('y') >= 14 ? 1 : 0` },
        },
        encoding: {
          ...place,
          text: { field: 'text', type: 'nominal' },
          color: { condition: { test: 'datum.light === 1', value: '#fff' }, value: '#000' },
          tooltip: SAYS,
        },
      },
    ],
  };
}

const PLAIN = { ticks: false, domain: false } as const;
const GRADIENT = { type: 'gradient', gradientLength: 160, gradientThickness: 10, offset: 10 } as const;
