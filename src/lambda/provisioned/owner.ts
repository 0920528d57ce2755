// Whose a provisioned environment is, as those see it who run invocations in it.
import type { WarmPool } from '../environments/warm-pool.js';

export interface ProvisionedOwner {
  /** The version's environments on demand. */
  readonly version: WarmPool;
  /** An environment has completed an invocation. */
  putBack(now: number, id: number): void;
}
