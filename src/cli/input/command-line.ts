// Commands as text that a shell takes: what reproduces a report, and what to try next.
import { withoutSecret } from '../../scenario/source/secrets.js';
import { KEYS, type ScenarioFlags } from './flags.js';

/** The command that gives the figures of scenarios again, without secrets; `more` are flags of its own. */
export function reproducing(
  command: string,
  files: readonly string[],
  flags: ScenarioFlags,
  more: readonly string[] = [],
): string {
  const words = ['coldstart', command, ...files];
  for (const name of ['seed', ...KEYS] as const) {
    const value = flags[name];
    if (value !== undefined) words.push(`--${name}`, value);
  }
  for (const setting of flags.set ?? []) words.push('--set', withoutSecret(setting));
  return shellText([...words, ...more]);
}

/** How this program was called: `npx coldstart` where only npx finds it. */
export const program = (): string[] => (process.env['npm_command'] === 'exec' ? ['npx', 'coldstart'] : ['coldstart']);

/** Words in quotes where a POSIX shell needs them. */
export function shellText(words: readonly string[]): string {
  return words.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)).join(' ');
}
