// Environment variables as a scenario writes them, checked as AWS checks them. Values may be secrets: they are measured here and
// go no further, neither into a message nor into the normalised scenario.
import { z } from 'zod';
import { MAX_ENVIRONMENT_BYTES, RESERVED_VARIABLES, VARIABLE_NAME } from '../../lambda/defaults.js';
import { MAX_PROBLEMS, show } from '../diagnostics.js';
import { type IssueParams, refuse } from '../fields.js';
import type { EnvironmentSpec } from './types.js';

const UNABLE =
  'Lambda was unable to configure your environment variables because the environment variables you have provided';

export const environment = z
  .unknown()
  .meta({
    type: 'object',
    additionalProperties: { type: ['string', 'number', 'boolean'] },
    propertyNames: { pattern: VARIABLE_NAME.source },
    description:
      'Environment variables by name. Their values are only measured: they stand in no result, report or message.',
    examples: [{ TABLE_NAME: 'orders' }],
  })
  .transform((given, context): EnvironmentSpec => {
    const variables = mapOf(given);
    if (variables === null) {
      const hint = 'for example environment: { TABLE_NAME: orders }';
      refuse(context, { code: 'wrong-type', hint }, `is ${kindOf(given)}; expected a map of names and values`);
      return z.NEVER;
    }
    const wrong = [...variables].flatMap(([name, value]) => variableProblem(name, value));
    for (const { params, message, name } of wrong.slice(0, MAX_PROBLEMS + 1)) refuse(context, params, message, [name]);
    const spec = { names: [...variables.keys()], bytes: bytesOf(variables) };
    refuseReserved(context, spec.names);
    if (spec.bytes > MAX_ENVIRONMENT_BYTES) {
      const message = `has ${spec.bytes} bytes: ${UNABLE} exceeded the 4KB limit`;
      const hint = 'AWS counts names, values, quotes, commas and brackets';
      refuse(context, { code: 'environment-too-large', hint }, `the environment ${message}`);
    }
    return spec;
  });

function mapOf(given: unknown): ReadonlyMap<string, unknown> | null {
  return typeof given === 'object' && given !== null && !Array.isArray(given) ? new Map(Object.entries(given)) : null;
}

/** Never the value itself. */
function kindOf(value: unknown): string {
  if (value === null) return 'nothing';
  if (typeof value === 'object') return Array.isArray(value) ? 'a list' : 'a map';
  return typeof value === 'string' ? 'text' : `a ${typeof value}`;
}

interface VariableProblem {
  readonly name: string;
  readonly params: IssueParams;
  readonly message: string;
}

function variableProblem(name: string, value: unknown): VariableProblem[] {
  if (value === null) {
    const hint = `for no text write ${show(name)}: ""`;
    return [{ name, params: { code: 'wrong-type', hint }, message: 'is nothing; expected text' }];
  }
  if (typeof value === 'object') {
    const hint = 'write each variable by its name: environment: { TABLE_NAME: orders }';
    return [{ name, params: { code: 'wrong-type', hint }, message: `is ${kindOf(value)}; expected text` }];
  }
  if (VARIABLE_NAME.test(name) || RESERVED_VARIABLES.includes(name)) return [];
  const message = `"${show(name)}" is no name of an environment variable: at least two letters, digits and underscores, the first a letter`;
  return [{ name, params: { code: 'environment-name' }, message }];
}

function refuseReserved(context: z.RefinementCtx, names: readonly string[]): void {
  const reserved = names.filter((name) => RESERVED_VARIABLES.includes(name));
  const [first] = reserved;
  if (first === undefined) return;
  const message =
    `${UNABLE} contains reserved keys that are currently not supported for modification. ` +
    `Reserved keys used in this request: ${reserved.join(', ')}`;
  refuse(context, { code: 'environment-reserved', hint: 'leave them out: Lambda sets them itself' }, message, [first]);
}

/** As AWS measures: JSON without spaces, in UTF-8; numbers and true or false are text, as AWS SAM takes them. */
function bytesOf(variables: ReadonlyMap<string, unknown>): number {
  if (variables.size === 0) return 0;
  const texts = Object.fromEntries([...variables].map(([name, value]) => [name, String(value)]));
  return new TextEncoder().encode(JSON.stringify(texts)).length;
}
