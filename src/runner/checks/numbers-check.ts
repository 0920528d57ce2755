// Numbers from a file for the check before a run, or why it has none.
import type { FileProblem, NumbersFound } from '../../scenario/files/scenario-files.js';
import { didYouMean } from '../../scenario/suggest.js';
import type { ByteSource } from '../../workload/files/bytes.js';
import { MissingColumns } from '../../workload/files/header.js';
import { NoColumn, type NumbersAsked, readNumbers } from '../../workload/files/numbers.js';
import { missingColumn, problemOf } from './file-problem.js';

export function inspectNumbers(file: string, open: () => ByteSource, asked: NumbersAsked): NumbersFound {
  let source: ByteSource | undefined;
  try {
    source = open();
    return { ...readNumbers(source, asked), problems: [] };
  } catch (error) {
    return { values: [], lines: [], column: null, more: false, problems: [refusal(error, file)] };
  } finally {
    source?.close();
  }
}

function refusal(error: unknown, file: string): FileProblem {
  if (error instanceof NoColumn) return { ...problemOf(error, file), hint: 'name one with column:' };
  if (!(error instanceof MissingColumns)) return problemOf(error, file);
  const [name = ''] = error.missing;
  const setting = { code: 'unknown-column', path: ['column'] } as const;
  return { line: null, message: missingColumn(name, error.header, file), ...didYouMean(name, error.header), setting };
}
