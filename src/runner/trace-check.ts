// The check of a trace file before a run: every row once, so that a bad one is refused before anything is simulated.
import type { TraceInspection } from '../scenario/inspect.js';
import type { ByteSource } from '../workload/files/bytes.js';
import { CsvError } from '../workload/files/csv.js';
import { TraceReader } from '../workload/trace/reader.js';
import { reasonOf } from './reason.js';

/** Stops at the first bad row: what follows it may only be bad because of it. */
export function inspectTrace(
  file: string,
  open: () => ByteSource,
  knows: (target: string) => boolean,
): TraceInspection {
  const targets = new Set<string>();
  let rows = 0;
  let ordered = true;
  let lastTime = 0;
  const found = (problems: TraceInspection['problems']): TraceInspection => ({
    rows,
    ordered,
    lastTime,
    targets: [...targets],
    problems,
  });
  let source: ByteSource | undefined;
  try {
    source = open();
    const reader = new TraceReader(source, (text) => {
      if (!knows(text)) return undefined;
      targets.add(text);
      return 0;
    });
    while (reader.next()) {
      rows += 1;
      if (reader.time < lastTime) ordered = false;
      else lastTime = reader.time;
    }
    return found(rows > 0 ? [] : [{ line: 1, message: 'the trace has no rows' }]);
  } catch (error) {
    if (error instanceof CsvError) return found([{ line: error.line, message: error.message }]);
    return found([{ line: null, message: `${file}: ${reasonOf(error)}` }]);
  } finally {
    source?.close();
  }
}
