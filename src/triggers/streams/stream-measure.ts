// What is known of the records of a stream or a topic, beside the fate of each.
import { Level } from '../../metrics/level.js';
import type { Window } from '../../metrics/window.js';
import type { MetricSeries } from '../../result.js';
import type { KafkaTrigger } from '../../scenario/triggers/types.js';
import { agesIn, Highest } from '../measurement/waiting.js';
import { Polled } from '../trigger-measure.js';

const MILLISECOND = 1000;

export abstract class PolledRecords extends Polled {
  /** The oldest last record of a batch that was sent, in microseconds. */
  readonly #ages: Highest;

  constructor(window: Window) {
    super(window);
    this.#ages = new Highest(window);
  }

  /** A batch is sent, tried again or not, whose last record has this age. M-STREAM-ITERATOR-AGE */
  sent(now: number, age: number): void {
    this.#ages.record(now, age);
  }

  /** Provisioned pollers times microseconds, after `finish`. */
  get pollers(): number {
    return 0;
  }

  protected get ages(): MetricSeries[string] {
    return { Maximum: agesIn(MILLISECOND, this.#ages.maxima) };
  }
}

/** Of shards, which are polled now and then. */
export class PolledShards extends PolledRecords {
  /** The first under CloudWatch's name and in its unit, the others are ours; a record waits until it is settled. */
  get series(): MetricSeries {
    return {
      IteratorAge: this.ages,
      RecordsWaiting: this.seriesOf(this.waiting),
      RecordsInFlight: this.seriesOf(this.inFlight),
      ...this.fates,
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

  override finish(): void {
    super.finish();
    this.consumers.finish();
  }

  /** What is charged, after `finish`: a poller is taken for one unit of those that AWS charges for (M-KAFKA-POLLERS). */
  override get pollers(): number {
    return this.#isProvisioned ? this.consumers.area : 0;
  }

  /** Lag is what has not been settled. It and provisioned pollers have a metric at AWS, the other names are ours. */
  get series(): MetricSeries {
    return {
      OffsetLag: this.seriesOf(this.waiting),
      RecordAge: this.ages,
      RecordsInFlight: this.seriesOf(this.inFlight),
      [this.#isProvisioned ? 'ProvisionedPollers' : 'Consumers']: { Maximum: [...this.consumers.maxima] },
      ...this.fates,
    };
  }
}
