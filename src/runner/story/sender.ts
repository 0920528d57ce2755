// Who sent a request: whether as an event, and what follows when it is throttled.
import type { AfterThrottle } from '../../explanation.js';
import { ASYNC_BACKOFF } from '../../lambda/defaults.js';
import { SQS_BACKOFF, STREAM_BACKOFF } from '../../lambda/limits/polling.js';
import { isAsynchronous, isPolled, isRead, isSynchronous } from '../../scenario/triggers/kinds.js';
import type { CallSpec, KafkaTrigger, RetrySpec, StreamTrigger, TriggerSpec } from '../../scenario/triggers/types.js';
import type { FunctionSpec, Scenario } from '../../scenario/types.js';
import { callTriggers } from '../../triggers/chains/call-triggers.js';

/** A trigger of the scenario, or a call of a function by another. */
type Sender = TriggerSpec | CallSpec;

/** By the name that the record of a request has. */
export function senderOf(scenario: Scenario, name: string): Sender {
  const trigger = scenario.triggers.find((each) => each.name === name);
  return trigger ?? callTriggers(scenario).find((each) => each.name === name)!.spec;
}

/** Whether Lambda queues what it sends. */
export function handsOver(sender: Sender): boolean {
  return 'waits' in sender ? !sender.waits : isAsynchronous(sender);
}

const ms = (micros: number): number => micros / 1000;

/** The shortest and the longest wait before another attempt. */
const waits = ({ first, most }: { readonly first: number; readonly most: number }) => ({
  firstMs: ms(first),
  longestMs: ms(most),
});

export function afterThrottle(sender: Sender, spec: FunctionSpec): AfterThrottle {
  if (handsOver(sender)) return eventAfter(spec);
  if ('waits' in sender) return { kind: 'answer', by: 'function', retries: retriesAfter(sender.retries) };
  if (isPolled(sender)) return { kind: 'queue', ...waits(SQS_BACKOFF), visibilityMs: ms(sender.visibilityTimeout) };
  if (isRead(sender)) return readAfter(sender);
  return { kind: 'answer', by: 'client', retries: isSynchronous(sender) ? retriesAfter(sender.retries) : null };
}

function eventAfter({ maximumEventAge, reservedConcurrency, onFailure }: FunctionSpec): AfterThrottle {
  const givenUp = reservedConcurrency === 0;
  const maximumAgeMs = ms(maximumEventAge);
  return { kind: 'event', ...waits(ASYNC_BACKOFF), maximumAgeMs, givenUp, destination: onFailure };
}

function retriesAfter(retries: RetrySpec | null): { attempts: number; firstMs: number; longestMs: number } | null {
  if (retries === null || !retries.on.throttle || retries.attempts === 1) return null;
  const { attempts, baseBackoff, maxBackoff } = retries;
  return { attempts, ...waits({ first: baseBackoff, most: maxBackoff }) };
}

function readAfter(sender: StreamTrigger | KafkaTrigger): AfterThrottle {
  const given = sender.type === 'kafka' ? null : sender.maximumRecordAge;
  const maximumAgeMs = ms(Math.min(sender.retention, given ?? Infinity));
  return { kind: sender.type === 'kafka' ? 'topic' : 'stream', ...waits(STREAM_BACKOFF), maximumAgeMs };
}
