// How long clients waited, by what their requests met.
import { Histogram } from '../../metrics/histogram.js';

/** Latency of what started on demand cold, on demand warm (some after a wait), and on provisioned environments (likewise). */
export class Latencies {
  readonly cold = new Histogram();
  readonly assigned = new Histogram();
  readonly warm = new Histogram();
  readonly provisioned = new Histogram();
  /** On provisioned environments, after another wait than for the handler. */
  readonly queued = new Histogram();
}
