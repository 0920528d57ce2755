// What a function is made of, and what goes in and comes out, as a scenario writes it: package, layers, extensions, SnapStart,
// processors, payloads. Parts of schema.ts.
import { z } from 'zod';
import { MAX_LAYERS, MEMORY_MB, RESTORE_BILLED_SHARE, VCPU_MB } from '../../lambda/defaults.js';
import { distribution } from '../distribution.js';
import { probability, size, whole } from '../fields.js';

const MAX_NAME = 200;
const MAX_EXTENSIONS = 100;
const MAX_THREADS = 64;

export const lambdaPackage = z
  .strictObject({
    type: z.enum(['zip', 'image']).default('zip').meta({ description: 'Package type.' }),
    size: size({
      description: 'Unzipped size of the code, or of the image; predicts the download.',
      examples: ['12MB'],
    }).optional(),
    zipped: size({ description: 'Size of a zip as it is uploaded, for AWS’s limits.', examples: ['4MB'] }).optional(),
    source: z.enum(['upload', 's3', 'ecr']).optional().meta({
      description: 'Where AWS takes it from: images from ecr; a zip by upload, from s3 where it has more than 50 MB.',
    }),
    chunkCache: z.enum(['filled', 'empty']).default('filled').meta({
      description: 'Of an image: empty before the first start after a deployment, which then reads it whole.',
    }),
  })
  .meta({ description: 'What is deployed; predicts download and init.' });

const name = (description: string) =>
  z
    .string()
    .min(1)
    .max(MAX_NAME)
    .optional()
    .meta({ description, examples: ['tracing'] });

const layer = z
  .strictObject({
    name: name('For reading; the ARN of a layer’s version is checked as AWS does.'),
    size: size({ description: 'Unzipped size; adds to the package’s.', examples: ['20MB'] }),
  })
  .meta({ description: 'A layer of a zip package.' });

export const layers = z
  .array(layer)
  .max(MAX_LAYERS, { error: `Cannot reference more than ${MAX_LAYERS} layers` })
  .default([])
  .meta({ description: 'Layers of a zip package.' });

const extension = z
  .strictObject({
    name: name('For reading.'),
    init: distribution({ description: 'How long it takes to start; extensions start together.' }),
  })
  .meta({ description: 'A Lambda extension.' });

export const extensions = z
  .array(extension)
  .max(MAX_EXTENSIONS, { error: `at most ${MAX_EXTENSIONS} extensions` })
  .default([])
  .meta({
    description: 'Extensions, which start before the runtime.',
    examples: [[{ name: 'tracing', init: '60ms' }]],
  });

export const snapStart = z
  .union([
    z.boolean(),
    z.strictObject({
      restore: distribution({ description: 'Restore, instead of what the runtime predicts.' }).optional(),
      billedShare: probability({ description: 'Part of the restore that is billed.' }).default(RESTORE_BILLED_SHARE),
    }),
  ])
  .default(false)
  .meta({ description: 'Published versions start from a snapshot: true, or { restore, billedShare }.' });

export const cpuBound = z
  .strictObject({
    share: probability({ description: 'Part of the handler’s time that is computing; the rest waits.' }).default(1),
    threads: whole(1, MAX_THREADS, `it must lie between 1 and ${MAX_THREADS}`, {
      description: 'Processors that the computing can use.',
    }).default(1),
    atMemory: whole(MEMORY_MB.min, MEMORY_MB.max, `AWS allows ${MEMORY_MB.min} to ${MEMORY_MB.max} MB`, {
      description: `Memory in MB at which the handler was measured; ${VCPU_MB} is one processor.`,
    }).default(VCPU_MB),
  })
  .meta({ description: 'How handler time follows memory; without it, not at all.' });

export const payload = size({
  description:
    'Size of a request, or of one message of a queue; an asynchronous event above 256 KB is charged as several requests.',
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
