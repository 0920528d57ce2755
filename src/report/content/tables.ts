// The tables of a report, for the page and for Markdown alike: what stands in which cell, already formatted but not yet
// escaped.
import type { FunctionSettings, Result } from '../../result.js';
import { bare, count, duration, NOTHING, percent, usd } from '../format.js';
import { type Subject, shown, subjects, total } from './figures.js';
import { CAUSE_LABELS, CAUSES, latencyKinds } from './words.js';

/**
 * A function's name, that of a part of the row above, code as it stands in a scenario, an outcome, what must not be overlooked,
 * or plain text.
 */
export type Cell =
  | string
  | { readonly name: string }
  | { readonly under: string }
  | { readonly code: string }
  | { readonly passed: boolean }
  | { readonly alarming: string };

export interface ReportTable {
  readonly caption: string;
  readonly head: readonly Cell[];
  /** The first cell of a row is its heading; without rows there is no table. */
  readonly rows: readonly (readonly Cell[])[];
  /** Columns that hold words; all others but the first are numbers, flush right. */
  readonly words: readonly number[];
}

export const ALL = 'All functions';

export function figureTable(result: Result): ReportTable {
  const monthly = result.runs[0]?.total.monthly !== undefined;
  const row = (subject: Subject, title: Cell): Cell[] => [
    title,
    shown(subject.figure('invocations'), count),
    shown(subject.figure('coldStarts'), count),
    shown(subject.figure('coldStartRate'), percent),
    shown(subject.figure('latencyMs.p50'), duration),
    shown(subject.figure('latencyMs.p99'), duration),
    shown(subject.figure('concurrency.max'), count),
    shown(subject.figure('throttles'), count),
    shown(subject.figure('cost.total'), usd),
    ...(monthly ? [shown(subject.figure('monthly.total'), usd)] : []),
  ];
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
    ...(monthly ? ['A month'] : []),
  ];
  return { caption: 'Key figures of each function', head, rows: withTotal(result, row), words: [] };
}

/** A row each, and one for all where there are several. */
function withTotal(result: Result, row: (subject: Subject, title: Cell) => Cell[]): Cell[][] {
  const functions = subjects(result);
  const all = total(result);
  const rows = functions.map((subject) => row(subject, { name: subject.name }));
  return all !== undefined && functions.length > 1 ? [...rows, row(all, ALL)] : rows;
}

export function causeTable(result: Result): ReportTable {
  const functions = subjects(result);
  const occurring = CAUSES.filter((cause) =>
    functions.some((subject) => subject.amount(`coldStartCauses.${cause}`) > 0),
  );
  const rows = functions.map((subject) => [
    { name: subject.name },
    ...occurring.map((cause) => shown(subject.figure(`coldStartCauses.${cause}`), count)),
  ]);
  const head = ['Function', ...occurring.map((cause) => CAUSE_LABELS[cause])];
  return {
    caption: 'Cold starts of each function by cause',
    head,
    rows: occurring.length === 0 ? [] : rows,
    words: [],
  };
}

export function latencyTable(result: Result): ReportTable {
  const statistics = ['mean', 'p50', 'p90', 'p95', 'p99', 'p999', 'max'];
  const rows = subjects(result).flatMap((subject) =>
    latencyKinds(subject).map(([kind, path]) => [
      { name: subject.name },
      kind,
      ...statistics.map((statistic) => shown(subject.figure(`${path}.${statistic}`), duration)),
    ]),
  );
  const head = ['Function', 'Start', 'Mean', 'p50', 'p90', 'p95', 'p99', 'p99.9', 'Max'];
  return { caption: 'Latency by kind of start', head, rows, words: [1] };
}

const TROUBLES = [
  ['Throttles', 'throttles'],
  ['Errors', 'errors'],
  ['of which timeouts', 'timeouts'],
  ['Failed inits, at the limit', 'initTimeouts'],
  ['Failed inits, in error', 'initErrors'],
  ['Suppressed inits', 'suppressedInits'],
  ['Retries', 'retries'],
  ['Given up', 'dropped'],
] as const;

/** Only what occurred, and only the functions where it did. */
export function troubleTable(result: Result): ReportTable {
  const functions = subjects(result);
  const occurring = TROUBLES.filter(([, path]) => functions.some((subject) => subject.amount(path) > 0));
  const rows = functions
    .filter((subject) => occurring.some(([, path]) => subject.amount(path) > 0))
    .map((subject) => [{ name: subject.name }, ...occurring.map(([, path]) => shown(subject.figure(path), count))]);
  const head = ['Function', ...occurring.map(([title]) => title)];
  return { caption: 'Throttles and errors of each function', head, rows, words: [] };
}

export function throttleTable(result: Result): ReportTable {
  const rows = subjects(result).flatMap((subject) =>
    subject.throttleReasons.map(([reason, mean]) => [{ name: subject.name }, { code: reason }, count(mean)]),
  );
  return { caption: 'Throttles by reason', head: ['Function', 'Reason', 'Throttles'], rows, words: [1] };
}

export function capital(label: string): string {
  return label.slice(0, 1).toUpperCase() + label.slice(1);
}

export function objectiveTable(result: Result): ReportTable {
  const rows = result.slo.map(({ text, value, passed }) => [{ code: text }, bare(value), { passed }]);
  const value = result.runs.length > 1 ? '95 % bound' : 'Value';
  return { caption: 'Service level objectives', head: ['Objective', value, 'Outcome'], rows, words: [2] };
}

/** What calls the functions, as the scenario describes it. */
export function trafficTable({ traffic }: Result): ReportTable {
  const rows = traffic.map(({ trigger, type, target, arrivals }) => [{ name: trigger }, type, target, arrivals]);
  return { caption: 'What calls them', head: ['Trigger', 'Type', 'Target', 'Arrivals'], rows, words: [1, 2, 3] };
}

/** Few functions stand side by side; more have a line each. What no function has is left out. */
export function settingsTable(result: Result): ReportTable {
  const caption = 'Settings of each function';
  const names = result.settings.map(({ name }) => ({ name }));
  const all = result.settings.map(settingsOf);
  const titles = Object.keys(all[0] ?? {}).filter(
    (title) => !OPTIONAL.includes(title) || all.some((settings) => settings[title] !== NOTHING),
  );
  if (names.length > 3) {
    const rows = all.map((settings, index) => [names[index]!, ...titles.map((title) => settings[title] ?? NOTHING)]);
    const words = titles.flatMap((title, index) => (NUMERIC.includes(title) ? [] : [index + 1]));
    return { caption, head: ['Function', ...titles], rows, words };
  }
  const rows = titles.map((title) => [title, ...all.map((settings) => settings[title] ?? NOTHING)]);
  return { caption, head: ['Setting', ...names], rows, words: [1, 2, 3] };
}

const NUMERIC = ['Memory', 'Timeout', 'Reserved'];
const OPTIONAL = ['Weights', 'Deployments'];

/** Of one function, by title, in words. */
export function settingsOf(settings: FunctionSettings): Record<string, string> {
  const provisioned = settings.provisioned.map((each) => `${each.qualifier}: ${each.text}`);
  return {
    Region: settings.region,
    Runtime: `${settings.runtime}, ${settings.architecture}`,
    Memory: `${count(settings.memoryMB)} MB`,
    Timeout: duration(settings.timeoutMs),
    Reserved: count(settings.reservedConcurrency),
    Provisioned: provisioned.join('; ') || NOTHING,
    Weights: settings.weights.join('; ') || NOTHING,
    Deployments: settings.deployments.join('; ') || NOTHING,
    Placement: settings.placement,
    'Keep-alive': settings.keepAlive,
    Handler: settings.handler,
    Init: settings.init,
  };
}
