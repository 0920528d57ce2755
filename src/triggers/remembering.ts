// The triggers of a scenario that remember what they sent, each as its type asks.
import type { StreamName } from '../engine/random.js';
import type { Targets } from '../lambda/targets.js';
import type { Window } from '../metrics/window.js';
import type { MetricSeries } from '../result.js';
import { isAsynchronous, isRead } from '../scenario/triggers/kinds.js';
import type { KafkaTrigger, StreamTrigger, TriggerSpec } from '../scenario/triggers/types.js';
import type { Scenario } from '../scenario/types.js';
import { textOf } from '../workload/sources.js';
import { AsynchronousEvents } from './asynchronous.js';
import type { Desk, RememberingTrigger } from './front.js';
import { PolledRecords, PolledShards, PolledTopic } from './streams/stream-measure.js';
import { streamRecords, topicRecords } from './streams/stream-trigger.js';
import { TriggerMeasure } from './trigger-measure.js';
import { workAgain } from './work-again.js';

/** Whether any trigger remembers what it sends. */
export function remembers({ triggers }: Scenario): boolean {
  return triggers.some((trigger) => isAsynchronous(trigger) || isRead(trigger));
}

export function measureOf(trigger: TriggerSpec, window: Window): TriggerMeasure {
  return new TriggerMeasure(isRead(trigger) ? polledOf(trigger, window) : null);
}

function polledOf(trigger: StreamTrigger | KafkaTrigger, window: Window): PolledRecords {
  return trigger.type === 'kafka' ? new PolledTopic(window, trigger) : new PolledShards(window);
}

/** What a dashboard shows of a trigger's source; `null` where it has none. */
export function seriesOf(_spec: TriggerSpec, { polled }: TriggerMeasure, _window: Window): MetricSeries | null {
  return polled instanceof PolledRecords ? polled.series : null;
}

/** What the triggers of a run share. */
interface Shared {
  readonly streams: StreamName;
  readonly targets: Targets;
  readonly window: Window;
}

/** By trigger; `null` for those whose requests are answered once and forgotten. */
export function rememberingTriggers(
  scenario: Scenario,
  { streams, targets, window }: Shared,
  measures: readonly TriggerMeasure[],
): (desk: Desk) => readonly (RememberingTrigger | null)[] {
  return (desk) =>
    scenario.triggers.map((spec, trigger) => {
      if (!isAsynchronous(spec) && !isRead(spec)) return null;
      const target = targets.numberOf(textOf(spec.target))!;
      const { fn } = targets.list[target]!;
      const named = [...streams, 'trigger', spec.name];
      const measure = measures[trigger]!;
      const parts = { desk, trigger, target, fn, measure, from: window.from, work: workAgain(fn.spec, named) };
      if (isAsynchronous(spec)) return new AsynchronousEvents(parts);
      const reading = { ...parts, end: window.to, streams: named };
      if (measure.polled instanceof PolledTopic && spec.type === 'kafka')
        return topicRecords(spec, { ...reading, polled: measure.polled });
      if (measure.polled instanceof PolledShards && spec.type !== 'kafka')
        return streamRecords(spec, { ...reading, polled: measure.polled });
      throw new TypeError(`trigger ${spec.name} has a measure of another kind`);
    });
}
