// The part of the result document about money. USD; types only.

/** At list price, or one's own, for the simulated time after the warm-up. */
export interface Cost {
  readonly requests: number;
  readonly duration: number;
  readonly provisionedCapacity: number;
  readonly provisionedDuration: number;
  readonly snapStart: number;
  readonly ephemeralStorage: number;
  readonly logs: number;
  readonly streaming: number;
  readonly pollers: number;
  readonly total: number;
}

export interface Money {
  readonly cost: Cost;
  /** What a month of 730 hours costs at this usage; only where it was asked for. */
  readonly monthly?: Cost;
  /** `cost.total` for a million invocations; `null` without any. */
  readonly costPerMillion: number | null;
}

/** What of the cost would not be there if no environment had to start. */
export interface ColdStartCost {
  /** What cold starts were billed beyond the same handlers warm: init, billed restore, slow first invocations. */
  readonly duration: number;
  /** Restores of snapshots, where they are charged by the GB. */
  readonly restores: number;
  /** Inits that no request waited for, on demand. */
  readonly ahead: number;
  readonly total: number;
}

/** By the prices of the first tier. */
export interface BreakEven {
  /** The share of its time in use from which provisioned concurrency is cheaper than on demand. */
  readonly provisionedUtilization: number | null;
  /** What keeping one environment ready costs, beside what its use does; `null` where no price is known. */
  readonly provisionedPerHour: number | null;
  /** The other architecture is cheaper unless everything takes `slowdown` times as long; `cost` is this run's there, at the same times. */
  readonly architecture: {
    readonly to: 'x86_64' | 'arm64';
    readonly slowdown: number;
    readonly cost: number | null;
  } | null;
  /**
   * Other memory sizes, two on either side, are cheaper unless billed time is more than `slowdown` times as long as now. `handler` is how many times
   * as long a handler takes there, and `cost` what the run would, by the scenario's `cpuBound`; `null` without one.
   */
  readonly memory: readonly {
    readonly memoryMB: number;
    readonly slowdown: number;
    readonly handler: number | null;
    readonly cost: number | null;
  }[];
  /** Of a function that could have SnapStart and has not; `null` for others, and where nothing started cold. */
  readonly snapStart: {
    /** Of the snapshot of one version. */
    readonly cachePerHour: number;
    /** What a cold start costs more than now; below 0 where less. */
    readonly perColdStart: number;
    /** From so many on it saves money; `null` for never. */
    readonly coldStartsPerHour: number | null;
    /** By how much a cold start would be shorter. */
    readonly savedMsPerColdStart: number;
  } | null;
}

export interface FunctionMoney extends Money {
  readonly coldStartCost: ColdStartCost;
  /** `null` of all functions together. */
  readonly breakEven: BreakEven | null;
}

/** Whose prices a result's costs are at, and on what terms they are charged. */
export interface PricingSettings {
  /** Of each region that a function is in: the month in which its list prices were read, "2026-11"; `null` where the scenario gives some. */
  readonly regions: Readonly<Record<string, { readonly asOf: string | null }>>;
  /** Whether the free tier of one month is taken off. */
  readonly freeTier: boolean;
  /** What a Compute Savings Plan takes off duration and provisioned concurrency, and the share of them that it covers. */
  readonly savingsPlan: { readonly discount: number; readonly coverage: number } | null;
  /** `legacy`: as before August 2025, when init on demand was free for zip packages on managed runtimes. */
  readonly initBilling: 'current' | 'legacy';
  /** What a month is taken for. */
  readonly hoursPerMonth: number;
}
