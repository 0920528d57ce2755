// `coldstart explain`: which settings are in force and where each comes from, or the story of one request.
import type { CommandModule } from 'yargs';
import type { Explanation } from '../explanation.js';
import type { Asked } from '../runner/story/request.js';
import { show } from '../scenario/diagnostics.js';
import { withWarmup } from '../scenario/steady/warmup.js';
import { didYouMean } from '../scenario/suggest.js';
import type { Scenario } from '../scenario/types.js';
import { VERSION } from '../version.js';
import { BadInput, EXIT } from './fail.js';
import { GROUP, SCENARIO_FLAGS, type ScenarioFlags, text, wholeNumber } from './input/flags.js';
import type { CheckedScenario } from './input/scenario.js';
import { print } from './output/print.js';
import { columns } from './output/terminal.js';

const FORMATS = ['table', 'json'] as const;

interface ExplainFlags extends ScenarioFlags {
  readonly scenario: string;
  readonly format: (typeof FORMATS)[number];
  readonly request?: string | undefined;
  readonly function?: string | undefined;
  readonly replication?: string | undefined;
}

export const explainCommand: CommandModule<object, ExplainFlags> = {
  command: 'explain <scenario>',
  describe: 'Show where every setting comes from, or tell the story of one request',
  builder: (yargs) =>
    yargs
      .positional('scenario', { type: 'string', demandOption: true, describe: 'A file, YAML or JSON' })
      .options({
        ...SCENARIO_FLAGS,
        request: text(GROUP.story, 'Tell what happened to this request of a function, from 1'),
        function: text(GROUP.story, 'Whose request, or the settings of which function alone'),
        replication: text(GROUP.story, 'In which run, from 0 (default: 0)'),
        format: {
          ...text(GROUP.output, 'What standard output holds: table or json (default: table)'),
          choices: FORMATS,
          default: 'table' as const,
          coerce: (given: ExplainFlags['format'] | readonly ExplainFlags['format'][]) =>
            [given].flat().at(-1) ?? 'table',
        },
      })
      .example('$0 explain scenarios/quickstart.yaml', 'defaults and their assumptions')
      .example('$0 explain scenarios/quickstart.yaml --request 1', 'a cold start, phase by phase'),
  handler: async (flags) => {
    process.exitCode = await explain(flags);
  },
};

async function explain(flags: ExplainFlags): Promise<number> {
  const { checkedScenarios } = await import('./input/scenario.js');
  const [checked] = checkedScenarios([flags.scenario], flags);
  for (const remark of checked!.remarks) process.stderr.write(`${remark}\n`);
  if (flags.request === undefined && flags.replication !== undefined)
    throw new BadInput('--replication needs a request of that run, for example --request 1 --replication 0');
  if (flags.request === undefined) await settings(checked!, flags);
  else await story(checked!, flags);
  return EXIT.done;
}

async function settings({ scenario, source }: CheckedScenario, flags: ExplainFlags): Promise<void> {
  const { seed, format } = flags;
  const only = flags.function === undefined ? undefined : functionOf(scenario, flags.function);
  const { explainSettings } = await import('../scenario/settings/explain.js');
  const explanation: Explanation = {
    schema: 'coldstart-explanation/1',
    scenario: scenario.name,
    coldstartVersion: VERSION,
    ...explainSettings(scenario, source, seed, only),
  };
  if (format === 'json') return printJson(explanation);
  const { settingsText } = await import('../report/explanation/settings.js');
  return print(settingsText(explanation, columns()));
}

async function story(checked: CheckedScenario, flags: ExplainFlags): Promise<void> {
  // A request's story is the same whatever the statistics leave out.
  const scenario = checked.scenario.warmupBy === undefined ? checked.scenario : withWarmup(checked.scenario, 0);
  const asked = {
    function: functionOf(scenario, flags.function),
    request: wholeNumber('request', flags.request)!,
    replication: replicationOf(scenario, flags.replication),
  };
  const [{ requestFacts }, { fileOpener }] = await Promise.all([
    import('../runner/story/request.js'),
    import('../runner/files.js'),
  ]);
  const facts = requestFacts(scenario, asked, fileOpener(checked.directory));
  if ('requests' in facts) throw new BadInput(noSuchRequest(asked, facts.requests));
  const { requestStory, storyText } = await import('../report/explanation/story.js');
  const { explainSettings } = await import('../scenario/settings/explain.js');
  const { groups } = explainSettings(scenario, checked.source, flags.seed);
  const own = groups.find(({ kind, name }) => kind === 'function' && name === asked.function);
  const told = requestStory(scenario, facts, own?.settings ?? []);
  return flags.format === 'json' ? printJson(told) : print(storyText(told, columns()));
}

async function printJson(document: object): Promise<void> {
  const { forJson } = await import('../report/escape.js');
  return print(`${forJson(document, undefined, 2)}\n`);
}

function functionOf({ functions }: Scenario, given: string | undefined): string {
  const names = functions.map(({ name }) => name);
  const listed = show(names.join(', '), 300);
  if (given === undefined) {
    if (names.length === 1) return names[0]!;
    throw new BadInput(`whose request? Name one of the functions with --function: ${listed}`);
  }
  if (names.includes(given)) return given;
  const { hint } = didYouMean(given, names);
  throw new BadInput(`--function ${show(given)}: there is no such function (${hint ?? `there are ${listed}`})`);
}

/** From 0, as reports number them. */
function replicationOf({ replications }: Scenario, given: string | undefined): number {
  if (given === undefined) return 0;
  if (!/^\d{1,9}$/.test(given))
    throw new BadInput('--replication must be a whole number from 0, for example --replication 1');
  const replication = Number(given);
  if (replication < replications) return replication;
  const had = replications === 1 ? 'one, 0' : `${replications}, from 0 to ${replications - 1}`;
  throw new BadInput(
    `--replication ${replication}: the scenario has ${had}; with --replications ${replication + 1} it has as many`,
  );
}

function noSuchRequest({ function: name, request, replication }: Asked, requests: number): string {
  const had = requests === 0 ? 'no request' : requests === 1 ? '1 request' : `${requests} requests`;
  return `--request ${request}: ${show(name)} had ${had} in replication ${replication}`;
}
