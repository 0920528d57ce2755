// Variants: each is the scenario with some settings changed, and must be sound by itself.
import { type Path, type Problem, show } from '../diagnostics.js';
import { withSetting } from '../source/set.js';
import { keysAt, nodeAt, type SourceNode } from '../source/tree.js';

/** Values looked at over all variants. */
const MAX_WORK = 1_000_000;

/** The name of the scenario as it is written, beside its variants. */
export const BASE = 'base';

interface Checked<T> {
  /** What the check gave for each variant. */
  readonly variants: readonly (readonly [name: string, checked: T])[];
  /** What is wrong with each, less what is said of the scenario without it. */
  readonly problems: readonly Problem[];
}

/** Checks each variant as a scenario by itself; `base` is what is said of the scenario as it is written. */
export function checkVariants<T extends { readonly problems: readonly Problem[] }>(
  root: SourceNode,
  base: readonly Problem[],
  check: (root: SourceNode) => T,
): Checked<T> {
  const names = keysAt(root, ['variants']);
  const said = new Set(base.map(fingerprint));
  if (names.length * root.size > MAX_WORK) {
    const message = 'too many variants';
    return {
      variants: [],
      problems: [{ code: 'too-large', severity: 'error', message, path: ['variants'], at: 'key' }],
    };
  }
  const variants: (readonly [string, T])[] = [];
  const problems = names.flatMap((name) => {
    const { changed, settings, problems: own } = withVariant(root, name);
    const checked = check(changed);
    variants.push([name, checked]);
    const found = checked.problems.filter((problem) => !said.has(fingerprint(problem)));
    return [...ofName(name), ...own, ...found.map((problem) => ofVariant(problem, name, settings))];
  });
  return { variants, problems };
}

function ofName(name: string): Problem[] {
  if (name !== BASE) return [];
  const message = `"${BASE}" is what the scenario without a variant is called: give the variant another name`;
  return [{ code: 'bad-variant', severity: 'error', message, path: ['variants', name], at: 'key' }];
}

/** The scenario with the settings of a variant. What is wrong with it is told by `checkVariants`, or by `chosenVariant`. */
export function variantOf(root: SourceNode, name: string): SourceNode {
  return withVariant(root, name).changed;
}

/** What is wrong with the variants where one of them, or none, has been taken and no other is looked at. */
export function chosenVariant(root: SourceNode, name: string | undefined): readonly Problem[] {
  const own = name === undefined || name === BASE ? [] : withVariant(root, name).problems;
  return [...keysAt(root, ['variants']).flatMap(ofName), ...own];
}

/** A setting of a variant as it is written, and where it leads. */
interface Change {
  readonly key: string;
  readonly path: Path;
}

interface Varied {
  readonly changed: SourceNode;
  readonly settings: readonly Change[];
  readonly problems: readonly Problem[];
}

function withVariant(root: SourceNode, name: string): Varied {
  const problems: Problem[] = [];
  const settings: Change[] = [];
  let changed = root;
  for (const key of keysAt(root, ['variants', name])) {
    const path = ['variants', name, key];
    const value = nodeAt(root, path);
    if (value === null) continue;
    const done = withSetting(changed, key, value);
    if ('root' in done && done.path[0] !== 'variants') {
      changed = done.root;
      settings.push({ key, path: done.path });
    } else {
      const { problem, ...rest } = 'root' in done ? { problem: 'a variant cannot change variants' } : done;
      problems.push({ ...rest, code: 'bad-variant', severity: 'error', message: problem, path, at: 'key' });
    }
  }
  return { changed, settings, problems };
}

function fingerprint({ code, message, path }: Problem): string {
  return JSON.stringify([code, message, path]);
}

/** Points at the setting of the variant that the problem lies in, else at the variant. */
function ofVariant(problem: Problem, name: string, settings: readonly Change[]): Problem {
  const cause =
    settings.find(({ path }) => begins(problem.path, path)) ?? settings.find(({ path }) => begins(path, problem.path));
  const inside = cause === undefined ? [] : [cause.key, ...problem.path.slice(cause.path.length)];
  return {
    ...problem,
    message: `variant "${show(name)}": ${problem.message}`,
    path: ['variants', name, ...inside],
    at: cause === undefined ? 'key' : problem.at,
  };
}

const begins = (path: Path, start: Path): boolean =>
  start.length > 0 &&
  start.length <= path.length &&
  start.every((segment, index) => String(segment) === String(path[index]));
