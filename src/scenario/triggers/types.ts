// What invokes functions in a normalised scenario.
import type { Arrivals, Distribution, OpenArrivals } from '../traffic/types.js';

/** `qualifier` is an alias, a version's number, or `null` for `$LATEST`. */
export interface Target {
  readonly function: string;
  readonly qualifier: string | null;
}

/** What calls and waits. */
export type SynchronousType = 'apiGateway' | 'alb' | 'functionUrl' | 'sdk' | 'warmer';

export interface SynchronousTrigger {
  readonly name: string;
  readonly type: SynchronousType;
  readonly target: Target;
  readonly arrivals: Arrivals;
  /** How long what stands between waits for the function; `null` where nothing stands there. */
  readonly integrationTimeout: number | null;
  /** `null` where clients never try again. */
  readonly retries: RetrySpec | null;
  /** How long its calls take, which never fail; `null` for what the function's handler does. */
  readonly handler: Distribution | null;
}

/** How clients try again: after `baseBackoff`, doubled each time up to `maxBackoff`, or evenly at random below that. */
export interface RetrySpec {
  /** The first included. */
  readonly attempts: number;
  readonly baseBackoff: number;
  readonly maxBackoff: number;
  readonly jitter: 'full' | 'none';
  /** How long a client waits for an answer; `null` for as long as it takes. */
  readonly timeout: number | null;
  readonly on: { readonly throttle: boolean; readonly error: boolean; readonly timeout: boolean };
}

/** What hands an event over and does not wait: Lambda invokes the function from a queue of its own. */
export type AsynchronousType = 'async' | 'eventBridge' | 's3' | 'schedule' | 'sns';

export interface AsynchronousTrigger {
  readonly name: string;
  readonly type: AsynchronousType;
  readonly target: Target;
  readonly arrivals: OpenArrivals;
  /** Each event comes evenly at random within this time. */
  readonly flexibleWindow: number;
  /** Probability that an event is delivered twice. */
  readonly duplicates: number;
}

/** A function that a handler calls, at a share of its own time. */
export interface CallSpec {
  readonly target: Target;
  readonly at: number;
  /** Whether the handler waits for the answer, and is billed meanwhile. */
  readonly waits: boolean;
  /** So many at once; a handler that waits does so for all. */
  readonly count: number;
  /** Whether the handler fails where a call that it waits for does. */
  readonly failsWithIt: boolean;
  /** Of calls that it waits for; `null` where it never tries again. */
  readonly retries: RetrySpec | null;
}

/** An SQS queue, of which each arrival is one message, and what polls it. */
export interface SqsTrigger {
  readonly name: string;
  readonly type: 'sqs';
  readonly target: Target;
  readonly arrivals: OpenArrivals;
  readonly batchSize: number;
  /** How long a batch that is not full waits for more; 0 for not at all. */
  readonly batchWindow: number;
  /** Batches at a time; `null` where AWS's own limit holds. */
  readonly maximumConcurrency: number | null;
  readonly visibilityTimeout: number;
  /** After so many receives a message goes to the dead-letter queue; `null` where there is none. */
  readonly maxReceiveCount: number | null;
  readonly retentionPeriod: number;
  /** Message groups of a FIFO queue; `null` for a standard one. */
  readonly fifo: { readonly groups: number } | null;
  readonly reportBatchItemFailures: boolean;
  /** What each message adds to the handler's time. */
  readonly perRecord: number;
  readonly provisionedPollers: { readonly min: number; readonly max: number } | null;
}

/** What is read from a source in batches, in order. */
interface Batches {
  readonly name: string;
  readonly target: Target;
  /** One record each. */
  readonly arrivals: OpenArrivals;
  readonly batchSize: number;
  readonly batchWindow: number;
  /** What each record of a batch adds to the handler time. */
  readonly perRecord: number;
  /** Probability that a record makes every batch fail that holds it, and which records do, by their numbers from 1. */
  readonly poisonRate: number;
  readonly poisonRecords: readonly number[];
  /** How long the source keeps a record. */
  readonly retention: number;
}

export type StreamType = 'kinesis' | 'dynamodb';

export interface StreamTrigger extends Batches {
  readonly type: StreamType;
  readonly shards: number;
  readonly parallelizationFactor: number;
  /** `null` for no limit, as for the age. */
  readonly maximumRetryAttempts: number | null;
  readonly maximumRecordAge: number | null;
  readonly bisectBatchOnFunctionError: boolean;
  readonly reportBatchItemFailures: boolean;
  /** Where records go that could not be processed; `null` for nowhere. */
  readonly onFailure: string | null;
}

export interface KafkaTrigger extends Batches {
  readonly type: 'kafka';
  readonly partitions: number;
  /** `null` where AWS scales the consumers by itself, for nothing. */
  readonly provisionedPollers: { readonly min: number; readonly max: number } | null;
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
  /** Only where each replication draws the days that it replays; the duration is then so many whole days. */
  readonly resample?: 'day';
  readonly rows: number;
}

/** One whose traffic is described. */
export type DescribedTrigger = SynchronousTrigger | AsynchronousTrigger | SqsTrigger | StreamTrigger | KafkaTrigger;

export type TriggerSpec = DescribedTrigger | TraceTrigger;
