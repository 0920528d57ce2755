import { describe, expect, it } from 'vitest';
import { stream } from '../../src/engine/random.js';
import { normal } from '../../src/engine/ziggurat.js';
import { bound95, halfWidth95, studentQuantile } from '../../src/metrics/interval.js';

describe('the interval of equal samples', () => {
  it('has no width, whatever rounding makes of their mean', () => {
    for (const value of [0.1, 1 / 3, 48 / 1968]) expect(halfWidth95([value, value, value])).toBe(0);
  });
});

describe("a quantile of Student's t", () => {
  it.each([
    [0.975, 1, 12.706],
    [0.975, 2, 4.303],
    [0.975, 4, 2.776],
    [0.975, 9, 2.262],
    [0.975, 29, 2.045],
    [0.975, 99, 1.984],
    [0.975, 999, 1.962],
    [0.95, 1, 6.314],
    [0.95, 4, 2.132],
    [0.95, 9, 1.833],
    [0.95, 29, 1.699],
    [0.995, 4, 4.604],
  ])('at %d with %d degrees of freedom is as published: %d', (probability, degrees, value) => {
    expect(studentQuantile(probability, degrees)).toBeCloseTo(value, 3);
  });

  it('is symmetric', () => {
    expect(studentQuantile(0.025, 7)).toBeCloseTo(-studentQuantile(0.975, 7), 9);
  });
});

describe('the half-width of a 95 % interval', () => {
  it('is null for fewer than two samples', () => {
    expect([halfWidth95([]), halfWidth95([5])]).toEqual([null, null]);
  });

  it('is 0 for equal samples', () => {
    expect(halfWidth95([3, 3, 3])).toBe(0);
  });

  it('is t · s / √n: of 1, 2, 3, 4, 5, 2.776 · √2.5 / √5', () => {
    expect(halfWidth95([1, 2, 3, 4, 5])).toBeCloseTo(2.7764451 * Math.sqrt(0.5), 6);
  });

  it('leaves the samples as they are', () => {
    const samples = Object.freeze([3, 1, 2]);
    halfWidth95(samples);
    expect(samples).toEqual([3, 1, 2]);
  });

  it.each([2, 5, 20])('covers the true mean of %d normal samples in 95 % of cases', (size) => {
    const uniform = stream(['interval', size]);
    let covered = 0;
    for (let trial = 0; trial < 2000; trial++) {
      const samples = Array.from({ length: size }, () => 10 + 3 * normal(uniform));
      const mean = samples.reduce((sum, each) => sum + each, 0) / size;
      if (Math.abs(mean - 10) <= halfWidth95(samples)!) covered += 1;
    }
    expect(covered / 2000).toBeGreaterThan(0.934);
    expect(covered / 2000).toBeLessThan(0.966);
  });
});

describe('the one-sided 95 % bound', () => {
  it('of one sample is its value', () => {
    expect([bound95([7], 1), bound95([7], -1)]).toEqual([7, 7]);
  });

  it('lies above the mean on one side and as far below it on the other', () => {
    const distance = 2.1318468 * Math.sqrt(0.5);
    expect(bound95([1, 2, 3, 4, 5], 1)).toBeCloseTo(3 + distance, 6);
    expect(bound95([1, 2, 3, 4, 5], -1)).toBeCloseTo(3 - distance, 6);
  });

  it('is on its side of the true mean in 95 % of cases', () => {
    const uniform = stream(['interval', 'bound']);
    let [above, below] = [0, 0];
    for (let trial = 0; trial < 2000; trial++) {
      const samples = Array.from({ length: 8 }, () => normal(uniform));
      if (bound95(samples, 1) >= 0) above += 1;
      if (bound95(samples, -1) <= 0) below += 1;
    }
    for (const share of [above / 2000, below / 2000]) {
      expect(share).toBeGreaterThan(0.934);
      expect(share).toBeLessThan(0.966);
    }
  });
});
