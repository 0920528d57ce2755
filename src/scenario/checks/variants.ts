// Variants: each is the scenario with some settings changed, and must be sound by itself.
import { type Path, type Problem, show } from '../diagnostics.js';
import { withSetting } from '../source/set.js';
import { keysAt, nodeAt, type SourceNode } from '../source/tree.js';

/** Values looked at over all variants. */
const MAX_WORK = 1_000_000;

type Check = (root: SourceNode) => readonly Problem[];

/** What is wrong with each variant, less what `base` says of the scenario without it. */
export function checkVariants(root: SourceNode, base: readonly Problem[], check: Check): readonly Problem[] {
  const names = keysAt(root, ['variants']);
  const said = new Set(base.map(fingerprint));
  if (names.length * root.size > MAX_WORK) {
    return [{ code: 'too-large', severity: 'error', message: 'too many variants', path: ['variants'], at: 'key' }];
  }
  return names.flatMap((name) => {
    const { changed, settings, problems } = withVariant(root, name);
    const found = check(changed).filter((problem) => !said.has(fingerprint(problem)));
    return [...problems, ...found.map((problem) => ofVariant(problem, name, settings))];
  });
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
