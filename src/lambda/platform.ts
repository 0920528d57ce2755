// The Lambda service: what happens when a request arrives, when an environment has initialised, and when an invocation ends.
// It reads like the rules of docs/MODEL.md; how each limit, pool and policy works is in the file of its name.
import type { EventQueue } from '../engine/queue.js';
import type { Arrivals, Model } from '../engine/run.js';
import { Due, event, kindOf, Order, subjectOf } from './agenda.js';
import { type Environments, NONE } from './environments/environments.js';
import type { ProvisionedPool } from './environments/provisioned-pool.js';
import type { WarmPool } from './environments/warm-pool.js';
import { eventCode, Kind, Outcome, REASONS, SPILLOVER, SUPPRESSED_INIT } from './events.js';
import type { LambdaFunction } from './function.js';
import { Invocations } from './invocations.js';

/** The current request: everything random about it was drawn before the platform saw it. Times in microseconds. */
export interface Calls extends Arrivals {
  /** Which target, by its place in `Parts.targets`. */
  readonly target: number;
  readonly trigger: number;
  /** Handler time when warm. */
  readonly duration: number;
  /** 1 where the handler will fail. */
  readonly failed: number;
}

/** Something to invoke: a function through an alias, a version or `$LATEST`. */
export interface CallTarget {
  readonly fn: LambdaFunction;
  readonly pool: WarmPool;
  /** What is provisioned on this very alias or version. */
  readonly provisioned: ProvisionedPool | null;
}

/** Whoever called is told the outcome; `arrivedAt` is when the request came. */
export interface Callers {
  throttled(trigger: number, arrivedAt: number): void;
  answered(trigger: number, arrivedAt: number, succeeded: boolean): void;
}

export interface Parts {
  readonly queue: EventQueue;
  readonly environments: Environments;
  readonly functions: readonly LambdaFunction[];
  readonly pools: readonly WarmPool[];
  readonly targets: readonly CallTarget[];
  readonly callers: Callers;
}

const SCALING_RATE = REASONS.indexOf('ScalingRateExceeded');

export class Platform implements Model<Calls> {
  readonly #parts: Parts;
  readonly #invocations = new Invocations();
  /** Requests so far, throttled ones included. */
  #arrivals = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  settled(): boolean {
    return this.#invocations.inFlight === 0;
  }

  /** Admits, places or throttles a request, by the first of the contract's rules that applies. */
  arrive(now: number, call: Calls): void {
    const { fn, pool, provisioned } = this.#parts.targets[call.target]!;
    const request = ++fn.requests;
    this.#arrivals += 1;
    fn.measure.arrived(now);
    if (fn.requestRate !== null && !fn.requestRate.bucket.take(now)) {
      this.#throttle(now, call, fn, fn.requestRate.reason);
      return;
    }
    if (provisioned !== null) {
      const ready = provisioned.take(request);
      if (ready !== NONE) {
        this.#start(now, call, fn, ready, Kind.onProvisioned, 0);
        return;
      }
    }
    if (fn.onDemand.inFlight >= fn.onDemand.limit) {
      this.#throttle(now, call, fn, fn.onDemand.reason);
      return;
    }
    const spillover = provisioned !== null ? SPILLOVER : 0;
    const idle = pool.take(request);
    if (idle !== NONE) {
      fn.onDemand.inFlight += 1;
      this.#start(now, call, fn, idle, Kind.warm, spillover);
      return;
    }
    if (fn.scaling !== null && !fn.scaling.take(now)) {
      this.#throttle(now, call, fn, SCALING_RATE);
      return;
    }
    const cause = pool.causeOfNext();
    fn.onDemand.inFlight += 1;
    this.#start(now, call, fn, pool.create(now, fn.nextOrdinal()), Kind.cold, cause | spillover);
  }

  handle(now: number, packed: number): void {
    const subject = subjectOf(packed);
    switch (kindOf(packed)) {
      case Due.completed:
        this.#complete(now, subject);
        break;
      case Due.initialised:
        this.#initialised(now, subject);
        break;
      case Due.expiry:
        this.#parts.pools[subject]!.expire(now);
        break;
      case Due.idle:
        this.#parts.functions[subject]!.idleLimitReached(now);
        break;
      case Due.renewal:
        this.#parts.functions[subject]!.renewProvisioned(now);
        break;
    }
  }

  #throttle(now: number, call: Calls, fn: LambdaFunction, reason: number): void {
    fn.measure.throttled(now, reason);
    fn.log.add(now, eventCode(Kind.throttled, reason), 0, fn.requests);
    this.#parts.callers.throttled(call.trigger, now);
  }

  /** The request has its environment. A warm one runs the handler at once, a new one first passes its cold-start phases. */
  #start(now: number, call: Calls, fn: LambdaFunction, environment: number, kind: number, why: number): void {
    const { environments, queue } = this.#parts;
    const invocations = this.#invocations;
    const request = fn.requests;
    const sequence = this.#arrivals;
    const id = invocations.open();
    invocations.arrivedAt[id] = now;
    invocations.request[id] = request;
    invocations.target[id] = call.target;
    invocations.trigger[id] = call.trigger;
    invocations.environment[id] = environment;
    invocations.start[id] = kind;
    const outcome = call.failed === 0 ? Outcome.ok : Outcome.error;
    fn.inFlight += 1;
    fn.measure.started(now, kind, why);
    const reset = environments.needsReset[environment] === 1;
    fn.log.add(now, eventCode(kind, reset ? why | SUPPRESSED_INIT : why), environments.ordinal[environment]!, request);
    if (kind !== Kind.cold) {
      // After a reset the environment initialises within the invocation: under its timeout, in its duration.
      if (reset) fn.measure.suppressedInit(now);
      this.#invoke(now, id, sequence, fn, reset ? call.duration + fn.init(request) : call.duration, outcome);
      return;
    }
    const placement = fn.placementLatency(request);
    const init = fn.init(request);
    invocations.hold(id, sequence, placement, init, call.duration, outcome);
    queue.push(now + placement + init, Order.completion + sequence, event(Due.initialised, id));
  }

  #initialised(now: number, id: number): void {
    const invocations = this.#invocations;
    const { fn } = this.#parts.targets[invocations.target[id]!]!;
    const environment = this.#parts.environments.ordinal[invocations.environment[id]!]!;
    fn.log.add(now, eventCode(Kind.initialised, 0), environment, invocations.request[id]!);
    this.#invoke(now, id, invocations.sequence[id]!, fn, invocations.duration[id]!, invocations.outcome[id]!);
  }

  /** The handler runs, for as long as it wants or the timeout allows. */
  #invoke(now: number, id: number, sequence: number, fn: LambdaFunction, wanted: number, outcome: number): void {
    const timedOut = wanted > fn.timeout;
    const duration = timedOut ? fn.timeout : wanted;
    this.#invocations.duration[id] = duration;
    this.#invocations.outcome[id] = timedOut ? Outcome.timeout : outcome;
    this.#parts.queue.push(now + duration, Order.completion + sequence, event(Due.completed, id));
  }

  #complete(now: number, id: number): void {
    const invocations = this.#invocations;
    const { environments, targets, callers } = this.#parts;
    const { fn, pool, provisioned } = targets[invocations.target[id]!]!;
    const environment = invocations.environment[id]!;
    const arrivedAt = invocations.arrivedAt[id]!;
    const kind = invocations.start[id]!;
    const outcome = invocations.outcome[id]!;
    const request = invocations.request[id]!;
    const trigger = invocations.trigger[id]!;
    fn.measure.completed(now, arrivedAt, trigger, kind, invocations.duration[id]!);
    if (kind === Kind.cold)
      fn.measure.coldStartCompleted(
        arrivedAt,
        invocations.placement[id]!,
        invocations.init[id]!,
        invocations.duration[id]!,
      );
    if (outcome !== Outcome.ok) fn.measure.failed(arrivedAt, outcome);
    fn.log.add(now, eventCode(Kind.completed, outcome), environments.ordinal[environment]!, request);
    callers.answered(trigger, arrivedAt, outcome === Outcome.ok);
    // A timeout resets the environment, unless a provisioned one was replaced while it ran.
    const replaced = environments.createdAt[environment]! > arrivedAt;
    environments.needsReset[environment] = outcome === Outcome.timeout && !replaced ? 1 : 0;
    invocations.close(id);
    if (kind === Kind.onProvisioned) provisioned!.putBack(environment);
    else {
      fn.onDemand.inFlight -= 1;
      pool.putBack(now, environment, fn.keepAlive.expiresAt(now, request));
    }
    fn.settle(now);
  }
}
