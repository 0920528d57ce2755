// The story of one request, from the facts of the run: the sentences in their order, and their layout on a terminal.
import type { RequestFacts, RequestStory, Setting, StoryLine } from '../../explanation.js';
import type { Scenario } from '../../scenario/types.js';
import { VERSION } from '../../version.js';
import { forTerminal } from '../escape.js';
import { count } from '../format.js';
import { wrap } from '../layout.js';
import { arrivalLine, limitLines, throttleLines } from './arrival.js';
import { afterwardsLine, billLine, handlerLines, outcomeLine } from './ending.js';
import { environmentLines } from './environment.js';
import { calendarTime } from './exactly.js';
import { logLines } from './log.js';
import { phaseLines } from './phases.js';

/** `settings` are those of the function: they say where each length comes from. */
export function requestStory(scenario: Scenario, facts: RequestFacts, settings: readonly Setting[]): RequestStory {
  const spec = scenario.functions.find(({ name }) => name === facts.function)!;
  const lines = [
    arrivalLine(facts, scenario),
    ...throttleLines(facts, scenario, spec),
    ...limitLines(facts, spec, scenario.account),
    ...environmentLines(facts, spec, scenario),
    ...phaseLines(facts, spec, settings),
    ...handlerLines(facts, scenario, settings),
    ...outcomeLine(facts, spec),
    ...billLine(facts, spec),
    ...afterwardsLine(facts, scenario),
  ];
  return {
    schema: 'coldstart-request/1',
    scenario: scenario.name,
    seed: scenario.seed,
    coldstartVersion: VERSION,
    arrivedAt: calendarTime(scenario.start, facts.arrivedMs),
    ...facts,
    log: logLines(facts, spec),
    story: lines.map(({ details, ...line }) => ({ ...line, details: details.filter((each) => each !== '') })),
  };
}

/** Room for the time beside the sentences. */
const TIME = 12;

export function storyText(told: RequestStory, columns: number): string {
  const width = Math.max(40, Math.min(80, columns));
  const heading = `${forTerminal(told.scenario)}: request ${count(told.request)} of ${forTerminal(told.function)} (seed ${forTerminal(told.seed)}, replication ${told.replication})`;
  const blocks = [
    wrap(heading, width),
    told.story.flatMap((line) => storyLines(line, width)),
    logBlock(told.log, width),
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function storyLines({ afterMs, text, details }: StoryLine, width: number): string[] {
  const time = `${(afterMs / 1000).toFixed(3)} s`.padStart(TIME - 2);
  const room = width - TIME;
  const sentences = [...wrap(`${text}.`, room), ...details.flatMap((each) => wrap(`  ${each}`, room))];
  return sentences.map((line, index) => `${(index === 0 ? time : '').padEnd(TIME)}${line}`);
}

function logBlock(log: readonly string[], width: number): string[] {
  if (log.length === 0) return [];
  const lines = log.flatMap((line) =>
    wrap(line.replaceAll('\t', '  '), width - 4).map((part, index) => `${index === 0 ? '  ' : '    '}${part}`),
  );
  return [...wrap('In the log (the memory used is not simulated):', width), ...lines];
}
