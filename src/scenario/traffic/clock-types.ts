// Rates, clocks and schedules of the normalised scenario.

/** `count` arrivals per `per` microseconds: `300/m` is 300 per 60,000,000, so that constant arrivals stay exact. */
export interface Rate {
  readonly count: number;
  readonly per: number;
}

/** A time zone as `[from, offset from UTC]` in seconds, `from` since 1970 and rising; the first holds before it too. */
export interface Zone {
  readonly name: string;
  readonly offsets: readonly (readonly [from: number, offset: number])[];
}

/** A cron expression as sets of numbers; `null` is every month or year. */
export interface Cron {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly months: readonly number[] | null;
  readonly years: readonly number[] | null;
  readonly days: CronDays;
}

export type CronDays =
  | { readonly kind: 'every' }
  /** Days of the month, its last, and those whose nearest day from Monday to Friday is meant. */
  | {
      readonly kind: 'ofMonth';
      readonly days: readonly number[];
      readonly last: boolean;
      readonly nearestWeekday: readonly number[];
    }
  /** Weekdays from 0 for Sunday: every one, the month's last, or its n-th. */
  | {
      readonly kind: 'ofWeek';
      readonly weekdays: readonly number[];
      readonly last: readonly number[];
      readonly nth: { readonly weekday: number; readonly n: number } | null;
    };

/** A rate that goes from one value to another in a straight line; `length` is `null` for the last, which holds on. */
export interface RatePiece {
  readonly length: number | null;
  readonly from: Rate;
  readonly to: Rate;
}
