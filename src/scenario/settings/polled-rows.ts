// The settings of a trigger that takes batches from a queue, a stream or a topic, as rows of an explanation.

import { show } from '../diagnostics.js';
import { durationText } from '../duration-text.js';
import type { KafkaTrigger, SqsTrigger, StreamTrigger, TriggerSpec } from '../triggers/types.js';
import type { AssumptionId } from './assumptions.js';
import type { Row } from './rows.js';

const yesNo = (value: boolean): string => (value ? 'yes' : 'no');

type Entry = readonly [key: string, otherwise: AssumptionId | null, value: string];

export function queueRows(of: SqsTrigger): Row<TriggerSpec>[] {
  const { maximumConcurrency, maxReceiveCount, fifo, provisionedPollers: pollers } = of;
  return rowsOf([
    ['batchSize', 'M-SQS-SETTINGS', String(of.batchSize)],
    ['batchWindow', 'M-SQS-SETTINGS', durationText(of.batchWindow)],
    ['maximumConcurrency', 'M-SQS-SCALING', maximumConcurrency === null ? 'none' : String(maximumConcurrency)],
    ['provisionedPollers', 'M-SQS-SCALING', pollers === null ? 'none' : `${pollers.min} to ${pollers.max}`],
    ['visibilityTimeout', 'M-SQS-SETTINGS', durationText(of.visibilityTimeout)],
    ['maxReceiveCount', 'M-SQS-DEAD-LETTER', maxReceiveCount === null ? 'no limit' : String(maxReceiveCount)],
    ['retentionPeriod', 'M-SQS-DEAD-LETTER', durationText(of.retentionPeriod)],
    ['fifo', null, fifo === null ? 'no' : `${fifo.groups} groups`],
    ['reportBatchItemFailures', 'M-SQS-PARTIAL', yesNo(of.reportBatchItemFailures)],
    ['perRecord', null, durationText(of.perRecord)],
  ]);
}

export function streamRows(of: StreamTrigger | KafkaTrigger): Row<TriggerSpec>[] {
  const { poisonRecords } = of;
  return rowsOf([
    ...(of.type === 'kafka' ? kafkaEntries(of) : streamEntries(of)),
    ['perRecord', null, durationText(of.perRecord)],
    ['poisonRate', null, String(of.poisonRate)],
    ['poisonRecords', null, poisonRecords.length === 0 ? 'none' : poisonRecords.join(', ')],
  ]);
}

function streamEntries(of: StreamTrigger): Entry[] {
  const { maximumRetryAttempts, maximumRecordAge } = of;
  return [
    ['shards', 'M-STREAM-LANES', String(of.shards)],
    ['parallelizationFactor', 'M-STREAM-LANES', String(of.parallelizationFactor)],
    ['batchSize', 'M-STREAM-BATCH', String(of.batchSize)],
    ['batchWindow', 'M-STREAM-BATCH', durationText(of.batchWindow)],
    [
      'maximumRetryAttempts',
      'M-STREAM-RETRIES',
      maximumRetryAttempts === null ? 'no limit' : `${maximumRetryAttempts}`,
    ],
    ['maximumRecordAge', 'M-STREAM-AGE', maximumRecordAge === null ? 'none' : durationText(maximumRecordAge)],
    ['bisectBatchOnFunctionError', 'M-STREAM-BISECT', yesNo(of.bisectBatchOnFunctionError)],
    ['reportBatchItemFailures', 'M-STREAM-REPORT', yesNo(of.reportBatchItemFailures)],
    ['retention', 'M-STREAM-RETENTION', durationText(of.retention)],
    ['onFailure', null, of.onFailure === null ? 'nowhere' : show(of.onFailure)],
  ];
}

function kafkaEntries(of: KafkaTrigger): Entry[] {
  const { provisionedPollers: pollers } = of;
  return [
    ['partitions', null, String(of.partitions)],
    ['batchSize', 'M-KAFKA-BATCH', String(of.batchSize)],
    ['batchWindow', 'M-KAFKA-BATCH', durationText(of.batchWindow)],
    ['provisionedPollers', 'M-KAFKA-CONSUMERS', pollers === null ? 'none' : `${pollers.min} to ${pollers.max}`],
    ['retention', 'M-KAFKA-BATCH', durationText(of.retention)],
  ];
}

function rowsOf(entries: readonly Entry[]): Row<TriggerSpec>[] {
  return entries.map(([key, otherwise, value]) => ({ key: [key], otherwise, value: () => value }));
}
