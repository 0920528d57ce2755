// docs/SCENARIO.md from the JSON Schema: every key with what it takes, its default and an example. `npm run document` writes it;
// a test compares the two.
import { writeFileSync } from 'node:fs';
import { scenarioJsonSchema } from '../src/scenario/schema.js';

interface Schema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly required?: readonly string[];
}

const root: Schema = scenarioJsonSchema();

/** Headings of the kinds of trigger, by the first of their types. */
const TRIGGERS: Readonly<Record<string, string>> = {
  apiGateway: 'A trigger that calls',
  async: 'A trigger that hands over',
  sqs: 'A queue',
  kinesis: 'A stream',
  kafka: 'A topic',
  trace: 'A trigger that replays',
};

function typeOf(kind: Schema): string {
  const { enum: several, const: one } = kind.properties!['type']!;
  return String(several?.[0] ?? one);
}

/** The parts of the document: a heading, the path that it describes as users write it, and the schema at that place. */
function parts(): readonly (readonly [title: string, path: string, schema: Schema])[] {
  const { account, functions, triggers } = root.properties!;
  const spec = functions!.additionalProperties as Schema;
  const kinds = optionsOf(triggers!.additionalProperties as Schema);
  const arrivals = optionsOf(kinds.find((kind) => kind.properties!['arrivals'])!.properties!['arrivals']!);
  return [
    ['The scenario', '', root],
    ['The account', 'account', account!],
    ['A function', 'functions.NAME', spec],
    ['Its package', 'functions.NAME.package', spec.properties!['package']!],
    ['An alias', 'functions.NAME.aliases.NAME', spec.properties!['aliases']!.additionalProperties as Schema],
    ['A version', 'functions.NAME.versions.NUMBER', spec.properties!['versions']!.additionalProperties as Schema],
    [
      'Provisioned concurrency with autoscaling',
      'functions.NAME.aliases.NAME.provisionedConcurrency',
      autoscaledOf(spec.properties!['aliases']!.additionalProperties as Schema),
    ],
    ['A deployment', 'functions.NAME.deployments[]', spec.properties!['deployments']!.items!],
    ...kinds.map((kind): readonly [string, string, Schema] => {
      return [TRIGGERS[typeOf(kind)] ?? `A trigger of type ${typeOf(kind)}`, 'triggers.NAME', kind];
    }),
    ['Arrivals', 'triggers.NAME.arrivals', arrivals.find((each) => each.properties !== undefined)!],
    ['Distributions', 'handler, init, thinkTime and others', root.$defs!['distribution']!],
    ['Keep-alive', 'functions.NAME.keepAlive', policyOf(spec.properties!['keepAlive']!)],
  ];
}

/** Of keep-alive the limits and the policies: its distributions are described once, for all. */
function policyOf(keepAlive: Schema): Schema {
  const properties = optionsOf(keepAlive).find((each) => each.properties !== undefined)!.properties!;
  const policies = ['idle', 'spare', 'maxLifetime', 'hybridHistogram'];
  return { properties: Object.fromEntries(policies.map((key) => [key, properties[key]!])) };
}

const autoscaledOf = (alias: Schema): Schema =>
  optionsOf(alias.properties!['provisionedConcurrency']!).find(isAutoscaled)!;

const optionsOf = (schema: Schema): readonly Schema[] => schema.anyOf ?? schema.oneOf ?? [schema];

export function scenarioDocument(): string {
  const sections = parts().map(([title, path, schema]) => {
    const where = path === '' ? '' : `\n\n\`${path}\``;
    return `## ${title}${where}\n\n${table(rows(schema, ''))}`;
  });
  return `# The scenario, key by key

Generated from the schema by \`npm run document\`; editors get the same from [scenario.schema.json](scenario.schema.json), which the first line of each [scenario of the book](../scenarios/README.md) points to. Durations are text with a unit (\`250ms\`, \`3s\`, \`1h30m\`, \`7d\`), sizes too (\`12MB\`), rates are \`20/s\`, \`300/m\`, \`5/h\`, \`200000/d\`; memory is a plain number of MB. A key without a default may be left out unless it is marked as needed.

${sections.join('\n\n')}
`;
}

type Row = readonly [key: string, takes: string, byDefault: string, what: string];

/** The keys of a map, those of small maps inside it after their own. */
function rows(schema: Schema, prefix: string): Row[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, about]): Row[] => {
    const needed = schema.required?.includes(key) === true && about.default === undefined;
    const bare = about.default === undefined || about.default === '';
    const shown = needed ? 'needed' : bare ? '' : code(about.default);
    const row: Row = [`\`${prefix}${key}\``, takes(about), shown, what(about)];
    return [row, ...inner(about).flatMap(([part, suffix]) => rows(part, `${prefix}${key}${suffix}.`))];
  });
}

/** What stands inside a key and has no part of its own in the document. */
function inner(about: Schema): (readonly [Schema, string])[] {
  if (['functions', 'triggers', 'account', 'slo', 'variants'].some((key) => root.properties![key] === about)) return [];
  const options = optionsOf(about).filter((option) => option.$ref === undefined);
  return options.flatMap((option): (readonly [Schema, string])[] => {
    if (option.items?.properties !== undefined) {
      return isProcess(option.items) || DOCUMENTED.has(option.items) ? [] : [[option.items, '[]']];
    }
    const isPart = [isProcess, isDistribution, isAutoscaled].some((is) => is(option)) || DOCUMENTED.has(option);
    return option.properties === undefined || isPart ? [] : [[option, '']];
  });
}

/** A list of arrival processes holds what the part on arrivals describes. */
const isProcess = (schema: Schema): boolean => schema.properties?.['poisson'] !== undefined;

const isDistribution = (schema: Schema): boolean => schema.properties?.['lognormal'] !== undefined;

/** Of an alias and of a version alike. */
function isAutoscaled(schema: Schema): boolean {
  return schema.properties?.['targetUtilization'] !== undefined;
}

function takes(about: Schema): string {
  const kinds = optionsOf(about)
    .flatMap(optionsOf)
    .map((option) => {
      if (option.$ref !== undefined || isDistribution(option)) return 'distribution';
      if (option.const !== undefined) return code(option.const);
      if (option.enum !== undefined) return option.enum.map(code).join(', ');
      const isText = option.type === 'string' || option.type?.includes('string') === true;
      if (isText && option.examples !== undefined) return code(option.examples[0]);
      if (option.type === 'string') return 'text';
      if (option.type === 'array') return 'list';
      if (option.type === 'boolean') return '`true`, `false`';
      if (option.type === 'integer' || option.type === 'number') return range(option);
      return 'map';
    });
  return [...new Set(kinds)].join(' or ');
}

function range({ minimum, maximum, examples }: Schema): string {
  if (minimum !== undefined && maximum !== undefined && Math.abs(maximum) < 1e6) return `${minimum} to ${maximum}`;
  return examples === undefined ? 'number' : `number such as ${code(examples[0])}`;
}

function what(about: Schema): string {
  const collection = about.type === 'array' || about.anyOf !== undefined || about.type === 'object';
  const [example] = collection ? (about.examples ?? []) : [];
  return `${about.description ?? ''}${example === undefined ? '' : ` For example ${code(example)}.`}`;
}

const code = (value: unknown): string =>
  `\`${(typeof value === 'string' ? value : JSON.stringify(value)).replaceAll('|', '\\|')}\``;

const table = (body: readonly Row[]): string =>
  [['key', 'takes', 'default', 'what it is'], ['---', '---', '---', '---'], ...body]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');

const DOCUMENTED = new Set(parts().map(([, , schema]) => schema));

if (process.argv[1] === import.meta.filename) writeFileSync('docs/SCENARIO.md', scenarioDocument());
