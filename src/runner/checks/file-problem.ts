// Why a file of a scenario was not taken, in the words of a diagnostic.
import type { FileProblem } from '../../scenario/files/scenario-files.js';
import { CsvError } from '../../workload/files/csv.js';
import { reasonOf } from '../reason.js';

/** A bad line, or a file that the system would not give. */
export function problemOf(error: unknown, file: string): FileProblem {
  if (!(error instanceof CsvError)) return { line: null, message: `${file}: ${reasonOf(error)}` };
  const { line, message, hint } = error;
  return { line, message, ...(hint !== undefined && { hint }) };
}

/** "no column ts; the first line of t.csv names timestamp, function". */
export function missingColumn(name: string, header: readonly string[], file: string): string {
  return `no column ${name}; the first line of ${file} names ${header.join(', ')}`;
}
