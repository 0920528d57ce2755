// Kinds of trigger, by their types.
import type { AsynchronousType, StreamType, SynchronousType } from './types.js';

const ASYNCHRONOUS: readonly string[] = ['async', 'eventBridge', 's3', 'schedule', 'sns'] satisfies AsynchronousType[];
const SYNCHRONOUS: readonly string[] = [
  'apiGateway',
  'alb',
  'functionUrl',
  'sdk',
  'warmer',
] satisfies SynchronousType[];
const STREAMS: readonly string[] = ['kinesis', 'dynamodb'] satisfies StreamType[];

export function isAsynchronous<T extends { readonly type: string }>(
  trigger: T,
): trigger is Extract<T, { readonly type: AsynchronousType }> {
  return ASYNCHRONOUS.includes(trigger.type);
}

export function isSynchronous<T extends { readonly type: string }>(
  trigger: T,
): trigger is Extract<T, { readonly type: SynchronousType }> {
  return SYNCHRONOUS.includes(trigger.type);
}

/** Whether Lambda takes its messages from a source that it polls. */
export function isPolled<T extends { readonly type: string }>(
  trigger: T,
): trigger is Extract<T, { readonly type: 'sqs' }> {
  return trigger.type === 'sqs';
}

export function isStream<T extends { readonly type: string }>(
  trigger: T,
): trigger is Extract<T, { readonly type: StreamType }> {
  return STREAMS.includes(trigger.type);
}

/** What is read from a source in batches, in order. */
export function isRead<T extends { readonly type: string }>(
  trigger: T,
): trigger is Extract<T, { readonly type: StreamType | 'kafka' }> {
  return isStream(trigger) || trigger.type === 'kafka';
}
