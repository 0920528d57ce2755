// Values of `empirical: { file }`, read during the check and put into the scenario, which is whole without the file from
// then on.
import { type Context, failure, wasPruned } from '../checks/context.js';
import { type Problem, show } from '../diagnostics.js';
import type { Distribution } from '../traffic/types.js';
import type { TimeUnit } from '../triggers/types.js';
import { MAX_DURATION, MICROSECONDS, unitOfName } from '../units.js';
import type { GivenDistribution, ValuesInFile } from './given.js';
import { fileMaps, textAt } from './named-files.js';
import { type FileProblem, NO_FILES, type NumbersFound, problemsOf, type ScenarioFiles } from './scenario-files.js';

/** They travel with the scenario, to threads and into reports' hashes. */
const MAX_VALUES = 100_000;

/** Numbers as they stand in the file, and microseconds for each 1 of them. */
interface Scaled {
  readonly numbers: readonly number[];
  readonly scale: number;
}

export interface FileValues {
  /** By the distribution that names them. */
  readonly byName: ReadonlyMap<string, Scaled>;
  readonly problems: readonly Problem[];
}

/** Without files, what only they could say is refused. */
export function readValues(context: Context, files: ScenarioFiles | undefined): FileValues {
  const byName = new Map<string, Scaled>();
  const problems: Problem[] = [];
  for (const { file, path, node } of fileMaps(context.root, 'empirical')) {
    if (wasPruned(context, path)) continue;
    const unit = textAt(node, 'unit') as TimeUnit | null;
    const named: ValuesInFile = { kind: 'file', file, column: textAt(node, 'column'), unit };
    const found = files === undefined ? [NO_FILES] : numbersOf(named, files);
    if ('scale' in found) {
      byName.set(keyOf(named), found);
      // Bursts at no distance from each other would never end.
      if (path.slice(2).includes('every') && found.numbers.every((number) => number === 0))
        problems.push(failure({ code: 'bad-arrivals', message: `every value of ${show(file)} is 0`, path }));
      continue;
    }
    const codes = { file: 'numbers-file', row: 'numbers-row' } as const;
    problems.push(...problemsOf(found, { file: named.file, path, codes }));
  }
  return { byName, problems };
}

/** A distribution with the values of its file in it, whole microseconds, rising. Only for a scenario that has passed every check. */
export function withValues(given: GivenDistribution, values: FileValues): Distribution {
  if (given.kind === 'mixture') {
    const parts = given.parts.map(({ weight, of }) => ({ weight, of: withValues(of, values) }));
    return { kind: 'mixture', parts };
  }
  if (given.kind !== 'file') return given;
  const found = values.byName.get(keyOf(given));
  if (found === undefined) throw new Error(`${given.file} passed the checks unread`);
  const micros = found.numbers.map((number) => Math.floor(number * found.scale + 0.5));
  return { kind: 'values', values: micros.sort((a, b) => a - b) };
}

const keyOf = ({ file, column, unit }: ValuesInFile): string => JSON.stringify([file, column, unit]);

function numbersOf({ file, column, unit: given }: ValuesInFile, files: ScenarioFiles): Scaled | readonly FileProblem[] {
  const found = files.numbers(file, column, MAX_VALUES);
  if (found.problems.length > 0) return found.problems;
  const unit = unitOf(found.column, given);
  if (typeof unit !== 'string') return [unit];
  if (found.more) {
    const message = `the file holds more than ${MAX_VALUES} numbers`;
    return [{ line: null, message, hint: 'take a sample of them, or give quantiles instead' }];
  }
  if (found.values.length === 0) return [{ line: 1, message: 'the file holds no numbers' }];
  const wrong = outOfRange(found, unit);
  return wrong.length > 0 ? wrong : { numbers: found.values, scale: MICROSECONDS[unit] };
}

function outOfRange({ values, lines }: NumbersFound, unit: TimeUnit): FileProblem[] {
  const problems: FileProblem[] = [];
  for (const [index, value] of values.entries()) {
    if (value >= 0 && value * MICROSECONDS[unit] <= MAX_DURATION) continue;
    const bound = value < 0 ? 'is negative' : 'is longer than 3650d, the longest duration';
    problems.push({ line: lines[index] ?? null, message: `${value}${unit} ${bound}` });
  }
  return problems;
}

/** What the column's name says, else what the scenario says, else milliseconds where the file is numbers alone. */
function unitOf(column: string | null, given: TimeUnit | null): TimeUnit | FileProblem {
  if (column === null) return given ?? 'ms';
  const named = unitOfName(column);
  if (named !== null && given !== null && named !== given) {
    const setting = { code: 'bad-unit', path: ['unit'] } as const;
    return {
      line: null,
      message: `unit is ${given}, but the column ${column} says ${named}`,
      hint: 'leave unit out',
      setting,
    };
  }
  const setting = { code: 'missing-unit', path: ['file'] } as const;
  const message = `the unit of the column ${column} is unknown`;
  return named ?? given ?? { line: null, message, hint: 'add unit: ms, or us or s', setting };
}
