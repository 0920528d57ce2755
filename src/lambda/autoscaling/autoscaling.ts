// Application Auto Scaling of one alias or version: looks at the alarms every minute, keeps scheduled actions, and asks for
// another number of provisioned environments.
import type { Clock } from '../../engine/time.js';
import type { ScalingSpec, ScheduledAction } from '../../scenario/provisioned/types.js';
import { type ControlPlane, Stage, type Timer } from '../control-plane.js';
import { HIGH_DATAPOINTS, LOW_DATAPOINTS, METRIC_PERIOD } from '../defaults.js';
import { Alarm, Kind, Refused, Requested } from '../events.js';
import type { ProvisionedLevels } from '../measurement/provisioned-levels.js';
import type { ProvisionedConcurrency } from '../provisioned/provisioned-concurrency.js';
import { type Datapoint, MinuteMeter } from './minute-meter.js';
import { scheduledTimes } from './scheduled-times.js';
import { TargetTracking } from './target-tracking.js';

export interface AutoscalingParts {
  readonly clock: Clock;
  readonly control: ControlPlane;
  readonly functionId: number;
  /** Time 0 in seconds from 1970. */
  readonly start: number;
}

export class Autoscaling {
  readonly #provisioned: ProvisionedConcurrency;
  readonly #clock: Clock;
  readonly #tracking: TargetTracking | null;
  readonly #target: number;
  readonly #meter = new MinuteMeter();
  readonly #minute: Timer;
  #min: number;
  #max: number;
  /** What was asked for last could not be had. */
  #gaveUp: boolean;
  #wasHigh = false;
  #wasLow = false;

  constructor(
    spec: ScalingSpec,
    provisioned: ProvisionedConcurrency,
    levels: ProvisionedLevels,
    { clock, control, functionId, start }: AutoscalingParts,
  ) {
    this.#provisioned = provisioned;
    this.#clock = clock;
    this.#gaveUp = provisioned.status === 'FAILED';
    this.#min = spec.min;
    this.#max = spec.max;
    this.#tracking = spec.tracking && new TargetTracking(spec.tracking);
    this.#target = spec.tracking?.targetUtilization ?? 0;
    this.#minute = control.timer(Stage.alarm, functionId, provisioned.place, 0, () => this.#minuteEnds());
    if (this.#tracking !== null) {
      levels.watch(this.#meter);
      this.#minute.at(METRIC_PERIOD);
    }
    for (const [index, action] of spec.scheduled.entries())
      this.#schedule(action, index, { control, functionId, start });
    provisioned.onFailed = (wanted) => {
      this.#gaveUp = this.#within(provisioned.requested) === wanted;
    };
    provisioned.onSettled = () => this.#settled();
  }

  #schedule(
    action: ScheduledAction,
    index: number,
    { control, functionId, start }: Omit<AutoscalingParts, 'clock'>,
  ): void {
    const times = scheduledTimes(action.times, start);
    const timer = control.timer(Stage.schedule, functionId, this.#provisioned.place, index, () => {
      this.#act(action);
      timer.at(times.next().value ?? Infinity);
    });
    timer.at(times.next().value ?? Infinity);
  }

  /** New bounds, whatever cooldown there is (M-SCHEDULED). */
  #act(action: ScheduledAction): void {
    const min = action.min ?? this.#min;
    const max = action.max ?? this.#max;
    const { activities } = this.#provisioned.measure;
    const { requested } = this.#provisioned;
    if (min > max) {
      this.#provisioned.log(Kind.refused, Refused.schedule, action.min ?? max);
      activities.add(this.#clock.now, 'refused', requested, requested, `schedule: min ${min} above max ${max}`);
      return;
    }
    this.#min = min;
    this.#max = max;
    this.#gaveUp = false;
    const bounds = `min ${min}, max ${max}`;
    if (!this.#bringInside(Requested.schedule, bounds)) {
      activities.add(this.#clock.now, 'scheduled', requested, requested, bounds);
    }
  }

  /** What has failed is not asked for again before the next alarm or scheduled action. */
  #settled(): void {
    if (!this.#gaveUp) this.#bringInside(Requested.limits, `min ${this.#min}, max ${this.#max}`);
  }

  /** While environments are on their way this waits for their arrival. Whether another number is asked for. */
  #bringInside(why: number, words: string): boolean {
    const { requested, isChanging } = this.#provisioned;
    const wanted = this.#within(requested);
    if (isChanging || wanted === requested) return false;
    this.#provisioned.request(wanted, why, words);
    return true;
  }

  #within(capacity: number): number {
    return Math.max(this.#min, Math.min(capacity, this.#max));
  }

  #minuteEnds(): void {
    const { now } = this.#clock;
    const tracking = this.#tracking!;
    this.#minute.at(now + METRIC_PERIOD);
    this.#meter.roll(now);
    const datapoint = this.#meter.last;
    tracking.see(datapoint);
    this.#tellAlarms(datapoint);
    if (tracking.isHigh || tracking.isLow) this.#gaveUp = false;
    // What is on its way may be enough: nothing more is asked for until it has arrived (M-IN-PROGRESS).
    if (datapoint === null || this.#provisioned.isChanging) return;
    const { requested } = this.#provisioned;
    const wish = tracking.wish(now, requested, datapoint);
    if (wish === null) return;
    const wanted = this.#within(wish.capacity);
    const isFurther = wish.direction === 'out' ? wanted > requested : wanted < requested;
    const words = `${this.#shown(datapoint)} against a target of ${this.#target}`;
    if (!isFurther || !this.#provisioned.request(wanted, Requested.tracking, words)) return;
    tracking.scaled(now, wish.direction, requested);
  }

  /** An alarm is told when it goes on, not as long as it is on. */
  #tellAlarms(datapoint: Datapoint | null): void {
    const { isHigh, isLow, lowThreshold } = this.#tracking!;
    if (isHigh && !this.#wasHigh) {
      this.#tell(
        Alarm.high,
        `${this.#shown(datapoint)} > ${this.#target} in ${HIGH_DATAPOINTS} of ${HIGH_DATAPOINTS} minutes`,
      );
    }
    if (isLow && !this.#wasLow) {
      this.#tell(
        Alarm.low,
        `${this.#shown(datapoint)} < ${lowThreshold} in ${LOW_DATAPOINTS} of ${LOW_DATAPOINTS} minutes`,
      );
    }
    this.#wasHigh = isHigh;
    this.#wasLow = isLow;
  }

  #tell(alarm: number, why: string): void {
    const { requested, measure } = this.#provisioned;
    this.#provisioned.log(Kind.alarm, alarm, 0);
    measure.activities.add(this.#clock.now, alarm === Alarm.high ? 'alarmHigh' : 'alarmLow', requested, requested, why);
  }

  #shown(datapoint: Datapoint | null): string {
    return datapoint === null ? '' : this.#tracking!.valueOf(datapoint).toFixed(2);
  }
}
