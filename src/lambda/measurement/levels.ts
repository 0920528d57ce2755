// How many are busy and how many exist, over time: of one function, or of the whole account.
import { Level } from '../../metrics/level.js';
import type { Window } from '../../metrics/window.js';

/** Levels of one function, or of the whole account. */
export class Levels {
  /** All executions, on demand and provisioned, init included. */
  readonly concurrency: Level;
  /** Executions on provisioned environments. */
  readonly onProvisioned: Level;
  /** Live on-demand environments, and those of them that initialise though nobody waits for them. */
  readonly environments: Level;
  readonly spares: Level;

  constructor(window: Window) {
    this.concurrency = new Level(window);
    this.onProvisioned = new Level(window);
    this.environments = new Level(window);
    this.spares = new Level(window);
  }

  /** Closes the books, before anything is read. */
  finish(): void {
    this.concurrency.finish();
    this.onProvisioned.finish();
    this.environments.finish();
    this.spares.finish();
  }
}
