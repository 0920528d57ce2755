// From where on another setting costs less, by the prices alone.
import type { ArchitecturePrices, Tiers } from './prices.js';

const firstPrice = (tiers: Tiers | null): number | null => tiers?.[0]?.price ?? null;

/**
 * The share of time that provisioned concurrency must be in use to be cheaper than running on demand, at the first tier's
 * price (M-BREAK-EVEN), which may be above 1; `null` where it never is, or a price is missing.
 */
export function breakEvenUtilization(own: ArchitecturePrices): number | null {
  const onDemand = firstPrice(own.duration);
  const { provisionedCapacity: capacity, provisionedDuration: duration } = own;
  if (onDemand === null || capacity === null || duration === null || onDemand <= duration) return null;
  return capacity / (onDemand - duration);
}

/** How many times as long everything may take on `other` at the cost of `own`; `null` where a price is missing. M-BREAK-EVEN */
export function breakEvenSlowdown(own: ArchitecturePrices, other: ArchitecturePrices): number | null {
  const [here, there] = [firstPrice(own.duration), firstPrice(other.duration)];
  return here === null || there === null || there === 0 ? null : here / there;
}

/** What SnapStart would take the place of, and what it would cost. Times in milliseconds, prices in USD per GB and GB-second. */
export interface SnapStartTerms {
  readonly memoryMB: number;
  readonly initMs: number;
  readonly restoreMs: number;
  /** Of the restore. */
  readonly billedShare: number;
  readonly durationPrice: number;
  readonly cachePrice: number;
  readonly restorePrice: number;
}

export interface SnapStartBreakEven {
  /** USD: what an hour of one version's snapshot costs, and what a cold start costs more than without (less: negative). */
  readonly cachePerHour: number;
  readonly perColdStart: number;
  /** Cold starts an hour from which it saves money; `null` for never. */
  readonly coldStartsPerHour: number | null;
}

/** M-BREAK-EVEN */
export function snapStartBreakEven(terms: SnapStartTerms): SnapStartBreakEven {
  const { memoryMB, initMs, restoreMs, billedShare, durationPrice, cachePrice, restorePrice } = terms;
  const gigabytes = memoryMB / 1024;
  const cachePerHour = gigabytes * 3600 * cachePrice;
  const billedMs = restoreMs * billedShare - initMs;
  const perColdStart = gigabytes * (restorePrice + (billedMs / 1000) * durationPrice);
  return { cachePerHour, perColdStart, coldStartsPerHour: perColdStart < 0 ? cachePerHour / -perColdStart : null };
}
