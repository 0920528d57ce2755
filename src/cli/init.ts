// `coldstart init`: writes a commented first scenario, from a few answers or from flags.
import { basename, isAbsolute } from 'node:path';
import type { CommandModule } from 'yargs';
import { FUNCTION_NAME, MAX_FUNCTION_NAME } from '../lambda/defaults.js';
import { show } from '../scenario/diagnostics.js';
import { BadInput, EXIT } from './fail.js';
import { type Answers, complete, type Given, type Key, NAME, type Question, questions } from './init/questions.js';
import { program, shellText } from './input/command-line.js';
import { GROUP, text, yes } from './input/flags.js';
import { refuseUnlessNew, writeNew } from './output/new-file.js';
import { print } from './output/print.js';

export interface InitFlags extends Given {
  readonly file: string;
  readonly force?: boolean | undefined;
  readonly yes?: boolean | undefined;
}

export const initCommand: CommandModule<object, InitFlags> = {
  command: 'init [file]',
  describe: 'Write a commented first scenario',
  builder: (yargs) =>
    yargs
      .positional('file', { type: 'string', default: `${NAME}.yaml`, describe: `Where to (default: ${NAME}.yaml)` })
      .options(answerFlags())
      .options({
        yes: yes(GROUP.output, 'Ask nothing: the defaults for what no flag says'),
        force: yes(GROUP.output, 'Replace the file if it exists'),
      })
      .example('$0 init checkout.yaml --calls 20/s --provisioned 5', ''),
  handler: async (flags) => {
    process.exitCode = await init(flags);
  },
};

function answerFlags(): Record<Key, ReturnType<typeof text>> {
  const flags = questions("the file's name").map(({ key, ask, usually }) => {
    return [key, text(GROUP.scenario, `${ask} (default: ${usually})`)] as const;
  });
  return Object.fromEntries(flags) as Record<Key, ReturnType<typeof text>>;
}

async function init(flags: InitFlags): Promise<number> {
  const { file, force = false } = flags;
  if (/\.json$/i.test(file)) throw new BadInput('JSON has no comments: name the file .yaml');
  refuseUnlessNew(file, force);
  const [{ checkFlags }, { scenarioText }, { schemaPath }] = await Promise.all([
    import('./init/check.js'),
    import('./init/text.js'),
    import('./init/schema-path.js'),
  ]);
  const asked = questions(functionName(file));
  const { given, problems } = checkFlags(asked, flags);
  if (problems.length > 0) throw new BadInput(problems.join('\n'));
  const answers = await answersTo(asked, given, flags.yes === true);
  if (answers === null) {
    process.stderr.write('\nNothing is written.\n');
    return EXIT.interrupted;
  }
  writeNew(file, scenarioText(answers, isAbsolute(file) ? basename(file) : file, schemaPath(file)), force);
  const next = shellText([...program(), 'run', file]);
  await print(`Wrote ${show(file, 200)}: a scenario to run, and to change.\n\nNext:  ${show(next, 300)}\n`);
  return EXIT.done;
}

/** Asks on a terminal alone; null where the user ended it. */
async function answersTo(asked: readonly Question[], given: Given, silent: boolean): Promise<Answers | null> {
  const { checkOf } = await import('./init/check.js');
  if (silent || !process.stdin.isTTY || !process.stdout.isTTY) return complete(asked, given);
  const { ask } = await import('./init/ask.js');
  await print('Enter takes what is in brackets; Ctrl-C leaves nothing behind.\n\n');
  const answers = await ask(asked, given, checkOf(asked), { input: process.stdin, output: process.stdout });
  if (answers !== null) await print('\n');
  return answers;
}

/** The function is called like the file, as far as it may be. */
function functionName(file: string): string {
  const name = basename(file)
    .replace(/\.ya?ml$/i, '')
    .replace(/[^A-Za-z0-9_-]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, MAX_FUNCTION_NAME);
  return FUNCTION_NAME.test(name) ? name : NAME;
}
