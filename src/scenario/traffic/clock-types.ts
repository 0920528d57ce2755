// Rates, clocks and schedules of the normalised scenario.
import type { Zone as EngineZone } from '../../engine/calendar.js';
import type { CronSpec } from '../../engine/cron.js';

/** `count` arrivals per `per` microseconds: `300/m` is 300 per 60,000,000, so that constant arrivals stay exact. */
export interface Rate {
  readonly count: number;
  readonly per: number;
}

/** A time zone as `[from, offset from UTC]` in seconds, `from` since 1970 and rising; the first holds before it too. */
export type Zone = EngineZone;

/** A cron expression as sets of numbers. */
export type Cron = CronSpec;

/** A rate that goes from one value to another in a straight line; `length` is `null` for the last, which holds on. */
export interface RatePiece {
  readonly length: number | null;
  readonly from: Rate;
  readonly to: Rate;
}
