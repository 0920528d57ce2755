// A file's bytes from memory in pieces of given sizes, as a slow disk or a pipe would give them.
import type { ByteSource } from '../../src/workload/files/bytes.js';

/** The sizes are used in turn, over and over; each at least 1. */
export function inPieces(bytes: Uint8Array, sizes: readonly number[]): ByteSource & { readonly closed: boolean } {
  let [at, turn, closed] = [0, 0, false];
  return {
    read(into) {
      const part = bytes.subarray(at, at + Math.min(into.length, sizes[turn++ % sizes.length]!));
      into.set(part);
      at += part.length;
      return part.length;
    },
    close() {
      closed = true;
    },
    get closed() {
      return closed;
    },
  };
}
