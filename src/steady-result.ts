// How a result's warm-up came about, and what one long run says by itself: parts of the result document, plain JSON. Types only.

/** A warm-up that was found and not given. */
export interface WarmUpFound {
  readonly method: 'mser-5';
  readonly ms: number;
  /** By how many replications of the pilot. */
  readonly replications: number;
}

/** One figure of one run, from its values in the batches. */
export interface BatchMean {
  /** As in the run's result; `null` where there was no sample. */
  readonly mean: number | null;
  /** Half-width of the 95 % interval; `null` where none can be given. */
  readonly ci95: number | null;
  /** Of each batch with the next one; `null` where the batches do not differ. */
  readonly autocorrelation: number | null;
  /** Whether that is beyond chance, two standard errors above 0: the interval is then too narrow. */
  readonly isCorrelated: boolean;
}

export interface BatchFigures {
  readonly latencyMs: BatchMean;
  readonly coldStartRate: BatchMean;
  /** Throttles by attempts. */
  readonly throttleRate: BatchMean;
  readonly concurrency: BatchMean;
}

/** The measured time of one run in equal parts. */
export interface BatchMeans {
  readonly batches: number;
  readonly batchMs: number;
  readonly functions: Readonly<Record<string, BatchFigures>>;
  readonly total: BatchFigures;
}
