// The check of a trace file before a run: every row once, so that a bad one is refused before anything is simulated.
import { show } from '../../scenario/diagnostics.js';
import type { FileProblem, TraceInspection } from '../../scenario/files/scenario-files.js';
import { DEFAULT_COLUMNS } from '../../scenario/files/trace-trigger.js';
import { didYouMean, nearest } from '../../scenario/suggest.js';
import type { TraceFormat } from '../../scenario/triggers/types.js';
import type { ByteSource } from '../../workload/files/bytes.js';
import { CsvError } from '../../workload/files/csv.js';
import { MissingColumns } from '../../workload/files/header.js';
import { TraceReader, UnknownUnit } from '../../workload/trace/reader.js';
import { missingColumn, problemOf } from './file-problem.js';

/** More would be no targets: a column of request ids, say. */
const MAX_TARGETS = 10_000;

type Facts = Omit<TraceInspection, 'targets' | 'problems' | 'firstDate'>;

/** Stops at the first bad row: what follows it may only be bad because of it. */
export function inspectTrace(
  file: string,
  open: () => ByteSource,
  format: TraceFormat,
  start: string,
): TraceInspection {
  const targets: { text: string; line: number }[] = [];
  const facts = { rows: 0, ordered: true, firstTime: Infinity, firstLine: 0, lastTime: -Infinity };
  const problems: FileProblem[] = [];
  let source: ByteSource | undefined;
  let dated = false;
  try {
    source = open();
    const reader: TraceReader = new TraceReader(source, {
      format,
      origin: 0,
      calls: (text) => {
        if (targets.length === MAX_TARGETS)
          throw new CsvError(reader.line, `more than ${MAX_TARGETS} different targets`);
        return targets.push({ text, line: reader.line }) - 1;
      },
    });
    readAll(reader, facts);
    dated = reader.dated === true;
    if (facts.rows === 0) problems.push({ line: 1, message: 'the trace has no rows' });
  } catch (error) {
    problems.push(...problemsOf(error, file, format));
  } finally {
    source?.close();
  }
  return { ...placed(facts, dated ? start : null), targets, problems };
}

function readAll(reader: TraceReader, facts: { -readonly [Key in keyof Facts]: Facts[Key] }): void {
  while (reader.next()) {
    const { time } = reader;
    facts.rows += 1;
    if (time < facts.firstTime) {
      facts.firstTime = time;
      facts.firstLine = reader.line;
    }
    if (time < facts.lastTime) facts.ordered = false;
    else facts.lastTime = time;
  }
}

/** Times from time 0; those of the calendar have been read as microseconds since 1970. */
function placed(facts: Facts, start: string | null): Omit<TraceInspection, 'targets' | 'problems'> {
  if (facts.rows === 0) return { ...facts, firstTime: 0, lastTime: 0, firstDate: null };
  if (start === null) return { ...facts, firstDate: null };
  const origin = Date.parse(start) * 1000;
  const second = new Date(Math.floor(facts.firstTime / 1e6) * 1000);
  return {
    ...facts,
    firstTime: facts.firstTime - origin,
    lastTime: facts.lastTime - origin,
    firstDate: second.toISOString().replace('.000Z', 'Z'),
  };
}

/** What is wrong: with the file, or with what the scenario says of its columns. */
function problemsOf(error: unknown, file: string, { columns }: TraceFormat): FileProblem[] {
  if (error instanceof UnknownUnit) {
    const setting = { code: 'missing-unit', path: ['columns', 'time'] } as const;
    return [{ line: null, message: error.message, ...(error.hint !== undefined && { hint: error.hint }), setting }];
  }
  if (!(error instanceof MissingColumns)) return [problemOf(error, file)];
  const { missing, header, line } = error;
  return (['time', 'target', 'duration'] as const).flatMap((column): FileProblem[] => {
    const name = columns[column];
    if (name === null || !missing.includes(name)) return [];
    const message = missingColumn(name, header, file);
    if (name === DEFAULT_COLUMNS[column]) return [{ line, message, hint: mapping(column, nearest(name, header)) }];
    const setting = { code: 'unknown-column', path: ['columns', column] } as const;
    return [{ line: null, message, ...didYouMean(name, header), setting }];
  });
}

/** How to give a column that goes by another name. */
const mapping = (column: string, name: string | null): string =>
  name === null ? `name it with columns: { ${column}: … }` : `did you mean columns: { ${column}: "${show(name)}" }?`;
