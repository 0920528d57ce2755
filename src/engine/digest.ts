// A 64-bit digest over the event lines of a run: two runs with the same digest did the same things in the same order.
// It guards against accidents, not against an adversary.

const floats = new Float64Array(1);
const words = new Uint32Array(floats.buffer);

/** Order matters: the same lines in another order give another digest. */
export class Digest {
  #a = 0x243f6a88;
  #b = 0x85a308d3 | 0;

  /** One event line as numbers: `time` is any double, the rest are 32-bit integers. */
  add(time: number, code: number, environment: number, request: number): void {
    floats[0] = time;
    const w0 = words[0]!;
    const w1 = words[1]!;
    // Two lanes that see the same words through different odd multipliers and rotations.
    let a = this.#a ^ w0;
    let b = this.#b ^ (Math.imul(w1, 0x9e3779b1 | 0) + Math.imul(code, 0x7feb352d));
    a = Math.imul((a << 13) | (a >>> 19), 0x85ebca6b | 0) ^ request;
    b = Math.imul((b << 17) | (b >>> 15), 0xc2b2ae35 | 0) ^ environment ^ a;
    this.#a = (Math.imul((a << 11) | (a >>> 21), 0x27d4eb2f) + b + w1) | 0;
    this.#b = Math.imul((b << 19) | (b >>> 13), 0x165667b1) ^ (a + w0) ^ request;
  }

  /** Folds in another digest, as one more line. */
  combine(other: Digest): void {
    this.add(0, 0, other.#a | 0, other.#b | 0);
  }

  /** 16 hexadecimal digits. */
  toString(): string {
    return (
      hex(finish(this.#a ^ Math.imul(this.#b, 0x9e3779b1 | 0))) +
      hex(finish(this.#b ^ Math.imul(this.#a, 0x85ebca6b | 0)))
    );
  }
}

const hex = (word: number): string => (word >>> 0).toString(16).padStart(8, '0');

/** Spreads the last words' bits over the whole. */
function finish(word: number): number {
  let h = word;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b | 0);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35 | 0);
  return h ^ (h >>> 16);
}

/** The 64-bit digest of a text, 16 hexadecimal digits. */
export function hashText(text: string): string {
  const digest = new Digest();
  for (let at = 0; at < text.length; at++) digest.add(at, text.charCodeAt(at), 0, 0);
  return digest.toString();
}
