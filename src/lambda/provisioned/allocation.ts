// Provisioned environments on their way: prepared, started one after another, initialised, and usable all at once
// (M-ALLOCATION-ALL).
import { InitEnd } from '../cold-start/phases.js';
import type { Timer } from '../control-plane.js';
import { ROOM_CHECK } from '../defaults.js';
import type { Provisioning } from './provisioning.js';

interface Unit {
  readonly ordinal: number;
  /** When it has been initialised, or has been given up. */
  readonly at: number;
  readonly billed: number;
  readonly end: number;
}

/** What the pool does with what an allocation brings. */
export interface AllocationEvents {
  /** One environment has been initialised, by its number. */
  initialised(ordinal: number, billed: number): void;
  /** All have, and there is room for them. */
  allocated(ordinals: readonly number[]): void;
  /** One could not be, so that all are given up: those that were initialised, and one of `InitEnd`. */
  failed(ordinals: readonly number[], end: number): void;
}

export class Allocation {
  /** In the order in which they are due. */
  readonly #units: readonly Unit[];
  readonly #provisioning: Provisioning;
  readonly #timer: Timer;
  readonly #events: AllocationEvents;
  #done = 0;

  /** `count` environments that may start from `earliest` on; `load` is what reading the image takes each of them. */
  constructor(
    provisioning: Provisioning,
    by: { readonly count: number; readonly earliest: number; readonly load: number },
    timer: Timer,
    events: AllocationEvents,
  ) {
    this.#provisioning = provisioning;
    this.#timer = timer;
    this.#events = events;
    this.#units = Array.from({ length: by.count }, (): Unit => {
      const start = provisioning.nextStart(by.earliest);
      const { length, billed, end } = provisioning.inits.next(by.load);
      return { ordinal: provisioning.nextOrdinal(), at: start + length, billed, end };
    }).sort((a, b) => a.at - b.at || a.ordinal - b.ordinal);
    timer.at(this.#units[0]!.at);
  }

  get count(): number {
    return this.#units.length;
  }

  due(): void {
    const { now } = this.#provisioning;
    for (let next = this.#units[this.#done]; next !== undefined && next.at <= now; next = this.#units[this.#done]) {
      if (next.end !== InitEnd.ok) {
        this.#events.failed(this.#ordinals(this.#done), next.end);
        return;
      }
      this.#done += 1;
      this.#events.initialised(next.ordinal, next.billed);
    }
    const next = this.#units[this.#done];
    if (next !== undefined) this.#timer.at(next.at);
    else if (this.#provisioning.fits) this.#events.allocated(this.#ordinals(this.#done).sort((a, b) => a - b));
    else this.#timer.at(now + ROOM_CHECK);
  }

  #ordinals(count: number): number[] {
    return this.#units.slice(0, count).map(({ ordinal }) => ordinal);
  }
}
