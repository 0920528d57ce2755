// Streams as a scenario writes them, under the names of AWS's API, and as the engine reads them.
import { z } from 'zod';
import {
  BATCH_SIZE,
  BATCH_WINDOW,
  PARALLELIZATION_FACTOR,
  RECORD_AGE,
  STREAM_RETENTION,
  STREAM_RETRIES,
} from '../../lambda/limits/polling.js';
import { durationText } from '../duration-text.js';
import { duration, durationOrNone, probability, refuse, target, whole } from '../fields.js';
import { arrivals } from '../traffic/arrivals.js';
import type { OpenArrivals } from '../traffic/types.js';
import { MICROSECONDS } from '../units.js';
import type { StreamTrigger, Target } from './types.js';

/** Ours: more than any stream has. */
const MAX_SHARDS = 10_000;
const MAX_POISON = 1_000;

/** What all that read batches have in common. */
export const batches = {
  target: target('function, function:alias, function:version or an ARN of them; without alias or version, $LATEST.'),
  arrivals,
  batchSize: whole(BATCH_SIZE.min, BATCH_SIZE.max, `AWS allows ${BATCH_SIZE.min} to ${BATCH_SIZE.max}`, {
    description: 'The most records of one invocation.',
  }).default(BATCH_SIZE.byDefault),
  perRecord: duration({
    description: 'What each record of a batch adds to the handler time.',
    examples: ['5ms'],
  }).prefault('0s'),
  poisonRate: probability({ description: 'Probability that a record makes every batch fail that holds it.' }).default(
    0,
  ),
  poisonRecords: z
    .array(z.int().min(1, { error: 'records are numbered from 1' }))
    .max(MAX_POISON, { error: `at most ${MAX_POISON} records` })
    .default([])
    .meta({ description: 'Records that make every batch fail that holds them, by number from 1.', examples: [[7]] }),
};

/** AWS takes both in whole seconds; Kafka’s default alone has none. */
const inSeconds =
  (besides: number | null) =>
  (value: number | null, context: z.RefinementCtx): void => {
    if (value === null || value % MICROSECONDS.s === 0 || value === besides) return;
    refuse(context, { code: 'out-of-range' }, `is ${durationText(value)}; AWS takes whole seconds`);
  };

export const batchWindow = (byDefault: string, value: number) =>
  duration(
    { description: 'How long records are gathered for one invocation, at most 300s.', examples: ['5s'] },
    { ...BATCH_WINDOW, says: 'AWS allows 0s to 300s' },
  )
    .superRefine(inSeconds(value))
    .prefault(byDefault);

/** AWS says -1 for none. */
const recordAge = z
  .unknown()
  .meta({
    type: ['string', 'integer'],
    description: 'Records older than this are given up, 60s to 7d; none, or -1, for no limit.',
    examples: ['1h'],
  })
  .transform((value) => (value === -1 ? 'none' : value))
  .pipe(durationOrNone({ description: '', examples: ['1h'] }, { ...RECORD_AGE, says: 'AWS allows 60s to 7d, or none' }))
  .superRefine(inSeconds(null))
  .prefault('none');

export const streamTrigger = z
  .strictObject({
    type: z
      .enum(['kinesis', 'dynamodb'])
      .meta({ description: 'A stream whose shards Lambda reads in order, batch after batch.' }),
    ...batches,
    shards: whole(1, MAX_SHARDS, `it must lie between 1 and ${MAX_SHARDS}`, {
      description: 'Shards of the stream.',
    }).default(1),
    parallelizationFactor: whole(
      PARALLELIZATION_FACTOR.min,
      PARALLELIZATION_FACTOR.max,
      `AWS allows ${PARALLELIZATION_FACTOR.min} to ${PARALLELIZATION_FACTOR.max}`,
      { description: 'Batches of one shard at a time.' },
    ).default(1),
    batchWindow: batchWindow('0s', 0),
    maximumRetryAttempts: whole(
      STREAM_RETRIES.min,
      STREAM_RETRIES.max,
      `AWS allows ${STREAM_RETRIES.min} to ${STREAM_RETRIES.max}`,
      { description: 'How often a batch that failed is tried again; -1 for until it succeeds.' },
    ).default(-1),
    maximumRecordAge: recordAge,
    bisectBatchOnFunctionError: z
      .boolean()
      .default(false)
      .meta({ description: 'Cuts a batch that failed into halves, each tried apart.' }),
    reportBatchItemFailures: z
      .boolean()
      .default(false)
      .meta({ description: 'The function says which record failed: those before it are done with.' }),
    onFailure: z
      .string()
      .min(1, { error: 'name a destination' })
      .max(300, { error: 'at most 300 characters' })
      .optional()
      .meta({ description: 'Where records go that could not be processed, by name.', examples: ['failed-records'] }),
    retention: duration(
      { description: 'How long the stream keeps a record, 24h to 365d.', examples: ['24h'] },
      { ...STREAM_RETENTION, says: 'AWS allows 24h to 365d' },
    ).prefault('24h'),
  })
  .meta({ description: 'Records of a stream.' });

export function completedStream(
  name: string,
  trigger: z.output<typeof streamTrigger>,
  { target: to, arrivals: coming }: { readonly target: Target; readonly arrivals: OpenArrivals },
): StreamTrigger {
  const { maximumRetryAttempts, onFailure = null } = trigger;
  return {
    ...trigger,
    name,
    target: to,
    arrivals: coming,
    onFailure,
    maximumRetryAttempts: maximumRetryAttempts < 0 ? null : maximumRetryAttempts,
  };
}
