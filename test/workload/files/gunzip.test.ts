import { constants, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BrokenFile, type ByteSource } from '../../../src/workload/files/bytes.js';
import { unpacked } from '../../../src/workload/files/gunzip.js';
import { inPieces } from '../../support/pieces.js';

/** Everything that a source gives, taken `size` bytes at a time. */
function contentOf(source: ByteSource, size = 1 << 16): Buffer {
  const pieces: Buffer[] = [];
  const into = new Uint8Array(size);
  for (let read = source.read(into); read > 0; read = source.read(into))
    pieces.push(Buffer.from(into.subarray(0, read)));
  expect(source.read(into)).toBe(0);
  return Buffer.concat(pieces);
}

const unpack = (packed: Uint8Array): Buffer => contentOf(unpacked(inPieces(packed, [1 << 20])));

/** The bytes of a text that packs about as well as a log. */
function text(length: number): Buffer {
  let state = length;
  const next = (): number => (state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0) >>> 16;
  return Buffer.from(Array.from({ length }, () => 'time,duration\n0123456789'.charCodeAt(next() % 24)));
}

/** What a wrong file is answered with. */
function refusal(packed: Uint8Array): string {
  try {
    unpack(packed);
  } catch (error) {
    if (error instanceof BrokenFile) return error.message;
    throw error;
  }
  throw new Error('the file was accepted');
}

describe('a file', () => {
  it.each([[''], ['a'], ['ab'], ['time_ms,target,duration_ms\n'], ['\x1f'], ['\x1fa']])(
    '%j is given as it is',
    (content) => {
      for (const sizes of [[1], [2], [3], [100]])
        expect(contentOf(unpacked(inPieces(Buffer.from(content, 'latin1'), sizes))).toString('latin1')).toBe(content);
    },
  );

  it('is unpacked where it begins like gzip, in whatever pieces it comes and is taken', () => {
    const pieces = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 4 });
    const level = fc.constantFrom(0, 1, 6, 9);
    const strategy = fc.constantFrom(constants.Z_DEFAULT_STRATEGY, constants.Z_FIXED, constants.Z_HUFFMAN_ONLY);
    const content = fc.oneof(fc.uint8Array({ maxLength: 300 }), fc.nat(3000).map(text));
    fc.assert(
      fc.property(
        content,
        level,
        strategy,
        pieces,
        fc.integer({ min: 1, max: 400 }),
        (bytes, level, strategy, sizes, size) => {
          const packed = gzipSync(bytes, { level, strategy });
          expect(contentOf(unpacked(inPieces(packed, sizes)), size)).toEqual(Buffer.from(bytes));
        },
      ),
      { numRuns: 500, seed: 1 },
    );
  });

  it('of several gzip files one after another is all of them', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(200_000), { minLength: 1, maxLength: 4 }), (lengths) => {
        const parts = lengths.map(text);
        expect(unpack(Buffer.concat(parts.map((part) => gzipSync(part)))).equals(Buffer.concat(parts))).toBe(true);
      }),
      { numRuns: 40, seed: 2, examples: [[[0]], [[0, 0, 1]]] },
    );
    const many = Array.from({ length: 3000 }, (_, i) => Buffer.from(`${i}\n`));
    expect(unpack(Buffer.concat(many.map((part) => gzipSync(part)))).equals(Buffer.concat(many))).toBe(true);
  });

  it('may have a name, a comment and extra fields in its gzip header', () => {
    const plain = gzipSync('content');
    const extra = [3, 0, 1, 2, 3];
    const name = [...Buffer.from('name.csv\0'), ...Buffer.from('comment\0'), 0xab, 0xcd];
    const header = [0x1f, 0x8b, 8, 2 + 4 + 8 + 16, ...plain.subarray(4, 10), ...extra, ...name];
    const packed = Buffer.from([...header, ...plain.subarray(10)]);
    expect(unpack(packed).toString()).toBe('content');
    expect(unpack(Buffer.concat([plain, packed, plain])).toString()).toBe('contentcontentcontent');
  });

  it('is unpacked on the way: what has been taken of it stays close to what was asked for', () => {
    const packed = gzipSync(text(4_000_000));
    let taken = 0;
    const source = inPieces(packed, [1 << 20]);
    const counted: ByteSource = { read: (into) => count(source.read(into)), close: () => source.close() };
    const count = (read: number): number => (taken += read) && read;
    const reader = unpacked(counted);
    reader.read(new Uint8Array(1000));
    expect(taken).toBeLessThan(100_000);
    expect(packed.length).toBeGreaterThan(1_000_000);
  });

  it('is closed with what it was unpacked from', () => {
    const source = inPieces(gzipSync('x'), [9]);
    unpacked(source).close();
    expect(source.closed).toBe(true);
  });
});

describe('a broken gzip file', () => {
  const packed = gzipSync(text(600));

  it('is refused wherever it was cut off', () => {
    for (let length = 2; length < packed.length; length++) {
      expect(refusal(packed.subarray(0, length))).toMatch(/^the gzip file ends too early.*, at byte \d+ of it/);
    }
  });

  it('is refused wherever it was cut off in its second part', () => {
    const first = gzipSync(text(100_000));
    for (let length = 1; length < packed.length; length++)
      expect(refusal(Buffer.concat([first, packed.subarray(0, length)]))).toMatch(/ends too early|is corrupt/);
  });

  it('is refused wherever a bit is wrong, unless the bit has no meaning', () => {
    const small = gzipSync(text(300));
    let refused = 0;
    for (let bit = 8 * 10; bit < 8 * small.length; bit++) {
      const wrong = Buffer.from(small);
      wrong[bit >> 3]! ^= 1 << (bit & 7);
      try {
        expect(unpack(wrong).equals(text(300))).toBe(true);
      } catch (error) {
        expect(error).toBeInstanceOf(BrokenFile);
        refused += 1;
      }
    }
    expect(refused).toBeGreaterThan(8 * (small.length - 10) - 20);
  });

  it('is refused where its first part has a wrong check sum or length', () => {
    for (const fromEnd of [8, 5, 4, 1]) {
      const wrong = Buffer.concat([packed, packed]);
      wrong[packed.length - fromEnd]! ^= 1;
      expect(refusal(wrong)).toMatch(/is corrupt/);
    }
  });

  it('is refused where something else follows it', () => {
    for (const after of ['x', 'more than a few bytes', '\0'.repeat(512)])
      expect(refusal(Buffer.concat([packed, Buffer.from(after)]))).toMatch(/is corrupt|ends too early/);
  });

  it('is refused where its header never ends, without being read to the end', () => {
    const endless: ByteSource = {
      read: (into) => into.fill(65).length,
      close: () => undefined,
    };
    const header = inPieces(Buffer.from([0x1f, 0x8b, 8, 8, 0, 0, 0, 0, 0, 3]), [10]);
    const source = unpacked({ read: (into) => header.read(into) || endless.read(into), close: () => undefined });
    expect(() => source.read(new Uint8Array(10))).toThrow(BrokenFile);
  });
});
