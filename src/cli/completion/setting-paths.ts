// Paths for `--set`, one step at a time: the keys that a scenario has, and those that it might.
import { readFileSync, statSync } from 'node:fs';
import { knownKeys } from '../../scenario/checks/known-keys.js';
import type { Path } from '../../scenario/diagnostics.js';
import { placeOf } from '../../scenario/source/set.js';
import { keysAt, nodeAt, type SourceNode } from '../../scenario/source/tree.js';
import { parseYaml } from '../../scenario/source/yaml.js';

/** Bytes; a larger scenario is not worth the wait at each key press. */
const LARGEST = 200_000;

/** A key lands in a command line as it is: none that a shell could take for more than a word. */
const HARMLESS = /^[A-Za-z0-9_.-]+$/;

/** How `written` may go on in the scenario of a file: `.` where more keys follow, `=` where a value does. */
export function settingPaths(file: string, written: string): readonly string[] {
  // What follows an equals sign is a value.
  if (written.includes('=')) return [];
  const kind = statSync(file, { throwIfNoEntry: false });
  if (!kind?.isFile() || kind.size > LARGEST) return [];
  const { root } = parseYaml(readFileSync(file, 'utf8'));
  if (root === null) return [];
  const stem = written.slice(0, written.lastIndexOf('.') + 1);
  const place = stem === '' ? { path: [] } : placeOf(root, stem.slice(0, -1));
  if (!('path' in place)) return [];
  const keys = [...new Set([...presentKeys(root, place.path), ...knownKeys(place.path)])];
  return keys
    .filter((key) => HARMLESS.test(key))
    .flatMap((key) => endings(root, [...place.path, key]).map((end) => `${stem}${key}${end}`));
}

function presentKeys(root: SourceNode, path: Path): readonly string[] {
  const node = nodeAt(root, path);
  return node?.kind === 'list' ? node.items.map((_, index) => String(index)) : keysAt(root, path);
}

/** A key that the file does not have may take a value or keys of its own, such as `init`. */
function endings(root: SourceNode, path: Path): readonly string[] {
  const node = nodeAt(root, path);
  if (node !== null && (node.kind !== 'scalar' || node.value !== null)) return [node.kind === 'scalar' ? '=' : '.'];
  return knownKeys(path).length > 0 ? ['.', '='] : ['='];
}
