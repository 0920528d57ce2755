// From scenario text to the normalised scenario, or to everything that is wrong with it. The stages in order: text to tree,
// settings from outside, single values, values against each other, the form that the engine reads.
import { type Context, contextOf } from './checks/context.js';
import { checkStructure } from './checks/structure.js';
import { BASE, checkVariants, chosenVariant, variantOf } from './checks/variants.js';
import { type Diagnostic, type Problem, show } from './diagnostics.js';
import { type FileCounts, readCounts } from './files/counts.js';
import { type FileValues, readValues } from './files/numbers.js';
import { applyBootstrap } from './files/resampled.js';
import { readOnce, type ScenarioFiles } from './files/scenario-files.js';
import { type InspectedTraces, inspectTraces } from './files/traces.js';
import { normalise } from './normalise.js';
import { SCENARIO_NAME } from './schema.js';
import { located, textDiagnostic, tidy } from './source/locate.js';
import { applyFlag, applySet } from './source/set.js';
import { keysAt, type SourceNode } from './source/tree.js';
import { parseYaml, type TextProblem } from './source/yaml.js';
import { didYouMean } from './suggest.js';
import type { Scenario } from './types.js';
import { durationOf, validate } from './validate.js';

export interface ParseOptions {
  /** Shown in diagnostics; without a `name:` it names the scenario. */
  readonly file: string;
  /** The variant to take for the scenario; without it, the scenario is taken as it is written. */
  readonly variant?: string;
  /** Whether no other variant is checked or given: each point of a sweep is sound by itself. */
  readonly alone?: boolean;
  /** `path=value` settings, applied in order. */
  readonly set?: readonly string[];
  /**
   * Settings that have flags of their own: `{ duration: '2h' }` is `--duration 2h`, applied after `set`; `bootstrap` is `resample` of
   * each trace.
   */
  readonly flags?: Readonly<Record<string, string>>;
  /** Overrides the scenario's seed. */
  readonly seed?: string;
  /** What needs a steady state beside `warmup: auto`, for the problems that it has without one: `--batches`. */
  readonly steady?: string;
  /** The files that the scenario names; without them, traces are taken as sound, and values from files are refused. */
  readonly files?: ScenarioFiles;
}

export interface ParseResult {
  /** Null exactly where a diagnostic is an error. */
  readonly scenario: Scenario | null;
  /** Each of `variants:` as a scenario of its own, in the order of the file; none where there is an error. */
  readonly variants: ReadonlyMap<string, Scenario>;
  /** The scenario as written, settings from outside included; null where there is none. */
  readonly source: SourceNode | null;
  /** In the order of their positions. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Parses, checks and normalises a scenario. It never throws for what the text holds. */
export function parseScenario(text: string, options: ParseOptions): ParseResult {
  const { file, seed } = options;
  const { root, problems } = readTree(text, options);
  const early = [...problems.map((problem) => textDiagnostic(problem, file)), ...seedDiagnostics(seed)];
  if (root === null) return { scenario: null, variants: new Map(), source: null, diagnostics: tidy(early, file) };
  const files = options.files === undefined ? undefined : readOnce(options.files);
  const whole = check(root, files, options.steady);
  const varied = options.alone
    ? { variants: [], problems: chosenVariant(root, options.variant) }
    : checkVariants(root, whole.problems, (changed) => check(changed, files));
  const late = [...whole.problems, ...varied.problems].map((problem) => located(problem, root, file));
  const diagnostics = tidy([...early, ...late], file);
  const failed = diagnostics.some(({ severity }) => severity === 'error');
  if (failed) return { scenario: null, variants: new Map(), source: root, diagnostics };
  const finish = ({ sound }: Checked): Scenario | null => (sound === null ? null : finished(sound, options));
  const variants = varied.variants.flatMap(([name, checked]) => {
    const variant = finish(checked);
    return variant === null ? [] : [[name, variant] as const];
  });
  return { scenario: finish(whole), variants: new Map(variants), source: root, diagnostics };
}

const EMPTY: TextProblem = {
  code: 'empty-scenario',
  message: 'the file holds no scenario',
  hint: 'see coldstart init',
  path: [],
  origin: { kind: 'file', line: 1, column: 1 },
};

interface Tree {
  readonly root: SourceNode | null;
  readonly problems: readonly TextProblem[];
}

/** The tree with the settings from outside, as much of it as can be had. */
function readTree(text: string, { set = [], flags = {}, variant }: ParseOptions): Tree {
  const parsed = parseYaml(text);
  const problems = [...parsed.problems];
  if (parsed.root === null || (parsed.root.kind === 'scalar' && parsed.root.value === null)) {
    return { root: null, problems: problems.length > 0 ? problems : [EMPTY] };
  }
  let root = parsed.root;
  if (root.kind !== 'map') {
    const is = root.kind === 'list' ? 'a list' : 'a single value';
    const message = `a scenario is a map of settings; the file holds ${is}`;
    return { root: null, problems: [...problems, { code: 'not-a-map', message, path: [], origin: root.origin }] };
  }
  if (variant !== undefined && variant !== BASE) {
    if (!keysAt(root, ['variants']).includes(variant))
      return { root, problems: [...problems, noVariant(root, variant)] };
    root = variantOf(root, variant);
  }
  const changes = [
    ...set.map((setting) => (before: SourceNode) => applySet(before, setting)),
    ...Object.entries(flags).map(
      ([name, value]) =>
        (before: SourceNode) =>
          name === 'bootstrap' ? applyBootstrap(before, value) : applyFlag(before, name, value),
    ),
  ];
  for (const change of changes) {
    const done = change(root);
    root = done.root;
    problems.push(...done.problems);
  }
  return { root, problems };
}

function noVariant(root: SourceNode, name: string): TextProblem {
  const origin = { kind: 'flag', text: `variants=${show(name)}` } as const;
  const message = `there is no variant "${show(name)}"`;
  return { code: 'bad-set', message, path: [], origin, ...didYouMean(name, [BASE, ...keysAt(root, ['variants'])]) };
}

interface Sound {
  readonly context: Context;
  readonly traces: InspectedTraces;
  readonly values: FileValues;
  readonly counts: FileCounts;
}

interface Checked {
  /** `null` where too much is wrong to look further. */
  readonly sound: Sound | null;
  readonly problems: readonly Problem[];
}

function check(root: SourceNode, files: ScenarioFiles | undefined, steady?: string): Checked {
  const { checked, problems, pruned } = checkStructure(root);
  if (checked === null) return { sound: null, problems };
  const context = contextOf(checked, root, pruned);
  const traces = inspectTraces(context, files);
  const values = readValues(context, files);
  const counts = readCounts(context, files);
  const found = [...problems, ...validate(context, traces, steady), ...values.problems, ...counts.problems];
  return { sound: { context, traces, values, counts }, problems: found };
}

function seedDiagnostics(seed: string | undefined): readonly Diagnostic[] {
  if (seed === undefined || (seed.length > 0 && seed.length <= 200)) return [];
  const at = { file: '--seed', line: null, column: null, path: 'seed' };
  return [{ code: 'out-of-range', severity: 'error', message: 'takes 1 to 200 characters', ...at }];
}

function finished({ context, ...read }: Sound, { file, seed }: ParseOptions): Scenario | null {
  const duration = durationOf(context, read.traces);
  return duration === null ? null : normalise(context, { name: nameOf(file), seed, duration, ...read });
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
