// The scenarios that a command works on: loaded and checked, or refused with everything that is wrong with all of them.
import { type Loaded, loadScenario, UnreadableFile } from '../../runner/load.js';
import { type Diagnostic, formatDiagnostic, show } from '../../scenario/diagnostics.js';
import type { Scenario } from '../../scenario/types.js';
import { BadInput } from '../fail.js';
import type { ScenarioFlags } from './flags.js';

export interface CheckedScenario {
  /** As the user named it. */
  readonly file: string;
  readonly scenario: Scenario;
  /** What the scenario's file names are relative to. */
  readonly directory: string;
  readonly warnings: readonly Diagnostic[];
}

/** One line a problem, warnings among them. */
export interface RefusedScenario {
  readonly file: string;
  readonly problems: readonly string[];
}

/** Throws `BadInput` with every problem of every file on a line of its own. */
export function checkedScenarios(files: readonly string[], flags: ScenarioFlags): CheckedScenario[] {
  const checked = files.map((file) => checkScenario(file, flags));
  const problems = checked.flatMap((each) => ('problems' in each ? each.problems : []));
  if (problems.length > 0) throw new BadInput(problems.join('\n'));
  return checked.filter((each) => 'scenario' in each);
}

export function checkScenario(file: string, flags: ScenarioFlags): CheckedScenario | RefusedScenario {
  const loaded = load(file, flags);
  if ('problems' in loaded) return loaded;
  const { scenario, directory, diagnostics } = loaded;
  if (scenario === null) return { file, problems: diagnostics.map(formatDiagnostic) };
  return { file, scenario, directory, warnings: diagnostics };
}

function load(file: string, { set, seed, duration, replications }: ScenarioFlags): Loaded | RefusedScenario {
  try {
    const flags = { ...(duration !== undefined && { duration }), ...(replications !== undefined && { replications }) };
    return loadScenario(file, { flags, ...(set && { set }), ...(seed !== undefined && { seed }) });
  } catch (error) {
    if (error instanceof UnreadableFile) return { file, problems: [show(error.message, 400)] };
    throw error;
  }
}
