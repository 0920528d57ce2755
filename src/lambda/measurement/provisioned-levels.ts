// How many provisioned environments are requested, allocated, available and in use, over time: of one alias or version, of a
// function, or of the account.
import { Level } from '../../metrics/level.js';
import type { Window } from '../../metrics/window.js';

/** Is told every change of utilisation. */
export interface UtilizationWatcher {
  change(now: number, utilization: number, isAvailable: boolean): void;
}

export class ProvisionedLevels {
  readonly requested: Level;
  /** Initialised, available or not yet. */
  readonly allocated: Level;
  readonly available: Level;
  /** Available ones that serve. One that only finishes after a scale-in is none of them. */
  readonly used: Level;
  /** Used over available, 0 where nothing is available, and 1 while something is (M-UTILIZATION). */
  readonly utilization: Level;
  readonly isAvailable: Level;
  readonly window: Window;
  readonly #whole: ProvisionedLevels | null;
  #watcher: UtilizationWatcher | null = null;
  /** From the warm-up on. */
  #leastRequested = Infinity;
  #leastAvailable = Infinity;

  /** `whole` counts what is counted here too. */
  constructor(window: Window, whole: ProvisionedLevels | null) {
    this.window = window;
    this.#whole = whole;
    this.requested = new Level(window);
    this.allocated = new Level(window);
    this.available = new Level(window);
    this.used = new Level(window);
    this.utilization = new Level(window);
    this.isAvailable = new Level(window);
  }

  request(now: number, change: number): void {
    this.#leastRequested = this.#least(now, this.#leastRequested, this.requested.value);
    this.requested.add(now, change);
    this.#whole?.request(now, change);
  }

  allocate(now: number, change: number): void {
    this.allocated.add(now, change);
    this.#whole?.allocate(now, change);
  }

  makeAvailable(now: number, change: number): void {
    this.#leastAvailable = this.#least(now, this.#leastAvailable, this.available.value);
    this.available.add(now, change);
    this.isAvailable.set(now, this.available.value > 0 ? 1 : 0);
    this.#utilize(now);
    this.#whole?.makeAvailable(now, change);
  }

  use(now: number, change: number): void {
    this.used.add(now, change);
    this.#utilize(now);
    this.#whole?.use(now, change);
  }

  /** What is released is neither available nor in use from one moment on. */
  release(now: number, available: number, used: number): void {
    this.used.add(now, -used);
    this.allocate(now, -available);
    this.request(now, -available);
    this.#whole?.use(now, -used);
    this.makeAvailable(now, -available);
  }

  #utilize(now: number): void {
    const available = this.available.value;
    const utilization = available > 0 ? this.used.value / available : 0;
    this.utilization.set(now, utilization);
    this.#watcher?.change(now, utilization, available > 0);
  }

  watch(watcher: UtilizationWatcher): void {
    this.#watcher = watcher;
    this.#utilize(0);
  }

  /** The least value that was in force after the warm-up: what changes at its very end was not. */
  #least(now: number, least: number, value: number): number {
    return now > this.window.from ? Math.min(least, value) : least;
  }

  get leastRequested(): number {
    return Math.min(this.#leastRequested, this.requested.value);
  }

  get leastAvailable(): number {
    return Math.min(this.#leastAvailable, this.available.value);
  }

  finish(): void {
    for (const level of this.#levels()) level.finish();
  }

  #levels(): readonly Level[] {
    return [this.requested, this.allocated, this.available, this.used, this.utilization, this.isAvailable];
  }
}
