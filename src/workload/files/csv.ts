// Comma-separated bytes to fields, one record at a time, without holding the file: quotes, CRLF and a byte order mark are
// understood. It knows nothing of what the fields mean.
import { BrokenFile, type ByteSource, readFully } from './bytes.js';

const COMMA = 44;
const QUOTE = 34;
const CR = 13;
const LF = 10;
const CHUNK = 1 << 18;
const MAX_RECORD = 1 << 16;

/** A record that cannot be read or used, with its line number and, where there is one, the likely fix. */
export class CsvError extends Error {
  readonly line: number;
  readonly hint: string | undefined;
  constructor(line: number, message: string, hint?: string) {
    super(message);
    this.line = line;
    this.hint = hint;
  }
}

/** Reads records; the fields of the current one are ranges of `bytes`, valid until the next call of `next`. */
export class CsvReader {
  /** Line of the current record, from 1. */
  line = 1;
  fields = 0;
  /** One more than is ever filled: a zero ends what is filled, so that the innermost loop has a single condition. */
  readonly bytes: Uint8Array<ArrayBuffer> = new Uint8Array(CHUNK + 1);
  start = new Int32Array(64);
  end = new Int32Array(64);
  readonly #source: ByteSource;
  #at = 0;
  #filled = 0;
  #linesBefore = 0;

  constructor(source: ByteSource) {
    this.#source = source;
    this.#fill(0, 3); // a pipe may give a byte at a time; a byte order mark has three
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
    this.fields = 0;
    if (this.#at === this.#filled && !this.#more()) return false;
    const { bytes } = this;
    let at = this.#at;
    let from = at;
    let quoted = false; // inside quotes commas and line ends are text
    let closed = -1; // where quotes last closed: a quote that follows at once stands for one, and the text goes on
    for (;;) {
      // Nothing above a comma means anything here, and the zero at the end lies below.
      while (bytes[at]! > COMMA) at += 1;
      const byte = bytes[at]!;
      if (at === this.#filled) {
        const moved = this.#at; // reading on moves the record to the start
        const more = this.#more();
        [at, from, closed] = [at - moved, from - moved, closed - moved];
        if (!more) return this.#ended(from, at, at);
      } else if (byte === QUOTE) {
        if (quoted) closed = at;
        if (quoted || at === from || at === closed + 1) quoted = !quoted;
        at += 1;
      } else if (quoted) {
        if (byte === LF) this.#linesBefore += 1;
        at += 1;
      } else if (byte === COMMA) {
        this.#field(from, at);
        from = at += 1;
        closed = -1;
      } else if (byte === LF) {
        return this.#ended(from, at, at + 1);
      } else at += 1;
    }
  }

  /** Ends a record with the field up to `to`; the next one begins at `next`. */
  #ended(from: number, to: number, next: number): true {
    this.#field(from, to > from && this.bytes[to - 1] === CR ? to - 1 : to);
    this.#at = next;
    this.#linesBefore += 1;
    return true;
  }

  /** Ends a field; one in quotes loses them. */
  #field(from: number, to: number): void {
    if (this.fields === this.start.length) this.#widen();
    const quoted = to - from >= 2 && this.bytes[from] === QUOTE && this.bytes[to - 1] === QUOTE;
    this.start[this.fields] = quoted ? from + 1 : from;
    this.end[this.fields] = quoted ? to - 1 : to;
    this.fields += 1;
  }

  #widen(): void {
    const { start, end } = this;
    this.start = new Int32Array(2 * start.length);
    this.end = new Int32Array(2 * end.length);
    this.start.set(start);
    this.end.set(end);
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
    return this.#fill(kept, 1);
  }

  /** Reads `least` bytes or more behind those that are kept, fewer at the end of the file; `false` for none. */
  #fill(kept: number, least: number): boolean {
    this.#filled = kept;
    try {
      const room = this.bytes.subarray(kept, CHUNK);
      this.#filled += least === 1 ? this.#source.read(room) : readFully(this.#source, room.subarray(0, least));
    } catch (error) {
      throw error instanceof BrokenFile ? new CsvError(this.#linesBefore + 1, error.message) : error;
    }
    this.bytes[this.#filled] = 0;
    return this.#filled > kept;
  }
}

const decoder = new TextDecoder();
