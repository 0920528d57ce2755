// The sections of the page but the charts: sentences and tables, from a Result. Says what is shown, not how it looks.
import type { Result } from '../../result.js';
import { subjects, total } from '../content/figures.js';
import {
  causeTable,
  figureTable,
  latencyTable,
  objectiveTable,
  throttleTable,
  troubleTable,
} from '../content/tables.js';
import { CAUSE_LABELS, CAUSE_REASONS, causesOf, precisionText, remedy } from '../content/words.js';
import { count, duration, percent } from '../format.js';
import { leftOutText, meansText } from '../steady/content.js';
import { chartOf, hasTroubles } from './chart-section.js';
import { type Html, html, list, NO_HTML, name, section, table } from './markup.js';

export function headerOf(result: Result): Html {
  const runs = result.runs.length === 1 ? '1 replication' : `${count(result.runs.length)} replications`;
  const description = result.description === '' ? NO_HTML : html`<p class="lead"><bdi>${result.description}</bdi></p>`;
  const interval =
    result.runs.length > 1
      ? html`<p class="note">Figures are ${meansText(result.runs.length, result.replayed)}.</p>`
      : NO_HTML;
  const precision = precisionText(result);
  const known = precision === '' ? NO_HTML : html`<p class="note"><bdi>${precision}</bdi>.</p>`;
  return html`<header><p class="kind">coldstart report · ${duration(result.horizonMs)} simulated${leftOutText(result)} · ${runs} · seed <bdi>${result.seed}</bdi></p>
<h1>${name(result.scenario)}</h1>${description}${interval}${known}</header>\n`;
}

/** Where there are several functions: a row each, with all together at the end. */
export function keyFigures(result: Result): Html {
  return result.settings.length < 2
    ? NO_HTML
    : section('figures', 'Key figures', [table(figureTable(result), 'quiet')]);
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
    html`<div class="beside">${list(items, 'causes')}${chartOf(result, 'coldStarts')}</div>`,
    functions.length === 1 ? NO_HTML : table(causeTable(result)),
  ]);
}

/** What ran at once, beside what may. */
export function concurrencySection(result: Result): Html {
  return section('concurrency', 'Concurrency', [chartOf(result, 'concurrency')]);
}

export function latencySection(result: Result): Html {
  return section('latency', 'Latency', [
    html`<p>What the client waits: queueing and retries, the cold start, the handler.</p>`,
    chartOf(result, 'latency'),
    table(latencyTable(result), 'quiet'),
  ]);
}

export function troubleSection(result: Result): Html {
  const troubles = troubleTable(result);
  if (troubles.rows.length === 0) return section('troubles', 'Throttles and errors', [html`<p>None.</p>`]);
  return section('troubles', 'Throttles and errors', [
    hasTroubles(subjects(result)) ? chartOf(result, 'troubles') : NO_HTML,
    table(troubles, 'quiet'),
    table(throttleTable(result)),
  ]);
}

export function objectiveSection(result: Result): Html {
  return section('objectives', 'Objectives', [table(objectiveTable(result), 'quiet')]);
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
