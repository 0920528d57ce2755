// The charts of a comparison as Vega-Lite specifications: relative differences as dots with whiskers, and the latencies of the
// variants over each other. Renders nothing.
import type { TopLevelSpec } from 'vega-lite';
import { labelsOf, latencyAxis } from '../charts/axes.js';
import { base, COLOURS, HEIGHT, INK, legendOf, linesLook } from '../charts/style.js';
import { duration } from '../format.js';
import { PERCENTILES } from './data.js';

export interface ComparisonFrame {
  readonly base: string;
  /** Those that are drawn, without the base. */
  readonly variants: readonly string[];
  /** The largest number of metrics that a chart of differences shows. */
  readonly metrics: number;
  /** The fastest and the slowest latency to show. */
  readonly latencyMs: readonly [low: number, high: number];
  /** The largest relative difference of all that the charts may show. */
  readonly largestShare: number;
}

export function comparisonCharts(frame: ComparisonFrame): Record<'differences' | 'latency', TopLevelSpec> {
  return { differences: differenceChart(frame), latency: latencyChart(frame) };
}

const CONTAINER = { width: 'container' } as const;
/** From three times as much on, small differences would vanish beside it. */
const LINEAR_UP_TO = 3;

/** A dot for each metric and variant on a line through 0; what may be chance is hollow, on a dashed whisker. */
function differenceChart({ variants, metrics, largestShare }: ComparisonFrame): TopLevelSpec {
  const look = linesLook(variants);
  const several = variants.length > 1;
  const y = { field: 'metric', type: 'nominal', sort: null, title: null, axis: ROWS } as const;
  const rows = several
    ? { y, yOffset: { field: 'variant', type: 'nominal', sort: null, scale: { paddingOuter: 0.5 } } as const }
    : { y };
  const color = {
    field: 'variant',
    type: 'nominal',
    sort: null,
    scale: look.color,
    legend: several ? legendOf(variants) : null,
  } as const;
  const isBent = largestShare > LINEAR_UP_TO;
  const x = (field: string) => ({
    field,
    type: 'quantitative' as const,
    title: isBent ? 'relative to the base (logarithmic beyond ±100 %)' : 'relative to the base',
    scale: isBent ? { type: 'symlog' as const, constant: 1, nice: false } : { zero: true },
    axis: isBent ? { values: tens(largestShare), labelExpr: SHARE } : { ...TICKS, labelExpr: SHARE },
  });
  const certain = 'datum.certain === 1';
  const tooltip = { field: 'says', type: 'nominal' as const };
  const isRoomy = { expr: 'width < 420 ? 0 : 1' };
  return {
    ...base({}, CONTAINER),
    height: Math.max(1, metrics) * (variants.length * 18 + 14),
    layer: [
      { mark: { type: 'rule', color: INK, opacity: 0.55, strokeWidth: 1.25 }, encoding: { x: { datum: 0 } } },
      {
        mark: { type: 'rule', strokeWidth: 2 },
        encoding: {
          ...rows,
          x: x('low'),
          x2: { field: 'high' },
          color,
          strokeDash: { condition: { test: certain, value: [] }, value: [3, 3] },
        },
      },
      {
        mark: { type: 'point', size: 60, strokeWidth: 2, opacity: 1 },
        encoding: {
          ...rows,
          x: x('at'),
          color,
          shape: { field: 'variant', type: 'nominal', scale: look.shape, legend: color.legend },
          fill: color,
          fillOpacity: { condition: { test: certain, value: 1 }, value: 0 },
          tooltip,
        },
      },
      {
        mark: { type: 'text', align: 'right', fontSize: 11, color: INK, opacity: isRoomy },
        encoding: { ...rows, x: { value: 'width' }, text: { field: 'text', type: 'nominal' } },
      },
      { mark: { type: 'point', opacity: 0 }, encoding: { x: x(isBent ? 'roomBent' : 'room') } },
      // Nothing that is counted falls below it, and a tick stands there.
      ...(isBent ? [{ mark: { type: 'point' as const, opacity: 0 }, encoding: { x: { datum: -1 } } }] : []),
    ],
  };
}

const TICKS = { tickCount: { signal: 'width < 420 ? 3 : 7' } };

/** −100 %, 0, and the powers of ten from 100 % on. */
function tens(largestShare: number): number[] {
  const ticks = [-1, 0];
  for (let tick = 1; tick <= largestShare; tick *= 10) ticks.push(tick);
  return ticks;
}

const ROWS = {
  labelLimit: 170,
  labelPadding: 6,
  ticks: false,
  domain: false,
  grid: true,
  gridOpacity: 0.1,
  tickBand: 'extent',
} as const;
const SHARE = "(datum.value > 0 ? '+' : datum.value < 0 ? '−' : '') + format(abs(datum.value) * 100, ',.3~r') + ' %'";

const NAMES = `${JSON.stringify(PERCENTILES.map(([, label]) => label))}[datum.value]`;

/** Percentiles of the latency, with their intervals; the base is grey. */
function latencyChart({ base: name, variants, latencyMs }: ComparisonFrame): TopLevelSpec {
  const look = linesLook(variants);
  const domain = [name, ...variants];
  const scale = <T>(own: { readonly range: readonly T[] }, first: T) => ({ domain, range: [first, ...own.range] });
  const color = {
    field: 'variant',
    type: 'nominal',
    scale: scale(look.color, COLOURS.neutral),
    legend: legendOf(domain),
  } as const;
  const { low, high, ticks, decades } = latencyAxis(latencyMs);
  const y = (field: string) => ({
    field,
    type: 'quantitative' as const,
    title: 'latency (logarithmic)',
    scale: { type: 'log' as const, domain: [low, high], nice: false },
    axis: { values: ticks.length > 8 ? decades : ticks, labelExpr: labelsOf(duration) },
  });
  const x = {
    field: 'at',
    type: 'quantitative' as const,
    title: 'percentile',
    scale: { domain: [-0.5, PERCENTILES.length - 0.5], nice: false, zero: false },
    axis: { values: PERCENTILES.map((_, place) => place), labelExpr: NAMES, grid: false },
  };
  const shape = { field: 'variant', type: 'nominal', scale: scale(look.shape, 'triangle-left') } as const;
  return {
    ...base({}, CONTAINER),
    height: HEIGHT + 40,
    encoding: { x },
    layer: [
      {
        mark: { type: 'rule', strokeWidth: 1.5, opacity: 0.7 },
        encoding: { y: y('low'), y2: { field: 'high' }, color },
      },
      {
        mark: { type: 'line', strokeWidth: 2 },
        encoding: {
          y: y('ms'),
          color,
          strokeDash: { field: 'variant', type: 'nominal', scale: scale<number[]>(look.strokeDash, []) },
        },
      },
      {
        mark: { type: 'point', filled: true, size: 50, opacity: 1 },
        encoding: { y: y('ms'), color, shape, tooltip: { field: 'says', type: 'nominal' } },
      },
    ],
  };
}
