// `coldstart validate`: checks scenarios and the traces that they name, without running anything.
import type { CommandModule } from 'yargs';
import { formatDiagnostic, show } from '../scenario/diagnostics.js';
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
  const { checkScenario } = await import('./input/scenario.js');
  let code: number = EXIT.done;
  for (const file of flags.scenario) {
    const checked = checkScenario(file, flags);
    const remarks = 'problems' in checked ? checked.problems : checked.warnings.map(formatDiagnostic);
    for (const remark of remarks) process.stderr.write(`${remark}\n`);
    if ('problems' in checked) {
      code = EXIT.badInput;
      continue;
    }
    const { functions, triggers } = checked.scenario;
    await print(`${show(file, 200)}: valid (${counted(functions, 'function')}, ${counted(triggers, 'trigger')})\n`);
  }
  return code;
}

function counted({ length }: readonly unknown[], noun: string): string {
  return `${length} ${noun}${length === 1 ? '' : 's'}`;
}
