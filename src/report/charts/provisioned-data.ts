// The data behind the charts of one alias or version: requested, available, used and spilled over time, utilisation, and the
// moments to mark. Draws nothing.
import type { MetricSeries, Result } from '../../result.js';
import type { AliasSubject } from '../content/figures.js';
import { activitiesOf } from '../content/scaling.js';
import { type Annotations, annotations } from './annotations.js';
import { type ChartTable, closed, grouped, ifAny, largest, mean, rounded, sum } from './coarse.js';

/** What the charts of several aliases have in common. */
export interface AliasFrame {
  readonly horizonMs: number;
  /** Pixels, or the width of the element that holds the chart. */
  readonly width: number | 'container';
  /** So many steps of the series make one point. */
  readonly group: number;
  /** What one point stands for. */
  readonly pointMs: number;
}

export interface AliasData {
  readonly rows: ChartTable;
  /** What holds throughout, in one row. */
  readonly lines: ChartTable;
  readonly annotations: Annotations;
}

export function aliasFrame(
  result: Result,
  { width, points }: { readonly width: AliasFrame['width']; readonly points: number },
): AliasFrame {
  const { stepMs = 1, aliases = {} } = result.runs[0]?.series ?? {};
  const steps = Math.max(0, ...Object.values(aliases).map((metrics) => valuesOf(metrics, REQUESTED).length));
  const group = Math.max(1, Math.ceil(steps / points));
  return { horizonMs: result.horizonMs, width, group, pointMs: group * stepMs };
}

const REQUESTED = ['RequestedProvisionedConcurrency', 'Average'] as const;
const AVAILABLE = ['AvailableProvisionedConcurrency', 'Average'] as const;
const USED = ['ProvisionedConcurrentExecutions', 'Average'] as const;
const PEAK = ['ProvisionedConcurrentExecutions', 'Maximum'] as const;
const SPILLED = ['ProvisionedConcurrencySpilloverInvocations', 'Sum'] as const;
const UTILIZATION = ['ProvisionedConcurrencyUtilization', 'Average'] as const;
const UTILIZATION_PEAK = ['ProvisionedConcurrencyUtilization', 'Maximum'] as const;

function valuesOf(metrics: MetricSeries, [metric, statistic]: readonly [string, string]): readonly (number | null)[] {
  return metrics[metric]?.[statistic] ?? [];
}

/** Curves come from replication 0. */
export function aliasData(result: Result, alias: AliasSubject, frame: AliasFrame): AliasData {
  const metrics = result.runs[0]?.series.aliases[alias.target] ?? {};
  const provisioned = alias.first.provisioned;
  return {
    rows: rowsOf(metrics, frame),
    lines: {
      target: [alias.settings?.scaling?.tracking?.targetUtilization ?? null],
      breakEven: [provisioned?.breakEvenUtilization ?? null],
    },
    annotations: annotations(activitiesOf(alias), frame.horizonMs),
  };
}

function rowsOf(metrics: MetricSeries, { group, pointMs, horizonMs }: AliasFrame): ChartTable {
  const column = (of: readonly [string, string], combine: (values: number[]) => number): number[] =>
    grouped(valuesOf(metrics, of), group, (values) => rounded(combine(values)));
  const requested = column(REQUESTED, mean);
  const available = column(AVAILABLE, mean);
  const used = column(USED, mean);
  const columns = {
    t: requested.map((_, index) => index * pointMs),
    requested,
    used,
    idle: available.map((each, index) => rounded(Math.max(0, each - (used[index] ?? 0)))),
    peak: column(PEAK, largest),
    spilled: column(SPILLED, sum),
    utilization: grouped(valuesOf(metrics, UTILIZATION), group, ifAny(mean)),
    highest: grouped(valuesOf(metrics, UTILIZATION_PEAK), group, ifAny(largest)),
  };
  return requested.length === 0 ? columns : closed(columns, horizonMs);
}

/** What was available to a function over all its aliases and versions, in each step; `undefined` where the series do not say. */
export function availableOf(result: Result, aliases: readonly AliasSubject[]): readonly number[] | undefined {
  const series = aliases
    .map(({ target }) => valuesOf(result.runs[0]?.series.aliases[target] ?? {}, AVAILABLE))
    .filter(({ length }) => length > 0);
  return series[0]?.map((_, step) => sum(series.map((values) => values[step] ?? 0)));
}
