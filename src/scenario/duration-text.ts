// A length of time as a scenario would write it.
import { MICROSECONDS } from './units.js';

const PRINTED = ['d', 'h', 'm', 's', 'ms'] as const;

/** The largest unit that gives a whole number, days from two on: `250ms`, `640s`, `10m`, `2h`; else `176.8ms` or `5us`. */
export function durationText(microseconds: number): string {
  if (microseconds === 0) return '0s';
  for (const unit of PRINTED) {
    const count = microseconds / MICROSECONDS[unit];
    if (Number.isInteger(count) && !(unit === 'd' && count < 2)) return `${count}${unit}`;
  }
  if (!Number.isInteger(microseconds)) return `${Number((microseconds / MICROSECONDS.ms).toPrecision(3))}ms`;
  return microseconds < MICROSECONDS.ms ? `${microseconds}us` : `${microseconds / MICROSECONDS.ms}ms`;
}

/** The same to the second, for a length that is measured and not written: `10m`, `about 100758s`. */
export function aboutText(microseconds: number): string {
  const { s: second } = MICROSECONDS;
  if (microseconds % second === 0) return durationText(microseconds);
  return `about ${durationText(Math.max(1, Math.round(microseconds / second)) * second)}`;
}
