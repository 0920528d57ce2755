// `coldstart validate`: checks a scenario and the traces that it names, without running it.
import type { CommandModule } from 'yargs';
import { formatDiagnostic } from '../scenario/diagnostics.js';
import { checkedScenario } from './scenario.js';

interface ValidateFlags {
  readonly scenario: string[];
  readonly set?: string[] | undefined;
}

export const validateCommand: CommandModule<object, ValidateFlags> = {
  command: 'validate <scenario..>',
  describe: 'Check scenarios without running them',
  builder: (yargs) =>
    yargs
      .positional('scenario', { type: 'string', array: true, demandOption: true, describe: 'Scenario files' })
      .option('set', { type: 'string', array: true, nargs: 1, describe: 'Change one setting first: path=value' })
      .example('$0 validate scenarios/*.yaml', 'every problem with file, line and column'),
  handler: (flags) => {
    for (const path of flags.scenario) {
      const { scenario, warnings } = checkedScenario(path, { set: flags.set });
      for (const warning of warnings) process.stderr.write(`${formatDiagnostic(warning)}\n`);
      const parts = [counted(scenario.functions.length, 'function'), counted(scenario.triggers.length, 'trigger')];
      process.stdout.write(`${path}: valid (${parts.join(', ')})\n`);
    }
  },
};

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
