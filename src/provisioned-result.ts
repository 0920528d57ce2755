// The part of the result document about provisioned concurrency and deployments. Types only.
import type { Money } from './money-result.js';

/** As AWS tells it: nothing is configured, being allocated, all there, or the last change failed. */
export type ProvisionedStatus = 'NONE' | 'IN_PROGRESS' | 'READY' | 'FAILED';

/** What went through one alias or version. Counts as in `FunctionResult`. */
export interface AliasResult extends Money {
  /** At the end. */
  readonly version: string;
  readonly arrivals: number;
  readonly invocations: number;
  readonly coldStarts: number;
  readonly warmStarts: number;
  readonly provisionedInvocations: number;
  /** Because every provisioned environment was busy, or because of the request rate of what is provisioned. */
  readonly spilloverInvocations: number;
  readonly spilloverByReason: { readonly concurrency: number; readonly requestRate: number };
  readonly throttles: number;
  /** `null` where nothing is ever provisioned. */
  readonly provisioned: AliasProvisioned | null;
}

/** Time averages from the end of the warm-up to `duration`, as numbers of environments. */
export interface AliasProvisioned {
  readonly status: ProvisionedStatus;
  readonly requested: { readonly mean: number; readonly min: number; readonly max: number; readonly end: number };
  readonly available: { readonly mean: number; readonly min: number; readonly max: number; readonly end: number };
  /** Busy ones, and available ones that nobody used. */
  readonly usedMean: number;
  readonly wastedMean: number;
  readonly utilizationMean: number | null;
  readonly utilizationMax: number | null;
  readonly cost: { readonly capacity: number; readonly duration: number; readonly onDemandInstead: number };
  /** Billed duration over what was paid for, and from which share on it is cheaper than on demand. */
  readonly billedUtilization: number | null;
  readonly breakEvenUtilization: number | null;
  /** What autoscaling did and why, in order of time; at most the first 1,000. */
  readonly activities: readonly ScalingActivity[];
  readonly activitiesOmitted: number;
}

export interface ScalingActivity {
  readonly atMs: number;
  readonly kind:
    | 'alarmHigh'
    | 'alarmLow'
    | 'scaleOut'
    | 'scaleIn'
    | 'scheduled'
    | 'available'
    | 'failed'
    | 'refused'
    | 'deployment';
  /** Environments requested before and after, or available; equal where nothing changed. */
  readonly from: number;
  readonly to: number;
  /** In words: "0.93 > 0.7 in 3 of 3 minutes", "min 10, max 50". */
  readonly why: string;
}

export interface DeploymentResult {
  readonly alias: string;
  readonly from: string;
  readonly to: string;
  readonly strategy: string;
  readonly atMs: number;
  /** When the first request could go to the new version, and when all did; `null` for never. */
  readonly shiftedAtMs: number | null;
  readonly completedAtMs: number | null;
  readonly status: 'waiting' | 'shifting' | 'completed' | 'failed';
  /** In words, of one that failed. */
  readonly reason: string | null;
  /** Of the new version, until as many of its environments had initialised as the old one had when the shift began. */
  readonly coldStarts: number;
}
