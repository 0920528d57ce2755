// What a report answers before anything else: how often cold, why, how slow, at what cost. From a Result; says nothing of how it
// looks.
import type { Result } from '../../result.js';
import { type Subject, shown, subjects } from '../content/figures.js';
import { coldStartShareText, ratesText } from '../content/money.js';
import { CAUSE_LABELS, CAUSE_REASONS, CAUSES_IN_PLAIN, causesOf } from '../content/words.js';
import { count, counted, duration, NOTHING, percent, usd } from '../format.js';

export interface Answer {
  readonly question: string;
  readonly figure: string;
  /** Short lines on it. A name in them may be hostile, as in any text. */
  readonly notes: readonly string[];
}

/** `subject` is the only function, or all together. */
export function answers(result: Result, subject: Subject): Answer[] {
  return [howOften(result, subject), why(subject), howSlow(result, subject), whatItCosts(result, subject)];
}

function howOften(result: Result, subject: Subject): Answer {
  const throttles = subject.amount('throttles');
  const onProvisioned = subject.amount('provisionedInvocations');
  const most = foremost(result, 'coldStarts');
  return {
    question: 'How often cold?',
    figure: shown(subject.figure('coldStartRate'), percent),
    notes: [
      `${shown(subject.figure('coldStarts'), count)} of ${counted(subject.amount('invocations'), 'invocation')}`,
      ...(most === undefined
        ? []
        : [`most in ${most.name}: ${count(most.amount('coldStarts'))} of ${count(most.amount('invocations'))}`]),
      ...(onProvisioned > 0 ? [`${count(onProvisioned)} ran on what is provisioned`] : []),
      ...(throttles > 0 ? [`${counted(throttles, 'request')} throttled`] : []),
    ],
  };
}

function why(subject: Subject): Answer {
  const causes = causesOf(subject);
  const [main] = causes;
  const question = 'Why?';
  if (main === undefined) return { question, figure: NOTHING, notes: ['no start was cold'] };
  return {
    question,
    figure: CAUSES_IN_PLAIN[main.cause],
    notes: causes.map(
      ({ cause, coldStarts }) => `${count(coldStarts)} ${CAUSE_LABELS[cause]}: ${CAUSE_REASONS[cause]}`,
    ),
  };
}

const KINDS = [
  ['cold', 'coldLatencyMs'],
  ['warm', 'warmLatencyMs'],
  ['provisioned', 'provisionedLatencyMs'],
] as const;

function howSlow(result: Result, subject: Subject): Answer {
  const medians = KINDS.flatMap(([kind, path]) => {
    const { mean } = subject.figure(`${path}.p50`);
    return mean === null ? [] : [`${kind} ${duration(mean)}`];
  });
  const slowest = foremost(result, 'latencyMs.p99');
  return {
    question: 'How slow?',
    figure: shown(subject.figure('latencyMs.p99'), duration),
    notes: [
      'p99: 99 % are answered within this',
      `half within ${duration(subject.figure('latencyMs.p50').mean)}; the slowest took ${duration(subject.figure('latencyMs.max').mean)}`,
      ...(medians.length > 1 ? [`typically ${medians.join(', ')}`] : []),
      ...(slowest === undefined
        ? []
        : [`highest p99: ${slowest.name}, ${duration(slowest.figure('latencyMs.p99').mean)}`]),
    ],
  };
}

function whatItCosts(result: Result, subject: Subject): Answer {
  const cold = coldStartShareText(subject);
  const provisioned = subject.amount('cost.provisionedCapacity') + subject.amount('cost.provisionedDuration');
  const dearest = foremost(result, 'cost.total');
  const rates = ratesText(subject);
  return {
    question: 'What does it cost?',
    figure: shown(subject.figure('cost.total'), usd),
    notes: [
      `in ${duration(result.horizonMs - result.warmupMs)}${rates === '' ? '' : `: ${rates}`}`,
      ...(provisioned === 0
        ? []
        : [`for what is provisioned ${usd(provisioned)} (${percent(provisioned / subject.amount('cost.total'))})`]),
      ...(cold === '' ? [] : [`for starting cold ${cold.replace(' of it', '')}`]),
      ...(dearest === undefined ? [] : [`most for ${dearest.name}: ${usd(dearest.amount('cost.total'))}`]),
    ],
  };
}

/** The function with the most of it, where there are several and one has more than the others. */
function foremost(result: Result, path: string): Subject | undefined {
  const functions = subjects(result);
  if (functions.length < 2) return undefined;
  const [first, second] = [...functions].sort((a, b) => b.amount(path) - a.amount(path));
  return first!.amount(path) > second!.amount(path) ? first : undefined;
}
