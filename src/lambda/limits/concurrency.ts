// Concurrency and request-rate limits: who shares which, and what AWS answers beyond them.
import type { Account, FunctionSpec } from '../../scenario/types.js';
import { REASONS, type ThrottleReason } from '../events.js';
import { TokenBucket } from './token-bucket.js';

/** Executions on demand that share one limit: those of one function with reserved concurrency, or all others. */
export interface ConcurrencyPool {
  readonly limit: number;
  inFlight: number;
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
  /** New environments of this function alone. */
  readonly scaling: TokenBucket | null;
}

const reasonCode = (reason: ThrottleReason): number => REASONS.indexOf(reason);

/** Provisioned concurrency of a function over all its aliases and versions. */
export const provisionedOf = (spec: FunctionSpec): number =>
  [...spec.aliases, ...spec.versions].reduce((sum, qualifier) => sum + qualifier.provisioned.initial, 0);

/**
 * The limits of each function. What is reserved or provisioned is claimed whether used or not, so a function with
 * reserved concurrency R has R less its provisioned concurrency on demand, and the others share what nobody claims.
 */
export function limitsOf(account: Account, functions: readonly FunctionSpec[]): Limits[] {
  const claimed = functions.reduce((sum, spec) => sum + (spec.reservedConcurrency ?? provisionedOf(spec)), 0);
  const unreserved: ConcurrencyPool = {
    limit: account.concurrency - claimed,
    inFlight: 0,
    reason: reasonCode('ConcurrentInvocationLimitExceeded'),
  };
  const accountRate = requestRate(account, account.concurrency, 'FunctionInvocationRateLimitExceeded');
  return functions.map((spec) => {
    const scaling =
      account.scalingRate?.kind === 'function'
        ? new TokenBucket(account.scalingRate.burst, account.scalingRate.perSecond)
        : null;
    const reserved = spec.reservedConcurrency;
    if (reserved === null) return { onDemand: unreserved, requestRate: accountRate, scaling };
    return {
      onDemand: {
        limit: reserved - provisionedOf(spec),
        inFlight: 0,
        reason: reasonCode('ReservedFunctionConcurrentInvocationLimitExceeded'),
      },
      requestRate: requestRate(account, reserved, 'ReservedFunctionInvocationRateLimitExceeded'),
      scaling,
    };
  });
}

/** A bucket that holds one second of `concurrency` times the account's factor (M-RATE-LEVELS). */
function requestRate(account: Account, concurrency: number, reason: ThrottleReason): RequestRate | null {
  if (account.requestRate === null) return null;
  const perSecond = account.requestRate * concurrency;
  return { bucket: new TokenBucket(perSecond, perSecond), reason: reasonCode(reason) };
}
