// Problems to diagnostics: from paths to positions, into the order of the file, each once.
import { type Diagnostic, MAX_PROBLEMS, type Problem, pathText } from '../diagnostics.js';
import { type Origin, originAt, type SourceNode } from './tree.js';
import type { TextProblem } from './yaml.js';

/** A problem of a value, at the place of its path. */
export function located(problem: Problem, root: SourceNode, file: string): Diagnostic {
  const { path, at, elsewhere, ...rest } = problem;
  if (elsewhere !== undefined)
    return { ...rest, file: elsewhere.file, line: elsewhere.line, column: 1, path: pathText(path) };
  return { ...rest, ...position(originAt(root, path, at), file), path: pathText(path) };
}

/** A problem of the text itself. */
export function textDiagnostic({ origin, path, ...rest }: TextProblem, file: string): Diagnostic {
  return { ...rest, severity: 'error', ...position(origin, file), path: pathText(path) };
}

function position(origin: Origin, file: string): Pick<Diagnostic, 'file' | 'line' | 'column'> {
  if (origin.kind === 'flag') return { file: origin.text, line: null, column: null };
  return { file, line: origin.line, column: origin.column };
}

/** In the order of positions, trace files next, flags last, each once, and not without end. */
export function tidy(diagnostics: readonly Diagnostic[], file: string): readonly Diagnostic[] {
  const sorted = diagnostics
    .map((diagnostic, index) => ({ diagnostic, index }))
    .sort((a, b) => rank(a.diagnostic, b.diagnostic, file) || a.index - b.index)
    .map(({ diagnostic }) => diagnostic);
  const seen = new Set<string>();
  const unique = sorted.filter((diagnostic) => {
    const key = JSON.stringify([
      diagnostic.code,
      diagnostic.file,
      diagnostic.line,
      diagnostic.column,
      diagnostic.message,
    ]);
    return !seen.has(key) && seen.add(key);
  });
  const rest = unique.slice(MAX_PROBLEMS);
  if (rest.length === 0) return unique;
  const severity = rest.some((diagnostic) => diagnostic.severity === 'error') ? 'error' : 'warning';
  const message = `${rest.length} or more further problems`;
  const more: Diagnostic = { code: 'too-many-problems', severity, message, file, line: 1, column: 1, path: '' };
  return [...unique.slice(0, MAX_PROBLEMS), more];
}

function rank(a: Diagnostic, b: Diagnostic, file: string): number {
  const group = (of: Diagnostic) => (of.line === null ? 2 : of.file === file ? 0 : 1);
  if (group(a) !== group(b) || a.line === null) return group(a) - group(b);
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}
