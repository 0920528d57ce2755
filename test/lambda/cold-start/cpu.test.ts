import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { handlerScale, initSlowdown, speed } from '../../../src/lambda/cold-start/cpu.js';

const memory = fc.integer({ min: 128, max: 10_240 });
const share = fc.double({ min: 0, max: 1, noNaN: true });
const threads = fc.integer({ min: 1, max: 6 });

describe('the speed of a handler', () => {
  it('is one vCPU at 1,769 MB and in proportion below', () => {
    expect(speed(1769, 1)).toBe(1);
    expect(speed(128, 1)).toBe(128 / 1769);
  });

  it('is bounded by the threads that compute', () => {
    expect(speed(10_240, 1)).toBe(1);
    expect(speed(3538, 4)).toBe(2);
    expect(speed(10_240, 4)).toBe(4);
  });
});

describe('a handler at another memory size', () => {
  it('takes as long where none of it computes', () => {
    expect(handlerScale({ share: 0, threads: 1, atMemoryMB: 1769 }, 128)).toBe(1);
  });

  it('takes a quarter of the time at four times the memory where it only computes', () => {
    expect(handlerScale({ share: 1, threads: 1, atMemoryMB: 256 }, 1024)).toBe(0.25);
  });

  it('scales its computing part alone: half of it at twice the memory', () => {
    expect(handlerScale({ share: 0.5, threads: 1, atMemoryMB: 512 }, 1024)).toBe(0.75);
  });

  it('gains nothing beyond a vCPU with one thread, and goes on gaining with two', () => {
    expect(handlerScale({ share: 1, threads: 1, atMemoryMB: 1769 }, 3538)).toBe(1);
    expect(handlerScale({ share: 1, threads: 2, atMemoryMB: 1769 }, 3538)).toBe(0.5);
  });

  it('takes exactly as long at the size that its durations are for', () => {
    fc.assert(
      fc.property(memory, share, threads, (atMemoryMB, part, count) => {
        expect(handlerScale({ share: part, threads: count, atMemoryMB }, atMemoryMB)).toBe(1);
      }),
    );
  });

  it('is never slower with more memory', () => {
    fc.assert(
      fc.property(memory, memory, memory, share, threads, (atMemoryMB, one, other, part, count) => {
        const cpuBound = { share: part, threads: count, atMemoryMB };
        const [less, more] = [Math.min(one, other), Math.max(one, other)];
        expect(handlerScale(cpuBound, more)).toBeLessThanOrEqual(handlerScale(cpuBound, less) + 1e-12);
      }),
    );
  });
});

describe('an init within an invocation', () => {
  it('is slowed by the CPU of its memory', () => {
    expect(initSlowdown(128, false)).toBe(1769 / 128);
    expect(initSlowdown(1024, false)).toBe(1769 / 1024);
  });

  it('is never faster than on demand', () => {
    expect(initSlowdown(1769, false)).toBe(1);
    expect(initSlowdown(10_240, false)).toBe(1);
  });

  it('is as long as the scenario gives it, at any memory', () => {
    expect(initSlowdown(128, true)).toBe(1);
  });
});
