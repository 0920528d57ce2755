// The provisioned environments of one alias or version (M-PROVISIONED): allocated and ready from time 0, renewed at their
// maximum life.
import { Owes } from '../cold-start/phases.js';
import { type Environments, NONE } from './environments.js';
import type { IdleSet } from './idle-set.js';

export class ProvisionedPool {
  readonly size: number;
  readonly #environments: Environments;
  readonly #idle: IdleSet;
  readonly #ids: readonly number[];

  /** `firstOrdinal` is the number of the first slot within the function. */
  constructor(environments: Environments, idle: IdleSet, size: number, firstOrdinal: number) {
    this.size = size;
    this.#environments = environments;
    this.#idle = idle;
    this.#ids = Array.from({ length: size }, (_, slot) => environments.open(0, firstOrdinal + slot, NONE));
    for (const id of this.#ids) idle.add(id);
  }

  /** The ids of all slots, idle or busy. */
  get ids(): readonly number[] {
    return this.#ids;
  }

  /** The idle environment that serves a request, `NONE` when all are busy. */
  take(request: number): number {
    return this.#idle.take(request);
  }

  putBack(id: number): void {
    this.#idle.add(id);
  }

  /**
   * Replacements have been initialised beside the environments and take their places: an idle one at once, a busy one at
   * its completion (which sees that it was created before the renewal, and has nothing to reset).
   */
  renew(now: number): void {
    for (const id of this.#ids) {
      this.#environments.createdAt[id] = now;
      this.#environments.owes[id] = Owes.firstInvoke;
    }
  }
}
