// Provisioned concurrency as a scenario gives it: clocks are still names, and times of the calendar have no place yet.
import type { Moment } from '../source/moment.js';
import type { Cron } from '../traffic/clock-types.js';
import type { TargetTrackingSpec } from './types.js';

export interface GivenProvisioned {
  /** `min` is what is ready at time 0; both are the same where a plain number was given. */
  readonly min: number;
  readonly max: number;
  readonly preparation: number;
  readonly tracking: TargetTrackingSpec | null;
  readonly scheduled: readonly GivenAction[];
}

export interface GivenAction {
  readonly times: GivenTimes;
  readonly min: number | null;
  readonly max: number | null;
}

export type GivenTimes =
  | { readonly kind: 'at'; readonly at: Moment }
  | { readonly kind: 'every'; readonly interval: number }
  | { readonly kind: 'cron'; readonly cron: Cron; readonly zone: string };
