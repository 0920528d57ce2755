// What is known of the records of a stream or a topic, beside the fate of each.
import { Level } from '../../metrics/level.js';
import type { Window } from '../../metrics/window.js';
import type { MetricSeries } from '../../result.js';
import type { KafkaTrigger } from '../../scenario/triggers/types.js';
import { Polled } from '../trigger-measure.js';

export abstract class PolledRecords extends Polled {
  /** A batch is sent, tried again or not, whose last record has this age. */
  abstract sent(now: number, age: number): void;

  /** Provisioned pollers times microseconds, after `finish`. */
  get pollers(): number {
    return 0;
  }

  /** By metric, after `finish`. */
  abstract get series(): MetricSeries;

  finish(): void {
    this.waiting.finish();
    this.inFlight.finish();
  }
}

/** Of shards, which are polled now and then. */
export class PolledShards extends PolledRecords {
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

/** Of a topic. */
export class PolledTopic extends PolledRecords {
  readonly consumers: Level;
  readonly #isProvisioned: boolean;

  constructor(window: Window, { provisionedPollers }: KafkaTrigger) {
    super(window);
    this.consumers = new Level(window, provisionedPollers?.min ?? 1);
    this.#isProvisioned = provisionedPollers !== null;
  }

  sent(): void {}

  override finish(): void {
    super.finish();
    this.consumers.finish();
  }

  /** What is charged, after `finish`: a poller is taken for one unit of those that AWS charges for (M-KAFKA-POLLERS). */
  override get pollers(): number {
    return this.#isProvisioned ? this.consumers.area : 0;
  }

  /** Lag is what has not been settled. Consumers that are not provisioned have no metric at AWS: the name is ours. */
  get series(): MetricSeries {
    return {
      OffsetLag: { Maximum: [...this.waiting.maxima] },
      RecordsInFlight: { Maximum: [...this.inFlight.maxima] },
      [this.#isProvisioned ? 'ProvisionedPollers' : 'Consumers']: { Maximum: [...this.consumers.maxima] },
    };
  }
}
