// `--vary` and the grid that it spans: its points, or everything that is wrong with any of them.
import { type Axis, parseAxis } from '../../experiments/grid.js';
import { type Planned, plannedGrid } from '../../experiments/planned.js';
import { scenarioLoader, UnreadableFile } from '../../runner/load.js';
import { show } from '../../scenario/diagnostics.js';
import { BadInput } from '../fail.js';
import type { ScenarioFlags } from './flags.js';
import { loadOptions } from './scenario.js';

/** So many of all problems are told. */
const PROBLEMS = 20;

/** Throws `BadInput` with everything that is wrong. */
export function gridOfFlags(file: string, flags: ScenarioFlags, vary: readonly string[]): Planned {
  const axes = axesOf(vary);
  const planned = plannedGrid(loaderOf(file), loadOptions(flags), axes);
  if ('problem' in planned) throw new BadInput(`--vary: ${planned.problem}`);
  if (planned.problems.length > 0) throw new BadInput(listed(planned.problems));
  return planned;
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

function listed(problems: readonly string[]): string {
  const more = problems.length - PROBLEMS;
  return [...problems.slice(0, PROBLEMS), ...(more > 0 ? [`… and ${more} more`] : [])].join('\n');
}
