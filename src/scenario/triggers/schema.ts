// What invokes functions, as a scenario writes it. A part of schema.ts; traces are in files/.
import { z } from 'zod';
import { GATEWAY_TIMEOUT } from '../../lambda/defaults.js';
import { duration, target } from '../fields.js';
import { arrivals } from '../traffic/arrivals.js';
import { retries } from './retries.js';

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
  })
  .meta({ description: 'Asynchronous events at random or regular times.' });

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
