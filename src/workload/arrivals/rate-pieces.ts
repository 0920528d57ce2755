// Rates that are known beforehand, as pieces: a list of them, or the cosine of a day.
import { DAY_SECONDS, offsetAt, weekdayOf } from '../../engine/calendar.js';
import { cosTurn } from '../../engine/math.js';
import type { Rate, RatePiece } from '../../scenario/traffic/clock-types.js';
import type { OpenArrivals } from '../../scenario/traffic/types.js';
import type { RatePieces } from './poisson.js';

const perMicrosecond = ({ count, per }: Rate): number => count / per;

export function listedPieces(list: readonly RatePiece[]): RatePieces {
  let at = -1;
  const pieces: RatePieces = {
    length: 0,
    from: 0,
    to: 0,
    next() {
      const { length, from, to } = list[++at]!;
      pieces.length = length ?? Infinity;
      pieces.from = perMicrosecond(from);
      pieces.to = perMicrosecond(to);
    },
  };
  pieces.next();
  return pieces;
}

const SECOND = 1_000_000;
const DAY_MINUTES = 1440;

/**
 * The curve's own values at every full minute, with straight lines between: less than 3 parts in a million of the rate's swing
 * away from the cosine, and exact in its mean over a day. `start` is the calendar time of time 0 in seconds.
 */
export function diurnalPieces(
  { mean, peak, peakAt, weekdays, zone }: Extract<OpenArrivals, { kind: 'diurnal' }>,
  start: number,
): RatePieces {
  const swing = perMicrosecond(peak) - perMicrosecond(mean);
  const rateAt = (secondOfDay: number): number =>
    Math.max(0, perMicrosecond(mean) + swing * cosTurn((secondOfDay - peakAt / SECOND) / DAY_SECONDS));
  const minutes = Float64Array.from({ length: DAY_MINUTES + 1 }, (_, minute) => rateAt(minute * 60));
  let second = start;
  const pieces: RatePieces = {
    length: 0,
    from: 0,
    to: 0,
    next() {
      const local = second + offsetAt(zone, second);
      const day = Math.floor(local / DAY_SECONDS);
      const ofDay = local - day * DAY_SECONDS;
      const minute = Math.floor(ofDay / 60);
      const factor = weekdays[weekdayOf(day)]!;
      pieces.length = ((minute + 1) * 60 - ofDay) * SECOND;
      // Only the first piece may begin within a minute.
      pieces.from = factor * (ofDay === minute * 60 ? minutes[minute]! : rateAt(ofDay));
      pieces.to = factor * minutes[minute + 1]!;
      second += (minute + 1) * 60 - ofDay;
    },
  };
  pieces.next();
  return pieces;
}
