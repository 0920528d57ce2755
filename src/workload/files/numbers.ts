// One column of numbers from a file: a number a line, or a CSV with a header. What the numbers count is the caller's to say.
import type { ByteSource } from './bytes.js';
import { CsvError, CsvReader } from './csv.js';
import { unpacked } from './gunzip.js';
import { namesIn, placesOf } from './header.js';

export interface NumberColumn {
  /** In the order of the file. */
  readonly values: readonly number[];
  /** The line of each value, from 1. */
  readonly lines: readonly number[];
  /** The column's name; `null` in a file without a header. */
  readonly column: string | null;
  /** Whether the file holds more than was asked for. */
  readonly more: boolean;
}

export interface NumbersAsked {
  /** The column's name in the first line; `null` for the only one, with or without a header. */
  readonly column: string | null;
  /** Numbers beyond this many are not read. */
  readonly limit: number;
}

/** A file of several columns where none is named. */
export class NoColumn extends CsvError {}

/** A packed file is unpacked. Throws `CsvError` at a line that holds no number, `MissingColumns`, `NoColumn`. */
export function readNumbers(source: ByteSource, { column, limit }: NumbersAsked): NumberColumn {
  const csv = new CsvReader(unpacked(source));
  const values: number[] = [];
  const lines: number[] = [];
  if (!csv.next()) throw new CsvError(1, 'the file is empty');
  const headed = column !== null || Number.isNaN(numberOf(csv.text(0)));
  const header = headed ? namesIn(csv) : [];
  const place = column === null ? onlyPlace(csv, header) : placesOf([column], header, csv.line)[0]!;
  for (let more = headed ? csv.next() : true; more; more = csv.next()) {
    if (values.length === limit) return { values, lines, column: header[place] ?? null, more: true };
    values.push(numberIn(csv, place, header.length));
    lines.push(csv.line);
  }
  return { values, lines, column: header[place] ?? null, more: false };
}

function onlyPlace(csv: CsvReader, header: readonly string[]): number {
  if (csv.fields === 1) return 0;
  const names = header.length > 0 ? `: ${header.join(', ')}` : '';
  throw new NoColumn(csv.line, `the file has ${csv.fields} columns${names}`);
}

/** `columns` is how many the header names, 0 without one. A separator of thousands would otherwise cut a number in two. */
function numberIn(csv: CsvReader, place: number, columns: number): number {
  if (columns === 0 && csv.fields > 1)
    throw new CsvError(csv.line, `${csv.fields} fields in a file of one number a line`);
  if (columns > 0 && csv.fields !== columns)
    throw new CsvError(csv.line, `${csv.fields} fields where the header has ${columns}`);
  const text = csv.text(place);
  const value = numberOf(text);
  if (!Number.isNaN(value)) return value;
  throw new CsvError(csv.line, `${JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text)} is not a number`);
}

/** Decimal notation alone; NaN for anything else, and for what no double can hold. */
function numberOf(text: string): number {
  const plain = text.trim();
  const value = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?$/i.test(plain) ? Number(plain) : NaN;
  return Number.isFinite(value) ? value : NaN;
}
