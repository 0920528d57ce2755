// The summary as Markdown, for a pull request and for the committed `summary.md`: the same figures as on the page, and
// nothing that differs between two runs of one scenario.
import type { Result } from '../result.js';
import { type Subject, subjects, total } from './content/figures.js';
import { initRemarks, phaseTable } from './content/phases.js';
import { keepAliveRates, keepAliveTable } from './content/sensitivity.js';
import {
  type Cell,
  causeTable,
  costTable,
  figureTable,
  latencyTable,
  objectiveTable,
  provisionedTable,
  type ReportTable,
  throttleTable,
  troubleTable,
} from './content/tables.js';
import { CAUSE_LABELS, CAUSE_REASONS, causesOf, remedy, suggestions, verdict } from './content/words.js';
import { forMarkdown, markdownCode } from './escape.js';
import { count, duration, NOTHING, percent } from './format.js';

export function markdownSummary(result: Result): string {
  const functions = subjects(result);
  const blocks = [
    `# ${forMarkdown(result.scenario)}`,
    forMarkdown(result.description),
    framing(result),
    functions.map((subject) => `- ${markdownCode(subject.name)}: ${verdict(subject)}.`).join('\n'),
    ...section('Key figures', table(figureTable(result))),
    ...section('Why cold', causes(result, functions), functions.length > 1 ? table(causeTable(result)) : ''),
    ...section('The anatomy of a cold start', table(phaseTable(result)), initNotes(functions)),
    ...section('Latency', table(latencyTable(result))),
    ...section('Under other keep-alives', table(keepAliveTable(result)), table(keepAliveRates(result))),
    ...section('Provisioned concurrency', table(provisionedTable(result))),
    ...section('Throttles and errors', table(troubleTable(result)), table(throttleTable(result))),
    ...section('Cost', table(costTable(result))),
    ...section('Objectives', table(objectiveTable(result))),
    ...section('Remarks', remarks(result, functions)),
    ...section('Reproduce', reproduction(result)),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function section(title: string, ...blocks: readonly string[]): string[] {
  const filled = blocks.filter((block) => block !== '');
  return filled.length === 0 ? [] : [`## ${title}`, ...filled];
}

function framing(result: Result): string {
  if (result.runs.length === 0) return 'No replication finished.';
  const warmup = result.warmupMs > 0 ? `, the first ${duration(result.warmupMs)} left out` : '';
  const several =
    result.runs.length > 1 ? `; means of ${count(result.runs.length)} replications ± half the 95 % interval` : '';
  const interrupted = result.interrupted ? ' **Interrupted**: only finished replications are counted.' : '';
  return `${duration(result.horizonMs)} simulated${warmup}${several}.${interrupted}`;
}

function table({ head, rows, words }: ReportTable): string {
  if (rows.length === 0) return '';
  const rule = head.map((_, column) => (column === 0 || words.includes(column) ? ':--' : '--:'));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((text) => text.replace(/\|/g, '\\|')).join(' | ')} |`;
  return [head.map(cell), rule, ...rows.map((cells) => cells.map(cell))].map(line).join('\n');
}

function cell(content: Cell): string {
  if (typeof content === 'string') return forMarkdown(content);
  if ('name' in content) return markdownCode(content.name);
  if ('code' in content) return markdownCode(content.code);
  return content.passed ? 'passed' : '**FAILED**';
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

function remarks(result: Result, functions: readonly Subject[]): string {
  const warnings = result.warnings.map((warning) => `- **Warning**: ${forMarkdown(warning)}`);
  const hints = functions.flatMap(suggestions).map((hint) => `- **Hint**: ${forMarkdown(hint)}.`);
  return [...warnings, ...hints].join('\n');
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
