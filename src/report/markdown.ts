// The summary as Markdown, for a pull request and for the committed `summary.md`: the same figures as on the page, and
// nothing that differs between two runs of one scenario.
import type { Result } from '../result.js';
import { type Chain, chains, chainTable, chainText } from './chains/content.js';
import { failures } from './content/advice.js';
import { alternativeSubjects, alternativeTexts, memoryTable } from './content/alternatives.js';
import { deploymentTable } from './content/deployments.js';
import { type AliasSubject, type Subject, subjects, total } from './content/figures.js';
import { coldStartCostText, costTable, monthTable, notChargedText, pricesText } from './content/money.js';
import { initRemarks, phaseTable } from './content/phases.js';
import {
  aliasTable,
  breakEvenText,
  provisionedAliases,
  provisionedTable,
  spilloverText,
  worthTable,
} from './content/provisioned.js';
import { activityTable, moreText, scalingText, timeline } from './content/scaling.js';
import { changeTexts, keepAliveRates, sensitivityTables } from './content/sensitivity.js';
import {
  ALL,
  causeTable,
  figureTable,
  latencyTable,
  objectiveTable,
  type ReportTable,
  throttleTable,
  troubleTable,
} from './content/tables.js';
import { remarkable, remarkText, triggerTable } from './content/triggers.js';
import { CAUSE_LABELS, CAUSE_REASONS, causesOf, precisionText, remedy, verdict } from './content/words.js';
import { forMarkdown, markdownCode } from './escape.js';
import { count, duration, NOTHING, percent } from './format.js';
import { section, table } from './markdown-parts.js';
import { batchTable, batchText, batchWarnings } from './steady/batches.js';
import { leftOutText, meansText } from './steady/content.js';
import { changes } from './verdict/changes.js';
import { ageText, backlogText, longBacklogs } from './waiting/backlogs.js';

export function markdownSummary(result: Result): string {
  const functions = subjects(result);
  const blocks = [
    `# ${forMarkdown(result.scenario)}`,
    forMarkdown(result.description),
    framing(result),
    functions.map((subject) => `- ${markdownCode(subject.name)}: ${verdict(subject)}.`).join('\n'),
    functions
      .flatMap(failures)
      .map((text) => `- **${forMarkdown(text)}**`)
      .join('\n'),
    ...section('Key figures', table(figureTable(result))),
    ...section('Why cold', causes(result, functions), functions.length > 1 ? table(causeTable(result)) : ''),
    ...section('The anatomy of a cold start', table(phaseTable(result)), initNotes(functions)),
    ...section('Latency', table(latencyTable(result))),
    ...section('One run in batches', table(batchTable(result)), batchNotes(result)),
    ...section('Where the time goes', ...chains(result).map(chainBlock)),
    ...section(
      'Under other assumptions',
      ...sensitivityTables(result).map(table),
      table(keepAliveRates(result)),
      changeTexts(result)
        .map((text) => `- ${forMarkdown(text)}.`)
        .join('\n'),
    ),
    ...provisionedConcurrency(result, functions),
    ...section('Deployments', table(deploymentTable(result))),
    ...section('Throttles and errors', table(troubleTable(result)), table(throttleTable(result))),
    ...section('Triggers', table(triggerTable(result)), triggerRemarks(result), waits(result)),
    ...costs(result, functions),
    ...section('Objectives', table(objectiveTable(result))),
    ...section('Remarks', remarks(result)),
    ...section('Reproduce', reproduction(result)),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function batchNotes(result: Result): string {
  const text = batchText(result);
  const warnings = batchWarnings(result).map((each) => `- **Warning**: ${forMarkdown(each)}.`);
  return [...(text === '' ? [] : [`- ${forMarkdown(text)}.`]), ...warnings].join('\n');
}

const chainBlock = (chain: Chain): string =>
  `${markdownCode(chain.trigger.name)}: ${forMarkdown(chainText(chain))}.\n\n${table(chainTable(chain))}`;

function costs(result: Result, functions: readonly Subject[]): string[] {
  if (functions.length === 0) return [];
  const all = total(result);
  const told = functions.length > 1 && all !== undefined ? [all, ...functions] : functions;
  const bullet = (subject: Subject, text: string): string => {
    const whose = functions.length === 1 ? '' : `${subject === all ? ALL : markdownCode(subject.name)}: `;
    return `- ${whose}${forMarkdown(text)}.`;
  };
  const cold = told.map((subject) => [subject, coldStartCostText(subject)] as const).filter(([, text]) => text !== '');
  const others = alternativeSubjects(result).flatMap((subject) =>
    alternativeTexts(result, subject).map((text) => bullet(subject, text)),
  );
  return section(
    'Cost',
    forMarkdown(`US dollars: ${pricesText(result)}. ${notChargedText(result)}.`),
    table(costTable(result)),
    titled(monthTable(result)),
    cold.map(([subject, text]) => bullet(subject, text)).join('\n'),
    ...(others.length === 0 ? [] : ['What else it would cost:', others.join('\n')]),
    titled(memoryTable(result)),
  );
}

const titled = (content: ReportTable): string =>
  content.rows.length === 0 ? '' : `${content.caption}:\n\n${table(content)}`;

/** So much of each timeline; the page has more. */
const ACTIVITIES = 20;

function provisionedConcurrency(result: Result, functions: readonly Subject[]): string[] {
  const aliases = functions.flatMap(provisionedAliases);
  const told = aliases.map((alias) => {
    const worth = breakEvenText(alias);
    const sentences = [...(worth === '' ? [] : [worth]), spilloverText(alias)];
    return `- ${markdownCode(alias.target)}: ${sentences.join('; ')}.`;
  });
  return section(
    'Provisioned concurrency',
    table(provisionedTable(result)),
    table(worthTable(result)),
    told.join('\n'),
    table(aliasTable(result)),
    ...aliases.flatMap(timelineOf),
  );
}

function timelineOf(alias: AliasSubject): string[] {
  const rows = table(activityTable(alias, ACTIVITIES));
  if (rows === '') return [];
  const more = moreText(timeline(alias, ACTIVITIES).more);
  const counts = scalingText(alias);
  return [`${markdownCode(alias.target)}${counts === '' ? '' : `: ${counts}`}`, rows, more === '' ? '' : `… ${more}`];
}

function framing(result: Result): string {
  if (result.runs.length === 0) return 'No replication finished.';
  const several = result.runs.length > 1 ? `; ${meansText(result.runs.length, result.replayed)}` : '';
  const interrupted = result.interrupted ? ' **Interrupted**: only finished replications are counted.' : '';
  const precision = precisionText(result);
  const known = precision === '' ? '' : ` ${forMarkdown(precision)}.`;
  return `${duration(result.horizonMs)} simulated${leftOutText(result)}${several}.${known}${interrupted}`;
}

function causes(result: Result, functions: readonly Subject[]): string {
  const subject = functions.length === 1 ? functions[0] : total(result);
  if (subject === undefined) return '';
  return causesOf(subject)
    .map(({ cause, coldStarts }) => {
      const share = percent(coldStarts / subject.amount('coldStarts'));
      return `- **${count(coldStarts)} ${CAUSE_LABELS[cause]}** (${share}): ${CAUSE_REASONS[cause]}. Avoided by ${remedy(cause, subject)}.`;
    })
    .join('\n');
}

/** What no phase shows; with its function where there are several. */
function initNotes(functions: readonly Subject[]): string {
  return functions
    .flatMap((subject) =>
      initRemarks(subject).map(({ label, text }) => {
        const whose = functions.length > 1 ? `${markdownCode(subject.name)}, ` : '';
        return `- ${whose}${label}: ${text}.`;
      }),
    )
    .join('\n');
}

/** A sentence on each trigger that lost something or tried often. */
function triggerRemarks(result: Result): string {
  return remarkable(result)
    .map((trigger) => `- ${markdownCode(trigger.name)}: ${forMarkdown(remarkText(trigger))}.`)
    .join('\n');
}

/** A line on each trigger of which more waited than Lambda worked on. */
function waits(result: Result): string {
  const stepMs = result.runs[0]?.series.stepMs ?? 1;
  return longBacklogs(result)
    .map((backlog) => {
      const texts = [backlogText(backlog), ageText(backlog, stepMs)].map(forMarkdown);
      return `- ${markdownCode(backlog.trigger.name)}: ${texts.join('; ')}.`;
    })
    .join('\n');
}

function remarks(result: Result): string {
  const warnings = result.warnings.map((warning) => `- **Warning**: ${forMarkdown(warning)}`);
  const all = changes(result).map((change) => {
    const whose = result.settings.length > 1 && change.kind !== 'hint' ? `${markdownCode(change.function)}: ` : '';
    return `- ${change.kind === 'hint' ? '**Hint**: ' : whose}${forMarkdown(change.text)}.`;
  });
  return [...warnings, ...all].join('\n');
}

function reproduction(result: Result): string {
  const digests = result.runs.map(({ digest }) => markdownCode(digest)).join(' ') || NOTHING;
  return [
    `- Command: ${markdownCode(result.reproduce.command)}`,
    `- Seed: ${markdownCode(result.seed)}`,
    `- Version of coldstart: ${markdownCode(result.version)}`,
    `- Scenario hash: ${markdownCode(result.reproduce.scenarioHash)}`,
    `- Digest of each replication: ${digests}`,
  ].join('\n');
}
