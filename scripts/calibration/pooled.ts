// From the quantiles of several memory sizes to one table. Milliseconds throughout.
import { exp, log } from '../../src/engine/math.js';
import type { Measured } from './measured.js';

/** What several rows of one runtime, package type and architecture say together. */
export interface Pool {
  readonly runtime: string;
  readonly packageType: string;
  readonly architecture: string;
  readonly rows: readonly Measured[];
  readonly quantiles: number[];
}

const MEDIAN = 3;
const P95 = 6;
const P99 = 7;
const MAX = 8;

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const variance = (values: readonly number[]): number => {
  const middle = mean(values);
  return values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1);
};

/**
 * The mean of the rows' quantiles, probability by probability. Init does not depend on memory, so the rows are samples of
 * one distribution, and this is the steadier estimate than the quantiles of their mixture, which a gap between two humps
 * throws about. Their mean is the same. M-INIT-SPREAD.
 */
export function pool(rows: readonly Measured[]): Pool {
  const [first] = rows;
  if (first === undefined) throw new Error('nothing to pool');
  const { runtime, packageType, architecture } = first;
  const quantiles = first.quantiles.map((_, at) => mean(rows.map((row) => row.quantiles[at]!)));
  return { runtime, packageType, architecture, rows, quantiles: withTop(quantiles) };
}

/**
 * A straight line from p99 to an outlier would hold far more than one cold start in a hundred does: it ends where its mean
 * is that of an exponential tail through p95 and p99, never beyond the largest values measured.
 */
function withTop(quantiles: readonly number[]): number[] {
  const top = quantiles[P99]! + (2 * (quantiles[P99]! - quantiles[P95]!)) / log(5);
  return quantiles.with(MAX, Math.min(quantiles[MAX]!, top));
}

/** A quantile as the logarithm of its ratio to the median. */
const spread = (quantiles: readonly number[], at: number): number => log(quantiles[at]! / quantiles[MEDIAN]!);

/**
 * The most extreme of many spreads is so partly by chance. Each is therefore drawn to the mean of all by the share of its
 * variance that the memory sizes' disagreement explains (James and Stein; empirical Bayes). Medians stay.
 */
export function shrunk(pools: readonly Pool[]): Pool[] {
  const shifts = Array.from({ length: P99 + 1 }, (_, at) => (at === MEDIAN ? pools.map(() => 0) : shiftsAt(pools, at)));
  return pools.map((each, index) => {
    const quantiles = each.quantiles.map((value, at) =>
      at < 1 || at > P99 ? value : value * exp(shifts[at]![index]!),
    );
    return { ...each, quantiles: withTop(quantiles.with(MAX, mean(each.rows.map((row) => row.quantiles[MAX]!)))) };
  });
}

/** How far each pool's spread at one probability moves. */
function shiftsAt(pools: readonly Pool[], at: number): number[] {
  const several = pools.filter(({ rows }) => rows.length > 1);
  const degrees = several.reduce((sum, { rows }) => sum + rows.length - 1, 0);
  const within =
    several.reduce(
      (sum, { rows }) => sum + variance(rows.map((row) => spread(row.quantiles, at))) * (rows.length - 1),
      0,
    ) / degrees;
  const spreads = pools.map(({ quantiles }) => spread(quantiles, at));
  const chance = pools.map(({ rows }) => within / rows.length);
  const real = Math.max(variance(spreads) - mean(chance), 0);
  const middle = mean(spreads);
  return spreads.map((value, index) => ((middle - value) * chance[index]!) / (chance[index]! + real));
}

/** The mean of a table read as straight lines between its points. */
export function tabledMean(probabilities: readonly number[], quantiles: readonly number[]): number {
  return probabilities.slice(1).reduce((sum, probability, index) => {
    const width = probability - probabilities[index]!;
    return sum + (width * (quantiles[index]! + quantiles[index + 1]!)) / 2;
  }, 0);
}

/** The mean that AWS measured, over the rows of a pool. */
export const measuredMean = ({ rows }: Pool): number => mean(rows.map((row) => row.mean));
