// Text with a unit to exact numbers: durations in whole microseconds, sizes in bytes, rates as integer ratios. It decides
// nothing about which key takes which unit.

import type { Rate } from './traffic/clock-types.js';
import type { TimeUnit } from './triggers/types.js';

export const MICROSECONDS = {
  us: 1,
  ms: 1_000,
  s: 1_000_000,
  m: 60_000_000,
  h: 3_600_000_000,
  d: 86_400_000_000,
} as const;

const BYTES = { B: 1, KB: 1_024, MB: 1_048_576, GB: 1_073_741_824 } as const;

/** Ten years: far within what whole microseconds in a double hold exactly. */
export const MAX_DURATION = 3_650 * MICROSECONDS.d;
/** Arrivals fall on whole microseconds, so more than this could not be told apart. */
export const MAX_PER_SECOND = 1_000_000;
const MAX_TEXT = 40;

export type Parsed<T> = { readonly value: T } | { readonly problem: string; readonly hint?: string };

/** `250ms`, `1.5s`, `1h30m` (units from large to small) to microseconds; up to ten years, never negative. */
export function parseDuration(text: string): Parsed<number> {
  if (text.length > MAX_TEXT || !/^(?:\d+(?:\.\d+)?(?:us|ms|s|m|h|d))+$/.test(text)) {
    return malformed(text, 'a duration such as 250ms, 3s, 15m, 24h or 7d', 's', /^[\d.]+\s*(?:us|ms|[smhd])$/i);
  }
  let total = 0n;
  let previous: number = Infinity;
  for (const [, digits = '', unit = 's'] of text.matchAll(/([\d.]+)(us|ms|s|m|h|d)/g)) {
    const scale = MICROSECONDS[unit as keyof typeof MICROSECONDS];
    if (scale >= previous)
      return { problem: 'names its units out of order; write them from large to small, as in 1h30m' };
    const part = scaled(digits, scale);
    if (part === null) return { problem: 'is not a whole number of microseconds' };
    total += part;
    previous = scale;
  }
  return total > BigInt(MAX_DURATION)
    ? { problem: 'is longer than 3650d, the longest duration' }
    : { value: Number(total) };
}

/** `12MB`, `900KB`, `1.5GB` to bytes; a KB is 1,024 bytes, as everywhere in Lambda. */
export function parseSize(text: string): Parsed<number> {
  const match = text.length > MAX_TEXT ? null : /^(\d+(?:\.\d+)?)(B|KB|MB|GB)$/.exec(text);
  if (match === null) return malformed(text, 'a size such as 900KB, 12MB or 1GB', 'MB', /^[\d.]+\s*[KMG]?i?B$/i);
  const [, digits = '', unit = 'B'] = match;
  const bytes = Number(digits) * BYTES[unit as keyof typeof BYTES];
  return bytes > 1_024 * BYTES.GB ? { problem: 'is larger than 1024GB' } : { value: Math.round(bytes) };
}

/** In MB, as AWS states its limits: `12 MB`. */
export function sizeText(bytes: number): string {
  return `${Number((bytes / BYTES.MB).toPrecision(4))} MB`;
}

/** `20/s`, `300/m`, `0.5/h`, `200000/d` to an exact ratio of whole numbers: 0.5/s is 5 per 10,000,000 microseconds. */
export function parseRate(text: string): Parsed<Rate> {
  const parsed = parseRateOrZero(text);
  const isZero = 'value' in parsed && parsed.value.count === 0;
  return isZero ? { problem: 'is zero; leave the trigger out instead' } : parsed;
}

/** The same where a pause is meant: `0/s`. */
export function parseRateOrZero(text: string): Parsed<Rate> {
  const match = text.length > MAX_TEXT ? null : /^(\d+(?:\.\d+)?)\/([smhd])$/.exec(text);
  if (match === null)
    return malformed(text, 'a rate such as 20/s, 300/m, 5/h or 200000/d', '/s', /^[\d.]+\s*\/\s*[smhd]/i);
  const [, digits = '', unit = 's'] = match;
  const [whole = '', decimals = ''] = digits.replace(/(\.\d*?)0+$/, '$1').split('.');
  const count = Number(whole + decimals);
  const per = MICROSECONDS[unit as keyof typeof MICROSECONDS] * Number(`1e${decimals.length}`);
  if (!Number.isSafeInteger(count) || !Number.isSafeInteger(per)) return { problem: 'has too many digits' };
  if ((count / per) * MICROSECONDS.s > MAX_PER_SECOND)
    return { problem: `is above ${MAX_PER_SECOND}/s, the highest rate` };
  return { value: { count, per } };
}

/** `14:00` or `14:00:30`, or a length of time since midnight such as `14h`, to microseconds since midnight, under a day. */
export function parseTimeOfDay(text: string): Parsed<number> {
  const [, hours, minutes, seconds] = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(text) ?? [];
  const parsed = parseDuration(text);
  const hour = /^\d{1,2}$/.test(text) && Number(text) < 24 ? { hint: `did you mean ${text.padStart(2, '0')}:00?` } : {};
  const problem = 'is not a time of day such as 14:00';
  if (hours === undefined && !('value' in parsed)) return { problem, ...hour };
  const time =
    hours === undefined && 'value' in parsed
      ? parsed.value
      : Number(hours) * MICROSECONDS.h + Number(minutes) * MICROSECONDS.m + Number(seconds ?? 0) * MICROSECONDS.s;
  const valid = time < MICROSECONDS.d && Number(minutes ?? 0) < 60 && Number(seconds ?? 0) < 60;
  return valid ? { value: time } : { problem };
}

/** The unit that a column's name ends with, after an underscore or as the whole: `latency_ms`, `time_seconds`; null without one. */
export function unitOfName(name: string): TimeUnit | null {
  const word = name.slice(name.lastIndexOf('_') + 1).toLowerCase();
  const found = Object.entries(UNIT_WORDS).find(([, words]) => words.includes(word));
  return found === undefined ? null : (found[0] as TimeUnit);
}

const UNIT_WORDS: Readonly<Record<TimeUnit, readonly string[]>> = {
  us: ['us', 'usec', 'micros', 'microsecond', 'microseconds'],
  ms: ['ms', 'msec', 'millis', 'millisecond', 'milliseconds'],
  s: ['s', 'sec', 'secs', 'second', 'seconds'],
};

/** `digits × scale` as an integer, or null where it is none. */
function scaled(digits: string, scale: number): bigint | null {
  const [whole = '', decimals = ''] = digits.split('.');
  const shift = 10n ** BigInt(decimals.length);
  const product = BigInt(whole + decimals) * BigInt(scale);
  return product % shift === 0n ? product / shift : null;
}

/** Says what was expected, and the likely fix where the text is nearly right. */
function malformed(text: string, expected: string, unit: string, nearly: RegExp): Parsed<never> {
  const trimmed = text.slice(0, MAX_TEXT).trim();
  if (/^\d+(?:\.\d+)?$/.test(trimmed)) return { problem: 'has no unit', hint: `did you mean ${trimmed}${unit}?` };
  if (/^-[\d.]/.test(trimmed)) return { problem: `is negative; expected ${expected}` };
  const problem = `is not ${expected}`;
  if (!nearly.test(trimmed)) return { problem, ...wordedUnit(trimmed) };
  const tidy = unit === 'MB' ? trimmed.toUpperCase().replace('I', '') : trimmed.toLowerCase();
  const fixed = tidy.replace(/\s+/g, '').replace(/(\/[smhd]).*$/, '$1');
  return fixed === text ? { problem } : { problem, hint: `did you mean ${fixed}?` };
}

/** The likely fix for `10 minutes`, `5sec`, `20 rps`. */
function wordedUnit(text: string): { readonly hint?: string } {
  const match = /^(\d+(?:\.\d+)?)\s*([a-z]+)$/i.exec(text);
  if (match === null) return {};
  const [, digits = '', word = ''] = match;
  const short = WORDS.find(([pattern]) => pattern.test(word))?.[1];
  return short === undefined ? {} : { hint: `did you mean ${digits}${short}?` };
}

const WORDS: readonly (readonly [RegExp, string])[] = [
  [/^(?:msecs?|millis|milliseconds?)$/i, 'ms'],
  [/^(?:microseconds?|usecs?)$/i, 'us'],
  [/^(?:secs?|seconds?)$/i, 's'],
  [/^(?:mins?|minutes?)$/i, 'm'],
  [/^(?:hrs?|hours?)$/i, 'h'],
  [/^days?$/i, 'd'],
  [/^(?:rps|qps|tps)$/i, '/s'],
  [/^rpm$/i, '/m'],
];
