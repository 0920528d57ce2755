// What is wrong with a scenario, where, and the likely fix. It finds nothing itself; text that comes from the scenario
// passes through `show` before it reaches a terminal.

/** Stable names of everything that can be wrong; tests and editors go by them, never by the prose. */
export type DiagnosticCode =
  // the file
  | 'yaml-syntax'
  | 'empty-scenario'
  | 'not-a-map'
  | 'several-documents'
  | 'too-large'
  | 'too-deep'
  | 'control-character'
  | 'duplicate-key'
  | 'bad-key'
  | 'bad-alias-node'
  | 'bad-set'
  // one value
  | 'unknown-key'
  | 'unknown-value'
  | 'not-simulated-yet'
  | 'missing-key'
  | 'empty-value'
  | 'wrong-type'
  | 'missing-unit'
  | 'bad-unit'
  | 'out-of-range'
  | 'bad-distribution'
  | 'bad-arrivals'
  | 'bad-schedule'
  | 'bad-time-zone'
  | 'bad-start'
  | 'bad-name'
  | 'bad-role'
  | 'unknown-policy'
  | 'environment-name'
  | 'environment-reserved'
  | 'environment-too-large'
  // several values
  | 'no-functions'
  | 'function-name'
  | 'duplicate-function'
  | 'alias-name'
  | 'version-name'
  | 'package-too-large'
  | 'package-source'
  | 'runtime-of-images'
  | 'missing-duration'
  | 'warmup-too-long'
  | 'not-steady'
  | 'missing-handler'
  | 'unknown-function'
  | 'unknown-alias'
  | 'bad-target'
  | 'other-region'
  | 'managed-instances'
  | 'missing-permission'
  | 'reserved-too-high'
  | 'provisioned-on-latest'
  | 'provisioned-beyond-reserved'
  | 'provisioned-beyond-unreserved'
  | 'version-provisioned-twice'
  | 'bad-weights'
  | 'weighted-with-provisioned'
  | 'deployment-of-weighted'
  | 'deployment-from-latest'
  | 'two-limits'
  | 'snapstart-with-provisioned'
  | 'snapstart-runtime'
  | 'snapstart-storage'
  | 'layers-with-image'
  | 'layer-twice'
  | 'layer-region'
  | 'bad-chunk-cache'
  | 'two-inits'
  | 'no-prices'
  | 'bad-prices'
  | 'payload-too-large'
  | 'bad-timeout'
  | 'bad-call'
  | 'bad-batch'
  | 'two-poller-limits'
  | 'visibility-too-short'
  | 'bad-slo'
  | 'bad-variant'
  // files that the scenario names
  | 'trace-file'
  | 'trace-row'
  | 'numbers-file'
  | 'numbers-row'
  | 'unknown-column'
  | 'two-targets'
  | 'too-few-days'
  // warnings
  | 'unknown-runtime'
  | 'deprecated-runtime'
  | 'no-log-permission'
  | 'idle-provisioned'
  | 'idle-snapstart'
  | 'idle-target'
  | 'idle-bounds'
  | 'idle-region'
  | 'stuck-at-zero'
  | 'scaling-refused'
  | 'refused-action'
  | 'init-too-long'
  | 'never-fits'
  | 'slow-stream'
  | 'advised-otherwise'
  | 'silent-schedule'
  | 'silent-deployment'
  | 'same-version'
  | 'overlapping-deployments'
  | 'deployment-without-room'
  | 'new-account-memory'
  | 'late-trace'
  | 'part-of-a-day'
  | 'no-triggers'
  | 'too-many-problems';

export type Severity = 'error' | 'warning';

/** Beyond this many nobody reads on, and further checks would only add to them. */
export const MAX_PROBLEMS = 200;

export type Path = readonly (string | number)[];

/** A problem that is known by its path; source/locate.ts gives it a position. */
export interface Problem {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  readonly message: string;
  readonly hint?: string;
  readonly suggestion?: string;
  readonly path: Path;
  /** Whether it points at the key or at its value. */
  readonly at: 'key' | 'value';
  /** Set where the problem lies in another file. */
  readonly elsewhere?: { readonly file: string; readonly line: number };
}

export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  readonly message: string;
  /** The likely fix, in words. */
  readonly hint?: string;
  /** The word that was probably meant, where there is one. */
  readonly suggestion?: string;
  /** The file, or the flag (`--set path=value`) where the problem does not come from a file. */
  readonly file: string;
  /** From 1; null in a flag. */
  readonly line: number | null;
  readonly column: number | null;
  /** Dotted path of the setting, empty for the whole file. */
  readonly path: string;
}

/** `file:line:column: message (hint)`, with `warning:` where it is one; escaped, on one line. */
export function formatDiagnostic(diagnostic: Diagnostic): string {
  const { file, line, column, severity, message, hint } = diagnostic;
  const place = line === null ? show(file, 200) : `${show(file, 200)}:${line}:${column ?? 1}`;
  return `${place}: ${severity === 'warning' ? 'warning: ' : ''}${message}${hint === undefined ? '' : ` (${hint})`}`;
}

/** Text from a stranger, fit for a terminal: control and direction characters escaped, shortened to `limit` characters. */
export function show(text: string, limit = 60): string {
  const short = text.length > limit ? `${text.slice(0, limit - 1)}…` : text;
  return short.replace(/[\0-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]/gu, escaped);
}

/** A value of the scenario in quotes if it is text, by its kind if it is a collection. */
export function showValue(value: unknown): string {
  if (typeof value === 'string') return `"${show(value)}"`;
  if (Array.isArray(value)) return 'a list';
  if (value === null || value === undefined) return 'nothing';
  return typeof value === 'object' ? 'a map' : show(String(value));
}

export function pathText(path: Path): string {
  return path.map((segment) => show(String(segment))).join('.');
}

function escaped(character: string): string {
  return `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;
}
