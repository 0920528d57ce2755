// The points of a sweep: each one the scenario under its settings, checked, or everything that is wrong with any of them.
import type { Varied } from '../../experiment-result.js';
import { type Axis, gridOf, parseAxis } from '../../experiments/grid.js';
import type { PlannedPoint } from '../../experiments/sweep.js';
import { scenarioLoader, UnreadableFile } from '../../runner/load.js';
import { formatDiagnostic, show } from '../../scenario/diagnostics.js';
import { nodeAt, plainOf, type SourceNode } from '../../scenario/source/tree.js';
import { parseYaml } from '../../scenario/source/yaml.js';
import { BadInput } from '../fail.js';
import { keysOf, type ScenarioFlags } from './flags.js';
import { REPLICATIONS } from './variants.js';

export interface Grid {
  readonly vary: readonly Varied[];
  readonly points: readonly PlannedPoint[];
  /** With their places, and the same without. */
  readonly remarks: readonly string[];
  readonly warnings: readonly string[];
}

/** The axis that goes through the variants of the scenario. */
const VARIANTS = 'variants';
/** So many of all problems are told. */
const PROBLEMS = 20;

/** Throws `BadInput` with everything that is wrong. */
export function plannedGrid(file: string, flags: ScenarioFlags, given: readonly string[]): Grid {
  const axes = axesOf(given);
  const grid = gridOf(axes);
  if ('problem' in grid) throw new BadInput(`--vary: ${grid.problem}`);
  const load = loaderOf(file);
  const vary = axes.map(({ path, values }) => ({ path, values: values.map((value) => plainValue(path, value)) }));
  const [problems, remarks, warnings] = [new Set<string>(), new Set<string>(), new Set<string>()];
  const points = grid.flatMap((values): PlannedPoint[] => {
    const place = values.map((value, axis) => `${axes[axis]!.path}=${value}`).join(', ');
    const { scenario, source, diagnostics } = load(optionsOf(flags, axes, values));
    for (const each of diagnostics) {
      if (each.severity === 'error') problems.add(`at ${show(place, 200)}: ${formatDiagnostic(each)}`);
      else {
        remarks.add(formatDiagnostic(each));
        warnings.add(each.message);
      }
    }
    if (scenario === null || source === null) return [];
    const set = Object.fromEntries(axes.map(({ path }, axis) => [path, plainValue(path, values[axis]!)]));
    return [{ set, scenario: replicated(scenario, source) }];
  });
  if (problems.size > 0) throw new BadInput(listed([...problems]));
  return { vary, points, remarks: [...remarks], warnings: [...warnings] };
}

function axesOf(given: readonly string[]): Axis[] {
  const parsed = given.map((text) => [text, parseAxis(text)] as const);
  const wrong = parsed.flatMap(([text, axis]) =>
    'problem' in axis ? [`--vary ${show(text, 120)}: ${axis.problem}`] : [],
  );
  if (wrong.length > 0) throw new BadInput(wrong.join('\n'));
  return parsed.map(([, axis]) => axis).filter((axis) => 'values' in axis);
}

function loaderOf(file: string): ReturnType<typeof scenarioLoader> {
  try {
    return scenarioLoader(file);
  } catch (error) {
    throw error instanceof UnreadableFile ? new BadInput(show(error.message, 400)) : error;
  }
}

function optionsOf(flags: ScenarioFlags, axes: readonly Axis[], values: readonly string[]) {
  const { seed } = flags;
  const variant = values[axes.findIndex(({ path }) => path === VARIANTS)];
  const set = axes.flatMap(({ path }, axis) => (path === VARIANTS ? [] : [`${path}=${values[axis]}`]));
  return {
    set: [...(flags.set ?? []), ...set],
    flags: keysOf(flags),
    ...(seed !== undefined && { seed }),
    ...(variant !== undefined && { variant }),
  };
}

/** As it stands in the scenario; what is no sound YAML has been refused by the check of its point. */
function plainValue(path: string, value: string): unknown {
  if (path === VARIANTS) return value;
  const { root } = parseYaml(value, { kind: 'flag', text: value });
  return root === null ? value : plainOf(root);
}

function replicated<T extends { readonly replications: number }>(scenario: T, source: SourceNode): T {
  return nodeAt(source, ['replications']) === null ? { ...scenario, replications: REPLICATIONS } : scenario;
}

function listed(problems: readonly string[]): string {
  const more = problems.length - PROBLEMS;
  return [...problems.slice(0, PROBLEMS), ...(more > 0 ? [`… and ${more} more`] : [])].join('\n');
}
