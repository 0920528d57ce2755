// What happened in each step of the series.
import { CAUSES } from '../events.js';

/** Columns of counts, one value a step of the series. Every request counts here, those of the warm-up too. */
export class StepCounts {
  readonly invocations: Float64Array;
  readonly errors: Float64Array;
  readonly throttles: Float64Array;
  readonly onProvisioned: Float64Array;
  readonly spillover: Float64Array;
  /** By index into `CAUSES`. */
  readonly coldStarts: readonly Float64Array[];

  constructor(steps: number) {
    const column = (): Float64Array => new Float64Array(steps);
    this.invocations = column();
    this.errors = column();
    this.throttles = column();
    this.onProvisioned = column();
    this.spillover = column();
    this.coldStarts = CAUSES.map(column);
  }
}
