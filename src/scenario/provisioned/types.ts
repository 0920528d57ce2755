// Provisioned concurrency, its autoscaling and the deployments of aliases, in the normalised scenario.
import type { Cron, Zone } from '../traffic/clock-types.js';

/** What is kept ready for one alias or version. */
export interface ProvisionedSpec {
  /** Ready at time 0: the number given, or the minimum of its autoscaling. */
  readonly initial: number;
  /** From a request to the first init of its environments. */
  readonly preparation: number;
  /** `null` where the number is fixed. */
  readonly scaling: ScalingSpec | null;
}

/** Application Auto Scaling of one alias or version. */
export interface ScalingSpec {
  readonly min: number;
  readonly max: number;
  /** `null` where only scheduled actions change the number. */
  readonly tracking: TargetTrackingSpec | null;
  readonly scheduled: readonly ScheduledAction[];
}

export interface TargetTrackingSpec {
  /** Utilisation to hold, above 0 and below 1. */
  readonly targetUtilization: number;
  /** Of one minute's utilisation. */
  readonly statistic: 'average' | 'maximum';
  readonly scaleOutCooldown: number;
  readonly scaleInCooldown: number;
}

/** New bounds at certain times; `null` leaves a bound as it is. */
export interface ScheduledAction {
  readonly times: ScheduledTimes;
  readonly min: number | null;
  readonly max: number | null;
}

export type ScheduledTimes =
  /** Once, in microseconds from time 0; before it where negative, which never happens. */
  | { readonly kind: 'at'; readonly at: number }
  /** The first after one interval. */
  | { readonly kind: 'every'; readonly interval: number }
  | { readonly kind: 'cron'; readonly cron: Cron; readonly zone: Zone };

/** An alias moves to another version. */
export interface DeploymentSpec {
  /** When it begins, in microseconds from time 0. */
  readonly at: number;
  readonly alias: string;
  readonly version: string;
  /** The share of the new version after so many microseconds from the first shift; rising, the last share is 1. */
  readonly steps: readonly { readonly after: number; readonly share: number }[];
  /** In words: "all at once", "canary: 10 % for 5m". */
  readonly strategy: string;
}
