// The triggers of one run: those who call and wait, and those that remember what they sent, together.
import type { EventQueue } from '../engine/queue.js';
import type { StreamName } from '../engine/random.js';
import type { Model } from '../engine/run.js';
import type { Clock } from '../engine/time.js';
import type { Callers, Calls, HandlerCalls } from '../lambda/calls.js';
import { statistics, triggerLatency } from '../lambda/measurement/figures.js';
import type { Measure } from '../lambda/measurement/measure.js';
import type { Platform } from '../lambda/platform.js';
import type { Targets } from '../lambda/targets.js';
import type { Window } from '../metrics/window.js';
import type { MetricSeries, TriggerResult } from '../result.js';
import { isAsynchronous, isSynchronous } from '../scenario/triggers/kinds.js';
import type { TriggerSpec } from '../scenario/triggers/types.js';
import type { Scenario } from '../scenario/types.js';
import type { MergedRows } from '../workload/merged.js';
import { AttributedCallers } from './chains/attribution.js';
import { callTriggers } from './chains/call-triggers.js';
import type { Chains } from './chains/chains.js';
import { handlerCalls } from './chains/handler-calls.js';
import { membersOf } from './chains/members.js';
import type { ClosedUsers } from './closed-users.js';
import { type Desk, Front, type RememberingTrigger } from './front.js';
import { HandedOver } from './measurement/handed-over.js';
import { measureOf, rememberingTriggers, remembers } from './remembering.js';
import { SynchronousCallers } from './synchronous.js';
import { TriggerMeasure } from './trigger-measure.js';

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
  /** `null` where no handler calls another function. */
  readonly handlerCalls: HandlerCalls | null;
  /** Those of the scenario, then the calls of functions by functions. */
  readonly all: readonly { readonly name: string }[];
  readonly #measures: readonly TriggerMeasure[];
  /** `null` where all requests are answered once and forgotten: then nothing stands before the platform. */
  readonly #front: Front | null;
  readonly #attributed: AttributedCallers | null;
  /** Those of the scenario. */
  readonly #triggers: readonly TriggerSpec[];

  constructor(scenario: Scenario, parts: TriggerParts) {
    const { clock, queue, window, targets, users, rows } = parts;
    this.#triggers = scenario.triggers;
    const calls = callTriggers(scenario);
    this.all = [...scenario.triggers, ...calls];
    this.#measures = [
      ...scenario.triggers.map((trigger) => measureOf(trigger, window)),
      ...calls.map(({ spec }) => new TriggerMeasure(spec.waits ? null : new HandedOver(window))),
    ];
    const patience = Float64Array.from(scenario.triggers, patienceOf);
    const synchronous = new SynchronousCallers(this.#measures, patience, clock, window.from, users, rows);
    const waiting: { chains: Chains | null } = { chains: null };
    const triggersAt = (desk: Desk): readonly (RememberingTrigger | null)[] => {
      const own = rememberingTriggers(scenario, parts, this.#measures)(desk);
      if (calls.length === 0) return own;
      const made = handlerCalls(calls, membersOf(scenario), scenario.triggers, parts, this.#measures, desk);
      waiting.chains = made.chains;
      return [...own, ...made.triggers];
    };
    this.#front = remembers(scenario)
      ? new Front({ clock, queue, end: scenario.duration }, triggersAt, synchronous)
      : null;
    const { chains } = waiting;
    const callers = this.#front ?? synchronous;
    const around = { clock, targets: targets.list, from: window.from, callers };
    this.#attributed = chains && new AttributedCallers({ ...around, chains }, scenario.triggers);
    this.callers = this.#attributed ?? callers;
    this.handlerCalls = chains;
  }

  /** What the run loop meets: the platform, or what stands before it. */
  before(platform: Platform): Model<Calls> {
    return this.#front?.before(platform) ?? platform;
  }

  /** Closes the books, before anything is read. */
  finish(): void {
    this.#front?.finish();
  }

  /** By name, of those for which something waits, after `finish`. */
  get series(): Readonly<Record<string, MetricSeries>> {
    return Object.fromEntries(
      this.all.flatMap(({ name }, trigger) => {
        const { source } = this.#measures[trigger]!;
        return source === null ? [] : [[name, source.series]];
      }),
    );
  }

  result(trigger: number, measures: readonly Measure[]): TriggerResult {
    const measure = this.#measures[trigger]!;
    const { events, succeeded, failed, deadLettered, dropped, queued, retries, polled } = measure;
    const droppedByReason = Object.fromEntries(dropped);
    const lost = [...dropped.values()].reduce((sum, count) => sum + count, 0);
    const latencyMs = polled === null ? triggerLatency(measures, trigger) : statistics(polled.latency);
    const fates = { events, succeeded, failed, deadLettered, dropped: lost, droppedByReason, queued, retries };
    const spec = this.#triggers[trigger];
    const mayDuplicate = spec !== undefined && isAsynchronous(spec) && spec.duplicates > 0;
    const attribution = this.#attributed?.of(trigger);
    return {
      ...fates,
      ...(mayDuplicate && { duplicates: measure.duplicates }),
      latencyMs,
      ...(attribution && { attribution }),
    };
  }
}

/** How long the clients of a trigger wait for an answer, in microseconds. */
function patienceOf(trigger: TriggerSpec): number {
  return isSynchronous(trigger) ? (trigger.integrationTimeout ?? Infinity) : Infinity;
}
