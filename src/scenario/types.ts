// The normalised scenario: what every later stage reads. Every default is explicit, every unit is fixed, nothing refers
// to the file it came from, and the whole is plain JSON, so that one value goes to a thread, a browser or a golden file.
// Times are whole microseconds, `null` means "none" or "no limit".

/** A random length of time in microseconds. */
export type Distribution =
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'exponential'; readonly mean: number }
  /** `median · exp(sigma · z)` with z standard normal. */
  | { readonly kind: 'lognormal'; readonly median: number; readonly sigma: number }
  /** Coefficient of variation `cv` = standard deviation / mean. */
  | { readonly kind: 'gamma'; readonly mean: number; readonly cv: number }
  | { readonly kind: 'weibull'; readonly scale: number; readonly shape: number }
  | { readonly kind: 'uniform'; readonly min: number; readonly max: number }
  /** P(X > x) = (min / x)^alpha for x ≥ min. */
  | { readonly kind: 'pareto'; readonly min: number; readonly alpha: number }
  /** One of the values, each with the same probability. */
  | { readonly kind: 'values'; readonly values: readonly number[] }
  /** Piecewise linear inverse distribution function through (probability, value), from probability 0 to 1. */
  | { readonly kind: 'quantiles'; readonly points: readonly (readonly [probability: number, value: number])[] }
  | {
      readonly kind: 'mixture';
      readonly parts: readonly { readonly weight: number; readonly of: Distribution }[];
    };

/** `count` arrivals per `per` microseconds: `300/m` is 300 per 60,000,000, so that constant arrivals stay exact. */
export interface Rate {
  readonly count: number;
  readonly per: number;
}

export type Arrivals =
  | { readonly kind: 'constant'; readonly rate: Rate }
  | { readonly kind: 'poisson'; readonly rate: Rate };

/**
 * When an idle environment ends. An environment ends `spare` after its own last use (redrawn at each use when random);
 * when nothing of the function is in flight and `idle` has passed since its last completion, all its idle environments
 * end; `maxLifetime` counts from creation. The earliest wins; `null` switches a limit off.
 */
export interface KeepAlive {
  readonly idle: number | null;
  readonly spare: Distribution | null;
  readonly maxLifetime: number | null;
  /** The preset's name where one was asked for, for reports. */
  readonly preset: string | null;
}

/** Which idle environment serves: the last to become idle, the first to become idle, the last created, or any. */
export type Placement = 'mru' | 'lru' | 'newest' | 'random';

export type Architecture = 'x86_64' | 'arm64';

export interface AliasSpec {
  readonly name: string;
  /** `$LATEST` or a published version's number as text. */
  readonly version: string;
  readonly provisionedConcurrency: number;
}

export interface VersionSpec {
  readonly version: string;
  readonly provisionedConcurrency: number;
}

export interface FunctionSpec {
  readonly name: string;
  readonly runtime: string;
  readonly architecture: Architecture;
  readonly memoryMB: number;
  readonly timeout: number;
  readonly package: { readonly type: 'zip' | 'image'; readonly size: number | null };
  readonly vpc: boolean;
  readonly ephemeralStorageMB: number;
  readonly reservedConcurrency: number | null;
  /** Warm handler duration; `null` where only traces, which bring their own, call the function. */
  readonly handler: Distribution | null;
  /** Billed init of a cold start: as given, or as runtime and package predict. */
  readonly init: Distribution;
  readonly initGiven: boolean;
  /** The part of a cold start before init: neither billed nor reported. */
  readonly placementLatency: Distribution;
  readonly keepAlive: KeepAlive;
  readonly placement: Placement;
  /** Probability that the handler fails. */
  readonly errorRate: number;
  readonly aliases: readonly AliasSpec[];
  readonly versions: readonly VersionSpec[];
}

/** `qualifier` is an alias, a version's number, or `null` for `$LATEST`. */
export interface Target {
  readonly function: string;
  readonly qualifier: string | null;
}

/** What calls and waits, without retries of its own. */
export type SynchronousType = 'apiGateway' | 'alb' | 'functionUrl' | 'sdk';

export interface SynchronousTrigger {
  readonly name: string;
  readonly type: SynchronousType;
  readonly target: Target;
  readonly arrivals: Arrivals;
}

/** The unit of the numbers in a file's column. */
export type TimeUnit = 'us' | 'ms' | 's';

/** How to read the rows of a trace file. */
export interface TraceFormat {
  /** The columns' names in the first line; without a `target` column every row calls the trigger's own target. */
  readonly columns: { readonly time: string; readonly target: string | null; readonly duration: string };
  /** Of times that are numbers, from time 0; `null` where only calendar times will do. */
  readonly timeUnit: TimeUnit | null;
  readonly durationUnit: TimeUnit;
}

/** Replays a file's rows, each one synchronous call. `ordered` and `rows` are what the check before the run found. */
export interface TraceTrigger extends TraceFormat {
  readonly name: string;
  readonly type: 'trace';
  readonly file: string;
  /** What every row calls; `null` where rows say it themselves. */
  readonly target: Target | null;
  readonly ordered: boolean;
  readonly rows: number;
}

export type TriggerSpec = SynchronousTrigger | TraceTrigger;

export interface Account {
  readonly concurrency: number;
  readonly region: string;
  readonly freeTier: boolean;
  readonly maxLifetime: number | null;
  /** A function's new environments: a bucket of `burst`, refilled at `perSecond`. */
  readonly scalingRate: { readonly burst: number; readonly perSecond: number } | null;
  /** Synchronous requests per second allowed for each unit of concurrency. */
  readonly requestRate: number | null;
}

/** A condition on one metric of the result: `functions.api.latencyMs.p99 < 300`. */
export interface Slo {
  readonly metric: string;
  readonly comparison: '<' | '<=' | '>' | '>=';
  readonly bound: number;
  readonly text: string;
}

export interface Scenario {
  readonly name: string;
  readonly description: string;
  readonly seed: string;
  readonly duration: number;
  /** Calendar time of time 0, ISO 8601 in UTC. */
  readonly start: string;
  readonly warmup: number;
  readonly replications: number;
  readonly account: Account;
  /** In the order of declaration. */
  readonly functions: readonly FunctionSpec[];
  /** In the order of declaration, which decides between arrivals at one instant. */
  readonly triggers: readonly TriggerSpec[];
  readonly slo: readonly Slo[];
  /** Settings by scenario path, as written, by variant. */
  readonly variants: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}
