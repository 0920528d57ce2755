// Every key of a scenario: its type, unit, default and description in one place. From it come the check of single values,
// the defaults and the JSON Schema for editors. What several values must satisfy together is in checks/.
import { z } from 'zod';
import { RUNTIMES } from '../lambda/cold-start/runtimes.js';
import {
  DEFAULT_KEEP_ALIVE,
  DEFAULT_MEMORY_MB,
  DEFAULT_RUNTIME,
  DEFAULT_STORAGE_MB,
  EVENT_AGE,
  MAX_ALIAS_NAME,
  MAX_DESCRIPTION,
  MAX_FUNCTION_NAME,
  MEMORY_MB,
  RETRY_ATTEMPTS,
  STORAGE_MB,
  TIMEOUT,
} from '../lambda/defaults.js';
import { account, region } from './account/schema.js';
import { deployments, weights } from './deployments/schema.js';
import { showValue } from './diagnostics.js';
import { distribution } from './distribution.js';
import { concurrency, duration, durationOrAuto, probability, refuse, startTime, version, whole } from './fields.js';
import { traceTrigger } from './files/trace-trigger.js';
import { environment } from './functions/environment.js';
import {
  cpuBound,
  extensions,
  lambdaPackage,
  layers,
  logBytes,
  payload,
  response,
  snapStart,
} from './functions/parts.js';
import { role } from './functions/role.js';
import { proactiveInit } from './keep-alive/proactive-init.js';
import { keepAlive } from './keep-alive/schema.js';
import { provisionedConcurrency } from './provisioned/schema.js';
import { calls } from './triggers/calls-schema.js';
import { kafkaTrigger } from './triggers/kafka.js';
import { asynchronousTrigger, onFailure, synchronousTrigger, warmer } from './triggers/schema.js';
import { sqsTrigger } from './triggers/sqs.js';
import { streamTrigger } from './triggers/streams.js';

const MAX_REPLICATIONS = 100_000;
const MAX_TEXT = 10_000;

/** Letters, digits, spaces, dots, hyphens and underscores: it names a folder of reports on every system. */
export const SCENARIO_NAME = /^[\p{L}\p{N}](?:[\p{L}\p{N} ._-]{0,98}[\p{L}\p{N}_-])?$/u;

const alias = z
  .strictObject({ version: version('A published version’s number, or $LATEST.', 1), weights, provisionedConcurrency })
  .meta({ description: 'A name for a version, which triggers can target.' });

const publishedVersion = z
  .strictObject({ provisionedConcurrency })
  .meta({ description: 'A published version; it needs no declaration unless it has provisioned concurrency.' });

const lambdaFunction = z
  .strictObject({
    description: z
      .string()
      .max(MAX_DESCRIPTION, { error: `AWS allows ${MAX_DESCRIPTION} characters` })
      .default('')
      .meta({ description: 'For readers.', examples: ['Takes orders'] }),
    runtime: z
      .string()
      .min(1, { error: 'a runtime has a name' })
      .max(64, { error: 'a runtime has at most 64 characters' })
      .default(DEFAULT_RUNTIME)
      .meta({ description: 'Lambda runtime; predicts init.', examples: [...RUNTIMES] }),
    architecture: z
      .enum(['x86_64', 'arm64'])
      .default('x86_64')
      .meta({ description: 'Instruction set; decides the price and predicts init.' }),
    memory: whole(MEMORY_MB.min, MEMORY_MB.max, `AWS allows ${MEMORY_MB.min} to ${MEMORY_MB.max} MB`, {
      description: 'Memory in MB.',
    }).default(DEFAULT_MEMORY_MB),
    timeout: duration(
      { description: 'The handler ends after this, 1s to 900s.', examples: ['10s'] },
      { ...TIMEOUT, says: 'AWS allows 1s to 900s' },
    ).prefault('3s'),
    package: lambdaPackage.prefault({}),
    region: region('Where it is, with limits and prices of that region; account.region unless said.').optional(),
    // M-VPC: accepted, without effect.
    vpc: z
      .boolean()
      .default(false)
      .meta({ description: 'Attached to a VPC, which the role must allow; since 2019 without effect on cold starts.' }),
    environment: environment.prefault({}),
    role: role.optional(),
    snapStart,
    reservedConcurrency: concurrency('Guarantee and cap of the function’s concurrency; 0 stops it.', 100).optional(),
    ephemeralStorage: whole(STORAGE_MB.min, STORAGE_MB.max, `AWS allows ${STORAGE_MB.min} to ${STORAGE_MB.max} MB`, {
      description: 'Size of /tmp in MB.',
    }).default(DEFAULT_STORAGE_MB),
    payload,
    response,
    logBytes,
    handler: distribution({ description: 'Duration of the handler in a warm environment.' }).optional(),
    init: distribution({
      description:
        'Init of runtime and function, as REPORT lines have it, instead of what runtime and package predict; memory never scales it.',
    }).optional(),
    functionInit: distribution({
      description: 'Start-up code of your own, on top of the predicted init of the runtime; instead of init.',
    }).optional(),
    firstInvoke: distribution({
      description:
        'Extra handler time of the first invocation in a fresh environment; predicted by runtime and memory, 0 where init is given.',
    }).optional(),
    cpuBound: cpuBound.optional(),
    layers,
    extensions,
    initErrorRate: probability({ description: 'Probability that an init fails and is run again.' }).default(0),
    crashRate: probability({
      description: 'Probability that an invocation takes its environment down, as running out of memory does.',
    }).default(0),
    eagerAssignment: z.boolean().default(false).meta({
      description: 'Whether a request that waits for a new environment takes another that frees up first.',
    }),
    keepAlive: keepAlive.prefault(DEFAULT_KEEP_ALIVE),
    proactiveInit: proactiveInit.prefault(false),
    placement: z
      .enum(['mru', 'lru', 'newest', 'random'])
      .default('mru')
      .meta({ description: 'Which idle environment serves: idle last, idle first, created last, or any.' }),
    placementLatency: distribution({
      description:
        'The part of a cold start before init, neither billed nor reported; predicted from package type and size.',
    }).optional(),
    errorRate: probability({ description: 'Probability that the handler fails.' }).default(0),
    aliases: z
      .record(z.string().meta({ pattern: `^(?![0-9]+$)[a-zA-Z0-9_-]{1,${MAX_ALIAS_NAME}}$` }), alias)
      .prefault({})
      .meta({ description: 'Aliases by name.' }),
    versions: z
      .record(z.string().meta({ pattern: '^[1-9][0-9]*$' }), publishedVersion)
      .prefault({})
      .meta({ description: 'Versions by number.' }),
    maximumRetryAttempts: whole(
      RETRY_ATTEMPTS.min,
      RETRY_ATTEMPTS.max,
      `AWS allows ${RETRY_ATTEMPTS.min} to ${RETRY_ATTEMPTS.max}`,
      { description: 'How often an asynchronous invocation that failed is tried again.' },
    ).default(RETRY_ATTEMPTS.byDefault),
    maximumEventAge: duration(
      {
        description: 'How old an asynchronous invocation may become, 1m to 6h.',
        examples: ['1h'],
      },
      { ...EVENT_AGE, says: 'AWS allows 60s to 6h' },
    ).prefault('6h'),
    onFailure,
    calls,
    deployments,
  })
  .meta({ description: 'A Lambda function.' });

export const scenarioSchema = z
  .strictObject({
    name: z
      .string()
      .superRefine((text, context) => {
        if (SCENARIO_NAME.test(text)) return;
        const message = 'a name has up to 100 letters, digits, spaces, dots, hyphens and underscores';
        refuse(context, { code: 'bad-name' }, `is ${showValue(text)}; ${message}`);
      })
      .optional()
      .meta({
        description: 'Names the report; the file’s name by default.',
        pattern: '^[^/\\\\]{1,100}$',
        examples: ['checkout-api'],
      }),
    description: z
      .string()
      .max(MAX_TEXT, { error: `at most ${MAX_TEXT} characters` })
      .default('')
      .meta({ description: 'For the report.', examples: ['A small API on a quiet hour'] }),
    seed: z
      .union([z.int(), z.string().min(1).max(200)])
      .transform(String)
      .prefault(42)
      .meta({ description: 'All randomness follows from it: an integer or text.' }),
    duration: duration({
      description: 'Arrivals stop here; what is in flight completes.',
      examples: ['1h'],
    }).optional(),
    start: startTime({
      description: 'Calendar time of time 0, ISO 8601.',
      examples: ['2025-01-06T00:00:00Z'],
    }).prefault('2025-01-06T00:00:00Z'),
    warmup: durationOrAuto({
      description: 'Left out of the statistics; auto finds it, where neither traffic nor settings change with time.',
      examples: ['5m', 'auto'],
    }).prefault('0s'),
    replications: whole(1, MAX_REPLICATIONS, `it must lie between 1 and ${MAX_REPLICATIONS}`, {
      description: 'Independent runs.',
    }).default(1),
    account: account.prefault({}),
    functions: z
      .record(z.string().meta({ pattern: `^[a-zA-Z0-9_-]{1,${MAX_FUNCTION_NAME}}$` }), lambdaFunction)
      .meta({ description: 'Functions by name.' }),
    triggers: z
      .record(
        z.string(),
        z.discriminatedUnion('type', [
          synchronousTrigger,
          asynchronousTrigger,
          sqsTrigger,
          streamTrigger,
          kafkaTrigger,
          warmer,
          traceTrigger,
        ]),
      )
      .prefault({})
      .meta({ description: 'What invokes them, by name; the order decides between arrivals at one instant.' }),
    slo: z
      .array(z.string().max(300, { error: 'at most 300 characters' }))
      .max(1_000, { error: 'at most 1000 conditions' })
      .default([])
      .meta({ description: 'Conditions on the result.', examples: [['functions.checkout.latencyMs.p99 < 300']] }),
    variants: z
      .record(z.string(), z.record(z.string(), z.unknown()))
      .prefault({})
      .meta({ description: 'Named sets of settings by dotted path, for compare.' }),
  })
  .meta({
    title: 'coldstart scenario',
    description: 'What to simulate: functions, their settings and what triggers them.',
  });

export type CheckedScenario = z.output<typeof scenarioSchema>;
export type CheckedFunction = z.output<typeof lambdaFunction>;
export type CheckedTrigger = CheckedScenario['triggers'][string];

let jsonSchema: object | null = null;

/** The JSON Schema (draft 2020-12) of a scenario file as users write it, with descriptions and defaults. */
export function scenarioJsonSchema(): object {
  jsonSchema ??= z.toJSONSchema(scenarioSchema, { io: 'input', override: withExamples });
  return jsonSchema;
}

/** zod leaves out the examples of what it transforms, for fear that they show the outcome; ours are as users write them. */
function withExamples({ zodSchema, jsonSchema: about }: Overridden): void {
  const { examples } = z.globalRegistry.get(zodSchema) ?? {};
  if (Array.isArray(examples)) about.examples = examples;
}

type Overridden = Parameters<NonNullable<z.core.ToJSONSchemaParams['override']>>[0];
