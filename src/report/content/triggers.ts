// What became of what each trigger sent, as a table and in a sentence: what failed, was tried again, was dropped or waits. From a
// Result; says nothing of how it looks.
import type { Result } from '../../result.js';
import { isSynchronous } from '../../scenario/triggers/kinds.js';
import { count, counted, duration, NOTHING } from '../format.js';
import { shown, type TriggerSubject, triggerSubjects } from './figures.js';
import type { Cell, ReportTable } from './tables.js';

/** What says that something but success became of an event, in the order in which it is told. */
const TROUBLES = ['failed', 'deadLettered', 'dropped', 'queued'] as const;

const lost = ({ amount }: TriggerSubject): boolean => TROUBLES.some((path) => amount(path) > 0);

/** So many attempts of each on average are a matter of their own. */
const MANY_ATTEMPTS = 1.5;

export function attemptsEach({ amount }: TriggerSubject): number {
  const events = amount('events');
  return events === 0 ? 1 : 1 + amount('retries') / events;
}

/** The triggers of which there is a sentence: those that lost something, tried often or delivered twice, or (`all`) tried again at all. */
export function remarkable(result: Result, all = false): TriggerSubject[] {
  return triggerSubjects(result).filter((trigger) => {
    const triedMuch = all ? trigger.amount('retries') > 0 : attemptsEach(trigger) >= MANY_ATTEMPTS;
    return lost(trigger) || triedMuch || trigger.amount('duplicates') > 0;
  });
}

/** What calls and waits makes requests; what hands something over has events. */
export function nounOf({ settings }: TriggerSubject): 'request' | 'event' {
  const type = settings?.type ?? '';
  return type === 'trace' || isSynchronous({ type }) ? 'request' : 'event';
}

/** "12 of 1,000 events were dropped: 10 had no retries left, 2 …; retries made 3.4 attempts of each", without the name. */
export function remarkText(trigger: TriggerSubject): string {
  return [...lossTexts(trigger), duplicatesText(trigger), retriesText(trigger)]
    .filter((text) => text !== '')
    .join('; ');
}

function lossTexts(trigger: TriggerSubject): string[] {
  const told = TROUBLES.filter((path) => trigger.amount(path) > 0);
  return told.map((path, index) => {
    const amount = trigger.amount(path);
    // Of how many is said once.
    const of = index === 0 ? ` of ${counted(trigger.amount('events'), nounOf(trigger))}` : '';
    const reasons = path === 'dropped' ? reasonsText(trigger) : '';
    return `${count(amount)}${of} ${fate(path, amount === 1)}${reasons === '' ? '' : `: ${reasons}`}`;
  });
}

function fate(path: (typeof TROUBLES)[number], isOne: boolean): string {
  const were = isOne ? 'was' : 'were';
  switch (path) {
    case 'failed':
      return 'failed';
    case 'deadLettered':
      return 'went to the destination of failures';
    case 'dropped':
      return `${were} dropped`;
    case 'queued':
      return `${were} still queued at the end`;
  }
}

/** By the reasons of `droppedByReason`; one that is not listed here is said as it is. */
const REASONS: Readonly<Record<string, string>> = {
  'maximum event age': 'had reached maximumEventAge',
  'retries used up': 'had no retries left',
  'reserved concurrency of zero': 'met a reservedConcurrency of 0',
};

function reasonsText({ dropReasons }: TriggerSubject): string {
  const isOnly = dropReasons.length === 1;
  return dropReasons
    .map(([reason, amount]) => {
      const text = REASONS[reason];
      if (text === undefined) return isOnly ? reason : `${count(amount)} ${reason}`;
      return `${isOnly ? (amount === 1 ? 'it' : 'all') : count(amount)} ${text}`;
    })
    .join(', ');
}

function duplicatesText({ amount }: TriggerSubject): string {
  const duplicates = amount('duplicates');
  if (duplicates === 0) return '';
  return `${counted(duplicates, 'event')} ${duplicates === 1 ? 'was' : 'were'} delivered twice`;
}

function retriesText(trigger: TriggerSubject): string {
  const retries = trigger.amount('retries');
  if (retries === 0) return '';
  if (attemptsEach(trigger) < MANY_ATTEMPTS) return retries === 1 ? '1 retry' : `${count(retries)} retries`;
  return `retries made ${count(attemptsEach(trigger))} attempts of each ${nounOf(trigger)}`;
}

interface Column {
  readonly title: string;
  readonly cell: (trigger: TriggerSubject) => Cell;
  /** What must be above zero for one trigger at least; without it the column is always there. */
  readonly needs?: string;
  readonly holdsWords?: boolean;
}

const counts = (title: string, path: string): Column => ({
  title,
  cell: ({ figure }) => shown(figure(path), count),
  needs: path,
});

const latency = (path: string): Column => ({
  title: path,
  cell: ({ figure }) => shown(figure(`latencyMs.${path}`), duration),
});

const COLUMNS: readonly Column[] = [
  { title: 'Trigger', cell: ({ name }) => ({ name }), holdsWords: true },
  { title: 'Type', cell: ({ settings }) => settings?.type ?? NOTHING, holdsWords: true },
  { title: 'Calls', cell: ({ settings }) => settings?.target ?? NOTHING, holdsWords: true },
  { title: 'Events', cell: ({ figure }) => shown(figure('events'), count) },
  { title: 'Succeeded', cell: ({ figure }) => shown(figure('succeeded'), count) },
  counts('Failed', 'failed'),
  counts('Retries', 'retries'),
  { title: 'Retries of each', cell: (trigger) => count(attemptsEach(trigger) - 1), needs: 'retries' },
  counts('Duplicates', 'duplicates'),
  counts('Dead-lettered', 'deadLettered'),
  counts('Dropped', 'dropped'),
  counts('Still queued', 'queued'),
  ...['p50', 'p95', 'p99'].map(latency),
];

/**
 * A row each, where there are several or anything but success became of one; columns that are zero everywhere are left out. Why
 * some were dropped is in the sentences.
 */
export function triggerTable(result: Result): ReportTable {
  const triggers = triggerSubjects(result);
  const isShown = triggers.length > 1 || remarkable(result, true).length > 0;
  const columns = COLUMNS.filter(
    ({ needs }) => needs === undefined || triggers.some(({ amount }) => amount(needs) > 0),
  );
  return {
    caption: 'What became of what each trigger sent',
    head: columns.map(({ title }) => title),
    rows: isShown ? triggers.map((trigger) => columns.map(({ cell }) => cell(trigger))) : [],
    words: columns.flatMap(({ holdsWords }, index) => (holdsWords && index > 0 ? [index] : [])),
  };
}
