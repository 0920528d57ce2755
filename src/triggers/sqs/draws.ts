// What a batch of messages does: drawn by the batch, and whether a single message fails by the message and the receive, so that
// nothing else shifts it.
import { sampler } from '../../engine/distributions.js';
import { keyedStream, type StreamName } from '../../engine/random.js';
import { wholeMicroseconds } from '../../engine/time.js';
import type { SqsTrigger } from '../../scenario/triggers/types.js';
import type { FunctionSpec } from '../../scenario/types.js';
import type { Tickets } from '../tickets.js';

/** More receives than any message has. */
const RECEIVES = 2 ** 20;

export interface BatchDraws {
  /** Fills the ticket of a batch of `count` messages. */
  fill(tickets: Tickets, ticket: number, count: number): void;
  /** Whether a message is among those that a batch which ended well reports as failed. */
  isReported(number: number, receives: number): boolean;
}

/** `streams` begins the names of the trigger's streams. The handler's time is drawn once a batch (M-HANDLER, M-SQS-BATCH). */
export function batchDraws(queue: SqsTrigger, spec: FunctionSpec, streams: StreamName): BatchDraws {
  const { reportBatchItemFailures, perRecord } = queue;
  const { handler, errorRate, crashRate } = spec;
  const length = sampler(handler!);
  const lengths = keyedStream([...streams, 'batch handler']);
  const failures = keyedStream([...streams, 'batch failure']);
  const reports = keyedStream([...streams, 'message failure']);
  return {
    fill(tickets, ticket, count) {
      const key = tickets.number[ticket]!;
      tickets.duration[ticket] = wholeMicroseconds(length(lengths.at(key))) + perRecord * count;
      const uniform = failures.at(key);
      const failsItself = uniform() < errorRate && !reportBatchItemFailures;
      tickets.failed[ticket] = uniform() < crashRate ? 2 : failsItself ? 1 : 0;
    },
    isReported: (number, receives) => reportBatchItemFailures && reports.at(number * RECEIVES + receives)() < errorRate,
  };
}
