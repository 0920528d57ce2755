// What the scenario format has that this version does not simulate: it deserves another answer than "unknown key".
import type { Path } from '../diagnostics.js';

/** `*` stands for any one segment. */
const LATER_KEYS: readonly (readonly [parent: string, keys: readonly string[]])[] = [
  ['triggers.*', ['tumblingWindow', 'filterCriteria']],
];

const LATER_TRIGGERS: readonly string[] = ['mq'];

export function isLaterKey(parent: Path, key: string): boolean {
  return LATER_KEYS.some(([pattern, keys]) => keys.includes(key) && matches(pattern, parent));
}

/** Whether a value that the schema refuses at `path` is one that a later version takes. */
export function isLaterValue(path: Path, value: unknown): boolean {
  const text = typeof value === 'string' ? value.toLowerCase() : '';
  return matches('triggers.*.type', path) && LATER_TRIGGERS.some((type) => type.toLowerCase() === text);
}

function matches(pattern: string, path: Path): boolean {
  const segments = pattern.split('.');
  return (
    segments.length === path.length && segments.every((segment, index) => segment === '*' || segment === path[index])
  );
}
