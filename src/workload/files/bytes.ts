// What a file is to a run: bytes in order, from wherever they come. A browser has them in memory, Node on a disk.

/** Bytes from the start of a file on, in pieces. */
export interface ByteSource {
  /** Reads up to `into.length` bytes and returns how many; 0 at the end. */
  read(into: Uint8Array): number;
  close(): void;
}
