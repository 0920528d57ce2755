// The scenarios that a command works on: loaded and checked, or refused with everything that is wrong with all of them.
import { type Loaded, type LoadOptions, loadScenario, UnreadableFile } from '../../runner/load.js';
import { formatDiagnostic, show } from '../../scenario/diagnostics.js';
import type { SourceNode } from '../../scenario/source/tree.js';
import type { Scenario } from '../../scenario/types.js';
import { BadInput } from '../fail.js';
import { keysOf, type ScenarioFlags } from './flags.js';

export interface CheckedScenario {
  /** As the user named it. */
  readonly file: string;
  readonly scenario: Scenario;
  /** Each of its `variants:` as a scenario of its own. */
  readonly variants: ReadonlyMap<string, Scenario>;
  /** As written, flags included. */
  readonly source: SourceNode;
  /** What the scenario's file names are relative to. */
  readonly directory: string;
  /** What the check has to say nevertheless, each on a line with its place. */
  readonly remarks: readonly string[];
  /** The same without places. */
  readonly warnings: readonly string[];
}

/** Each problem on a line with its place, warnings among them. */
export interface RefusedScenario {
  readonly file: string;
  readonly problems: readonly string[];
}

/** `variant` in the singular is the one to take for the scenario. */
type LoadFlags = ScenarioFlags & {
  readonly variant?: string | readonly string[] | undefined;
  readonly batches?: string | undefined;
};

/** Throws `BadInput` with every problem of every file on a line of its own. */
export function checkedScenarios(files: readonly string[], flags: LoadFlags): CheckedScenario[] {
  const checked = checkScenarios(files, flags);
  const problems = checked.flatMap((each) => ('problems' in each ? each.problems : []));
  if (problems.length > 0) throw new BadInput(problems.join('\n'));
  return checked.filter((each) => 'scenario' in each);
}

export function checkScenarios(files: readonly string[], flags: LoadFlags): (CheckedScenario | RefusedScenario)[] {
  return files.map((file) => {
    const loaded = load(file, flags);
    if ('problems' in loaded) return loaded;
    const { scenario, variants, source, directory, diagnostics } = loaded;
    const remarks = diagnostics.map((each) => {
      // A problem of a flag does not say by itself which of several files it is about.
      const which = each.line === null && files.length > 1 ? `${show(file, 200)}: ` : '';
      return which + formatDiagnostic(each);
    });
    if (scenario === null || source === null) return { file, problems: remarks };
    return {
      file,
      scenario,
      variants,
      source,
      directory,
      remarks,
      warnings: diagnostics.map(({ message }) => message),
    };
  });
}

function load(file: string, flags: LoadFlags): Loaded | RefusedScenario {
  try {
    return loadScenario(file, loadOptions(flags));
  } catch (error) {
    if (error instanceof UnreadableFile) return { file, problems: [show(error.message, 400)] };
    throw error;
  }
}

/** What flags say of how a scenario is to be read. */
export function loadOptions({ set, seed, variant, batches, ...rest }: LoadFlags): LoadOptions {
  return {
    flags: keysOf(rest),
    ...(typeof variant === 'string' && { variant }),
    ...(set && { set }),
    ...(seed !== undefined && { seed }),
    ...(batches !== undefined && { steady: '--batches' }),
  };
}
