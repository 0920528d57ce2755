// The scenario as written: values with the place that each came from. It knows neither YAML nor what a key means. Trees
// are never changed in place: an anchor's value is shared by its aliases, and a variant shares all that it leaves alone.
import type { Path } from '../diagnostics.js';

export type Origin =
  | { readonly kind: 'file'; readonly line: number; readonly column: number }
  /** `text` is the flag with its value, such as `--set path=value`. */
  | { readonly kind: 'flag'; readonly text: string };

export type Scalar = string | number | boolean | null;

interface Base {
  readonly origin: Origin;
  /** Levels of nesting, a scalar being 1. */
  readonly depth: number;
  /** Values inside, itself included, as if nothing were shared. */
  readonly size: number;
}

export type SourceNode = ScalarNode | ListNode | MapNode;
export type ScalarNode = Base & { readonly kind: 'scalar'; readonly value: Scalar };
export type ListNode = Base & { readonly kind: 'list'; readonly items: readonly SourceNode[] };
export type MapNode = Base & { readonly kind: 'map'; readonly entries: ReadonlyMap<string, Entry> };

export interface Entry {
  readonly keyOrigin: Origin;
  readonly value: SourceNode;
}

/** Keys that reach an object's prototype; no scenario needs them. */
export const FORBIDDEN_KEY = '__proto__';

export function scalarNode(value: Scalar, origin: Origin): ScalarNode {
  return { kind: 'scalar', value, origin, depth: 1, size: 1 };
}

export function listNode(items: readonly SourceNode[], origin: Origin): ListNode {
  return { kind: 'list', items, origin, ...extent(items) };
}

export function mapNode(entries: ReadonlyMap<string, Entry>, origin: Origin): MapNode {
  return { kind: 'map', entries, origin, ...extent([...entries.values()].map((entry) => entry.value)) };
}

/** Plain objects, arrays and scalars, fresh at each call. */
export function plainOf(node: SourceNode): unknown {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map(plainOf);
  return Object.fromEntries([...node.entries].map(([key, entry]) => [key, plainOf(entry.value)]));
}

/** The node at a path, or null. */
export function nodeAt(root: SourceNode, path: Path): SourceNode | null {
  let node: SourceNode | null = root;
  for (const segment of path) {
    if (node === null) return null;
    node = childOf(node, segment);
  }
  return node;
}

/** The keys of the map at a path, in the order of the file; none where there is no map. */
export function keysAt(root: SourceNode, path: Path): readonly string[] {
  const node = nodeAt(root, path);
  return node?.kind === 'map' ? [...node.entries.keys()] : [];
}

/** Where the key or value at a path stands; the nearest one around it where the path does not exist. */
export function originAt(root: SourceNode, path: Path, at: 'key' | 'value'): Origin {
  let node = root;
  let origin = root.origin;
  for (const [index, segment] of path.entries()) {
    const child = childOf(node, segment);
    if (child === null) return origin;
    const key = node.kind === 'map' ? node.entries.get(String(segment))?.keyOrigin : undefined;
    const last = index === path.length - 1;
    origin = last && at === 'value' ? child.origin : (key ?? child.origin);
    node = child;
  }
  return origin;
}

/** The tree with `value` at `path`, maps made on the way; null where a scalar or a missing list item stands in the way. */
export function withValue(root: SourceNode | null, path: Path, value: SourceNode): SourceNode | null {
  const [segment, ...rest] = path;
  if (segment === undefined) return value;
  if (root?.kind === 'list') return withItem(root, Number(segment), rest, value);
  if (root?.kind === 'scalar' && root.value !== null) return null;
  const key = String(segment);
  const entries = new Map(root?.kind === 'map' ? root.entries : []);
  const old = entries.get(key);
  const child = withValue(old?.value ?? null, rest, value);
  if (child === null) return null;
  entries.set(key, { keyOrigin: old?.keyOrigin ?? value.origin, value: child });
  return mapNode(entries, root?.origin ?? value.origin);
}

/** An index one beyond the end appends. */
function withItem(list: ListNode, index: number, rest: Path, value: SourceNode): SourceNode | null {
  if (!Number.isInteger(index) || index < 0 || index > list.items.length) return null;
  const child = withValue(list.items[index] ?? null, rest, value);
  if (child === null) return null;
  const items = [...list.items];
  items[index] = child;
  return listNode(items, list.origin);
}

function childOf(node: SourceNode, segment: string | number): SourceNode | null {
  if (node.kind === 'map') return node.entries.get(String(segment))?.value ?? null;
  return node.kind === 'list' ? (node.items[Number(segment)] ?? null) : null;
}

function extent(children: readonly SourceNode[]): { readonly depth: number; readonly size: number } {
  let depth = 0;
  let size = 1;
  for (const child of children) {
    depth = Math.max(depth, child.depth);
    size += child.size;
  }
  return { depth: depth + 1, size };
}
