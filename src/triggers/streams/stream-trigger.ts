// Triggers that read streams and topics, put together from what the scenario says of them.
import { PAYLOAD_LIMIT } from '../../lambda/defaults.js';
import { KAFKA_SCALING, POLL_INTERVAL } from '../../lambda/limits/polling.js';
import type { KafkaTrigger, StreamTrigger } from '../../scenario/triggers/types.js';
import { Consumers } from './consumers.js';
import type { PolledTopic } from './stream-measure.js';
import { type StreamParts, StreamRecords } from './stream-records.js';

/** What each record brings is the function's `payload`: a batch has no more than an invocation may hold. */
function reading(spec: StreamTrigger | KafkaTrigger, { payload }: { readonly payload: number }) {
  const fitting = payload === 0 ? Infinity : Math.max(1, Math.floor(PAYLOAD_LIMIT / payload));
  return {
    most: Math.min(spec.batchSize, fitting),
    window: spec.batchWindow,
    poisonRate: spec.poisonRate,
    poisonRecords: spec.poisonRecords,
  };
}

export function streamRecords(spec: StreamTrigger, parts: StreamParts): StreamRecords {
  const { shards, parallelizationFactor: factor, retention, perRecord } = spec;
  const retry = {
    maximumRetries: spec.maximumRetryAttempts ?? Infinity,
    maximumAge: spec.maximumRecordAge ?? Infinity,
    bisects: spec.bisectBatchOnFunctionError,
    reports: spec.reportBatchItemFailures,
    hasDestination: spec.onFailure !== null,
    ...{ retention, perRecord },
  };
  const interval = POLL_INTERVAL[spec.type];
  return new StreamRecords(parts, { shards, factor, interval, ...reading(spec, parts.fn.spec) }, retry, () => null);
}

/** Partitions are lanes, and a consumer is needed to send a batch (M-KAFKA-CONSUMERS, M-KAFKA-POLLERS). */
export function topicRecords(spec: KafkaTrigger, parts: TopicParts): StreamRecords {
  const { partitions: shards, provisionedPollers, retention, perRecord } = spec;
  const { consumers: level, waiting: lag } = parts.polled;
  const read = reading(spec, parts.fn.spec);
  const { min, max } = provisionedPollers ?? { min: 1, max: shards };
  const each = provisionedPollers === null ? KAFKA_SCALING.perConsumer : KAFKA_SCALING.perPoller;
  const settings = { min, max, each, batchSize: read.most, lanes: shards };
  const never = {
    maximumRetries: Infinity,
    maximumAge: Infinity,
    bisects: false,
    reports: false,
    hasDestination: false,
  };
  return new StreamRecords(
    parts,
    { shards, factor: 1, interval: 0, ...read },
    { ...never, retention, perRecord },
    (resume) => new Consumers(settings, parts.desk, { level, lag }, resume),
  );
}

interface TopicParts extends StreamParts {
  readonly polled: PolledTopic;
}
