// How long a function's idle environments are kept (M-KEEPALIVE-2020 and its like): `spare` from each one's own last use, `idle` from the
// function's last completion, maximum life from creation.
import { sampler } from '../../engine/distributions.js';
import type { KeyedStream } from '../../engine/random.js';
import { wholeMicroseconds } from '../../engine/time.js';
import type { KeepAlive } from '../../scenario/types.js';

export interface KeepAlivePolicy {
  /** When an environment that became idle at `now`, after `request`, ends if nobody uses it; `Infinity` for never. */
  expiresAt(now: number, request: number): number;
  /** Whether expiries come in another order than environments become idle. */
  readonly random: boolean;
  /** How long the whole function may be idle, `Infinity` for ever. */
  readonly idleLimit: number;
  readonly maxLifetime: number;
}

/** `accountLifetime` limits every environment of the account; the smaller limit wins. */
export function keepAlivePolicy(
  keepAlive: KeepAlive,
  accountLifetime: number | null,
  draws: KeyedStream,
): KeepAlivePolicy {
  const limits = {
    idleLimit: keepAlive.idle ?? Infinity,
    maxLifetime: Math.min(keepAlive.maxLifetime ?? Infinity, accountLifetime ?? Infinity),
  };
  const { spare } = keepAlive;
  if (spare === null) return { ...limits, random: false, expiresAt: () => Infinity };
  if (spare.kind === 'constant') return { ...limits, random: false, expiresAt: (now) => now + spare.value };
  const sample = sampler(spare);
  return {
    ...limits,
    random: true,
    expiresAt: (now, request) => now + wholeMicroseconds(sample(draws.at(request))),
  };
}
