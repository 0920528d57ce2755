// The columns of `--invocations`, and one attempt as a row of them: a line of CSV or of NDJSON. No file is touched here.
import type { InvocationRecord } from '../lambda/measurement/invocation-log.js';
import { show } from '../scenario/diagnostics.js';
import type { ParquetColumn } from './parquet.js';

/** `plain` is CSV with every name as it is, for programs; `csv` is safe to open in a spreadsheet. */
export type RowFormat = 'csv' | 'plain' | 'ndjson';

/** A row's line, its end included. */
export type RowText = (record: InvocationRecord) => string;

/** Of a DOUBLE the value is whole microseconds, shown as milliseconds. `null` is an empty cell. */
type Value = string | number | boolean | null;

interface Column extends ParquetColumn {
  readonly of: (record: InvocationRecord, replication: number) => Value;
}

/** What a throttled request never had: empty, so that averages over a column are those of what ran. */
const ifRun = (value: (record: InvocationRecord) => number) => (record: InvocationRecord) =>
  record.start === 'throttled' ? null : value(record);

export const COLUMNS: readonly Column[] = [
  { name: 'replication', type: 'BIGINT', of: (_, replication) => replication },
  { name: 'function', type: 'VARCHAR', of: (record) => record.function },
  { name: 'qualifier', type: 'VARCHAR', of: (record) => record.qualifier },
  { name: 'trigger', type: 'VARCHAR', of: (record) => record.trigger },
  { name: 'request', type: 'BIGINT', of: (record) => record.request },
  { name: 'arrived_ms', type: 'DOUBLE', of: (record) => record.arrivedAt },
  { name: 'queued_ms', type: 'DOUBLE', of: (record) => record.queued },
  { name: 'start', type: 'VARCHAR', of: (record) => record.start },
  { name: 'cause', type: 'VARCHAR', of: (record) => record.cause },
  { name: 'environment', type: 'BIGINT', of: ifRun((record) => record.environment) },
  { name: 'spillover', type: 'BOOLEAN', of: (record) => record.spillover },
  { name: 'suppressed_init', type: 'BOOLEAN', of: (record) => record.suppressedInit },
  { name: 'wait_ms', type: 'DOUBLE', of: ifRun((record) => record.wait) },
  { name: 'placement_ms', type: 'DOUBLE', of: ifRun((record) => record.placement) },
  { name: 'download_ms', type: 'DOUBLE', of: ifRun((record) => record.download) },
  { name: 'failed_init_ms', type: 'DOUBLE', of: ifRun((record) => record.failedInit) },
  { name: 'init_ms', type: 'DOUBLE', of: ifRun((record) => record.init) },
  { name: 'restore_ms', type: 'DOUBLE', of: ifRun((record) => record.restore) },
  { name: 'first_invoke_ms', type: 'DOUBLE', of: ifRun((record) => record.firstInvoke) },
  { name: 'duration_ms', type: 'DOUBLE', of: ifRun((record) => record.duration) },
  { name: 'latency_ms', type: 'DOUBLE', of: ifRun((record) => record.latency) },
  { name: 'billed_ms', type: 'BIGINT', of: (record) => record.billedMs },
  { name: 'outcome', type: 'VARCHAR', of: (record) => record.outcome },
  { name: 'ended_ms', type: 'DOUBLE', of: (record) => record.endedAt },
  { name: 'measured', type: 'BOOLEAN', of: (record) => record.measured },
];

/** The first line of CSV, after RFC 4180 like the others. */
export const CSV_HEADER = `${COLUMNS.map(({ name }) => name).join(',')}\r\n`;

/** The lines of one replication. */
export function rowText(format: RowFormat, replication: number): RowText {
  switch (format) {
    case 'plain':
      return csvText(replication, csvCell);
    case 'csv':
      return csvText(replication, (text) => csvCell(printable(FORMULA.test(text) ? `'${text}` : text)));
    case 'ndjson':
      return ndjsonText(replication);
  }
}

function csvText(replication: number, ofText: (text: string) => string): RowText {
  const cell = remembered(ofText);
  return (record) => {
    let line = '';
    for (const column of COLUMNS) line += `,${textOf(column, column.of(record, replication), '', cell)}`;
    return `${line.slice(1)}\r\n`;
  };
}

function ndjsonText(replication: number): RowText {
  const quoted = remembered((text) => JSON.stringify(text));
  return (record) => {
    let line = '';
    for (const column of COLUMNS) {
      line += `,"${column.name}":${textOf(column, column.of(record, replication), 'null', quoted)}`;
    }
    return `{${line.slice(1)}}\n`;
  };
}

function textOf({ type }: Column, value: Value, empty: string, ofText: (text: string) => string): string {
  if (value === null) return empty;
  if (typeof value === 'string') return ofText(value);
  return type === 'DOUBLE' ? milliseconds(value as number) : String(value);
}

/** A name that begins like a formula and is more than a name with a hyphen. */
const FORMULA = /^(?:[=+@\t\r]|-[\w-]*[^\w-])/;

/** What would move a terminal's cursor is spelt out; line breaks and tabs are text in CSV. */
const printable = (text: string): string => text.replace(/[^\t\r\n]+/g, (part) => show(part, Infinity));

/** As it is, for programs. A name without letters is in quotes too: an empty cell means that there is none. */
export const csvCell = (text: string): string =>
  text === '' || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

/** `.001` to `.999` without zeros at their ends, and nothing for 0. */
const FRACTIONS = Array.from({ length: 1000 }, (_, micros) =>
  `.${String(micros).padStart(3, '0')}`.replace(/\.?0+$/, ''),
);

/** Whole microseconds as milliseconds, exact: no binary fraction comes between. */
export function milliseconds(micros: number): string {
  const rest = micros % 1000;
  return `${(micros - rest) / 1000}${FRACTIONS[rest]}`;
}

/** A run has few names, and each occurs in many rows. */
function remembered(of: (text: string) => string): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    let made = known.get(text);
    if (made === undefined) known.set(text, (made = of(text)));
    return made;
  };
}
