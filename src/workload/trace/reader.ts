// The rows of a trace file one after another, as numbers. Their order is the file's; what it means is not decided here.
import { DOUBLE_ZERO } from '../../engine/time.js';
import type { TimeUnit, TraceFormat } from '../../scenario/triggers/types.js';
import type { ByteSource } from '../files/bytes.js';
import { CsvError, CsvReader } from '../files/csv.js';
import { microsOfDigits, microsOfText, UNITS, type Unit } from '../files/decimal.js';
import { unpacked } from '../files/gunzip.js';
import { namesIn, placesOf } from '../files/header.js';
import { instantOf, instantOfText } from './instant.js';
import { KnownTargets } from './known-targets.js';

/** Index of a target by its text (`function`, `function:alias`), `undefined` for one that is not in the scenario. */
export type TargetOf = (text: string) => number | undefined;

export interface TraceReading {
  readonly format: TraceFormat;
  /** Calendar time of time 0, microseconds since 1970: what calendar times are counted from. */
  readonly origin: number;
  /** What every row calls, or whom to ask about the text in the target column. */
  readonly calls: number | TargetOf;
}

/** A number in a time column whose unit nobody has said. */
export class UnknownUnit extends CsvError {}

/** Field numbers from 0; −1 for a target that rows do not name. */
interface Places {
  readonly time: number;
  readonly target: number;
  readonly duration: number;
  /** How many the header names, and so every row has. */
  readonly columns: number;
}

/** Reads one row after another; after `next()` the current row's values stand in the fields. */
export class TraceReader {
  /** Microseconds, rounded to the nearest. */
  time = DOUBLE_ZERO;
  duration = DOUBLE_ZERO;
  target = 0;
  /** Whether times are those of the calendar; `null` before the first row. */
  dated: boolean | null = null;
  readonly #csv: CsvReader;
  readonly #format: TraceFormat;
  readonly #places: Places;
  readonly #origin: number;
  readonly #timeUnit: Unit;
  readonly #durationUnit: Unit;
  readonly #targetOf: TargetOf;
  readonly #known = new KnownTargets();

  /** Reads the first line; a packed file is unpacked. Throws `CsvError` where a column is missing. */
  constructor(source: ByteSource, { format, origin, calls }: TraceReading) {
    this.#csv = new CsvReader(unpacked(source));
    this.#format = format;
    this.#places = readHeader(this.#csv, format);
    this.#origin = origin;
    this.#timeUnit = UNITS[format.timeUnit ?? 'us']; // where nobody says it, a number is refused anyway
    this.#durationUnit = UNITS[format.durationUnit];
    if (typeof calls === 'number') this.target = calls;
    this.#targetOf = typeof calls === 'number' ? () => calls : calls;
  }

  /** Of the current row, from 1. */
  get line(): number {
    return this.#csv.line;
  }

  /** `false` at the end of the file. Throws `CsvError` at a bad row. */
  next(): boolean {
    const csv = this.#csv;
    if (!csv.next()) return false;
    const { time, target, duration, columns } = this.#places;
    if (csv.fields !== columns) throw new CsvError(this.line, `${csv.fields} fields where the header has ${columns}`);
    this.#readTime(time);
    this.#readDuration(duration);
    if (target >= 0) this.#readTarget(target);
    return true;
  }

  #readTime(field: number): void {
    const { bytes } = this.#csv;
    const start = this.#csv.start[field]!;
    const end = this.#csv.end[field]!;
    // The hyphen after the year: no plain number has one there.
    const dated = end - start > 4 && bytes[start + 4] === HYPHEN;
    const time = dated
      ? instantOf(bytes, start, end) - this.#origin
      : microsOfDigits(bytes, start, end, this.#timeUnit);
    if (dated === this.dated && time >= 0 && (dated || this.#format.timeUnit !== null)) this.time = time;
    else this.#readUnusualTime(field);
  }

  /** The first row; white space, signs and exponents; and what is no time at all. */
  #readUnusualTime(field: number): void {
    const { columns, timeUnit } = this.#format;
    const text = this.#csv.text(field).trim();
    const instant = instantOfText(text);
    const time = instant >= 0 ? instant - this.#origin : microsOfText(text, this.#timeUnit);
    const dated = instant >= 0;
    if (Number.isNaN(time)) throw this.#refusal(columns.time, timeExpected(timeUnit), text);
    if (!dated && timeUnit === null) throw this.#withoutUnit(text);
    if (this.dated === !dated)
      throw this.#refusal(columns.time, 'of one kind, all numbers or all calendar times', text);
    if (time < 0) throw this.#refusal(columns.time, 'no earlier than the start of the scenario', text);
    this.dated = dated;
    this.time = time;
  }

  #readDuration(field: number): void {
    const { bytes, start, end } = this.#csv;
    const { columns, durationUnit } = this.#format;
    this.duration = microsOfDigits(bytes, start[field]!, end[field]!, this.#durationUnit);
    if (this.duration >= 0) return;
    const text = this.#csv.text(field).trim();
    this.duration = microsOfText(text, this.#durationUnit);
    if (Number.isNaN(this.duration)) throw this.#refusal(columns.duration, numberExpected(durationUnit), text);
  }

  #readTarget(field: number): void {
    const { bytes } = this.#csv;
    const start = this.#csv.start[field]!;
    const end = this.#csv.end[field]!;
    this.target = this.#known.find(bytes, start, end);
    if (this.target >= 0) return;
    const text = this.#csv.text(field).trim();
    const target = this.#targetOf(text);
    if (target === undefined) throw new CsvError(this.line, `target ${quoted(text, 80)} is not in the scenario`);
    this.target = target;
    this.#known.add(bytes, start, end, target);
  }

  #refusal(column: string, expected: string, text: string): CsvError {
    return new CsvError(this.line, `${column} must be ${expected}, not ${quoted(text)}`);
  }

  #withoutUnit(text: string): UnknownUnit {
    const message = `the unit of the column ${this.#format.columns.time} is unknown, and a row holds ${quoted(text)}`;
    return new UnknownUnit(this.line, message, 'add timeUnit: ms, or us or s');
  }
}

function readHeader(csv: CsvReader, { columns }: TraceFormat): Places {
  const wanted = [columns.time, columns.duration, ...(columns.target === null ? [] : [columns.target])];
  if (!csv.next()) throw new CsvError(1, `the file is empty; its first line must name ${wanted.join(', ')}`);
  const names = namesIn(csv);
  const [time = 0, duration = 0, target = -1] = placesOf(wanted, names, csv.line);
  return { time, target, duration, columns: names.length };
}

const NAMES: Readonly<Record<TimeUnit, string>> = { us: 'microseconds', ms: 'milliseconds', s: 'seconds' };
const HYPHEN = 45;

const numberExpected = (unit: TimeUnit): string => `a number of ${NAMES[unit]}, 0 or more`;

const timeExpected = (unit: TimeUnit | null): string =>
  `${unit === null ? '' : `${numberExpected(unit)}, or `}a time such as 2025-01-06T09:00:00Z`;

const quoted = (text: string, limit = 40): string =>
  JSON.stringify(text.length > limit ? `${text.slice(0, limit)}…` : text);
