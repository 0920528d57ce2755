// The scenario that a command works on: loaded and checked, or refused with everything that is wrong with it.
import { type Loaded, loadScenario, UnreadableFile } from '../runner/load.js';
import { type Diagnostic, formatDiagnostic } from '../scenario/diagnostics.js';
import type { Scenario } from '../scenario/types.js';
import { BadInput } from './fail.js';

/** Flags that change a scenario before it is checked. */
export interface ScenarioFlags {
  readonly set?: readonly string[] | undefined;
  readonly seed?: string | undefined;
}

export interface CheckedScenario {
  readonly scenario: Scenario;
  readonly directory: string;
  readonly warnings: readonly Diagnostic[];
}

/** Throws `BadInput` with every problem on a line of its own. */
export function checkedScenario(path: string, flags: ScenarioFlags): CheckedScenario {
  const { scenario, diagnostics, directory } = load(path, flags);
  if (scenario === null) throw new BadInput(diagnostics.map(formatDiagnostic).join('\n'));
  return { scenario, directory, warnings: diagnostics };
}

export function load(path: string, flags: ScenarioFlags): Loaded {
  try {
    return loadScenario(path, {
      ...(flags.set && { set: flags.set }),
      ...(flags.seed !== undefined && { seed: flags.seed }),
    });
  } catch (error) {
    if (error instanceof UnreadableFile) throw new BadInput(error.message);
    throw error;
  }
}
