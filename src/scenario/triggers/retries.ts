// How clients try again, as a scenario writes it. A part of triggers/schema.ts.
import { z } from 'zod';
import { CLIENT_RETRIES } from '../../lambda/defaults.js';
import { duration, whole } from '../fields.js';

const MAX_ATTEMPTS = 100;
const EVENTS = ['throttle', 'error', 'timeout'] as const;

export const retries = z
  .strictObject({
    attempts: whole(1, MAX_ATTEMPTS, `it must lie between 1 and ${MAX_ATTEMPTS}`, {
      description: 'At most so many attempts, the first included.',
    }).default(CLIENT_RETRIES.attempts),
    baseBackoff: duration({ description: 'The first wait, doubled each time.', examples: ['100ms'] }).prefault('100ms'),
    maxBackoff: duration({ description: 'The longest wait.', examples: ['20s'] }).prefault('20s'),
    jitter: z.enum(['full', 'none']).default('full').meta({
      description: 'full: each wait is evenly at random up to that length; none: it has that length.',
    }),
    timeout: duration({ description: 'How long a client waits for one attempt.', examples: ['5s'] }).optional(),
    on: z
      .array(z.enum(EVENTS))
      .optional()
      .meta({
        description: 'What makes a client try again; by default all that it sees as a failure of the service.',
        examples: [['throttle', 'timeout']],
      }),
  })
  .meta({ description: 'Clients try again, as SDKs do; without it they never do.', examples: [{ attempts: 3 }] });
