// Kinds of trigger, by their types.
import type { AsynchronousType, SynchronousType } from './types.js';

const ASYNCHRONOUS: readonly string[] = ['async', 'eventBridge', 's3', 'schedule', 'sns'] satisfies AsynchronousType[];
const SYNCHRONOUS: readonly string[] = [
  'apiGateway',
  'alb',
  'functionUrl',
  'sdk',
  'warmer',
] satisfies SynchronousType[];

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
