// Comma-separated bytes to fields, one record at a time, without holding the file: quotes, CRLF and a byte order mark are
// understood. It knows nothing of what the fields mean.
import type { ByteSource } from './bytes.js';

const COMMA = 44;
const QUOTE = 34;
const CR = 13;
const LF = 10;
const CHUNK = 1 << 18;
const MAX_RECORD = 1 << 16;

/** A record that cannot be read, with its line number. */
export class CsvError extends Error {
  readonly line: number;
  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}

/** Reads records; the fields of the current one are ranges of `bytes`, valid until the next call of `next`. */
export class CsvReader {
  /** Line of the current record, from 1. */
  line = 0;
  fields = 0;
  bytes: Uint8Array<ArrayBuffer> = new Uint8Array(CHUNK);
  start = new Int32Array(64);
  end = new Int32Array(64);
  readonly #source: ByteSource;
  #at = 0;
  #filled = 0;
  #linesBefore = 0;

  constructor(source: ByteSource) {
    this.#source = source;
    while (this.#filled < 3 && this.#fill(this.#filled)) {
      // A pipe may give a byte at a time; the mark has three.
    }
    if (this.bytes[0] === 0xef && this.bytes[1] === 0xbb && this.bytes[2] === 0xbf) this.#at = 3;
  }

  /** Moves to the next record that is not an empty line; `false` at the end. */
  next(): boolean {
    for (;;) {
      this.line = this.#linesBefore + 1;
      if (!this.#record()) return false;
      if (this.fields > 1 || this.end[0]! > this.start[0]!) return true;
    }
  }

  /** A field as text; a doubled quote within quotes is one. */
  text(field: number): string {
    const start = this.start[field]!;
    const text = decoder.decode(this.bytes.subarray(start, this.end[field]));
    return start > 0 && this.bytes[start - 1] === QUOTE ? text.replaceAll('""', '"') : text;
  }

  #record(): boolean {
    let at = this.#at;
    this.fields = 0;
    if (at === this.#filled && !this.#more()) return false;
    at = this.#at;
    let from = at;
    let quoted = false; // inside quotes commas and line ends are text
    let closed = -1; // where quotes last closed: a quote that follows at once stands for one, and the text goes on
    for (;;) {
      if (at === this.#filled) {
        const consumed = at - this.#at;
        const field = from - this.#at;
        const more = this.#more(); // moves the record to where it now begins
        closed += this.#at + consumed - at;
        at = this.#at + consumed;
        from = this.#at + field;
        if (!more) {
          this.#close(from, at);
          this.#at = at;
          this.#linesBefore += 1;
          return true;
        }
        continue;
      }
      const byte = this.bytes[at]!;
      if (byte === QUOTE && (quoted || at === from || at === closed + 1)) {
        if (quoted) closed = at;
        quoted = !quoted;
      }
      if (quoted) {
        if (byte === LF) this.#linesBefore += 1;
        at += 1;
      } else if (byte === COMMA) {
        this.#close(from, at);
        from = ++at;
        closed = -1;
      } else if (byte === LF) {
        this.#close(from, at > from && this.bytes[at - 1] === CR ? at - 1 : at);
        this.#at = at + 1;
        this.#linesBefore += 1;
        return true;
      } else at += 1;
    }
  }

  /** Ends a field; one in quotes loses them. */
  #close(from: number, to: number): void {
    if (this.fields === this.start.length) throw new CsvError(this.line, 'more than 64 fields in one row');
    const quoted = to - from >= 2 && this.bytes[from] === QUOTE && this.bytes[to - 1] === QUOTE;
    this.start[this.fields] = quoted ? from + 1 : from;
    this.end[this.fields] = quoted ? to - 1 : to;
    this.fields += 1;
  }

  /** Reads on, keeping the current record's bytes at the buffer's start; `false` at the end of the file. */
  #more(): boolean {
    const kept = this.#filled - this.#at;
    if (kept > MAX_RECORD) throw new CsvError(this.line, `a row of more than ${MAX_RECORD} bytes`);
    for (let field = 0; field < this.fields; field++) {
      this.start[field]! -= this.#at;
      this.end[field]! -= this.#at;
    }
    this.bytes.copyWithin(0, this.#at, this.#filled);
    this.#at = 0;
    return this.#fill(kept);
  }

  #fill(kept: number): boolean {
    const read = this.#source.read(this.bytes.subarray(kept));
    this.#filled = kept + read;
    return read > 0;
  }
}

const decoder = new TextDecoder();
