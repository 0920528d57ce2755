// A stream's trigger, put together from what the scenario says of it.
import { PAYLOAD_LIMIT, POLL_INTERVAL } from '../../lambda/defaults.js';
import type { StreamTrigger } from '../../scenario/triggers/types.js';
import { type StreamParts, StreamRecords } from './stream-records.js';

/** `payload` is what each record brings, in bytes: a batch has no more than an invocation may hold. */
export function streamRecords(spec: StreamTrigger, parts: StreamParts, payload: number): StreamRecords {
  return new StreamRecords(
    parts,
    {
      shards: spec.shards,
      factor: spec.parallelizationFactor,
      interval: POLL_INTERVAL[spec.type],
      most: Math.min(spec.batchSize, payload === 0 ? Infinity : Math.max(1, Math.floor(PAYLOAD_LIMIT / payload))),
      window: spec.batchWindow,
      poisonRate: spec.poisonRate,
      poisonRecords: spec.poisonRecords,
    },
    {
      maximumRetries: spec.maximumRetryAttempts ?? Infinity,
      maximumAge: spec.maximumRecordAge ?? Infinity,
      retention: spec.retention,
      bisects: spec.bisectBatchOnFunctionError,
      reports: spec.reportBatchItemFailures,
      hasDestination: spec.onFailure !== null,
      perRecord: spec.perRecord,
    },
  );
}
