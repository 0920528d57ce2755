// When there are replications enough: the interval of one metric is so narrow as was asked for, by the mean. Looking after every
// replication would stop too often on a narrow interval of chance; so the first look comes late, and the next ones are spread.

import { halfWidth95 } from '../metrics/interval.js';
import type { PrecisionOutcome } from '../precision-result.js';

export interface Precision {
  /** In full, as `figuresOf` names it. */
  readonly metric: string;
  /** The half-width of the 95 % interval by the mean, above 0. */
  readonly relative: number;
  /** There are not more replications than this. */
  readonly limit: number;
}

/** Replications before the first look: a deviation from fewer is worth little. */
export const FIRST_LOOK = 10;
/** Further looks come after so much more. */
const GROWTH = 1.1;

/** `latencyMs.p99:5%` in its two parts; `null` for anything else, and for shares that are not between 0 and 1. */
export function parsePrecision(text: string): { readonly metric: string; readonly relative: number } | null {
  const [, metric, number, percent] = /^\s*([^\s:]+)\s*:\s*(\d*\.?\d+)\s*(%?)\s*$/.exec(text) ?? [];
  if (metric === undefined) return null;
  const relative = Number(number) / (percent === '%' ? 100 : 1);
  return relative > 0 && relative < 1 ? { metric, relative } : null;
}

/** After which numbers of replications to look, in ascending order up to the limit, which is the last. */
export function looks(limit: number): number[] {
  const all: number[] = [];
  for (let next = Math.min(FIRST_LOOK, limit); next < limit; next = Math.ceil(next * GROWTH)) all.push(next);
  return [...all, limit];
}

/** The half-width by the mean; `null` where there is none. Values that are all 0 are known exactly. */
export function relativeHalfWidth(values: readonly number[]): number | null {
  const half = halfWidth95(values);
  if (half === null) return null;
  if (half === 0) return 0;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return mean === 0 ? null : half / Math.abs(mean);
}

/** Watches the replications as they come. A replication without a value of the metric counts, but tells nothing. */
export class PrecisionWatch {
  readonly #precision: Precision;
  readonly #looks: ReadonlySet<number>;
  readonly #values: number[] = [];
  #replications = 0;
  #isReached = false;

  constructor(precision: Precision) {
    this.#precision = precision;
    this.#looks = new Set(looks(precision.limit));
  }

  /** Takes the metric's value in the next replication; tells whether that was the last. */
  isEnough(value: number | null | undefined): boolean {
    this.#replications += 1;
    if (typeof value === 'number') this.#values.push(value);
    if (!this.#looks.has(this.#replications)) return false;
    const relative = this.#values.length < this.#replications ? null : relativeHalfWidth(this.#values);
    this.#isReached = relative !== null && relative <= this.#precision.relative;
    return this.#isReached || this.#replications === this.#precision.limit;
  }

  outcome(): PrecisionOutcome {
    const { metric, relative, limit } = this.#precision;
    const isAtEnd = this.#replications === limit;
    return {
      metric,
      wanted: relative,
      reached: relativeHalfWidth(this.#values),
      replications: this.#replications,
      limit,
      stoppedBy: this.#isReached ? 'precision' : isAtEnd ? 'limit' : 'interrupted',
    };
  }
}
