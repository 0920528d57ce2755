// What a trigger calls: `function`, `function:alias`, `function:version` or an ARN of them, whole or in part. It reads names and
// looks them up; nothing more.
import {
  FUNCTION_ARN,
  MANAGED_INSTANCES_VERSION,
  MAX_FUNCTION_ARN,
  QUALIFIER,
  VERSION_NUMBER,
} from '../../lambda/defaults.js';
import type { Path, Problem } from '../diagnostics.js';
import { show } from '../diagnostics.js';
import { keysAt, type SourceNode } from '../source/tree.js';
import { didYouMean } from '../suggest.js';
import type { Target } from '../triggers/types.js';

/** The declared functions with their aliases, sound or not, so that one mistake does not show as two. */
export type Names = ReadonlyMap<string, readonly string[]>;

export function namesOf(root: SourceNode): Names {
  const functions = keysAt(root, ['functions']);
  return new Map(functions.map((name) => [name, keysAt(root, ['functions', name, 'aliases'])]));
}

export const MANAGED_INSTANCES = `${MANAGED_INSTANCES_VERSION} is for Lambda Managed Instances, which are not simulated`;

/**
 * `$LATEST` and no qualifier are the same: null. Null for what names no function. A declared name comes first: with a function
 * of that name, `function:live` is its alias, and else the part of an ARN that it is to AWS.
 */
export function parseTarget(text: string, names: Names): Target | null {
  const { name, qualifier } = partsOf(text, names) ?? {};
  if (name === undefined) return null;
  return { function: name, qualifier: qualifier === undefined || qualifier === '$LATEST' ? null : qualifier };
}

interface Parts {
  /** What stands before the name in an ARN. */
  readonly before?: string | undefined;
  readonly region?: string | undefined;
  readonly name?: string | undefined;
  readonly qualifier?: string | undefined;
}

function partsOf(text: string, names: Names): Parts | undefined {
  const [name = '', qualifier, ...more] = text.split(':');
  if (names.has(name) && qualifier !== '' && more.length === 0) return { name, qualifier };
  return FUNCTION_ARN.exec(text)?.groups;
}

/** One text for each target, whether it is written as an ARN or as its name; what names no function stays as it is. */
export function plainTarget(text: string, names: Names): string {
  const target = parseTarget(text, names);
  return target === null ? text : `${target.function}${target.qualifier === null ? '' : `:${target.qualifier}`}`;
}

/** What is wrong with a target; `regionOf` gives the region of a function, null where it is not known. */
export function targetProblem(
  text: string,
  names: Names,
  regionOf: (name: string) => string | null,
  path: Path,
): Problem | null {
  const at = { severity: 'error', path, at: 'value' } as const;
  const target = parseTarget(text, names);
  const { before = '', region } = partsOf(text, names) ?? {};
  if (target === null) {
    const message = `"${show(text)}" is not function, function:alias, function:version or an ARN of them`;
    return { ...at, code: 'bad-target', message };
  }
  if (before !== '' && text.length > MAX_FUNCTION_ARN) {
    const message = `the ARN has ${text.length} characters, and AWS takes ${MAX_FUNCTION_ARN}`;
    return { ...at, code: 'bad-target', message, hint: `write ${show(plainTarget(text, names), 200)}` };
  }
  const aliases = names.get(target.function);
  if (aliases === undefined) {
    const hint = didYouMean(target.function, names.keys());
    return { ...at, ...hint, code: 'unknown-function', message: `Function not found: "${show(target.function)}"` };
  }
  const where = regionOf(target.function);
  if (region !== undefined && where !== null && region !== where) {
    const message = `Function not found: "${show(text, 140)}": it is in ${where}`;
    return { ...at, code: 'other-region', message, hint: `write ${show(plainTarget(text, names), 200)}` };
  }
  return qualifierProblem(target, aliases, at);
}

function qualifierProblem(
  { function: name, qualifier }: Target,
  aliases: readonly string[],
  at: Pick<Problem, 'severity' | 'path' | 'at'>,
): Problem | null {
  if (qualifier === null || VERSION_NUMBER.test(qualifier) || aliases.includes(qualifier)) return null;
  if (qualifier === MANAGED_INSTANCES_VERSION) {
    return { ...at, code: 'managed-instances', message: MANAGED_INSTANCES, hint: 'call an alias or a version' };
  }
  if (!QUALIFIER.test(qualifier)) {
    const message = `"${show(qualifier)}" is no qualifier: an alias, a version’s number or $LATEST`;
    return { ...at, code: 'bad-target', message };
  }
  const message = `Cannot find alias "${show(qualifier)}" of function "${show(name)}"`;
  return { ...at, ...didYouMean(qualifier, aliases), code: 'unknown-alias', message };
}
