// Calendar times of a scenario: ISO 8601 text to UTC text, by integer arithmetic alone, so that no host's time zone or
// date parser takes part.

import type { Parsed } from '../units.js';

const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:\.0+)?)?([Zz]|[+-]\d{2}:\d{2})?)?$/;
const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;
const MINUTES_PER_DAY = 1_440;

/** `2025-01-06`, `2025-01-06T09:00:00Z`, `2025-01-06T09:00+01:00` to `YYYY-MM-DDTHH:MM:SSZ`; years 1970 to 2199. */
export function parseStart(text: string): Parsed<string> {
  const match = text.length > 40 ? null : ISO.exec(text);
  if (match === null) return { problem: 'is not an ISO 8601 time such as 2025-01-06T00:00:00Z' };
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((part) => Number(part));
  if (year < 1970 || year > 2199) return { problem: 'is outside the years 1970 to 2199' };
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return { problem: 'is no date of the calendar' };
  const timed = match[4] !== undefined;
  const zone = match[7];
  if (timed && zone === undefined) return { problem: 'names no time zone', hint: `did you mean ${text}Z?` };
  const offset = zone === undefined ? 0 : offsetMinutes(zone);
  if (timed && (hour > 23 || minute > 59 || second > 59)) return { problem: 'is no time of day' };
  if (offset === null) return { problem: 'has an impossible time zone' };
  const ofDay = timed ? hour * 60 + minute - offset : 0;
  return { value: utcText(year, month, day, ofDay, timed && match[6] !== undefined ? second : 0) };
}

function offsetMinutes(zone: string): number | null {
  if (/^z$/i.test(zone)) return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(4, 6));
  if (hours > 14 || minutes > 59) return null;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

/** `ofDay` may lie up to a day outside the day, after a change of zone. */
function utcText(year: number, month: number, day: number, ofDay: number, second: number): string {
  let date = [year, month, day] as const;
  if (ofDay < 0) date = previousDay(year, month, day);
  if (ofDay >= MINUTES_PER_DAY) date = nextDay(year, month, day);
  const minutes = (ofDay + MINUTES_PER_DAY) % MINUTES_PER_DAY;
  const time = [Math.floor(minutes / 60), minutes % 60, second].map(two).join(':');
  return `${date[0]}-${two(date[1])}-${two(date[2])}T${time}Z`;
}

function previousDay(year: number, month: number, day: number): readonly [number, number, number] {
  if (day > 1) return [year, month, day - 1];
  return month > 1 ? [year, month - 1, daysIn(year, month - 1)] : [year - 1, 12, 31];
}

function nextDay(year: number, month: number, day: number): readonly [number, number, number] {
  if (day < daysIn(year, month)) return [year, month, day + 1];
  return month < 12 ? [year, month + 1, 1] : [year + 1, 1, 1];
}

function daysIn(year: number, month: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return (MONTH_DAYS[month - 1] ?? 0) + (month === 2 && leap ? 1 : 0);
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
