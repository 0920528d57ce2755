// What yargs has against a command line, in our words: which flag or command was meant, and where to look.
import { show } from '../../scenario/diagnostics.js';
import { didYouMean } from '../../scenario/suggest.js';

/** The words of the command line, and what was known where it failed. */
export interface CommandLine {
  readonly words: readonly string[];
  readonly commands: readonly string[];
  readonly flags: readonly string[];
}

/** One complaint and, on a line of its own, which help to ask for. */
export function complaint(message: string, known: CommandLine): string {
  const command = known.words.find((word) => !word.startsWith('-'));
  const help = command !== undefined && known.commands.includes(command) ? `${command} --help` : '--help';
  return `${spoken(message, command, known)}\nSee coldstart ${help}`;
}

function spoken(message: string, command: string | undefined, line: CommandLine): string {
  const [kind = '', detail = ''] = message.split(/:\s+(.*)/s);
  switch (kind) {
    case 'Not enough non-option arguments': {
      // An unknown flag takes the next word for its value, which may have been the scenario.
      const strange = flagsIn(line.words).filter((flag) => !line.flags.includes(nameOf(flag)));
      if (strange.length > 0) return strange.map((flag) => unknownFlag(flag, line)).join('\n');
      return `Which scenario? Name a file, for example: coldstart ${command} scenarios/quickstart.yaml`;
    }
    case 'Not enough arguments following':
      return `--${detail} needs a value`;
    case 'Unknown argument':
    case 'Unknown arguments':
      if (command !== undefined && !line.commands.includes(command)) {
        return meant(`unknown command "${show(command)}"`, command, line.commands);
      }
      return detail
        .split(', ')
        .map((name) => unknown(name, line))
        .join('\n');
    case 'Invalid values':
      return [...message.matchAll(/Argument: (.*), Given: (.*), Choices: (.*)/g)]
        .map(([, name = '', given = '', choices = '']) => {
          return wrongChoice(line.flags.includes(name) ? `--${name}` : name, given, choices);
        })
        .join('\n');
    default:
      return show(message, 300);
  }
}

/** As written, without values: `--seed` of `--seed=4`. */
const flagsIn = (words: readonly string[]): string[] =>
  words.flatMap((word) => /^--?[^-=\d][^=]*/.exec(word)?.[0] ?? []);
const nameOf = (flag: string): string => flag.replace(/^--?(?:no-)?/, '');

function unknown(name: string, line: CommandLine): string {
  const flag = flagsIn(line.words).find((each) => nameOf(each) === name);
  return flag === undefined ? `unexpected "${show(name)}"` : unknownFlag(flag, line);
}

function unknownFlag(flag: string, { flags }: CommandLine): string {
  const candidates = flags.map((each) => `--${each}`);
  return meant(`unknown flag ${show(flag)}`, `--${nameOf(flag)}`, candidates);
}

function wrongChoice(what: string, given: string, choices: string): string {
  const names = choices.split(', ').map((choice) => choice.replaceAll('"', ''));
  return meant(`${what} is ${show(given)}; expected ${names.join(', ')}`, given.replaceAll('"', ''), names);
}

function meant(problem: string, word: string, candidates: readonly string[]): string {
  const { hint } = didYouMean(word, candidates);
  return hint === undefined ? problem : `${problem} (${hint.replaceAll('"', '')})`;
}
