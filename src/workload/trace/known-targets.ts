// Targets that have been met, found by their bytes: text is made of them once, as making it costs more than all the rest of
// a row.

interface Known {
  readonly bytes: Uint8Array;
  readonly target: number;
}

export class KnownTargets {
  /** By a hash of the bytes; of two that share one, the later is kept. */
  readonly #byHash = new Map<number, Known>();

  /** The target of these bytes; −1 where they are not known. */
  find(bytes: Uint8Array, start: number, end: number): number {
    const known = this.#byHash.get(hashOf(bytes, start, end));
    if (known === undefined || known.bytes.length !== end - start) return -1;
    for (let i = 0; i < known.bytes.length; i++) if (known.bytes[i] !== bytes[start + i]) return -1;
    return known.target;
  }

  add(bytes: Uint8Array, start: number, end: number, target: number): void {
    this.#byHash.set(hashOf(bytes, start, end), { bytes: bytes.slice(start, end), target });
  }
}

/** FNV-1a, in 32 bits. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5 | 0;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ bytes[at]!, 0x01000193);
  return hash;
}
