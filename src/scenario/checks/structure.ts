// Single values: runs the schema over a tree and puts its issues into our words. What is wrong is then left out, so that
// the checks across values can still run on the rest and every problem is listed at once.
import type { z } from 'zod';
import { type DiagnosticCode, MAX_PROBLEMS, type Path, type Problem, pathText, showValue } from '../diagnostics.js';
import type { IssueParams } from '../fields.js';
import { type CheckedScenario, scenarioSchema } from '../schema.js';
import { plainOf, type SourceNode } from '../source/tree.js';
import { didYouMean } from '../suggest.js';
import { intendedKey, intendedValue } from './intended.js';
import { knownKeys, typesWith } from './known-keys.js';
import { isLaterKey, isLaterValue } from './later.js';

type Issue = z.core.$ZodIssue;

export interface Structure {
  /** What is sound, with defaults; null where not even that makes a scenario. */
  readonly checked: CheckedScenario | null;
  readonly problems: readonly Problem[];
  /** What was left out. */
  readonly pruned: readonly Path[];
}

/** Leaving a value out can bring up what zod had not come to; it never takes more rounds than a path has levels. */
const ROUNDS = 6;

export function checkStructure(root: SourceNode): Structure {
  const plain = plainOf(root);
  const problems: Problem[] = [];
  const pruned: Path[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const result = scenarioSchema.safeParse(plain);
    if (result.success) return { checked: result.data, problems, pruned };
    const found = result.error.issues.flatMap((issue) => problemsOf(issue, [], plain));
    for (const problem of withoutEchoes(found)) problems.push(problem);
    if (problems.length > MAX_PROBLEMS) break;
    for (const problem of found) {
      const path = settingOf(problem);
      leaveOut(plain, path);
      pruned.push(path);
      if (problem.code === 'unknown-key') pruned.push(meantBy(problem));
    }
  }
  return { checked: null, problems, pruned };
}

/** The path of what a misspelt key was probably meant to be; its own path where nobody knows. */
function meantBy({ path, suggestion }: Problem): Path {
  return suggestion === undefined ? path : [...path.slice(0, -1), suggestion];
}

/** "version is missing" says nothing new beside "unknown key verison", nor "no distribution" beside "unknown key lognorml". */
function withoutEchoes(problems: readonly Problem[]): readonly Problem[] {
  const strange = problems.filter((problem) => problem.at === 'key');
  if (strange.length === 0) return problems;
  const meant = new Set(strange.map((problem) => JSON.stringify(meantBy(problem))));
  const around = new Set(strange.map((problem) => JSON.stringify(problem.path.slice(0, -1))));
  return problems.filter(({ code, at, path }) => {
    if (at === 'key' || (code !== 'missing-key' && code !== 'bad-distribution')) return true;
    const place = JSON.stringify(path);
    return !meant.has(place) && (path.length === 0 || !around.has(place));
  });
}

function problemsOf(issue: Issue, base: Path, plain: unknown): Problem[] {
  const path: Path = [
    ...base,
    ...issue.path.map((segment) => (typeof segment === 'number' ? segment : String(segment))),
  ];
  const value = valueAt(plain, path);
  if (issue.code === 'unrecognized_keys')
    return issue.keys.slice(0, MAX_PROBLEMS + 1).map((key) => unknownKey(path, key));
  if (issue.code === 'custom') return [customProblem(issue, path, value)];
  if (value === undefined) return [error('missing-key', `${nameOf(path)} is missing`, path)];
  if (value === null)
    return [error('empty-value', `${nameOf(path)} has no value`, path, 'leave the key out, or give it one')];
  if (isLaterValue(path, value)) return [later(path, value)];
  if (issue.code === 'invalid_union') return unionProblems(issue, path, value, plain);
  if (issue.code === 'invalid_value') return [unknownValue(path, value, issue.values.map(String))];
  if (issue.code === 'invalid_type') return [wrongType(path, value, issue.expected)];
  const measured = typeof value === 'number' ? `${nameOf(path)} is ${value}; ` : `${nameOf(path)}: `;
  return [error('out-of-range', measured + boundText(issue), path)];
}

/** What the schema says of its bounds, or the bounds themselves. */
function boundText(issue: Issue): string {
  if (!issue.message.startsWith('Too ')) return issue.message;
  const length = 'origin' in issue && issue.origin === 'string' ? ' characters' : '';
  if (issue.code === 'too_small') return `it must be at least ${issue.minimum}${length}`;
  return issue.code === 'too_big' ? `it must be at most ${issue.maximum}${length}` : issue.message;
}

function unknownKey(parent: Path, key: string): Problem {
  const path = [...parent, key];
  const at = 'key';
  if (isLaterKey(parent, key))
    return { ...error('not-simulated-yet', `${pathText([key])} is not simulated yet`, path), at };
  const types = parent[0] === 'triggers' && parent.length === 2 ? typesWith(key) : [];
  if (types.length > 0) {
    const message = `${pathText(parent)} has no ${pathText([key])}: it is for triggers of type ${types.join(', ')}`;
    return { ...error('unknown-key', message, path), at };
  }
  const hint = intendedKey(parent, key) ?? didYouMean(key, knownKeys(parent));
  const where = parent.length === 0 ? '' : ` in ${pathText(parent)}`;
  return { ...error('unknown-key', `unknown key "${pathText([key])}"${where}`, path), ...hint, at };
}

function customProblem(issue: Issue & { code: 'custom' }, path: Path, value: unknown): Problem {
  const { code, hint } = issue.params as unknown as IssueParams;
  if (isLaterValue(path, value)) return later(path, value);
  if (code === 'missing-key' && value === undefined) return error(code, `${nameOf(path)} is missing`, path);
  if (code === 'empty-value')
    return error(code, `${nameOf(path)} has no value`, path, 'leave the key out, or give it one');
  return error(code, sentence(path, issue.message), path, hint ?? intendedValue(path, value));
}

/** The messages of fields.ts go on after the key's name (`is 3; expected …`) or begin with the value in quotes. */
function sentence(path: Path, message: string): string {
  if (message.startsWith('is ')) return `${nameOf(path)} ${message}`;
  return message.startsWith('"') ? `${nameOf(path)}: ${message}` : message;
}

/** Of a union's branches, those that take values of this kind speak; none does for a value of the wrong kind. */
function unionProblems(
  issue: Issue & { code: 'invalid_union' },
  path: Path,
  value: unknown,
  plain: unknown,
): Problem[] {
  if (issue.errors.length === 0) {
    const options = 'options' in issue && Array.isArray(issue.options) ? issue.options.map(String) : [];
    return [unknownValue(path, value, options)];
  }
  const fitting = issue.errors.filter((branch) => !branch.some(isOfWrongKind));
  const [only] = fitting;
  if (only === undefined) return [wrongType(path, value, null)];
  return only.flatMap((inner) => problemsOf(inner, path, plain));
}

function isOfWrongKind(issue: Issue): boolean {
  if (issue.path.length > 0) return false;
  if (issue.code === 'custom') return (issue.params as unknown as IssueParams).code === 'wrong-type';
  return issue.code === 'invalid_type' || issue.code === 'invalid_value';
}

function unknownValue(path: Path, value: unknown, options: readonly string[]): Problem {
  const message = `${nameOf(path)} is ${showValue(value)}; expected ${options.join(', ')}`;
  return { ...error('unknown-value', message, path), ...(typeof value === 'string' ? didYouMean(value, options) : {}) };
}

function wrongType(path: Path, value: unknown, expected: string | null): Problem {
  const number = typeof value === 'string' && /^\d+$/.exec(value)?.[0];
  const bare = number && (expected === 'number' || expected === 'int') ? `write ${number}` : undefined;
  const hint = intendedValue(path, value) ?? bare;
  const noun =
    expected === null ? (DESCRIBED[String(path.at(-1))] ?? 'another kind of value') : (NOUNS[expected] ?? expected);
  return error('wrong-type', `${nameOf(path)} is ${showValue(value)}; expected ${noun}`, path, hint);
}

const NOUNS: Readonly<Record<string, string>> = {
  object: 'a map',
  record: 'a map',
  array: 'a list',
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
};

/** What the keys with several kinds of value take. */
const DESCRIBED: Readonly<Record<string, string>> = {
  arrivals: 'an arrival process such as { poisson: { rate: 20/s } }, or a list of them',
  every: 'a duration or a distribution',
  thinkTime: 'a duration or a distribution',
  handler: 'a duration or a distribution',
  init: 'a duration or a distribution',
  functionInit: 'a duration or a distribution',
  firstInvoke: 'a duration or a distribution',
  role: 'the ARN of a role, or { policies: [sqs:*, …] }',
  restore: 'a duration or a distribution',
  snapStart: 'true, false or { restore, billedShare }',
  placementLatency: 'a duration or a distribution',
  spare: 'a duration, a distribution or none',
  maxLifetime: 'a duration, a distribution or none',
  keepAlive: 'a duration, a distribution, { idle, spare, maxLifetime }, a preset or hybrid-histogram',
  proactiveInit: 'true, false, a probability or a preset',
  seed: 'an integer or text; quote an integer beyond 2^53',
  version: 'a version’s number or $LATEST',
  scalingRate: 'none, legacy-burst or { burst, perSecond }',
  concurrency: 'a whole number or new-account',
  provisionedConcurrency: 'a whole number or { min, max, targetUtilization, … }',
  strategy: 'allAtOnce, a name such as Canary10Percent5Minutes, { canary } or { linear }',
  requestRate: 'none or a number',
  retries: 'a map such as { attempts: 3 }',
};

function later(path: Path, value: unknown): Problem {
  return error('not-simulated-yet', `${nameOf(path)} ${showValue(value)} is not simulated yet`, path);
}

function error(code: DiagnosticCode, message: string, path: Path, hint?: string): Problem {
  return { code, severity: 'error', message, path, at: 'value', ...(hint === undefined ? {} : { hint }) };
}

/** The last two segments say enough: `checkout.memory`; a place in a list needs the list's name. */
function nameOf(path: Path): string {
  const from = typeof path.at(-2) === 'number' ? -3 : -2;
  return path.length === 0 ? 'the scenario' : pathText(path.slice(from));
}

/** What to leave out: the setting that a problem lies in, whole, so that no half of it causes another problem. */
function settingOf({ code, at, path }: Problem): Path {
  const depth = settingDepth(path);
  if (code === 'missing-key' && path.length <= depth) return path.slice(0, Math.max(1, path.length - 1));
  if (at === 'key' && path[0] === 'triggers' && path.length === 3) return path;
  return path.slice(0, depth);
}

function settingDepth(path: Path): number {
  if (path[0] === 'functions' && path[2] === 'aliases') return path[4] === 'version' ? 4 : 5;
  if (path[0] === 'functions') return path[2] === 'versions' ? 5 : 3;
  return path[0] === 'account' || path[0] === 'triggers' || path[0] === 'variants' ? 2 : 1;
}

function leaveOut(plain: unknown, path: Path): void {
  const parent = valueAt(plain, path.slice(0, -1));
  const last = path.at(-1);
  if (typeof parent !== 'object' || parent === null || last === undefined) return;
  const holder = parent as Record<string, unknown>;
  if (path.length === 1 && last === 'functions') holder[last] = {};
  else delete holder[last];
}

function valueAt(plain: unknown, path: Path): unknown {
  let value = plain;
  for (const segment of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, segment)) return undefined;
    value = (value as Record<string | number, unknown>)[segment];
  }
  return value;
}
