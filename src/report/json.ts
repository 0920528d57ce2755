// The result document as text: whole for programs, and without its pictures for a reader and a diff.
import type { Result } from '../result.js';

/** One line, everything. */
export const resultJson = (result: Result): string => `${JSON.stringify(result)}\n`;

/** An array of them, one a line. */
export const resultsJson = (results: readonly Result[]): string =>
  `[${results.map((result) => JSON.stringify(result)).join(',\n')}]\n`;

/** Indented, without series, curves and timelines: small enough to be committed and read. */
export function summaryJson(result: Result): string {
  const pictures = new Set(['series', 'latencyCurve', 'activities']);
  return `${JSON.stringify(result, (key, value: unknown) => (pictures.has(key) ? undefined : value), 2)}\n`;
}
