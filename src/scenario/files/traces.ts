// The check of the trace files that a scenario replays, against the scenario: targets, times and the simulated time.
import type { Context } from '../checks/context.js';
import { inOrder, warning, wasPruned } from '../checks/context.js';
import { targetProblem } from '../checks/target.js';
import type { Problem } from '../diagnostics.js';
import { durationText } from '../duration-text.js';
import { knownRegion } from '../functions/names.js';
import { MAX_DURATION } from '../units.js';
import {
  type FileProblem,
  type NamedFile,
  problemsOf,
  type ScenarioFiles,
  type TraceInspection,
} from './scenario-files.js';
import { formatOf } from './trace-trigger.js';

export interface InspectedTraces {
  readonly byTrigger: ReadonlyMap<string, TraceInspection>;
  readonly problems: readonly Problem[];
}

/** Without files, traces are taken as sound. */
export function inspectTraces(context: Context, files: ScenarioFiles | undefined): InspectedTraces {
  const byTrigger = new Map<string, TraceInspection>();
  const problems: Problem[] = [];
  if (files === undefined) return { byTrigger, problems };
  for (const [name, trigger] of inOrder(context.checked.triggers, context.root, ['triggers'])) {
    if (trigger.type !== 'trace') continue;
    const found = files.trace(trigger.file, formatOf(trigger), context.checked.start);
    const named = namedBy(name, trigger.file);
    byTrigger.set(name, found);
    problems.push(...problemsOf([...found.problems, ...unknownTargets(context, found)], named));
    if (!wasPruned(context, ['start'])) problems.push(...problemsOf(timeProblems(context, found), named));
  }
  return { byTrigger, problems };
}

/** Of traces that begin after the simulated time, in microseconds, or late in it because `start` was forgotten. */
export function lateTraces(context: Context, traces: InspectedTraces, duration: number): Problem[] {
  if (wasPruned(context, ['start'])) return [];
  return [...traces.byTrigger].flatMap(([name, { firstTime, firstDate, lastTime }]) => {
    if (lastTime > MAX_DURATION) return []; // refused already
    const when = `the first row comes at ${firstDate ?? durationText(firstTime)}`;
    const said = { code: 'late-trace', path: ['triggers', name, 'file'], ...startingAt(firstDate) } as const;
    if (firstTime > duration)
      return [warning({ ...said, message: `nothing is replayed: ${when}, after the duration` })];
    if (firstDate === null || firstTime <= duration / 2) return [];
    return [warning({ ...said, message: `${when}, when more than half of the duration is over` })];
  });
}

const namedBy = (trigger: string, file: string): NamedFile => ({
  file,
  path: ['triggers', trigger],
  codes: { file: 'trace-file', row: 'trace-row' },
});

function unknownTargets(context: Context, { targets }: TraceInspection): FileProblem[] {
  return targets.flatMap(({ text, line }) => {
    const problem = targetProblem(text, context.names, (name) => knownRegion(context, name), []);
    if (problem === null) return [];
    const { message, hint, suggestion } = problem;
    return [{ line, message, ...(hint !== undefined && { hint }), ...(suggestion !== undefined && { suggestion }) }];
  });
}

function timeProblems({ checked }: Context, found: TraceInspection): FileProblem[] {
  const { rows, firstTime, firstLine, firstDate, lastTime } = found;
  if (rows > 0 && firstTime < 0) {
    const message = `the row lies before the start of the scenario, ${checked.start}`;
    return [{ line: firstLine, message, ...startingAt(firstDate) }];
  }
  if (lastTime <= MAX_DURATION) return [];
  const message = 'the last row comes more than 3650d after time 0, the longest duration';
  if (firstDate !== null) return [{ line: null, message, ...startingAt(firstDate) }];
  return [{ line: null, message, hint: 'numbers count from time 0; write times since 1970 as ISO 8601' }];
}

const startingAt = (date: string | null) => (date === null ? {} : { hint: `did you mean start: ${date}?` });
