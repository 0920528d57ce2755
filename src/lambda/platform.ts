// The Lambda service: what happens when a request arrives, when an environment has initialised, and when an invocation ends.
// It holds the rules in their order; how each limit, pool and policy works is in the file of its name.
import type { Model } from '../engine/run.js';
import { Due, event, kindOf, Order, subjectOf } from './agenda.js';
import type { Call } from './call.js';
import type { Calls, Parts } from './calls.js';
import type { Version } from './cold-start/cold-starts.js';
import { AHEAD } from './cold-start/draws.js';
import { InitEnd, Owes } from './cold-start/phases.js';
import { NONE } from './environments/environments.js';
import type { WarmPool } from './environments/warm-pool.js';
import { eventCode, Kind, kindOfCode, marksOfCode, Outcome, REASONS, SPILLOVER, SUPPRESSED_INIT } from './events.js';
import type { LambdaFunction } from './function.js';
import { Invocations } from './invocations.js';

const SCALING_RATE = REASONS.indexOf('ScalingRateExceeded');
/** By `Calls.failed`. */
const OUTCOMES_OF_HANDLERS = [Outcome.ok, Outcome.error, Outcome.crash] as const;

export class Platform implements Model<Calls> {
  readonly #parts: Parts;
  readonly #invocations = new Invocations();
  /** Requests so far, throttled ones included. */
  #arrivals = 0;
  /** Whether the request of the attempt that is being placed is counted: 1 or 0. */
  #counted = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  settled(): boolean {
    return this.#invocations.inFlight === 0;
  }

  /** Admits, places or throttles a request, by the first of the contract's rules that applies. */
  arrive(call: Call): void {
    const { now } = this.#parts.clock;
    const { fn, routing, measure } = this.#parts.targets[call.target]!;
    const request = ++fn.requests;
    this.#arrivals += 1;
    const counted = (this.#counted = fn.measure.counts(call.queued));
    fn.measure.arrived(call.attempt, counted);
    if (measure !== null) measure.arrived(call.attempt, counted);
    // Synchronous requests per second, before anything else (M-RATE-LEVELS).
    if (fn.requestRate !== null && call.rated && !fn.requestRate.bucket.take(now)) {
      this.#throttle(call, fn, fn.requestRate.reason);
      return;
    }
    const { pool, provisioned } = routing.routeOf(request);
    // 1. An idle environment provisioned on this very alias or version.
    if (provisioned !== null) {
      const ready = provisioned.take(now, request);
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
    const spillover = provisioned !== null && provisioned.requested > 0 ? SPILLOVER : 0;
    if (spillover !== 0) measure!.spillsBeyondRate = provisioned!.beyondRate;
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
      case Due.control:
        this.#parts.control.due(subject);
        break;
      case Due.step:
        if (this.#parts.handlerCalls!.step(this.#invocations, subject)) this.#complete(subject);
        break;
      case Due.preparation:
        this.#parts.functions[subject]!.idlePeriods.preparationDue(this.#parts.clock.now);
        break;
    }
  }

  #throttle(call: Call, fn: LambdaFunction, reason: number): void {
    fn.measure.throttled(reason, this.#counted);
    this.#parts.targets[call.target]!.measure?.throttled(this.#counted);
    fn.log.add(eventCode(Kind.throttled, reason), 0, fn.requests);
    this.#parts.records?.throttled(call, fn.requests, reason);
    this.#parts.callers.throttled(call, reason);
  }

  /** The request has its environment. A warm one runs the handler at once, a new one first passes its cold-start phases. */
  #start(call: Call, fn: LambdaFunction, environment: number, kind: number, why: number): void {
    const { environments } = this.#parts;
    const invocations = this.#invocations;
    const request = fn.requests;
    const id = invocations.open();
    invocations.arrivedAt[id] = this.#parts.clock.now;
    invocations.request[id] = request;
    invocations.target[id] = call.target;
    invocations.trigger[id] = call.trigger;
    invocations.environment[id] = environment;
    invocations.duration[id] = fn.handlerTime(call.duration);
    invocations.outcome[id] = OUTCOMES_OF_HANDLERS[call.failed]!;
    invocations.sequence[id] = this.#arrivals;
    if (call.ticket !== NONE) invocations.remember(id, call.ticket, call.attempt, call.queued);
    fn.idlePeriods.started();
    fn.measure.started(kind, why, this.#counted);
    const code = eventCode(kind, environments.owes[environment] === Owes.init ? why | SUPPRESSED_INIT : why);
    invocations.start[id] = code;
    const { measure } = this.#parts.targets[call.target]!;
    if (measure !== null) measure.started(code, this.#counted);
    fn.log.add(code, environments.ordinal[environment]!, request);
    if (kind === Kind.cold) this.#initialise(id, fn, environment);
    else this.#invoke(id, fn);
  }

  /** A new environment passes its phases, while the request waits for it. */
  #initialise(id: number, fn: LambdaFunction, environment: number): void {
    const { clock, environments, pools, queue } = this.#parts;
    const invocations = this.#invocations;
    const pool = pools[environments.pool[environment]!]!;
    invocations.detail(id);
    const phases = fn.coldStarts.begin(invocations, id, pool, clock.now);
    environments.waiting[environment] = id;
    environments.initEnd[environment] = invocations.initEnd[id]!;
    environments.billedInit[environment] = invocations.billedInit[id]!;
    if (fn.eagerAssignment) pool.line.add(environment);
    const order = Order.completion + invocations.sequence[id]!;
    queue.push(clock.now + phases, order, event(Due.initialised, environment));
  }

  /** An environment has passed its phases. Its request goes on; if that has found another, this one is a spare. */
  #initialised(environment: number): void {
    const { clock, environments, pools, functions } = this.#parts;
    const invocations = this.#invocations;
    const pool = pools[environments.pool[environment]!]!;
    const fn = functions[pool.owner]!;
    const id = environments.waiting[environment]!;
    const end = environments.initEnd[environment]!;
    if (end === InitEnd.ok) pool.imageCachedAt = Math.min(pool.imageCachedAt, clock.now);
    else environments.owes[environment] = Owes.init;
    if (pool.deployed !== null) pool.deployed.initialised();
    const request = id === NONE ? 0 : invocations.request[id]!;
    const kind = end === InitEnd.ok ? Kind.initialised : Kind.initFailed;
    fn.log.add(eventCode(kind, end), environments.ordinal[environment]!, request);
    if (id === NONE) {
      fn.measure.spareInitialised(environments.billedInit[environment]!, end);
      this.#release(environment, pool, clock.now, AHEAD + environments.ordinal[environment]!);
      fn.idlePeriods.joined(clock.now);
      return;
    }
    environments.waiting[environment] = NONE;
    if (fn.eagerAssignment) pool.line.remove(environment);
    if (end !== InitEnd.ok && pool.restores) this.#restoreFailed(id);
    else this.#invoke(id, fn);
  }

  /** Without its snapshot nothing can run: the caller has an error at once (M-RESTORE). */
  #restoreFailed(id: number): void {
    this.#invocations.duration[id] = 0;
    this.#invocations.outcome[id] = Outcome.initError;
    this.#complete(id);
  }

  /** Under eager assignment, the request that has waited longest for its own environment takes this one (M-EAGER). */
  #assign(environment: number, pool: WarmPool): void {
    const { clock, environments, functions } = this.#parts;
    const invocations = this.#invocations;
    const fn = functions[pool.owner]!;
    const own = pool.line.first;
    const id = environments.waiting[own]!;
    pool.line.remove(own);
    environments.waiting[own] = NONE;
    fn.measure.assigned(invocations, id);
    this.#parts.targets[invocations.target[id]!]!.measure?.assigned(invocations, id);
    invocations.environment[id] = environment;
    invocations.detail(id);
    invocations.wait[id] = clock.now - invocations.arrivedAt[id]!;
    const marks = marksOfCode(invocations.start[id]!);
    const code = eventCode(
      Kind.assigned,
      environments.owes[environment] === Owes.init ? marks | SUPPRESSED_INIT : marks,
    );
    invocations.start[id] = code;
    fn.log.add(code, environments.ordinal[environment]!, invocations.request[id]!);
    this.#invoke(id, fn);
  }

  /** The handler runs, for as long as it wants or the timeout allows. */
  #invoke(id: number, fn: LambdaFunction): void {
    const { clock, queue, environments, handlerCalls } = this.#parts;
    const invocations = this.#invocations;
    const owes = environments.owes[invocations.environment[id]!]!;
    if (owes !== Owes.nothing) fn.payWhatIsOwed(invocations, id, this.#versionOf(id), owes);
    if (handlerCalls?.callsFrom(fn)) {
      handlerCalls.begin(invocations, id, fn);
      return;
    }
    let duration = invocations.duration[id]!;
    if (duration > fn.timeout) {
      duration = invocations.duration[id] = fn.timeout;
      invocations.outcome[id] = Outcome.timeout;
    }
    queue.push(clock.now + duration, Order.completion + invocations.sequence[id]!, event(Due.completed, id));
  }

  /** The version that an invocation runs. */
  #versionOf(id: number): Version {
    const { environments, pools, provisionedPools } = this.#parts;
    const place = environments.pool[this.#invocations.environment[id]!]!;
    const onProvisioned = kindOfCode(this.#invocations.start[id]!) === Kind.onProvisioned;
    return onProvisioned ? provisionedPools[place]!.version : pools[place]!;
  }

  #complete(id: number): void {
    const invocations = this.#invocations;
    const { clock, environments, pools, provisionedPools, targets, callers, records } = this.#parts;
    const { now } = clock;
    const { fn, measure } = targets[invocations.target[id]!]!;
    const environment = invocations.environment[id]!;
    const arrivedAt = invocations.arrivedAt[id]!;
    const outcome = invocations.outcome[id]!;
    const request = invocations.request[id]!;
    const apart = callers.answered(invocations, id);
    fn.measure.completed(invocations, id, apart);
    if (measure !== null) measure.completed(invocations, id);
    fn.log.add(eventCode(Kind.completed, outcome), environments.ordinal[environment]!, request);
    records?.completed(invocations, id, apart);
    const onProvisioned = kindOfCode(invocations.start[id]!) === Kind.onProvisioned;
    // A timeout or a crash resets the environment, unless a provisioned one was replaced while it ran (M-RESET).
    const replaced = onProvisioned && environments.createdAt[environment]! > arrivedAt;
    if (outcome >= Outcome.timeout && !replaced) environments.owes[environment] = Owes.init;
    const place = environments.pool[environment]!;
    if (onProvisioned) provisionedPools[place]!.putBack(now, environment);
    else {
      fn.onDemand.inFlight -= 1;
      this.#release(environment, pools[place]!, now, request);
    }
    invocations.close(id);
    fn.idlePeriods.settled(now);
  }

  /** An environment on demand is free: a request that waits takes it, or it is kept. */
  #release(environment: number, pool: WarmPool, now: number, key: number): void {
    if (pool.line.first !== NONE && !pool.outlived(now, environment)) this.#assign(environment, pool);
    else this.#parts.functions[pool.owner]!.putBack(pool, environment, key);
  }
}
