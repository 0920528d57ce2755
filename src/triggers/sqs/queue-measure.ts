// What is known of the messages of a queue over time, beside the fate of each: the series that CloudWatch has of it.
import { SQS_POISON_RECEIVES } from '../../lambda/limits/polling.js';
import { OldestAge } from '../../metrics/oldest-age.js';
import type { Window } from '../../metrics/window.js';
import type { MetricSeries } from '../../result.js';
import { agesIn } from '../measurement/waiting.js';
import { Polled } from '../trigger-measure.js';
import { NO_MESSAGE } from './messages.js';

const SECOND = 1_000_000;
const FIRST_ROWS = 64;
/** In the place of the one before: it is not in the chain. */
const OUTSIDE = -2;

export class PolledQueue extends Polled {
  readonly #oldest: OldestAge;
  readonly #isFifo: boolean;
  /** Messages that are in the queue, chained by the order of coming: of each the one before, the one after, and its time. */
  #before = new Int32Array(FIRST_ROWS).fill(OUTSIDE);
  #after = new Int32Array(FIRST_ROWS);
  #cameAt = new Float64Array(FIRST_ROWS);
  #last = NO_MESSAGE;

  constructor(window: Window, isFifo: boolean) {
    super(window);
    this.#oldest = new OldestAge(window);
    this.#isFifo = isFifo;
  }

  came(message: number, now: number): void {
    this.waiting.add(now, 1);
    if (message >= this.#before.length) this.#grow(2 * message);
    this.#before[message] = this.#last;
    this.#after[message] = NO_MESSAGE;
    this.#cameAt[message] = now;
    if (this.#last === NO_MESSAGE) this.#oldest.is(now, now);
    else this.#after[this.#last] = message;
    this.#last = message;
  }

  /** One that came back so often no longer counts for the age, unless order has to be kept (M-SQS-OLDEST). */
  cameBack(message: number, now: number, receives: number): void {
    if (!this.#isFifo && receives >= SQS_POISON_RECEIVES) this.left(message, now);
  }

  /** It is gone; nothing happens where it does not count any more. */
  left(message: number, now: number): void {
    const before = this.#before[message]!;
    if (before === OUTSIDE) return;
    const after = this.#after[message]!;
    this.#before[message] = OUTSIDE;
    if (after === NO_MESSAGE) this.#last = before;
    else this.#before[after] = before;
    if (before !== NO_MESSAGE) this.#after[before] = after;
    else if (after === NO_MESSAGE) this.#oldest.isNothing(now);
    else this.#oldest.is(now, this.#cameAt[after]!);
  }

  override finish(): void {
    super.finish();
    this.#oldest.finish();
  }

  /** Under the names and in the units that CloudWatch has for SQS; the last three are ours. */
  get series(): MetricSeries {
    return {
      ApproximateNumberOfMessagesVisible: this.seriesOf(this.waiting),
      ApproximateNumberOfMessagesNotVisible: this.seriesOf(this.inFlight),
      ApproximateAgeOfOldestMessage: { Maximum: agesIn(SECOND, this.#oldest.maxima) },
      ...this.fates,
    };
  }

  #grow(rows: number): void {
    const before = new Int32Array(rows).fill(OUTSIDE);
    const after = new Int32Array(rows);
    const cameAt = new Float64Array(rows);
    before.set(this.#before);
    after.set(this.#after);
    cameAt.set(this.#cameAt);
    this.#before = before;
    this.#after = after;
    this.#cameAt = cameAt;
  }
}
