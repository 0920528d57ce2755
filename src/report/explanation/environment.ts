// The middle of a request's story: which environment it got, and why that one, or why a new one.
import type { RequestFacts, StoryLine } from '../../explanation.js';
import type { FunctionSpec, Placement, Scenario } from '../../scenario/types.js';
import { forTerminal } from '../escape.js';
import { count } from '../format.js';
import { calendarTime, exactly } from './exactly.js';

export function environmentLines(facts: RequestFacts, spec: FunctionSpec, scenario: Scenario): StoryLine[] {
  const line = (text: string, details: readonly string[]): StoryLine[] => [{ afterMs: 0, text, details }];
  if (facts.spare !== null) return [newOne(facts, scenario), assigned(facts)];
  switch (facts.start) {
    case 'throttled':
      return [];
    case 'provisioned':
      return line(
        `Environment ${facts.environment} of those provisioned on ${forTerminal(facts.qualifier)} is idle and takes it: no cold start`,
        resetDetails(facts),
      );
    case 'warm':
      return line(`Environment ${facts.environment} is idle and takes it: a warm start`, [
        ...historyDetails(facts),
        ...choiceDetails(facts, spec.placement),
        ...resetDetails(facts),
      ]);
    case 'cold':
      return [newOne(facts, scenario)];
  }
}

function newOne(facts: RequestFacts, scenario: Scenario): StoryLine {
  const number = facts.spare?.environment ?? facts.environment;
  const busy = facts.environments !== null && facts.environments.live > 0;
  const version = facts.version === '$LATEST' ? '$LATEST' : `version ${facts.version}`;
  const text = `No environment of ${version} is idle: a new one is made, environment ${number}${facts.spare === null ? ', a cold start' : ''}`;
  const details = busy ? [busyText(facts.environments.live)] : [];
  return { afterMs: 0, text, details: [...details, ...causeDetails(facts, scenario)] };
}

const busyText = (live: number): string =>
  live === 1 ? 'The only one there is busy.' : `All ${count(live)} that are there are busy.`;

function causeDetails({ cause, lastEnded }: RequestFacts, { start }: Scenario): string[] {
  switch (cause) {
    case 'first':
      return ['Cause: first. This version never had an environment on demand before.'];
    case 'deployed':
      return ['Cause: deployed. The version is new, so it has no environment yet.'];
    case 'scaleOut':
      return ['Cause: scaleOut. More of them are needed at once than ever before.'];
    case 'expired':
    case 'recycled': {
      const enough = `Cause: ${cause}. As many environments were there before, but they have ended.`;
      if (lastEnded === null) return [enough];
      const { environment, atMs, why, idleSinceMs } = lastEnded;
      const when = calendarTime(start, atMs).slice(11, 19);
      const idle = exactly(atMs - idleSinceMs);
      return [
        `Cause: ${cause}. Environment ${environment}, the last to end, did so at ${when}, ${idle} after its last use: ${endingWords(why)}.`,
      ];
    }
    default:
      return [];
  }
}

/** Completes "it ended: …". */
export function endingWords(why: string): string {
  switch (why) {
    case 'function idle':
      return 'nothing of the function had run for so long (keepAlive)';
    case 'keep-alive':
      return 'its keep-alive was over';
    case 'maximum life':
      return 'it had reached its maximum life';
    case 'scaled in':
      return 'fewer provisioned environments are wanted';
    case 'deployment':
      return 'its alias has moved to another version';
    case 'policy':
      return 'the keep-alive policy expects no call soon';
    default:
      return why;
  }
}

function assigned(facts: RequestFacts): StoryLine {
  const after = facts.found?.lastRequest ?? null;
  const freed = after === null ? 'is ready' : `has just served request ${after}`;
  return {
    afterMs: facts.waitMs,
    text: `Environment ${facts.environment} ${freed} and takes it: a warm start after a wait of ${exactly(facts.waitMs)}`,
    details: [
      'eagerAssignment: a request that waits for its own environment takes one that frees up first.',
      ...spareDetails(facts),
      ...resetDetails(facts),
    ],
  };
}

function spareDetails({ spare, arrivedMs }: RequestFacts): string[] {
  if (spare === null) return [];
  const name = `Environment ${spare.environment}, made for it,`;
  if (spare.readyMs === null) return [`${name} goes on initialising as a spare.`];
  const when = exactly(spare.readyMs - arrivedMs);
  return [
    spare.failed === null
      ? `${name} is ready after ${when} and kept as a spare.`
      : `${name} fails to initialise after ${when}.`,
  ];
}

function historyDetails({ found, arrivedMs }: RequestFacts): string[] {
  if (found === null) return [];
  const origin =
    found.createdFor === null ? `ahead of any request (${found.prepared})` : `for request ${found.createdFor}`;
  const served = `${count(found.served)} request${found.served === 1 ? '' : 's'} served`;
  return [
    `Made ${origin}, ${exactly(arrivedMs - found.createdMs)} ago; ${served}; idle for ${exactly(arrivedMs - found.idleSinceMs)}.`,
  ];
}

const CHOICES: Readonly<Record<Placement, string>> = {
  mru: 'the one that became idle last',
  lru: 'the one that became idle first',
  newest: 'the one that was made last',
  random: 'any of them',
};

function choiceDetails({ environments }: RequestFacts, placement: Placement): string[] {
  if (environments === null) return [`Of several idle ones, ${placement} takes ${CHOICES[placement]}.`];
  if (environments.idle < 2) return ['No other is idle.'];
  return [`Of ${count(environments.idle)} idle ones, ${placement} takes ${CHOICES[placement]}.`];
}

function resetDetails({ suppressedInit, environment }: RequestFacts): string[] {
  if (!suppressedInit) return [];
  return [`Environment ${environment} was reset by a timeout, a crash or a failed init: it must initialise again.`];
}
