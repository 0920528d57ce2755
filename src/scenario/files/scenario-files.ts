// What the check of a scenario asks of the files that it names. Reading them is the caller's: this stage never touches a disk.
import { failure } from '../checks/context.js';
import { type DiagnosticCode, type Path, type Problem, show } from '../diagnostics.js';
import type { TraceFormat } from '../triggers/types.js';

/** How to look into files, named as the scenario names them. Neither function throws for what a file holds. */
export interface ScenarioFiles {
  /** Looks at every row of a trace; `start` is the scenario's, as in `Scenario`. */
  readonly trace: (file: string, format: TraceFormat, start: string) => TraceInspection;
  /** Reads up to `limit` numbers: a column by its name, or with `null` the only one of the file. */
  readonly numbers: (file: string, column: string | null, limit: number) => NumbersFound;
}

export interface TraceInspection {
  readonly rows: number;
  /** Whether times never decrease. */
  readonly ordered: boolean;
  /** The least and the greatest time, in microseconds from time 0, where both may lie before; 0 without rows. */
  readonly firstTime: number;
  readonly lastTime: number;
  /** The line of the least time. */
  readonly firstLine: number;
  /** The least time by the calendar, down to the second, as `start:` takes it; `null` where rows carry plain numbers. */
  readonly firstDate: string | null;
  /** The distinct targets that rows name, each with the line of its first row. */
  readonly targets: readonly { readonly text: string; readonly line: number }[];
  readonly problems: readonly FileProblem[];
}

export interface NumbersFound {
  /** In the order of the file. */
  readonly values: readonly number[];
  /** The line of each value, from 1. */
  readonly lines: readonly number[];
  /** The column's name; `null` in a file without a header. */
  readonly column: string | null;
  /** Whether the file holds more than `limit`. */
  readonly more: boolean;
  readonly problems: readonly FileProblem[];
}

/** What is wrong with a file, or with what the scenario says of it. */
export interface FileProblem {
  /** Of the file, from 1; `null` where it is not a line that is wrong. */
  readonly line: number | null;
  readonly message: string;
  readonly hint?: string;
  readonly suggestion?: string;
  /** Set where a key beside `file:` is to be mended instead. */
  readonly setting?: { readonly code: DiagnosticCode; readonly path: Path };
}

/** Where nothing was given to read files with. */
export const NO_FILES: FileProblem = {
  line: null,
  message: 'files cannot be read here',
  hint: 'write what the file holds into the scenario instead',
};

/** The place in the scenario that names a file, and what problems with the file are called. */
export interface NamedFile {
  readonly file: string;
  /** Of the map that has the key `file`. */
  readonly path: Path;
  readonly codes: { readonly file: DiagnosticCode; readonly row: DiagnosticCode };
}

/** Of each file at most this many bad lines are reported. */
const MAX_LINES = 20;

export function problemsOf(found: readonly FileProblem[], named: NamedFile): Problem[] {
  const problems = found.slice(0, MAX_LINES).map((problem) => problemOf(problem, named));
  const more = found.length - problems.length;
  if (more === 0) return problems;
  const message = `${show(named.file)}: ${more} more bad lines`;
  return [...problems, failure({ code: 'too-many-problems', message, path: [...named.path, 'file'] })];
}

function problemOf({ line, setting, message, ...fix }: FileProblem, { file, path, codes }: NamedFile): Problem {
  const said = { message: show(message, 300), ...fix };
  if (setting !== undefined) return failure({ code: setting.code, ...said, path: [...path, ...setting.path] });
  const inFile = { ...said, path: [...path, 'file'] };
  if (line === null) return failure({ code: codes.file, ...inFile });
  return failure({ code: codes.row, ...inFile, elsewhere: { file, line } });
}

/** The same files, each asked once for the same thing. */
export function readOnce(files: ScenarioFiles): ScenarioFiles {
  return { trace: once(files.trace), numbers: once(files.numbers) };
}

function once<A extends readonly unknown[], R>(read: (...asked: A) => R): (...asked: A) => R {
  const known = new Map<string, R>();
  return (...asked) => {
    const key = JSON.stringify(asked);
    const found = known.get(key) ?? read(...asked);
    known.set(key, found);
    return found;
  };
}
