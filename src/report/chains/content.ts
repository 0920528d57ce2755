// Where the latency of chains goes: what a request waits for, function by function in calling order, as figures, a sentence and a
// table. From a Result; says nothing of how it looks.
import type { AttributedTime, Attribution } from '../../chain-result.js';
import type { Result } from '../../result.js';
import { shown, type TriggerSubject, triggerSubjects } from '../content/figures.js';
import { type Cell, capital, type ReportTable } from '../content/tables.js';
import { nounOf } from '../content/triggers.js';
import { count, counted, duration, percent } from '../format.js';

/** The parts of the time from left to right, with the name of each in the singular. */
export const PARTS = [
  ['coldStartMs', 'cold start'],
  ['handlerMs', 'handler'],
  ['waitMs', 'wait'],
] as const satisfies readonly (readonly [keyof AttributedTime, string])[];

/** Means over the same requests, in milliseconds. */
export interface Step extends Readonly<Record<keyof AttributedTime, number>> {
  readonly name: string;
  /** What the functions before it take together, and what it takes itself. */
  readonly fromMs: number;
  readonly ms: number;
}

export interface Waterfall {
  /** A mean over the replications. */
  readonly requests: number;
  readonly steps: readonly Step[];
  readonly ms: number;
}

export interface Chain {
  readonly trigger: TriggerSubject;
  readonly all: Waterfall;
  /** Those with a cold start on their way; `null` where that are all or none. */
  readonly cold: Waterfall | null;
}

/** The triggers that begin a chain and had a request of one answered, in the order of the scenario. */
export function chains(result: Result): Chain[] {
  const attributions = result.runs[0]?.triggers ?? {};
  return triggerSubjects(result).flatMap((trigger): Chain[] => {
    const functions = Object.keys(attributions[trigger.name]?.attribution?.all.functions ?? {});
    const all = waterfall(trigger, 'all', functions);
    if (all.requests === 0) return [];
    const cold = waterfall(trigger, 'withColdStart', functions);
    return [{ trigger, all, cold: cold.requests === 0 || cold.requests === all.requests ? null : cold }];
  });
}

function waterfall({ amount }: TriggerSubject, which: keyof Attribution, functions: readonly string[]): Waterfall {
  let ms = 0;
  const steps = functions.map((name): Step => {
    const of = (part: keyof AttributedTime): number => amount(`attribution.${which}.functions.${name}.${part}`);
    const times = { coldStartMs: of('coldStartMs'), handlerMs: of('handlerMs'), waitMs: of('waitMs') };
    const step = { name, ...times, fromMs: ms, ms: times.coldStartMs + times.handlerMs + times.waitMs };
    ms += step.ms;
    return step;
  });
  return { requests: amount(`attribution.${which}.requests`), steps, ms };
}

/** So many functions that take most, in calling order; none that took nothing. */
export function largest({ steps }: Waterfall, most: number): Step[] {
  const kept = new Set([...steps].sort((a, b) => b.ms - a.ms).slice(0, most));
  return steps.filter((step) => step.ms > 0 && kept.has(step));
}

const totalOf = ({ steps }: Waterfall, part: keyof AttributedTime): number =>
  steps.reduce((sum, step) => sum + step[part], 0);

/**
 * "12 % of what a request waits, 425 ms on average, are cold starts: 31 ms of tax, 20 ms of checkout; where a cold start is on the
 * way, as of 19 in 26 requests, it waits 1.2 s", without the name.
 */
export function chainText(chain: Chain): string {
  const { all } = chain;
  const noun = nounOf(chain.trigger);
  const cold = totalOf(all, 'coldStartMs');
  const waits = totalOf(all, 'waitMs');
  const what = `what ${noun === 'event' ? 'an event takes' : 'a request waits'}, ${duration(all.ms)} on average,`;
  const coldness =
    cold === 0
      ? `none of ${what} is a cold start`
      : `${percent(cold / all.ms)} of ${what} are cold starts: ${sharesText(all, 'coldStartMs', 'of')}`;
  const waiting =
    waits === 0
      ? ''
      : `${percent(waits / all.ms)} go to attempts without an answer and to back-off: ${sharesText(all, 'waitMs', 'for')}`;
  return [coldness, waiting, apartText(chain)].filter((text) => text !== '').join('; ');
}

/** So many functions are named. */
const NAMED = 3;

/** "31 ms of tax, 20 ms of checkout, 12 ms of 4 others": the largest first. */
function sharesText({ steps }: Waterfall, part: keyof AttributedTime, preposition: string): string {
  const concerned = steps.filter((step) => step[part] > 0).sort((a, b) => b[part] - a[part]);
  const named = concerned.length > NAMED + 1 ? concerned.slice(0, NAMED) : concerned;
  const others = concerned.slice(named.length);
  const rest = others.reduce((sum, step) => sum + step[part], 0);
  return [
    ...named.map((step) => `${duration(step[part])} ${preposition} ${step.name}`),
    ...(others.length === 0 ? [] : [`${duration(rest)} ${preposition} ${count(others.length)} others`]),
  ].join(', ');
}

function apartText({ all, cold, trigger }: Chain): string {
  if (cold === null) return '';
  const noun = nounOf(trigger);
  const verb = noun === 'event' ? 'takes' : 'waits';
  return `where a cold start is on the way, as of ${count(cold.requests)} in ${counted(all.requests, noun)}, it ${verb} ${duration(cold.ms)}`;
}

/** "tax: 51 ms = cold start 31 ms + handler 20 ms". */
export function stepText(step: Step): string {
  const parts = PARTS.filter(([part]) => step[part] > 0).map(([part, label]) => `${label} ${duration(step[part])}`);
  return `${step.name}: ${duration(step.ms)}${parts.length === 0 ? '' : ` = ${parts.join(' + ')}`}`;
}

/** The parts that occur in a chain at all. */
export function partsOf({ all }: Chain): (typeof PARTS)[number][] {
  return PARTS.filter(([part]) => totalOf(all, part) > 0);
}

/** A row for each function, and one for all of them together, which is the mean latency. */
export function chainTable(chain: Chain): ReportTable {
  const { trigger, all, cold } = chain;
  const parts = partsOf(chain);
  const rows = all.steps.map((step, index): Cell[] => {
    const path = `attribution.all.functions.${step.name}`;
    return [
      { name: step.name },
      ...parts.map(([part]) => shown(trigger.figure(`${path}.${part}`), duration)),
      duration(step.ms),
      ...(cold === null ? [] : [duration(cold.steps[index]!.coldStartMs), duration(cold.steps[index]!.ms)]),
    ];
  });
  const together = [
    'Together',
    ...parts.map(([part]) => duration(totalOf(all, part))),
    duration(all.ms),
    ...(cold === null ? [] : [duration(totalOf(cold, 'coldStartMs')), duration(cold.ms)]),
  ];
  const head = [
    'Function',
    ...parts.map(([, label]) => capital(label)),
    'Together',
    ...(cold === null ? [] : ['If cold: cold start', 'If cold: together']),
  ];
  return {
    caption: `What ${nounOf(trigger) === 'event' ? 'an event' : 'a request'} of ${trigger.name} waits for`,
    head,
    rows: [...rows, together],
    words: [],
  };
}
