// The result document as text: whole for programs, and without its pictures for a reader and a diff.
import type { Comparison, Sweep } from '../experiment-result.js';
import type { Result } from '../result.js';
import { forJson } from './escape.js';

/** One line, everything. */
export const resultJson = (result: Result): string => `${forJson(result)}\n`;

/** An array of them, one a line. */
export const resultsJson = (results: readonly Result[]): string =>
  `[${results.map((result) => forJson(result)).join(',\n')}]\n`;

/** Indented, without series, curves and timelines: small enough to be committed and read. */
export function summaryJson(result: Result): string {
  const pictures = new Set(['series', 'latencyCurve', 'activities']);
  return `${forJson(result, (key, value) => (pictures.has(key) ? undefined : value), 2)}\n`;
}

/** One line, everything, of several settings. */
export const experimentJson = (experiment: Comparison | Sweep): string => `${forJson(experiment)}\n`;
