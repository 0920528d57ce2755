// The result document, `coldstart-result/1`: plain JSON, units in the names. Types only.
import type { Attribution } from './chain-result.js';
import type { FunctionMoney, PricingSettings } from './money-result.js';
import type { PrecisionOutcome } from './precision-result.js';
import type { AliasResult, DeploymentResult } from './provisioned-result.js';
import type { BatchMeans, WarmUpFound } from './steady-result.js';

/** Milliseconds; `null` where there was no sample. Percentiles are nearest rank, within 0.1 %. */
export interface Statistics {
  readonly mean: number | null;
  readonly p50: number | null;
  readonly p90: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
  readonly p999: number | null;
  readonly max: number | null;
}

export type PhaseName =
  | 'placement'
  | 'download'
  | 'extensionInit'
  | 'runtimeInit'
  | 'functionInit'
  | 'restore'
  | 'failedInit'
  | 'initAgain'
  | 'firstInvoke';

export type ColdStartCause = 'first' | 'scaleOut' | 'expired' | 'recycled' | 'deployed';

export interface FunctionResult extends FunctionMoney {
  readonly arrivals: number;
  readonly invocations: number;
  readonly coldStarts: number;
  readonly warmStarts: number;
  readonly provisionedInvocations: number;
  readonly spilloverInvocations: number;
  readonly throttles: number;
  /** Reasons that occurred, by AWS's name. */
  readonly throttlesByReason: Readonly<Record<string, number>>;
  readonly suppressedInits: number;
  /** Inits on demand that were stopped at the limit, or failed: they ran again within an invocation. */
  readonly initTimeouts: number;
  readonly initErrors: number;
  /** Inits that no request waited for: of environments made ready ahead, and of spares. */
  readonly proactiveInits: number;
  readonly errors: number;
  readonly timeouts: number;
  readonly retries: number;
  readonly dropped: number;
  /** `coldStarts / invocations`; `null` without invocations. */
  readonly coldStartRate: number | null;
  readonly coldStartCauses: Readonly<Record<ColdStartCause, number>>;
  /** What the client waits: queueing, cold-start phases, handler. */
  readonly latencyMs: Statistics;
  readonly coldLatencyMs: Statistics;
  readonly warmLatencyMs: Statistics;
  readonly provisionedLatencyMs: Statistics;
  /** Init or restore of cold starts alone, as AWS reports it; none where the init failed. */
  readonly initMs: Statistics;
  /** The handler alone, with a suppressed init where there was one. */
  readonly durationMs: Statistics;
  readonly waitMs: Statistics;
  /** Each phase, over the cold starts that have it. `initAgain` and `firstInvoke` are parts of the duration. */
  readonly phasesMs: Readonly<Record<PhaseName, Statistics>>;
  /** What first invocations in fresh environments took longer: of cold starts, of provisioned ones, after a reset. */
  readonly firstInvokeMs: Statistics;
  readonly billedMs: number;
  readonly gbSeconds: number;
  readonly concurrency: { readonly mean: number; readonly max: number };
  /** On-demand environments; one in init counts as busy. */
  readonly environments: {
    readonly created: number;
    /** Ended, by keep-alive or maximum life, to the end of the simulated time. */
    readonly expired: number;
    readonly mean: number;
    readonly meanIdle: number;
    readonly meanBusy: number;
    readonly max: number;
    readonly meanLifetimeMs: number | null;
  };
  /** Environments that were available, and how much of them was busy, over all aliases and versions. */
  readonly provisioned: {
    readonly mean: number;
    readonly utilizationMean: number | null;
    readonly utilizationMax: number | null;
  };
  /** Every alias, and every version with provisioned concurrency, by name. */
  readonly aliases: Readonly<Record<string, AliasResult>>;
  readonly deployments: readonly DeploymentResult[];
  /** Quantile curves of the latency, for charts: `ms[kind][i]` belongs to `probabilities[i]`; kinds without samples are absent. */
  readonly latencyCurve: {
    readonly probabilities: readonly number[];
    readonly ms: Readonly<Partial<Record<'cold' | 'warm' | 'provisioned', readonly number[]>>>;
  };
}

export interface TriggerResult {
  readonly events: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly deadLettered: number;
  readonly dropped: number;
  readonly droppedByReason: Readonly<Record<string, number>>;
  readonly queued: number;
  readonly retries: number;
  /** Events that were delivered twice; only where `duplicates` asks for them. */
  readonly duplicates?: number;
  readonly latencyMs: Statistics;
  /** Of a trigger whose function waits for others. */
  readonly attribution?: Attribution;
}

/** `[metric][statistic]`: one value per step, `null` where CloudWatch would show no datapoint. */
export type MetricSeries = Readonly<Record<string, Readonly<Record<string, readonly (number | null)[]>>>>;

export interface Series {
  readonly stepMs: number;
  readonly functions: Readonly<Record<string, MetricSeries>>;
  /** Of what has provisioned concurrency, by `function:alias` or `function:version`. */
  readonly aliases: Readonly<Record<string, MetricSeries>>;
  readonly account: MetricSeries;
  /** Of those that are polled, and of those who hand events over, calls of functions by functions among them. */
  readonly triggers: Readonly<Record<string, MetricSeries>>;
}

export interface RunResult {
  readonly replication: number;
  /** 64 bits in hexadecimal over all event lines. */
  readonly digest: string;
  /** The number of event lines. */
  readonly events: number;
  readonly functions: Readonly<Record<string, FunctionResult>>;
  readonly triggers: Readonly<Record<string, TriggerResult>>;
  readonly total: FunctionResult;
  readonly series: Series;
}

/** Over the replications; `ci95` is the half-width of the 95 % interval, `null` where none can be given. */
export interface SummaryEntry {
  readonly mean: number | null;
  readonly ci95: number | null;
  readonly min: number | null;
  readonly max: number | null;
}

export interface SloOutcome {
  readonly text: string;
  readonly metric: string;
  /** The one-sided 95 % bound, or the value with one replication. */
  readonly value: number | null;
  readonly passed: boolean;
}

export interface Result {
  readonly schema: 'coldstart-result/1';
  readonly scenario: string;
  readonly description: string;
  readonly seed: string;
  readonly version: string;
  readonly horizonMs: number;
  readonly warmupMs: number;
  /** Only where the warm-up was found and not given. */
  readonly warmUp?: WarmUpFound;
  /** `true` where the user ended the run early: `runs` holds the replications that had finished. */
  readonly interrupted: boolean;
  readonly warnings: readonly string[];
  /** The settings in force, function by function, for reports. */
  readonly settings: readonly FunctionSettings[];
  /** What calls them, trigger by trigger, for reports. */
  readonly traffic: readonly TrafficSettings[];
  /** What its costs are reckoned by, for reports. */
  readonly pricing: PricingSettings;
  /** Only where several replications replay the same requests, and so give no intervals. */
  readonly replayed?: true;
  readonly runs: readonly RunResult[];
  readonly summary: Readonly<Record<string, SummaryEntry>>;
  readonly slo: readonly SloOutcome[];
  /** Only where a precision was asked for. */
  readonly precision?: PrecisionOutcome;
  /** Only of one run that was to be cut. */
  readonly batchMeans?: BatchMeans;
  /** Only where it was asked for. */
  readonly sensitivity?: Sensitivity;
  /** What reproduces this document. */
  readonly reproduce: { readonly command: string; readonly scenarioHash: string };
}

export interface TrafficSettings {
  readonly trigger: string;
  readonly type: string;
  readonly target: string;
  /** In words: "Poisson, 15/m". */
  readonly arrivals: string;
}

export interface FunctionSettings {
  readonly name: string;
  readonly region: string;
  readonly runtime: string;
  readonly architecture: string;
  readonly memoryMB: number;
  readonly timeoutMs: number;
  readonly reservedConcurrency: number | null;
  /** What may run at once in its region. */
  readonly accountConcurrency: number;
  readonly provisioned: readonly ProvisionedSettings[];
  /** In words, of aliases that point to two versions: "live: 10 % to version 2, the rest to version 1". */
  readonly weights: readonly string[];
  /** In words, in order of time: "live to version 2 at 30m, canary: 10 % for 5m". */
  readonly deployments: readonly string[];
  readonly placement: string;
  /** In words: "640s idle, 900s spare, 2h life (preset aws-2020)". */
  readonly keepAlive: string;
  /** In words: "log-normal, median 80ms, sigma 0.69". */
  readonly handler: string;
  readonly init: string;
  /** The part of a restore that is billed; `null` without SnapStart. */
  readonly restoreBilledShare: number | null;
  /** What an invocation logs; 0 where nothing is said, and no log is charged for. */
  readonly logBytes: number;
}

/** A mean over the replications with the half-width of its 95 % interval, as in `SummaryEntry`. */
export type Estimate = Pick<SummaryEntry, 'mean' | 'ci95'>;

/** What a rerun under another setting is compared by. */
export interface SensitivityFigures {
  readonly coldStarts: Estimate;
  readonly coldStartRate: Estimate;
  readonly latencyP99Ms: Estimate;
  /** Environments on demand that wait idle, on average: what a keep-alive costs its provider. */
  readonly meanIdle: Estimate;
  readonly cost: Estimate;
}

export interface SensitivityRun {
  readonly functions: Readonly<Record<string, SensitivityFigures>>;
  readonly total: SensitivityFigures;
  /** In the order of the scenario's objectives. */
  readonly slo: readonly SloOutcome[];
}

/** What a scenario takes for granted. */
export type Assumption = 'keepAlive' | 'init' | 'traffic';

/** An objective that would turn out otherwise under another setting of an assumption. */
export interface ChangedVerdict {
  readonly assumption: Assumption;
  readonly setting: string;
  readonly objective: string;
  /** Under that setting. */
  readonly passed: boolean;
}

/** Reruns under the same seed with one assumption changed, by the setting's name. */
export interface Sensitivity extends Partial<Readonly<Record<Assumption, Readonly<Record<string, SensitivityRun>>>>> {
  /** Which of them is the scenario's own. */
  readonly inForce: Partial<Readonly<Record<Assumption, string>>>;
  readonly changes: readonly ChangedVerdict[];
}

/** What is kept ready for one alias or version: at time 0, and within which bounds it scales where it does. */
export interface ProvisionedSettings {
  readonly qualifier: string;
  readonly concurrency: number;
  /** In words: "2 to 50 at 70 % (average), 2 schedules". */
  readonly text: string;
  readonly scaling: {
    readonly min: number;
    readonly max: number;
    /** `null` where only scheduled actions change the number. */
    readonly tracking: { readonly targetUtilization: number; readonly statistic: 'average' | 'maximum' } | null;
    /** The number of scheduled actions. */
    readonly scheduled: number;
  } | null;
}
