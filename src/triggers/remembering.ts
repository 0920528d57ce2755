// The triggers of a scenario that remember what they sent, each as its type asks.
import type { StreamName } from '../engine/random.js';
import type { Targets } from '../lambda/targets.js';
import type { Window } from '../metrics/window.js';
import type { MetricSeries } from '../result.js';
import { isAsynchronous, isPolled } from '../scenario/triggers/kinds.js';
import type { TriggerSpec } from '../scenario/triggers/types.js';
import type { Scenario } from '../scenario/types.js';
import { textOf } from '../workload/sources.js';
import { AsynchronousEvents } from './asynchronous.js';
import type { Desk, RememberingTrigger } from './front.js';
import { queueSeries, sqsQueue } from './sqs/sqs.js';
import { Polled, TriggerMeasure } from './trigger-measure.js';
import { workAgain } from './work-again.js';

/** Whether any trigger remembers what it sends. */
export function remembers({ triggers }: Scenario): boolean {
  return triggers.some((trigger) => isAsynchronous(trigger) || isPolled(trigger));
}

export function measureOf(trigger: TriggerSpec, window: Window): TriggerMeasure {
  return new TriggerMeasure(isPolled(trigger) ? new Polled(window) : null);
}

/** What a dashboard shows of a trigger's source; `null` where it has none. */
export function seriesOf(spec: TriggerSpec, { polled }: TriggerMeasure, window: Window): MetricSeries | null {
  return polled !== null && isPolled(spec) ? queueSeries(polled, window) : null;
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
      if (!isAsynchronous(spec) && !isPolled(spec)) return null;
      const target = targets.numberOf(textOf(spec.target))!;
      const { fn } = targets.list[target]!;
      const named = [...streams, 'trigger', spec.name];
      const parts = { desk, trigger, target, fn, measure: measures[trigger]! };
      if (isPolled(spec)) return sqsQueue(spec, { ...parts, window, streams: named, account: scenario.account });
      return new AsynchronousEvents({ ...parts, from: window.from, work: workAgain(fn.spec, named) });
    });
}
