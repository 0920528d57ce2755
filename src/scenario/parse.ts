// From scenario text to the normalised scenario, or to everything that is wrong with it. The stages in order: text to tree,
// settings from outside, single values, values against each other, the form that the engine reads.
import { type Context, contextOf } from './checks/context.js';
import { checkStructure, MAX_PROBLEMS } from './checks/structure.js';
import { type Diagnostic, type Path, type Problem, pathText, show } from './diagnostics.js';
import { type InspectedTraces, inspectOnce, inspectTraces, type TraceInspector } from './inspect.js';
import { normalise } from './normalise.js';
import { SCENARIO_NAME } from './schema.js';
import { applySet, withSetting } from './source/set.js';
import { keysAt, nodeAt, type Origin, originAt, type SourceNode } from './source/tree.js';
import { MAX_VALUES, parseYaml, type TextProblem } from './source/yaml.js';
import type { Scenario } from './types.js';
import { durationOf, validate } from './validate.js';

export interface ParseOptions {
  /** Shown in diagnostics; without a `name:` it names the scenario. */
  readonly file: string;
  /** `path=value` settings, applied in order. */
  readonly set?: readonly string[];
  /** Overrides the scenario's seed. */
  readonly seed?: string;
  /** Reads trace files; without one, traces are taken as sound. */
  readonly inspectTrace?: TraceInspector;
}

export interface ParseResult {
  /** Null exactly where a diagnostic is an error. */
  readonly scenario: Scenario | null;
  /** In the order of their positions. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Parses, checks and normalises a scenario. It never throws for what the text holds. */
export function parseScenario(text: string, options: ParseOptions): ParseResult {
  const read = readTree(text, options);
  const early = read.problems.map((problem) => textDiagnostic(problem, options.file));
  if (read.root === null) return { scenario: null, diagnostics: tidy(early, options.file) };
  const inspect = options.inspectTrace === undefined ? undefined : inspectOnce(options.inspectTrace);
  const whole = check(read.root, inspect);
  const variants = checkVariants(read.root, whole.problems, inspect);
  const late = [...whole.problems, ...seedProblems(options.seed), ...variants];
  const diagnostics = tidy(
    [...early, ...late.map((problem) => located(problem, read.root, options.file))],
    options.file,
  );
  const failed = diagnostics.some(({ severity }) => severity === 'error');
  const scenario = failed || whole.sound === null ? null : finished(whole.sound, options);
  return { scenario, diagnostics };
}

/** The tree with the settings from outside, whatever of it can be had. */
function readTree(
  text: string,
  { set = [] }: ParseOptions,
): { root: SourceNode | null; problems: readonly TextProblem[] } {
  const parsed = parseYaml(text);
  const problems = [...parsed.problems];
  const origin: Origin = { kind: 'file', line: 1, column: 1 };
  if (parsed.root === null || (parsed.root.kind === 'scalar' && parsed.root.value === null)) {
    const empty = {
      code: 'empty-scenario',
      message: 'the file holds no scenario',
      path: [],
      origin,
      hint: 'see coldstart init',
    } as const;
    return { root: null, problems: problems.length > 0 ? problems : [empty] };
  }
  let root = parsed.root;
  if (root.kind !== 'map') {
    const is = root.kind === 'list' ? 'a list' : 'a single value';
    const message = `a scenario is a map of settings; the file holds ${is}`;
    return { root: null, problems: [...problems, { code: 'not-a-map', message, path: [], origin: root.origin }] };
  }
  for (const setting of set) {
    const done = applySet(root, setting);
    root = done.root;
    problems.push(...done.problems);
  }
  return { root, problems };
}

interface Sound {
  readonly context: Context;
  readonly traces: InspectedTraces;
}

function check(
  root: SourceNode,
  inspect: TraceInspector | undefined,
): { sound: Sound | null; problems: readonly Problem[] } {
  const { checked, problems, pruned } = checkStructure(root);
  if (checked === null) return { sound: null, problems };
  const context = contextOf(checked, root, pruned);
  const traces = inspectTraces(context, inspect);
  return { sound: { context, traces }, problems: [...problems, ...validate(context, traces)] };
}

/** Each variant is a scenario of its own; what is wrong without it has been said. */
function checkVariants(
  root: SourceNode,
  base: readonly Problem[],
  inspect: TraceInspector | undefined,
): readonly Problem[] {
  const names = keysAt(root, ['variants']);
  const said = new Set(base.map(fingerprint));
  if (names.length * root.size > 10 * MAX_VALUES) {
    return [{ code: 'too-large', severity: 'error', message: 'too many variants', path: ['variants'], at: 'key' }];
  }
  return names.flatMap((name) => {
    const { changed, problems } = withVariant(root, name);
    const found = check(changed, inspect).problems.filter((problem) => !said.has(fingerprint(problem)));
    return [...problems, ...found.map((problem) => ofVariant(problem, name, root))];
  });
}

function withVariant(root: SourceNode, name: string): { changed: SourceNode; problems: readonly Problem[] } {
  const problems: Problem[] = [];
  let changed = root;
  for (const dotted of keysAt(root, ['variants', name])) {
    const path = ['variants', name, dotted];
    const value = nodeAt(root, path);
    if (value === null) continue;
    const inVariants = dotted.split('.')[0] === 'variants';
    const done = inVariants ? { problem: 'a variant cannot change variants' } : withSetting(changed, dotted, value);
    if ('root' in done) changed = done.root;
    else {
      const hint = 'hint' in done ? { hint: done.hint } : {};
      problems.push({ code: 'bad-variant', severity: 'error', message: done.problem, path, at: 'key', ...hint });
    }
  }
  return { changed, problems };
}

function fingerprint({ code, message, path }: Problem): string {
  return JSON.stringify([code, message, path]);
}

/** Points at the setting of the variant that the problem lies in, else at the variant. */
function ofVariant(problem: Problem, name: string, root: SourceNode): Problem {
  const dotted = pathText(problem.path);
  const settings = keysAt(root, ['variants', name]);
  const cause =
    settings.find((key) => dotted === key || dotted.startsWith(`${key}.`)) ??
    settings.find((key) => key.startsWith(`${dotted}.`));
  const path: Path = cause === undefined ? ['variants', name] : ['variants', name, cause];
  return {
    ...problem,
    message: `variant "${show(name)}": ${problem.message}`,
    path,
    at: cause === undefined ? 'key' : problem.at,
  };
}

function seedProblems(seed: string | undefined): readonly Problem[] {
  if (seed === undefined || (seed.length > 0 && seed.length <= 200)) return [];
  return [
    {
      code: 'out-of-range',
      severity: 'error',
      message: '--seed takes 1 to 200 characters',
      path: ['seed'],
      at: 'value',
    },
  ];
}

function finished({ context, traces }: Sound, { file, seed }: ParseOptions): Scenario | null {
  const duration = durationOf(context, traces);
  return duration === null ? null : normalise(context, { name: nameOf(file), seed, duration, traces });
}

/** The file's name without folder and extension, as far as a scenario may be named so. */
function nameOf(file: string): string {
  const base = (file.split(/[/\\]/).at(-1) ?? '').replace(/\.(?:ya?ml|json)$/i, '');
  const name = base
    .replace(/[^\p{L}\p{N} ._-]/gu, '-')
    .replace(/^[^\p{L}\p{N}]+|[ .]+$/gu, '')
    .slice(0, 100)
    .trim();
  return SCENARIO_NAME.test(name) ? name : 'scenario';
}

function located(problem: Problem, root: SourceNode | null, file: string): Diagnostic {
  const { path, at, elsewhere, ...rest } = problem;
  if (elsewhere !== undefined)
    return { ...rest, file: elsewhere.file, line: elsewhere.line, column: 1, path: pathText(path) };
  const origin: Origin = root === null ? { kind: 'file', line: 1, column: 1 } : originAt(root, path, at);
  return { ...rest, ...position(origin, file), path: pathText(path) };
}

function textDiagnostic({ origin, path, ...rest }: TextProblem, file: string): Diagnostic {
  return { ...rest, severity: 'error', ...position(origin, file), path: pathText(path) };
}

function position(origin: Origin, file: string): Pick<Diagnostic, 'file' | 'line' | 'column'> {
  if (origin.kind === 'set') return { file: `--set ${origin.text}`, line: null, column: null };
  return { file, line: origin.line, column: origin.column };
}

/** In the order of positions, trace files next, flags last, each once, and not without end. */
function tidy(diagnostics: readonly Diagnostic[], file: string): readonly Diagnostic[] {
  const sorted = diagnostics
    .map((diagnostic, index) => ({ diagnostic, index }))
    .sort((a, b) => rank(a.diagnostic, b.diagnostic, file) || a.index - b.index)
    .map(({ diagnostic }) => diagnostic);
  const seen = new Set<string>();
  const unique = sorted.filter((diagnostic) => {
    const key = JSON.stringify([
      diagnostic.code,
      diagnostic.file,
      diagnostic.line,
      diagnostic.column,
      diagnostic.message,
    ]);
    return !seen.has(key) && seen.add(key);
  });
  const rest = unique.slice(MAX_PROBLEMS);
  if (rest.length === 0) return unique;
  const severity = rest.some((diagnostic) => diagnostic.severity === 'error') ? 'error' : 'warning';
  const message = `${rest.length} or more further problems`;
  const more: Diagnostic = { code: 'too-many-problems', severity, message, file, line: 1, column: 1, path: '' };
  return [...unique.slice(0, MAX_PROBLEMS), more];
}

function rank(a: Diagnostic, b: Diagnostic, file: string): number {
  const group = (of: Diagnostic) => (of.line === null ? 2 : of.file === file ? 0 : 1);
  if (group(a) !== group(b) || a.line === null) return group(a) - group(b);
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}
