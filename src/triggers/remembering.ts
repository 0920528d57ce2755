// The triggers of a scenario that remember what they sent, each as its type asks.
import type { StreamName } from '../engine/random.js';
import type { Targets } from '../lambda/targets.js';
import type { Window } from '../metrics/window.js';
import { isAsynchronous } from '../scenario/triggers/kinds.js';
import type { TriggerSpec } from '../scenario/triggers/types.js';
import type { Scenario } from '../scenario/types.js';
import { textOf } from '../workload/sources.js';
import { AsynchronousEvents } from './asynchronous.js';
import type { Desk, RememberingTrigger } from './front.js';
import { TriggerMeasure } from './trigger-measure.js';
import { workAgain } from './work-again.js';

/** Whether any trigger remembers what it sends. */
export function remembers({ triggers }: Scenario): boolean {
  return triggers.some(isAsynchronous);
}

export function measureOf(_trigger: TriggerSpec, _window: Window): TriggerMeasure {
  return new TriggerMeasure();
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
      if (!isAsynchronous(spec)) return null;
      const target = targets.numberOf(textOf(spec.target))!;
      const { fn } = targets.list[target]!;
      const work = workAgain(fn.spec, [...streams, 'trigger', spec.name]);
      return new AsynchronousEvents({
        ...{ desk, trigger, target, fn, work },
        measure: measures[trigger]!,
        from: window.from,
      });
    });
}
