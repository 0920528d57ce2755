// What the provisioned environments of one function share, whatever alias or version they are for: their numbers, their inits,
// the rate at which they start, and the concurrency that they claim.
import type { Clock } from '../../engine/time.js';
import type { Window } from '../../metrics/window.js';
import type { FunctionSpec } from '../../scenario/types.js';
import type { StreamOf } from '../cold-start/draws.js';
import type { ControlPlane } from '../control-plane.js';
import { ALLOCATION_STEP } from '../defaults.js';
import type { Environments } from '../environments/environments.js';
import { IdleSet } from '../environments/idle-set.js';
import type { WarmPool } from '../environments/warm-pool.js';
import type { EventLog } from '../events.js';
import type { Limits } from '../limits/concurrency.js';
import type { Measure } from '../measurement/measure.js';
import type { ProvisionedOwner } from './owner.js';
import { ProvisionedInits } from './provisioned-inits.js';

export interface ProvisioningParts {
  readonly functionId: number;
  readonly spec: FunctionSpec;
  readonly maxLifetime: number | null;
  readonly limits: Limits;
  readonly clock: Clock;
  readonly window: Window;
  readonly control: ControlPlane;
  readonly environments: Environments;
  readonly log: EventLog;
  readonly measure: Measure;
  readonly streamOf: StreamOf;
  /** All provisioned pools of the run; a pool's place there is that of its environments. */
  readonly pools: ProvisionedOwner[];
  readonly versionNamed: (version: string) => WarmPool;
}

export class Provisioning {
  readonly parts: ProvisioningParts;
  readonly inits: ProvisionedInits;
  #environments = 0;
  /** When the next environment may start. */
  #nextStart = 0;

  constructor(parts: ProvisioningParts) {
    this.parts = parts;
    this.inits = new ProvisionedInits(parts.spec.coldStart, parts.spec.timeout, parts.streamOf);
  }

  get now(): number {
    return this.parts.clock.now;
  }

  idleSet(): IdleSet {
    const { environments, spec, streamOf } = this.parts;
    return new IdleSet(environments, spec.placement, streamOf('placement'));
  }

  nextOrdinal(): number {
    return ++this.#environments;
  }

  /** When an environment starts that may not do so before `earliest` (M-ALLOCATION-RATE). */
  nextStart(earliest: number): number {
    const at = Math.max(earliest, this.#nextStart);
    this.#nextStart = at + ALLOCATION_STEP;
    return at;
  }

  /** Whether AWS would accept so many more, which counts what is claimed and not what is used (M-CLAIMED). */
  hasRoom(more: number): boolean {
    const { limit, floor } = this.parts.limits.onDemand;
    return limit - more >= floor;
  }

  /** Whether what runs on demand leaves room for what is claimed (M-ALLOCATION-ROOM). */
  get fits(): boolean {
    const { limit, inFlight } = this.parts.limits.onDemand;
    return inFlight <= limit;
  }

  /** At time 0 the limit allows for what is provisioned then; it gets back what could not be. */
  claimAtRest(count: number, succeeded: boolean): void {
    const { onDemand, unreserved } = this.parts.limits;
    if (succeeded) unreserved?.claimed.add(0, count);
    else onDemand.limit += count;
  }

  /** Environments that are provisioned, or still busy, are taken off what others may run at once. */
  claim(change: number): void {
    const { onDemand, unreserved } = this.parts.limits;
    onDemand.limit -= change;
    unreserved?.claimed.add(this.now, change);
  }
}
