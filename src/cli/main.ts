#!/usr/bin/env node
// The command line: which command, and how it ends. What is heavy is loaded by the command that needs it.
import yargs from 'yargs';
import { VERSION } from '../version.js';
import { compareCommand } from './compare.js';
import { COMPLETE } from './completion/scripts.js';
import { completionCommand } from './completion.js';
import { explainCommand } from './explain.js';
import { BadInput, EXIT, explain } from './fail.js';
import { initCommand } from './init.js';
import { program } from './input/command-line.js';
import { known } from './input/known.js';
import { sensitivityAlone } from './input/sensitivity.js';
import { complaint } from './input/usage.js';
import { isClosedPipe, print } from './output/print.js';
import { columns } from './output/terminal.js';
import { runCommand } from './run.js';
import { schemaCommand } from './schema.js';
import { sweepCommand } from './sweep.js';
import { validateCommand } from './validate.js';

// A reader that has seen enough (`coldstart schema | head`) is no error.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (!isClosedPipe(error)) throw error;
  });
}

const COMMANDS = {
  init: initCommand,
  run: runCommand,
  compare: compareCommand,
  sweep: sweepCommand,
  validate: validateCommand,
  explain: explainCommand,
  schema: schemaCommand,
  completion: completionCommand,
};

const [first, ...rest] = process.argv.slice(2);
try {
  if (first === COMPLETE) await complete(rest);
  else await run(habits(process.argv.slice(2)));
} catch (error) {
  process.exitCode = explain(error);
}

async function run(words: readonly string[]): Promise<void> {
  const cli = yargs(words)
    .scriptName('coldstart')
    .usage('How often AWS Lambda functions start cold, why, and what it costs.')
    .command(initCommand)
    .command(runCommand)
    .command(compareCommand)
    .command(sweepCommand)
    .command(validateCommand)
    .command(explainCommand)
    .command(schemaCommand)
    .command(completionCommand)
    .strict()
    .version(VERSION)
    .epilog(`Begin with:  ${program().join(' ')} init`)
    .wrap(Math.max(40, Math.min(columns(), 80)))
    .usageConfiguration({ 'hide-types': true })
    .parserConfiguration({ 'camel-case-expansion': false, 'dot-notation': false, 'short-option-groups': false })
    // The complaints are read by ours, and must not depend on the machine.
    .locale('en')
    .exitProcess(false)
    .fail((message, error) => {
      // An error of yargs itself repeats the message.
      if (error instanceof Error && error.name !== 'YError') throw error;
      const flags = [...known(cli).flags.keys()];
      throw new BadInput(complaint(message, { words, commands: Object.keys(COMMANDS), flags }));
    });
  if (words.length > 0) await cli.parseAsync();
  else {
    process.stderr.write(`${await cli.getHelp()}\n`);
    process.exitCode = EXIT.badInput;
  }
}

/** `help run` and `-h`, as other tools have them. */
function habits(words: readonly string[]): string[] {
  if (words[0] === 'help') return [...words.slice(1), '--help'];
  return sensitivityAlone(words).map((word) => (word === '-h' ? '--help' : word));
}

/** Prints candidates, one a line. Whatever goes wrong, the user is in the middle of a line: nothing is said. */
async function complete(words: readonly string[]): Promise<void> {
  try {
    const { candidates } = await import('./completion/candidates.js');
    await print((await candidates(words, COMMANDS)).map((each) => `${each}\n`).join(''));
  } catch {
    process.exitCode = EXIT.done;
  }
}
