// The metrics that are named where several settings are set side by side: what each is called, and how it is written.
import { count, duration, percent, usd } from '../format.js';

export type Format = (value: number) => string;

export interface Metric {
  /** Under a function, or under `total`. */
  readonly path: string;
  readonly label: string;
  readonly format: Format;
  /** Of a difference, where that has another unit. */
  readonly formatDifference?: Format;
}

/** A difference of two shares is in points, not in per cent. */
export const points: Format = (share) => percent(share).replace('%', Math.abs(share) === 0.01 ? 'point' : 'points');

export const METRICS: readonly Metric[] = [
  { path: 'invocations', label: 'Invocations', format: count },
  { path: 'coldStarts', label: 'Cold starts', format: count },
  { path: 'coldStartRate', label: 'Share of cold starts', format: percent, formatDifference: points },
  { path: 'spilloverInvocations', label: 'Spillover', format: count },
  { path: 'throttles', label: 'Throttles', format: count },
  { path: 'errors', label: 'Errors', format: count },
  { path: 'latencyMs.mean', label: 'Latency, mean', format: duration },
  { path: 'latencyMs.p50', label: 'Latency, p50', format: duration },
  { path: 'latencyMs.p95', label: 'Latency, p95', format: duration },
  { path: 'latencyMs.p99', label: 'Latency, p99', format: duration },
  { path: 'latencyMs.p999', label: 'Latency, p99.9', format: duration },
  { path: 'concurrency.max', label: 'Concurrency, max', format: count },
  { path: 'environments.mean', label: 'Environments, mean', format: count },
  { path: 'provisioned.utilizationMean', label: 'Provisioned, utilization', format: percent, formatDifference: points },
  { path: 'cost.total', label: 'Cost', format: usd },
  { path: 'monthly.total', label: 'Cost a month', format: usd },
];

/** How a metric is written, by its path. */
export function formatOf(metric: string): Format {
  if (/(?:^|\.)(?:cost|monthly|costPerMillion|coldStartCost)(?:\.|$)/.test(metric)) return usd;
  if (/(?:Rate|utilizationMean|utilizationMax)$/.test(metric)) return percent;
  if (/Ms(?:\.|$)/.test(metric)) return duration;
  return count;
}

interface Place {
  /** Of the function or the trigger; none where it is all together. */
  readonly name: string | undefined;
  readonly path: string;
}

/** Where in a summary a metric stands. */
export function placeOf(metric: string): Place {
  const [, name, path = metric] = /^(?:total|(?:functions|triggers)\.([^.]+))\.(.+)$/.exec(metric) ?? [];
  return { name, path };
}

/** Within a sentence: `total.coldStartRate` reads "share of cold starts", `functions.api.latencyMs.p99` "latency p99 of api". */
export function metricWords(metric: string): string {
  const { name, path } = placeOf(metric);
  const label = METRICS.find((each) => each.path === path)?.label;
  const words = label === undefined ? path : label.slice(0, 1).toLowerCase() + label.slice(1).replace(', ', ' ');
  return name === undefined ? words : `${words} of ${name}`;
}
