// Dated price tables, in USD. Each figure's source is in docs/MODEL.md under the id beside it.

/** A price that falls with the month's usage: each tier holds up to its limit of units. */
export type Tiers = readonly { readonly upTo: number; readonly price: number }[];

export interface ArchitecturePrices {
  /** M-PRICE-DURATION: a GB-second on demand. */
  readonly duration: Tiers;
  /** M-PRICE-PROVISIONED: a GB-second of provisioned concurrency, used or not. */
  readonly provisionedCapacity: number;
  /** M-PRICE-PROVISIONED: a GB-second of invocations and inits on provisioned environments. */
  readonly provisionedDuration: number;
}

export interface Prices {
  readonly region: string;
  /** Month in which the prices were read, ISO 8601. */
  readonly asOf: string;
  /** M-PRICE-REQUEST: one request. */
  readonly request: number;
  /** M-PRICE-STORAGE: a GB-second of ephemeral storage beyond what is included, and the MB that are. */
  readonly ephemeralStorage: number;
  readonly includedStorageMB: number;
  /** M-PRICE-SNAPSTART: a GB-second of a cached snapshot, and a GB restored; Java has both free. */
  readonly snapStart: { readonly cache: number; readonly restore: number };
  readonly x86_64: ArchitecturePrices;
  readonly arm64: ArchitecturePrices;
  /** M-FREE-TIER: requests and GB-seconds a month. */
  readonly freeTier: { readonly requests: number; readonly gbSeconds: number };
}

const BILLION = 1e9;

const US_EAST_1: Prices = {
  region: 'us-east-1',
  asOf: '2026-11',
  request: 0.2e-6,
  ephemeralStorage: 0.0000000309,
  includedStorageMB: 512,
  snapStart: { cache: 0.0000015046, restore: 0.0001397998 },
  x86_64: {
    duration: [
      { upTo: 6 * BILLION, price: 0.0000166667 },
      { upTo: 15 * BILLION, price: 0.000015 },
      { upTo: Infinity, price: 0.0000133334 },
    ],
    provisionedCapacity: 0.0000041667,
    provisionedDuration: 0.0000097222,
  },
  arm64: {
    duration: [
      { upTo: 7.5 * BILLION, price: 0.0000133334 },
      { upTo: 18.75 * BILLION, price: 0.0000120001 },
      { upTo: Infinity, price: 0.0000106667 },
    ],
    provisionedCapacity: 0.0000033334,
    provisionedDuration: 0.0000077778,
  },
  freeTier: { requests: 1_000_000, gbSeconds: 400_000 },
};

const TABLES: readonly Prices[] = [US_EAST_1];

/** Regions with a price table. */
export const PRICED_REGIONS: readonly string[] = TABLES.map((table) => table.region);

/** The table of a region; where there is none, that of us-east-1, of which the check of the scenario warns (M-REGION). */
export function pricesOf(region: string): Prices {
  return TABLES.find((prices) => prices.region === region) ?? US_EAST_1;
}

/**
 * The share of time that provisioned concurrency must be in use to be cheaper than running on demand, at the first tier's
 * price (M-BREAK-EVEN).
 */
export function breakEvenUtilization({
  duration,
  provisionedCapacity,
  provisionedDuration,
}: ArchitecturePrices): number {
  return provisionedCapacity / (duration[0]!.price - provisionedDuration);
}
