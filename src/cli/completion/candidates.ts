// What may stand where the cursor is: commands, flags, choices, paths of settings. yargs completes too, but runs the command
// meanwhile if finding the candidates takes time; so only its knowledge of flags is used, and nothing is run.
import yargs, { type Argv } from 'yargs';
import { type Known, known } from '../input/known.js';

/** As much of a command as is completed. */
export interface Completed {
  readonly builder?: unknown;
}

const ANYWHERE = ['--help', '--version'];
const REPEATABLE = ['set'];

/**
 * `words` follow the program's name; the last is the one at the cursor, begun or empty. What ends in `.` or `=` goes on. None
 * where a file is due: a shell knows those best.
 */
export async function candidates(
  words: readonly string[],
  commands: Readonly<Record<string, Completed>>,
): Promise<readonly string[]> {
  // bash takes an equals sign for a word.
  const cut = words.filter((each) => each !== '=');
  const [before, word] = words.at(-1) === '=' ? [cut, ''] : [cut.slice(0, -1), cut.at(-1) ?? ''];
  const at = before.findIndex((each) => !each.startsWith('-'));
  if (at < 0) return word.startsWith('-') ? ANYWHERE : Object.keys(commands);
  const command = before[at]!;
  if (!Object.hasOwn(commands, command)) return [];
  return ofCommand(word, before.slice(at + 1), knownTo(commands[command]!));
}

async function ofCommand(word: string, before: readonly string[], { flags, positionals }: Known) {
  const assigned = /^--([^=]+)=(.*)$/s.exec(word);
  if (assigned !== null) {
    const [, name = '', value = ''] = assigned;
    return (await values(name, value, before, flags)).map((each) => `--${name}=${each}`);
  }
  const flag = before.at(-1)?.replace(/^--/, '') ?? '';
  if (before.at(-1)?.startsWith('--') && flags.get(flag)?.isSwitch === false) return values(flag, word, before, flags);
  if (!word.startsWith('-')) return [...positionals.values()].flatMap(({ choices }) => choices);
  const given = new Set(before.map((each) => each.replace(/=.*$/s, '')));
  const open = [...flags.keys()].filter((name) => REPEATABLE.includes(name) || !given.has(`--${name}`));
  return open.map((name) => `--${name}`);
}

async function values(name: string, value: string, before: readonly string[], flags: Known['flags']) {
  if (name !== 'set') return flags.get(name)?.choices ?? [];
  const file = before.find((word) => /\.(?:ya?ml|json)$/i.test(word));
  if (file === undefined) return [];
  const { settingPaths } = await import('./setting-paths.js');
  return settingPaths(file, value);
}

function knownTo({ builder }: Completed): Known {
  const cli = yargs([]);
  return known(typeof builder === 'function' ? (builder as (cli: Argv) => Argv)(cli) : cli);
}
