// Whole numbers as bytes, as many as each needs: seven bits in a byte, the lowest first, the eighth bit where more follow.

const AT_FIRST = 1024;

export class ByteWriter {
  #bytes = new Uint8Array(AT_FIRST);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** From 0 to 2^53. */
  number(value: number): void {
    // Nothing needs more than eight bytes.
    if (this.#length + 8 > this.#bytes.length) this.#grow();
    let rest = value;
    while (rest >= 0x80) {
      this.#bytes[this.#length++] = (rest % 0x80) + 0x80;
      rest = Math.floor(rest / 0x80);
    }
    this.#bytes[this.#length++] = rest;
  }

  /** Below 0 as well: those are the odd ones. */
  difference(value: number): void {
    this.number(value < 0 ? -2 * value - 1 : 2 * value);
  }

  /** What has been written, without a copy. */
  bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  #grow(): void {
    const larger = new Uint8Array(2 * this.#bytes.length);
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}
