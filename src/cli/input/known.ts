// What yargs knows of the command line at hand.
import type { Argv } from 'yargs';

export interface KnownFlag {
  /** Empty where anything goes. */
  readonly choices: readonly string[];
  /** Takes no value. */
  readonly isSwitch: boolean;
}

/** Every flag and positional argument by its name. */
export interface Known {
  readonly flags: ReadonlyMap<string, KnownFlag>;
  readonly positionals: ReadonlyMap<string, KnownFlag>;
}

export function known(cli: Argv): Known {
  const { key, choices, boolean } = cli.getOptions();
  const positionals = cli.getGroups()['Positionals:'] ?? [];
  const described = (names: readonly string[]) =>
    new Map(names.map((name) => [name, { choices: choices[name] ?? [], isSwitch: boolean.includes(name) }]));
  return {
    flags: described(Object.keys(key).filter((name) => !positionals.includes(name))),
    positionals: described(positionals),
  };
}
