// What a trigger calls: `function`, `function:alias` or `function:version`. It reads names and looks them up; nothing more.
import { VERSION_NUMBER } from '../../lambda/defaults.js';
import type { Path, Problem } from '../diagnostics.js';
import { show } from '../diagnostics.js';
import { keysAt, type SourceNode } from '../source/tree.js';
import { didYouMean } from '../suggest.js';
import type { Target } from '../types.js';

/** The declared functions with their aliases, sound or not, so that one mistake does not show as two. */
export type Names = ReadonlyMap<string, readonly string[]>;

export function namesOf(root: SourceNode): Names {
  const functions = keysAt(root, ['functions']);
  return new Map(functions.map((name) => [name, keysAt(root, ['functions', name, 'aliases'])]));
}

/** `$LATEST` and no qualifier are the same: null. Null for what has no function or two colons. */
export function parseTarget(text: string): Target | null {
  const [name = '', qualifier, ...more] = text.split(':');
  if (name === '' || qualifier === '' || more.length > 0) return null;
  return { function: name, qualifier: qualifier === undefined || qualifier === '$LATEST' ? null : qualifier };
}

/** Whether a target names a declared function and, with a qualifier, one of its aliases or any version's number. */
export function isKnownTarget(text: string, names: Names): boolean {
  return targetProblem(text, names, []) === null;
}

export function targetProblem(text: string, names: Names, path: Path): Problem | null {
  const at = { severity: 'error', path, at: 'value' } as const;
  const target = parseTarget(text);
  if (target === null) {
    return {
      ...at,
      code: 'bad-target',
      message: `"${show(text)}" is not function, function:alias or function:version`,
    };
  }
  const aliases = names.get(target.function);
  if (aliases === undefined) {
    const hint = didYouMean(target.function, names.keys());
    return { ...at, ...hint, code: 'unknown-function', message: `Function not found: "${show(target.function)}"` };
  }
  const { qualifier } = target;
  if (qualifier === null || VERSION_NUMBER.test(qualifier) || aliases.includes(qualifier)) return null;
  const message = `Cannot find alias "${show(qualifier)}" of function "${show(target.function)}"`;
  return { ...at, ...didYouMean(qualifier, aliases), code: 'unknown-alias', message };
}
