// What the check before a run asks of trace files. Reading them is the caller's: this stage never touches a disk.
import type { Context } from './checks/context.js';
import { failure, inOrder } from './checks/context.js';
import { isKnownTarget } from './checks/target.js';
import type { Problem } from './diagnostics.js';
import { show } from './diagnostics.js';

export interface TraceInspection {
  readonly rows: number;
  /** Whether times never decrease. */
  readonly ordered: boolean;
  /** The greatest time, in microseconds; 0 without rows. */
  readonly lastTime: number;
  /** The distinct targets, as written. */
  readonly targets: readonly string[];
  /** Bad rows by their line, from 1; a file that cannot be read at all has the line null. */
  readonly problems: readonly { readonly line: number | null; readonly message: string }[];
}

/** `file` is as the scenario writes it; `knows` tells whether a row's target is declared. */
export type TraceInspector = (file: string, knows: (target: string) => boolean) => TraceInspection;

/** Of each trace at most this many bad rows are reported. */
const MAX_ROWS = 20;

export interface InspectedTraces {
  readonly byTrigger: ReadonlyMap<string, TraceInspection>;
  readonly problems: readonly Problem[];
}

export function inspectTraces(context: Context, inspect: TraceInspector | undefined): InspectedTraces {
  const byTrigger = new Map<string, TraceInspection>();
  const problems: Problem[] = [];
  if (inspect === undefined) return { byTrigger, problems };
  for (const [name, trigger] of inOrder(context.checked.triggers, context.root, ['triggers'])) {
    if (trigger.type !== 'trace') continue;
    const found = inspect(trigger.file, (target) => isKnownTarget(target, context.names));
    byTrigger.set(name, found);
    problems.push(...problemsOf(name, trigger.file, found));
  }
  return { byTrigger, problems };
}

/** The same inspector, which reads each file once. */
export function inspectOnce(inspect: TraceInspector): TraceInspector {
  const known = new Map<string, TraceInspection>();
  return (file, knows) => {
    const found = known.get(file) ?? inspect(file, knows);
    known.set(file, found);
    return found;
  };
}

function problemsOf(trigger: string, file: string, found: TraceInspection): Problem[] {
  const path = ['triggers', trigger, 'file'];
  const problems = found.problems.slice(0, MAX_ROWS).map(({ line, message }) => {
    if (line === null) return failure({ code: 'trace-file', message: show(message, 300), path });
    return failure({ code: 'trace-row', message: show(message, 300), path, elsewhere: { file, line } });
  });
  const more = found.problems.length - problems.length;
  if (more > 0)
    problems.push(failure({ code: 'too-many-problems', message: `${show(file)}: ${more} more bad rows`, path }));
  return problems;
}
