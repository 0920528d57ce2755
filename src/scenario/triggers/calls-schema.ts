// Functions that call other functions, as a scenario writes it. A part of schema.ts.
import { z } from 'zod';
import { probability, target, whole } from '../fields.js';
import { retries } from './retries.js';

const MAX_CALLS = 100;
const MAX_FAN_OUT = 10_000;

const call = z
  .strictObject({
    target: target('The function that is called: function, function:alias or function:version.'),
    at: probability({ description: 'When, as a share of the handler’s own time.' }).default(0.5),
    mode: z.enum(['sync', 'async']).default('sync').meta({
      description: 'sync: the handler waits for the answer, and is billed meanwhile; async: it hands an event over.',
    }),
    count: whole(1, MAX_FAN_OUT, `it must lie between 1 and ${MAX_FAN_OUT}`, {
      description: 'So many at once; a handler that waits does so for all of them.',
    }).default(1),
    onError: z.enum(['fail', 'ignore']).default('fail').meta({
      description: 'Whether the handler fails where a call that it waits for does.',
    }),
    retries: retries.optional(),
  })
  .meta({ description: 'A call of another function.' });

export const calls = z
  .array(call)
  .max(MAX_CALLS, { error: `at most ${MAX_CALLS} calls` })
  .default([])
  .meta({
    description: 'Functions that the handler calls, in this order.',
    examples: [[{ target: 'payment:live', at: 0.5 }]],
  });
