// Points spread evenly at random over a stretch of time, given in order without being held or sorted.
import { exp } from '../../engine/math.js';
import type { Uniform } from '../../engine/random.js';
import { DOUBLE_ZERO } from '../../engine/time.js';
import { exponential } from '../../engine/ziggurat.js';

export interface OrderedUniform {
  /** Begins anew with so many points. */
  begin(count: number): void;
  /** The next point from 0 to 1; never less than the one before. */
  next(): number;
}

/**
 * With n points left above x, the next one leaves a share of what is above with distribution function s^n: the exponential of a
 * negative exponential variate of mean 1/n.
 */
export function orderedUniform(uniform: Uniform): OrderedUniform {
  const state = { above: DOUBLE_ZERO, left: 0 };
  return {
    begin(count) {
      state.left = count;
      state.above = 1;
    },
    next() {
      state.above *= exp(-exponential(uniform) / state.left--);
      return 1 - state.above;
    },
  };
}
