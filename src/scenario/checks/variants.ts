// Variants: each is the scenario with some settings changed, and must be sound by itself.
import { type Path, type Problem, pathText, show } from '../diagnostics.js';
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
    const { changed, problems } = withVariant(root, name);
    const found = check(changed).filter((problem) => !said.has(fingerprint(problem)));
    return [...problems, ...found.map((problem) => ofVariant(problem, name, root))];
  });
}

function withVariant(root: SourceNode, name: string): { changed: SourceNode; problems: readonly Problem[] } {
  const problems: Problem[] = [];
  let changed = root;
  for (const dotted of keysAt(root, ['variants', name])) {
    const path = ['variants', name, dotted];
    const value = nodeAt(root, path);
    if (value === null) continue;
    const inVariants = dotted.split('.')[0] === 'variants';
    const done = inVariants ? { problem: 'a variant cannot change variants' } : withSetting(changed, dotted, value);
    if ('root' in done) changed = done.root;
    else {
      const hint = 'hint' in done ? { hint: done.hint } : {};
      problems.push({ code: 'bad-variant', severity: 'error', message: done.problem, path, at: 'key', ...hint });
    }
  }
  return { changed, problems };
}

function fingerprint({ code, message, path }: Problem): string {
  return JSON.stringify([code, message, path]);
}

/** Points at the setting of the variant that the problem lies in, else at the variant. */
function ofVariant(problem: Problem, name: string, root: SourceNode): Problem {
  const dotted = pathText(problem.path);
  const settings = keysAt(root, ['variants', name]);
  const cause =
    settings.find((key) => dotted === key || dotted.startsWith(`${key}.`)) ??
    settings.find((key) => key.startsWith(`${dotted}.`));
  const inside = cause === undefined ? [] : [cause, ...problem.path.slice(cause.split('.').length)];
  const path: Path = ['variants', name, ...inside];
  return {
    ...problem,
    message: `variant "${show(name)}": ${problem.message}`,
    path,
    at: cause === undefined ? 'key' : problem.at,
  };
}
