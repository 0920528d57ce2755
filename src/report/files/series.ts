// The series of a result as rows of CSV in long form, one value a row, for spreadsheets and programs. Writes no file.
import type { MetricSeries, Result, Series } from '../../result.js';

/** A series, told apart by the first five; a step's time is that of its beginning, from the start of the simulation. */
export const SERIES_COLUMNS = [
  { name: 'replication', type: 'BIGINT' },
  { name: 'scope', type: 'VARCHAR' },
  { name: 'name', type: 'VARCHAR' },
  { name: 'metric', type: 'VARCHAR' },
  { name: 'statistic', type: 'VARCHAR' },
  { name: 'time_ms', type: 'DOUBLE' },
  { name: 'value', type: 'DOUBLE' },
] as const;

export const SERIES_HEADER = `${SERIES_COLUMNS.map(({ name }) => name).join(',')}\r\n`;

/**
 * The lines of one series after the other, of all replications. `cell` makes a text safe for a cell. A step for which CloudWatch
 * would show no datapoint has no line.
 */
export function* seriesLines({ runs }: Result, cell: (text: string) => string): Generator<string> {
  for (const { replication, series } of runs) {
    for (const { scope, name, metrics } of scopesOf(series)) {
      for (const [metric, statistics] of Object.entries(metrics)) {
        for (const [statistic, values] of Object.entries(statistics)) {
          const lead = [String(replication), scope, ...[name, metric, statistic].map(cell)].join(',');
          yield linesOf(lead, values, series.stepMs);
        }
      }
    }
  }
}

interface Scope {
  readonly scope: 'account' | 'function' | 'alias' | 'trigger';
  readonly name: string;
  readonly metrics: MetricSeries;
}

function scopesOf({ account, functions, aliases, triggers }: Series): Scope[] {
  const named = (scope: Scope['scope'], of: Readonly<Record<string, MetricSeries>>): Scope[] =>
    Object.entries(of).map(([name, metrics]) => ({ scope, name, metrics }));
  return [
    { scope: 'account', name: 'account', metrics: account },
    ...named('function', functions),
    ...named('alias', aliases),
    ...named('trigger', triggers),
  ];
}

function linesOf(lead: string, values: readonly (number | null)[], stepMs: number): string {
  let lines = '';
  for (const [step, value] of values.entries()) {
    if (value !== null) lines += `${lead},${step * stepMs},${value}\r\n`;
  }
  return lines;
}
