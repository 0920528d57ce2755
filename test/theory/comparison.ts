// A simulated mean beside the value that theory gives, with an interval wide enough for the whole family of comparisons.
import { mean, sampleStandardDeviation } from 'simple-statistics';
import { studentQuantile } from '../../src/metrics/interval.js';
import type { RunResult } from '../../src/result.js';
import type { Scenario } from '../../src/scenario/types.js';
import { simulate } from '../../src/simulate.js';

export const REPLICATIONS = 30;
/** Erlang B (throttled and spilled over), M/G/∞ (mean, variance, share of empty time) and renewal, at five loads each. */
export const FAMILY = 5 * (2 + 3 + 1);
export const FAMILY_LEVEL = 0.99;

export interface Comparison {
  readonly law: string;
  readonly load: string;
  readonly theory: number;
  readonly simulated: number;
  /** Half-width of the interval that holds for all comparisons of the family together. */
  readonly halfWidth: number;
  readonly inside: boolean;
}

/** `measure` turns one run into the figure that theory speaks of. */
export function compare(
  law: string,
  load: string,
  theory: number,
  scenario: Scenario,
  measure: (run: RunResult, replication: number) => number,
): Comparison {
  const samples = Array.from({ length: REPLICATIONS }, (_, replication) =>
    measure(simulate(scenario, replication), replication),
  );
  return compareSamples(law, load, theory, samples);
}

/** `family` is how many comparisons are to hold together. */
export function compareSamples(
  law: string,
  load: string,
  theory: number,
  samples: readonly number[],
  family = FAMILY,
): Comparison {
  const simulated = mean([...samples]);
  const quantile = studentQuantile(1 - (1 - FAMILY_LEVEL) / family / 2, samples.length - 1);
  const halfWidth = (quantile * sampleStandardDeviation([...samples])) / Math.sqrt(samples.length);
  return { law, load, theory, simulated, halfWidth, inside: Math.abs(simulated - theory) <= halfWidth };
}
