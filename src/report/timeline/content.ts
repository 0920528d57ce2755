// What the timeline says in words: how many environments there were and how they ended, how a request was served, and what of it the
// page has room for. Plain text, unescaped.
import type { Timeline, TimelineFunction, Way } from '../../metrics/timeline.js';
import type { ColdStartCause } from '../../result.js';
import type { ReportTable } from '../content/tables.js';
import { CAUSE_LABELS } from '../content/words.js';
import { count, counted, duration } from '../format.js';

/** How an end is marked on the canvas. */
interface End {
  readonly short: string;
  readonly long: string;
  readonly mark: 'plain' | 'round' | 'square' | 'pointed';
}

/** By the words of the event log. */
const ENDS: Readonly<Record<string, End>> = {
  'keep-alive': { short: 'expired', long: 'expired: it had been idle for its keep-alive', mark: 'round' },
  'function idle': { short: 'expired', long: 'expired: the whole function had been idle for long', mark: 'round' },
  policy: { short: 'expired', long: 'ended by its keep-alive policy', mark: 'round' },
  'maximum life': { short: 'recycled', long: 'recycled at its maximum life', mark: 'pointed' },
  'scaled in': { short: 'scaled in', long: 'scaled in: fewer are provisioned', mark: 'square' },
  deployment: { short: 'deployed', long: 'ended by a deployment', mark: 'square' },
  failed: { short: 'failed', long: 'ended: its allocation failed', mark: 'square' },
};

export const endOf = (why: string): End => ENDS[why] ?? { short: why, long: why, mark: 'plain' };

/** Ends in the order in which they are listed, each once. */
const ENDINGS = [...new Set(Object.values(ENDS).map(({ short }) => short))];

export function wayText({ start, cause, outcome, spillover, suppressedInit }: Way): string {
  const label = cause === null ? '' : ` (${CAUSE_LABELS[cause as ColdStartCause]})`;
  const how = start === 'provisioned' ? 'on provisioned concurrency' : `${start} start${label}`;
  const further = [spillover ? 'spillover' : '', suppressedInit ? 'suppressed init' : '', outcome];
  return [how, ...further.filter((each) => each !== '' && each !== 'ok')].join(', ');
}

const createdOf = ({ cold, prepared, provisioned }: TimelineFunction): number => cold + prepared + provisioned;

const endedAs = ({ ended }: TimelineFunction, short: string): number =>
  Object.entries(ended).reduce((sum, [why, amount]) => sum + (endOf(why).short === short ? amount : 0), 0);

const sumOf = (functions: readonly TimelineFunction[], of: (each: TimelineFunction) => number): number =>
  functions.reduce((sum, each) => sum + of(each), 0);

export const nothingHappened = ({ functions }: Timeline): boolean =>
  functions.every((each) => createdOf(each) + each.throttles === 0);

/** Sentences with the numbers of the whole run. */
export function livesText({ functions }: Timeline): string {
  const created = sumOf(functions, createdOf);
  const cold = sumOf(functions, (each) => each.cold);
  const provisioned = sumOf(functions, (each) => each.provisioned);
  const prepared = sumOf(functions, (each) => each.prepared);
  const throttles = sumOf(functions, (each) => each.throttles);
  const kinds = [
    `${count(cold)} by cold start`,
    ...(prepared > 0 ? [`${count(prepared)} ahead of requests`] : []),
    ...(provisioned > 0 ? [`${count(provisioned)} provisioned`] : []),
  ];
  const ends = ENDINGS.map((short) => [sumOf(functions, (each) => endedAs(each, short)), short] as const);
  const ended = ends.filter(([amount]) => amount > 0).map(([amount, short]) => `${count(amount)} ${short}`);
  const left = created - ends.reduce((sum, [amount]) => sum + amount, 0);
  return [
    `${counted(created, 'environment')}: ${kinds.join(', ')}.`,
    `${ended.length === 0 ? 'None ended' : `Ended: ${ended.join(', ')}`}; ${count(left)} lived to the end.`,
    ...(throttles > 0 ? [`${counted(throttles, 'request')} throttled.`] : []),
  ].join(' ');
}

/** What is missing; empty where nothing is. */
export function missingText({ detailsUntil, livesUntil }: Timeline): string {
  if (detailsUntil === null) return '';
  const upTo = (time: number): string => `the first ${duration(time / 1000)}`;
  const requests = `Requests are shown for ${upTo(detailsUntil)}`;
  const lives = livesUntil === null ? 'environments for the whole time' : `environments for ${upTo(livesUntil)}`;
  return `${requests}, ${lives}: there is no room for more.`;
}

export function livesTable({ functions }: Timeline): ReportTable {
  const ends = ENDINGS.filter((short) => functions.some((each) => endedAs(each, short) > 0));
  const columns: (readonly [string, (each: TimelineFunction) => number])[] = [
    ['Cold starts', (each) => each.cold],
    ['Made ahead', (each) => each.prepared],
    ['Provisioned', (each) => each.provisioned],
    ...ends.map((short) => [sentenceCase(short), (each: TimelineFunction) => endedAs(each, short)] as const),
    [
      'Alive at the end',
      (each) => createdOf(each) - sumOf([each], (one) => ends.reduce((n, s) => n + endedAs(one, s), 0)),
    ],
    ['Throttles', (each) => each.throttles],
  ];
  const always = new Set(['Cold starts', 'Alive at the end']);
  const shown = columns.filter(([title, of]) => always.has(title) || functions.some((each) => of(each) > 0));
  return {
    caption: 'Environments created and ended, by function',
    head: ['Function', ...shown.map(([title]) => title)],
    rows: functions.map((each) => [{ name: each.name }, ...shown.map(([, of]) => count(of(each)))]),
    words: [],
  };
}

const sentenceCase = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
