// The account of a normalised scenario: its limits in each region, and on what terms it pays.
import type { Prices, SavingsPlan } from '../../pricing/prices.js';

/** How fast environments on demand may be added. */
export type ScalingRate =
  /** Each function for itself: a bucket of `burst`, refilled at `perSecond`. */
  | { readonly kind: 'function'; readonly burst: number; readonly perSecond: number }
  /** As before November 2023: all functions of a region together, with the region's burst. */
  | { readonly kind: 'legacy-burst' };

/** Limits hold in each region apart. */
export interface Account {
  readonly concurrency: number;
  /** Where functions are that name no region of their own. */
  readonly region: string;
  /** Regions whose limits differ. */
  readonly regions: Readonly<Record<string, { readonly concurrency: number }>>;
  /** By region, of every region that a function is in. */
  readonly prices: Readonly<Record<string, Prices>>;
  readonly freeTier: boolean;
  readonly savingsPlan: SavingsPlan | null;
  /** Before August 2025 init on demand was free for zip packages on managed runtimes. */
  readonly initBilling: 'current' | 'legacy';
  readonly maxLifetime: number | null;
  readonly scalingRate: ScalingRate | null;
  /** Synchronous requests per second allowed for each unit of concurrency. */
  readonly requestRate: number | null;
}
