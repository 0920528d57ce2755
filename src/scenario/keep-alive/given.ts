// Keep-alives as a scenario gives them, some of their distributions still in files, and the form without files.
import type { GivenDistribution } from '../files/given.js';
import { type FileValues, withValues } from '../files/numbers.js';
import type { HybridHistogram, KeepAlive, KeepAliveLimits } from '../types.js';

export interface GivenLimits extends Omit<KeepAliveLimits, 'spare' | 'maxLifetime'> {
  readonly spare: GivenDistribution | null;
  readonly maxLifetime: GivenDistribution | null;
}

export type GivenKeepAlive = GivenLimits | HybridHistogram;

/** Only for a scenario that has passed every check. */
export function keepAliveWithValues(given: GivenKeepAlive, values: FileValues): KeepAlive {
  if (given.policy !== 'limits') return given;
  const whole = (of: GivenDistribution | null) => (of === null ? null : withValues(of, values));
  return { ...given, spare: whole(given.spare), maxLifetime: whole(given.maxLifetime) };
}
