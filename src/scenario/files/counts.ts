// Counts of `counts: { file }`, one a minute, read during the check and put into the scenario.
import { type Context, wasPruned } from '../checks/context.js';
import type { Problem } from '../diagnostics.js';
import type { CountsInFile } from './given.js';
import { fileMaps, textAt } from './named-files.js';
import { type FileProblem, NO_FILES, problemsOf, type ScenarioFiles } from './scenario-files.js';

/** Nearly two years of minutes. */
const MAX_COUNTS = 1_000_000;
const MAX_A_MINUTE = 1_000_000;

export interface FileCounts {
  /** By what names them. */
  readonly byName: ReadonlyMap<string, readonly number[]>;
  readonly problems: readonly Problem[];
}

/** Without files, what only they could say is refused. */
export function readCounts(context: Context, files: ScenarioFiles | undefined): FileCounts {
  const byName = new Map<string, readonly number[]>();
  const problems: Problem[] = [];
  for (const { file, path, node } of fileMaps(context.root, 'counts')) {
    if (wasPruned(context, path)) continue;
    const named: CountsInFile = { file, column: textAt(node, 'column') };
    const found = files === undefined ? [NO_FILES] : countsOf(named, files);
    if (found.every((each) => typeof each === 'number')) byName.set(keyOf(named), found);
    else problems.push(...problemsOf(found, { file, path, codes: CODES }));
  }
  return { byName, problems };
}

/** Only for a scenario that has passed every check. */
export function countsFrom(named: CountsInFile, { byName }: FileCounts): readonly number[] {
  const found = byName.get(keyOf(named));
  if (found === undefined) throw new Error(`${named.file} passed the checks unread`);
  return found;
}

const CODES = { file: 'numbers-file', row: 'numbers-row' } as const;

const keyOf = ({ file, column }: CountsInFile): string => JSON.stringify([file, column]);

function countsOf({ file, column }: CountsInFile, files: ScenarioFiles): readonly number[] | readonly FileProblem[] {
  const { values, lines, more, problems } = files.numbers(file, column, MAX_COUNTS);
  if (problems.length > 0) return problems;
  if (more) return [{ line: null, message: `the file holds more than ${MAX_COUNTS} counts` }];
  if (values.length === 0) return [{ line: 1, message: 'the file holds no counts' }];
  const wrong = values.flatMap((value, index): FileProblem[] => {
    if (Number.isInteger(value) && value >= 0 && value <= MAX_A_MINUTE) return [];
    return [{ line: lines[index] ?? null, message: `${value} is no whole number from 0 to ${MAX_A_MINUTE}` }];
  });
  const gap = lines.findIndex((line, index) => index > 0 && line !== lines[index - 1]! + 1);
  if (gap > 0) wrong.push({ line: lines[gap]! - 1, message: 'an empty line: which minute is it?', hint: 'write 0' });
  return wrong.length > 0 ? wrong : values;
}
