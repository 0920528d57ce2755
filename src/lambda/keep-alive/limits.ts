// Keep-alive by limits (M-KEEPALIVE-2020 and its like): `spare` from each environment's own last use, `idle` from the function's
// last completion, maximum life from creation.
import { sampler } from '../../engine/distributions.js';
import type { KeyedStream } from '../../engine/random.js';
import { wholeMicroseconds } from '../../engine/time.js';
import type { Distribution } from '../../scenario/traffic/types.js';
import type { KeepAliveLimits } from '../../scenario/types.js';
import type { KeepAlivePolicy } from './policy.js';

/** The function's own stream for a purpose. */
export type StreamOf = (purpose: string) => KeyedStream;

export function limitsPolicy(keepAlive: KeepAliveLimits, accountLifetime: number, streamOf: StreamOf): KeepAlivePolicy {
  const spare = lengthOf(keepAlive.spare, 'keepAlive', streamOf);
  const life = lengthOf(keepAlive.maxLifetime, 'maxLifetime', streamOf);
  const expiry: Pick<KeepAlivePolicy, 'randomExpiry' | 'expiresAt'> =
    typeof spare === 'number'
      ? { randomExpiry: false, expiresAt: (now) => now + spare }
      : { randomExpiry: true, expiresAt: (now, key) => now + spare(key) };
  const constant = typeof life === 'number' ? Math.min(life, accountLifetime) : null;
  return {
    ...expiry,
    idleLimit: keepAlive.idle ?? Infinity,
    preWarming: null,
    randomLifetime: constant === null,
    lifetimeOf:
      typeof life === 'number'
        ? () => Math.min(life, accountLifetime)
        : (ordinal) => Math.min(life(ordinal), accountLifetime),
  };
}

/** A constant, or a draw by key. */
function lengthOf(of: Distribution | null, purpose: string, streamOf: StreamOf): number | ((key: number) => number) {
  if (of === null) return Infinity;
  if (of.kind === 'constant') return of.value;
  const sample = sampler(of);
  const draws = streamOf(purpose);
  return (key) => wholeMicroseconds(sample(draws.at(key)));
}
