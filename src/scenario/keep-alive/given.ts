// Keep-alives as a scenario gives them: values of some distributions may still be in files.
import type { GivenDistribution } from '../files/given.js';
import type { HybridHistogram, KeepAliveLimits } from '../types.js';

export interface GivenLimits extends Omit<KeepAliveLimits, 'spare' | 'maxLifetime'> {
  readonly spare: GivenDistribution | null;
  readonly maxLifetime: GivenDistribution | null;
}

export type GivenKeepAlive = GivenLimits | HybridHistogram;
