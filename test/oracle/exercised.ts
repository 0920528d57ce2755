// What a case met, by name: outcomes, reasons, causes, flags, lines and the rules that decided something.
import type { Scenario } from '../../src/scenario/types.js';
import { MS, SHARED } from './hand.js';
import type { OracleResult, OracleRow } from './oracle.js';

export function exercisedBy(scenario: Scenario, rows: readonly OracleRow[], result: OracleResult): Set<string> {
  const seen = new Set<string>(Object.keys(result.exercised));
  for (const r of result.rows) {
    seen.add(r.outcome);
    if (r.reason !== undefined) seen.add(r.reason);
    if (r.reason === SHARED && scenario.account.concurrency > 100) seen.add('sharedLimitOfLargeAccount');
    if (r.cause !== undefined) seen.add(r.cause);
    if (r.suppressedInit) seen.add('suppressedInit');
    if (r.timedOut) seen.add('timedOut');
    if (r.verdict === 'error') seen.add('handlerError');
    if (r.verdict === 'crash' || r.verdict === 'init error') seen.add(r.verdict);
    if (r.spillover) seen.add('spillover');
  }
  for (const line of result.lines) {
    seen.add(`line: ${line.kind}`);
    if (line.kind === 'ended') seen.add(line.why);
    if (line.kind === 'assigned' && line.why === 'spillover, suppressed init') seen.add('assigned twice marked');
    if (line.time <= scenario.duration) continue;
    if (line.kind === 'ended') seen.add('endsAfterDuration');
    if (line.kind === 'initialised' && line.request === 0) seen.add('spareAfterDuration');
    if (line.kind === 'init-failed') seen.add('initFailedAfterDuration');
  }
  if (scenario.warmup > 0) seen.add('warmup');
  if (rows.some((r) => r.time > scenario.duration)) seen.add('rowsAfterDuration');
  if (rows.some((r) => r.time === scenario.duration)) seen.add('rowAtDuration');
  if (rows.some((r) => r.time % (100 * MS) !== 0)) seen.add('offTheGrid');
  if (scenario.functions.some((fn) => fn.reservedConcurrency === 0)) seen.add('reservedZero');
  return seen;
}
