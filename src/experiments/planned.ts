// The points of a sweep before they are run: each one the scenario under its settings, checked as a whole.
import type { Varied } from '../experiment-result.js';
import type { Loaded, LoadOptions } from '../runner/load.js';
import { formatDiagnostic, show } from '../scenario/diagnostics.js';
import { nodeAt, plainOf } from '../scenario/source/tree.js';
import { parseYaml } from '../scenario/source/yaml.js';
import type { Scenario } from '../scenario/types.js';
import { type Axis, type GridPoint, gridOf, type Refused } from './grid.js';
import type { PlannedPoint } from './sweep.js';

/** The axis that goes through the variants of the scenario. */
const VARIANTS = 'variants';
/** Replications where nobody says how many: one would give no interval. */
export const REPLICATIONS = 10;

export interface Planned {
  readonly vary: readonly Varied[];
  readonly points: readonly PlannedPoint[];
  /** Everything for which a point is refused, each with its point. */
  readonly problems: readonly string[];
  /** What has to be said nevertheless: with places, and the same without. */
  readonly remarks: readonly string[];
  readonly warnings: readonly string[];
}

/** `load` gives the scenario under settings beside `options`, which hold for all points. */
export function plannedGrid(
  load: (options: LoadOptions) => Loaded,
  options: LoadOptions,
  axes: readonly Axis[],
): Planned | Refused {
  const grid = gridOf(axes);
  if ('problem' in grid) return grid;
  const vary = axes.map(({ path, values }) => ({ path, values: values.map((value) => plainValue(path, value)) }));
  const [problems, remarks, warnings] = [new Set<string>(), new Set<string>(), new Set<string>()];
  const points = grid.flatMap((values): PlannedPoint[] => {
    const { scenario, source, diagnostics } = load(optionsAt(options, axes, values));
    for (const each of diagnostics) {
      if (each.severity === 'error')
        problems.add(`at ${show(placeText(axes, values), 200)}: ${formatDiagnostic(each)}`);
      else {
        remarks.add(formatDiagnostic(each));
        warnings.add(each.message);
      }
    }
    if (scenario === null || source === null) return [];
    const set = Object.fromEntries(axes.map(({ path }, axis) => [path, plainValue(path, values[axis]!)]));
    const isSaid = nodeAt(source, ['replications']) !== null;
    return [{ set, scenario: isSaid ? scenario : withReplications(scenario) }];
  });
  return { vary, points, problems: [...problems], remarks: [...remarks], warnings: [...warnings] };
}

const withReplications = (scenario: Scenario): Scenario => ({ ...scenario, replications: REPLICATIONS });

const placeText = (axes: readonly Axis[], values: GridPoint): string =>
  values.map((value, axis) => `${axes[axis]!.path}=${value}`).join(', ');

function optionsAt(options: LoadOptions, axes: readonly Axis[], values: GridPoint): LoadOptions {
  const variant = values[axes.findIndex(({ path }) => path === VARIANTS)];
  const set = axes.flatMap(({ path }, axis) => (path === VARIANTS ? [] : [`${path}=${values[axis]}`]));
  return { ...options, alone: true, set: [...(options.set ?? []), ...set], ...(variant !== undefined && { variant }) };
}

/** As it stands in the scenario; what is no sound YAML is refused by the check of its point. */
function plainValue(path: string, value: string): unknown {
  if (path === VARIANTS) return value;
  const { root } = parseYaml(value, { kind: 'flag', text: value });
  return root === null ? value : plainOf(root);
}
