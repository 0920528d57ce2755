// Concurrency and request-rate limits: who shares which, and what AWS answers beyond them.
import { Level } from '../../metrics/level.js';
import type { Window } from '../../metrics/window.js';
import type { Account } from '../../scenario/account/types.js';
import type { FunctionSpec } from '../../scenario/types.js';
import { LEGACY_BURST_REFILL, legacyBurst, unreservedFloor } from '../defaults.js';
import { REASONS, type ThrottleReason } from '../events.js';
import { TokenBucket } from './token-bucket.js';

/** Executions on demand that share one limit: those of one function with reserved concurrency, or all others of a region. */
export interface ConcurrencyPool {
  /** What is neither reserved for others nor claimed by provisioned concurrency; it changes as that does. */
  limit: number;
  inFlight: number;
  /** Provisioned concurrency may not lower the limit below this. */
  readonly floor: number;
  /** What a request beyond the limit is told: an index into `REASONS`. */
  readonly reason: number;
}

/** Synchronous requests that share one rate. */
export interface RequestRate {
  readonly bucket: TokenBucket;
  readonly reason: number;
}

export interface Limits {
  readonly onDemand: ConcurrencyPool;
  readonly requestRate: RequestRate | null;
  /** New environments, of this function alone or of a whole region. */
  readonly scaling: TokenBucket | null;
  /** Requests a second for each provisioned environment (M-PROVISIONED-RATE); `null` where there is no such limit. */
  readonly provisionedRate: number | null;
  /** `null` for a function with reserved concurrency, and where nothing is reserved or provisioned. */
  readonly unreserved: UnreservedLevels | null;
}

/** Of functions without reserved concurrency: their executions on demand, and what the account has claimed with them. */
export interface UnreservedLevels {
  readonly executions: Level;
  readonly claimed: Level;
}

const reasonCode = (reason: ThrottleReason): number => REASONS.indexOf(reason);

/** Provisioned concurrency of a function at time 0, over all its aliases and versions. */
export const provisionedOf = (spec: FunctionSpec): number =>
  [...spec.aliases, ...spec.versions].reduce((sum, { provisioned }) => sum + provisioned.initial, 0);

/** What a function claims of its account whether it uses it or not (M-CLAIMED). */
const claimOf = (spec: FunctionSpec): number => spec.reservedConcurrency ?? provisionedOf(spec);

const mayProvision = (spec: FunctionSpec): boolean =>
  [...spec.aliases, ...spec.versions].some(
    ({ provisioned }) => provisioned.initial > 0 || provisioned.scaling !== null,
  );

/**
 * The limits of each function. What is reserved or provisioned is claimed whether used or not, so a function with reserved
 * concurrency R has R less its provisioned concurrency on demand, and the others of its region share what nobody claims.
 */
export function limitsOf(
  account: Account,
  functions: readonly FunctionSpec[],
  unreserved: UnreservedLevels | null,
): Limits[] {
  const regions = new Map<string, Region>();
  return functions.map((spec) => {
    const region = regions.get(spec.region) ?? new Region(account, spec.region, functions);
    regions.set(spec.region, region);
    const { scalingRate, requestRate: provisionedRate } = account;
    const scaling =
      scalingRate?.kind === 'function' ? new TokenBucket(scalingRate.burst, scalingRate.perSecond) : region.burst;
    const reserved = spec.reservedConcurrency;
    if (reserved === null) {
      return { onDemand: region.unreserved, requestRate: region.requestRate, scaling, provisionedRate, unreserved };
    }
    const onDemand = {
      limit: reserved - provisionedOf(spec),
      inFlight: 0,
      floor: 0,
      reason: reasonCode('ReservedFunctionConcurrentInvocationLimitExceeded'),
    };
    const rate = requestRate(account, reserved, 'ReservedFunctionInvocationRateLimitExceeded');
    return { onDemand, requestRate: rate, scaling, provisionedRate, unreserved: null };
  });
}

/** Levels for the account's series, before anything is provisioned; `null` where they would be those of all executions. */
export function unreservedLevels(functions: readonly FunctionSpec[], window: Window): UnreservedLevels | null {
  if (!functions.some((spec) => spec.reservedConcurrency !== null || mayProvision(spec))) return null;
  const reserved = functions.reduce((sum, spec) => sum + (spec.reservedConcurrency ?? 0), 0);
  return { executions: new Level(window), claimed: new Level(window, reserved) };
}

/** What the functions of one region share. */
class Region {
  readonly unreserved: ConcurrencyPool;
  readonly requestRate: RequestRate | null;
  readonly burst: TokenBucket | null;

  constructor(account: Account, name: string, functions: readonly FunctionSpec[]) {
    const { concurrency } = account.regions[name] ?? account;
    const claimed = functions.reduce((sum, spec) => sum + (spec.region === name ? claimOf(spec) : 0), 0);
    this.unreserved = {
      limit: concurrency - claimed,
      inFlight: 0,
      floor: unreservedFloor(concurrency),
      reason: reasonCode('ConcurrentInvocationLimitExceeded'),
    };
    this.requestRate = requestRate(account, concurrency, 'FunctionInvocationRateLimitExceeded');
    this.burst =
      account.scalingRate?.kind === 'legacy-burst'
        ? new TokenBucket(legacyBurst(name), LEGACY_BURST_REFILL.tokens, LEGACY_BURST_REFILL.period)
        : null;
  }
}

/** A bucket that holds one second of `concurrency` times the account's factor (M-RATE-LEVELS). */
function requestRate(account: Account, concurrency: number, reason: ThrottleReason): RequestRate | null {
  if (account.requestRate === null) return null;
  const perSecond = account.requestRate * concurrency;
  return { bucket: new TokenBucket(perSecond, perSecond), reason: reasonCode(reason) };
}
