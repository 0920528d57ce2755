// What the naive simulator knows of provisioned concurrency at a moment, as plain lists, and what follows from it.

import type { Account } from '../../../src/scenario/account/types.js';
import type { DeploymentSpec, ProvisionedSpec } from '../../../src/scenario/provisioned/types.js';
import type { FunctionSpec } from '../../../src/scenario/types.js';
import type { Bucket } from '../buckets.js';
import type { Init } from './allocation.js';

/** One provisioned environment, from its request to its end. */
export interface Slot {
  readonly fn: FunctionSpec;
  readonly pool: Pool;
  /** Within the function, from 1, in the order of request. */
  readonly number: number;
  /** Drawn as it is requested. */
  readonly init: Init;
  stage: 'requested' | 'initialised' | 'available' | 'ended';
  /** When its init ends, or makes the whole allocation fail. */
  readonly ends: number;
  busy: boolean;
  idleOrder: number;
  /** The next invocation pays a suppressed init. */
  reset: boolean;
  /** It ran no invocation since it was made, renewed or reset. */
  fresh: boolean;
  renewedWhileBusy: boolean;
  /** When its replacement takes over. */
  renews: number;
}

/** Environments on their way to a pool, which become usable together. */
export interface Allocation {
  readonly pool: Pool;
  /** Requested before, and now. */
  readonly from: number;
  readonly to: number;
  readonly why: string;
  readonly slots: readonly Slot[];
  /** When it next looks whether everything fits; `null` while inits are missing. */
  looks: number | null;
}

/** What is provisioned for one version behind one alias, or on one version. */
export interface Pool {
  readonly owner: Qualifier;
  readonly version: string;
  requested: number;
  /** All of them, ended ones too. */
  readonly slots: Slot[];
  /** How many busy environments only finish what they do. */
  leaving: number;
  allocation: Allocation | null;
  /** Nothing of it is wanted any more. */
  over: boolean;
  readonly requests: Bucket;
  /** Since when each environment that is wanted has been paid for, in the order of request. */
  readonly paidSince: number[];
}

export interface Deployment {
  readonly spec: DeploymentSpec;
  /** The version before; empty until it begins. */
  from: string;
  status: 'waiting' | 'shifting' | 'completed' | 'failed';
  begun: boolean;
  reason: string | null;
  shiftedAt: number | null;
  completedAt: number | null;
  /** How many of the steps have been taken. */
  taken: number;
  /** Environments on demand of the old version as the shift began, and how many of the new one have ended their init since. */
  oldLive: number;
  inits: number;
  coldStarts: number;
}

export interface Activity {
  readonly at: number;
  readonly kind: string;
  readonly from: number;
  readonly to: number;
}

/** An alias, or a declared version. */
export interface Qualifier {
  readonly fn: FunctionSpec;
  readonly name: string;
  readonly isAlias: boolean;
  /** From 1, aliases before versions, as they are declared. */
  readonly number: number;
  readonly spec: ProvisionedSpec;
  version: string;
  /** A second version and its share. */
  other: { readonly version: string; readonly weight: number } | null;
  pool: Pool;
  /** Of the version that a deployment goes to. */
  second: Pool | null;
  /** Of versions before, while something of them is busy. */
  readonly former: Pool[];
  readonly deployments: Deployment[];
  min: number;
  max: number;
  /** Utilisation of each minute so far, `null` where there is none. */
  readonly datapoints: (number | null)[];
  highOn: boolean;
  lowOn: boolean;
  scaledOut: { readonly at: number; readonly before: number } | null;
  scaledIn: number | null;
  /** The last allocation failed, and is not repeated before the next scheduled action or alarm. */
  gaveUp: boolean;
  failed: boolean;
  readonly activities: Activity[];
  /** Paid for in the window, in microseconds of environments. */
  paid: number;
  /** Inits in the window. */
  inits: number;
  initMs: number;
}

const existing = (pool: Pool): Slot[] => pool.slots.filter((slot) => slot.stage !== 'ended');
/** What serves or could serve, the leaving ones included. */
export const serving = (pool: Pool): Slot[] => pool.slots.filter((slot) => slot.stage === 'available');
export const idleOf = (pool: Pool): Slot[] => serving(pool).filter((slot) => !slot.busy);
export const availableOf = (pool: Pool): number => serving(pool).length - pool.leaving;
/** In use, of those that are wanted. */
export const busyOf = (pool: Pool): number => serving(pool).filter((slot) => slot.busy).length - pool.leaving;
export const initialisedOf = (pool: Pool): number => pool.slots.filter((slot) => slot.stage === 'initialised').length;

/** All pools of an alias or version, in the order in which they came to be. */
export const poolsOf = ({ former, pool, second }: Qualifier): Pool[] =>
  second === null ? [...former, pool] : [...former, pool, second];

export const over = (owner: Qualifier, of: (pool: Pool) => number): number =>
  poolsOf(owner).reduce((sum, pool) => sum + of(pool), 0);

/** What it takes from the account or the function's reserve: what is requested, and what is not wanted but still busy. */
export const claimsOf = (owner: Qualifier): number =>
  over(owner, (pool) => Math.max(pool.requested, existing(pool).length));

export const underWay = (owner: Qualifier): Deployment | undefined =>
  owner.deployments.find(({ begun, status }) => begun && (status === 'waiting' || status === 'shifting'));

/** Nothing is requested beside it. */
export const isAllocating = (owner: Qualifier): boolean =>
  owner.pool.allocation !== null || underWay(owner) !== undefined;

export const isConfigured = (owner: Qualifier): boolean =>
  over(owner, ({ requested }) => requested) > 0 || over(owner, availableOf) > 0;

/** Whether anything is ever provisioned on it. */
export const hasSettings = ({ spec }: Qualifier): boolean => spec.initial > 0 || spec.scaling !== null;

export const concurrencyOf = ({ concurrency, regions }: Account, region: string): number =>
  regions[region]?.concurrency ?? concurrency;
