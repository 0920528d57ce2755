// The triggers of a scenario that remember what they sent, each as its type asks.
import type { StreamName } from '../engine/random.js';
import type { Targets } from '../lambda/targets.js';
import type { Window } from '../metrics/window.js';
import { isAsynchronous, isStream } from '../scenario/triggers/kinds.js';
import type { TriggerSpec } from '../scenario/triggers/types.js';
import type { Scenario } from '../scenario/types.js';
import { textOf } from '../workload/sources.js';
import { AsynchronousEvents } from './asynchronous.js';
import type { Desk, RememberingTrigger } from './front.js';
import { PolledRecords } from './streams/stream-measure.js';
import { streamRecords } from './streams/stream-trigger.js';
import { TriggerMeasure } from './trigger-measure.js';
import { workAgain } from './work-again.js';

/** Whether any trigger remembers what it sends. */
export function remembers({ triggers }: Scenario): boolean {
  return triggers.some((trigger) => isAsynchronous(trigger) || isStream(trigger));
}

export function measureOf(trigger: TriggerSpec, window: Window): TriggerMeasure {
  return new TriggerMeasure(isStream(trigger) ? new PolledRecords(window) : null);
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
      if (!isAsynchronous(spec) && !isStream(spec)) return null;
      const target = targets.numberOf(textOf(spec.target))!;
      const { fn } = targets.list[target]!;
      const named = [...streams, 'trigger', spec.name];
      const measure = measures[trigger]!;
      const parts = { desk, trigger, target, measure, from: window.from, work: workAgain(fn.spec, named) };
      if (isAsynchronous(spec)) return new AsynchronousEvents({ ...parts, fn });
      const polled = measure.polled as PolledRecords;
      return streamRecords(spec, { ...parts, polled, end: window.to, streams: named }, fn.spec.payload);
    });
}
