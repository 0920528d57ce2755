// What follows when a request is throttled: a client hears of it, Lambda and what polls for it keep what they have and try again.
import type { AfterThrottle, StoryLine } from '../../explanation.js';
import { forTerminal } from '../escape.js';
import { count } from '../format.js';
import { exactly } from './exactly.js';

const NOTHING = 'Nothing runs, nothing is billed';

export function afterThrottleLines(after: AfterThrottle | null): StoryLine[] {
  if (after === null) return [];
  const [text, ...details] = words(after);
  return [{ afterMs: 0, text: `${text}. ${NOTHING}`, details }];
}

function words(after: AfterThrottle): readonly [text: string, ...details: string[]] {
  switch (after.kind) {
    case 'answer':
      return answerWords(after);
    case 'event':
      return eventWords(after);
    case 'queue': {
      const until = `until its messages have been hidden for ${exactly(after.visibilityMs)} (visibilityTimeout)`;
      return [
        'The batch stays with Lambda, which polls the queue',
        `Lambda sends it again ${doubling(after)}, ${until}. Then the queue has them back, each received once more.`,
        'Meanwhile Lambda has fewer batches of this queue under way at a time.',
      ];
    }
    case 'stream':
      return readWords(after, 'shard');
    case 'topic':
      return readWords(after, 'partition');
  }
}

function answerWords({ by, retries }: Extract<AfterThrottle, { kind: 'answer' }>): [string, ...string[]] {
  const text = `The ${by === 'client' ? 'client' : 'function that calls'} has its refusal at once`;
  if (retries === null) return [text];
  const { attempts, firstMs, longestMs } = retries;
  const most = `the longest of them ${exactly(firstMs)} at first, doubled each time up to ${exactly(longestMs)}`;
  return [text, `It makes ${count(attempts)} attempts in all (retries), with waits between them, ${most}.`];
}

function eventWords(after: Extract<AfterThrottle, { kind: 'event' }>): [string, ...string[]] {
  const { givenUp, destination, maximumAgeMs, firstMs, longestMs } = after;
  const end = destination === null ? 'is dropped, as there is no onFailure' : `goes to ${forTerminal(destination)}`;
  if (givenUp) return [`Lambda gives the event up, since the function can never run: it ${end}`];
  return [
    'The event goes back into Lambda’s queue, and who sent it hears nothing',
    `Lambda tries it again after ${exactly(firstMs)} at first, then after up to ${exactly(longestMs)}, which uses up no retry.`,
    `Where it is ${exactly(maximumAgeMs)} old by then (maximumEventAge), it ${end}.`,
  ];
}

function readWords(after: Extract<AfterThrottle, { kind: 'stream' | 'topic' }>, where: string): [string, ...string[]] {
  return [
    `The batch keeps its place in its ${where}, and what must come after it waits`,
    `Lambda sends it again ${doubling(after)}, which uses up no retry, until its records are ${exactly(after.maximumAgeMs)} old.`,
  ];
}

const doubling = ({ firstMs, longestMs }: { readonly firstMs: number; readonly longestMs: number }): string =>
  `after ${exactly(firstMs)}, then twice as long each time up to ${exactly(longestMs)}`;
