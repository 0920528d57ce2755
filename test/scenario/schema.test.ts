import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
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
    expect(settings.properties?.['keepAlive']).toMatchObject({ default: 'aws-2020' });
    expect(schema.properties?.['triggers']).toMatchObject({ default: {} });
  });

  it('requires the functions alone', () => {
    expect(schema['required']).toEqual(['functions']);
  });
});

/** Every value that the schema describes, by its path. */
function* described(node: Schema, path: readonly string[]): Generator<readonly [path: string, about: Schema]> {
  for (const [key, about] of Object.entries(node.properties ?? {})) {
    yield [[...path, key].join('.'), about];
    yield* described(about, [...path, key]);
  }
  for (const each of [...listed(node['anyOf']), ...listed(node['oneOf'])]) yield* described(each, path);
  if (node['items'] !== undefined) yield* described(node['items'] as Schema, [...path, '[]']);
  if (typeof node.additionalProperties === 'object') yield* described(node.additionalProperties, [...path, '*']);
  for (const [name, each] of Object.entries((node['$defs'] ?? {}) as Record<string, Schema>))
    yield* described(each, [name]);
}

const listed = (value: unknown): readonly Schema[] => (Array.isArray(value) ? (value as Schema[]) : []);

describe('an editor that reads the JSON Schema', () => {
  const all = [...described(schema, [])];
  // The strictest way of a validator that shares nothing with ours.
  const ajv = new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true });
  const root = ajv.compile(schema);

  it('finds a description at every key, however deep', () => {
    expect(all.length).toBeGreaterThan(150);
    expect(all.filter(([, about]) => typeof about.description !== 'string').map(([path]) => path)).toEqual([]);
  });

  it('finds an example, the choices or a default wherever a value is written as text', () => {
    const silent = all.filter(([, about]) => {
      return (
        about.type === 'string' && ['examples', 'enum', 'const', 'default'].every((key) => about[key] === undefined)
      );
    });
    expect(silent.map(([path]) => path)).toEqual([]);
  });

  it('finds the unit of every plain number that has one', () => {
    const units: Readonly<Record<string, RegExp>> = {
      'functions.*.memory': /\bMB\b/,
      'functions.*.ephemeralStorage': /\bMB\b/,
      'account.scalingRate.perSecond': /per second/,
      'account.requestRate': /per second/,
    };
    for (const [path, unit] of Object.entries(units)) {
      expect(all.find(([each]) => each === path)?.[1].description, path).toMatch(unit);
    }
  });

  it('is offered only examples and defaults that it then accepts', () => {
    for (const [path, about] of all) {
      const offered = [
        ...((about['examples'] as unknown[] | undefined) ?? []),
        ...('default' in about ? [about['default']] : []),
      ];
      if (offered.length === 0) continue;
      const check = ajv.compile({ ...about, $defs: schema['$defs'] });
      for (const value of offered) expect(check(value), `${path}: ${JSON.stringify(value)}`).toBe(true);
    }
  });

  it.each(readdirSync('scenarios').filter((name) => name.endsWith('.yaml')))('accepts scenarios/%s', (name) => {
    root(parse(readFileSync(`scenarios/${name}`, 'utf8'), { merge: true }));
    expect(root.errors).toBeNull();
  });

  it('refuses a misspelt key, a number without its unit and two processes in one place', () => {
    for (const [from, to] of [
      ['memory:', 'memroy:'],
      ['timeout: 10s', 'timeout: 10'],
      ['poisson: { rate: 20/s }', 'poisson: { rate: 20/s }, constant: { rate: 1/s }'],
    ] as const) {
      expect(root(parse(EXAMPLE.replace(from, to))), to).toBe(false);
    }
  });
});

it('The settings in force are put into words', () => {
  expect(describeSettings(sound(EXAMPLE))).toEqual([
    {
      name: 'checkout',
      region: 'us-east-1',
      runtime: 'nodejs22.x',
      architecture: 'arm64',
      memoryMB: 1024,
      logBytes: 0,
      timeoutMs: 10_000,
      reservedConcurrency: 100,
      accountConcurrency: 1000,
      provisioned: [{ qualifier: 'live', concurrency: 5, text: '5', scaling: null }],
      weights: [],
      deployments: [],
      placement: 'mru',
      keepAlive: '10m spare',
      handler: 'log-normal, median 80ms, sigma 0.692',
      init: '400ms',
      restoreBilledShare: null,
    },
  ]);
});
