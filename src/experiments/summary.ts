// From the figures of replications to one summary: each figure with its interval.
import { halfWidth95 } from '../metrics/interval.js';
import type { RunResult, SummaryEntry } from '../result.js';
import { type Figures, figuresOf } from '../runner/figures.js';
import type { Scenario } from '../scenario/types.js';

/** Whether all replications meet the same requests, so that they say nothing about chance in traffic. */
export function isReplayed({ triggers }: Scenario): boolean {
  return triggers.length > 0 && triggers.every((each) => each.type === 'trace' && each.resample === undefined);
}

/** Mean, half-width of the 95 % interval, least and greatest over the runs. `replayed` runs share one fixed trace: no interval. */
export function summarise(runs: readonly RunResult[], replayed: boolean): Record<string, SummaryEntry> {
  return summaryOf(runs.map(figuresOf), replayed);
}

/** The same of figures. */
export function summaryOf(replications: readonly Figures[], replayed: boolean): Record<string, SummaryEntry> {
  const samples = new Map<string, number[]>();
  for (const figures of replications) {
    for (const [path, value] of figures) {
      const list = samples.get(path) ?? [];
      samples.set(path, list);
      if (value !== null) list.push(value);
    }
  }
  return Object.fromEntries([...samples].map(([path, values]) => [path, entry(values, replayed)]));
}

function entry(values: readonly number[], replayed: boolean): SummaryEntry {
  if (values.length === 0) return { mean: null, ci95: null, min: null, max: null };
  return {
    mean: values.reduce((sum, value) => sum + value, 0) / values.length,
    ci95: replayed ? null : halfWidth95(values),
    min: Math.min(...values),
    max: Math.max(...values),
  };
}
