// What invokes functions in a normalised scenario.
import type { Arrivals, OpenArrivals } from '../traffic/types.js';

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

/** What hands an event over and does not wait: Lambda invokes the function from a queue of its own. */
export type AsynchronousType = 'async' | 'eventBridge' | 's3' | 'schedule' | 'sns';

export interface AsynchronousTrigger {
  readonly name: string;
  readonly type: AsynchronousType;
  readonly target: Target;
  readonly arrivals: OpenArrivals;
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
  readonly rows: number;
}

/** One whose traffic is described. */
export type DescribedTrigger = SynchronousTrigger | AsynchronousTrigger | StreamTrigger | KafkaTrigger;

export type TriggerSpec = DescribedTrigger | TraceTrigger;
