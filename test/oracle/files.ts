// The files that a user gets, event log and invocations: as the engine writes them, and as they follow from what the naive
// simulator tells.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunResult } from '../../src/result.js';
import { eventFile, invocationFile } from '../../src/runner/files.js';
import { rowText } from '../../src/runner/invocation-rows.js';
import type { Scenario } from '../../src/scenario/types.js';
import { simulate } from '../../src/simulate.js';
import { bytesOf } from '../support/bytes.js';
import { csvOf, decimal } from './csv.js';
import type { OracleLine, OracleResult, OracleRow } from './oracle.js';

export interface EngineFiles {
  readonly events: string;
  readonly rows: string;
  readonly result: RunResult;
}

/** Both files as the runner writes them, and the result. */
export function engineFiles(folder: string, scenario: Scenario, rows: readonly OracleRow[]): EngineFiles {
  const [eventsPath, rowsPath] = [join(folder, 'events.tsv'), join(folder, 'rows.csv')];
  const events = eventFile(eventsPath);
  const invocations = invocationFile(rowsPath, rowText('csv', 0));
  const io = { open: () => bytesOf(csvOf(rows)), events: events.sink, invocations: invocations.sink };
  const result = simulate(scenario, 0, io);
  events.close();
  invocations.close();
  return { events: readFileSync(eventsPath, 'utf8'), rows: readFileSync(rowsPath, 'utf8'), result };
}

export function logOf(lines: readonly OracleLine[]): string {
  const text = lines.map(({ time, kind, function: name, environment, request, why }) =>
    [decimal(time), kind, name, environment === 0 ? '' : environment, request === 0 ? '' : request, why].join('\t'),
  );
  return ['time_ms\tkind\tfunction\tenvironment\trequest\twhy', ...text, ''].join('\n');
}

/**
 * The contract leaves open which of several environments that end at one instant is named first, so such neighbours are put
 * into the order of their text before logs are compared. Every other line must be in its place. What may depend on which
 * one ended last, the cause of a later cold start, is in a line of its own.
 */
export function withEndsSorted(log: string): string {
  const sorted: string[] = [];
  let ends: string[] = [];
  for (const line of log.split('\n')) {
    const [time, kind] = line.split('\t');
    if (kind !== 'ended' || time !== ends[0]?.split('\t')[0]) {
      sorted.push(...ends.sort());
      ends = [];
    }
    if (kind === 'ended') ends.push(line);
    else sorted.push(line);
  }
  return sorted.join('\n');
}

/** One row for each attempt, in order of settling. */
export function rowsOf({ rows: results, settled }: OracleResult, rows: readonly OracleRow[], warmup: number): string {
  const called = new Map<string, number>();
  const request = rows.map((row) => {
    const number = (called.get(row.function) ?? 0) + 1;
    called.set(row.function, number);
    return number;
  });
  const text = settled.map((index) => {
    const row = rows[index]!;
    const { outcome: start, environment, spillover, suppressedInit, phases, ...result } = results[index]!;
    const ran = start !== 'throttled';
    const { placement, download, failedInit, restore } = phases;
    const { wait, init, firstInvoke, duration, latency } = result;
    const lengths = [wait, placement, download, failedInit, init, restore, firstInvoke ?? 0, duration, latency];
    return [
      ...[0, row.function, row.qualifier ?? '$LATEST', 'trace', request[index], decimal(row.time), 0, start],
      ...[result.cause ?? result.reason ?? '', ran ? environment : '', spillover, suppressedInit],
      ...lengths.map((length) => (ran ? decimal(length) : '')),
      ...[result.billedMs, result.verdict ?? 'throttled', decimal(result.end), row.time >= warmup],
    ].join(',');
  });
  return text.map((line) => `${line}\r\n`).join('');
}
