// What waits for Lambda, trigger by trigger: the series of replication 0 that say so, by whatever names the source has for them, and
// what they say in words. Draws nothing.
import type { Result } from '../../result.js';
import { type TriggerSubject, triggerSubjects } from '../content/figures.js';
import { clock, count, counted, duration } from '../format.js';

export type Values = readonly (number | null)[];

/** What became of an event in a step but success. */
export const FATES = ['Retries', 'DeadLettered', 'Dropped'] as const;
export type Fate = (typeof FATES)[number];

/** Each value stands for a step of the series. */
export interface Backlog {
  readonly trigger: TriggerSubject;
  readonly noun: 'event' | 'message' | 'record';
  /** What waits and is not being worked on, on average. */
  readonly waiting: Values;
  readonly inFlight: Values;
  readonly mostInFlight: Values;
  /** The most that waited; of records those in flight among them, since they leave when they are settled. */
  readonly most: Values;
  /** In milliseconds, the highest; whose age it is, `ageOf` tells. */
  readonly age: Values;
  readonly ageOf: string;
  readonly fates: Readonly<Record<Fate, Values>>;
}

interface Source {
  readonly noun: Backlog['noun'];
  readonly waiting: string;
  readonly inFlight: string;
  /** Whether what is in flight counts as waiting too. */
  readonly holdsBoth: boolean;
  readonly age: string;
  readonly ageMs: number;
  readonly ageOf: string;
}

const LAST_RECORD = 'the last record of each batch when it is sent';

const SOURCES: readonly Source[] = [
  {
    noun: 'message',
    waiting: 'ApproximateNumberOfMessagesVisible',
    inFlight: 'ApproximateNumberOfMessagesNotVisible',
    holdsBoth: false,
    age: 'ApproximateAgeOfOldestMessage',
    ageMs: 1000,
    ageOf: 'the oldest message in the queue (ApproximateAgeOfOldestMessage)',
  },
  {
    noun: 'record',
    waiting: 'RecordsWaiting',
    inFlight: 'RecordsInFlight',
    holdsBoth: true,
    age: 'IteratorAge',
    ageMs: 1,
    ageOf: `${LAST_RECORD} (IteratorAge)`,
  },
  {
    noun: 'record',
    waiting: 'OffsetLag',
    inFlight: 'RecordsInFlight',
    holdsBoth: true,
    age: 'RecordAge',
    ageMs: 1,
    ageOf: LAST_RECORD,
  },
  {
    noun: 'event',
    waiting: 'EventsWaiting',
    inFlight: 'EventsInFlight',
    holdsBoth: false,
    age: 'EventAge',
    ageMs: 1,
    ageOf: 'events when their function is invoked',
  },
];

/** Of every trigger of whose events, messages or records some may wait for Lambda. */
export function backlogs(result: Result): Backlog[] {
  return triggerSubjects(result).flatMap((trigger) => {
    const metrics = result.runs[0]?.series.triggers[trigger.name] ?? {};
    const source = SOURCES.find(({ waiting }) => metrics[waiting] !== undefined);
    if (source === undefined) return [];
    const of = (metric: string, statistic: string): Values => metrics[metric]?.[statistic] ?? [];
    const inFlight = of(source.inFlight, 'Average');
    const waiting = of(source.waiting, 'Average');
    return [
      {
        trigger,
        noun: source.noun,
        waiting: source.holdsBoth
          ? waiting.map((each, step) => Math.max(0, (each ?? 0) - (inFlight[step] ?? 0)))
          : waiting,
        inFlight,
        mostInFlight: of(source.inFlight, 'Maximum'),
        most: of(source.waiting, 'Maximum'),
        age: of(source.age, 'Maximum').map((each) => (each === null ? null : each * source.ageMs)),
        ageOf: source.ageOf,
        fates: {
          Retries: of('Retries', 'Sum'),
          DeadLettered: of('DeadLettered', 'Sum'),
          Dropped: of('Dropped', 'Sum'),
        },
      },
    ];
  });
}

/** Those of which more waited at a time than Lambda worked on. */
export function longBacklogs(result: Result): Backlog[] {
  return backlogs(result).filter(({ most, mostInFlight }) => highest(most) > highest(mostInFlight));
}

/** "at most 1,000,000 messages waited and 9,050 were in flight; the oldest message in the queue: up to 3 min 20 s", without a name. */
export function backlogText(backlog: Backlog): string {
  return `at most ${waitedText(backlog)} and ${count(highest(backlog.mostInFlight))} were in flight`;
}

function waitedText({ most, noun }: Backlog): string {
  return `${counted(highest(most), noun)} waited`;
}

/** Whose age it is, how high, and when. */
export function ageText({ age, ageOf }: Backlog, stepMs: number): string {
  const most = highest(age);
  const step = age.indexOf(most);
  if (step < 0) return `age of ${ageOf}: none`;
  return `age of ${ageOf}: ${duration(most)} at most${most > 0 ? `, reached after ${clock(step * stepMs)}` : ''}`;
}

const FATE_WORDS: Readonly<Record<Fate, string>> = {
  Retries: 'tried again',
  DeadLettered: 'dead-lettered',
  Dropped: 'dropped',
};

/** "12 tried again, 3 dead-lettered" within the simulated time. */
export function fateText({ fates }: Backlog): string {
  const told = FATES.map((fate) => [FATE_WORDS[fate], total(fates[fate])] as const).filter(([, sum]) => sum > 0);
  return told.length === 0
    ? 'nothing was tried again, dead-lettered or dropped'
    : told.map(([words, sum]) => `${count(sum)} ${words}`).join(', ');
}

export function highest(values: Values): number {
  return values.reduce<number>((most, value) => Math.max(most, value ?? 0), 0);
}

export function total(values: Values): number {
  return values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
}
