// Calendar times of a scenario: ISO 8601 text to UTC text, by integer arithmetic alone, so that no host's time zone or
// date parser takes part.
import { civilFromDays, daysFromCivil, daysInMonth } from '../../engine/calendar.js';
import type { Parsed } from '../units.js';

const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:\.0+)?)?([Zz]|[+-]\d{2}:\d{2})?)?$/;
const MINUTES_PER_DAY = 1_440;
const OUTSIDE = { problem: 'is outside the years 1970 to 2199' };
const isWithinYears = (year: number): boolean => year >= 1970 && year <= 2199;

/** `2025-01-06`, `2025-01-06T09:00:00Z`, `2025-01-06T09:00+01:00` to `YYYY-MM-DDTHH:MM:SSZ`; years 1970 to 2199. */
export function parseStart(text: string): Parsed<string> {
  const match = text.length > 40 ? null : ISO.exec(text);
  if (match === null) return { problem: 'is not an ISO 8601 time such as 2025-01-06T00:00:00Z' };
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((part) => Number(part));
  if (!isWithinYears(year)) return OUTSIDE;
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month))
    return { problem: 'is no date of the calendar' };
  const timed = match[4] !== undefined;
  const zone = match[7];
  if (timed && zone === undefined) return { problem: 'names no time zone', hint: `did you mean ${text}Z?` };
  const offset = zone === undefined ? 0 : offsetMinutes(zone);
  if (timed && (hour > 23 || minute > 59 || second > 59)) return { problem: 'is no time of day' };
  if (offset === null) return { problem: 'has an impossible time zone' };
  const ofDay = timed ? hour * 60 + minute - offset : 0;
  const value = utcText(year, month, day, ofDay, timed && match[6] !== undefined ? second : 0);
  return isWithinYears(Number(value.slice(0, 4))) ? { value } : OUTSIDE;
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
  const minutes = daysFromCivil(year, month, day) * MINUTES_PER_DAY + ofDay;
  const days = Math.floor(minutes / MINUTES_PER_DAY);
  const date = civilFromDays(days);
  const minute = minutes - days * MINUTES_PER_DAY;
  const time = [Math.floor(minute / 60), minute % 60, second].map(two).join(':');
  return `${date.year}-${two(date.month)}-${two(date.day)}T${time}Z`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
