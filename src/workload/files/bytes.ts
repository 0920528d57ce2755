// What a file is to a run: bytes in order, from wherever they come. A browser has them in memory, Node on a disk.

/** Bytes from the start of a file on, in pieces. */
export interface ByteSource {
  /** Reads up to `into.length` bytes and returns how many; 0 at the end. Throws `BrokenFile` where a packed file is broken. */
  read(into: Uint8Array): number;
  close(): void;
}

/** A file whose bytes cannot be had, for what they are and not for want of permission. */
export class BrokenFile extends Error {}

/** Reads until `into` is full or the file ends; returns how many bytes that were. */
export function readFully(source: ByteSource, into: Uint8Array): number {
  let filled = 0;
  while (filled < into.length) {
    const read = source.read(into.subarray(filled));
    if (read === 0) break;
    filled += read;
  }
  return filled;
}
