// `coldstart completion`: prints what a shell needs to complete our command line.
import type { CommandModule } from 'yargs';
import { completionScript, SHELLS, type Shell } from './completion/scripts.js';
import { print } from './output/print.js';

export interface CompletionFlags {
  readonly shell?: Shell | undefined;
}

export const completionCommand: CommandModule<object, CompletionFlags> = {
  command: 'completion [shell]',
  describe: 'Print the completion script for bash or zsh',
  builder: (yargs) =>
    yargs
      .positional('shell', { choices: SHELLS, describe: 'bash or zsh (default: the shell in use)' })
      .example('source <($0 completion)', ''),
  handler: async ({ shell }) => {
    const usual = /\bzsh$/.test(process.env['SHELL'] ?? '') ? 'zsh' : 'bash';
    await print(completionScript(shell ?? usual));
  },
};
