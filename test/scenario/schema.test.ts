import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { describeSettings } from '../../src/scenario/describe.js';
import { scenarioJsonSchema } from '../../src/scenario/schema.js';
import { EXAMPLE, sound } from './example.js';

interface Schema {
  readonly type?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly [key: string]: unknown;
}

const schema = scenarioJsonSchema() as Schema;

describe('the JSON Schema', () => {
  it('takes the example and refuses it with a misspelt key', () => {
    const check = z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]);
    expect(check.safeParse(parse(EXAMPLE))).toMatchObject({ success: true });
    expect(check.safeParse(parse(EXAMPLE.replace('memory:', 'memroy:')))).toMatchObject({ success: false });
    expect(check.safeParse(parse(EXAMPLE.replace('timeout: 10s', 'timeout: 10')))).toMatchObject({ success: false });
  });

  it('describes every setting and shows defaults as they are written', () => {
    const settings = schema.properties?.['functions']?.additionalProperties as Schema;
    for (const [key, about] of [
      ...Object.entries(schema.properties ?? {}),
      ...Object.entries(settings.properties ?? {}),
    ]) {
      expect(about.description, key).toBeTypeOf('string');
    }
    expect(settings.properties?.['timeout']).toMatchObject({ default: '3s', type: 'string' });
    expect(settings.properties?.['memory']).toMatchObject({
      default: 128,
      type: 'integer',
      minimum: 128,
      maximum: 10_240,
    });
    expect(schema.properties?.['seed']).toMatchObject({ default: 42 });
  });

  it('requires the functions alone', () => {
    expect(schema['required']).toEqual(['functions']);
  });
});

it('The settings in force are put into words', () => {
  expect(describeSettings(sound(EXAMPLE))).toEqual([
    {
      name: 'checkout',
      runtime: 'nodejs22.x',
      architecture: 'arm64',
      memoryMB: 1024,
      timeoutMs: 10_000,
      reservedConcurrency: 100,
      provisioned: [{ qualifier: 'live', concurrency: 5 }],
      placement: 'mru',
      keepAlive: '10m spare',
      handler: 'log-normal, median 80ms, sigma 0.692',
      init: '400ms',
    },
  ]);
});
