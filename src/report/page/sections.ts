// The sections of the page but the charts: sentences and tables, from a Result. Says what is shown, not how it looks.
import type { FunctionSettings, Result } from '../../result.js';
import { type Figure, type Subject, subjects, total } from '../figures.js';
import { bare, count, duration, NOTHING, percent, plusMinus, usd } from '../format.js';
import { CAUSE_LABELS, CAUSE_REASONS, CAUSES, COST_PARTS, causesOf, remedy, suggestions, verdict } from '../words.js';
import { type Html, html, list, NO_HTML, name, section, table } from './markup.js';

/** More functions than this are folded away behind the sentence on all of them. */
const SENTENCES = 5;

function shown(figure: Figure, format: (value: number) => string): string {
  return plusMinus(figure.mean, figure.ci95, format);
}

export function headerOf(result: Result): Html {
  const warmup = result.warmupMs > 0 ? `, the first ${duration(result.warmupMs)} left out` : '';
  const runs = result.runs.length === 1 ? '1 replication' : `${count(result.runs.length)} replications`;
  const description = result.description === '' ? NO_HTML : html`<p class="lead"><bdi>${result.description}</bdi></p>`;
  const interval =
    result.runs.length > 1 ? html`<p class="note">Figures are means; ± is half the 95 % interval.</p>` : NO_HTML;
  return html`<header><p class="kind">coldstart report</p><h1>${name(result.scenario)}</h1>${description}
<p class="note">${duration(result.horizonMs)} simulated${warmup} · ${runs} · seed <bdi>${result.seed}</bdi></p>${interval}</header>\n`;
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
    objectives(result.slo.length, missed),
    result.warnings.length === 0 ? NO_HTML : html`<p><a href="#warnings">${warnings(result.warnings.length)}</a></p>`,
    hints.length <= SENTENCES ? list(hints, 'hints') : folded(`${count(hints.length)} hints`, list(hints, 'hints')),
  ]);
}

function folded(summary: string, content: Html): Html {
  return html`<details><summary>${summary}</summary>${content}</details>`;
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
  const all = total(result);
  const rows = [...functions.map((subject) => figureRow(subject, name(subject.name)))];
  if (all !== undefined && functions.length > 1) rows.push(figureRow(all, html`All functions`));
  if (rows.length === 0) return NO_HTML;
  const head = [
    'Function',
    'Invocations',
    'Cold starts',
    'Share',
    'p50',
    'p99',
    'Concurrency, max',
    'Throttles',
    'Cost',
  ];
  return section('figures', 'Key figures', [
    table({ caption: 'Key figures of each function', quiet: true, head, rows }),
  ]);
}

function figureRow(subject: Subject, title: Html): (string | Html)[] {
  return [
    title,
    shown(subject.figure('invocations'), count),
    shown(subject.figure('coldStarts'), count),
    shown(subject.figure('coldStartRate'), percent),
    shown(subject.figure('latencyMs.p50'), duration),
    shown(subject.figure('latencyMs.p99'), duration),
    shown(subject.figure('concurrency.max'), count),
    shown(subject.figure('throttles'), count),
    shown(subject.figure('cost.total'), usd),
  ];
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
    ['Cost', shown(subject.figure('cost.total'), usd), 'for the simulated time'],
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
    functions.length === 1 ? NO_HTML : causesByFunction(functions),
  ]);
}

function causesByFunction(functions: readonly Subject[]): Html {
  const occurring = CAUSES.filter((cause) =>
    functions.some((subject) => subject.amount(`coldStartCauses.${cause}`) > 0),
  );
  const rows = functions.map((subject) => [
    name(subject.name),
    ...occurring.map((cause) => shown(subject.figure(`coldStartCauses.${cause}`), count)),
  ]);
  return table({
    caption: 'Cold starts of each function by cause',
    head: ['Function', ...occurring.map((cause) => CAUSE_LABELS[cause])],
    rows,
  });
}

const LATENCIES = [
  ['all', 'latencyMs'],
  ['cold', 'coldLatencyMs'],
  ['warm', 'warmLatencyMs'],
  ['provisioned', 'provisionedLatencyMs'],
] as const;

export function latencySection(result: Result): Html {
  const statistics = ['mean', 'p50', 'p90', 'p95', 'p99', 'p999', 'max'];
  const rows = subjects(result).flatMap((subject) =>
    LATENCIES.filter(([, path]) => subject.figure(`${path}.p50`).mean !== null).map(([kind, path]) => [
      kind === 'all'
        ? html`<b>${name(subject.name)}</b>`
        : html`<span class="under">${name(subject.name)}, ${kind}</span>`,
      ...statistics.map((statistic) => shown(subject.figure(`${path}.${statistic}`), duration)),
    ]),
  );
  if (rows.length === 0) return NO_HTML;
  const head = ['Function', 'Mean', 'p50', 'p90', 'p95', 'p99', 'p99.9', 'Max'];
  return section('latency', 'Latency', [
    html`<p>What the client waits: queueing and retries, the cold start, the handler.</p>`,
    table({ caption: 'Latency by kind of start', quiet: true, head, rows }),
  ]);
}

export function troubleSection(result: Result): Html {
  const functions = subjects(result);
  const troubles = [
    ['Throttles', 'throttles'],
    ['Errors', 'errors'],
    ['of which timeouts', 'timeouts'],
    ['Suppressed inits', 'suppressedInits'],
    ['Retries', 'retries'],
    ['Given up', 'dropped'],
  ] as const;
  const occurring = troubles.filter(([, path]) => functions.some((subject) => subject.amount(path) > 0));
  if (occurring.length === 0) return section('troubles', 'Throttles and errors', [html`<p>None.</p>`]);
  const affected = functions.filter((subject) => occurring.some(([, path]) => subject.amount(path) > 0));
  const rows = affected.map((subject) => [
    name(subject.name),
    ...occurring.map(([, path]) => shown(subject.figure(path), count)),
  ]);
  const reasons = affected.flatMap((subject) =>
    subject.throttleReasons.map(([reason, mean]) => [name(subject.name), reason, count(mean)]),
  );
  return section('troubles', 'Throttles and errors', [
    table({
      caption: 'Throttles and errors of each function',
      quiet: true,
      head: ['Function', ...occurring.map(([title]) => title)],
      rows,
    }),
    reasons.length === 0
      ? NO_HTML
      : table({ caption: 'Throttles by reason', head: ['Function', 'Reason', 'Throttles'], rows: reasons, words: [1] }),
  ]);
}

export function costSection(result: Result): Html {
  const functions = subjects(result);
  const all = total(result);
  const occurring = COST_PARTS.filter(([part]) => functions.some((subject) => subject.amount(`cost.${part}`) !== 0));
  const row = (subject: Subject, title: Html): (string | Html)[] => [
    title,
    ...occurring.map(([part]) => usd(subject.figure(`cost.${part}`).mean)),
    shown(subject.figure('cost.total'), usd),
  ];
  const rows = functions.map((subject) => row(subject, name(subject.name)));
  if (all !== undefined && functions.length > 1) rows.push(row(all, html`All functions`));
  if (rows.length === 0) return NO_HTML;
  return section('cost', 'Cost', [
    html`<p>US dollars at list price, for the simulated time after the warm-up.</p>`,
    table({
      caption: 'Cost of each function by part',
      quiet: true,
      head: ['Function', ...occurring.map(([, label]) => label), 'Total'],
      rows,
    }),
  ]);
}

export function objectiveSection(result: Result): Html {
  const rows = result.slo.map(({ text, value, passed }) => [
    html`<code><bdi>${text}</bdi></code>`,
    bare(value),
    passed ? html`<span class="good">✓ passed</span>` : html`<span class="bad">✗ failed</span>`,
  ]);
  if (rows.length === 0) return NO_HTML;
  const value = result.runs.length > 1 ? '95 % bound' : 'Value';
  return section('objectives', 'Objectives', [
    table({
      caption: 'Service level objectives',
      quiet: true,
      head: ['Objective', value, 'Outcome'],
      rows,
      words: [2],
    }),
  ]);
}

/** Few functions stand side by side; more have a line each. */
export function settingsSection(result: Result): Html {
  const [first] = result.settings;
  if (first === undefined) return NO_HTML;
  const lines = result.settings.map(settingsOf);
  const titles = settingsOf(first).map(([title]) => title);
  const names = result.settings.map((settings) => name(settings.name));
  const caption = 'Settings of each function';
  if (names.length <= 3) {
    const rows = titles.map((title, index) => [title, ...lines.map((line) => line[index]?.[1] ?? NOTHING)]);
    return section('settings', 'Settings in force', [
      table({ caption, head: ['Setting', ...names], rows, words: [1, 2, 3], quiet: true }),
    ]);
  }
  const rows = lines.map((line, index) => [names[index] ?? '', ...line.map(([, value]) => value)]);
  const words = [1, 5, 6, 7, 8, 9];
  return section('settings', 'Settings in force', [
    table({ caption, head: ['Function', ...titles], rows, words, quiet: true }),
  ]);
}

function settingsOf(settings: FunctionSettings): (readonly [title: string, value: string])[] {
  return [
    ['Runtime', `${settings.runtime}, ${settings.architecture}`],
    ['Memory', `${count(settings.memoryMB)} MB`],
    ['Timeout', duration(settings.timeoutMs)],
    ['Reserved', count(settings.reservedConcurrency)],
    [
      'Provisioned',
      settings.provisioned.map(({ qualifier, concurrency }) => `${qualifier}: ${count(concurrency)}`).join(', ') ||
        NOTHING,
    ],
    ['Placement', settings.placement],
    ['Keep-alive', settings.keepAlive],
    ['Handler', settings.handler],
    ['Init', settings.init],
  ];
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
