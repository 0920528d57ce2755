// Settings from outside the file, `--set path=value` and variants: finds the place and puts the value there.
import { type Path, show } from '../diagnostics.js';
import { didYouMean, type Suggestion } from '../suggest.js';
import { FORBIDDEN_KEY, keysAt, nodeAt, type SourceNode, withValue } from './tree.js';
import { parseYaml, type TextProblem } from './yaml.js';

export type Setting = { readonly root: SourceNode } | ({ readonly problem: string } & Suggestion);

const MAX_SETTING = 100_000;
const MAX_SEGMENTS = 20;

/** The tree with `value` (any YAML) at the dotted path before the first `=`; lists go by index. */
export function applySet(
  root: SourceNode,
  setting: string,
): { readonly root: SourceNode; readonly problems: readonly TextProblem[] } {
  const origin = { kind: 'set', text: show(setting, 120) } as const;
  const refuse = (message: string, hint?: string) => {
    return {
      root,
      problems: [{ code: 'bad-set', message, path: [], origin, ...(hint === undefined ? {} : { hint }) } as const],
    };
  };
  const equals = setting.indexOf('=');
  if (equals <= 0) return refuse('is not path=value', 'for example functions.checkout.memory=512');
  if (setting.length > MAX_SETTING) return refuse('is too long');
  const parsed = parseYaml(setting.slice(equals + 1), origin);
  if (parsed.problems.length > 0) return { root, problems: parsed.problems };
  if (parsed.root === null) return refuse('has no value after =');
  const done = withSetting(root, setting.slice(0, equals).trim(), parsed.root);
  return 'root' in done ? { root: done.root, problems: [] } : refuse(done.problem, done.hint);
}

/** Maps are made where they are missing, but no function, trigger, alias or variant comes into being by a setting inside it. */
export function withSetting(root: SourceNode, dotted: string, value: SourceNode): Setting {
  const path = dotted.split('.');
  if (path.includes('') || path.includes(FORBIDDEN_KEY)) return { problem: `"${show(dotted)}" is no path` };
  if (path.length > MAX_SEGMENTS) return { problem: `"${show(dotted)}" has more than ${MAX_SEGMENTS} parts` };
  const missing = missingName(root, path);
  if (missing !== null) return missing;
  const changed = withValue(root, path, value);
  return changed === null ? { problem: `"${show(dotted)}" leads through a value that is no map` } : { root: changed };
}

const NAMED = ['functions', 'triggers', 'aliases', 'variants'];

function missingName(root: SourceNode, path: Path): ({ readonly problem: string } & Suggestion) | null {
  for (const [index, segment] of path.entries()) {
    const isName = index === 1 || (index === 3 && path[0] === 'functions');
    const collection = String(path[index - 1]);
    if (!isName || !NAMED.includes(collection) || index === path.length - 1) continue;
    if (nodeAt(root, path.slice(0, index + 1)) !== null) continue;
    const noun = collection === 'aliases' ? 'alias' : collection.slice(0, -1);
    return {
      problem: `there is no ${noun} "${show(String(segment))}"`,
      ...didYouMean(String(segment), keysAt(root, path.slice(0, index))),
    };
  }
  return null;
}
