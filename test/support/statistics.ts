// Tests of goodness of fit, for samples at a fixed seed. Limits are so far out (4 sigma, p about 1 in 10,000) that only a
// wrong generator crosses them.
import { errorFunction, gammaln } from 'simple-statistics';

/** `count` values of `draw`. */
export function samples(count: number, draw: () => number): Float64Array {
  return Float64Array.from({ length: count }, draw);
}

/** Mean and central moments of a sample. */
export function moments(values: ArrayLike<number>): {
  readonly mean: number;
  readonly variance: number;
  readonly fourth: number;
} {
  const n = values.length;
  let mean = 0;
  for (let i = 0; i < n; i++) mean += values[i]! / n;
  let variance = 0;
  let fourth = 0;
  for (let i = 0; i < n; i++) {
    const square = (values[i]! - mean) ** 2;
    variance += square / n;
    fourth += (square * square) / n;
  }
  return { mean, variance, fourth };
}

/** How many standard errors the sample's mean is from the true one. */
export function meanError(values: ArrayLike<number>, mean: number): number {
  const sample = moments(values);
  return Math.abs(sample.mean - mean) / Math.sqrt(sample.variance / values.length);
}

/** How many standard errors the sample's variance is from the true one; the fourth moment must exist. */
export function varianceError(values: ArrayLike<number>, variance: number): number {
  const sample = moments(values);
  return Math.abs(sample.variance - variance) / Math.sqrt((sample.fourth - sample.variance ** 2) / values.length);
}

/** Kolmogorov and Smirnov's distance from a continuous distribution function, times √n: above 2.2 at p = 0.0001. */
export function ksOne(values: ArrayLike<number>, distribution: (x: number) => number): number {
  const sorted = Float64Array.from(values).sort();
  const n = sorted.length;
  let distance = 0;
  for (let i = 0; i < n; i++) {
    const p = distribution(sorted[i]!);
    distance = Math.max(distance, p - i / n, (i + 1) / n - p);
  }
  return distance * Math.sqrt(n);
}

/** The distance of two samples, times √(nm / (n + m)): above 2.2 at p = 0.0001. */
export function ksTwo(one: ArrayLike<number>, other: ArrayLike<number>): number {
  const a = Float64Array.from(one).sort();
  const b = Float64Array.from(other).sort();
  let [i, j, distance] = [0, 0, 0];
  while (i < a.length && j < b.length) {
    const x = Math.min(a[i]!, b[j]!);
    while (i < a.length && a[i] === x) i++;
    while (j < b.length && b[j] === x) j++;
    distance = Math.max(distance, Math.abs(i / a.length - j / b.length));
  }
  return distance * Math.sqrt((a.length * b.length) / (a.length + b.length));
}

/**
 * How probable it is that `ksOne` or `ksTwo` of a large sample reaches `distance` by chance: Kolmogorov's limiting distribution,
 * by its two series, each where it converges in a few terms.
 */
export function kolmogorovTail(distance: number): number {
  if (distance <= 0) return 1;
  let sum = 0;
  if (distance < 1) {
    for (let k = 1; k < 20; k += 2) sum += Math.exp(-(((k * Math.PI) / distance) ** 2) / 8);
    return 1 - (Math.sqrt(2 * Math.PI) / distance) * sum;
  }
  for (let k = 1; k < 20; k++) sum += (k % 2 === 1 ? 2 : -2) * Math.exp(-2 * (k * distance) ** 2);
  return sum;
}

/** How probable it is that chi-square of that many degrees of freedom reaches `value`. */
export function chiSquareTail(degrees: number, value: number): number {
  return 1 - gammaDistribution(degrees / 2, value / 2);
}

/** Limit of `ksOne` and `ksTwo`. */
export const KS_LIMIT = 2.2;

/** Chi-square of counts against equal shares, as a standard normal score (Wilson and Hilferty): beyond ±4 something is wrong. */
export function chiSquareScore(counts: ArrayLike<number>, shares?: readonly number[]): number {
  let total = 0;
  for (let i = 0; i < counts.length; i++) total += counts[i]!;
  let chi = 0;
  for (let i = 0; i < counts.length; i++) {
    const expected = total * (shares?.[i] ?? 1 / counts.length);
    chi += (counts[i]! - expected) ** 2 / expected;
  }
  const degrees = counts.length - 1;
  const spread = 2 / (9 * degrees);
  return (Math.cbrt(chi / degrees) - (1 - spread)) / Math.sqrt(spread);
}

/** Correlation of a series with itself `lag` places on, in standard errors. */
export function serialCorrelation(values: ArrayLike<number>, lag: number): number {
  const { mean, variance } = moments(values);
  const n = values.length - lag;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += (values[i]! - mean) * (values[i + lag]! - mean);
  return Math.abs(sum / (n * variance)) * Math.sqrt(n);
}

export const normalDistribution = (x: number): number => 0.5 * (1 + errorFunction(x / Math.SQRT2));

/** Gamma distribution function with scale 1: series below, continued fraction above. */
export function gammaDistribution(shape: number, x: number): number {
  if (x <= 0) return 0;
  const front = Math.exp(shape * Math.log(x) - x - gammaln(shape));
  if (x < shape + 1) {
    let term = 1 / shape;
    let sum = term;
    for (let n = 1; n < 500 && term > sum * 1e-16; n++) sum += term *= x / (shape + n);
    return front * sum;
  }
  let b = x + 1 - shape;
  let c = 1e300;
  let d = 1 / b;
  let h = d;
  for (let i = 1; i < 500; i++) {
    const a = -i * (i - shape);
    b += 2;
    d = 1 / (a * d + b);
    c = b + a / c;
    h *= d * c;
    if (Math.abs(d * c - 1) < 1e-15) break;
  }
  return 1 - front * h;
}
