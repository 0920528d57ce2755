// The beginning of a request's story: who calls, what the name stands for, which limits it meets, and what throttles it.
import type { DeploymentThen, RequestFacts, StoryLine } from '../../explanation.js';
import type { ScalingRate } from '../../scenario/account/types.js';
import type { FunctionSpec, Scenario } from '../../scenario/types.js';
import { forTerminal } from '../escape.js';
import { count, percent } from '../format.js';
import { afterThrottleLines } from './after-throttle.js';
import { calendarTime, exactly } from './exactly.js';

export function arrivalLine(facts: RequestFacts, { start, warmup }: Scenario): StoryLine {
  const { qualifier } = facts;
  const called = qualifier === '$LATEST' ? facts.function : `${facts.function}:${qualifier}`;
  const [day, time] = calendarTime(start, facts.arrivedMs).split('T');
  const text =
    `Trigger ${forTerminal(facts.trigger)} calls ${forTerminal(called)}, on ${day} at ${time?.replace('Z', '')} UTC, ` +
    `${exactly(facts.arrivedMs)} after the start of the simulation`;
  const details = leadDetails(facts, start);
  if (facts.arrivedMs * 1000 < warmup)
    details.push(`It lies in the warm-up of ${exactly(warmup / 1000)}, so it is not in the statistics.`);
  return { afterMs: 0, text, details };
}

/** To which version the name leads, and why to that one. */
function leadDetails(facts: RequestFacts, start: string): string[] {
  const { qualifier, version, routing, deployment } = facts;
  if (qualifier === '$LATEST') return ['No alias is named: the call goes to $LATEST.'];
  const alias = forTerminal(qualifier);
  const began = deployment === null ? [] : [deploymentText(alias, deployment, start)];
  if (routing !== null) {
    const { other, share } = routing;
    const rest = `the others to version ${routing.version}`;
    const below = routing.draw < share ? 'below that' : 'not below that';
    const draw = `The draw for this one, ${shortly(routing.draw)}, is ${below}: it goes to version ${version}.`;
    return [...began, `${alias} sends ${percent(share)} of its requests to version ${other}, ${rest}.`, draw];
  }
  if (version === qualifier) return began;
  const waits = deployment === null ? '' : `, until version ${deployment.to} has its provisioned environments`;
  return [...began, `${alias} is an alias of version ${version}${waits}.`];
}

function deploymentText(alias: string, { from, to, strategy, beganMs }: DeploymentThen, start: string): string {
  const when = calendarTime(start, beganMs).slice(11, 19);
  return `A deployment of ${alias} from version ${from} to ${to} (${forTerminal(strategy)}) is under way since ${when}.`;
}

/** Four digits tell a draw from its share. */
const shortly = (draw: number): string => String(Number(draw.toPrecision(4)));

/** Which of the limits it passed; nothing for a throttled request, whose limit is the next line. */
export function limitLines(facts: RequestFacts, spec: FunctionSpec, account: Scenario['account']): StoryLine[] {
  if (facts.start === 'throttled' || facts.start === 'provisioned') return [];
  const { inFlight, limit } = facts.concurrency;
  const text = `There is room: ${count(inFlight)} of at most ${count(limit)} executions on demand`;
  const details = [limitText(spec, account), ...changeDetails(facts)];
  return [...spilloverLines(facts, account), { afterMs: 0, text, details }];
}

/** Why it does not run on what is provisioned. */
function spilloverLines(facts: RequestFacts, { requestRate }: Scenario['account']): StoryLine[] {
  const { spilloverReason, provisioned } = facts;
  if (spilloverReason === null || provisioned === null) return [];
  const { requested, available, used } = provisioned;
  const where = `on ${forTerminal(facts.qualifier)}`;
  const coming = requested > available ? [`${count(requested - available)} more are on their way.`] : [];
  const line = (text: string, details: readonly string[]): StoryLine[] => [{ afterMs: 0, text, details }];
  if (spilloverReason === 'requestRate') {
    const rate = count((requestRate ?? 0) * available);
    const text = `${count(available - used)} of ${count(available)} provisioned ${where} are idle, but more than ${rate} requests a second came: it spills over and runs on demand`;
    return line(text, [`Each provisioned environment adds ${count(requestRate)} a second, busy or not.`, ...coming]);
  }
  if (available === 0)
    return line(`Nothing provisioned ${where} is ready yet: it spills over and runs on demand`, coming);
  return line(`All ${count(available)} provisioned ${where} are busy: it spills over and runs on demand`, coming);
}

function limitText({ reservedConcurrency, region }: FunctionSpec, account: Scenario['account']): string {
  if (reservedConcurrency !== null)
    return `The limit is the function’s reservedConcurrency of ${count(reservedConcurrency)}, less what is provisioned.`;
  const where = region === account.region ? '' : ` in ${region}`;
  return `The limit is what the account has left${where} for functions that reserve nothing.`;
}

/** What is provisioned is claimed whether it is used or not, so autoscaling and deployments move the limit. */
function changeDetails({ concurrency: { limit, limitAtStart } }: RequestFacts): string[] {
  if (limit === limitAtStart) return [];
  const [change, what] = [Math.abs(limit - limitAtStart), limit < limitAtStart ? 'claimed' : 'given back'];
  return [`It was ${count(limitAtStart)} at the start; provisioned concurrency has ${what} ${count(change)} since.`];
}

/** Why it is refused, and the setting that would have let it in. */
export function throttleLines(facts: RequestFacts, { account }: Scenario, spec: FunctionSpec): StoryLine[] {
  if (facts.start !== 'throttled') return [];
  const [text, remedy] = throttleWords(facts, account, spec);
  const details = [
    `AWS’s reason: ${facts.cause}.`,
    ...(facts.cause?.includes('Concurrent') ? changeDetails(facts) : []),
    `Avoided by ${remedy}.`,
  ];
  if (facts.cause === 'ScalingRateExceeded')
    details[0] = 'AWS answers such a request with 429; the name ScalingRateExceeded is ours.';
  return [{ afterMs: 0, text: `Throttled: ${text}`, details }, ...afterThrottleLines(facts.afterThrottle)];
}

function throttleWords(
  { cause, concurrency: { limit }, burst }: RequestFacts,
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
        limit < (reservedConcurrency ?? 0)
          ? 'a higher reservedConcurrency, or none, or less provisionedConcurrency'
          : 'a higher reservedConcurrency, or none',
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
      if (burst !== null)
        return [
          `it needs a new environment, and the burst of ${burst.region} allows no more for now (${count(burst.size)} at once, then ${count(burst.perMinute)} a minute, for all functions there together)`,
          'provisionedConcurrency that is there before such a rush, or traffic that rises more slowly',
        ];
      return [
        `it needs a new environment, and account.scalingRate allows no more for now (${count(functionRate(account)?.burst ?? null)} at once, then ${count(functionRate(account)?.perSecond ?? null)} a second)`,
        'provisionedConcurrency that is there before such a rush, or traffic that rises more slowly',
      ];
  }
}

const functionRate = ({ scalingRate }: { readonly scalingRate: ScalingRate | null }) =>
  scalingRate?.kind === 'function' ? scalingRate : null;
