// The figures of a run: each of its numbers by its path. A thousandth of the run's own size, for whoever needs no pictures.
import type { RunResult } from '../result.js';

/** `functions.api.latencyMs.p99` and the like; `null` where a figure has no value. */
export type Figures = ReadonlyMap<string, number | null>;

/** Parts of a run whose numbers are figures; series, curves and what happened one after another are pictures. */
const PARTS = ['functions', 'triggers', 'total'] as const;
const PICTURES: ReadonlySet<string> = new Set(['latencyCurve', 'activities', 'breakEven']);
/** What is no number where there is one, so that it is no missing figure where there is none. */
const OBJECTS: ReadonlySet<string> = new Set(['provisioned', 'reason']);

export function figuresOf(run: RunResult): Figures {
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
