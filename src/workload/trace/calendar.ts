// Days of the calendar (proleptic Gregorian) by integer arithmetic alone.

/** Days from 1970-01-01, months and days from 1. */
export function daysFromCivil(year: number, month: number, day: number): number {
  // The year begins in March here, so that a leap day ends it.
  const shifted = month > 2 ? year : year - 1;
  const days = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  return (
    365 * shifted + Math.floor(shifted / 4) - Math.floor(shifted / 100) + Math.floor(shifted / 400) + days - 719_468
  );
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
