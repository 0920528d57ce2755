// The triggers of one run: those who call and wait, and those that remember what they sent, together.
import type { EventQueue } from '../engine/queue.js';
import type { StreamName } from '../engine/random.js';
import type { Model } from '../engine/run.js';
import type { Clock } from '../engine/time.js';
import type { Callers, Calls } from '../lambda/calls.js';
import { statistics, triggerLatency } from '../lambda/measurement/figures.js';
import type { Measure } from '../lambda/measurement/measure.js';
import type { Platform } from '../lambda/platform.js';
import type { Targets } from '../lambda/targets.js';
import type { Window } from '../metrics/window.js';
import type { MetricSeries, TriggerResult } from '../result.js';
import type { Scenario } from '../scenario/types.js';
import type { MergedRows } from '../workload/merged.js';
import type { ClosedUsers } from './closed-users.js';
import { Front } from './front.js';
import { measureOf, rememberingTriggers, remembers, seriesOf } from './remembering.js';
import { SynchronousCallers } from './synchronous.js';
import type { TriggerMeasure } from './trigger-measure.js';

export interface TriggerParts {
  readonly streams: StreamName;
  readonly clock: Clock;
  readonly queue: EventQueue;
  readonly window: Window;
  readonly targets: Targets;
  /** By trigger, whose calls are among the rows. */
  readonly users: readonly (ClosedUsers | null)[] | null;
  readonly rows: MergedRows;
}

export class Triggers {
  readonly callers: Callers;
  readonly #scenario: Scenario;
  readonly #window: Window;
  readonly #measures: readonly TriggerMeasure[];
  /** `null` where all requests are answered once and forgotten: then nothing stands before the platform. */
  readonly #front: Front | null;

  constructor(scenario: Scenario, parts: TriggerParts) {
    const { clock, queue, window, users, rows } = parts;
    this.#scenario = scenario;
    this.#window = window;
    this.#measures = scenario.triggers.map((trigger) => measureOf(trigger, window));
    const synchronous = new SynchronousCallers(this.#measures, clock, window.from, users, rows);
    this.#front = remembers(scenario)
      ? new Front(
          { clock, queue, end: scenario.duration },
          rememberingTriggers(scenario, parts, this.#measures),
          synchronous,
        )
      : null;
    this.callers = this.#front ?? synchronous;
  }

  /** What the run loop meets: the platform, or what stands before it. */
  before(platform: Platform): Model<Calls> {
    return this.#front?.before(platform) ?? platform;
  }

  /** Closes the books, before anything is read. */
  finish(): void {
    this.#front?.finish();
  }

  /** By name, of those that are polled. */
  get series(): Readonly<Record<string, MetricSeries>> {
    const all = this.#scenario.triggers.map((spec, trigger) => [
      spec.name,
      seriesOf(spec, this.#measures[trigger]!, this.#window),
    ]);
    return Object.fromEntries(all.filter(([, series]) => series !== null)) as Record<string, MetricSeries>;
  }

  result(trigger: number, measures: readonly Measure[]): TriggerResult {
    const measure = this.#measures[trigger]!;
    const { events, succeeded, failed, deadLettered, dropped, queued, retries, polled } = measure;
    const droppedByReason = Object.fromEntries(dropped);
    const lost = [...dropped.values()].reduce((sum, count) => sum + count, 0);
    const latencyMs = polled === null ? triggerLatency(measures, trigger) : statistics(polled.latency);
    return { events, succeeded, failed, deadLettered, dropped: lost, droppedByReason, queued, retries, latencyMs };
  }
}
