// The triggers of a scenario that remember what they sent, each as its type asks.
import { keyedStream, type StreamName } from '../engine/random.js';
import { DUPLICATE_WITHIN } from '../lambda/defaults.js';
import type { Targets } from '../lambda/targets.js';
import type { Window } from '../metrics/window.js';
import { isAsynchronous, isPolled, isRead, isSynchronous } from '../scenario/triggers/kinds.js';
import type {
  AsynchronousTrigger,
  DescribedTrigger,
  KafkaTrigger,
  StreamTrigger,
  SynchronousTrigger,
  TriggerSpec,
} from '../scenario/triggers/types.js';
import type { Scenario } from '../scenario/types.js';
import type { MergedRows } from '../workload/merged.js';
import { textOf } from '../workload/sources.js';
import { AsynchronousEvents } from './asynchronous.js';
import { WaitingClients } from './clients.js';
import type { ClosedUsers } from './closed-users.js';
import type { Desk, RememberingTrigger } from './front.js';
import { HandedOver } from './measurement/handed-over.js';
import { PolledQueue } from './sqs/queue-measure.js';
import { sqsQueue } from './sqs/sqs.js';
import { type PolledRecords, PolledShards, PolledTopic } from './streams/stream-measure.js';
import { streamRecords, topicRecords } from './streams/stream-trigger.js';
import { TriggerMeasure } from './trigger-measure.js';
import { workAgain } from './work-again.js';

/** Whether any trigger remembers what it sends, as functions do that call others. */
export function remembers({ triggers, functions }: Scenario): boolean {
  return triggers.some(remembersItself) || functions.some(({ calls }) => calls.length > 0);
}

function remembersItself(trigger: TriggerSpec): boolean {
  return isSynchronous(trigger) ? mayGiveUp(trigger) : trigger.type !== 'trace';
}

/** Whether something follows when a client gives up: another attempt, or a user's next call. */
function mayGiveUp({ retries, integrationTimeout, arrivals }: SynchronousTrigger): boolean {
  return retries !== null || (integrationTimeout !== null && arrivals.kind === 'closed');
}

export function measureOf(trigger: TriggerSpec, window: Window): TriggerMeasure {
  if (isAsynchronous(trigger)) return new TriggerMeasure(new HandedOver(window));
  if (isPolled(trigger)) return new TriggerMeasure(new PolledQueue(window, trigger.fifo !== null));
  return new TriggerMeasure(isRead(trigger) ? polledOf(trigger, window) : null);
}

function polledOf(trigger: StreamTrigger | KafkaTrigger, window: Window): PolledRecords {
  return trigger.type === 'kafka' ? new PolledTopic(window, trigger) : new PolledShards(window);
}

/** What the triggers of a run share. */
export interface Shared {
  readonly streams: StreamName;
  readonly targets: Targets;
  readonly window: Window;
  readonly users: readonly (ClosedUsers | null)[] | null;
  readonly rows: MergedRows;
}

/** By trigger; `null` for those whose requests are answered once and forgotten. */
export function rememberingTriggers(
  scenario: Scenario,
  shared: Shared,
  measures: readonly TriggerMeasure[],
): (desk: Desk) => readonly (RememberingTrigger | null)[] {
  const { streams, targets, window } = shared;
  return (desk) =>
    scenario.triggers.map((spec, trigger) => {
      const measure = measures[trigger]!;
      if (isAsynchronous(spec)) {
        const common = { desk, trigger, measure, ...commonParts(spec, shared) };
        return new AsynchronousEvents({
          ...common,
          alias: targets.list[common.target]!.measure,
          delay: delayOf(spec, shared),
          duplicate: duplicateOf(spec, shared),
          jitter: jitterOf(spec.name, shared),
        });
      }
      if (isPolled(spec) && measure.source instanceof PolledQueue) {
        const target = targets.numberOf(textOf(spec.target))!;
        const { fn } = targets.list[target]!;
        const named = [...streams, 'trigger', spec.name];
        return sqsQueue(spec, {
          desk,
          trigger,
          target,
          fn,
          measure,
          polled: measure.source,
          window,
          streams: named,
          account: scenario.account,
        });
      }
      if (isRead(spec)) {
        const reading = { desk, trigger, measure, ...commonParts(spec, shared) };
        const parts = { ...reading, end: window.to, streams: [...streams, 'trigger', spec.name] };
        if (measure.source instanceof PolledTopic && spec.type === 'kafka')
          return topicRecords(spec, { ...parts, polled: measure.source });
        if (measure.source instanceof PolledShards && spec.type !== 'kafka')
          return streamRecords(spec, { ...parts, polled: measure.source });
        throw new TypeError(`trigger ${spec.name} has a measure of another kind`);
      }
      if (!isSynchronous(spec) || !mayGiveUp(spec)) return null;
      return new WaitingClients({
        desk,
        trigger,
        measure,
        ...commonParts(spec, shared),
        ...clientParts(spec, trigger, shared),
      });
    });
}

function commonParts(
  { name, target: called }: Pick<DescribedTrigger, 'name' | 'target'>,
  { streams, targets, window }: Shared,
) {
  const target = targets.numberOf(textOf(called))!;
  const { fn } = targets.list[target]!;
  return { target, fn, from: window.from, work: workAgain(fn.spec, [...streams, 'trigger', name]) };
}

/** Evenly at random within the flexible window. */
function delayOf({ name, flexibleWindow }: AsynchronousTrigger, { streams }: Shared): (number: number) => number {
  if (flexibleWindow === 0) return () => 0;
  const draws = keyedStream([...streams, 'trigger', name, 'flexibleWindow']);
  return (number) => Math.floor(draws.at(number)() * flexibleWindow);
}

/** With its probability, and then evenly at random within the time in which duplicates come (M-ASYNC-DUPLICATES). */
function duplicateOf(
  { name, duplicates }: AsynchronousTrigger,
  { streams }: Shared,
): (number: number) => number | null {
  if (duplicates === 0) return () => null;
  const draws = keyedStream([...streams, 'trigger', name, 'duplicate']);
  return (number) => {
    const uniform = draws.at(number);
    return uniform() < duplicates ? Math.floor(uniform() * DUPLICATE_WITHIN) : null;
  };
}

const ATTEMPTS = 2 ** 20;

/** A uniform number for a request and one of its attempts. */
function jitterOf(name: string, { streams }: Pick<Shared, 'streams'>): (number: number, attempt: number) => number {
  const draws = keyedStream([...streams, 'trigger', name, 'backoff']);
  return (number, attempt) => draws.at(number * ATTEMPTS + attempt)();
}

function clientParts(
  { name, retries, integrationTimeout }: SynchronousTrigger,
  trigger: number,
  { streams, users, rows }: Shared,
) {
  const jitter = jitterOf(name, { streams });
  const patience = Math.min(integrationTimeout ?? Infinity, retries?.timeout ?? Infinity);
  return { retries, patience, jitter, users: users?.[trigger] ?? null, rows };
}
