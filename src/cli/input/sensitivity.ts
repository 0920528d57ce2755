// `--sensitivity`, alone for every assumption or with the one that is meant.
import type { Assumption } from '../../result.js';
import { GROUP, text } from './flags.js';

const ASSUMPTIONS: readonly Assumption[] = ['keepAlive', 'init', 'traffic'];
const ALL = 'all';

export type Sensitive = Assumption | typeof ALL;

export const SENSITIVITY = {
  ...text(
    GROUP.output,
    'Run again under other assumptions: keepAlive (each published one), init and traffic (20 % less and more), or all',
  ),
  choices: [ALL, ...ASSUMPTIONS] as const,
  coerce: (given: Sensitive | readonly Sensitive[]): Sensitive | undefined => [given].flat().at(-1),
};

export function assumptionsOf(given: Sensitive | undefined): readonly Assumption[] {
  if (given === undefined) return [];
  return given === ALL ? ASSUMPTIONS : [given];
}

/** The flag alone means all: what follows is no value of it. */
export function sensitivityAlone(words: readonly string[]): string[] {
  const values: readonly string[] = [ALL, ...ASSUMPTIONS];
  return words.map((word, index) => {
    if (word !== '--sensitivity') return word;
    const next = words[index + 1];
    // A slip of the pen is no scenario's name, and is for the complaint about wrong values.
    const isValue = next !== undefined && (values.includes(next) || /^[A-Za-z]+$/.test(next));
    return isValue ? word : `--sensitivity=${ALL}`;
  });
}
