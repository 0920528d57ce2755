// Which policy a function has.
import type { KeepAlive } from '../../scenario/types.js';
import { HybridHistogramPolicy } from './hybrid-histogram.js';
import { limitsPolicy, type StreamOf } from './limits.js';
import type { KeepAlivePolicy } from './policy.js';

/** `accountLifetime` limits every environment of the account; the smaller limit wins. */
export function keepAlivePolicy(
  keepAlive: KeepAlive,
  accountLifetime: number | null,
  streamOf: StreamOf,
): KeepAlivePolicy {
  const lifetime = accountLifetime ?? Infinity;
  switch (keepAlive.policy) {
    case 'limits':
      return limitsPolicy(keepAlive, lifetime, streamOf);
    case 'hybrid-histogram':
      return new HybridHistogramPolicy(keepAlive, lifetime);
  }
}
