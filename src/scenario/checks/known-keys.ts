// The keys that the schema knows at a place, read from the JSON Schema, so that suggestions need no list of their own.
import type { Path } from '../diagnostics.js';
import { scenarioJsonSchema } from '../schema.js';

/** The keys of the map at a path; none where the schema has no map. */
export function knownKeys(path: Path): readonly string[] {
  const root: JsonSchema = scenarioJsonSchema();
  let schemas: readonly JsonSchema[] = [root];
  for (const segment of path) {
    schemas = schemas.flatMap((schema) => alternatives(schema, root)).flatMap((schema) => childSchema(schema, segment));
  }
  return schemas
    .flatMap((schema) => alternatives(schema, root))
    .flatMap((schema) => Object.keys(schema.properties ?? {}));
}

/** The types of trigger that have a key. */
export function typesWith(key: string): readonly string[] {
  const root: JsonSchema = scenarioJsonSchema();
  const triggers = childSchema(root, 'triggers').flatMap((schema) => childSchema(schema, 'any name'));
  return triggers
    .flatMap((schema) => alternatives(schema, root))
    .filter(({ properties }) => properties !== undefined && Object.hasOwn(properties, key))
    .flatMap(({ properties }) => properties?.['type']?.enum ?? [properties?.['type']?.const ?? []].flat());
}

interface JsonSchema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema;
  readonly enum?: readonly string[];
  readonly const?: string;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
}

/** A schema with everything that it may stand for. References lead to the root's definitions alone, and in no circle. */
function alternatives(schema: JsonSchema, root: JsonSchema): readonly JsonSchema[] {
  const defined = schema.$ref === undefined ? undefined : root.$defs?.[schema.$ref.replace('#/$defs/', '')];
  const others = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(defined ? [defined] : [])];
  return [schema, ...others.flatMap((other) => alternatives(other, root))];
}

function childSchema(schema: JsonSchema, segment: string | number): readonly JsonSchema[] {
  if (typeof segment === 'number') return schema.items === undefined ? [] : [schema.items];
  const { properties, additionalProperties } = schema;
  if (properties !== undefined && Object.hasOwn(properties, segment)) return [properties[segment] ?? {}];
  return typeof additionalProperties === 'object' ? [additionalProperties] : [];
}
