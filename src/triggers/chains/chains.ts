// Handlers that call other functions: where each stands, and for whom it waits. The callee's invocation is one like any other; the
// caller's goes on, and is billed, until the last answer that it waits for.
import type { EventQueue } from '../../engine/queue.js';
import type { Clock } from '../../engine/time.js';
import { Due, event, Order } from '../../lambda/agenda.js';
import type { HandlerCalls } from '../../lambda/calls.js';
import { Outcome } from '../../lambda/events.js';
import type { LambdaFunction } from '../../lambda/function.js';
import type { Invocations } from '../../lambda/invocations.js';

/** One call of a handler's list, as its sender makes it. */
export interface HandlerCall {
  /** At which share of the handler's own time. */
  readonly at: number;
  readonly waits: boolean;
  readonly count: number;
  readonly failsWithIt: boolean;
  /** Makes one such call for the invocation of a course, which is told its end where it waits. */
  readonly send: (course: Course) => void;
}

/** A handler that is under way, or was: reused for another invocation once it has ended. */
export class Course {
  fn!: LambdaFunction;
  /** Which of the uses of this object: an answer to an earlier one comes too late. */
  use = 0;
  /** How many calls led to this invocation, from 0. */
  depth = 0;
  sequence = -0;
  beganAt = -0;
  /** What the handler runs by itself, an init before it included, and how much of that is done. */
  own = -0;
  before = -0;
  done = -0;
  next = 0;
  awaited = 0;
  failed = false;
  /** When something is due, and whether that is the timeout. */
  dueAt = -0;
  timesOut = false;

  readonly id: number;

  constructor(id: number) {
    this.id = id;
  }
}

export class Chains implements HandlerCalls {
  readonly #clock: Clock;
  readonly #queue: EventQueue;
  readonly #calls: ReadonlyMap<LambdaFunction, readonly HandlerCall[]>;
  readonly #depthOf: (ticket: number) => number;
  /** By the invocation's row. */
  readonly #courses: Course[] = [];

  /** `depthOf` tells how many calls led to the request of a ticket. */
  constructor(
    { clock, queue }: { readonly clock: Clock; readonly queue: EventQueue },
    calls: ReadonlyMap<LambdaFunction, readonly HandlerCall[]>,
    depthOf: (ticket: number) => number,
  ) {
    this.#clock = clock;
    this.#queue = queue;
    this.#calls = calls;
    this.#depthOf = depthOf;
  }

  callsFrom(fn: LambdaFunction): boolean {
    return this.#calls.has(fn);
  }

  begin(invocations: Invocations, id: number, fn: LambdaFunction): void {
    const course = this.#courseOf(id);
    const detailed = invocations.detailed[id] === 1;
    course.fn = fn;
    course.use += 1;
    course.depth = detailed ? this.#depthOf(invocations.ticket[id]!) : 0;
    course.sequence = invocations.sequence[id]!;
    course.beganAt = this.#clock.now;
    course.own = invocations.duration[id]!;
    course.before = detailed ? invocations.withinDuration(id) : 0;
    course.done = course.awaited = 0;
    // Where the init within the invocation fails, the handler never runs.
    course.next = invocations.outcome[id] === Outcome.initError ? this.#calls.get(fn)!.length : 0;
    course.failed = course.timesOut = false;
    this.#due(course, this.#clock.now);
  }

  step(invocations: Invocations, id: number): boolean {
    const course = this.#courses[id]!;
    if (course.dueAt !== this.#clock.now) return false;
    course.dueAt = -1;
    if (course.timesOut) return this.#end(invocations, course, Outcome.timeout);
    if (course.failed) return this.#end(invocations, course, Outcome.error);
    return this.#goOn(invocations, course);
  }

  /** An answer to a call has come, or none will. */
  answered(course: Course, use: number, succeeded: boolean): void {
    if (course.use !== use) return;
    course.awaited -= 1;
    const call = this.#calls.get(course.fn)![course.next - 1]!;
    if (!succeeded && call.failsWithIt) course.failed = true;
    if (course.awaited > 0) return;
    course.timesOut = false;
    this.#due(course, this.#clock.now);
  }

  #goOn(invocations: Invocations, course: Course): boolean {
    const calls = this.#calls.get(course.fn)!;
    const { now } = this.#clock;
    const left = course.fn.timeout - (now - course.beganAt);
    for (;;) {
      const call = calls[course.next];
      const stretch = this.#pointOf(course, call) - course.done;
      if (stretch > 0) {
        course.done += stretch;
        course.timesOut = stretch > left;
        this.#due(course, now + Math.min(stretch, left));
        return false;
      }
      if (call === undefined) return this.#end(invocations, course, invocations.outcome[course.id]!);
      course.next += 1;
      if (call.waits) {
        course.awaited = call.count;
        course.timesOut = true;
        this.#due(course, now + left);
      }
      for (let each = 0; each < call.count; each++) call.send(course);
      if (call.waits) return false;
    }
  }

  /** How much of its own time the handler has run when it makes a call, or ends. */
  #pointOf({ own, before }: Course, call: HandlerCall | undefined): number {
    return call === undefined ? own : before + Math.round(call.at * (own - before));
  }

  #end(invocations: Invocations, course: Course, outcome: number): boolean {
    course.use += 1;
    invocations.duration[course.id] = this.#clock.now - course.beganAt;
    invocations.outcome[course.id] = outcome;
    return true;
  }

  #due(course: Course, time: number): void {
    course.dueAt = time;
    this.#queue.push(time, Order.completion + course.sequence, event(Due.step, course.id));
  }

  #courseOf(id: number): Course {
    while (this.#courses.length <= id) this.#courses.push(new Course(this.#courses.length));
    return this.#courses[id]!;
  }
}
