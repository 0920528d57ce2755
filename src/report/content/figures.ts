// Reads figures out of a Result: the mean over the replications with its interval. Computes no statistics of its own
// beyond a plain mean.
import type { FunctionResult, FunctionSettings, Result, RunResult } from '../../result.js';
import { plusMinus } from '../format.js';

export interface Figure {
  readonly mean: number | null;
  readonly ci95: number | null;
}

/** The mean with its interval as text. */
export function shown(figure: Figure, format: (value: number) => string): string {
  return plusMinus(figure.mean, figure.ci95, format);
}

/** One function, or all together, as the reports present it. */
export interface Subject {
  readonly name: string;
  /** The figure at a path such as `latencyMs.p99`. */
  readonly figure: (path: string) => Figure;
  /** Its mean alone; 0 where there is none. For counts and costs. */
  readonly amount: (path: string) => number;
  /** Throttles by AWS's reason, the mean over the replications, most frequent first. */
  readonly throttleReasons: readonly (readonly [reason: string, mean: number])[];
  /** Replication 0: for what does not average, such as curves. */
  readonly first: FunctionResult;
  readonly settings: FunctionSettings | undefined;
}

export function subjects(result: Result): Subject[] {
  const run = result.runs[0];
  if (run === undefined) return [];
  return Object.entries(run.functions).map(([name, first]) => ({
    name,
    ...reader(result, `functions.${name}`, (each) => each.functions[name]),
    first,
    settings: result.settings.find((settings) => settings.name === name),
  }));
}

/** All functions together; `undefined` where no replication finished. */
export function total(result: Result): Subject | undefined {
  const first = result.runs[0]?.total;
  if (first === undefined) return undefined;
  return { name: 'all functions', ...reader(result, 'total', (run) => run.total), first, settings: undefined };
}

function reader(
  result: Result,
  prefix: string,
  select: (run: RunResult) => FunctionResult | undefined,
): Pick<Subject, 'figure' | 'amount' | 'throttleReasons'> {
  const figure = (path: string): Figure =>
    // What the summary leaves out is averaged here, without an interval.
    result.summary[`${prefix}.${path}`] ?? {
      mean: meanOf(result.runs.map((run) => at(select(run), path))),
      ci95: null,
    };
  const throttleReasons = reasons(result.runs.map((run) => select(run)?.throttlesByReason ?? {}));
  return { figure, amount: (path) => figure(path).mean ?? 0, throttleReasons };
}

/** A reason that a replication does not list did not occur in it. */
function reasons(runs: readonly Readonly<Record<string, number>>[]): [string, number][] {
  const sums = new Map<string, number>();
  for (const run of runs) {
    for (const [reason, throttles] of Object.entries(run)) sums.set(reason, (sums.get(reason) ?? 0) + throttles);
  }
  return [...sums]
    .filter(([, sum]) => sum > 0)
    .map(([reason, sum]): [string, number] => [reason, sum / runs.length])
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
}

function at(value: unknown, path: string): number | null {
  let current = value;
  for (const key of path.split('.')) {
    if (typeof current !== 'object' || current === null) return null;
    current = (current as Record<string, unknown>)[key];
  }
  return typeof current === 'number' ? current : null;
}

function meanOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}
