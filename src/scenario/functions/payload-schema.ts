// What goes into a function and comes out of it, as a scenario writes it. A part of schema.ts.
import { z } from 'zod';
import { size } from '../fields.js';

export const payload = size({
  description: 'Size of a request; an asynchronous event above 256 KB is charged as several requests.',
  examples: ['4KB'],
}).optional();

const responseSize = size({ description: 'Size of a response.', examples: ['20KB'] });

export const response = z
  .union([
    responseSize.transform((bytes) => ({ size: bytes, streamed: false })),
    z.strictObject({
      size: responseSize,
      streamed: z.boolean().default(false).meta({
        description: 'Streamed to the client: up to 200 MB, charged beyond 6 MB.',
      }),
    }),
  ])
  .optional()
  .meta({
    description: 'Size of a response, or { size, streamed }.',
    examples: ['20KB', { size: '30MB', streamed: true }],
  });

export const logBytes = size({
  description: 'What an invocation writes to CloudWatch Logs, with the lines of Lambda itself; charged by the GB.',
  examples: ['2KB'],
}).prefault('0B');
