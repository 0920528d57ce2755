// Times of the calendar as logs write them, ISO 8601 with the liberties that are common, to microseconds. Text without a
// zone is UTC: that is what AWS's own exports mean by it.
import { daysFromCivil, daysInMonth } from '../../engine/calendar.js';

const MINUTE = 60_000_000;
const DAY = 1_440 * MINUTE;
const SHORTEST = '2025-01-06T09:00'.length;

/**
 * `2025-01-06T09:00:00.123456Z`, from 1970 to 2199, to microseconds since 1970; NaN for anything else. A space may stand for
 * the T, seconds may be missing, a fraction is rounded to the nearest microsecond. The zone is `Z`, `UTC`, `+01:00`, `+0100`
 * or `+01`, after a space or not; without one it is UTC.
 */
export function instantOf(bytes: Uint8Array, start: number, end: number): number {
  if (end - start < SHORTEST) return NaN;
  const year = 100 * twoDigits(bytes, start) + twoDigits(bytes, start + 2);
  const month = twoDigits(bytes, start + 5);
  const day = twoDigits(bytes, start + 8);
  const hour = twoDigits(bytes, start + 11);
  const minute = twoDigits(bytes, start + 14);
  const separated =
    bytes[start + 4] === HYPHEN &&
    bytes[start + 7] === HYPHEN &&
    (bytes[start + 10] === SPACE || letter(bytes[start + 10]!) === T) &&
    bytes[start + 13] === COLON;
  const inCalendar =
    year >= 1970 && year <= 2199 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
  if (!separated || !inCalendar || hour < 0 || hour > 23 || minute < 0 || minute > 59) return NaN;
  return withSeconds(
    daysFromCivil(year, month, day) * DAY + (hour * 60 + minute) * MINUTE,
    bytes,
    start + SHORTEST,
    end,
  );
}

/** The same from text. */
export function instantOfText(text: string): number {
  const bytes = new TextEncoder().encode(text);
  return instantOf(bytes, 0, bytes.length);
}

/** `micros` are those of the minute; what follows it stands from `at` on. */
function withSeconds(micros: number, bytes: Uint8Array, at: number, end: number): number {
  if (at === end || bytes[at] !== COLON) return micros + offset(bytes, at, end);
  const second = at + 3 <= end ? twoDigits(bytes, at + 1) : -1;
  if (second < 0 || second > 59) return NaN;
  at += 3;
  micros += second * 1_000_000;
  if (at === end || (bytes[at] !== POINT && bytes[at] !== COMMA)) return micros + offset(bytes, at, end);
  let unit = 1_000_000;
  const point = at++;
  for (; at < end && isDigit(bytes[at]!); at++) {
    const digit = bytes[at]! - ZERO;
    if (unit > 1) micros += digit * (unit /= 10);
    else if (unit === 1) {
      micros += digit >= 5 ? 1 : 0;
      unit = 0; // further digits cannot change the rounding
    }
  }
  return at === point + 1 ? NaN : micros + offset(bytes, at, end);
}

/** Microseconds to add for the zone that the field ends with; NaN where it is none. */
function offset(bytes: Uint8Array, at: number, end: number): number {
  if (at < end - 1 && bytes[at] === SPACE) at += 1;
  const length = end - at;
  if (length === 0) return 0;
  const first = bytes[at]!;
  if (length === 1) return letter(first) === Z ? 0 : NaN;
  if (first !== PLUS && first !== HYPHEN) return isUtc(bytes, at, end) ? 0 : NaN;
  const colon = length === 6 && bytes[at + 3] === COLON ? 1 : 0;
  if (length !== 3 && length !== 5 + colon) return NaN;
  const hours = twoDigits(bytes, at + 1);
  const minutes = length === 3 ? 0 : twoDigits(bytes, at + 3 + colon);
  if (hours < 0 || hours > 14 || minutes < 0 || minutes > 59) return NaN;
  return (first === PLUS ? -1 : 1) * (hours * 60 + minutes) * MINUTE;
}

const isUtc = (bytes: Uint8Array, at: number, end: number): boolean =>
  end - at === 3 && letter(bytes[at]!) === U && letter(bytes[at + 1]!) === T && letter(bytes[at + 2]!) === C;

/** Two digits as a number; far below zero where they are none, so that any bound refuses them. */
function twoDigits(bytes: Uint8Array, at: number): number {
  const tens = bytes[at]!;
  const ones = bytes[at + 1]!;
  return isDigit(tens) && isDigit(ones) ? (tens - ZERO) * 10 + ones - ZERO : -1_000_000;
}

const isDigit = (byte: number): boolean => byte >= ZERO && byte <= ZERO + 9;
/** A letter of ASCII in its upper case. */
const letter = (byte: number): number => byte & ~32;

const ZERO = 48;
const SPACE = 32;
const PLUS = 43;
const COMMA = 44;
const HYPHEN = 45;
const POINT = 46;
const COLON = 58;
const C = 67;
const T = 84;
const U = 85;
const Z = 90;
