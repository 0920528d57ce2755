#!/usr/bin/env node
// The command line: which command, and how it ends.
import yargs from 'yargs';
import { hideBin } from 'yargs/helpers';
import { VERSION } from '../version.js';
import { BadInput, explain } from './fail.js';
import { runCommand } from './run.js';
import { schemaCommand } from './schema.js';
import { validateCommand } from './validate.js';

// A reader that has seen enough (`coldstart schema | head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

const cli = yargs(hideBin(process.argv))
  .scriptName('coldstart')
  .usage('$0 <command>: how often AWS Lambda functions start cold, why, how long users wait and what it costs')
  .command(runCommand)
  .command(validateCommand)
  .command(schemaCommand)
  .demandCommand(1, 'Which command? For example: coldstart run scenarios/quickstart.yaml')
  .recommendCommands()
  .strict()
  .version(VERSION)
  .wrap(Math.min(process.stdout.columns || 80, 80))
  .exitProcess(false)
  .fail((message, error) => {
    // yargs counts arguments where a person wants to know which one is missing.
    const spoken = message.startsWith('Not enough non-option') ? 'Which scenario? Name a file' : message;
    throw error instanceof Error ? error : new BadInput(`${spoken}\nSee coldstart --help`);
  });

try {
  await cli.parseAsync();
} catch (error) {
  process.exitCode = explain(error);
}
