// The data behind each chart, as columns of plain values: coarse enough to embed, in simulated time. Draws nothing.
import type { MetricSeries, Result } from '../../result.js';
import type { Subject } from '../content/figures.js';
import { CAUSE_LABELS, CAUSE_METRICS, CAUSES, costParts } from '../content/words.js';
import { usd } from '../format.js';
import { type ChartTable, closed, grouped, largest, mean, rounded, sum } from './coarse.js';
import { availableOf } from './provisioned-data.js';

export type ChartName = 'coldStarts' | 'concurrency' | 'latency' | 'troubles' | 'cost';

export const BUSY = 'on-demand busy';
export const PROVISIONED_BUSY = 'provisioned busy';
export const IDLE = 'on-demand idle';
export const PEAK = 'peak executions';
export const ALLOCATED = 'provisioned allocated';
export const RESERVED = 'reserved';
export const ACCOUNT = 'account limit';

/** The metrics of what went wrong, and what they are called here. */
export const TROUBLES = [
  ['Throttles', 'throttled'],
  ['Errors', 'failed'],
] as const;

/** What the charts of several functions have in common, so that they can be compared and one can take another's place. */
export interface ChartFrame {
  readonly horizonMs: number;
  /** What one bar of the cold-start chart stands for. */
  readonly barMs: number;
  readonly hasProvisioned: boolean;
  /** Which limits are in reach of a function. */
  readonly limits: readonly (typeof RESERVED | typeof ACCOUNT)[];
  /** The fastest and the slowest latency to show. */
  readonly latencyMs: readonly [low: number, high: number];
  /** The largest number of cost parts that a function has. */
  readonly costParts: number;
  /** Pixels, or the width of the element that holds the chart. */
  readonly width: number | 'container';
  /** At most so many points a time series has. */
  readonly points: number;
}

export function chartFrame(
  result: Result,
  functions: readonly Subject[],
  size: Pick<ChartFrame, 'width' | 'points'>,
): ChartFrame {
  return {
    horizonMs: result.horizonMs,
    barMs: barMs(result),
    hasProvisioned: functions.some(hasProvisioned),
    limits: ([RESERVED, ACCOUNT] as const).filter((limit) => functions.some((each) => limitsOf(each)[limit] !== null)),
    latencyMs: latencyRange(functions),
    costParts: Math.max(1, ...functions.map((subject) => costParts(subject).length)),
    ...size,
  };
}

/** More bars than this are too thin to tell apart. */
const BARS = 60;

/** Curves come from replication 0. */
export function chartTables(result: Result, subject: Subject, frame: ChartFrame): Record<ChartName, ChartTable> {
  const series = result.runs[0]?.series;
  const metrics = series?.functions[subject.name] ?? {};
  const stepMs = series?.stepMs ?? 1;
  return {
    coldStarts: coldStartTable(metrics, stepMs, frame),
    concurrency: concurrencyTable(result, metrics, subject, frame),
    latency: latencyTable(subject),
    troubles: troubleTable(metrics, stepMs, frame),
    cost: costTable(subject),
  };
}

function concurrencyTable(result: Result, metrics: MetricSeries, subject: Subject, frame: ChartFrame): ChartTable {
  const stepMs = result.runs[0]?.series.stepMs ?? 1;
  const executions = metrics['ConcurrentExecutions']?.['Average'] ?? [];
  const group = Math.max(1, Math.ceil(executions.length / frame.points));
  const all = grouped(executions, group, mean);
  const provisioned = grouped(metrics['ProvisionedConcurrentExecutions']?.['Average'] ?? [], group, mean);
  const idle = grouped(metrics['IdleEnvironments']?.['Average'] ?? [], group, mean);
  const peak = grouped(metrics['ConcurrentExecutions']?.['Maximum'] ?? [], group, largest);
  const columns: Record<string, number[]> = {
    t: all.map((_, index) => index * group * stepMs),
    [BUSY]: all.map((value, index) => Math.max(0, rounded(value - (provisioned[index] ?? 0)))),
    [IDLE]: all.map((_, index) => rounded(idle[index] ?? 0)),
    [PEAK]: all.map((_, index) => peak[index] ?? 0),
  };
  // Also of a function without any, where it takes the place of one with.
  if (frame.hasProvisioned) {
    columns[PROVISIONED_BUSY] = all.map((_, index) => rounded(provisioned[index] ?? 0));
    const available = availableOf(result, subject.aliases);
    columns[ALLOCATED] =
      available === undefined
        ? all.map(() => rounded(subject.first.provisioned.mean))
        : grouped(available, group, (values) => rounded(mean(values)));
  }
  const limits = limitsOf(subject);
  const withLimits = {
    ...columns,
    ...Object.fromEntries(frame.limits.map((each) => [each, all.map(() => limits[each] ?? 0)])),
  };
  return all.length === 0 ? withLimits : closed(withLimits, frame.horizonMs);
}

/** A limit further away than this would press everything else to the ground. */
const IN_REACH = 3;

/** What may run of it at once, `null` where that is out of reach: as much as is reserved, else what the account has. */
export function limitsOf({ settings, first }: Subject): Record<typeof RESERVED | typeof ACCOUNT, number | null> {
  const reserved = settings?.reservedConcurrency ?? null;
  const account = reserved === null ? (settings?.accountConcurrency ?? null) : null;
  const inReach = (limit: number | null) => (limit === null || limit > IN_REACH * first.concurrency.max ? null : limit);
  return { [RESERVED]: inReach(reserved), [ACCOUNT]: inReach(account) };
}

export function hasProvisioned(subject: Subject): boolean {
  return subject.first.provisioned.mean > 0;
}

const KINDS = ['cold', 'warm', 'provisioned'] as const;

/** A logarithmic axis has no zero: what is faster than this, as a constant handler of 0 ms, is drawn here. */
const FASTEST_MS = 0.1;

function latencyTable(subject: Subject): ChartTable {
  const { probabilities, ms } = subject.first.latencyCurve;
  const rows = KINDS.flatMap((kind) =>
    (ms[kind] ?? []).map((value, index) => ({ kind, ms: onAxis(value), share: probabilities[index] ?? 0 })),
  );
  return { kind: rows.map((row) => row.kind), ms: rows.map((row) => row.ms), share: rows.map((row) => row.share) };
}

function onAxis(ms: number): number {
  return Math.max(FASTEST_MS, rounded(ms));
}

function coldStartTable(metrics: MetricSeries, stepMs: number, frame: ChartFrame): ChartTable {
  const bars = CAUSES.flatMap((cause) => barsOf(CAUSE_LABELS[cause], metrics[CAUSE_METRICS[cause]], stepMs, frame));
  return barTable(bars, 'cause', 'coldStarts');
}

function troubleTable(metrics: MetricSeries, stepMs: number, frame: ChartFrame): ChartTable {
  const bars = TROUBLES.flatMap(([metric, label]) => barsOf(label, metrics[metric], stepMs, frame));
  return barTable(bars, 'trouble', 'amount');
}

interface Bar {
  readonly kind: string;
  readonly from: number;
  readonly to: number;
  readonly amount: number;
}

/** The sums of a metric, without those that are 0. */
function barsOf(kind: string, metric: MetricSeries[string] | undefined, stepMs: number, frame: ChartFrame): Bar[] {
  const values = metric?.['Sum'] ?? [];
  const group = Math.max(1, Math.ceil(values.length / BARS));
  const bars = grouped(values, group, sum).map((amount, index) => ({
    ...{ kind, amount },
    from: index * group * stepMs,
    to: Math.min(frame.horizonMs, (index + 1) * group * stepMs),
  }));
  return bars.filter(({ amount }) => amount > 0);
}

function barTable(bars: readonly Bar[], kind: string, amount: string): ChartTable {
  return {
    [kind]: bars.map((bar) => bar.kind),
    from: bars.map(({ from }) => from),
    to: bars.map(({ to }) => to),
    [amount]: bars.map((bar) => bar.amount),
  };
}

function barMs(result: Result): number {
  const series = result.runs[0]?.series;
  const steps = Object.values(series?.functions ?? {}).map(
    (metrics) => metrics['ColdStartsFirst']?.['Sum']?.length ?? 0,
  );
  return Math.max(1, Math.ceil(Math.max(0, ...steps) / BARS)) * (series?.stepMs ?? 1);
}

function latencyRange(functions: readonly Subject[]): readonly [low: number, high: number] {
  // A curve rises, so its ends are its extremes.
  const ends = functions.flatMap(({ first }) =>
    KINDS.flatMap((kind) => [first.latencyCurve.ms[kind]?.[0], first.latencyCurve.ms[kind]?.at(-1)]),
  );
  const known = ends.filter((end) => end !== undefined).map(onAxis);
  return known.length === 0 ? [1, 1000] : [Math.min(...known), Math.max(...known)];
}

function costTable(subject: Subject): ChartTable {
  const parts = costParts(subject);
  return {
    part: parts.map(({ part }) => part),
    label: parts.map(({ label, amount }) => `${label}: ${usd(amount)}`),
    usd: parts.map(({ amount }) => amount),
  };
}
