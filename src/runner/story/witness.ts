// Watches a run for one request of one function: what was the case when it came, what happened to it, and what became of its
// environment. It keeps what is alive and nothing of the past, and ends the run once it has seen everything.
import {
  describeEvent,
  detailOfCode,
  type EventSink,
  isControl,
  Kind,
  kindOfCode,
  Outcome,
} from '../../lambda/events.js';
import type { LambdaFunction } from '../../lambda/function.js';
import type { InvocationRecord, InvocationSink } from '../../lambda/measurement/invocation-log.js';
import type { LambdaService } from '../../lambda/service.js';
import type { FunctionSpec } from '../../scenario/types.js';
import { type Ended, Fleet, type LivingEnvironment } from './fleet.js';
import { type Lead, Moves } from './moves.js';

/** Thrown out of the run: nothing more can happen to the request. */
export class SeenEnough extends Error {}

export type Later =
  | { readonly kind: 'used'; readonly at: number; readonly request: number; readonly waited: boolean }
  | { readonly kind: 'ended'; readonly at: number; readonly why: string }
  | { readonly kind: 'replaced'; readonly at: number };

/** What was seen of the request. Times in microseconds. */
export interface Sighting {
  /** When it came, itself left out; `limit` is that of the executions on demand. */
  readonly inFlight: number;
  readonly limit: number;
  readonly live: number;
  readonly idle: number;
  /** Whether an environment of the function had been initialised, so that caches held an image. */
  readonly hadInitialised: boolean;
  /** The environment that served, as it was before. */
  found: LivingEnvironment | null;
  readonly lastEnded: Ended | null;
  /** Where an alias led, and what was provisioned on it: nobody knows yet which one was called. */
  readonly leadOf: (qualifier: string) => Lead;
  readonly provisionedOn: ReadonlyMap<string, readonly ProvisionedSeen[]>;
  record: InvocationRecord | null;
  failedInit: 'init timeout' | 'init error' | null;
  /** The environment that was made for it, 0 for none, and what became of that where it took another. */
  readonly own: number;
  spare: { readyAt: number | null; failed: string | null } | null;
  later: Later | null;
}

/** Of one version, for an alias or for itself. */
export interface ProvisionedSeen {
  readonly version: string;
  readonly requested: number;
  readonly available: number;
  readonly idle: number;
  /** Of the last request that spilled over. */
  readonly beyondRate: boolean;
}

/** Whether a line says that an environment has been initialised; a handler that ran says so too. */
function isInitialised(kind: number, code: number): boolean {
  const outcome = detailOfCode(code);
  if (kind === Kind.completed) return outcome !== Outcome.timeout && outcome !== Outcome.initError;
  return kind === Kind.initialised || kind === Kind.provisioned;
}

export class Witness {
  /** Requests of the function so far. */
  requests = 0;
  seen: Sighting | null = null;
  readonly #function: string;
  readonly #request: number;
  readonly #fleet = new Fleet();
  readonly #moves: Moves;
  #fn: LambdaFunction | null = null;
  #hasInitialised = false;
  /** Requests in flight on provisioned environments. */
  readonly #onProvisioned = new Set<number>();

  constructor(spec: FunctionSpec, request: number) {
    this.#function = spec.name;
    this.#request = request;
    this.#moves = new Moves(spec);
  }

  readonly watch = (service: LambdaService): void => {
    this.#fn = service.functions.find(({ name }) => name === this.#function)!;
  };

  readonly events: EventSink = (now, name, code, environment, request) => {
    if (name !== this.#function) return;
    const kind = kindOfCode(code);
    if (isControl(kind)) {
      this.#moves.see(now, code, environment, request);
      return;
    }
    const provisioned = this.#isProvisioned(kind, request);
    this.#own(now, kind, code, environment, request, provisioned);
    this.#hasInitialised ||= isInitialised(kind, code);
    if (!provisioned) this.#fleet.see(now, kind, describeEvent(code).why, environment, request);
    if (kind === Kind.completed) this.#onProvisioned.delete(request);
  };

  readonly invocations: InvocationSink = (record) => {
    if (record.function !== this.#function || record.request !== this.#request || this.seen === null) return;
    this.seen.record = { ...record };
    if (record.start === 'throttled') throw new SeenEnough();
  };

  #isProvisioned(kind: number, request: number): boolean {
    if (kind === Kind.provisioned || kind === Kind.renewed || kind === Kind.deprovisioned) return true;
    if (kind === Kind.onProvisioned) this.#onProvisioned.add(request);
    return this.#onProvisioned.has(request);
  }

  /** A line of the function that is watched. */
  #own(now: number, kind: number, code: number, environment: number, request: number, provisioned: boolean): void {
    if (kind <= Kind.onProvisioned && kind >= Kind.throttled) this.requests += 1;
    if (this.seen === null) {
      if (request === this.#request) this.#arrives(kind, environment);
      return;
    }
    if (request === this.#request) this.#happens(kind, code, environment);
    else if (environment !== 0) this.#goesOn(now, kind, code, environment, request, provisioned);
    if (this.#isOver()) throw new SeenEnough();
  }

  #arrives(kind: number, environment: number): void {
    const { live, idle, lastEnded } = this.#fleet;
    const found = kind === Kind.warm ? this.#fleet.find(environment) : null;
    const own = kind === Kind.cold ? environment : 0;
    const fn = this.#fn!;
    const isOnDemand = kind === Kind.cold || kind === Kind.warm;
    this.seen = {
      inFlight: fn.onDemand.inFlight - (isOnDemand ? 1 : 0),
      limit: fn.onDemand.limit,
      leadOf: this.#moves.now(),
      provisionedOn: new Map([...fn.aliases.provisioned.keys()].map((name) => [name, provisionedOn(fn, name)])),
      live,
      idle,
      hadInitialised: this.#hasInitialised,
      found,
      lastEnded,
      record: null,
      failedInit: null,
      own,
      spare: null,
      later: null,
    };
  }

  #happens(kind: number, code: number, environment: number): void {
    const seen = this.seen!;
    if (kind === Kind.assigned) {
      seen.spare = { readyAt: null, failed: null };
      seen.found = this.#fleet.find(environment);
    }
    if (kind === Kind.initFailed) seen.failedInit = describeEvent(code).why as 'init timeout' | 'init error';
  }

  /** Others' lines: what becomes of the spare, and of the environment that served. */
  #goesOn(now: number, kind: number, code: number, environment: number, request: number, provisioned: boolean): void {
    const seen = this.seen!;
    const why = describeEvent(code).why;
    const isReady = kind === Kind.initialised || kind === Kind.initFailed;
    if (seen.spare !== null && seen.spare.readyAt === null && environment === seen.own && isReady) {
      seen.spare = { readyAt: now, failed: kind === Kind.initFailed ? why : null };
      return;
    }
    const { record } = seen;
    if (record === null || seen.later !== null || environment !== record.environment) return;
    if (provisioned !== (record.start === 'provisioned')) return;
    if (kind === Kind.ended || kind === Kind.deprovisioned) seen.later = { kind: 'ended', at: now, why };
    else if (kind === Kind.renewed) seen.later = { kind: 'replaced', at: now };
    else if (request !== 0) seen.later = { kind: 'used', at: now, request, waited: kind === Kind.assigned };
  }

  #isOver(): boolean {
    const seen = this.seen!;
    return seen.later !== null && (seen.spare === null || seen.spare.readyAt !== null);
  }
}

/** What is provisioned on one alias or version: for two versions while an alias moves from one to the other. */
function provisionedOn({ aliases }: LambdaFunction, name: string): ProvisionedSeen[] {
  const { pool, incoming, measure } = aliases.provisioned.get(name)!;
  return [pool, ...(incoming === null ? [] : [incoming])].map(({ versionName, requested, available, idle }) => {
    return { version: versionName, requested, available, idle, beyondRate: measure.spillsBeyondRate };
  });
}
