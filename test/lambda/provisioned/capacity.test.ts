import { describe, expect, it } from 'vitest';
import { Capacity } from '../../../src/lambda/provisioned/capacity.js';

const MINUTE = 60_000_000;
const HOUR = 60 * MINUTE;
const windowOf = (from: number, to = HOUR) => ({ from, to, step: MINUTE, steps: 60 });

/** What is paid for, in environments times minutes. */
const minutes = (capacity: Capacity): number => capacity.used / MINUTE;

describe('capacity', () => {
  it('is paid for from its request to the end, to the microsecond', () => {
    const capacity = new Capacity(windowOf(0));
    capacity.enable(0, 2);
    capacity.enable(10 * MINUTE + 1, 3);
    expect(capacity.used).toBe(2 * HOUR + 3 * (50 * MINUTE - 1));
  });

  it('that is given up has lasted whole steps of 5 minutes', () => {
    const given = (after: number): number => {
      const capacity = new Capacity(windowOf(0));
      capacity.enable(MINUTE, 1);
      capacity.disable(MINUTE + after, 1);
      return minutes(capacity);
    };
    expect([1, 5 * MINUTE, 5 * MINUTE + 1, 12 * MINUTE].map(given)).toEqual([5, 5, 10, 15]);
    expect(given(0)).toBe(0);
  });

  it('is given up in the order of the last request first', () => {
    const capacity = new Capacity(windowOf(0));
    capacity.enable(0, 2);
    capacity.enable(4 * MINUTE, 3);
    // Three that have lasted 2 minutes, and one that has lasted 6.
    capacity.disable(6 * MINUTE, 4);
    expect(minutes(capacity)).toBe(3 * 5 + 10 + 60);
    capacity.enable(20 * MINUTE, 1);
    capacity.disable(27 * MINUTE, 1);
    expect(minutes(capacity)).toBe(3 * 5 + 10 + 10 + 60);
    capacity.disable(31 * MINUTE, 1);
    expect(minutes(capacity)).toBe(3 * 5 + 10 + 10 + 35);
  });

  it('may last beyond the simulated time where it is given up before', () => {
    const capacity = new Capacity(windowOf(0));
    capacity.enable(59 * MINUTE, 1);
    capacity.disable(HOUR, 1);
    expect(minutes(capacity)).toBe(5);
  });

  it('of the warm-up is left out: what is still there', () => {
    const capacity = new Capacity(windowOf(7 * MINUTE));
    capacity.enable(0, 1);
    capacity.enable(10 * MINUTE, 1);
    expect(minutes(capacity)).toBe(53 + 50);
  });

  it('of the warm-up is left out: the part of its steps that lies in it', () => {
    const given = (from: number, until: number): number => {
      const capacity = new Capacity(windowOf(7 * MINUTE));
      capacity.enable(from * MINUTE, 1);
      capacity.disable(until * MINUTE, 1);
      return minutes(capacity);
    };
    expect(given(0, 4)).toBe(0); // to 5
    expect(given(0, 6)).toBe(3); // to 10
    expect(given(3, 6)).toBe(1); // to 8
    expect(given(3, 9)).toBe(6); // to 13
    expect(given(8, 9)).toBe(5); // to 13
  });

  it('of a request that came to nothing costs nothing', () => {
    const capacity = new Capacity(windowOf(0));
    capacity.enable(0, 2);
    capacity.enable(MINUTE, 3);
    capacity.forget(3);
    expect(minutes(capacity)).toBe(120);
    capacity.disable(7 * MINUTE, 1);
    expect(minutes(capacity)).toBe(10 + 60);
  });
});
