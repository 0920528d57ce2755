import { randomExponential, randomGamma, randomLogNormal, randomPareto, randomUniform, randomWeibull } from 'd3-random';
import { describe, expect, it } from 'vitest';
import { type DistributionSpec, sampler } from '../../src/engine/distributions.js';
import { stream } from '../../src/engine/random.js';
import {
  chiSquareScore,
  gammaDistribution,
  KS_LIMIT,
  ksOne,
  ksTwo,
  meanError,
  normalDistribution,
  samples,
  varianceError,
} from '../support/statistics.js';

const COUNT = 200_000;

interface Known {
  readonly spec: DistributionSpec;
  readonly mean: number;
  /** `null` where it, or the fourth moment that a test of it needs, does not exist. */
  readonly variance: number | null;
  readonly distribution: (x: number) => number;
  /** An independent sampler of the same distribution. */
  readonly other?: (uniform: () => number) => () => number;
}

const lognormal = (median: number, sigma: number): Known => ({
  spec: { kind: 'lognormal', median, sigma },
  mean: median * Math.exp(sigma ** 2 / 2),
  variance: median ** 2 * Math.exp(sigma ** 2) * (Math.exp(sigma ** 2) - 1),
  distribution: (x) => normalDistribution(Math.log(x / median) / sigma),
  other: (uniform) => randomLogNormal.source(uniform)(Math.log(median), sigma),
});

const gamma = (mean: number, cv: number): Known => ({
  spec: { kind: 'gamma', mean, cv },
  mean,
  variance: (mean * cv) ** 2,
  distribution: (x) => gammaDistribution(1 / cv ** 2, x / (mean * cv ** 2)),
  other: (uniform) => randomGamma.source(uniform)(1 / cv ** 2, mean * cv ** 2),
});

/** `moment(k)` is Γ(1 + k / shape), by hand. */
const weibull = (scale: number, shape: number, moment: readonly [number, number]): Known => ({
  spec: { kind: 'weibull', scale, shape },
  mean: scale * moment[0],
  variance: scale ** 2 * (moment[1] - moment[0] ** 2),
  distribution: (x) => 1 - Math.exp(-((x / scale) ** shape)),
  other: (uniform) => randomWeibull.source(uniform)(shape, 0, scale),
});

const pareto = (min: number, alpha: number, variance: number | null): Known => ({
  spec: { kind: 'pareto', min, alpha },
  mean: (alpha * min) / (alpha - 1),
  variance,
  distribution: (x) => 1 - (min / x) ** alpha,
  // d3's pareto begins at 1.
  other: (uniform) => {
    const draw = randomPareto.source(uniform)(alpha);
    return () => min * draw();
  },
});

const KNOWN: Readonly<Record<string, Known>> = {
  exponential: {
    spec: { kind: 'exponential', mean: 250 },
    mean: 250,
    variance: 250 ** 2,
    distribution: (x) => 1 - Math.exp(-x / 250),
    other: (uniform) => randomExponential.source(uniform)(1 / 250),
  },
  'narrow lognormal': lognormal(80_000, 0.3),
  'wide lognormal': lognormal(80, 0.8),
  'gamma of a shape above 1': gamma(300, 0.4),
  'gamma of shape 1, the exponential': gamma(10, 1),
  'gamma of shape 1/2': gamma(10, Math.SQRT2),
  'gamma of shape 1/4': gamma(5, 2),
  'gamma of shape 100': gamma(1000, 0.1),
  'weibull of shape 2': weibull(40, 2, [Math.sqrt(Math.PI) / 2, 1]),
  'weibull of shape 1/2': weibull(40, 0.5, [2, 24]),
  uniform: {
    spec: { kind: 'uniform', min: 20, max: 50 },
    mean: 35,
    variance: 75,
    distribution: (x) => (x - 20) / 30,
    other: (uniform) => randomUniform.source(uniform)(20, 50),
  },
  'pareto with a fourth moment': pareto(3, 9, (9 * 9) / (8 ** 2 * 7)),
  'pareto without variance': { ...pareto(3, 1.5, null), mean: NaN },
  quantiles: {
    spec: {
      kind: 'quantiles',
      points: [
        [0, 10],
        [0.5, 20],
        [0.9, 100],
        [1, 400],
      ],
    },
    // Uniform pieces: shares 0.5, 0.4, 0.1, means 15, 60, 250.
    mean: 0.5 * 15 + 0.4 * 60 + 0.1 * 250,
    variance:
      0.5 * (15 ** 2 + 10 ** 2 / 12) + 0.4 * (60 ** 2 + 80 ** 2 / 12) + 0.1 * (250 ** 2 + 300 ** 2 / 12) - 56.5 ** 2,
    distribution: (x) =>
      x < 20 ? (0.5 * (x - 10)) / 10 : x < 100 ? 0.5 + (0.4 * (x - 20)) / 80 : 0.9 + (0.1 * (x - 100)) / 300,
  },
  mixture: {
    spec: {
      kind: 'mixture',
      parts: [
        { weight: 3, of: { kind: 'exponential', mean: 10 } },
        { weight: 1, of: { kind: 'uniform', min: 100, max: 200 } },
      ],
    },
    mean: 0.75 * 10 + 0.25 * 150,
    variance: 0.75 * 200 + 0.25 * (150 ** 2 + 100 ** 2 / 12) - 45 ** 2,
    distribution: (x) => 0.75 * (1 - Math.exp(-x / 10)) + 0.25 * Math.min(Math.max((x - 100) / 100, 0), 1),
  },
};

describe.each(Object.entries(KNOWN))('%s', (name, { spec, mean, variance, distribution, other }) => {
  const uniform = stream(['distributions', name]);
  const draw = sampler(spec);
  const values = samples(COUNT, () => draw(uniform));

  // A heavy tail may have no mean, no variance or no counterpart: then there is nothing to test.
  if (!Number.isNaN(mean)) it('has its mean', () => expect(meanError(values, mean)).toBeLessThan(4));
  if (variance !== null) it('has its variance', () => expect(varianceError(values, variance)).toBeLessThan(4));

  it('follows its distribution function', () => {
    expect(ksOne(values, distribution)).toBeLessThan(KS_LIMIT);
  });

  if (other !== undefined) {
    it('agrees with d3-random', () => {
      expect(ksTwo(values, samples(COUNT, other(stream(['d3', name]))))).toBeLessThan(KS_LIMIT);
    });
  }
});

describe('a distribution', () => {
  const uniform = stream(['distributions', 'edge']);

  it('that is constant gives its value and asks for no random number', () => {
    const draw = sampler({ kind: 'constant', value: 7 });
    const refuse = (): number => {
      throw new Error('asked for a number');
    };
    expect([draw(refuse), draw(refuse)]).toEqual([7, 7]);
  });

  it('of values gives each with the same probability, one that is there twice twice as often', () => {
    const draw = sampler({ kind: 'values', values: [5, 1, 5, 9] });
    const counts = new Map<number, number>();
    for (let i = 0; i < COUNT; i++) {
      const value = draw(uniform);
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    expect([...counts.keys()].sort()).toEqual([1, 5, 9]);
    expect(
      Math.abs(
        chiSquareScore(
          [1, 5, 9].map((value) => counts.get(value)!),
          [0.25, 0.5, 0.25],
        ),
      ),
    ).toBeLessThan(4);
  });

  it('of values gives the first at u = 0 and the last as u nears 1', () => {
    const draw = sampler({ kind: 'values', values: [1, 2, 3] });
    expect([draw(() => 0), draw(() => 1 - 2 ** -53)]).toEqual([1, 3]);
  });

  it('of quantiles goes through its points, and between them in straight lines', () => {
    const draw = sampler({
      kind: 'quantiles',
      points: [
        [0, 10],
        [0.5, 20],
        [0.75, 100],
        [1, 400],
      ],
    });
    const at = [0, 0.25, 0.5, 0.625, 0.75, 0.875].map((u) => draw(() => u));
    expect(at).toEqual([10, 15, 20, 60, 100, 250]);
    expect(draw(() => 1 - 2 ** -53)).toBeCloseTo(400, 9);
  });

  it('of quantiles may jump: two values at one probability, or one value over a range', () => {
    const draw = sampler({
      kind: 'quantiles',
      points: [
        [0, 1],
        [0.5, 1],
        [0.5, 9],
        [1, 9],
      ],
    });
    expect([0, 0.25, 0.499, 0.5, 0.75].map((u) => draw(() => u))).toEqual([1, 1, 1, 9, 9]);
  });

  it('of quantiles with two points is uniform', () => {
    const draw = sampler({
      kind: 'quantiles',
      points: [
        [0, 5],
        [1, 15],
      ],
    });
    expect([0, 0.3, 0.5].map((u) => draw(() => u))).toEqual([5, 8, 10]);
  });

  it('that is gamma without variation is constant', () => {
    expect(sampler({ kind: 'gamma', mean: 12, cv: 0 })(uniform)).toBe(12);
  });

  it('that is lognormal without variation is its median', () => {
    expect(sampler({ kind: 'lognormal', median: 12, sigma: 0 })(uniform)).toBe(12);
  });

  it('that is uniform over one point is that point', () => {
    expect(sampler({ kind: 'uniform', min: 3, max: 3 })(uniform)).toBe(3);
  });

  it('that is a mixture follows weights that do not sum to 1, skips those of 0 and may be nested', () => {
    const constant = (value: number): DistributionSpec => ({ kind: 'constant', value });
    const inner: DistributionSpec = {
      kind: 'mixture',
      parts: [
        { weight: 1, of: constant(1) },
        { weight: 1, of: constant(2) },
      ],
    };
    const parts = [
      { weight: 50, of: inner },
      { weight: 0, of: constant(3) },
      { weight: 150, of: constant(4) },
    ];
    const draw = sampler({ kind: 'mixture', parts });
    const counts = [0, 0, 0, 0];
    for (let i = 0; i < COUNT; i++) counts[draw(uniform) - 1]! += 1;
    expect(counts[2]).toBe(0);
    expect(Math.abs(chiSquareScore([counts[0]!, counts[1]!, counts[3]!], [0.125, 0.125, 0.75]))).toBeLessThan(4);
  });

  it.each<DistributionSpec>([
    { kind: 'exponential', mean: 10 },
    { kind: 'lognormal', median: 10, sigma: 2 },
    { kind: 'gamma', mean: 10, cv: 0.5 },
    { kind: 'gamma', mean: 10, cv: 3 },
    { kind: 'weibull', scale: 10, shape: 0.3 },
    { kind: 'pareto', min: 10, alpha: 0.5 },
  ])('never gives a negative value or NaN: $kind', (spec) => {
    const draw = sampler(spec);
    const values = samples(COUNT, () => draw(uniform));
    expect(values.every((value) => value >= 0)).toBe(true);
    if (spec.kind === 'pareto') expect(values.every((value) => value >= 10)).toBe(true);
  });

  it('is finite for uniform numbers at either end of their range', () => {
    for (const { spec } of Object.values(KNOWN)) {
      // One draw from the end, then ordinary ones, so that a rejection sampler goes on.
      for (const end of [0, 2 ** -53, 1 - 2 ** -53]) {
        let drawn = 0;
        expect(sampler(spec)(() => (drawn++ === 0 ? end : uniform()))).toSatisfy(Number.isFinite);
      }
    }
  });
});
