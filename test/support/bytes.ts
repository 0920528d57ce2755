// A file's bytes from memory, for tests.
import type { ByteSource } from '../../src/workload/files/bytes.js';

export function bytesOf(text: string): ByteSource {
  const bytes = new TextEncoder().encode(text);
  let at = 0;
  return {
    read(into) {
      const part = bytes.subarray(at, at + into.length);
      into.set(part);
      at += part.length;
      return part.length;
    },
    close: () => undefined,
  };
}
