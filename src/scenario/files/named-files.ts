// Where a scenario names files: found in the tree, where every place is known, rather than in what the schema made of it.
import type { Path } from '../diagnostics.js';
import { nodeAt, type SourceNode } from '../source/tree.js';

/** A map that stands under `key` and has a `file`. */
export interface FileMap {
  readonly file: string;
  readonly path: Path;
  readonly node: SourceNode;
}

/** Every one of them, in the order of the tree. Variants are looked at as scenarios of their own. */
export function* fileMaps(node: SourceNode, key: string, path: Path = []): Generator<FileMap> {
  for (const [name, value] of childrenOf(node)) {
    if (path.length === 0 && name === 'variants') continue;
    const inside = [...path, name];
    // The second level holds names, of triggers and of functions, which may be any.
    const file = name === key && inside.length > 2 ? textAt(value, 'file') : null;
    if (file === null) yield* fileMaps(value, key, inside);
    else yield { file, path: inside, node: value };
  }
}

function childrenOf(node: SourceNode): readonly (readonly [string | number, SourceNode])[] {
  if (node.kind === 'map') return [...node.entries].map(([key, { value }]) => [key, value]);
  return node.kind === 'list' ? [...node.items.entries()] : [];
}

/** Text under a key of a map, `null` where there is none. */
export function textAt(node: SourceNode, key: string): string | null {
  const value = nodeAt(node, [key]);
  return value?.kind === 'scalar' && typeof value.value === 'string' ? value.value : null;
}
