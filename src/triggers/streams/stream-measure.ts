// What is known of a stream's records, beside the fate of each.

import type { Window } from '../../metrics/window.js';
import type { MetricSeries } from '../../result.js';
import { Polled } from '../trigger-measure.js';

export class PolledRecords extends Polled {
  /** By step of the series: the oldest last record of a batch that was sent, in microseconds; below 0 where none was. */
  readonly #ages: Float64Array;
  readonly #window: Window;

  constructor(window: Window) {
    super(window);
    this.#window = window;
    this.#ages = new Float64Array(window.steps).fill(-1);
  }

  /** A batch is sent, tried again or not, whose last record has this age. M-STREAM-ITERATOR-AGE */
  sent(now: number, age: number): void {
    const { step, steps } = this.#window;
    const at = Math.min(Math.floor(now / step), steps - 1);
    if (age > this.#ages[at]!) this.#ages[at] = age;
  }

  /** Under CloudWatch's name and in its unit; the last two are ours. */
  get series(): MetricSeries {
    return {
      IteratorAge: { Maximum: [...this.#ages].map((age) => (age < 0 ? null : age / 1000)) },
      RecordsWaiting: { Maximum: [...this.waiting.maxima] },
      RecordsInFlight: { Maximum: [...this.inFlight.maxima] },
    };
  }
}
