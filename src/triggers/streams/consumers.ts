// The consumers of a topic: how many batches they may send at a time, which lanes wait for one of them, and how their number
// follows the lag.

import type { Timer } from '../../lambda/control-plane.js';
import { KAFKA_SCALING } from '../../lambda/limits/polling.js';
import type { Level } from '../../metrics/level.js';
import type { Desk } from '../front.js';

export interface ConsumerSettings {
  readonly min: number;
  readonly max: number;
  /** Batches of one consumer at a time. */
  readonly each: number;
  readonly batchSize: number;
  readonly lanes: number;
}

export class Consumers {
  readonly #settings: ConsumerSettings;
  readonly #desk: Desk;
  /** How many there are, over time. */
  readonly #level: Level;
  readonly #lag: Level;
  readonly #resume: (lane: number) => void;
  readonly #wake: Timer;
  readonly #evaluation: Timer;
  readonly #effect: Timer;
  /** What was decided last, and all that is not in force yet. */
  #decided: number;
  readonly #coming: number[] = [];
  #busy = 0;
  /** Lanes that wait, in the order in which they were ready: a ring. */
  readonly #line: Int32Array;
  readonly #inLine: Uint8Array;
  #first = 0;
  #waiting = 0;

  /** `lag` counts the records that are not settled. `resume` is told that a lane has its consumer. */
  constructor(
    settings: ConsumerSettings,
    desk: Desk,
    { level, lag }: { readonly level: Level; readonly lag: Level },
    resume: (lane: number) => void,
  ) {
    this.#settings = settings;
    this.#desk = desk;
    this.#level = level;
    this.#lag = lag;
    this.#resume = resume;
    this.#decided = settings.min;
    this.#line = new Int32Array(settings.lanes);
    this.#inLine = new Uint8Array(settings.lanes);
    this.#wake = desk.timer(() => this.#serve());
    this.#evaluation = desk.timer(() => this.#evaluate());
    this.#effect = desk.timer(() => this.#takeEffect());
    if (settings.min < settings.max) this.#evaluation.at(KAFKA_SCALING.every);
  }

  /** Whether the lane may send now; otherwise it is resumed in its turn. */
  take(lane: number): boolean {
    if (this.#inLine[lane] === 1) return false;
    if (this.#waiting === 0 && this.#hasRoom()) {
      this.#busy += 1;
      return true;
    }
    this.#inLine[lane] = 1;
    this.#line[(this.#first + this.#waiting) % this.#line.length] = lane;
    this.#waiting += 1;
    return false;
  }

  /** An attempt is over. */
  release(): void {
    this.#busy -= 1;
    if (this.#waiting > 0) this.#wake.at(this.#desk.clock.now);
  }

  /** The lane that has waited longest, below 0 where none waits: it waits no more. */
  next(): number {
    if (this.#waiting === 0) return -1;
    const lane = this.#line[this.#first]!;
    this.#first = (this.#first + 1) % this.#line.length;
    this.#waiting -= 1;
    this.#inLine[lane] = 0;
    return lane;
  }

  #hasRoom(): boolean {
    return this.#busy < this.#level.value * this.#settings.each;
  }

  #serve(): void {
    while (this.#waiting > 0 && this.#hasRoom()) {
      this.#busy += 1;
      this.#resume(this.next());
    }
  }

  /** As many as the lag has batches for, but one less at most (M-KAFKA-CONSUMERS: assumed). */
  #evaluate(): void {
    const { min, max, each, batchSize } = this.#settings;
    const { now } = this.#desk.clock;
    const wanted = Math.min(max, Math.max(min, Math.ceil(this.#lag.value / (batchSize * each))));
    this.#decided = Math.max(wanted, this.#decided - 1);
    this.#coming.push(this.#decided);
    this.#effect.at(now + KAFKA_SCALING.delay);
    this.#evaluation.at(now + KAFKA_SCALING.every);
  }

  #takeEffect(): void {
    const { now } = this.#desk.clock;
    this.#level.add(now, this.#coming.shift()! - this.#level.value);
    this.#serve();
  }
}
