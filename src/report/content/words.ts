// What the reports say in words: why a start was cold and which setting avoids it, the verdict on a function. Plain text,
// unescaped and uncoloured: each report escapes and sets it in its own way.
import type { Cost } from '../../money-result.js';
import type { ColdStartCause, Result } from '../../result.js';
import { count, duration, percent, usd } from '../format.js';
import type { Subject } from './figures.js';

export const CAUSES: readonly ColdStartCause[] = ['first', 'scaleOut', 'expired', 'recycled', 'deployed'];

export const CAUSE_LABELS: Readonly<Record<ColdStartCause, string>> = {
  first: 'first',
  scaleOut: 'scale-out',
  expired: 'expired',
  recycled: 'recycled',
  deployed: 'deployed',
};

/** The same for those who do not know the terms, as a headline. */
export const CAUSES_IN_PLAIN: Readonly<Record<ColdStartCause, string>> = {
  first: 'first calls',
  scaleOut: 'more at once',
  expired: 'idle too long',
  recycled: 'too old',
  deployed: 'new version',
};

/** The series that counts them. */
export const CAUSE_METRICS: Readonly<Record<ColdStartCause, string>> = {
  first: 'ColdStartsFirst',
  scaleOut: 'ColdStartsScaleOut',
  expired: 'ColdStartsExpired',
  recycled: 'ColdStartsRecycled',
  deployed: 'ColdStartsDeployed',
};

/** Ends the sentence "these starts were cold because…". */
export const CAUSE_REASONS: Readonly<Record<ColdStartCause, string>> = {
  first: 'nothing had run before',
  scaleOut: 'more requests ran at once than ever before',
  expired: 'the environment had been idle longer than its keep-alive',
  recycled: 'the environment had reached its maximum life',
  deployed: 'a new version starts without environments',
};

/** The setting that would have avoided such starts. */
export function remedy(cause: ColdStartCause, subject: Subject): string {
  const peak = Math.ceil(subject.amount('concurrency.max'));
  // SnapStart and provisioned concurrency exclude each other (M-SNAPSTART).
  if (subject.settings?.restoreBilledShare != null)
    return 'provisionedConcurrency in the place of SnapStart, with which it cannot go';
  const where = (subject.settings?.provisioned.length ?? 0) > 0 ? '' : ' on an alias';
  switch (cause) {
    case 'first':
      return `provisionedConcurrency${where}, ready from the start`;
    case 'scaleOut':
      return `provisionedConcurrency${where} up to the peak of ${count(peak)} at once`;
    case 'expired':
      return `provisionedConcurrency${where}, or a warming schedule`;
    case 'recycled':
      return `provisionedConcurrency${where}, which is replaced without a gap`;
    case 'deployed':
      return 'provisionedConcurrency on the alias, ready before traffic shifts';
  }
}

/** Why there are so many replications, where a precision was asked for; a sentence without its point. */
export function precisionText({ precision }: Result): string {
  if (precision === undefined) return '';
  const { metric, wanted, reached, stoppedBy } = precision;
  const is = reached === null ? 'has no interval' : `is known to ${percent(reached)}`;
  if (stoppedBy === 'precision') return `Replicated until ${metric} was known to ${percent(wanted)}: it ${is}`;
  const ended = stoppedBy === 'limit' ? `The limit of ${count(precision.limit)} replications` : 'The interruption';
  return `${ended} came before ${metric} was known to ${percent(wanted)}: it ${is}`;
}

/** The causes that occurred, most frequent first, with the mean number of cold starts of each. */
export function causesOf(subject: Subject): { readonly cause: ColdStartCause; readonly coldStarts: number }[] {
  return CAUSES.map((cause) => ({ cause, coldStarts: subject.amount(`coldStartCauses.${cause}`) }))
    .filter(({ coldStarts }) => coldStarts > 0)
    .sort((a, b) => b.coldStarts - a.coldStarts);
}

const LATENCY_KINDS = [
  ['all', 'latencyMs'],
  ['cold', 'coldLatencyMs'],
  ['warm', 'warmLatencyMs'],
  ['provisioned', 'provisionedLatencyMs'],
] as const;

/** The kinds of start that occurred, with the path of their latency. */
export function latencyKinds(subject: Subject): (typeof LATENCY_KINDS)[number][] {
  return LATENCY_KINDS.filter(([, path]) => subject.figure(`${path}.p50`).mean !== null);
}

export const COST_PARTS: readonly (readonly [part: keyof Cost, label: string])[] = [
  ['duration', 'duration'],
  ['requests', 'requests'],
  ['provisionedCapacity', 'provisioned capacity'],
  ['provisionedDuration', 'provisioned duration'],
  ['snapStart', 'SnapStart'],
  ['ephemeralStorage', 'ephemeral storage'],
  ['logs', 'logs'],
  ['streaming', 'response streaming'],
  ['pollers', 'provisioned pollers'],
];

/** The parts of the cost that are not zero, largest first. */
export function costParts(
  subject: Subject,
): { readonly part: keyof Cost; readonly label: string; readonly amount: number }[] {
  return COST_PARTS.map(([part, label]) => ({ part, label, amount: subject.amount(`cost.${part}`) }))
    .filter(({ amount }) => amount !== 0)
    .sort((a, b) => b.amount - a.amount);
}

/** "1.2 % of 72,004 invocations started cold (864, mostly because …); p99 412 ms; $0.84", without the name. */
export function verdict(subject: Subject): string {
  const invocations = subject.amount('invocations');
  const throttles = subject.amount('throttles');
  const throttled = throttles > 0 ? `; ${count(throttles)} throttled` : '';
  if (invocations === 0) return `no invocation ran${throttled}`;
  const p99 = duration(subject.figure('latencyMs.p99').mean);
  return `${coldness(subject, invocations)}; p99 ${p99}${throttled}; ${costInShort(subject)}`;
}

/** "$0.12", "$0.12 ($87.60 a month)". */
function costInShort(subject: Subject): string {
  const month = subject.figure('monthly.total').mean;
  return `${usd(subject.amount('cost.total'))}${month === null ? '' : ` (${usd(month)} a month)`}`;
}

function coldness(subject: Subject, invocations: number): string {
  const coldStarts = subject.amount('coldStarts');
  const [main] = causesOf(subject);
  if (coldStarts === 0 || main === undefined) return `none of ${count(invocations)} invocations started cold`;
  const extent = main.coldStarts === coldStarts ? 'all' : main.coldStarts > coldStarts / 2 ? 'mostly' : 'most often';
  const share = percent(coldStarts / invocations);
  return `${share} of ${count(invocations)} invocations started cold (${count(coldStarts)}, ${extent} because ${CAUSE_REASONS[main.cause]})`;
}
