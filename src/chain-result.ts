// Where the latency of a chain went, a part of the result document: plain JSON, units in the names. Types only.

/**
 * What clients waited for, along the way of the answer that came last, wherever a handler waited for several. Who gave up waited in
 * vain for the first function all the time.
 */
export interface Attribution {
  readonly all: AttributedRequests;
  /** Those on whose way at least one environment started cold. */
  readonly withColdStart: AttributedRequests;
}

export interface AttributedRequests {
  /** How many there are: one for each sample of `latencyMs`. */
  readonly requests: number;
  /** In calling order. The means of all functions and parts add up to the mean latency of these requests. */
  readonly functions: Readonly<Record<string, AttributedTime>>;
}

/** Means over all of the requests, in milliseconds; `null` where there are none. */
export interface AttributedTime {
  /** Before handlers of cold starts: placement, download, init or restore. */
  readonly coldStartMs: number | null;
  /** Handlers themselves, with inits and slow first invocations that lie within their duration. */
  readonly handlerMs: number | null;
  /** Everything else: back-off, attempts that came to nothing, calls that never had an answer, and environments of others. */
  readonly waitMs: number | null;
}
