// Handlers that call other functions: where each stands, and for whom it waits. The callee's invocation is one like any other; the
// caller's goes on, and is billed, until the last answer that it waits for.
import type { EventQueue } from '../../engine/queue.js';
import type { Clock } from '../../engine/time.js';
import { Due, event, Order } from '../../lambda/agenda.js';
import type { HandlerCalls } from '../../lambda/calls.js';
import { Outcome } from '../../lambda/events.js';
import type { LambdaFunction } from '../../lambda/function.js';
import type { Invocations } from '../../lambda/invocations.js';
import type { Member } from './members.js';
import { Part, Path } from './path.js';

/** One call of a handler's list, as its sender makes it. */
export interface HandlerCall {
  /** At which share of the handler's own time. */
  readonly at: number;
  readonly waits: boolean;
  readonly count: number;
  readonly failsWithIt: boolean;
  readonly callee: Member;
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
  /** Where the time of its request went, and up to when that has been told. */
  readonly path: Path;
  toldUntil = -0;

  readonly id: number;

  constructor(id: number, path: Path) {
    this.id = id;
    this.path = path;
  }
}

/** What is to be known of the requests whose handlers call. */
export interface AboutRequests {
  /** How many calls led to the request of a ticket. */
  readonly depthOf: (ticket: number) => number;
  /** Whether a trigger sends pings, for which the handler itself does not run. */
  readonly isPing: (trigger: number) => boolean;
}

export class Chains implements HandlerCalls {
  readonly members: ReadonlyMap<LambdaFunction, Member>;
  readonly #clock: Clock;
  readonly #queue: EventQueue;
  readonly #calls: ReadonlyMap<LambdaFunction, readonly HandlerCall[]>;
  readonly #about: AboutRequests;
  /** By the invocation's row; none for those whose handlers called nobody. */
  readonly #courses: (Course | undefined)[] = [];
  /** Of an attempt without a course. */
  readonly #whole: Path;
  /** Of the request of which an attempt ends at this moment. */
  #ending: Path | null = null;

  constructor(
    { clock, queue }: { readonly clock: Clock; readonly queue: EventQueue },
    members: ReadonlyMap<LambdaFunction, Member>,
    calls: ReadonlyMap<LambdaFunction, readonly HandlerCall[]>,
    about: AboutRequests,
  ) {
    this.#clock = clock;
    this.#queue = queue;
    this.members = members;
    this.#calls = calls;
    this.#about = about;
    this.#whole = new Path(members.size, clock);
  }

  callsFrom(fn: LambdaFunction): boolean {
    return this.#calls.has(fn);
  }

  begin(invocations: Invocations, id: number, fn: LambdaFunction): void {
    const course = this.#courseOf(id);
    const detailed = invocations.detailed[id] === 1;
    course.fn = fn;
    course.use += 1;
    course.depth = detailed ? this.#about.depthOf(invocations.ticket[id]!) : 0;
    course.sequence = invocations.sequence[id]!;
    course.beganAt = course.toldUntil = this.#clock.now;
    course.path.begin(this.members.get(fn)!, invocations, id);
    course.own = invocations.duration[id]!;
    course.before = detailed ? invocations.withinDuration(id) : 0;
    course.done = course.awaited = 0;
    // Where the init within the invocation fails, the handler never runs; nor does it for a ping (M-WARMER).
    const runs = invocations.outcome[id] !== Outcome.initError && !this.#about.isPing(invocations.trigger[id]!);
    course.next = runs ? 0 : this.#calls.get(fn)!.length;
    course.failed = course.timesOut = false;
    this.#due(course, this.#clock.now);
  }

  step(invocations: Invocations, id: number): boolean {
    const course = this.#courses[id]!;
    if (course.dueAt !== this.#clock.now) return false;
    course.dueAt = -1;
    this.#tell(course);
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
    this.#tellAnswer(course, call.callee);
    course.timesOut = false;
    this.#due(course, this.#clock.now);
  }

  /** An attempt of a request ends, and its client is about to hear: where the request's time went, should that answer it. */
  ending(invocations: Invocations, id: number, member: Member): Path {
    const course = this.#courses[id];
    // The row may have been another's before, and a handler may never have begun.
    const hasCourse = course !== undefined && course.sequence === invocations.sequence[id];
    const path = hasCourse ? course.path : this.#whole;
    if (!hasCourse) path.whole(member, invocations, id);
    this.#ending = path;
    return path;
  }

  /** The client has heard. */
  ended(): void {
    this.#ending = null;
  }

  /** The time up to now went to the handler itself, or to a call whose answer has not come. */
  #tell(course: Course): void {
    const { path, fn, awaited, toldUntil } = course;
    const time = this.#clock.now - toldUntil;
    course.toldUntil = this.#clock.now;
    if (awaited === 0) path.add(this.members.get(fn)!, Part.handler, time);
    else path.add(this.#calls.get(fn)![course.next - 1]!.callee, Part.wait, time);
  }

  /** The time up to now went to the call that was settled last: as its request's did, or into waiting in vain. */
  #tellAnswer(course: Course, callee: Member): void {
    const time = this.#clock.now - course.toldUntil;
    course.toldUntil = this.#clock.now;
    if (this.#ending === null) course.path.add(callee, Part.wait, time);
    else course.path.follow(this.#ending, callee);
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
    while (this.#courses.length <= id) this.#courses.push(undefined);
    return (this.#courses[id] ??= new Course(id, new Path(this.members.size, this.#clock)));
  }
}
