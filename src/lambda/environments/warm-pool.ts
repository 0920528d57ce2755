// The on-demand environments of one version of one function: which are idle, when each ends, and why the next cold start
// will be one.
import { IndexedHeap } from '../../engine/indexed-heap.js';
import type { EventQueue } from '../../engine/queue.js';
import type { Version } from '../cold-start/cold-starts.js';
import { Owes } from '../cold-start/phases.js';
import { CAUSES, Ending } from '../events.js';
import type { KeepAlivePolicy } from '../keep-alive/policy.js';
import { type Environments, NONE } from './environments.js';
import type { IdleSet } from './idle-set.js';
import { DrawnLifetimes, EqualLifetimes, type Lifetimes } from './lifetimes.js';
import { WaitingLine } from './waiting-line.js';

/** Tells the owner that an environment has ended: at `now`, by one of `Ending`. */
export type OnEnded = (now: number, id: number, ending: number) => void;

/** Is told how a version starts to which an alias has been moved. */
export interface DeployedVersion {
  coldStarted(): void;
  initialised(): void;
}

const FIRST = CAUSES.indexOf('first');
const DEPLOYED = CAUSES.indexOf('deployed');
const SCALE_OUT = CAUSES.indexOf('scaleOut');
const EXPIRED = CAUSES.indexOf('expired');
const RECYCLED = CAUSES.indexOf('recycled');

export class WarmPool implements Version {
  live = 0;
  imageCachedAt = Infinity;
  /** The deployment that brought requests here last. */
  deployed: DeployedVersion | null = null;
  readonly restores: boolean;
  /** The function's place in the run. */
  readonly owner: number;
  /** Those whose init a request waits for, where it may take another environment. */
  readonly line: WaitingLine;
  readonly #number: number;
  readonly idle: IdleSet;
  readonly #environments: Environments;
  readonly #queue: EventQueue;
  readonly #timer: { readonly order: number; readonly event: number };
  readonly #keepAlive: KeepAlivePolicy;
  readonly #onEnded: OnEnded;
  /** Idle environments by the end of their keep-alive, where that is not the order of becoming idle. */
  readonly #byExpiry: IndexedHeap | null;
  readonly #lifetimes: Lifetimes;
  /** When the pool's timer is due. One timer a pool: it looks for what is due, then waits for the next. */
  #timerAt = Infinity;
  #maxLive = 0;
  #lastEnding = EXPIRED;

  constructor(parts: {
    readonly owner: number;
    /** Its place among all pools of the run. */
    readonly number: number;
    readonly restores: boolean;
    readonly environments: Environments;
    readonly idle: IdleSet;
    readonly queue: EventQueue;
    /** Tie order and event of this pool's timer. */
    readonly timer: { readonly order: number; readonly event: number };
    readonly keepAlive: KeepAlivePolicy;
    readonly onEnded: OnEnded;
  }) {
    this.owner = parts.owner;
    this.restores = parts.restores;
    this.line = new WaitingLine(parts.environments);
    this.#number = parts.number;
    this.idle = parts.idle;
    this.#environments = parts.environments;
    this.#queue = parts.queue;
    this.#timer = parts.timer;
    this.#keepAlive = parts.keepAlive;
    this.#onEnded = parts.onEnded;
    const { environments, keepAlive } = parts;
    const sooner = (a: number, b: number): boolean =>
      environments.expiresAt[a]! < environments.expiresAt[b]! ||
      (environments.expiresAt[a] === environments.expiresAt[b] && environments.ordinal[a]! < environments.ordinal[b]!);
    this.#byExpiry = keepAlive.randomExpiry ? new IndexedHeap(sooner) : null;
    this.#lifetimes = keepAlive.randomLifetime ? new DrawnLifetimes(environments) : new EqualLifetimes(environments);
  }

  /** The idle environment that serves a request, `NONE` when there is none. */
  take(request: number): number {
    const id = this.idle.take(request);
    if (id !== NONE && this.#byExpiry !== null) this.#byExpiry.remove(id);
    return id;
  }

  /** Why the next environment is needed: an index into `CAUSES`. The first of a version is like any other (M-FIRST-DEPLOY). */
  causeOfNext(): number {
    if (this.#maxLive === 0) return this.deployed === null ? FIRST : DEPLOYED;
    return this.live + 1 > this.#maxLive ? SCALE_OUT : this.#lastEnding;
  }

  /** A new environment, for a request. */
  create(now: number, ordinal: number): number {
    if (this.deployed !== null) this.deployed.coldStarted();
    return this.#open(now, ordinal);
  }

  /** A new environment, busy. */
  #open(now: number, ordinal: number): number {
    const environments = this.#environments;
    const id = environments.open(now, ordinal, this.#number);
    environments.recycleAt[id] = now + this.#keepAlive.lifetimeOf(ordinal);
    this.#lifetimes.add(id);
    this.live += 1;
    if (this.live > this.#maxLive) this.#maxLive = this.live;
    this.#arm(environments.recycleAt[id]);
    return id;
  }

  /** Whether an environment has lived its time. */
  outlived(now: number, id: number): boolean {
    return this.#environments.recycleAt[id]! <= now;
  }

  /** A new environment that no request waits for, ready and idle; `owes` is one of `Owes`. */
  prepare(now: number, ordinal: number, expiresAt: number, owes: number): void {
    const id = this.#open(now, ordinal);
    if (owes !== Owes.init) this.imageCachedAt = Math.min(this.imageCachedAt, now);
    this.#environments.owes[id] = owes;
    this.putBack(now, id, expiresAt);
  }

  /** An environment has finished an invocation: it is kept until `expiresAt`, or ends at once if it has lived its time. */
  putBack(now: number, id: number, expiresAt: number): void {
    if (this.outlived(now, id)) {
      this.#end(now, id, Ending.lifetime);
      return;
    }
    this.#environments.expiresAt[id] = expiresAt;
    this.idle.add(id);
    if (this.#byExpiry !== null) this.#byExpiry.add(id);
    this.#arm(expiresAt);
  }

  /** The pool's timer: ends what is due at `now`, keep-alive before maximum life. */
  expire(now: number): void {
    if (now < this.#timerAt) return; // an older timer, overtaken by an earlier one
    this.#timerAt = Infinity;
    const environments = this.#environments;
    for (let id = this.#nextToExpire(); id !== NONE && environments.expiresAt[id]! <= now; id = this.#nextToExpire()) {
      this.#endIdle(now, id, Ending.spare);
    }
    const lifetimes = this.#lifetimes;
    for (let id = lifetimes.next; id !== NONE && environments.recycleAt[id]! <= now; id = lifetimes.next) {
      lifetimes.pass();
      if (environments.idle[id] === 1) this.#endIdle(now, id, Ending.lifetime);
    }
    const next = this.#nextToExpire();
    if (next !== NONE) this.#arm(environments.expiresAt[next]!);
    if (lifetimes.next !== NONE) this.#arm(environments.recycleAt[lifetimes.next]!);
  }

  /** Ends all idle environments, for a reason of the function as a whole: one of `Ending`. */
  expireAll(now: number, ending: number): void {
    while (this.idle.first !== NONE) this.#endIdle(now, this.idle.first, ending);
  }

  #nextToExpire(): number {
    return this.#byExpiry === null ? this.idle.first : this.#byExpiry.first;
  }

  #arm(time: number): void {
    if (time >= this.#timerAt || time === Infinity) return;
    this.#timerAt = time;
    this.#queue.push(time, this.#timer.order, this.#timer.event);
  }

  #endIdle(now: number, id: number, ending: number): void {
    this.idle.remove(id);
    if (this.#byExpiry !== null) this.#byExpiry.remove(id);
    this.#end(now, id, ending);
  }

  #end(now: number, id: number, ending: number): void {
    this.#lifetimes.drop(id);
    this.live -= 1;
    this.#lastEnding = ending === Ending.lifetime ? RECYCLED : EXPIRED;
    this.#onEnded(now, id, ending);
    this.#environments.close(id);
  }
}
