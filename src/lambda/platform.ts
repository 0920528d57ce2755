// The Lambda service: what happens when a request arrives, when an environment has initialised, and when an invocation ends.
// It holds the rules in their order; how each limit, pool and policy works is in the file of its name.
import type { EventQueue } from '../engine/queue.js';
import type { Arrivals, Model } from '../engine/run.js';
import type { Clock } from '../engine/time.js';
import { Due, event, kindOf, Order, subjectOf } from './agenda.js';
import { type Environments, NONE } from './environments/environments.js';
import type { ProvisionedPool } from './environments/provisioned-pool.js';
import type { WarmPool } from './environments/warm-pool.js';
import { eventCode, Kind, kindOfCode, Outcome, REASONS, SPILLOVER, SUPPRESSED_INIT } from './events.js';
import type { LambdaFunction } from './function.js';
import { Invocations } from './invocations.js';
import type { InvocationLog } from './measurement/invocation-log.js';

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
  /** As called: an alias, a version or `$LATEST`. */
  readonly qualifier: string;
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
  readonly clock: Clock;
  readonly queue: EventQueue;
  readonly environments: Environments;
  readonly functions: readonly LambdaFunction[];
  readonly pools: readonly WarmPool[];
  readonly targets: readonly CallTarget[];
  readonly callers: Callers;
  /** `null` where nobody asked for every invocation. */
  readonly records: InvocationLog | null;
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
  arrive(call: Calls): void {
    const { now } = this.#parts.clock;
    const { fn, pool, provisioned } = this.#parts.targets[call.target]!;
    const request = ++fn.requests;
    this.#arrivals += 1;
    fn.measure.arrived();
    // Synchronous requests per second, before anything else (M-RATE-LEVELS).
    if (fn.requestRate !== null && !fn.requestRate.bucket.take(now)) {
      this.#throttle(call, fn, fn.requestRate.reason);
      return;
    }
    // 1. An idle environment provisioned on this very alias or version.
    if (provisioned !== null) {
      const ready = provisioned.take(request);
      if (ready !== NONE) {
        this.#start(call, fn, ready, Kind.onProvisioned, 0);
        return;
      }
    }
    // 2. Otherwise it runs on demand, within the concurrency that the function reserved or shares.
    if (fn.onDemand.inFlight >= fn.onDemand.limit) {
      this.#throttle(call, fn, fn.onDemand.reason);
      return;
    }
    const spillover = provisioned !== null ? SPILLOVER : 0;
    // 3. On an idle environment of the same version, the one that the placement policy names.
    const idle = pool.take(request);
    if (idle !== NONE) {
      fn.onDemand.inFlight += 1;
      this.#start(call, fn, idle, Kind.warm, spillover);
      return;
    }
    // 4. Or on a new one, within the function's scaling rate (M-SCALING).
    if (fn.scaling !== null && !fn.scaling.take(now)) {
      this.#throttle(call, fn, SCALING_RATE);
      return;
    }
    const cause = pool.causeOfNext();
    fn.onDemand.inFlight += 1;
    this.#start(call, fn, pool.create(now, fn.nextOrdinal()), Kind.cold, cause | spillover);
  }

  handle(packed: number): void {
    const subject = subjectOf(packed);
    switch (kindOf(packed)) {
      case Due.completed:
        this.#complete(subject);
        break;
      case Due.initialised:
        this.#initialised(subject);
        break;
      case Due.expiry:
        this.#parts.pools[subject]!.expire(this.#parts.clock.now);
        break;
      case Due.idle:
        this.#parts.functions[subject]!.idlePeriods.timerDue(this.#parts.clock.now);
        break;
      case Due.renewal:
        this.#parts.functions[subject]!.renewProvisioned(this.#parts.clock.now);
        break;
      case Due.preparation:
        this.#parts.functions[subject]!.idlePeriods.preparationDue(this.#parts.clock.now);
        break;
    }
  }

  #throttle(call: Calls, fn: LambdaFunction, reason: number): void {
    fn.measure.throttled(reason);
    fn.log.add(eventCode(Kind.throttled, reason), 0, fn.requests);
    this.#parts.records?.throttled(call.target, call.trigger, fn.requests, reason);
    this.#parts.callers.throttled(call.trigger, this.#parts.clock.now);
  }

  /** The request has its environment. A warm one runs the handler at once, a new one first passes its cold-start phases. */
  #start(call: Calls, fn: LambdaFunction, environment: number, kind: number, why: number): void {
    const { clock, environments, queue } = this.#parts;
    const { now } = clock;
    const invocations = this.#invocations;
    const request = fn.requests;
    const id = invocations.open();
    invocations.arrivedAt[id] = now;
    invocations.request[id] = request;
    invocations.target[id] = call.target;
    invocations.trigger[id] = call.trigger;
    invocations.environment[id] = environment;
    invocations.duration[id] = call.duration;
    invocations.outcome[id] = call.failed === 0 ? Outcome.ok : Outcome.error;
    fn.idlePeriods.started();
    fn.measure.started(kind, why);
    const reset = environments.needsReset[environment] === 1;
    const code = eventCode(kind, reset ? why | SUPPRESSED_INIT : why);
    invocations.start[id] = code;
    fn.log.add(code, environments.ordinal[environment]!, request);
    if (reset) {
      // After a reset the environment initialises within the invocation: under its timeout, in its duration.
      fn.measure.suppressedInit();
      invocations.duration[id] = call.duration + fn.init(request);
    }
    if (kind !== Kind.cold) {
      this.#invoke(id, fn, this.#arrivals);
      return;
    }
    const placement = fn.placementLatency(request);
    const init = fn.init(request);
    invocations.hold(id, this.#arrivals, placement, init);
    queue.push(now + placement + init, Order.completion + this.#arrivals, event(Due.initialised, id));
  }

  #initialised(id: number): void {
    const invocations = this.#invocations;
    const { fn } = this.#parts.targets[invocations.target[id]!]!;
    const environment = this.#parts.environments.ordinal[invocations.environment[id]!]!;
    fn.log.add(eventCode(Kind.initialised, 0), environment, invocations.request[id]!);
    this.#invoke(id, fn, invocations.sequence[id]!);
  }

  /** The handler runs, for as long as it wants or the timeout allows. */
  #invoke(id: number, fn: LambdaFunction, sequence: number): void {
    const { clock, queue } = this.#parts;
    const invocations = this.#invocations;
    let duration = invocations.duration[id]!;
    if (duration > fn.timeout) {
      duration = invocations.duration[id] = fn.timeout;
      invocations.outcome[id] = Outcome.timeout;
    }
    queue.push(clock.now + duration, Order.completion + sequence, event(Due.completed, id));
  }

  #complete(id: number): void {
    const invocations = this.#invocations;
    const { clock, environments, targets, callers, records } = this.#parts;
    const { now } = clock;
    const { fn, pool, provisioned } = targets[invocations.target[id]!]!;
    const environment = invocations.environment[id]!;
    const arrivedAt = invocations.arrivedAt[id]!;
    const outcome = invocations.outcome[id]!;
    const request = invocations.request[id]!;
    fn.measure.completed(invocations, id);
    fn.log.add(eventCode(Kind.completed, outcome), environments.ordinal[environment]!, request);
    records?.completed(invocations, id);
    callers.answered(invocations.trigger[id]!, arrivedAt, outcome === Outcome.ok);
    // A timeout resets the environment, unless a provisioned one was replaced while it ran.
    const replaced = environments.createdAt[environment]! > arrivedAt;
    environments.needsReset[environment] = outcome === Outcome.timeout && !replaced ? 1 : 0;
    if (kindOfCode(invocations.start[id]!) === Kind.onProvisioned) provisioned!.putBack(environment);
    else {
      fn.onDemand.inFlight -= 1;
      fn.putBack(pool, environment, request);
    }
    invocations.close(id);
    fn.idlePeriods.settled(now);
  }
}
