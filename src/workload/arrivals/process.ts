// An arrival process: what gives the times of a trigger's arrivals, whatever becomes of them.

/** Whole microseconds that never fall, a block at a time. */
export interface ArrivalProcess {
  /**
   * Writes the next times from the array's start on and returns how many: fewer than it has places where no further one comes
   * up to `horizon`, which is the same at every call. It is not called again then.
   */
  fill(times: Float64Array, horizon: number): number;
}
