// What the checks across values look at: the sound part of a scenario, the tree that it came from, and what was left out.
import type { Path, Problem } from '../diagnostics.js';
import type { CheckedFunction, CheckedScenario } from '../schema.js';
import { keysAt, type SourceNode } from '../source/tree.js';
import { type Names, namesOf } from './target.js';

export interface Context {
  readonly checked: CheckedScenario;
  readonly root: SourceNode;
  readonly pruned: readonly Path[];
  readonly names: Names;
}

export function contextOf(checked: CheckedScenario, root: SourceNode, pruned: readonly Path[]): Context {
  return { checked, root, pruned, names: namesOf(root) };
}

/** The sound functions in the order of the file. */
export function functionsOf({ checked, root }: Context): readonly (readonly [string, CheckedFunction])[] {
  return inOrder(checked.functions, root, ['functions']);
}

/** Own entries of a record in the order of the file; plain objects would move names that look like numbers to the front. */
export function inOrder<T>(
  record: Readonly<Record<string, T>>,
  root: SourceNode,
  path: Path,
): readonly (readonly [string, T])[] {
  return keysAt(root, path).flatMap((key) => (Object.hasOwn(record, key) ? [[key, record[key] as T] as const] : []));
}

/** A record's own entry: names such as `constructor` are allowed, and inherited. */
export function own<T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined;
}

/** Whether something at, in or around a path was left out, so that a check of it would mislead. */
export function wasPruned({ pruned }: Context, path: Path): boolean {
  return pruned.some((left) => {
    const length = Math.min(left.length, path.length);
    return left.slice(0, length).every((segment, index) => String(segment) === String(path[index]));
  });
}

export function failure(problem: Omit<Problem, 'severity' | 'at'> & Partial<Pick<Problem, 'at'>>): Problem {
  return { severity: 'error', at: 'value', ...problem };
}

export function warning(problem: Omit<Problem, 'severity' | 'at'> & Partial<Pick<Problem, 'at'>>): Problem {
  return { severity: 'warning', at: 'value', ...problem };
}
