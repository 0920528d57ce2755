// Target tracking: two alarms on a minute's utilisation, and how many environments it asks for when one is on. It decides; it
// changes nothing.
import type { TargetTrackingSpec } from '../../scenario/provisioned/types.js';
import { HIGH_DATAPOINTS, LOW_DATAPOINTS, LOW_SHARE } from '../defaults.js';
import type { Datapoint } from './minute-meter.js';

/** What is asked for, within bounds that are the caller's. */
export interface Wish {
  readonly direction: 'out' | 'in';
  readonly capacity: number;
}

/** Averages and products of doubles are this far from what they mean, at most. */
const ROUNDING = 1e-9;
const roundUp = (value: number): number => Math.ceil(value - ROUNDING);

export class TargetTracking {
  /** Below this share the low alarm counts a datapoint. */
  readonly lowThreshold: number;
  readonly #spec: TargetTrackingSpec;
  /** Datapoints in a row beyond each threshold. */
  #high = 0;
  #low = 0;
  #scaledOutAt = -Infinity;
  #scaledInAt = -Infinity;
  /** Requested before the last scale-out. */
  #base = 0;

  constructor(spec: TargetTrackingSpec) {
    this.#spec = spec;
    this.lowThreshold = Number((spec.targetUtilization * LOW_SHARE).toPrecision(12));
  }

  get isHigh(): boolean {
    return this.#high >= HIGH_DATAPOINTS;
  }

  get isLow(): boolean {
    return this.#low >= LOW_DATAPOINTS;
  }

  valueOf(datapoint: Datapoint): number {
    return datapoint[this.#spec.statistic];
  }

  /** A minute has ended; a missing datapoint breaks the row (M-ALARMS, M-NO-DATA). */
  see(datapoint: Datapoint | null): void {
    const value = datapoint === null ? null : this.valueOf(datapoint);
    this.#high = value !== null && value > this.#spec.targetUtilization + ROUNDING ? this.#high + 1 : 0;
    this.#low = value !== null && value < this.lowThreshold - ROUNDING ? this.#low + 1 : 0;
  }

  /** What the alarm that is on asks for, `null` where neither is or a cooldown forbids it (M-SCALING-STEP, M-COOLDOWN). */
  wish(now: number, requested: number, datapoint: Datapoint): Wish | null {
    const { targetUtilization, scaleOutCooldown, scaleInCooldown } = this.#spec;
    const share = this.valueOf(datapoint) / targetUtilization;
    const isCoolingOut = now < this.#scaledOutAt + scaleOutCooldown;
    if (this.isHigh) {
      const capacity = roundUp((isCoolingOut ? this.#base : requested) * share);
      return { direction: 'out', capacity };
    }
    if (!this.isLow || isCoolingOut || now < this.#scaledInAt + scaleInCooldown) return null;
    return { direction: 'in', capacity: roundUp(requested * share) };
  }

  /** A wish has been granted. A scale-out ends the cooldown of scaling in. */
  scaled(now: number, direction: Wish['direction'], requestedBefore: number): void {
    if (direction === 'in') {
      this.#scaledInAt = now;
      return;
    }
    this.#base = requestedBefore;
    this.#scaledOutAt = now;
    this.#scaledInAt = -Infinity;
  }
}
