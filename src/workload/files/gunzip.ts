// Packed files as their content: gzip is known by its first bytes, whatever the file's name, and unpacked on the way, never
// held whole. fflate unpacks; the check sums and lengths, which it does not look at, are compared here.
import { Gunzip } from 'fflate';
import { BrokenFile, type ByteSource, readFully } from './bytes.js';
import { crc32 } from './crc32.js';

/** Packed bytes taken at a time: one byte can stand for about a thousand. */
const CHUNK = 1 << 15;
const TRAILER = 8;

/** The source as it is, or its content where it begins like gzip. Several gzip files one after another are one. */
export function unpacked(source: ByteSource): ByteSource {
  const head = new Uint8Array(2);
  const length = readFully(source, head);
  const whole = startingWith(head.subarray(0, length), source);
  return head[0] === 0x1f && head[1] === 0x8b ? new Unpacker(whole) : whole;
}

/** A source from which `head` has been read already. */
function startingWith(head: Uint8Array, source: ByteSource): ByteSource {
  let rest = head;
  return {
    read(into) {
      if (rest.length === 0) return source.read(into);
      const part = rest.subarray(0, into.length);
      rest = rest.subarray(part.length);
      into.set(part);
      return part.length;
    },
    close: () => source.close(),
  };
}

class Unpacker implements ByteSource {
  readonly #source: ByteSource;
  readonly #gunzip = new Gunzip((piece) => this.#take(piece));
  /** What has been unpacked and not yet read, from `#at` of the first piece on. */
  #ready: Uint8Array[] = [];
  #at = 0;
  /** The last two chunks of packed bytes, and how many packed bytes there were in all. */
  #before = new Uint8Array(0);
  #chunk = new Uint8Array(0);
  #packed = 0;
  #ended = false;
  /** Of the current member's content. */
  #sum = 0;
  #length = 0;
  /** How often fflate has said something. */
  #answers = 0;

  constructor(source: ByteSource) {
    this.#source = source;
    this.#gunzip.onmember = (offset) => this.#compare(offset);
  }

  read(into: Uint8Array): number {
    while (this.#ready.length === 0 && !this.#ended) this.#unpack();
    const [piece] = this.#ready;
    if (piece === undefined) return 0;
    const part = piece.subarray(this.#at, this.#at + into.length);
    into.set(part);
    this.#at += part.length;
    if (this.#at === piece.length) {
      this.#ready.shift();
      this.#at = 0;
    }
    return part.length;
  }

  close(): void {
    this.#source.close();
  }

  #unpack(): void {
    this.#before = this.#chunk;
    const chunk = new Uint8Array(CHUNK);
    this.#chunk = chunk.subarray(0, readFully(this.#source, chunk));
    this.#packed += this.#chunk.length;
    this.#ended = this.#chunk.length === 0;
    const answers = this.#answers;
    try {
      this.#gunzip.push(this.#chunk, this.#ended);
    } catch (error) {
      throw error instanceof BrokenFile ? error : this.#broken(this.#ended ? 'ends too early' : 'is corrupt');
    }
    // Only within a member's header does fflate say nothing, and it would hold whatever comes until the header ends.
    if (this.#answers === answers && this.#chunk.length === CHUNK) throw this.#broken('is corrupt');
    if (this.#ended) this.#compare(this.#packed);
  }

  #take(piece: Uint8Array): void {
    this.#answers += 1;
    if (piece.length === 0) return;
    this.#ready.push(piece);
    this.#sum = crc32(this.#sum, piece);
    this.#length = (this.#length + piece.length) | 0;
  }

  /** A member ends before `end`, the number of a packed byte, with its check sum and length. */
  #compare(end: number): void {
    if (this.#word(end - TRAILER) !== this.#sum || this.#word(end - TRAILER / 2) !== this.#length)
      throw this.#broken(this.#ended ? 'ends too early or is corrupt' : 'is corrupt');
    this.#sum = 0;
    this.#length = 0;
  }

  /** 32 packed bits, the lowest first. */
  #word(at: number): number {
    let word = 0;
    for (let byte = 0; byte < 4; byte++) word |= this.#packedByte(at + byte) << (8 * byte);
    return word;
  }

  #packedByte(at: number): number {
    const inChunk = at - (this.#packed - this.#chunk.length);
    return (inChunk < 0 ? this.#before.at(inChunk) : this.#chunk[inChunk]) ?? 0;
  }

  #broken(what: string): BrokenFile {
    return new BrokenFile(`the gzip file ${what}, at byte ${this.#packed} of it or shortly before`);
  }
}
