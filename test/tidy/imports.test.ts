// Imports point down only. The table is the house of docs/ARCHITECTURE.md as data; a new folder needs a row here first.
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { nodesOf, placeOf, read, SOURCES, type Source } from './source.js';

interface Row {
  readonly tier: number;
  /** A folder of src, or one file of it. */
  readonly folder: string;
  /** What it may load: folders or files further down the table. */
  readonly imports: readonly string[];
  /** What it may besides name the types of. */
  readonly types: readonly string[];
}

const EVERYTHING_BELOW = ['*'];

/** From top to bottom: a row may import from lower rows alone. */
const HOUSE: readonly Row[] = [
  { tier: 6, folder: 'cli', imports: EVERYTHING_BELOW, types: [] },
  { tier: 6, folder: 'playground', imports: EVERYTHING_BELOW, types: [] },
  { tier: 6, folder: 'index.ts', imports: EVERYTHING_BELOW, types: [] },
  { tier: 6, folder: 'experiments-api.ts', imports: EVERYTHING_BELOW, types: [] },
  { tier: 5, folder: 'library', imports: ['experiments', 'runner'], types: ['scenario'] },
  {
    tier: 5,
    folder: 'report',
    imports: ['scenario/triggers/kinds.ts', 'metrics'],
    types: ['experiments', 'simulate.ts', 'scenario'],
  },
  {
    tier: 4,
    folder: 'experiments',
    imports: ['runner', 'metrics', 'scenario', 'engine/digest.ts'],
    types: ['simulate.ts'],
  },
  {
    tier: 3,
    folder: 'runner',
    imports: [
      'simulate.ts',
      'workload',
      'metrics',
      'scenario',
      'lambda/events.ts',
      'lambda/cold-start',
      'lambda/defaults.ts',
      'lambda/limits/concurrency.ts',
      'lambda/limits/polling.ts',
      'triggers/chains/call-triggers.ts',
      'pricing',
      'engine/random.ts',
    ],
    types: ['lambda/measurement/invocation-log.ts', 'lambda/service.ts', 'lambda/function.ts'],
  },
  { tier: 3, folder: 'calibrate', imports: ['engine', 'scenario'], types: [] },
  { tier: 3, folder: 'import', imports: ['workload', 'scenario'], types: [] },
  {
    tier: 2,
    folder: 'simulate.ts',
    imports: ['costs', 'scenario', 'workload', 'triggers', 'lambda', 'pricing', 'metrics', 'engine'],
    types: [],
  },
  { tier: 2, folder: 'costs', imports: ['lambda', 'pricing', 'metrics'], types: ['scenario'] },
  {
    tier: 1,
    folder: 'triggers',
    imports: ['scenario/triggers/kinds.ts', 'lambda', 'workload', 'engine', 'metrics'],
    types: ['scenario'],
  },
  {
    tier: 1,
    folder: 'scenario',
    imports: [
      'engine/calendar.ts',
      'engine/cron.ts',
      'engine/math.ts',
      'lambda/cold-start/cpu.ts',
      'lambda/calibrated.ts',
      'lambda/cold-start/predicted.ts',
      'lambda/cold-start/runtimes.ts',
      'lambda/cold-start/stand-in.ts',
      'lambda/defaults.ts',
      'lambda/limits/polling.ts',
      'pricing',
    ],
    types: [],
  },
  { tier: 1, folder: 'lambda', imports: ['engine', 'metrics'], types: ['scenario', 'pricing/usage.ts'] },
  { tier: 1, folder: 'workload', imports: ['engine'], types: ['scenario'] },
  { tier: 1, folder: 'pricing', imports: [], types: ['scenario'] },
  { tier: 0, folder: 'engine', imports: [], types: [] },
  { tier: 0, folder: 'metrics', imports: [], types: [] },
];

/** Files without a row of their own: anyone above tier 0 may name the types of the first, and load the second. */
const PLAIN_TYPES = [
  'chain-result.ts',
  'experiment-result.ts',
  'money-result.ts',
  'precision-result.ts',
  'provisioned-result.ts',
  'result.ts',
  'steady-result.ts',
  'scenario/types.ts',
  'scenario/traffic/clock-types.ts',
  'scenario/traffic/types.ts',
  'scenario/triggers/types.ts',
  'scenario/account/types.ts',
  'scenario/provisioned/types.ts',
  'explanation.ts',
];
const VERSION = 'version.ts';

/** Where Node's own modules may be imported: files, or folders with a slash at the end. */
const NODE_FILES = [
  'cli/',
  'import/',
  'report/assets.ts',
  'report/terminal/page.ts',
  'report/files/write.ts',
  'runner/files.ts',
  'library/sweep.ts',
  'runner/load.ts',
  'runner/point-store.ts',
  'runner/threads/pool.ts',
];

/** What a browser loads: none of it may reach a module of Node, by whatever way. */
const BROWSER_ENTRIES = ['simulate.ts', 'scenario/parse.ts'];

const PACKAGE = JSON.parse(read('package.json')) as Readonly<
  Record<'dependencies' | 'optionalDependencies', Readonly<Record<string, string>>>
>;

const within = (path: string, place: string): boolean => path === place || path.startsWith(`${place}/`);
const rowOf = (path: string): Row | undefined => HOUSE.find((row) => within(path, row.folder));
const isBelow = (lower: string, upper: Row): boolean =>
  HOUSE.findIndex((row) => within(lower, row.folder)) > HOUSE.indexOf(upper);
/** Types of documents have no tier. */
const DOCUMENTS = [
  'result.ts',
  'chain-result.ts',
  'experiment-result.ts',
  'money-result.ts',
  'precision-result.ts',
  'provisioned-result.ts',
  'steady-result.ts',
  'explanation.ts',
];
const isAssembled = (path: string): boolean => path !== VERSION && !DOCUMENTS.includes(path);

describe('the table of tiers', () => {
  it('has a row for every folder and file of src', () => {
    const missing = SOURCES.filter(({ path }) => isAssembled(path) && rowOf(path) === undefined);
    expect(missing.map(({ path }) => path)).toEqual([]);
  });

  it('lets no row load anything from its own height or above', () => {
    const upward = HOUSE.flatMap((row) =>
      row.imports.filter((place) => place !== '*' && !isBelow(place, row)).map((place) => `${row.folder} -> ${place}`),
    );
    expect(upward).toEqual([]);
    expect(HOUSE.map((row) => row.tier)).toEqual(HOUSE.map((row) => row.tier).sort((a, b) => b - a));
  });
});

describe('imports', () => {
  it('point down only', () => {
    expect(SOURCES.flatMap(forbiddenImports)).toEqual([]);
  });

  it('never name the command line or the playground from outside', () => {
    const found = SOURCES.flatMap(({ path, imports }) =>
      imports
        .filter(({ to }) => ['cli', 'playground'].some((top) => within(to, top) && !within(path, top)))
        .map(({ to }) => `src/${path} -> ${to}`),
    );
    expect(found).toEqual([]);
  });

  it('bring in Node only where files, threads or the terminal are the task', () => {
    const mayUseNode = (path: string): boolean =>
      NODE_FILES.some((place) => path === place || (place.endsWith('/') && path.startsWith(place)));
    const found = SOURCES.flatMap(({ path, imports }) =>
      imports
        .filter(({ to, ours }) => !ours && isNode(to) && !mayUseNode(path))
        .map(({ to }) => `src/${path} -> ${to}`),
    );
    expect(found).toEqual([]);
  });

  it('lead from nothing that a browser loads to Node', () => {
    for (const entry of BROWSER_ENTRIES) expect(loadedFrom(entry).filter(isNode), entry).toEqual([]);
  });

  it('form no cycle between files, not even of types', () => {
    expect(cycles()).toEqual([]);
  });

  it('name only packages that package.json lists as dependencies, or Node by its node: names', () => {
    const { dependencies, optionalDependencies } = PACKAGE;
    const known = { ...dependencies, ...optionalDependencies };
    const found = SOURCES.flatMap(({ path, imports }) =>
      imports
        .filter(({ to, ours }) => !ours && !isNode(to) && !(packageOf(to) in known))
        .map(({ to }) => `src/${path} -> ${to}`),
    );
    expect(found).toEqual([]);
  });

  it('load optional packages only where and when they are needed', () => {
    const optional = SOURCES.flatMap(({ path, imports }) =>
      imports
        .filter(({ to, ours }) => !ours && packageOf(to) in PACKAGE.optionalDependencies)
        .map(({ deferred }) => ({ path, deferred })),
    );
    expect(optional).toEqual([{ path: 'runner/parquet.ts', deferred: true }]);
  });
});

describe('exports', () => {
  it('are never default exports', () => {
    const isDefault = (node: ts.Node): boolean =>
      ts.isExportAssignment(node) ||
      (node.kind === ts.SyntaxKind.DefaultKeyword && ts.canHaveModifiers(node.parent)) ||
      (ts.isExportSpecifier(node) && node.name.text === 'default');
    // A declaration file says what another's package exports.
    const found = SOURCES.filter(({ path }) => !path.endsWith('.d.ts')).flatMap((source) =>
      [...nodesOf(source.tree)].filter(isDefault).map((node) => placeOf(source, node)),
    );
    expect(found).toEqual([]);
  });

  it('of index.ts are re-exports and nothing else', () => {
    const index = SOURCES.find(({ path }) => path === 'index.ts')!;
    const others = index.tree.statements.filter(
      (statement) => !ts.isExportDeclaration(statement) || !statement.moduleSpecifier,
    );
    expect(others.map((statement) => placeOf(index, statement))).toEqual([]);
  });

  it.each(PLAIN_TYPES)('of src/%s are types alone', (path) => {
    const source = SOURCES.find((each) => each.path === path)!;
    const isType = (statement: ts.Statement): boolean =>
      ts.isTypeAliasDeclaration(statement) ||
      ts.isInterfaceDeclaration(statement) ||
      (ts.isImportDeclaration(statement) && source.imports.every(({ typesOnly }) => typesOnly));
    expect(
      source.tree.statements.filter((statement) => !isType(statement)).map((statement) => placeOf(source, statement)),
    ).toEqual([]);
  });
});

function forbiddenImports({ path, imports }: Source): string[] {
  const row = rowOf(path);
  if (row === undefined) return [];
  return imports
    .filter(({ to, ours, typesOnly }) => ours && !within(to, row.folder) && !mayImport(row, to, typesOnly))
    .map(({ to, typesOnly }) => `src/${path} -> ${to}${typesOnly ? ' (types)' : ''}`);
}

function mayImport(row: Row, to: string, typesOnly: boolean): boolean {
  if (row.tier > 0 && (to === VERSION || (typesOnly && PLAIN_TYPES.includes(to)))) return true;
  if (row.imports.includes('*')) return isBelow(to, row);
  return [...row.imports, ...(typesOnly ? row.types : [])].some((place) => within(to, place));
}

const isNode = (name: string): boolean => name.startsWith('node:');

const packageOf = (name: string): string =>
  name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');

/** Every module, ours or not, that is loaded when `entry` is. */
function loadedFrom(entry: string): string[] {
  const loaded = new Set<string>([entry]);
  for (const path of loaded) {
    const source = SOURCES.find((each) => each.path === path);
    for (const { to, typesOnly } of source?.imports ?? []) if (!typesOnly) loaded.add(to);
  }
  return [...loaded];
}

/** Each cycle once, as the way round it. */
function cycles(): string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (path: string, way: readonly string[]): void => {
    if (way.includes(path)) {
      found.push([...way.slice(way.indexOf(path)), path].join(' -> '));
      return;
    }
    if (done.has(path)) return;
    const source = SOURCES.find((each) => each.path === path);
    const next = new Set((source?.imports ?? []).filter(({ ours }) => ours).map(({ to }) => to));
    for (const to of next) visit(to, [...way, path]);
    done.add(path);
  };
  for (const { path } of SOURCES) visit(path, []);
  return found;
}
