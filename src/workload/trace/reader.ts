// The rows of a trace file one after another, `time_ms,target,duration_ms` under a header, as numbers. Their order is the
// file's.
import type { ByteSource } from '../files/bytes.js';
import { CsvError, CsvReader } from '../files/csv.js';

const COLUMNS = ['time_ms', 'target', 'duration_ms'] as const;

/** Index of a target by its text (`function`, `function:alias`), `undefined` for one that is not in the scenario. */
export type TargetOf = (text: string) => number | undefined;

/** Reads one row after another; after `next()` the current row's values stand in the fields. */
export class TraceReader {
  /** Microseconds, rounded to the nearest. */
  time = 0;
  target = 0;
  duration = 0;
  readonly #csv: CsvReader;
  readonly #targetOf: TargetOf;
  readonly #columns: readonly [number, number, number];
  #lastTarget = '';
  #lastTargetBytes = new Uint8Array(0);

  /** Reads the header. Throws `CsvError` where a column is missing. */
  constructor(source: ByteSource, targetOf: TargetOf) {
    this.#csv = new CsvReader(source);
    this.#targetOf = targetOf;
    if (!this.#csv.next()) throw new CsvError(1, `the file is empty; its first line must be ${COLUMNS.join(',')}`);
    const header = Array.from({ length: this.#csv.fields }, (_, field) => this.#csv.text(field).trim());
    const missing = COLUMNS.filter((column) => !header.includes(column));
    if (missing.length > 0) {
      throw new CsvError(1, `no column ${missing.join(', ')}; the first line must name ${COLUMNS.join(', ')}`);
    }
    this.#columns = COLUMNS.map((column) => header.indexOf(column)) as unknown as readonly [number, number, number];
  }

  get line(): number {
    return this.#csv.line;
  }

  /** The current row's target as written. */
  get targetText(): string {
    return this.#lastTarget;
  }

  /** `false` at the end of the file. Throws `CsvError` at a bad row. */
  next(): boolean {
    const csv = this.#csv;
    if (!csv.next()) return false;
    const [time, target, duration] = this.#columns;
    if (csv.fields <= Math.max(time, target, duration)) {
      throw new CsvError(csv.line, `${csv.fields} fields where the header has more`);
    }
    this.time = this.#micros(time, 'time_ms');
    this.duration = this.#micros(duration, 'duration_ms');
    this.#readTarget(target);
    return true;
  }

  /** Milliseconds as decimal text to whole microseconds, without going through a binary fraction. */
  #micros(field: number, column: string): number {
    const { bytes } = this.#csv;
    const end = this.#csv.end[field]!;
    let at = this.#csv.start[field]!;
    let value = 0;
    let digits = 0;
    for (; at < end && isDigit(bytes[at]!); at++, digits++) value = value * 10 + (bytes[at]! - 48);
    let scale = 1000;
    let half = 0;
    if (at < end && bytes[at] === 46) {
      for (at++; at < end && isDigit(bytes[at]!); at++, digits++) {
        if (scale > 1) {
          value = value * 10 + (bytes[at]! - 48);
          scale /= 10;
        } else if (scale === 1) {
          half = bytes[at]! >= 53 ? 1 : 0;
          scale = 0; // further digits cannot change the rounding
        }
      }
    }
    if (at === end && digits > 0 && digits < 30) {
      const micros = value * Math.max(scale, 1) + half;
      if (micros <= Number.MAX_SAFE_INTEGER) return micros;
    }
    return this.#unusual(field, column);
  }

  /** Anything but plain digits: white space, a sign, an exponent; and what is no number of milliseconds at all. */
  #unusual(field: number, column: string): number {
    const text = this.#csv.text(field).trim();
    const micros = microsOf(text);
    if (Number.isSafeInteger(micros)) return micros;
    const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text;
    const said = `${column} must be a number of milliseconds, 0 or more, not ${JSON.stringify(shown)}`;
    throw new CsvError(this.#csv.line, said);
  }

  #readTarget(field: number): void {
    const { bytes } = this.#csv;
    const start = this.#csv.start[field]!;
    const length = this.#csv.end[field]! - start;
    const last = this.#lastTargetBytes;
    // Most rows name the target of the row before.
    let same = length === last.length && length > 0;
    for (let i = 0; same && i < length; i++) same = bytes[start + i] === last[i];
    if (same) return;
    const text = this.#csv.text(field).trim();
    const target = this.#targetOf(text);
    if (target === undefined) {
      const shown = text.length > 80 ? `${text.slice(0, 80)}…` : text;
      throw new CsvError(this.#csv.line, `target ${JSON.stringify(shown)} is not in the scenario`);
    }
    this.target = target;
    this.#lastTarget = text;
    this.#lastTargetBytes = bytes.slice(start, start + length);
  }
}

/** Milliseconds in any decimal notation to microseconds, by moving the point in the text; `NaN` for anything else. */
function microsOf(text: string): number {
  const match = /^\+?(\d*)\.?(\d*)(?:e([+-]?\d{1,3}))?$/i.exec(text);
  const [, whole = '', fraction = '', exponent = '0'] = match ?? [];
  const digits = whole + fraction;
  if (match === null || digits === '') return NaN;
  const point = whole.length + Number(exponent) + 3;
  const padded = point < 0 ? '' : digits.padEnd(point, '0');
  return Number(padded.slice(0, point) || '0') + (Number(padded[point] ?? 0) >= 5 ? 1 : 0);
}

const isDigit = (byte: number): boolean => byte >= 48 && byte <= 57;
