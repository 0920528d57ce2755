// The sections of the page but the charts: sentences and tables, from a Result. Says what is shown, not how it looks.
import type { Result } from '../../result.js';
import { failures, suggestions } from '../content/advice.js';
import { type Subject, shown, subjects, total } from '../content/figures.js';
import { ratesText } from '../content/money.js';
import {
  causeTable,
  figureTable,
  latencyTable,
  objectiveTable,
  settingsTable,
  throttleTable,
  trafficTable,
  troubleTable,
} from '../content/tables.js';
import { CAUSE_LABELS, CAUSE_REASONS, causesOf, precisionText, remedy, verdict } from '../content/words.js';
import { count, duration, percent, usd } from '../format.js';
import { leftOutText, meansText } from '../steady/content.js';
import { folded, type Html, html, list, NO_HTML, name, section, table } from './markup.js';

/** More functions than this are folded away behind the sentence on all of them. */
const SENTENCES = 5;

export function headerOf(result: Result): Html {
  const runs = result.runs.length === 1 ? '1 replication' : `${count(result.runs.length)} replications`;
  const description = result.description === '' ? NO_HTML : html`<p class="lead"><bdi>${result.description}</bdi></p>`;
  const interval =
    result.runs.length > 1
      ? html`<p class="note">Figures are ${meansText(result.runs.length, result.replayed)}.</p>`
      : NO_HTML;
  const precision = precisionText(result);
  const known = precision === '' ? NO_HTML : html`<p class="note"><bdi>${precision}</bdi>.</p>`;
  return html`<header><p class="kind">coldstart report</p><h1>${name(result.scenario)}</h1>${description}
<p class="note">${duration(result.horizonMs)} simulated${leftOutText(result)} · ${runs} · seed <bdi>${result.seed}</bdi></p>${interval}${known}</header>\n`;
}

export function verdictOf(result: Result): Html {
  const functions = subjects(result);
  const all = total(result);
  const sentences = functions.map((subject) => html`<b>${name(subject.name)}</b>: ${verdict(subject)}.`);
  const together = functions.length > 1 && all !== undefined ? [html`<b>All functions</b>: ${verdict(all)}.`] : [];
  const hints = functions.flatMap(suggestions).map((hint) => html`<b>Hint</b>: ${hint}.`);
  const missed = result.slo.filter(({ passed }) => !passed).length;
  return section('verdict', 'In short', [
    result.interrupted
      ? html`<p class="bad"><b>Interrupted</b>: only the replications that had finished are counted.</p>`
      : NO_HTML,
    functions.length === 0 ? html`<p>No replication finished.</p>` : NO_HTML,
    list([...together, ...(functions.length <= SENTENCES ? sentences : [])], 'verdict'),
    functions.length <= SENTENCES
      ? NO_HTML
      : folded(`${count(functions.length)} functions, one by one`, list(sentences, 'verdict')),
    list(
      functions.flatMap(failures).map((text) => html`<b class="bad">✗ <bdi>${text}</bdi></b>`),
      'verdict',
    ),
    objectives(result.slo.length, missed),
    result.warnings.length === 0 ? NO_HTML : html`<p><a href="#warnings">${warnings(result.warnings.length)}</a></p>`,
    hints.length <= SENTENCES ? list(hints, 'hints') : folded(`${count(hints.length)} hints`, list(hints, 'hints')),
  ]);
}

function warnings(amount: number): string {
  return amount === 1 ? '1 warning' : `${count(amount)} warnings`;
}

function objectives(amount: number, missed: number): Html {
  if (amount === 0) return NO_HTML;
  return missed === 0
    ? html`<p class="good"><b>✓ All ${count(amount)}</b> <a href="#objectives">objectives</a> met.</p>`
    : html`<p class="bad"><b>✗ ${count(missed)} of ${count(amount)}</b> <a href="#objectives">objectives</a> missed.</p>`;
}

/** One function: cards. More: a table, with all together at its end. */
export function keyFigures(result: Result): Html {
  const functions = subjects(result);
  const [only] = functions;
  if (only !== undefined && functions.length === 1) return section('figures', 'Key figures', [cards(only)]);
  return section('figures', 'Key figures', [table(figureTable(result), 'quiet')]);
}

function cards(subject: Subject): Html {
  const environments = `${count(subject.amount('environments.mean'))} environments alive on average, ${count(subject.amount('environments.meanIdle'))} idle`;
  const figures: (readonly [label: string, value: string, note: string])[] = [
    [
      'Cold starts',
      shown(subject.figure('coldStartRate'), percent),
      `${shown(subject.figure('coldStarts'), count)} of ${count(subject.amount('invocations'))}`,
    ],
    [
      'Latency, p99',
      shown(subject.figure('latencyMs.p99'), duration),
      `p50 ${duration(subject.figure('latencyMs.p50').mean)}`,
    ],
    ['Concurrency, max', shown(subject.figure('concurrency.max'), count), environments],
    ['Cost', shown(subject.figure('cost.total'), usd), ratesText(subject) || 'for the simulated time'],
  ];
  if (subject.amount('provisioned.mean') > 0) {
    const spillover = `${count(subject.amount('spilloverInvocations'))} invocations spilled over`;
    figures.push(['Provisioned, busy', shown(subject.figure('provisioned.utilizationMean'), percent), spillover]);
  }
  const items = figures.map(
    ([label, value, note]) =>
      html`<div><dt>${label}</dt><dd><strong>${value}</strong><span>${note}</span></dd></div>\n`,
  );
  return html`<dl class="cards">${items}</dl>`;
}

/** Why starts were cold, and the setting that would have avoided each. */
export function causeSection(result: Result): Html {
  const functions = subjects(result);
  const subject = functions.length === 1 ? functions[0] : total(result);
  if (subject === undefined || subject.amount('invocations') === 0) return NO_HTML;
  const coldStarts = subject.amount('coldStarts');
  const items = causesOf(subject).map(
    ({
      cause,
      coldStarts: amount,
    }) => html`<b>${count(amount)} ${CAUSE_LABELS[cause]}</b> (${percent(amount / coldStarts)}):
${CAUSE_REASONS[cause]}.<span class="note">Avoided by ${remedy(cause, subject)}.</span>`,
  );
  if (items.length === 0) return section('causes', 'Why cold', [html`<p>No start was cold.</p>`]);
  return section('causes', 'Why cold', [
    list(items, 'causes'),
    functions.length === 1 ? NO_HTML : table(causeTable(result)),
  ]);
}

export function latencySection(result: Result): Html {
  return section('latency', 'Latency', [
    html`<p>What the client waits: queueing and retries, the cold start, the handler.</p>`,
    table(latencyTable(result), 'quiet'),
  ]);
}

export function troubleSection(result: Result): Html {
  const troubles = troubleTable(result);
  if (troubles.rows.length === 0) return section('troubles', 'Throttles and errors', [html`<p>None.</p>`]);
  return section('troubles', 'Throttles and errors', [table(troubles, 'quiet'), table(throttleTable(result))]);
}

export function objectiveSection(result: Result): Html {
  return section('objectives', 'Objectives', [table(objectiveTable(result), 'quiet')]);
}

export function settingsSection(result: Result): Html {
  return section('settings', 'Settings in force', [table(settingsTable(result), 'quiet'), table(trafficTable(result))]);
}

export function warningSection(result: Result): Html {
  return section('warnings', 'Warnings', [list(result.warnings.map((warning) => html`<bdi>${warning}</bdi>`))]);
}

/** Everything needed to make the same page again, and to see that it is the same. */
export function reproduceSection(result: Result): Html {
  const facts: [string, string][] = [
    ['Seed', result.seed],
    ['Version of coldstart', result.version],
    ['Scenario hash', result.reproduce.scenarioHash],
    [
      result.runs.length === 1 ? 'Digest' : 'Digests, by replication',
      result.runs.map(({ digest }) => digest).join(' '),
    ],
  ];
  const items = facts.map(([label, value]) => html`<dt>${label}</dt><dd><code><bdi>${value}</bdi></code></dd>\n`);
  return section('reproduce', 'Reproduce', [
    html`<pre tabindex="0" role="region" aria-label="Command"><code><bdi>${result.reproduce.command}</bdi></code></pre>`,
    html`<dl class="facts">${items}</dl>`,
  ]);
}
