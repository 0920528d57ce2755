import { describe, expect, it } from 'vitest';
import { keyedStream, stream, type Uniform } from '../../src/engine/random.js';
import { chiSquareScore, meanError, samples, serialCorrelation } from '../support/statistics.js';

const first = (uniform: Uniform, count = 8): number[] => Array.from({ length: count }, uniform);

/** Counts of draws in 256 equal cells. */
function cells(values: Float64Array): Int32Array {
  const counts = new Int32Array(256);
  for (const value of values) counts[Math.floor(value * 256)]! += 1;
  return counts;
}

/** Correlation of two samples, in standard errors. */
function correlation(a: Float64Array, b: Float64Array): number {
  return meanError(
    a.map((value, i) => (value - 0.5) * (b[i]! - 0.5)),
    0,
  );
}

/** Every one of the 53 bits is set in half of the draws: the worst deviation in standard errors. */
function worstBit(values: Float64Array): number {
  const ones = new Int32Array(53);
  for (const value of values) {
    let left = value;
    for (let bit = 0; bit < 53; bit++) {
      left *= 2;
      if (left >= 1) {
        ones[bit]! += 1;
        left -= 1;
      }
    }
    if (left !== 0) throw new Error('more than 53 bits');
  }
  return Math.max(...Array.from(ones, (count) => Math.abs(count - values.length / 2) / Math.sqrt(values.length / 4)));
}

function expectUniform(values: Float64Array): void {
  for (const value of values) if (!(value >= 0 && value < 1)) throw new Error(`${value} is not in [0, 1)`);
  expect(Math.abs(chiSquareScore(cells(values)))).toBeLessThan(4);
  expect(meanError(values, 0.5)).toBeLessThan(4);
  expect(worstBit(values)).toBeLessThan(4.5);
}

function expectNoSerialCorrelation(values: Float64Array): void {
  for (const lag of [1, 2, 3, 4, 7, 16]) expect(serialCorrelation(values, lag)).toBeLessThan(4);
}

/** Pairs of successive draws fill the unit square evenly. */
function expectEvenPairs(values: Float64Array): void {
  const counts = new Int32Array(1024);
  for (let i = 0; i + 1 < values.length; i += 2)
    counts[Math.floor(values[i]! * 32) * 32 + Math.floor(values[i + 1]! * 32)]! += 1;
  expect(Math.abs(chiSquareScore(counts))).toBeLessThan(4);
}

describe('a stream', () => {
  it('gives equal draws to equal names', () => {
    expect(first(stream(['42', 0, 'function', 'api', 'init']))).toEqual(
      first(stream(['42', 0, 'function', 'api', 'init'])),
    );
  });

  it('does not depend on other streams, nor on what they draw', () => {
    const alone = first(stream(['1', 'a']), 50);
    const other = stream(['1', 'b']);
    const mixed = stream(['1', 'a']);
    const drawn = Array.from({ length: 50 }, () => {
      other();
      stream(['1', 'c'])();
      return mixed();
    });
    expect(drawn).toEqual(alone);
  });

  it.each([
    [
      ['a', 'bc'],
      ['ab', 'c'],
    ],
    [['a', 'b'], ['a,b']],
    [
      ['a"', 'b'],
      ['a', '"b'],
    ],
    [['1'], ['2']],
    [
      ['1', 0],
      ['1', 1],
    ],
    [
      ['x', 'handler'],
      ['x', 'errors'],
    ],
    [
      ['', 'a'],
      ['a', ''],
    ],
    [[1], ['1']],
  ])('of the name %j differs from that of %j', (one, other) => {
    expect(first(stream(one))).not.toEqual(first(stream(other)));
  });

  it('gives the numbers that it gave in the first version: they change in a major version alone', () => {
    expect(first(stream(['42', 0, 'api']), 4)).toEqual([
      0.6580992738962531, 0.029135511765997935, 0.8435657453356239, 0.9128041350465943,
    ]);
  });

  it('is uniform in [0, 1) in all of its 53 bits', () => {
    expectUniform(samples(400_000, stream(['uniform'])));
  });

  it('has no serial correlation', () => {
    const values = samples(400_000, stream(['serial']));
    expectNoSerialCorrelation(values);
    expectEvenPairs(values);
  });

  it('is uniform over names, too: the first draws of replications are independent', () => {
    let replication = 0;
    const values = samples(20_000, () => stream(['7', replication++, 'trigger', 'api', 'arrivals'])());
    expectUniform(values);
    expectNoSerialCorrelation(values);
  });

  it('is not correlated with the stream of a neighbouring name', () => {
    const a = samples(200_000, stream(['7', 0, 'api']));
    expect(correlation(a, samples(200_000, stream(['7', 1, 'api'])))).toBeLessThan(4);
    expect(correlation(a, samples(200_000, stream(['8', 0, 'api'])))).toBeLessThan(4);
  });
});

describe('a keyed stream', () => {
  it('gives equal draws to equal keys, whatever was drawn before and in whatever order', () => {
    const keys = [0, 1, 2, 77, 2 ** 31, 2 ** 32, 2 ** 32 + 1, 2 ** 53 - 1];
    const one = keyedStream(['k']);
    const other = keyedStream(['k']);
    const forward = new Map(keys.map((key) => [key, first(one.at(key), 5)]));
    for (const key of [...keys].reverse()) {
      other.at(key + (key === 2 ** 53 - 1 ? -1 : 1))();
      expect(first(other.at(key), 5)).toEqual(forward.get(key));
    }
  });

  it('starts a key anew each time it is chosen', () => {
    const draws = keyedStream(['k']);
    expect(first(draws.at(5), 3)).toEqual(first(draws.at(5), 3));
  });

  it('gives different draws to different keys, below and above 2^32, and to different names', () => {
    const draws = keyedStream(['k']);
    const seen = new Set([0, 1, 2 ** 32, 2 ** 33, 2 ** 32 + 1, 2 ** 52].map((key) => draws.at(key)()));
    seen.add(keyedStream(['l']).at(0)());
    expect(seen.size).toBe(7);
  });

  it('gives the numbers that it gave in the first version: they change in a major version alone', () => {
    const draws = keyedStream(['42', 0, 'api']);
    expect([...first(draws.at(0), 2), ...first(draws.at(2 ** 40 + 3), 2)]).toEqual([
      0.7832361050176706, 0.5923201379253061, 0.0023548331724869698, 0.2274743614205399,
    ]);
  });

  it.each([
    ['successive keys', (i: number) => i],
    ['even keys', (i: number) => 2 * i],
    ['keys a power of two apart', (i: number) => i * 2 ** 20],
    ['keys beyond 2^32', (i: number) => i * 2 ** 33],
    ['odd steps', (i: number) => i * 1_000_003],
  ])('is uniform and uncorrelated over %s', (_, keyOf) => {
    const draws = keyedStream(['keys']);
    let i = 0;
    const values = samples(400_000, () => draws.at(keyOf(i++))());
    expectUniform(values);
    expectNoSerialCorrelation(values);
    expectEvenPairs(values);
  });

  it('is uniform and uncorrelated along one key', () => {
    const values = samples(400_000, keyedStream(['along']).at(3));
    expectUniform(values);
    expectNoSerialCorrelation(values);
    expectEvenPairs(values);
  });

  it('has independent first and second draws', () => {
    const draws = keyedStream(['two']);
    const one = new Float64Array(400_000);
    const two = new Float64Array(400_000);
    for (let key = 0; key < one.length; key++) {
      const uniform = draws.at(key);
      one[key] = uniform();
      two[key] = uniform();
    }
    expect(correlation(one, two)).toBeLessThan(4);
    expectUniform(two);
    // The second draw of a key and the first of its neighbour, either side.
    expect(correlation(one.subarray(1), two.subarray(0, -1))).toBeLessThan(4);
    expect(correlation(one.subarray(0, -1), two.subarray(1))).toBeLessThan(4);
  });

  it('changes half of its bits when one bit of the key changes', () => {
    const draws = keyedStream(['avalanche']);
    for (let bit = 0; bit < 53; bit++) {
      let changed = 0;
      const keys = 400;
      for (let i = 0; i < keys; i++) {
        const key = i * 1_000_003;
        const flipped = Math.floor(key / 2 ** bit) % 2 === 0 ? key + 2 ** bit : key - 2 ** bit;
        const [a, b] = [draws.at(key)() * 2 ** 32, draws.at(flipped)() * 2 ** 32];
        for (let word = (a ^ b) >>> 0; word !== 0; word >>>= 1) changed += word & 1;
      }
      // 32 bits a key, each changed or not with probability ½.
      expect(Math.abs(changed - 16 * keys) / Math.sqrt(8 * keys), `bit ${bit}`).toBeLessThan(4.5);
    }
  });
});
