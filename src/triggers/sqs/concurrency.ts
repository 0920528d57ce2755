// How many batches of a queue may be out at a time: growing each minute that messages wait, falling with errors and throttles.
import type { Clock } from '../../engine/time.js';
import { SQS_BACKOFF, SQS_POLLER, SQS_SCALING } from '../../lambda/limits/polling.js';
import { Level } from '../../metrics/level.js';
import type { Window } from '../../metrics/window.js';
import type { SqsTrigger } from '../../scenario/triggers/types.js';

export class BatchConcurrency {
  /** Batches at a time. */
  limit: number;
  /** Pollers that are paid for; `null` where none are. */
  readonly pollers: Level | null;
  readonly #first: number;
  readonly #most: number;
  readonly #perMinute: number;
  readonly #bounds: SqsTrigger['provisionedPollers'];
  readonly #clock: Clock;
  /** Whether there was an error or a throttle in this minute. */
  #troubled = false;

  /** `quota` is what the account may run at a time: the mapping asks for no more. */
  constructor(spec: SqsTrigger, quota: number, clock: Clock, window: Window) {
    const { provisionedPollers: bounds, maximumConcurrency } = spec;
    this.#clock = clock;
    this.#bounds = bounds;
    this.#perMinute = bounds === null ? SQS_SCALING.perMinute : SQS_POLLER.perMinute; // M-SQS-SCALING, M-SQS-POLLERS
    const most = bounds === null ? (maximumConcurrency ?? SQS_SCALING.most) : bounds.max * SQS_POLLER.batches;
    this.#most = Math.max(1, Math.min(most, quota));
    const first = bounds === null ? SQS_SCALING.first : bounds.min * SQS_POLLER.batches;
    this.#first = this.limit = Math.min(first, this.#most);
    this.pollers = bounds === null ? null : new Level(window, bounds.min);
  }

  /** Whether it is what it was at the start. */
  get atRest(): boolean {
    return this.limit === this.#first;
  }

  /** A minute has passed: messages wait for no other reason than this limit, or nothing waits and nothing is out, or neither. */
  minutePassed(isShort: boolean, isIdle: boolean): void {
    if (isIdle) this.#set(this.#first);
    else if (isShort && !this.#troubled) this.#set(Math.min(this.#most, this.limit + this.#perMinute));
    this.#troubled = false;
  }

  /** A batch failed or was throttled (M-SQS-BACKOFF). */
  lower(): void {
    const { lowered, floor } = SQS_BACKOFF;
    this.#troubled = true;
    const lower = this.limit - Math.max(1, Math.floor(this.limit * lowered));
    this.#set(Math.max(Math.min(floor, this.#most), lower));
  }

  #set(limit: number): void {
    this.limit = limit;
    if (this.#bounds === null) return;
    const needed = Math.ceil(limit / SQS_POLLER.batches);
    const pollers = Math.min(Math.max(needed, this.#bounds.min), this.#bounds.max);
    this.pollers!.add(this.#clock.now, pollers - this.pollers!.value);
  }
}
