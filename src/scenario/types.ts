// The normalised scenario: what every later stage reads. Every default is explicit, every unit is fixed, nothing refers
// to the file it came from, and the whole is plain JSON, so that one value goes to a thread, a browser or a golden file.
// Times are whole microseconds, `null` means "none" or "no limit".

import type { Account } from './account/types.js';
import type { EnvironmentSpec, PackageSpec, RoleSpec } from './functions/types.js';
import type { DeploymentSpec, ProvisionedSpec } from './provisioned/types.js';
import type { Distribution } from './traffic/types.js';
import type { CallSpec, TriggerSpec } from './triggers/types.js';

/** When an idle environment ends: by limits, or by a rule that learns. */
export type KeepAlive = KeepAliveLimits | HybridHistogram;

/**
 * An environment ends `spare` after its own last use (redrawn at each use when random); when nothing of the function is
 * in flight and `idle` has passed since its last completion, all its idle environments end; `maxLifetime` counts from
 * creation (drawn once for each environment when random). The earliest wins; `null` switches a limit off.
 */
export interface KeepAliveLimits {
  readonly policy: 'limits';
  readonly idle: number | null;
  readonly spare: Distribution | null;
  readonly maxLifetime: Distribution | null;
  /** The preset's name where one was asked for, for reports. */
  readonly preset: string | null;
}

/**
 * Shahrad et al., USENIX ATC 2020: a histogram of how long the function was idle says when its environments end and when
 * one is made ready again. Shares lie between 0 and 1.
 */
export interface HybridHistogram {
  readonly policy: 'hybrid-histogram';
  /** Idle times from this on are only counted; also how long environments are kept while the histogram says nothing. */
  readonly range: number;
  /** Width of a bin. */
  readonly bin: number;
  /** The quantiles of idle time between which an environment is wanted. */
  readonly head: number;
  readonly tail: number;
  /** What is taken off the head and put onto the tail, as a share of each. */
  readonly margin: number;
  /** The histogram is heeded from so many idle times on, */
  readonly minimumIdleTimes: number;
  /** if the counts of its bins vary at least so much (standard deviation / mean), */
  readonly minimumVariation: number;
  /** and if no more than this share of all idle times lay beyond the range. */
  readonly maximumBeyond: number;
}

/** Which idle environment serves: the last to become idle, the first to become idle, the last created, or any. */
export type Placement = 'mru' | 'lru' | 'newest' | 'random';

export type Architecture = 'x86_64' | 'arm64';

export interface AliasSpec {
  readonly name: string;
  /** `$LATEST` or a published version's number as text. */
  readonly version: string;
  /** A second version and its share of the requests. */
  readonly other: { readonly version: string; readonly weight: number } | null;
  readonly provisioned: ProvisionedSpec;
}

export interface VersionSpec {
  readonly version: string;
  readonly provisioned: ProvisionedSpec;
}

/** How much of a handler's time is work for up to `threads` processors, and the memory at which that time was measured. */
export interface CpuBound {
  readonly share: number;
  readonly threads: number;
  readonly atMemoryMB: number;
}

/** What a cold start goes through before the handler, each part as given or as predicted. */
export interface ColdStartSpec {
  /** Finding a place: neither billed nor reported. */
  readonly placement: Distribution;
  /** Fetching the code before init, in microseconds: neither billed nor reported. */
  readonly download: number;
  /** Reading an image of which no cache holds a chunk yet, in microseconds: while init runs, hence a part of it. */
  readonly load: number;
  /** Extensions start together: the longest counts. */
  readonly extensionInits: readonly Distribution[];
  readonly runtimeInit: Distribution;
  /** One's own start-up code; with `initGiven` the whole init but the extensions'. */
  readonly functionInit: Distribution;
  readonly initGiven: boolean;
  /** Whether init on demand is charged for; on provisioned environments it always is. */
  readonly initBilled: boolean;
  /** Extra handler time of the first invocation in a fresh environment. */
  readonly firstInvoke: Distribution;
  /** Probability that an init fails. */
  readonly errorRate: number;
}

/** Cold starts of published versions from a snapshot. */
export interface SnapStartSpec {
  readonly restore: Distribution;
  /** The part of a restore that is billed. */
  readonly billedShare: number;
  readonly firstInvoke: Distribution;
}

export interface FunctionSpec {
  readonly name: string;
  readonly runtime: string;
  readonly architecture: Architecture;
  readonly memoryMB: number;
  readonly timeout: number;
  readonly description: string;
  readonly package: PackageSpec;
  readonly region: string;
  readonly vpc: boolean;
  readonly environment: EnvironmentSpec;
  readonly role: RoleSpec;
  /** Of asynchronous invocations: how often one that failed is tried again, and how old it may become. */
  readonly maximumRetryAttempts: number;
  readonly maximumEventAge: number;
  /** Where events go that could not be processed; `null` for nowhere. */
  readonly onFailure: string | null;
  readonly ephemeralStorageMB: number;
  /** Bytes of a request and of a response, 0 where nothing is said, and whether the response is streamed. */
  readonly payload: number;
  readonly response: { readonly size: number; readonly streamed: boolean };
  /** What an invocation sends to CloudWatch Logs, in bytes. */
  readonly logBytes: number;
  readonly reservedConcurrency: number | null;
  /** Warm handler duration; `null` where only traces, which bring their own, call the function. */
  readonly handler: Distribution | null;
  readonly cpuBound: CpuBound;
  readonly coldStart: ColdStartSpec;
  readonly snapStart: SnapStartSpec | null;
  /** Whether a waiting request takes an environment that frees up before its own has initialised. */
  readonly eagerAssignment: boolean;
  readonly keepAlive: KeepAlive;
  /** Probability that an environment which ends by its maximum life is replaced at once. */
  readonly proactiveInit: number;
  readonly placement: Placement;
  /** Probability that the handler fails, and that it takes its environment down. */
  readonly errorRate: number;
  readonly crashRate: number;
  readonly aliases: readonly AliasSpec[];
  readonly versions: readonly VersionSpec[];
  /** By time, then in the order of declaration. */
  readonly deployments: readonly DeploymentSpec[];
  /** In the order in which the handler makes them. */
  readonly calls: readonly CallSpec[];
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
  /** Only where the warm-up is still to be found; `warmup` is 0 until then. */
  readonly warmupBy?: 'mser-5';
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
