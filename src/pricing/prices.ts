// What a price table holds, in USD. `null` stands for a price that nobody has given: what is charged at it is an error.

/** A price that falls with the month's usage: each tier holds up to its limit of units, `null` for no limit. */
export type Tiers = readonly { readonly upTo: number | null; readonly price: number }[];

export interface ArchitecturePrices {
  /** M-PRICE-DURATION: a GB-second on demand. */
  readonly duration: Tiers | null;
  /** M-PRICE-PROVISIONED: a GB-second of provisioned concurrency, used or not. */
  readonly provisionedCapacity: number | null;
  /** M-PRICE-PROVISIONED: a GB-second of invocations and inits on provisioned environments. */
  readonly provisionedDuration: number | null;
}

export interface Prices {
  /** Month in which the prices were read, ISO 8601; `null` for a table of one's own. */
  readonly asOf: string | null;
  /** M-PRICE-REQUEST: one request. */
  readonly request: number | null;
  /** M-PRICE-STORAGE: a GB-second of ephemeral storage beyond what is included. */
  readonly ephemeralStorage: number | null;
  /** M-PRICE-SNAPSTART: a GB-second of a cached snapshot, and a GB restored; Java has both free. */
  readonly snapStart: { readonly cache: number | null; readonly restore: number | null };
  /** M-PRICE-STREAMING: a GB streamed beyond what is free in each response. */
  readonly streaming: number | null;
  /** M-PRICE-LOGS: a GB taken in by CloudWatch Logs. */
  readonly logs: Tiers | null;
  /** M-PRICE-POLLERS: an hour of one provisioned event poller. */
  readonly pollers: { readonly sqs: number | null; readonly kafka: number | null };
  readonly x86_64: ArchitecturePrices;
  readonly arm64: ArchitecturePrices;
}

/** What is free each month, over all regions together. */
export interface FreeTier {
  readonly requests: number;
  readonly gbSeconds: number;
  readonly streamedGB: number;
}

/** M-FREE-TIER */
export const FREE_TIER: FreeTier = { requests: 1_000_000, gbSeconds: 400_000, streamedGB: 100 };

/** M-MONTH: the hours that AWS's calculator takes for a month. */
export const HOURS_PER_MONTH = 730;

/** A Compute Savings Plan: what it takes off duration and provisioned concurrency, and the share of them that it covers. */
export interface SavingsPlan {
  readonly discount: number;
  readonly coverage: number;
}

/** What is left of a price that a savings plan covers. M-SAVINGS-PLAN */
export function covered(plan: SavingsPlan | null): number {
  return plan === null ? 1 : 1 - plan.discount * plan.coverage;
}
