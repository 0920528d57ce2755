// The keys that the schema knows at a place, read from the JSON Schema, so that suggestions need no list of their own.
import type { Path } from '../diagnostics.js';
import { scenarioJsonSchema } from '../schema.js';

/** The keys of the map at a path; none where the schema has no map. */
export function knownKeys(path: Path): readonly string[] {
  let schemas: readonly JsonSchema[] = [scenarioJsonSchema()];
  for (const segment of path) {
    schemas = schemas.flatMap(alternatives).flatMap((schema) => childSchema(schema, segment));
  }
  return schemas.flatMap(alternatives).flatMap((schema) => Object.keys(schema.properties ?? {}));
}

interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
}

function alternatives(schema: JsonSchema): readonly JsonSchema[] {
  return [schema, ...[...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].flatMap(alternatives)];
}

function childSchema(schema: JsonSchema, segment: string | number): readonly JsonSchema[] {
  if (typeof segment === 'number') return schema.items === undefined ? [] : [schema.items];
  const { properties, additionalProperties } = schema;
  if (properties !== undefined && Object.hasOwn(properties, segment)) return [properties[segment] ?? {}];
  return typeof additionalProperties === 'object' ? [additionalProperties] : [];
}
