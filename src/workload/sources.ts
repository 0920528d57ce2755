// Where the rows of each trigger come from: its described traffic, or its trace file.
import { secondsOf } from '../engine/calendar.js';
import { type StreamName, stream } from '../engine/random.js';
import type { DescribedTrigger, Target, TraceTrigger, TriggerSpec } from '../scenario/triggers/types.js';
import type { Scenario } from '../scenario/types.js';
import type { ByteSource } from './files/bytes.js';
import type { RowSource } from './rows.js';
import { syntheticRows, type Work } from './synthetic.js';
import { instantOfText } from './trace/instant.js';
import { drawnDays } from './trace/resampled-days.js';
import { traceRows } from './trace/rows.js';

const DAY = 86_400_000_000;

/** The numbers under which rows name what they call. */
export interface TargetNumbers {
  /** Of `function`, `function:alias` or `function:version`; `undefined` where there is no such thing. */
  numberOf(text: string): number | undefined;
  /** The function behind a number. */
  functionOf(target: number): string;
}

/**
 * One source a trigger, in their order, each with streams of its own. `streams` begins their names; `live` are those whose rows
 * depend on what happens, by trigger.
 */
export function rowSources(
  scenario: Scenario,
  streams: StreamName,
  targets: TargetNumbers,
  live: readonly (RowSource | null)[] | null,
  open: ((file: string) => ByteSource) | undefined,
): RowSource[] {
  const start = secondsOf(scenario.start);
  const isResampled = scenario.triggers.some((each) => each.type === 'trace' && each.resample !== undefined);
  const days = isResampled ? drawnDays(streams, scenario.duration / DAY) : null;
  return scenario.triggers.map((trigger, index) => {
    const name = nameOf(streams, trigger);
    if (trigger.type !== 'trace') {
      const { arrivals } = trigger;
      if (arrivals.kind === 'closed') return live![index]!;
      const work = workOf(scenario, trigger, streams, targets);
      return syntheticRows({ ...work, arrivals, horizon: scenario.duration, start });
    }
    if (open === undefined)
      throw new TypeError(`nothing was given to open ${trigger.file} with, which ${trigger.name} replays`);
    return replayedRows(scenario, trigger, { streams: name, days, targets, open });
  });
}

/** What a trigger's calls do, with the name of the trigger's streams. */
export function workOf(
  scenario: Scenario,
  trigger: DescribedTrigger,
  streams: StreamName,
  targets: TargetNumbers,
): Work {
  const { target } = trigger;
  const spec = scenario.functions.find((each) => each.name === target.function)!;
  const own = 'handler' in trigger ? trigger.handler : null;
  return {
    handler: own ?? spec.handler!,
    errorRate: own === null ? spec.errorRate : 0,
    crashRate: own === null ? spec.crashRate : 0,
    target: targets.numberOf(textOf(target))!,
    streams: nameOf(streams, trigger),
  };
}

const nameOf = (streams: StreamName, { name }: TriggerSpec): StreamName => [...streams, 'trigger', name];

interface Replay {
  readonly streams: StreamName;
  /** Those that were drawn for this replication; `null` where none were. */
  readonly days: readonly number[] | null;
  readonly targets: TargetNumbers;
  readonly open: (file: string) => ByteSource;
}

function replayedRows(scenario: Scenario, trigger: TraceTrigger, { streams, days, targets, open }: Replay): RowSource {
  const failures = new Map(
    scenario.functions.map((spec) => {
      const draws = (rate: number, purpose: string) => ({ rate, uniform: stream([...streams, purpose, spec.name]) });
      const failure = { errors: draws(spec.errorRate, 'errors'), crashes: draws(spec.crashRate, 'crashes') };
      return [spec.name, failure] as const;
    }),
  );
  return traceRows({
    open: () => open(trigger.file),
    format: trigger,
    origin: instantOfText(scenario.start),
    calls: trigger.target === null ? (text) => targets.numberOf(text) : targets.numberOf(textOf(trigger.target))!,
    ordered: trigger.ordered,
    horizon: scenario.duration,
    days: trigger.resample === undefined ? null : days,
    failure: (target) => failures.get(targets.functionOf(target))!,
  });
}

/** A target as `Targets` takes it. */
export const textOf = ({ function: name, qualifier }: Target): string =>
  qualifier === null ? name : `${name}:${qualifier}`;
