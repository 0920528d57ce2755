// Lengths of time and arrivals of a normalised scenario. Times are whole microseconds.
import type { Cron, Rate, RatePiece, Zone } from './clock-types.js';

/** A random length of time in microseconds. */
export type Distribution =
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'exponential'; readonly mean: number }
  /** `median · exp(sigma · z)` with z standard normal. */
  | { readonly kind: 'lognormal'; readonly median: number; readonly sigma: number }
  /** Coefficient of variation `cv` = standard deviation / mean. */
  | { readonly kind: 'gamma'; readonly mean: number; readonly cv: number }
  | { readonly kind: 'weibull'; readonly scale: number; readonly shape: number }
  | { readonly kind: 'uniform'; readonly min: number; readonly max: number }
  /** P(X > x) = (min / x)^alpha for x ≥ min. */
  | { readonly kind: 'pareto'; readonly min: number; readonly alpha: number }
  /** One of the values, each with the same probability. */
  | { readonly kind: 'values'; readonly values: readonly number[] }
  /** Piecewise linear inverse distribution function through (probability, value), from probability 0 to 1. */
  | { readonly kind: 'quantiles'; readonly points: readonly (readonly [probability: number, value: number])[] }
  | {
      readonly kind: 'mixture';
      readonly parts: readonly { readonly weight: number; readonly of: Distribution }[];
    };

/** When requests arrive, whatever becomes of them. Where the rate varies, arrivals are Poisson. */
export type OpenArrivals =
  /** At equal distances, the first after one of them. */
  | { readonly kind: 'constant'; readonly rate: Rate }
  | { readonly kind: 'poisson'; readonly rate: Rate }
  | { readonly kind: 'varying'; readonly pieces: readonly RatePiece[] }
  /**
   * A cosine over the day of the zone, `peak` at `peakAt` after midnight and `mean` on average, times a factor by weekday, from
   * Sunday on.
   */
  | {
      readonly kind: 'diurnal';
      readonly mean: Rate;
      readonly peak: Rate;
      readonly peakAt: number;
      readonly weekdays: readonly number[];
      readonly zone: Zone;
    }
  /** `size` arrivals at a time, or spread evenly at random over `over`; the first burst after one `every`. */
  | { readonly kind: 'bursts'; readonly every: Distribution; readonly size: number; readonly over: number }
  /** Poisson at the rate of a state; states last exponential times of the given means. `next` are weights of the others. */
  | {
      readonly kind: 'mmpp';
      readonly states: readonly { readonly rate: Rate; readonly mean: number; readonly next: readonly number[] }[];
    }
  /** The first after one interval. */
  | { readonly kind: 'every'; readonly interval: number }
  | { readonly kind: 'cron'; readonly cron: Cron; readonly zone: Zone }
  /** So many arrivals in each `width`, spread evenly at random in it; over again from the first if `repeat`. */
  | {
      readonly kind: 'counts';
      readonly width: number;
      readonly counts: readonly number[];
      readonly repeat: boolean;
    }
  | { readonly kind: 'together'; readonly parts: readonly OpenArrivals[] };

/** Users who each think, call, wait for the answer, and think again. */
export interface ClosedArrivals {
  readonly kind: 'closed';
  readonly users: number;
  readonly thinkTime: Distribution;
}

export type Arrivals = OpenArrivals | ClosedArrivals;
