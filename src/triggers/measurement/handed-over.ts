// What is known over time of the events that one trigger handed over to Lambda, which queues them itself.
import type { Window } from '../../metrics/window.js';
import type { MetricSeries } from '../../result.js';
import { agesIn, Highest, Waiting } from './waiting.js';

const MILLISECOND = 1000;

export class HandedOver extends Waiting {
  /** Of those whose function was invoked, from their coming on, in microseconds. */
  readonly ages: Highest;
  readonly window: Window;

  constructor(window: Window) {
    super(window);
    this.window = window;
    this.ages = new Highest(window);
  }

  /** The names are ours: CloudWatch has no metrics of Lambda's own queue but those of the function. */
  get series(): MetricSeries {
    return {
      EventsWaiting: this.seriesOf(this.waiting),
      EventsInFlight: this.seriesOf(this.inFlight),
      EventAge: { Maximum: agesIn(MILLISECOND, this.ages.maxima) },
      ...this.fates,
    };
  }
}
