// Samplers: one small function a distribution, over an injected source of uniform numbers. Values are real numbers in
// the unit of the parameters; whoever puts them on the clock rounds them.
import { exp, log, pow } from './math.js';
import type { Uniform } from './random.js';
import { exponential, normal } from './ziggurat.js';

export type Sampler = (uniform: Uniform) => number;

/** Any of the distributions below as plain data; structurally the `Distribution` of a scenario. */
export type DistributionSpec =
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'exponential'; readonly mean: number }
  | { readonly kind: 'lognormal'; readonly median: number; readonly sigma: number }
  | { readonly kind: 'gamma'; readonly mean: number; readonly cv: number }
  | { readonly kind: 'weibull'; readonly scale: number; readonly shape: number }
  | { readonly kind: 'uniform'; readonly min: number; readonly max: number }
  | { readonly kind: 'pareto'; readonly min: number; readonly alpha: number }
  | { readonly kind: 'values'; readonly values: readonly number[] }
  | { readonly kind: 'quantiles'; readonly points: readonly (readonly [number, number])[] }
  | { readonly kind: 'mixture'; readonly parts: readonly { readonly weight: number; readonly of: DistributionSpec }[] };

/** The sampler of a distribution. Parameters are taken as checked. */
export function sampler(spec: DistributionSpec): Sampler {
  switch (spec.kind) {
    case 'constant':
      return () => spec.value;
    case 'exponential':
      return (uniform) => exponential(uniform) * spec.mean;
    case 'lognormal':
      return (uniform) => spec.median * exp(spec.sigma * normal(uniform));
    case 'gamma':
      return gamma(spec.mean, spec.cv);
    case 'weibull':
      return (uniform) => spec.scale * pow(exponential(uniform), 1 / spec.shape);
    case 'uniform':
      return (uniform) => spec.min + (spec.max - spec.min) * uniform();
    case 'pareto':
      return (uniform) => spec.min * exp(exponential(uniform) / spec.alpha);
    case 'values':
      return (uniform) => spec.values[Math.floor(uniform() * spec.values.length)]!;
    case 'quantiles':
      return quantiles(spec.points);
    case 'mixture':
      return mixture(spec.parts);
  }
}

/** Marsaglia and Tsang, ACM TOMS 26(3), 2000; for shapes under 1 by a power of one more uniform number. */
function gamma(mean: number, cv: number): Sampler {
  if (cv === 0) return () => mean;
  const shape = 1 / (cv * cv);
  const scale = mean / shape;
  const d = (shape < 1 ? shape + 1 : shape) - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  const standard = (uniform: Uniform): number => {
    for (;;) {
      const x = normal(uniform);
      const root = 1 + c * x;
      if (root <= 0) continue;
      const v = root * root * root;
      if (log(1 - uniform()) < 0.5 * x * x + d - d * v + d * log(v)) return d * v;
    }
  };
  if (shape >= 1) return (uniform) => scale * standard(uniform);
  return (uniform) => scale * standard(uniform) * pow(1 - uniform(), 1 / shape);
}

/** Piecewise linear between points of rising probability from 0 to 1. */
function quantiles(points: readonly (readonly [number, number])[]): Sampler {
  return (uniform) => {
    const u = uniform();
    let low = 0;
    let high = points.length - 1;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (points[middle]![0] <= u) low = middle;
      else high = middle;
    }
    const [p0, x0] = points[low]!;
    const [p1, x1] = points[high]!;
    return p1 > p0 ? x0 + ((x1 - x0) * (u - p0)) / (p1 - p0) : x1;
  };
}

function mixture(parts: readonly { readonly weight: number; readonly of: DistributionSpec }[]): Sampler {
  const total = parts.reduce((sum, part) => sum + part.weight, 0);
  const samplers = parts.map((part) => sampler(part.of));
  return (uniform) => {
    let left = uniform() * total;
    let chosen = 0;
    while (chosen < parts.length - 1 && left >= parts[chosen]!.weight) left -= parts[chosen++]!.weight;
    return samplers[chosen]!(uniform);
  };
}
