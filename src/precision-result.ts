// How a result's number of replications came about: a part of the result document, plain JSON. Types only.

/** How many replications it took until one metric was known well enough. */
export interface PrecisionOutcome {
  readonly metric: string;
  /** The half-width that was asked for, as a share of the mean. */
  readonly wanted: number;
  /** The one that was reached; `null` where the metric has no interval. */
  readonly reached: number | null;
  readonly replications: number;
  /** How many there would have been at most. */
  readonly limit: number;
  /** `precision` where it was reached, `limit` where it was not, `interrupted` where the user ended it. */
  readonly stoppedBy: 'precision' | 'limit' | 'interrupted';
}
