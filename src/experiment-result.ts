// The documents of experiments, `coldstart-comparison/1` and `coldstart-sweep/1`: plain JSON, units in the names. Types only.
import type { Assumption, Result, SloOutcome, SummaryEntry } from './result.js';
import type { WarmUpFound } from './steady-result.js';

/** What a variant's metric is beyond the base's, replication by replication. */
export interface Difference {
  /** `null` where one of the two never had a value. */
  readonly mean: number | null;
  /** Half-width of the interval that holds for all variants together with 95 %; `null` where none can be given. */
  readonly ci95: number | null;
  /**
   * How many times the variance of the difference would be as large with random numbers of its own for each variant: the sum of
   * the two variances by the variance of the paired differences; `null` where the differences do not vary.
   */
  readonly varianceRatio: number | null;
}

/** By the path of the metric. */
export type Differences = Readonly<Record<string, Difference>>;

/** Which way a metric of a variant differs from the base's: `same` where the difference may be chance. */
export type Verdict = 'less' | 'more' | 'same';

/** By assumption, then setting, then variant: what the metrics would differ by. */
export interface ComparisonSensitivity {
  readonly metrics: readonly string[];
  readonly differences: Partial<
    Readonly<Record<Assumption, Readonly<Record<string, Readonly<Record<string, Differences>>>>>>
  >;
  /** Where the verdict would be another. */
  readonly changes: readonly {
    readonly assumption: Assumption;
    readonly setting: string;
    readonly variant: string;
    readonly metric: string;
    readonly from: Verdict;
    readonly to: Verdict;
  }[];
}

export interface Comparison {
  readonly schema: 'coldstart-comparison/1';
  readonly scenario: string;
  readonly seed: string;
  readonly version: string;
  readonly replications: number;
  readonly interrupted: boolean;
  readonly warnings: readonly string[];
  /** The variant that the others are compared with. */
  readonly base: string;
  /** The level that the intervals of all comparisons keep together, for any one metric, and how. */
  readonly family: { readonly level: number; readonly comparisons: number; readonly method: 'bonferroni' };
  /** In the order in which they were given. */
  readonly variants: Readonly<Record<string, Result>>;
  /** Of each variant but the base. */
  readonly differences: Readonly<Record<string, Differences>>;
  /** Only where it was asked for. */
  readonly sensitivity?: ComparisonSensitivity;
  readonly reproduce: { readonly command: string };
}

/** What is varied: a path of the scenario, or `variants` for its variants by their names. */
export interface Varied {
  readonly path: string;
  readonly values: readonly unknown[];
}

export interface SweepPoint {
  /** The value of each path. */
  readonly set: Readonly<Record<string, unknown>>;
  readonly summary: Readonly<Record<string, SummaryEntry>>;
  readonly slo: readonly SloOutcome[];
  readonly scenarioHash: string;
}

export interface Sweep {
  readonly schema: 'coldstart-sweep/1';
  readonly scenario: string;
  readonly description: string;
  readonly seed: string;
  readonly version: string;
  readonly replications: number;
  /** `true` where the user ended it early: `points` holds those that had finished. */
  readonly interrupted: boolean;
  readonly warnings: readonly string[];
  /** Only where the warm-up was found and not given: that of every point which does not say it. */
  readonly warmUp?: WarmUpFound;
  readonly vary: readonly Varied[];
  /** The metrics to look at first. */
  readonly metrics: readonly string[];
  readonly points: readonly SweepPoint[];
  /** Only where the replications of a point replay the same requests, and so give no intervals. */
  readonly replayed?: true;
  /** The metric that the points are weighed by: `total.cost.total`, or that of a month where that was asked for. */
  readonly cost: string;
  /** By metric: the points, by their places from 0, of which no other costs less and is as good, from the cheapest on. */
  readonly pareto: Readonly<Record<string, readonly number[]>>;
  readonly reproduce: { readonly command: string };
}
