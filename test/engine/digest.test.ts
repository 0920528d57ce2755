import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Digest, hashText } from '../../src/engine/digest.js';

type Line = readonly [time: number, code: number, environment: number, request: number];

function digestOf(lines: readonly Line[]): string {
  const digest = new Digest();
  for (const line of lines) digest.add(...line);
  return digest.toString();
}

const line = fc.tuple(
  fc.nat({ max: 2 ** 31 - 1 }).map((time) => time * 1000),
  fc.nat(300),
  fc.nat(5000),
  fc.integer(),
);
const lines = fc.array(line, { minLength: 1, maxLength: 20 });

describe('a digest', () => {
  it('is 16 hexadecimal digits, the same for the same lines', () => {
    fc.assert(
      fc.property(lines, (each) => {
        expect(digestOf(each)).toMatch(/^[0-9a-f]{16}$/);
        expect(digestOf(each)).toBe(digestOf(each));
      }),
      { seed: 1 },
    );
  });

  it('can be read in the midst of a run without a change to it', () => {
    const digest = new Digest();
    digest.add(1, 2, 3, 4);
    digest.toString();
    digest.add(5, 6, 7, 8);
    expect(digest.toString()).toBe(
      digestOf([
        [1, 2, 3, 4],
        [5, 6, 7, 8],
      ]),
    );
  });

  it('changes with any one word of any one line', () => {
    fc.assert(
      fc.property(lines, fc.nat(), fc.nat(3), fc.integer({ min: 1, max: 1000 }), (each, at, word, by) => {
        const changed = each.map((words, i) =>
          i === at % each.length
            ? (words.map((value, j) => (j === word ? (value + by) | 0 : value)) as unknown as Line)
            : words,
        );
        fc.pre(JSON.stringify(changed) !== JSON.stringify(each));
        expect(digestOf(changed)).not.toBe(digestOf(each));
      }),
      { numRuns: 2000, seed: 1 },
    );
  });

  it('changes with the order of any two lines that differ', () => {
    fc.assert(
      fc.property(lines, line, line, (each, a, b) => {
        fc.pre(a.some((word, i) => word !== b[i]));
        expect(digestOf([...each, a, b])).not.toBe(digestOf([...each, b, a]));
      }),
      { numRuns: 2000, seed: 1 },
    );
  });

  it('changes with one more line, also one of zeros', () => {
    const seen = new Set<string>();
    const digest = new Digest();
    for (let i = 0; i < 10_000; i++) {
      seen.add(digest.toString());
      digest.add(0, 0, 0, 0);
    }
    expect(seen.size).toBe(10_000);
  });

  it('changes where a word moves from one place to another', () => {
    const moved: Line[] = [
      [7, 0, 0, 0],
      [0, 7, 0, 0],
      [0, 0, 7, 0],
      [0, 0, 0, 7],
    ];
    expect(new Set(moved.map((each) => digestOf([each]))).size).toBe(4);
  });

  it('does not repeat over a million small variations of three lines', () => {
    const seen = new Set<bigint>();
    for (let i = 0; i < 1_000_000; i++) {
      const digest = new Digest();
      digest.add(1_000_000 + (i % 100), 64, 1 + (Math.floor(i / 100) % 10), 17);
      digest.add(2_000_000, 64 + (Math.floor(i / 1000) % 10), 2, 18 + (Math.floor(i / 10_000) % 10));
      digest.add(3_000_000 + Math.floor(i / 100_000), 224, 1, 17);
      seen.add(BigInt(`0x${digest.toString()}`));
    }
    expect(seen.size).toBe(1_000_000);
  });

  it('spreads small variations over all of its 64 bits', () => {
    const ones = new Int32Array(64);
    for (let i = 0; i < 20_000; i++) {
      const word = BigInt(`0x${digestOf([[i, 0, 0, 0]])}`);
      for (let bit = 0; bit < 64; bit++) ones[bit]! += Number((word >> BigInt(bit)) & 1n);
    }
    for (const count of ones) expect(Math.abs(count - 10_000) / Math.sqrt(5000)).toBeLessThan(4.5);
  });

  it('of several parts changes with each part and with their order', () => {
    const part = (request: number): Digest => {
      const digest = new Digest();
      digest.add(1, 2, 3, request);
      return digest;
    };
    const combined = (...requests: number[]): string => {
      const whole = new Digest();
      for (const request of requests) whole.combine(part(request));
      return whole.toString();
    };
    expect(
      new Set([combined(1, 2), combined(2, 1), combined(1), combined(2), combined(1, 2, 3), combined(1, 1)]).size,
    ).toBe(6);
    expect(combined(1, 2)).toBe(combined(1, 2));
  });
});

describe('the digest of a text', () => {
  it('is what it was in the first version: it changes in a major version alone', () => {
    expect(hashText('')).toBe('2314d5a78f36f7a9');
    expect(hashText('coldstart')).toBe('906a4f00c417ae04');
    expect(hashText('Coldstart')).toBe('4f462f135db6c317');
  });

  it('differs for texts that differ', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
        fc.pre(a !== b);
        expect(hashText(a)).not.toBe(hashText(b));
      }),
      { numRuns: 1000, seed: 1 },
    );
    expect(hashText('a')).not.toBe(hashText('a\0'));
    expect(hashText('ab')).not.toBe(hashText('ba'));
  });
});
