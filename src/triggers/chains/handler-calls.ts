// The calls of functions by functions, each a trigger of its own behind those of the scenario: who waits is a client, who hands over
// sends an event.
import type { EventQueue } from '../../engine/queue.js';
import { keyedStream } from '../../engine/random.js';
import type { LambdaFunction } from '../../lambda/function.js';
import type { TriggerSpec } from '../../scenario/triggers/types.js';
import { textOf } from '../../workload/sources.js';
import { AsynchronousEvents } from '../asynchronous.js';
import { WaitingClients } from '../clients.js';
import type { Desk, RememberingTrigger } from '../front.js';
import type { Shared } from '../remembering.js';
import type { TriggerMeasure } from '../trigger-measure.js';
import { workAgain } from '../work-again.js';
import type { CallTrigger } from './call-triggers.js';
import { Chains, type Course, type HandlerCall } from './chains.js';
import type { Member } from './members.js';

interface Made {
  readonly triggers: readonly RememberingTrigger[];
  readonly chains: Chains;
}

const ATTEMPTS = 2 ** 20;

/** `members` by their names; `own` are the triggers of the scenario, behind which they are numbered. */
export function handlerCalls(
  calls: readonly CallTrigger[],
  members: ReadonlyMap<string, Member>,
  own: readonly TriggerSpec[],
  shared: Shared & { readonly queue: EventQueue },
  measures: readonly TriggerMeasure[],
  desk: Desk,
): Made {
  const { targets, streams, window, rows } = shared;
  const waiting = new Map<number, { readonly course: Course; readonly use: number }>();
  const byCaller = new Map<LambdaFunction, HandlerCall[]>();
  const byFunction = new Map<LambdaFunction, Member>();
  const triggers = calls.map(({ name, caller, spec }, index): RememberingTrigger => {
    const trigger = own.length + index;
    const target = targets.numberOf(textOf(spec.target))!;
    const { fn, measure: alias } = targets.list[target]!;
    const stream = [...streams, 'call', name];
    const work = workAgain(fn.spec, stream);
    const common = { desk, trigger, target, measure: measures[trigger]!, from: window.from, work };
    const { retries } = spec;
    const draws = keyedStream([...stream, 'backoff']);
    const jitter = (number: number, attempt: number): number => draws.at(number * ATTEMPTS + attempt)();
    const sender = spec.waits
      ? new WaitingClients({
          ...common,
          ...{ retries, rows, users: null, patience: retries?.timeout ?? Infinity },
          jitter,
          onSettled: (ticket, succeeded) => settled(ticket, succeeded),
        })
      : new AsynchronousEvents({ ...common, fn, alias, jitter, delay: () => 0, duplicate: () => null });
    const from = targets.list[targets.numberOf(caller)!]!.fn;
    const send =
      sender instanceof AsynchronousEvents
        ? (course: Course) => sender.call(course.depth + 1)
        : (course: Course) =>
            sender.call(course.depth + 1, (ticket) => waiting.set(ticket, { course, use: course.use }));
    const { at, waits, count, failsWithIt } = spec;
    const callee = members.get(fn.name)!;
    byFunction.set(fn, callee).set(from, members.get(caller)!);
    byCaller.set(from, [...(byCaller.get(from) ?? []), { at, waits, count, failsWithIt, callee, send }]);
    return sender;
  });
  const chains = new Chains({ clock: desk.clock, queue: shared.queue }, byFunction, byCaller, {
    depthOf: (ticket) => (ticket < 0 ? 0 : desk.tickets.depth[ticket]!),
    isPing: (trigger) => own[trigger]?.type === 'warmer',
  });
  const settled = (ticket: number, succeeded: boolean): void => {
    const caller = waiting.get(ticket)!;
    waiting.delete(ticket);
    chains.answered(caller.course, caller.use, succeeded);
  };
  return { triggers, chains };
}
