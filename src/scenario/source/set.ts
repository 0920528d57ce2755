// Settings from outside the file, `--set path=value` and variants: finds the place and puts the value there.
import { type Path, pathText, show, showValue } from '../diagnostics.js';
import { didYouMean, type Suggestion } from '../suggest.js';
import { isSecret, isSecretSetting, withoutSecret } from './secrets.js';
import { FORBIDDEN_KEY, keysAt, type ListNode, type MapNode, nodeAt, type SourceNode, withValue } from './tree.js';
import { parseYaml, type TextProblem } from './yaml.js';

type Refused = { readonly problem: string } & Suggestion;
/** `path` is where the setting lies in the tree. */
export type Setting = { readonly root: SourceNode; readonly path: Path } | Refused;

const MAX_SETTING = 100_000;
const MAX_SEGMENTS = 20;

interface Applied {
  readonly root: SourceNode;
  readonly problems: readonly TextProblem[];
}

/** The tree with `value` (any YAML) at the path before the first `=` that is not in quotes. */
export function applySet(root: SourceNode, setting: string): Applied {
  const place = `--set ${show(withoutSecret(setting), 120)}`;
  if (setting.length > MAX_SETTING) return refused(root, place, 'is too long');
  const equals = equalsOf(setting);
  if (equals <= 0) return refused(root, place, 'is not path=value', 'for example functions.checkout.memory=512');
  return applied(root, setting.slice(0, equals).trim(), setting.slice(equals + 1), place);
}

/** The same for a setting that has a flag of its own, such as `--duration 2h`. */
export function applyFlag(root: SourceNode, name: string, value: string): Applied {
  const place = `--${name} ${show(value, 120)}`;
  return value.length > MAX_SETTING ? refused(root, place, 'is too long') : applied(root, name, value, place);
}

function applied(root: SourceNode, dotted: string, value: string, place: string): Applied {
  const parsed = parseYaml(value, { kind: 'flag', text: place });
  if (parsed.problems.length > 0) return { root, problems: parsed.problems.map((each) => unshown(each, dotted)) };
  if (parsed.root === null) return refused(root, place, `${show(dotted)} is given no value`);
  const done = withSetting(root, dotted, parsed.root);
  return 'root' in done ? { root: done.root, problems: [] } : refused(root, place, done.problem, done.hint);
}

/** What the parser says of a value may hold a part of it. */
function unshown(problem: TextProblem, dotted: string): TextProblem {
  return isSecretSetting(dotted) ? { ...problem, message: 'the value is not sound YAML: put it in quotes' } : problem;
}

function refused(root: SourceNode, place: string, message: string, hint?: string): Applied {
  const origin = { kind: 'flag', text: place } as const;
  return {
    root,
    problems: [{ code: 'bad-set', message, path: [], origin, ...(hint === undefined ? {} : { hint }) }],
  };
}

function equalsOf(setting: string): number {
  const outsideQuotes = /^(?:[^"=]|"[^"]*")*=/.exec(setting);
  return outsideQuotes === null ? setting.indexOf('=') : outsideQuotes[0].length - 1;
}

/** Maps are made where they are missing, but no function, trigger, alias or variant comes into being by a setting inside it. */
export function withSetting(root: SourceNode, dotted: string, value: SourceNode): Setting {
  const found = placeOf(root, dotted);
  if ('problem' in found) return found;
  const missing = missingName(root, found.path);
  if (missing !== null) return missing;
  const changed = withValue(root, found.path, value);
  return changed === null ? { problem: `"${show(dotted)}" leads nowhere` } : { root: changed, path: found.path };
}

/**
 * Where a dotted path leads. Of the keys that exist, the longest that the next segments spell is meant, so that
 * `quantiles.0.5` finds the key `0.5`; a new key with a dot is quoted, `quantiles."0.5"`. Lists go by index.
 */
export function placeOf(root: SourceNode, dotted: string): { readonly path: Path } | Refused {
  const segments = segmentsOf(dotted);
  if (segments === null) return { problem: `"${show(dotted)}" is no path` };
  if (segments.length > MAX_SEGMENTS) return { problem: `"${show(dotted)}" has more than ${MAX_SEGMENTS} parts` };
  const path: (string | number)[] = [];
  let node: SourceNode | null = root;
  for (let rest = segments; rest.length > 0; ) {
    if (node?.kind === 'scalar' && node.value !== null) {
      const is = isSecret(path) ? 'text' : showValue(node.value);
      return { problem: `"${show(dotted)}" leads through ${pathText(path)}, which is ${is} and no map` };
    }
    const taken: number = node?.kind === 'map' ? lengthOfKey(node, rest) : 1;
    const text = joined(rest.slice(0, taken));
    if (node?.kind === 'list' && !hasPlace(node, text)) return { problem: indices(node, path, text) };
    path.push(node?.kind === 'list' ? Number(text) : text);
    node = node === null ? null : nodeAt(node, path.slice(-1));
    rest = rest.slice(taken);
  }
  return { path };
}

interface Segment {
  readonly text: string;
  readonly quoted: boolean;
}

/** Null where the text is no path. */
function segmentsOf(dotted: string): readonly Segment[] | null {
  const segments: Segment[] = [];
  const next = /(?:"([^"]+)"|([^."][^.]*))(\.|$)/y;
  for (let more = true; more; ) {
    const [, quoted, plain, end] = next.exec(dotted) ?? [];
    const text = quoted ?? plain;
    if (text === undefined || text === FORBIDDEN_KEY) return null;
    segments.push({ text, quoted: quoted !== undefined });
    more = end === '.';
  }
  return segments;
}

/** How many segments spell the longest key of the map; 1 where none does. A quoted one is a key by itself. */
function lengthOfKey(map: MapNode, segments: readonly Segment[]): number {
  const quoted = segments.findIndex((segment) => segment.quoted);
  for (let length = quoted < 0 ? segments.length : quoted; length > 1; length--) {
    if (map.entries.has(joined(segments.slice(0, length)))) return length;
  }
  return 1;
}

const joined = (segments: readonly Segment[]): string => segments.map(({ text }) => text).join('.');

/** One beyond the end appends. */
const hasPlace = (list: ListNode, text: string): boolean =>
  /^(?:0|[1-9]\d*)$/.test(text) && Number(text) <= list.items.length;

function indices({ items }: ListNode, path: Path, text: string): string {
  const last = items.length - 1;
  const there = last < 0 ? 'none' : last === 0 ? '0' : `0 to ${last}`;
  return `${pathText(path)} is a list without index "${show(text)}"; it has ${there}, and ${items.length} appends`;
}

const NAMED = ['functions', 'triggers', 'aliases', 'variants'];

function missingName(root: SourceNode, path: Path): Refused | null {
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
