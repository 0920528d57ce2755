// Random streams by name. Each name has a stream of its own, so that adding a function, a trigger or a policy never
// shifts another's draws.
import seedrandom from 'seedrandom';

/** The next uniform number in [0, 1), with 53 random bits. 0 occurs: take 1 − u in a logarithm. */
export type Uniform = () => number;

/** What a stream's name is made of: the seed, the replication, then whose draws and what for. */
export type StreamName = readonly (string | number)[];

const TWO_27 = 2 ** 27;
const TWO_32 = 2 ** 32;
const TWO_MINUS_53 = 2 ** -53;

// A separator that cannot occur inside a part keeps ('a', 'bc') and ('ab', 'c') apart.
const nameOf = (parts: StreamName): string => JSON.stringify(parts);

/**
 * A sequential stream, for what the workload draws in the order of arrival. seedrandom makes the state from the name; the steps
 * are sfc32 (Doty-Humphrey, PractRand), whose state lives in plain fields: seedrandom's own generators keep theirs in
 * a closure, where every draw would allocate.
 */
export function stream(name: StreamName): Uniform {
  const seeder = seedrandom(nameOf(name));
  const state = { a: seeder.int32(), b: seeder.int32(), c: seeder.int32(), counter: 1 };
  const word = (): number => {
    const { a, b, c, counter } = state;
    const result = (a + b + counter) | 0;
    state.counter = (counter + 1) | 0;
    state.a = b ^ (b >>> 9);
    state.b = (c + (c << 3)) | 0;
    state.c = (((c << 21) | (c >>> 11)) + result) | 0;
    return result;
  };
  for (let warmUp = 0; warmUp < 12; warmUp++) word();
  return () => ((word() >>> 6) * TWO_27 + (word() >>> 5)) * TWO_MINUS_53; // 26 and 27 bits
}

/** Draws that belong to a number (a request, an environment), whatever was drawn for others and in whatever order. */
export interface KeyedStream {
  /** Chooses the number whose draws `uniform` gives next, from the first on. `key` is a whole number below 2^53. */
  at(key: number): Uniform;
}

/**
 * A counter-based stream: a hash of (secret, key, counter). What a policy may or may not ask for comes from here, so that
 * two settings under the same traffic meet the same cold start where both have one. No object is made per key.
 */
export function keyedStream(name: StreamName): KeyedStream {
  const seeder = seedrandom(nameOf(name));
  const [k0, k1, k2] = [seeder.int32(), seeder.int32(), seeder.int32()];
  let low = 0;
  let high = 0;
  let counter = 0;
  const word = (): number => {
    let a = (low ^ k0) | 0;
    let b = (high ^ k1) | 0;
    let c = (counter++ ^ k2) | 0;
    // Three rounds of multiply, rotate and cross-add, then a finaliser: every input bit reaches every output bit.
    for (let round = 0; round < 3; round++) {
      a = Math.imul(a ^ (c >>> 15), 0x2c1b3c6d);
      b = (Math.imul(b ^ (a >>> 13), 0x297a2d39) + a) | 0;
      c = (Math.imul(c ^ (b >>> 16), 0x1b56c4e9) + b) | 0;
    }
    a = Math.imul(a ^ (a >>> 16) ^ c, 0x7feb352d);
    a = Math.imul(a ^ (a >>> 15), 0x846ca68b | 0);
    return (a ^ (a >>> 16)) >>> 0;
  };
  const uniform = (): number => {
    const upper = word() >>> 6;
    const lower = word() >>> 5;
    return (upper * TWO_27 + lower) * TWO_MINUS_53;
  };
  return {
    at(key) {
      low = (key % TWO_32) | 0;
      high = Math.floor(key / TWO_32) | 0;
      counter = 0;
      return uniform;
    },
  };
}
