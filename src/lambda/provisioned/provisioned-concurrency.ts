// The provisioned concurrency of one alias or version: how many environments are requested and available, what becomes of a
// request for another number, and a second version's environments while an alias moves to it.
import type { ProvisionedStatus } from '../../provisioned-result.js';
import type { ProvisionedSpec } from '../../scenario/provisioned/types.js';
import { InitEnd } from '../cold-start/phases.js';
import { Deprovisioned, eventCode, Kind, Refused, Requested } from '../events.js';
import type { AliasMeasure } from '../measurement/alias-measure.js';
import { ProvisionedPool } from './provisioned-pool.js';
import type { Provisioning } from './provisioning.js';

const INIT_ENDS = {
  [InitEnd.ok]: '',
  [InitEnd.timeout]: 'an init took too long',
  [InitEnd.error]: 'init failed',
} as const;

export class ProvisionedConcurrency {
  /** Of the version that the alias points to. */
  pool: ProvisionedPool;
  /** Of the version that the alias moves to. */
  incoming: ProvisionedPool | null = null;
  readonly measure: AliasMeasure;
  /** Is told the number that could not be had. */
  onFailed: (wanted: number) => void = () => undefined;
  /** Is told when a change is over, so that what had to wait can go on. */
  onSettled: () => void = () => undefined;
  readonly place: number;
  readonly spec: ProvisionedSpec;
  readonly #provisioning: Provisioning;
  /** Environments of versions that the alias has left, paid for all the same. */
  readonly #gone: ProvisionedPool[] = [];
  readonly #waiting: (() => void)[] = [];
  #hasFailed = false;

  /** `place` is that of the alias or version within its function, from 1. */
  constructor(
    provisioning: Provisioning,
    by: { readonly spec: ProvisionedSpec; readonly version: string; readonly place: number },
    measure: AliasMeasure,
  ) {
    this.#provisioning = provisioning;
    this.spec = by.spec;
    this.place = by.place;
    this.measure = measure;
    this.pool = new ProvisionedPool(provisioning, by.version, by.place, measure);
    if (by.spec.initial > 0) this.#begin(by.spec.initial);
  }

  #begin(count: number): void {
    const end = this.pool.begin(count);
    if (end === InitEnd.ok) return;
    this.#hasFailed = true;
    this.log(Kind.allocationFailed, end, count);
    this.measure.activities.add(0, 'failed', count, 0, INIT_ENDS[end as keyof typeof INIT_ENDS]);
  }

  /** Of the version that the alias points to. */
  get requested(): number {
    return this.pool.requested;
  }

  /** Whether environments are on their way, for this version or for the next. */
  get isChanging(): boolean {
    return this.pool.isAllocating || this.incoming !== null;
  }

  get status(): ProvisionedStatus {
    if (this.pool.isAllocating || this.incoming?.isAllocating) return 'IN_PROGRESS';
    if (this.#hasFailed) return 'FAILED';
    return this.requested > 0 ? 'READY' : 'NONE';
  }

  /** Asks for another number, while nothing is changing; `why` is one of `Requested`, and in words. Whether it is granted. */
  request(wanted: number, why: number, words: string): boolean {
    const { now } = this.#provisioning;
    const before = this.requested;
    const { activities } = this.measure;
    const more = wanted - before;
    if (more > 0 && !this.#provisioning.hasRoom(more)) {
      this.log(Kind.refused, Refused.noRoom, wanted);
      activities.add(
        now,
        'refused',
        before,
        wanted,
        'it would leave too little unreserved concurrency, or exceed what is reserved',
      );
      return false;
    }
    this.log(Kind.requested, why, wanted);
    const kind = why === Requested.tracking ? (more > 0 ? 'scaleOut' : 'scaleIn') : 'scheduled';
    activities.add(now, kind, before, wanted, words);
    if (more < 0) {
      this.pool.shrink(wanted, Deprovisioned.scaledIn);
      this.#hasFailed = false;
    } else this.pool.grow(more, this.spec.preparation, (end) => this.#grown(before, wanted, end));
    return true;
  }

  #grown(before: number, wanted: number, end: number): void {
    this.#allocated(this.pool, before, wanted, end);
    if (end !== InitEnd.ok) this.onFailed(wanted);
    this.#settle();
  }

  /** Does something as soon as nothing is changing. */
  whenSettled(then: () => void): void {
    if (this.isChanging) this.#waiting.push(then);
    else then();
  }

  /** A change is over: what has waited for that comes next. */
  #settle(): void {
    this.#waiting.shift()?.();
    this.onSettled();
  }

  #allocated(pool: ProvisionedPool, before: number, wanted: number, end: number): void {
    const { now } = this.#provisioning;
    this.#hasFailed = end !== InitEnd.ok;
    if (end === InitEnd.ok) {
      this.log(Kind.available, 0, pool.available);
      this.measure.activities.add(now, 'available', before, pool.available, '');
      return;
    }
    this.log(Kind.allocationFailed, end, wanted);
    this.measure.activities.add(now, 'failed', wanted, before, INIT_ENDS[end as keyof typeof INIT_ENDS]);
  }

  /** Allocates as many environments for another version, if any; whether there is room. */
  provision(version: string, onReady: (succeeded: boolean) => void): boolean {
    const { requested } = this;
    if (!this.#provisioning.hasRoom(requested)) return false;
    const incoming = new ProvisionedPool(this.#provisioning, version, this.place, this.measure);
    this.incoming = incoming;
    if (requested === 0) {
      onReady(true);
      return true;
    }
    this.log(Kind.requested, Requested.deployment, requested);
    incoming.grow(requested, this.spec.preparation, (end) => {
      this.#allocated(incoming, 0, requested, end);
      if (end !== InitEnd.ok) this.incoming = null;
      onReady(end === InitEnd.ok);
      if (end !== InitEnd.ok) this.#settle();
    });
    return true;
  }

  /** The alias has moved: the old version's environments go. */
  promote(): void {
    const old = this.pool;
    this.pool = this.incoming!;
    this.incoming = null;
    old.shrink(0, Deprovisioned.deployment);
    this.#gone.push(old);
    this.#settle();
  }

  /** Environments times microseconds that are paid for. */
  get capacity(): number {
    return [...this.#gone, this.pool, ...(this.incoming === null ? [] : [this.incoming])].reduce(
      (sum, pool) => sum + pool.capacity.used,
      0,
    );
  }

  /** A line of the event log. */
  log(kind: number, why: number, amount: number): void {
    this.#provisioning.parts.log.add(eventCode(kind, why), amount, this.place);
  }
}
