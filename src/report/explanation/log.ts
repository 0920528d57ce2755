// The lines that AWS would write for an invocation, as far as they are simulated: no request id, no memory used.
import type { RequestFacts } from '../../explanation.js';
import type { FunctionSpec } from '../../scenario/types.js';

/** What ends a process that no one knows more of: the simulator does not say why an init or a handler fails. */
const ERROR = ['Status: error', 'Error Type: Runtime.ExitError'] as const;

const ms = (value: number): string => `${value.toFixed(2)} ms`;

/** Fields are separated by tabs, as AWS has them. */
export function logLines(facts: RequestFacts, spec: FunctionSpec): string[] {
  if (facts.start === 'throttled') return [];
  const lines: string[] = [];
  const init = (duration: number, phase: string, status: readonly string[]): void => {
    lines.push([`INIT_REPORT Init Duration: ${ms(duration)}`, `Phase: ${phase}`, ...status].join('\t'));
  };
  if (facts.failedInit !== null && facts.restoreMs > 0)
    lines.push(`RESTORE_REPORT Restore Duration: ${ms(facts.restoreMs)}\tStatus: timeout`);
  else if (facts.failedInit !== null)
    init(facts.failedInitMs, 'init', facts.failedInit === 'init timeout' ? ['Status: timeout'] : ERROR);
  if (facts.outcome === 'init error' && facts.restoreMs > 0) return lines;
  if (facts.outcome === 'init error') init(facts.initWithinMs, 'invoke', ERROR);
  return [...lines, reportLine(facts, spec)];
}

function reportLine(facts: RequestFacts, { memoryMB }: FunctionSpec): string {
  const fields = [
    `REPORT RequestId: <request ${facts.request}>`,
    `Duration: ${ms(facts.durationMs)}`,
    `Billed Duration: ${facts.billedMs} ms`,
    `Memory Size: ${memoryMB} MB`,
  ];
  if (facts.initMs > 0) fields.push(`Init Duration: ${ms(facts.initMs)}`);
  if (facts.restoreMs > 0) {
    fields.push(
      `Restore Duration: ${ms(facts.restoreMs)}`,
      `Billed Restore Duration: ${Math.ceil(facts.billedRestoreMs)} ms`,
    );
  }
  if (facts.outcome === 'timeout') fields.push('Status: timeout');
  if (facts.outcome === 'crash' || facts.outcome === 'init error') fields.push(...ERROR);
  return fields.join('\t');
}
