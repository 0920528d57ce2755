// `coldstart validate`: checks scenarios and the traces that they name, without running anything.
import type { CommandModule } from 'yargs';
import { show } from '../scenario/diagnostics.js';
import { EXIT } from './fail.js';
import { SET } from './input/flags.js';
import { print } from './output/print.js';

interface ValidateFlags {
  readonly scenario: readonly string[];
  readonly set?: readonly string[] | undefined;
}

export const validateCommand: CommandModule<object, ValidateFlags> = {
  command: 'validate <scenario..>',
  describe: 'Check scenarios without running them',
  builder: (yargs) =>
    yargs
      .positional('scenario', { type: 'string', array: true, demandOption: true, describe: 'Files, YAML or JSON' })
      .options({ set: SET })
      .example('$0 validate scenarios/*.yaml', 'every problem with file, line and column'),
  handler: async (flags) => {
    process.exitCode = await validate(flags);
  },
};

async function validate(flags: ValidateFlags): Promise<number> {
  const { checkScenarios } = await import('./input/scenario.js');
  const checked = checkScenarios(flags.scenario, flags);
  for (const each of checked) {
    const refused = 'problems' in each;
    for (const remark of refused ? each.problems : each.remarks) process.stderr.write(`${remark}\n`);
    if (refused) continue;
    const { functions, triggers } = each.scenario;
    const parts = [counted(functions, 'function'), counted(triggers, 'trigger')];
    await print(`${show(each.file, 200)}: valid (${parts.join(', ')})\n`);
  }
  return checked.some((each) => 'problems' in each) ? EXIT.badInput : EXIT.done;
}

function counted({ length }: readonly unknown[], noun: string): string {
  return `${length} ${noun}${length === 1 ? '' : 's'}`;
}
