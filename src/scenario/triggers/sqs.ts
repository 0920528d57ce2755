// An SQS queue and what polls it, as a scenario writes it: single values. What they must satisfy together is in sqs-checks.ts.
import { z } from 'zod';
import {
  SQS_BATCH,
  SQS_CONCURRENCY,
  SQS_LEAST_POLLERS,
  SQS_MOST_POLLERS,
  SQS_RECEIVES,
  SQS_RETENTION,
  SQS_VISIBILITY,
  SQS_WINDOW,
} from '../../lambda/limits/polling.js';
import { duration, refuse, target, whole } from '../fields.js';
import { arrivals } from '../traffic/arrivals.js';
import type { SqsTrigger } from './types.js';

const MAX_GROUPS = 1_000_000;

const wholeWithin = ({ min, max }: { readonly min: number; readonly max: number }, description: string) =>
  whole(min, max, `AWS allows ${min} to ${max}`, { description });

const provisionedPollers = z
  .strictObject({
    min: wholeWithin(SQS_LEAST_POLLERS, 'Pollers that are always there.').default(SQS_LEAST_POLLERS.byDefault),
    max: wholeWithin(SQS_MOST_POLLERS, 'Pollers at most.').default(SQS_MOST_POLLERS.byDefault),
  })
  .superRefine(({ min, max }, context) => {
    if (max >= min) return;
    refuse(context, { code: 'out-of-range' }, `max is ${max} and min is ${min}: max cannot be less than min`, ['max']);
  })
  .meta({ description: 'Pollers that are paid for by the hour; each has up to 10 batches at a time.' });

export const sqsTrigger = z
  .strictObject({
    type: z.enum(['sqs']).meta({ description: 'A queue that Lambda polls.' }),
    target: target('function, function:alias or function:version; without one, $LATEST.'),
    arrivals,
    batchSize: wholeWithin(SQS_BATCH, 'Messages of an invocation at most; 10 for a FIFO queue.').default(
      SQS_BATCH.byDefault,
    ),
    batchWindow: duration(
      { description: 'How long a batch that is not full waits for more; standard queues only.', examples: ['5s'] },
      { ...SQS_WINDOW, says: 'AWS allows 0s to 300s' },
    ).prefault('0s'),
    maximumConcurrency: wholeWithin(SQS_CONCURRENCY, 'Batches at a time at most; 1250 unless said.').optional(),
    visibilityTimeout: duration(
      {
        description: 'How long a message that was received is hidden from further receives, at least the timeout.',
        examples: ['3m'],
      },
      { ...SQS_VISIBILITY, says: 'AWS allows 0s to 12h' },
    ).prefault('30s'),
    maxReceiveCount: wholeWithin(
      SQS_RECEIVES,
      'After so many receives a message goes to the dead-letter queue; without it there is none.',
    ).optional(),
    retentionPeriod: duration(
      { description: 'How old a message may become, 1m to 14d.', examples: ['14d'] },
      { ...SQS_RETENTION, says: 'AWS allows 60s to 14d' },
    ).prefault('4d'),
    fifo: z
      .strictObject({
        groups: whole(1, MAX_GROUPS, `it must lie between 1 and ${MAX_GROUPS}`, {
          description: 'Message groups, in each of which order is kept; each message goes to any of them.',
        }),
      })
      .optional()
      .meta({ description: 'Makes it a FIFO queue.' }),
    reportBatchItemFailures: z.boolean().default(false).meta({
      description: 'Whether errorRate strikes single messages, which alone come again, rather than whole batches.',
    }),
    perRecord: duration({
      description: 'What each message adds to the handler’s time, which is drawn once for a batch.',
      examples: ['20ms'],
    }).prefault('0s'),
    provisionedPollers: provisionedPollers.optional(),
  })
  .meta({ description: 'Messages of an SQS queue, which Lambda takes in batches; each arrival is one message.' });

type Given = z.output<typeof sqsTrigger>;

/** All but the name, the target and the arrivals. */
export function completedSqs(given: Given): Omit<SqsTrigger, 'name' | 'target' | 'arrivals'> {
  return {
    type: given.type,
    batchSize: given.batchSize,
    batchWindow: given.batchWindow,
    maximumConcurrency: given.maximumConcurrency ?? null,
    visibilityTimeout: given.visibilityTimeout,
    maxReceiveCount: given.maxReceiveCount ?? null,
    retentionPeriod: given.retentionPeriod,
    fifo: given.fifo ?? null,
    reportBatchItemFailures: given.reportBatchItemFailures,
    perRecord: given.perRecord,
    provisionedPollers: given.provisionedPollers ?? null,
  };
}
