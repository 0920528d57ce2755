// From the runs' results to one summary: every number of a run by its path, with its interval over the replications.
import { halfWidth95 } from '../metrics/interval.js';
import type { RunResult, SummaryEntry } from '../result.js';
import type { Scenario } from '../scenario/types.js';

/** Parts of a run whose numbers are figures; series, curves and what happened one after another are pictures. */
const PARTS = ['functions', 'triggers', 'total'] as const;
const PICTURES: ReadonlySet<string> = new Set(['latencyCurve', 'activities', 'breakEven']);
/** What is no number where there is one, so that it is no missing figure where there is none. */
const OBJECTS: ReadonlySet<string> = new Set(['provisioned', 'reason']);

/** Every figure of a run by its path, `functions.api.latencyMs.p99`; `null` where it has no value. */
export function figuresOf(run: RunResult): Map<string, number | null> {
  const figures = new Map<string, number | null>();
  const walk = (path: string, value: unknown): void => {
    if (value === null || typeof value === 'number') figures.set(path, value);
    else if (typeof value === 'object') {
      for (const [key, inner] of Object.entries(value)) {
        if (!PICTURES.has(key) && !(inner === null && OBJECTS.has(key))) walk(`${path}.${key}`, inner);
      }
    }
  };
  for (const part of PARTS) walk(part, run[part]);
  return figures;
}

/** Whether all replications meet the same requests, so that they say nothing about chance in traffic. */
export function isReplayed({ triggers }: Scenario): boolean {
  return triggers.length > 0 && triggers.every(({ type }) => type === 'trace');
}

/** Mean, half-width of the 95 % interval, least and greatest over the runs. `replayed` runs share one fixed trace: no interval. */
export function summarise(runs: readonly RunResult[], replayed: boolean): Record<string, SummaryEntry> {
  const samples = new Map<string, number[]>();
  for (const run of runs) {
    for (const [path, value] of figuresOf(run)) {
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
