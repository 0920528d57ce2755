// The summary that `run` prints: what a person needs at a glance, at most 80 columns wide. Plain text from a Result;
// writes nothing itself. Colour repeats what the words say and never carries meaning alone.
import type { Result } from '../result.js';
import { chainLines } from './chains/chain-lines.js';
import { cheapestText } from './content/alternatives.js';
import { type Figure, type Subject, shown, subjects, total } from './content/figures.js';
import { coldStartShareText, ratesText } from './content/money.js';
import { anatomies, anatomyText, initRemarks } from './content/phases.js';
import { changeTexts, keepAliveRates, sensitivityTables } from './content/sensitivity.js';
import {
  CAUSE_LABELS,
  CAUSE_REASONS,
  causesOf,
  costParts,
  latencyKinds,
  precisionText,
  remedy,
} from './content/words.js';
import { forTerminal } from './escape.js';
import { bare, count, duration, percent, usd } from './format.js';
import { alignColumns, functionTable, plainTable, sparkline, wrap } from './layout.js';
import { batchTable, batchText, batchWarnings } from './steady/batches.js';
import { capitalised, leftOutText, meansText } from './steady/content.js';
import { entry, LABEL, type Page, type TerminalOptions, terminalPage } from './terminal/page.js';
import { deploymentLines, provisionedLines, provisionedOfMany } from './terminal/provisioned.js';
import { triggerLines } from './terminal/triggers.js';
import { changes } from './verdict/changes.js';

/** Up to so many functions have a paragraph each; more share a table. */
const PARAGRAPHS = 3;
/** So many of those are taken apart. */
const ANATOMIES = 5;
const HINTS = 3;

export function terminalSummary(result: Result, options: TerminalOptions): string {
  const page = terminalPage(options);
  const functions = subjects(result);
  const paragraphs = [heading(result, page)];
  if (functions.length === 0) paragraphs.push(['No replication finished.']);
  else if (functions.length <= PARAGRAPHS)
    paragraphs.push(...functions.map((each) => functionLines(result, each, page)));
  else
    paragraphs.push(
      functionTable(functions, page.width),
      provisionedOfMany(result, page),
      anatomyLines(result, page),
      totalLines(result, page),
    );
  paragraphs.push(
    batchLines(result, page),
    chainLines(result, page),
    triggerLines(result, page),
    sensitivityLines(result, page),
    sloLines(result, page),
    changeLines(result, page),
  );
  const filled = paragraphs.filter((lines) => lines.length > 0);
  return `${filled.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function heading(result: Result, page: Page): string[] {
  const replications = result.runs.length;
  const time = `${duration(result.horizonMs)} simulated${leftOutText(result)}, seed ${forTerminal(result.seed)}`;
  const [first = '', ...rest] = wrap(`${forTerminal(result.scenario)}: ${time}`, page.width);
  const lines = [page.style('bold', first), ...rest];
  if (replications > 1) lines.push(...wrap(`${capitalised(meansText(replications, result.replayed))}.`, page.width));
  const precision = precisionText(result);
  if (precision !== '') lines.push(...wrap(`${forTerminal(precision)}.`, page.width));
  if (result.interrupted) lines.push(...wrap('Interrupted: only finished replications are counted.', page.width));
  return lines;
}

function functionLines(result: Result, subject: Subject, page: Page): string[] {
  const settings = subject.settings;
  const what =
    settings === undefined ? '' : `${settings.runtime}, ${settings.architecture}, ${count(settings.memoryMB)} MB`;
  const [name = '', ...rest] = wrap(forTerminal(subject.name), page.width);
  const title = [page.style(['bold', 'cyan'], name), ...rest];
  const oneLine = name.length + what.length + 2 <= page.width && rest.length === 0;
  return [
    ...(oneLine ? [`${title[0]}  ${forTerminal(what)}`] : [...title, ...wrap(forTerminal(what), page.width)]),
    ...coldStartLines(subject, page),
    ...anatomies(subject).flatMap((each) => entry('a cold start', anatomyText(each), page)),
    ...latencyLines(subject, page),
    ...costLines(result, subject, page),
    ...troubleLines(subject, page),
    ...provisionedLines(subject, page),
    ...deploymentLines(subject, page),
    ...capacityLines(result, subject, page),
  ];
}

function coldStartLines(subject: Subject, page: Page): string[] {
  const invocations = subject.amount('invocations');
  if (invocations === 0) return entry('cold starts', 'no invocation ran', page);
  if (subject.amount('coldStarts') === 0)
    return entry('cold starts', `none in ${count(invocations)} invocations`, page);
  const coldStarts = shown(subject.figure('coldStarts'), count);
  const rate = shown(subject.figure('coldStartRate'), percent);
  const lines = entry('cold starts', `${coldStarts} of ${count(invocations)} invocations (${rate})`, page);
  for (const { cause, coldStarts: amount } of causesOf(subject)) {
    lines.push(
      ...wrap(`    ${count(amount)} ${CAUSE_LABELS[cause]}: ${CAUSE_REASONS[cause]}`, page.width),
      ...wrap(`      avoided by ${remedy(cause, subject)}`, page.width).map((line) => page.style('dim', line)),
    );
  }
  return lines;
}

/** Where they do not all fit, the first choice gives way to the next. */
const STATISTICS = [
  ['p50', 'p95', 'p99', 'max'],
  ['p50', 'p99', 'max'],
  ['p99', 'max'],
];

function latencyLines(subject: Subject, page: Page): string[] {
  const kinds = latencyKinds(subject);
  if (kinds.length === 0) return [];
  // Where only one kind of start occurred, it is all there is.
  const shownKinds = kinds.length === 2 ? kinds.slice(0, 1) : kinds;
  const tableOf = (statistics: readonly string[], cell: (figure: Figure) => string): string[][] => [
    ['  latency', ...statistics],
    ...shownKinds.map(([kind, path]) => [
      `    ${kind}`,
      ...statistics.map((statistic) => cell(subject.figure(`${path}.${statistic}`))),
    ]),
  ];
  const exact = tableOf(STATISTICS[0]!, (figure) => shown(figure, duration));
  const plain = STATISTICS.map((statistics) => tableOf(statistics, ({ mean }) => duration(mean)));
  const fits = (table: string[][]): boolean => {
    const room = Math.floor((page.width - LABEL) / (table[0]!.length - 1));
    return table.every(([, ...cells]) => cells.every((cell) => cell.length < room));
  };
  // On a narrow terminal the intervals give way first.
  return alignColumns([exact, ...plain].find(fits) ?? plain.at(-1)!, LABEL, page.width);
}

function troubleLines(subject: Subject, page: Page): string[] {
  const lines: string[] = [];
  const warn = (label: string, text: string): void => {
    lines.push(...entry(label, text, page).map((line) => page.style('yellow', line)));
  };
  if (subject.amount('throttles') > 0) {
    const reasons = subject.throttleReasons.map(([reason, mean]) => `${count(mean)} ${forTerminal(reason)}`).join(', ');
    const several = subject.throttleReasons.length !== 1;
    warn('throttles', several ? `${shown(subject.figure('throttles'), count)}: ${reasons}` : reasons);
  }
  if (subject.amount('errors') > 0) {
    const timeouts = subject.amount('timeouts');
    warn(
      'errors',
      `${shown(subject.figure('errors'), count)}${timeouts > 0 ? `, of which ${count(timeouts)} timeouts` : ''}`,
    );
  }
  for (const { label, text } of initRemarks(subject)) warn(label, text);
  return lines;
}

function capacityLines(result: Result, subject: Subject, page: Page): string[] {
  const lines: string[] = [];
  const on = (label: string, text: string): void => {
    lines.push(...entry(label, text, page));
  };
  // Nothing ran: there is no more to say.
  if (subject.amount('concurrency.max') === 0) return lines;
  if (subject.amount('environments.mean') > 0) {
    const alive = count(subject.amount('environments.mean'));
    const idle = count(subject.amount('environments.meanIdle'));
    const created = count(subject.amount('environments.created'));
    on('environments', `${created} created on demand; on average ${alive} alive, ${idle} of them idle`);
  }
  const series = result.runs[0]?.series.functions[subject.name]?.['ConcurrentExecutions']?.['Maximum'] ?? [];
  const line = sparkline(series, page.width - LABEL);
  const mean = shown(subject.figure('concurrency.mean'), count);
  const max = shown(subject.figure('concurrency.max'), count);
  on('concurrency', `mean ${mean}, max ${max}${line === '' ? '' : '; its maximum over time:'}`);
  return line === '' ? lines : [...lines, `${' '.repeat(LABEL)}${line}`];
}

function costLines(result: Result, subject: Subject, page: Page): string[] {
  const parts = costParts(subject);
  const detail = parts.length > 1 ? `: ${parts.map(({ label, amount }) => `${label} ${usd(amount)}`).join(', ')}` : '';
  const time = duration(result.horizonMs - result.warmupMs);
  const spent = `${shown(subject.figure('cost.total'), usd)} in ${time}${detail}`;
  const cold = coldStartShareText(subject);
  const texts = [spent, ratesText(subject), cold && `cold starts ${cold}`].filter((text) => text !== '');
  const cheaper = cheapestText(subject);
  return [...entry('cost', texts.join('; '), page), ...(cheaper === '' ? [] : entry('cheaper', cheaper, page))];
}

/** In words, since a table of all phases would not fit the terminal. */
function anatomyLines(result: Result, page: Page): string[] {
  const cold = [...subjects(result)].sort((a, b) => b.amount('coldStarts') - a.amount('coldStarts'));
  const texts = cold
    .slice(0, ANATOMIES)
    .flatMap((subject) => anatomies(subject).map((anatomy) => `${forTerminal(subject.name)}: ${anatomyText(anatomy)}`));
  const lines = texts.flatMap((text) => {
    const [first = '', ...rest] = wrap(text, page.width - 4);
    return [`  ${first}`, ...rest.map((line) => `    ${line}`)];
  });
  const whose = cold.length > ANATOMIES ? `, of the ${ANATOMIES} functions that have most of them` : '';
  return lines.length === 0 ? [] : [...wrap(`A cold start${whose}`, page.width), ...lines];
}

function totalLines(result: Result, page: Page): string[] {
  const all = total(result);
  if (all === undefined) return [];
  return ['All functions', ...coldStartLines(all, page), ...costLines(result, all, page), ...troubleLines(all, page)];
}

function batchLines(result: Result, page: Page): string[] {
  const text = batchText(result);
  if (text === '') return [];
  const warnings = batchWarnings(result).flatMap((each) => wrap(`  ${forTerminal(each)}.`, page.width));
  return [
    ...wrap(`${text}.`, page.width),
    ...plainTable(batchTable(result), page.width),
    ...warnings.map((line) => page.style('yellow', line)),
  ];
}

/** The reruns under other assumptions; columns give way from the right where the terminal is narrow. */
function sensitivityLines(result: Result, page: Page): string[] {
  const tables = [...sensitivityTables(result, true), keepAliveRates(result, true)].filter(
    ({ rows }) => rows.length > 0,
  );
  if (tables.length === 0) return [];
  const changes = changeTexts(result).flatMap((text) => wrap(`  ${forTerminal(text)}`, page.width));
  return ['Under other assumptions', ...tables.flatMap((table) => plainTable(table, page.width)), ...changes];
}

function sloLines(result: Result, page: Page): string[] {
  return result.slo.flatMap(({ text, value, passed }) => {
    const [first = '', ...rest] = wrap(
      `${passed ? 'SLO passed' : 'SLO FAILED'} ${forTerminal(text)} (${value === null ? 'no value' : bare(value)})`,
      page.width,
    );
    return [page.style(passed ? 'green' : 'red', first), ...rest];
  });
}

/**
 * What to change; what would be cheaper stands with the cost of each function. Warnings are not repeated: whoever runs a scenario has
 * seen them before, with their place.
 */
function changeLines(result: Result, page: Page): string[] {
  const all = changes(result);
  const hints = all.filter(({ kind }) => kind === 'hint').slice(0, HINTS);
  const others = all.filter(({ kind }) => kind === 'coldStarts');
  return [
    ...hints.flatMap(({ text }) => {
      const [first = '', ...rest] = wrap(`hint: ${forTerminal(text)}`, page.width);
      return [page.style('yellow', first), ...rest];
    }),
    ...others.flatMap(({ text, ...of }) => {
      const whose = result.settings.length > 1 ? `${of.function}: ` : '';
      return wrap(forTerminal(`${whose}${text}`), page.width);
    }),
  ];
}
