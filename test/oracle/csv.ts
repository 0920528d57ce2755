// The oracle's rows as the trace file that the engine replays.
import type { OracleRow } from './oracle.js';

/** Whole microseconds as milliseconds in decimal digits. */
export function decimal(micros: number): string {
  const digits = String(micros).padStart(4, '0');
  return `${digits.slice(0, -3)}.${digits.slice(-3)}`.replace(/\.?0+$/, '');
}

export const csvOf = (rows: readonly OracleRow[]): string =>
  [
    'time_ms,target,duration_ms',
    ...rows.map((row) =>
      [
        decimal(row.time),
        row.qualifier === null ? row.function : `${row.function}:${row.qualifier}`,
        decimal(row.duration),
      ].join(','),
    ),
  ].join('\n');
