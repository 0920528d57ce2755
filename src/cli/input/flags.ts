// Flags that several commands take, each worded once, and what must hold between them. Of a flag that is given twice the
// last counts, as in other tools.
import type { Options } from 'yargs';
import { BadInput } from '../fail.js';

/** Headings of the help, in its order. */
export const GROUP = {
  scenario: 'The scenario:',
  story: 'One request:',
  output: 'The output:',
  machine: 'The machine:',
} as const;

/** A flag with a value. */
export function text(group: string, describe: string) {
  return { type: 'string', requiresArg: true, coerce: last, group, describe } as const satisfies Options;
}

/** A flag with a value that may be given again and again. */
export function texts(group: string, describe: string) {
  return { type: 'string', requiresArg: true, coerce: all, group, describe } as const satisfies Options;
}

export function yes(group: string, describe: string) {
  return { type: 'boolean', group, describe } as const satisfies Options;
}

const all = (given: string | readonly string[]): readonly string[] => [given].flat();
const last = (given: string | readonly string[]): string => all(given).at(-1) ?? '';

export const SET = texts(GROUP.scenario, 'Change one setting: path=value; again for another');

/** Change a scenario before it is checked. */
export const SCENARIO_FLAGS = {
  set: SET,
  seed: text(GROUP.scenario, "All randomness follows from it (default: the scenario's)"),
  duration: text(GROUP.scenario, "Simulated time, such as 30m or 7d (default: the scenario's)"),
  warmup: text(GROUP.scenario, "Left out of the statistics, such as 5m; auto finds it (default: the scenario's)"),
  replications: text(GROUP.scenario, "Independent runs; several give 95 % intervals (default: the scenario's)"),
  bootstrap: {
    ...text(GROUP.scenario, 'Draw the days of traces anew for each replication, with replacement: day'),
    choices: ['day'],
  },
};

export interface ScenarioFlags {
  readonly set?: readonly string[] | undefined;
  readonly seed?: string | undefined;
  readonly duration?: string | undefined;
  readonly warmup?: string | undefined;
  readonly replications?: string | undefined;
  readonly bootstrap?: string | undefined;
}

/** Flags that are settings of the scenario, in the order in which they are applied. */
export const KEYS = ['duration', 'warmup', 'replications', 'bootstrap'] as const;

/** Those of them that are given. */
export function keysOf(flags: ScenarioFlags): Record<string, string> {
  return Object.fromEntries(
    KEYS.flatMap((key) => {
      const value = flags[key];
      return value === undefined ? [] : [[key, value]];
    }),
  );
}

export const WORKERS = text(GROUP.machine, 'Threads (default: one for each processor)');

/** The number of a flag that counts things. Throws `BadInput` for any but a whole number from 1. */
export function wholeNumber(flag: string, given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  if (/^[1-9]\d{0,8}$/.test(given)) return Number(given);
  throw new BadInput(`--${flag} must be a whole number from 1, for example --${flag} 4`);
}
