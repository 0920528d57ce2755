import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crc32 } from '../../../src/workload/files/crc32.js';

/** The sum that zlib writes behind what it packs. */
const sumByZlib = (bytes: Uint8Array): number => gzipSync(bytes).readInt32LE(gzipSync(bytes).length - 8);

describe('the check sum', () => {
  it('of the nine digits is the published one', () => {
    expect(crc32(0, new TextEncoder().encode('123456789')) >>> 0).toBe(0xcbf43926);
  });

  it('of nothing is 0', () => {
    expect(crc32(0, new Uint8Array(0))).toBe(0);
  });

  it('is that of zlib, wherever the bytes are divided', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(200), (bytes, at) => {
        expect(crc32(crc32(0, bytes.subarray(0, at)), bytes.subarray(at))).toBe(sumByZlib(bytes));
      }),
      { numRuns: 1000, seed: 1 },
    );
  });
});
