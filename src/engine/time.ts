// Simulated time: whole microseconds, held in a double, exact for 285 years.

/**
 * Zero for a field that will hold doubles. One that begins as a small integer is later held behind a pointer, and every store
 * to it allocates; −0 is a double from the start and counts like 0.
 */
export const DOUBLE_ZERO = -0;

/**
 * The clock of a run. It is shared instead of handed from call to call: a double that passes as an argument is allocated
 * wherever the compiler does not inline, and the hot loop must not allocate.
 */
export class Clock {
  now = DOUBLE_ZERO;

  constructor() {
    this.now = 0; // what reads the bits of the time must not meet −0
  }
}

const LAST_HALF = 2 ** 52; // from here on a double has no halves

/**
 * A length of time as whole microseconds, the nearest, halves up; nothing is shorter than 0. `Math.round` would do at many
 * times the cost, as it must tell −0 from 0.
 */
export function wholeMicroseconds(value: number): number {
  if (value < LAST_HALF) return value > 0 ? Math.floor(value + 0.5) : 0;
  return value >= LAST_HALF ? value : 0;
}
