// Topics of Kafka as a scenario writes them, and as the engine reads them.
import { z } from 'zod';
import { KAFKA_POLLERS, KAFKA_RETENTION } from '../../lambda/limits/polling.js';
import { duration, refuse, whole } from '../fields.js';
import type { OpenArrivals } from '../traffic/types.js';
import { MICROSECONDS } from '../units.js';
import { batches, batchWindow } from './streams.js';
import type { KafkaTrigger, Target } from './types.js';

/** Ours: more than any topic has. */
const MAX_PARTITIONS = 10_000;

const pollers = ({ min, max, byDefault }: { readonly min: number; readonly max: number; readonly byDefault: number }) =>
  whole(min, max, `AWS allows ${min} to ${max}`, { description: 'Event pollers.' }).default(byDefault);

export const kafkaTrigger = z
  .strictObject({
    type: z
      .literal('kafka')
      .meta({ description: 'A topic whose partitions Lambda reads in order, by as many consumers as it takes.' }),
    ...batches,
    partitions: whole(1, MAX_PARTITIONS, `it must lie between 1 and ${MAX_PARTITIONS}`, {
      description: 'Partitions of the topic.',
    }).default(1),
    batchWindow: batchWindow('500ms', 500 * MICROSECONDS.ms),
    provisionedPollers: z
      .strictObject({ min: pollers(KAFKA_POLLERS.min), max: pollers(KAFKA_POLLERS.max) })
      .superRefine(({ min, max }, context) => {
        if (min > max && max > 0)
          refuse(context, { code: 'out-of-range' }, `is ${min}; it must not be above max, ${max}`, ['min']);
      })
      .optional()
      .meta({
        description: 'Provisioned mode: pollers that are always there, and how many there may be.',
        examples: [{ min: 1, max: 10 }],
      }),
    retention: duration(
      { description: 'How long the topic keeps a record.', examples: ['7d'] },
      KAFKA_RETENTION,
    ).prefault('7d'),
  })
  .meta({ description: 'Records of a topic of Kafka, managed by AWS or by oneself.' });

export function completedKafka(
  name: string,
  trigger: z.output<typeof kafkaTrigger>,
  { target, arrivals }: { readonly target: Target; readonly arrivals: OpenArrivals },
): KafkaTrigger {
  return { ...trigger, name, target, arrivals, provisionedPollers: trigger.provisionedPollers ?? null };
}
