// The provisioned environments of one version for one alias, or for the version itself (M-PROVISIONED): which are idle, how
// many come and go, and their replacement at their maximum life.
import { InitEnd, Owes } from '../cold-start/phases.js';
import { Stage, type Timer } from '../control-plane.js';
import { NONE } from '../environments/environments.js';
import type { IdleSet } from '../environments/idle-set.js';
import { EqualLifetimes } from '../environments/lifetimes.js';
import type { WarmPool } from '../environments/warm-pool.js';
import { Deprovisioned } from '../events.js';
import { TokenBucket } from '../limits/token-bucket.js';
import type { AliasMeasure } from '../measurement/alias-measure.js';
import type { ProvisionedLevels } from '../measurement/provisioned-levels.js';
import { Allocation, type AllocationEvents } from './allocation.js';
import { Capacity } from './capacity.js';
import type { ProvisionedOwner } from './owner.js';
import type { Provisioning } from './provisioning.js';

/** How an allocation ended: one of `InitEnd`. */
export type OnAllocated = (end: number) => void;

export class ProvisionedPool implements AllocationEvents, ProvisionedOwner {
  /** Usable, idle or busy. */
  available = 0;
  readonly versionName: string;
  readonly capacity: Capacity;
  /** Whether the last request met an idle environment, but not the rate at which this many may be called. */
  beyondRate = false;
  readonly #provisioning: Provisioning;
  readonly #number: number;
  readonly #idle: IdleSet;
  readonly #measure: AliasMeasure;
  readonly #levels: ProvisionedLevels;
  readonly #lifetimes: EqualLifetimes;
  readonly #rate: TokenBucket | null;
  readonly #allocationTimer: Timer;
  readonly #renewalTimer: Timer;
  #allocation: Allocation | null = null;
  #onAllocated: OnAllocated = () => undefined;
  /** Busy ones that nobody wants any more: so many end as they complete. */
  #draining = 0;
  /** Why the last ones were given up: one of `Deprovisioned`. */
  #why: number = Deprovisioned.scaledIn;

  /** `place` is that of the alias or version within its function. */
  constructor(provisioning: Provisioning, versionName: string, place: number, measure: AliasMeasure) {
    const { control, functionId, pools, limits, environments, window } = provisioning.parts;
    this.#provisioning = provisioning;
    this.versionName = versionName;
    this.#measure = measure;
    this.#levels = measure.levels!;
    this.#number = pools.push(this) - 1;
    this.#idle = provisioning.idleSet();
    this.capacity = new Capacity(window);
    this.#lifetimes = new EqualLifetimes(environments);
    this.#rate = limits.provisionedRate === null ? null : new TokenBucket(0, 0);
    this.#allocationTimer = control.timer(Stage.allocation, functionId, place, this.#number, () =>
      this.#allocation?.due(),
    );
    this.#renewalTimer = control.timer(Stage.renewal, functionId, place, this.#number, () => this.#renewDue());
  }

  /** Environments that are there or on their way. */
  get requested(): number {
    return this.available + (this.#allocation?.count ?? 0);
  }

  get idle(): number {
    return this.#idle.size;
  }

  get isAllocating(): boolean {
    return this.#allocation !== null;
  }

  /** The version's environments on demand. */
  get version(): WarmPool {
    return this.#provisioning.parts.versionNamed(this.versionName);
  }

  /** The idle environment that serves a request, `NONE` where there is none or too many requests come. */
  take(now: number, request: number): number {
    this.beyondRate = false;
    if (this.#idle.size === 0) return NONE;
    if (this.#rate !== null && !this.#rate.take(now)) {
      this.beyondRate = true;
      return NONE;
    }
    this.#levels.use(now, 1);
    return this.#idle.take(request);
  }

  /** An environment has completed an invocation. */
  putBack(now: number, id: number): void {
    if (this.#draining > 0) {
      this.#draining -= 1;
      this.#end(id);
      return;
    }
    this.#levels.use(now, -1);
    this.#idle.add(id);
  }

  /** At time 0 everything is at rest: allocated and ready, unless it never can be. Returns one of `InitEnd`. */
  begin(count: number): number {
    const { inits, parts } = this.#provisioning;
    const { load } = parts.spec.coldStart;
    const drawn = Array.from({ length: count }, () => inits.next(load));
    const failed = drawn.find(({ end }) => end !== InitEnd.ok);
    this.#provisioning.claimAtRest(count, failed === undefined);
    if (failed !== undefined) return failed.end;
    this.#levels.request(0, count);
    this.capacity.enable(0, count);
    const ordinals = drawn.map(({ billed }) => {
      const ordinal = this.#provisioning.nextOrdinal();
      this.initialised(ordinal, billed);
      return ordinal;
    });
    this.#add(ordinals);
    return InitEnd.ok;
  }

  /** More environments are requested, for which there is room; while they are on their way no more can be. */
  grow(count: number, preparation: number, onAllocated: OnAllocated): void {
    const { now, parts } = this.#provisioning;
    const load = this.version.imageCachedAt <= now ? 0 : parts.spec.coldStart.load;
    this.#levels.request(now, count);
    this.capacity.enable(now, count);
    this.#provisioning.claim(count);
    this.#onAllocated = onAllocated;
    const by = { count, earliest: now + preparation, load };
    this.#allocation = new Allocation(this.#provisioning, by, this.#allocationTimer, this);
  }

  initialised(ordinal: number, billed: number): void {
    const { now, parts } = this.#provisioning;
    this.#levels.allocate(now, 1);
    this.#billInit(now, billed);
    parts.log.provisioned(ordinal, false);
    if (parts.spec.coldStart.load > 0) this.version.imageCachedAt = Math.min(this.version.imageCachedAt, now);
  }

  allocated(ordinals: readonly number[]): void {
    this.#allocation = null;
    this.#add(ordinals);
    this.#onAllocated(InitEnd.ok);
  }

  failed(ordinals: readonly number[], end: number): void {
    const { now, parts } = this.#provisioning;
    const count = this.#allocation!.count;
    this.#allocation = null;
    this.#levels.allocate(now, -ordinals.length);
    this.#levels.request(now, -count);
    this.capacity.forget(count);
    this.#provisioning.claim(-count);
    for (const ordinal of ordinals) parts.log.deprovisioned(Deprovisioned.failed, ordinal);
    this.#onAllocated(end);
  }

  /**
   * Fewer are wanted: idle ones end at once, the one that has been idle longest first, busy ones as they complete. `why` is one
   * of `Deprovisioned`.
   */
  shrink(to: number, why: number): void {
    const { now } = this.#provisioning;
    this.#why = why;
    const count = this.available - to;
    const idle = Math.min(count, this.#idle.size);
    this.available = to;
    this.#draining += count - idle;
    this.capacity.disable(now, count);
    this.#levels.release(now, count, count - idle);
    this.#resizeRate(now);
    for (let ended = 0; ended < idle; ended++) {
      const id = this.#idle.first;
      this.#idle.remove(id);
      this.#end(id);
    }
  }

  #add(ordinals: readonly number[]): void {
    const { now, parts } = this.#provisioning;
    const { environments, maxLifetime } = parts;
    for (const ordinal of ordinals) {
      const id = environments.open(now, ordinal, this.#number);
      environments.recycleAt[id] = now + (maxLifetime ?? Infinity);
      this.#lifetimes.add(id);
      this.#idle.add(id);
    }
    this.available += ordinals.length;
    this.#levels.makeAvailable(now, ordinals.length);
    this.#resizeRate(now);
    if (maxLifetime !== null) this.#renewalTimer.at(now + maxLifetime);
  }

  #billInit(now: number, init: number): void {
    this.#provisioning.parts.measure.provisionedInit(now, init);
    this.#measure.provisionedInit(init);
  }

  /** M-PROVISIONED-RATE */
  #resizeRate(now: number): void {
    this.#rate?.resize(now, this.available * (this.#provisioning.parts.limits.provisionedRate ?? 0));
  }

  #end(id: number): void {
    const { environments, log } = this.#provisioning.parts;
    log.deprovisioned(this.#why, environments.ordinal[id]!);
    this.#lifetimes.drop(id);
    environments.close(id);
    this.#provisioning.claim(-1);
  }

  /**
   * Replacements have been initialised beside the environments that reach their maximum life, and take their places
   * (M-RENEWAL): an idle one's at once, a busy one's at its completion, which sees that it was created before the
   * renewal and has nothing to reset. Without a replacement the environment goes on.
   */
  #renewDue(): void {
    const { now, parts } = this.#provisioning;
    const { recycleAt, ordinal } = parts.environments;
    const due: number[] = [];
    for (let id = this.#lifetimes.next; id !== NONE && recycleAt[id]! <= now; id = this.#lifetimes.next) {
      this.#lifetimes.drop(id);
      due.push(id);
    }
    for (const id of due.sort((a, b) => ordinal[a]! - ordinal[b]!)) this.#renew(id);
    if (this.#lifetimes.next !== NONE) this.#renewalTimer.at(recycleAt[this.#lifetimes.next]!);
  }

  #renew(id: number): void {
    const { now, inits, parts } = this.#provisioning;
    const { environments, maxLifetime } = parts;
    environments.older[id] = environments.younger[id] = NONE;
    environments.recycleAt[id] = now + maxLifetime!;
    this.#lifetimes.add(id);
    const { billed, end } = inits.next(0);
    if (end !== InitEnd.ok) return;
    environments.createdAt[id] = now;
    environments.owes[id] = Owes.firstInvoke;
    this.#billInit(now, billed);
    parts.log.provisioned(environments.ordinal[id]!, true);
  }
}
