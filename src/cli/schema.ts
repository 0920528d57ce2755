// `coldstart schema`: the JSON Schema of scenarios, for editors.
import type { CommandModule } from 'yargs';
import { print } from './output/print.js';

export const schemaCommand: CommandModule = {
  command: 'schema',
  describe: 'Print the JSON Schema of scenarios',
  builder: (yargs) => yargs.example('$0 schema > coldstart.schema.json', 'for an editor that checks YAML'),
  handler: async () => {
    const { scenarioJsonSchema } = await import('../scenario/schema.js');
    await print(`${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`);
  },
};
