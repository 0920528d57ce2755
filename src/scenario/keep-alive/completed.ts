// A keep-alive with the values of its files in it.
import type { GivenDistribution } from '../files/given.js';
import { type FileValues, withValues } from '../files/numbers.js';
import type { KeepAlive } from '../types.js';
import type { GivenKeepAlive } from './given.js';

/** Only for a scenario that has passed every check. */
export function completedKeepAlive(given: GivenKeepAlive, values: FileValues): KeepAlive {
  if (given.policy !== 'limits') return given;
  const whole = (of: GivenDistribution | null) => (of === null ? null : withValues(of, values));
  return { ...given, spare: whole(given.spare), maxLifetime: whole(given.maxLifetime) };
}
