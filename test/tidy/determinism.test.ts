// What a run must not ask: the clock, the locale, the machine, chance, or mathematics that ECMAScript leaves open.
// The syntax tree is read, so comments and strings do not count.
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { nodesOf, placeOf, SOURCES, type Source } from './source.js';

/** Tiers 0 to 2: all that takes part in a run. */
const IN_A_RUN = ['engine/', 'metrics/', 'lambda/', 'triggers/', 'pricing/', 'workload/', 'scenario/', 'simulate.ts'];

/** Writes the names of time zones as offsets into the normalised scenario, before any run. */
const ASKS_THE_CALENDAR = 'scenario/traffic/zone.ts';

/** These give the same bits everywhere: exact by definition, or correctly rounded by IEEE 754 as the square root is. */
const PORTABLE_MATH = [
  'abs',
  'ceil',
  'clz32',
  'floor',
  'fround',
  'imul',
  'max',
  'min',
  'round',
  'sign',
  'sqrt',
  'trunc',
];

/** Global names that no run may use. */
const BANNED_GLOBALS = [
  'Date',
  'performance',
  'Intl',
  'Temporal',
  'process',
  'globalThis',
  'navigator',
  'crypto',
  'Buffer',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'Promise',
  'Atomics',
  'WeakRef',
  'FinalizationRegistry',
  'eval',
];

/** Methods that ask for the locale of the machine. */
const BANNED_METHODS = [
  'localeCompare',
  'toLocaleString',
  'toLocaleDateString',
  'toLocaleTimeString',
  'toLocaleLowerCase',
  'toLocaleUpperCase',
];

/** Code of others that takes part in a run, by the place that may load it. jstat and its like describe finished results. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  'engine/': ['seedrandom'],
  'metrics/interval.ts': ['jstat', 'simple-statistics'],
  'scenario/': ['yaml', 'zod'],
  'workload/files/gunzip.ts': ['fflate'],
};

const inARun = SOURCES.filter(
  ({ path }) => IN_A_RUN.some((place) => path.startsWith(place)) && !path.endsWith('.d.ts'),
);

/** Where `isBanned` holds, with the line's own words. */
function offences(isBanned: (node: ts.Node, source: Source) => boolean): string[] {
  return inARun.flatMap((source) =>
    [...nodesOf(source.tree)]
      .filter((node) => isBanned(node, source))
      .map((node) => `${placeOf(source, node)} ${node.parent.getText().split('\n')[0]!}`),
  );
}

/** An identifier that stands for a variable, not for a property, a key or a type. */
function isVariable(node: ts.Node): node is ts.Identifier {
  if (!ts.isIdentifier(node)) return false;
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  const isKey = ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent) || ts.isPropertyDeclaration(parent);
  return !(isKey && parent.name === node) && !ts.isTypeReferenceNode(parent);
}

describe('what takes part in a run', () => {
  it('is found by this test', () => {
    expect(inARun.length).toBeGreaterThan(20);
  });

  it('uses of Math only what gives the same bits on every machine', () => {
    const isOpen = (node: ts.Node): boolean => {
      if (!isVariable(node) || node.text !== 'Math') return false;
      const { parent } = node;
      return !ts.isPropertyAccessExpression(parent) || !PORTABLE_MATH.includes(parent.name.text);
    };
    expect(offences(isOpen)).toEqual([]);
  });

  it('raises only literals to literal powers; big integers are exact', () => {
    const isPower = (node: ts.Node): boolean =>
      ts.isBinaryExpression(node) &&
      [ts.SyntaxKind.AsteriskAsteriskToken, ts.SyntaxKind.AsteriskAsteriskEqualsToken].includes(
        node.operatorToken.kind,
      ) &&
      !(isLiteral(node.left) && isLiteral(node.right)) &&
      !ts.isBigIntLiteral(node.left);
    expect(offences(isPower)).toEqual([]);
  });

  it('asks neither clock nor machine nor chance, and waits for nothing', () => {
    const isGlobal = (node: ts.Node, { path }: Source): boolean =>
      isVariable(node) && BANNED_GLOBALS.includes(node.text) && path !== ASKS_THE_CALENDAR;
    const isWaiting = (node: ts.Node): boolean =>
      node.kind === ts.SyntaxKind.AsyncKeyword || ts.isAwaitExpression(node);
    expect(offences((node, source) => isGlobal(node, source) || isWaiting(node))).toEqual([]);
  });

  it('asks no locale', () => {
    const isLocale = (node: ts.Node): boolean => ts.isIdentifier(node) && BANNED_METHODS.includes(node.text);
    expect(offences(isLocale)).toEqual([]);
  });

  it('sorts by an order of its own, never by a random one', () => {
    // Sorting has been stable by definition since ECMAScript 2019; what remains is a comparison that is no order.
    const isRandomSort = (node: ts.Node): boolean =>
      ts.isCallExpression(node) &&
      ts.isPropertyAccessExpression(node.expression) &&
      ['sort', 'toSorted'].includes(node.expression.name.text) &&
      /\b(uniform|random)\b/.test(node.arguments.map((argument) => argument.getText()).join());
    expect(offences(isRandomSort)).toEqual([]);
  });

  it('loads no package but those whose part in a run is known', () => {
    const found = inARun.flatMap(({ path, imports }) => {
      const allowed = Object.entries(PACKAGES).flatMap(([place, names]) => (path.startsWith(place) ? names : []));
      return imports
        .filter(({ to, ours, typesOnly }) => !ours && !typesOnly && !allowed.includes(to))
        .map(({ to }) => `src/${path} -> ${to}`);
    });
    expect(found).toEqual([]);
  });
});

const isLiteral = (node: ts.Expression): boolean =>
  ts.isNumericLiteral(node) ||
  (ts.isParenthesizedExpression(node) && isLiteral(node.expression)) ||
  (ts.isPrefixUnaryExpression(node) && ts.isNumericLiteral(node.operand));
