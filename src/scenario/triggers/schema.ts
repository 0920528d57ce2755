// What invokes functions, as a scenario writes it. A part of schema.ts; traces are in files/.
import { z } from 'zod';
import { GATEWAY_TIMEOUT } from '../../lambda/defaults.js';
import { duration, MAX_CONCURRENCY, target, whole } from '../fields.js';
import { arrivals } from '../traffic/arrivals.js';
import { retries } from './retries.js';

const DUPLICATES = 'it must lie between 0 and 1, and not be 1: no event comes twice for certain';
const TARGET = 'function, function:alias or function:version; without one, $LATEST.';

export const synchronousTrigger = z
  .strictObject({
    type: z.enum(['apiGateway', 'alb', 'functionUrl', 'sdk']).meta({ description: 'Who calls and waits.' }),
    target: target(TARGET),
    arrivals,
    integrationTimeout: duration(
      { description: 'How long API Gateway waits for the function; then its client gets a 504.', examples: ['29s'] },
      { ...GATEWAY_TIMEOUT, says: 'AWS allows 50ms to 15m' },
    ).optional(),
    retries: retries.optional(),
  })
  .meta({ description: 'Synchronous calls at random or regular times.' });

export const asynchronousTrigger = z
  .strictObject({
    type: z
      .enum(['async', 'eventBridge', 's3', 'schedule', 'sns'])
      .meta({ description: 'Who hands events over and does not wait; Lambda queues and retries them.' }),
    target: target(TARGET),
    arrivals,
    flexibleWindow: duration({
      description: 'Of EventBridge Scheduler: each event comes at some time within it.',
      examples: ['15m'],
    }).prefault('0s'),
    duplicates: z
      .number()
      .min(0, { error: DUPLICATES })
      .lt(1, { error: DUPLICATES })
      .default(0)
      .meta({
        description:
          'Probability that Lambda delivers an event twice, as AWS says that it may; it never does unless told.',
        examples: [0.001],
      }),
  })
  .meta({ description: 'Asynchronous events at random or regular times.' });

export const warmer = z
  .strictObject({
    type: z
      .literal('warmer')
      .meta({ description: 'Pings that keep environments warm, as people do instead of provisioned concurrency.' }),
    target: target(TARGET),
    every: duration({ description: 'How often it pings, first after one interval.', examples: ['5m'] }),
    concurrency: whole(1, MAX_CONCURRENCY, `it must lie between 1 and ${MAX_CONCURRENCY}`, {
      description: 'How many environments it keeps warm: so many pings at once.',
    }).default(1),
    hold: duration({
      description: 'How long a ping holds its environment, so that the others meet other ones.',
      examples: ['75ms'],
    }).prefault('75ms'),
  })
  .meta({ description: 'A warmer.' });

export const onFailure = z
  .string()
  .min(1, { error: 'name a destination' })
  .max(300, { error: 'at most 300 characters' })
  .optional()
  .meta({
    description:
      'Where asynchronous events go that could not be processed: a dead-letter queue or a destination, by name.',
    examples: ['failed-orders'],
  });
