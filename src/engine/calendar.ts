// Dates of the Gregorian calendar and clocks of time zones, by integer arithmetic alone: no host's calendar takes part. Days
// count from 1970-01-01, seconds from its midnight UTC; months and days of the month count from 1.

export const DAY_SECONDS = 86_400;

export interface Civil {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/**
 * A time zone as the offsets of its clock from UTC: `[from, offset]` in seconds, by rising `from`; the first holds before its
 * `from` too.
 */
export interface Zone {
  readonly name: string;
  readonly offsets: readonly (readonly [from: number, offset: number])[];
}

const DAYS_BEFORE_1970 = 719_468; // from 1 March of the year 0
const ERA_DAYS = 146_097; // 400 years

/** Days from 1970-01-01. */
export function daysFromCivil(year: number, month: number, day: number): number {
  // The year begins in March here, so that a leap day ends it.
  const marchYear = month > 2 ? year : year - 1;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const leapDays = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  return 365 * marchYear + leapDays + dayOfYear - DAYS_BEFORE_1970;
}

/** The date that many days after 1970-01-01 (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", 2013). */
export function civilFromDays(days: number): Civil {
  const shifted = days + DAYS_BEFORE_1970;
  const era = Math.floor(shifted / ERA_DAYS);
  const dayOfEra = shifted - era * ERA_DAYS;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return { year, month, day: dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1 };
}

/** 0 is Sunday. */
export function weekdayOf(days: number): number {
  return (((days + 4) % 7) + 7) % 7;
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Seconds of a normalised time, `YYYY-MM-DDTHH:MM:SSZ`. */
export function secondsOf(text: string): number {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = text.split(/[-T:Z]/).map(Number);
  return daysFromCivil(year, month, day) * DAY_SECONDS + hour * 3600 + minute * 60 + second;
}

/** What a zone's clock is ahead of UTC at a time. */
export function offsetAt(zone: Zone, seconds: number): number {
  let found = zone.offsets[0]![1];
  for (const [from, offset] of zone.offsets) {
    if (from > seconds) break;
    found = offset;
  }
  return found;
}

/**
 * When a zone's clock shows `local` (seconds as if it were UTC): the first time where it shows it twice, `null` where a change
 * of the clock leaves it out.
 */
export function instantOf(zone: Zone, local: number): number | null {
  const { offsets } = zone;
  for (let i = 0; i < offsets.length; i++) {
    const at = local - offsets[i]![1];
    const begins = i === 0 ? -Infinity : offsets[i]![0];
    const ends = offsets[i + 1]?.[0] ?? Infinity;
    if (at >= begins && at < ends) return at;
  }
  return null;
}
