// The triggers of a scenario that remember their requests, each as its type asks.
import type { StreamName } from '../engine/random.js';
import type { Targets } from '../lambda/targets.js';
import { isAsynchronous } from '../scenario/triggers/kinds.js';
import type { Scenario } from '../scenario/types.js';
import { textOf } from '../workload/sources.js';
import { AsynchronousEvents } from './asynchronous.js';
import type { Desk, RememberingTrigger } from './front.js';
import type { TriggerMeasure } from './trigger-measure.js';
import { workAgain } from './work-again.js';

/** Whether any trigger remembers what it sends. */
export function remembers({ triggers }: Scenario): boolean {
  return triggers.some(isAsynchronous);
}

/** By trigger; `null` for those whose requests are answered once and forgotten. Requests before `from` are not counted. */
export function rememberingTriggers(
  scenario: Scenario,
  streams: StreamName,
  targets: Targets,
  measures: readonly TriggerMeasure[],
  from: number,
): (desk: Desk) => readonly (RememberingTrigger | null)[] {
  return (desk) =>
    scenario.triggers.map((spec, trigger) => {
      if (!isAsynchronous(spec)) return null;
      const target = targets.numberOf(textOf(spec.target))!;
      const { fn } = targets.list[target]!;
      const work = workAgain(fn.spec, [...streams, 'trigger', spec.name]);
      return new AsynchronousEvents({ desk, trigger, target, fn, measure: measures[trigger]!, from, work });
    });
}
