// The beginning of a request's story: who calls, what the name stands for, which limits it meets, and what throttles it.
import type { RequestFacts, StoryLine } from '../../explanation.js';
import type { FunctionSpec, ScalingRate, Scenario } from '../../scenario/types.js';
import { forTerminal } from '../escape.js';
import { count } from '../format.js';
import { calendarTime, exactly } from './exactly.js';

export function arrivalLine(facts: RequestFacts, { start, warmup }: Scenario): StoryLine {
  const { qualifier, version } = facts;
  const called = qualifier === '$LATEST' ? facts.function : `${facts.function}:${qualifier}`;
  const [day, time] = calendarTime(start, facts.arrivedMs).split('T');
  const text =
    `Trigger ${forTerminal(facts.trigger)} calls ${forTerminal(called)}, on ${day} at ${time?.replace('Z', '')} UTC, ` +
    `${exactly(facts.arrivedMs)} after the start of the simulation`;
  const details =
    qualifier === '$LATEST'
      ? ['No alias is named: the call goes to $LATEST.']
      : version !== qualifier
        ? [`${forTerminal(qualifier)} is an alias of version ${version}.`]
        : [];
  if (facts.arrivedMs * 1000 < warmup)
    details.push(`It lies in the warm-up of ${exactly(warmup / 1000)}, so it is not in the statistics.`);
  return { afterMs: 0, text, details };
}

/** Which of the limits it passed; nothing for a throttled request, whose limit is the next line. */
export function limitLines(facts: RequestFacts, spec: FunctionSpec): StoryLine[] {
  if (facts.start === 'throttled' || facts.start === 'provisioned') return [];
  const { inFlight, limit } = facts.concurrency;
  const spilled = facts.spillover
    ? [
        {
          afterMs: 0,
          text: `All that is provisioned on ${forTerminal(facts.qualifier)} is busy: it spills over and runs on demand`,
          details: [],
        },
      ]
    : [];
  const text = `There is room: ${count(inFlight)} of at most ${count(limit)} executions on demand`;
  return [...spilled, { afterMs: 0, text, details: [limitText(spec)] }];
}

function limitText({ reservedConcurrency }: FunctionSpec): string {
  return reservedConcurrency === null
    ? 'The limit is what the account has left for functions that reserve nothing.'
    : `The limit is the function’s reservedConcurrency of ${count(reservedConcurrency)}, less what is provisioned.`;
}

/** Why it is refused, and the setting that would have let it in. */
export function throttleLines(facts: RequestFacts, { account }: Scenario, spec: FunctionSpec): StoryLine[] {
  if (facts.start !== 'throttled') return [];
  const [text, remedy] = throttleWords(facts, account, spec);
  const details = [`AWS’s reason: ${facts.cause}.`, `Avoided by ${remedy}.`];
  if (facts.cause === 'ScalingRateExceeded')
    details[0] = 'AWS answers such a request with 429; the name ScalingRateExceeded is ours.';
  return [
    { afterMs: 0, text: `Throttled: ${text}`, details },
    { afterMs: 0, text: 'The client has its refusal at once. Nothing runs, nothing is billed', details: [] },
  ];
}

function throttleWords(
  { cause, concurrency: { limit } }: RequestFacts,
  account: Scenario['account'],
  { reservedConcurrency }: FunctionSpec,
): readonly [text: string, remedy: string] {
  const rate = (units: number | null): string => count((account.requestRate ?? 0) * (units ?? 0));
  if (reservedConcurrency === 0)
    return ['reservedConcurrency of 0 stops the function', 'a reservedConcurrency above 0, or none'];
  switch (cause) {
    case 'ConcurrentInvocationLimitExceeded':
      return [
        `all ${count(limit)} executions on demand that functions without reservedConcurrency share are in progress`,
        'more account.concurrency (a quota to raise), reservedConcurrency for this function, or a shorter handler',
      ];
    case 'ReservedFunctionConcurrentInvocationLimitExceeded':
      return [
        limit === 0
          ? `reservedConcurrency ${count(reservedConcurrency)} is all provisioned and leaves nothing on demand`
          : `all ${count(limit)} executions on demand that reservedConcurrency ${count(reservedConcurrency)} leaves are in progress`,
        'a higher reservedConcurrency, or none',
      ];
    case 'FunctionInvocationRateLimitExceeded':
      return [
        `more than ${rate(account.concurrency)} requests came within a second, ${count(account.requestRate)} for each unit of account.concurrency`,
        'more account.concurrency (a quota to raise)',
      ];
    case 'ReservedFunctionInvocationRateLimitExceeded':
      return [
        `more than ${rate(reservedConcurrency)} requests came within a second, ${count(account.requestRate)} for each unit of reservedConcurrency`,
        'a higher reservedConcurrency, or none',
      ];
    default:
      return [
        `it needs a new environment, and account.scalingRate allows no more for now (${count(functionRate(account)?.burst ?? null)} at once, then ${count(functionRate(account)?.perSecond ?? null)} a second)`,
        'provisionedConcurrency that is there before such a rush, or traffic that rises more slowly',
      ];
  }
}

const functionRate = ({ scalingRate }: { readonly scalingRate: ScalingRate | null }) =>
  scalingRate?.kind === 'function' ? scalingRate : null;
