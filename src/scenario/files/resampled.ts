// Traces whose days are drawn anew for each replication: how many whole days there are, and what is said of the rest.
import { type Context, failure, inOrder, warning } from '../checks/context.js';
import type { Problem } from '../diagnostics.js';
import { aboutText } from '../duration-text.js';
import { keysAt, nodeAt, type SourceNode, withValue } from '../source/tree.js';
import { parseYaml, type TextProblem } from '../source/yaml.js';
import { MICROSECONDS } from '../units.js';
import { textAt } from './named-files.js';
import type { InspectedTraces } from './traces.js';

/** Names of the traces that are resampled. */
function resampledOf({ checked, root }: Context): string[] {
  return inOrder(checked.triggers, root, ['triggers']).flatMap(([name, trigger]) =>
    trigger.type === 'trace' && trigger.resample !== undefined ? [name] : [],
  );
}

/** Of `duration` in microseconds, as many days as are whole and not after the last row; all of it where nothing is resampled. */
export function inWholeDays(context: Context, traces: InspectedTraces, duration: number): number {
  const names = resampledOf(context);
  if (names.length === 0) return duration;
  return daysOf(names, traces, duration) * MICROSECONDS.d;
}

/** A day in which the trace has a row is whole where the duration holds all of it. */
function daysOf(names: readonly string[], traces: InspectedTraces, duration: number): number {
  const whole = Math.floor(duration / MICROSECONDS.d);
  const last = Math.max(...names.map((name) => traces.byTrigger.get(name)?.lastTime ?? duration));
  return Math.min(whole, Math.floor(last / MICROSECONDS.d) + 1);
}

/** `duration` is what would be simulated without resampling. */
export function checkResampled(context: Context, traces: InspectedTraces, duration: number | null): Problem[] {
  const names = resampledOf(context);
  if (duration === null || names.length === 0) return [];
  const days = daysOf(names, traces, duration);
  if (days < 2) {
    const had = days === 1 ? 'is one' : 'is none';
    return names.map((name) =>
      failure({
        code: 'too-few-days',
        message: `resampling days needs two whole days or more, and within ${aboutText(duration)} there ${had}`,
        path: ['triggers', name, 'resample'],
        hint: 'replay a longer trace, or replay it as it is',
      }),
    );
  }
  const whole = days * MICROSECONDS.d;
  if (duration === whole) return [];
  const isGiven = context.checked.duration !== undefined;
  return [
    warning({
      code: 'part-of-a-day',
      message: `${days} whole days are resampled: what comes after them, to ${aboutText(duration)}, is left out`,
      path: isGiven ? ['duration'] : ['triggers', names[0]!, 'resample'],
      hint: isGiven ? `duration: ${days}d` : `duration: ${days + 1}d takes the day of the last row for a whole one`,
    }),
  ];
}

/** `--bootstrap day`: the same as `resample: day` of each trace. */
export function applyBootstrap(
  root: SourceNode,
  value: string,
): { readonly root: SourceNode; readonly problems: readonly TextProblem[] } {
  const origin = { kind: 'flag', text: `--bootstrap ${value}` } as const;
  const traces = keysAt(root, ['triggers']).filter((name) => isTrace(nodeAt(root, ['triggers', name])));
  const { root: how } = parseYaml(value, origin);
  if (traces.length === 0 || how === null) {
    const message = 'there is no trace to resample: no trigger has type: trace';
    return { root, problems: [{ code: 'bad-set', message, path: [], origin }] };
  }
  const changed = traces.reduce((tree, name) => withValue(tree, ['triggers', name, 'resample'], how) ?? tree, root);
  return { root: changed, problems: [] };
}

const isTrace = (trigger: SourceNode | null): boolean => trigger !== null && textAt(trigger, 'type') === 'trace';
