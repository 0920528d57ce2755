// When a cron expression fires. Its text is read elsewhere; here it is sets of numbers, and the days are looked at one by one.
import {
  type Civil,
  civilFromDays,
  DAY_SECONDS,
  daysFromCivil,
  daysInMonth,
  instantOf,
  offsetAt,
  weekdayOf,
  type Zone,
} from './calendar.js';

/** Sets are rising lists without repeats. */
export interface CronSpec {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  /** From 1; `null` is every month. */
  readonly months: readonly number[] | null;
  readonly years: readonly number[] | null;
  readonly days: CronDays;
}

export type CronDays =
  | { readonly kind: 'every' }
  | {
      readonly kind: 'ofMonth';
      readonly days: readonly number[];
      /** Whether the month's last day fires. */
      readonly last: boolean;
      /** Days of which the nearest one from Monday to Friday of the same month fires. */
      readonly nearestWeekday: readonly number[];
    }
  | {
      readonly kind: 'ofWeek';
      /** 0 is Sunday. */
      readonly weekdays: readonly number[];
      /** Weekdays of which the month's last fires. */
      readonly last: readonly number[];
      /** The n-th such weekday of the month. */
      readonly nth: { readonly weekday: number; readonly n: number } | null;
    };

/** No cron expression that fires at all pauses longer: 29 February may be 8 years away, on a weekday 40. */
const LONGEST_PAUSE = 41 * 366;

/**
 * The times at which it fires, in seconds, from `from` on (itself included), rising. A time that a change of the zone's clock
 * leaves out is skipped, one that it repeats fires once, the first time (M-SCHEDULE).
 */
export function* cronTimes(spec: CronSpec, zone: Zone, from: number): Generator<number, void> {
  const first = Math.floor((from + offsetAt(zone, from)) / DAY_SECONDS) - 1;
  for (let day = first, pause = 0; pause <= LONGEST_PAUSE; day++, pause++) {
    if (!firesOn(spec, day)) continue;
    for (const hour of spec.hours) {
      for (const minute of spec.minutes) {
        const at = instantOf(zone, day * DAY_SECONDS + hour * 3600 + minute * 60);
        if (at === null || at < from) continue;
        pause = 0;
        yield at;
      }
    }
  }
}

function firesOn({ months, years, days }: CronSpec, day: number): boolean {
  const date = civilFromDays(day);
  if (years !== null && !years.includes(date.year)) return false;
  if (months !== null && !months.includes(date.month)) return false;
  switch (days.kind) {
    case 'every':
      return true;
    case 'ofMonth':
      return (
        days.days.includes(date.day) ||
        (days.last && date.day === daysInMonth(date.year, date.month)) ||
        days.nearestWeekday.some((wanted) => date.day === nearestWeekday(date, wanted))
      );
    case 'ofWeek': {
      const weekday = weekdayOf(day);
      return (
        days.weekdays.includes(weekday) ||
        (days.last.includes(weekday) && date.day + 7 > daysInMonth(date.year, date.month)) ||
        (days.nth !== null && days.nth.weekday === weekday && days.nth.n === Math.ceil(date.day / 7))
      );
    }
  }
}

/** The day from Monday to Friday nearest to the wanted one, without leaving the month; 0 where the month has no such day. */
function nearestWeekday({ year, month }: Civil, wanted: number): number {
  const length = daysInMonth(year, month);
  if (wanted > length) return 0;
  const weekday = weekdayOf(daysFromCivil(year, month, wanted));
  if (weekday === 6) return wanted > 1 ? wanted - 1 : wanted + 2;
  if (weekday === 0) return wanted < length ? wanted + 1 : wanted - 2;
  return wanted;
}
