// A mergeable histogram of whole, non-negative numbers with a bounded relative error: HDR buckets on the bits of the
// double. Counts, sum and maximum are exact; a percentile lies within 0.1 % of the exact one.

const MANTISSA_BITS = 10; // buckets of relative width 2^-10, so any two values in one differ by less than 0.1 %
const PER_OCTAVE = 1 << MANTISSA_BITS;
const floats = new Float64Array(1);
const words = new Uint32Array(floats.buffer);
const HIGH = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 1 : 0; // which word holds the exponent
const EXPONENT_SHIFT = 20;
const BIAS = 1023;

/**
 * Each bucket holds its count and its exact sum and answers with its mean, so a percentile is exact wherever the values in its
 * bucket are equal: hand-made examples come out to the digit. Costs 16 kB an octave that was met, 0 for the others.
 */
export class Histogram {
  /** Number of samples. */
  count = 0;
  max = 0;
  #zeros = 0;
  /** Pairs (count, sum) of each bucket, by octave. */
  #octaves: (Float64Array | undefined)[] = [];

  /** Adds one sample: a whole number from 0 to 2^53. */
  record(value: number): void {
    this.count += 1;
    if (value < 1) {
      this.#zeros += 1;
      return;
    }
    if (value > this.max) this.max = value;
    floats[0] = value;
    const high = words[HIGH]!;
    const octave = (high >>> EXPONENT_SHIFT) - BIAS;
    const pairs = this.#octaves[octave] ?? this.#open(octave);
    const at = ((high >>> (EXPONENT_SHIFT - MANTISSA_BITS)) & (PER_OCTAVE - 1)) << 1;
    pairs[at]! += 1;
    pairs[at + 1]! += value;
  }

  /** Adds `count` samples of 0. */
  recordZeros(count: number): void {
    this.count += count;
    this.#zeros += count;
  }

  #open(octave: number): Float64Array {
    while (this.#octaves.length < octave) this.#octaves.push(undefined);
    return (this.#octaves[octave] = new Float64Array(2 * PER_OCTAVE));
  }

  /** Exact while the samples of one bucket sum to less than 2^53. */
  get sum(): number {
    let sum = 0;
    for (const pairs of this.#octaves) {
      if (pairs) for (let i = 1; i < pairs.length; i += 2) sum += pairs[i]!;
    }
    return sum;
  }

  /** `null` without samples. */
  get mean(): number | null {
    return this.count > 0 ? this.sum / this.count : null;
  }

  /** The nearest-rank percentile for a probability in (0, 1]: the smallest value with at least that share at or below it. */
  percentile(probability: number): number | null {
    if (this.count === 0) return null;
    // The factor keeps 0.07 · 100 = 7.000000000000001 from becoming rank 8.
    const rank = Math.max(1, Math.ceil(probability * this.count * (1 - 1e-12)));
    if (rank >= this.count) return this.max;
    let seen = this.#zeros;
    if (seen >= rank) return 0;
    for (const pairs of this.#octaves) {
      if (!pairs) continue;
      for (let i = 0; i < pairs.length; i += 2) {
        seen += pairs[i]!;
        if (seen >= rank) return pairs[i + 1]! / pairs[i]!;
      }
    }
    return this.max;
  }

  /** Adds all samples of another histogram; the order of merging does not matter. */
  merge(other: Histogram): void {
    this.count += other.count;
    this.#zeros += other.#zeros;
    if (other.max > this.max) this.max = other.max;
    other.#octaves.forEach((pairs, octave) => {
      if (!pairs) return;
      const mine = this.#octaves[octave] ?? this.#open(octave);
      for (let i = 0; i < pairs.length; i++) mine[i]! += pairs[i]!;
    });
  }
}
