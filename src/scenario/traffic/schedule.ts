// Schedules as AWS writes them, `rate(5 minutes)` and `cron(0 9 ? * MON-FRI *)`, from text to numbers. When they fire is the
// engine's.

import type { CronDays } from '../../engine/cron.js';
import { SCHEDULE_STEP } from '../../lambda/defaults.js';
import { show } from '../diagnostics.js';
import { didYouMean } from '../suggest.js';
import { MAX_DURATION, MICROSECONDS, type Parsed, parseDuration } from '../units.js';
import type { Cron } from './clock-types.js';

const MAX_TEXT = 200;

/** The words of a schedule without AWS's wrapper, or `null` for another wrapper than the wanted one. */
function unwrapped(text: string, wrapper: 'rate' | 'cron'): string | null {
  const [, around, inside] = /^\s*([a-z]+)\s*\((.*)\)\s*$/i.exec(text) ?? [];
  if (around === undefined) return text.trim();
  return around.toLowerCase() === wrapper ? inside!.trim() : null;
}

/** `5 minutes`, `rate(1 hour)` or `5m` to microseconds; whole minutes, hours or days as in AWS. */
export function parseInterval(text: string): Parsed<number> {
  const wrong = { problem: 'is not a rate such as rate(5 minutes), rate(1 hour) or rate(7 days)' };
  const words = text.length > MAX_TEXT ? null : unwrapped(text, 'rate');
  const [, digits, unit] = /^(\d{1,9})\s*(minute|hour|day)s?$/i.exec(words ?? '') ?? [];
  const short = parseDuration(words ?? '');
  const interval =
    digits !== undefined && unit !== undefined
      ? Number(digits) * MICROSECONDS[unit[0]!.toLowerCase() as 'm' | 'h' | 'd']
      : 'value' in short
        ? short.value
        : null;
  if (interval === null) {
    const asRate = /^\d+\/[smhd]$/.test(words ?? '');
    return asRate ? { ...wrong, hint: 'for calls at equal distances use constant: { rate: … }' } : wrong;
  }
  if (interval > MAX_DURATION) return { problem: 'is longer than 3650d, the longest duration' };
  if (interval < SCHEDULE_STEP || interval % SCHEDULE_STEP !== 0) {
    const hint = 'for more calls use constant: { rate: … }';
    return { problem: 'is no whole number of minutes: AWS schedules by the minute', hint };
  }
  return { value: interval };
}

interface Field {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  /** Words for the numbers from `min` on. */
  readonly words?: readonly string[];
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const MINUTE: Field = { name: 'minutes', min: 0, max: 59 };
const HOUR: Field = { name: 'hours', min: 0, max: 23 };
const DAY: Field = { name: 'day of month', min: 1, max: 31 };
const MONTH: Field = { name: 'month', min: 1, max: 12, words: MONTHS };
const WEEKDAY: Field = { name: 'day of week', min: 1, max: 7, words: WEEKDAYS };
const YEAR: Field = { name: 'year', min: 1970, max: 2199 };

/** Thrown inside this file alone: a field that cannot be read. */
class BadField extends Error {
  readonly hint: string | undefined;

  constructor(message: string, hint?: string) {
    super(message);
    this.hint = hint;
  }
}

/** AWS's six fields: minutes, hours, day of month, month, day of week, year. */
export function parseCron(text: string): Parsed<Cron> {
  const words = text.length > MAX_TEXT ? null : unwrapped(text, 'cron');
  if (words === null) return { problem: 'is not a cron expression such as cron(0 9 ? * MON-FRI *)' };
  const fields = words.split(/\s+/).filter((field) => field !== '');
  if (fields.length !== 6) return wrongCount(fields);
  const [minutes, hours, ofMonth, month, ofWeek, year] = fields as [string, string, string, string, string, string];
  if ((ofMonth === '?') === (ofWeek === '?')) return bothDays(fields, ofMonth, ofWeek);
  try {
    const value: Cron = {
      minutes: numbers(minutes, MINUTE),
      hours: numbers(hours, HOUR),
      months: month === '*' ? null : numbers(month, MONTH),
      years: year === '*' ? null : numbers(year, YEAR),
      days: ofWeek === '?' ? daysOfMonth(ofMonth) : daysOfWeek(ofWeek),
    };
    return { value };
  } catch (error) {
    if (!(error instanceof BadField)) throw error;
    return { problem: error.message, ...(error.hint === undefined ? {} : { hint: error.hint }) };
  }
}

function wrongCount(fields: readonly string[]): Parsed<never> {
  const problem = `has ${fields.length} fields; AWS wants six: minutes hours day-of-month month day-of-week year`;
  if (fields.length !== 5) return { problem };
  // A crontab line: its week begins with 0 for Sunday, its year is not written, and both days may be starred.
  const [minutes, hours, ofMonth, month, ofWeek] = fields as [string, string, string, string, string];
  if (ofMonth !== '*' && ofWeek !== '*') return { problem }; // either of the two, which AWS cannot say
  const shifted = ofWeek.replace(/(?<![/\w])[0-7](?!\d)/g, (digit) => String((Number(digit) % 7) + 1));
  const days = ofWeek === '*' ? `${ofMonth} ${month} ?` : `? ${month} ${shifted}`;
  const meant = `${minutes} ${hours} ${days} *`;
  return 'value' in parseCron(meant) ? { problem, hint: `did you mean cron(${show(meant)})?` } : { problem };
}

function bothDays(fields: readonly string[], ofMonth: string, ofWeek: string): Parsed<never> {
  const problem = 'must have ? as either its day of month or its day of week, and not as both';
  const fixed = [...fields];
  if (ofWeek === '*' || ofWeek === '?') [fixed[2], fixed[4]] = [ofMonth === '?' ? '*' : ofMonth, '?'];
  else if (ofMonth === '*') fixed[2] = '?';
  else return { problem };
  return { problem, hint: `did you mean cron(${show(fixed.join(' '))})?` };
}

function daysOfMonth(text: string): CronDays {
  if (text === '*') return { kind: 'every' };
  const parts = text.split(',');
  const nearest = parts.filter((part) => /^\d+W$/i.test(part)).map((part) => one(part.slice(0, -1), DAY));
  const plain = parts.filter((part) => !/^(?:L|\d+W)$/i.test(part));
  return {
    kind: 'ofMonth',
    days: plain.length > 0 ? numbers(plain.join(','), DAY) : [],
    last: parts.some((part) => /^L$/i.test(part)),
    nearestWeekday: nearest,
  };
}

/** AWS counts weekdays from 1 for Sunday, the engine from 0. */
function daysOfWeek(text: string): CronDays {
  if (text === '*') return { kind: 'every' };
  const [, day, n] = /^(\w+)#(\d)$/.exec(text) ?? [];
  if (day !== undefined) {
    const place = Number(n);
    if (place < 1 || place > 5) throw new BadField(`has day of week ${show(text)}; # counts from 1 to 5`);
    return { kind: 'ofWeek', weekdays: [], last: [], nth: { weekday: one(day, WEEKDAY) - 1, n: place } };
  }
  if (text.includes('#')) throw new BadField(`has day of week ${show(text)}; # stands alone, as in 3#2 or TUE#2`);
  const parts = text.split(',');
  const last = parts.filter((part) => /^\w+L$/i.test(part)).map((part) => one(part.slice(0, -1), WEEKDAY) - 1);
  const plain = parts.filter((part) => !/^\w+L$/i.test(part)).map((part) => (/^L$/i.test(part) ? 'SAT' : part));
  const weekdays = plain.length > 0 ? numbers(plain.join(','), WEEKDAY).map((number) => number - 1) : [];
  return { kind: 'ofWeek', weekdays, last, nth: null };
}

/** Lists, ranges and steps of a field as the numbers that they name, rising. */
function numbers(text: string, field: Field): number[] {
  const found = new Set<number>();
  for (const part of text.split(',')) {
    const [, range = '', step] = /^([^/]*)(?:\/(\d{1,4}))?$/.exec(part) ?? [];
    const by = step === undefined ? 1 : Number(step);
    if (range === '' || by === 0) throw misread(part, field);
    const [from, to] = ends(range, step !== undefined, field);
    for (let number = from; number <= to; number += by) found.add(number);
  }
  return [...found].sort((a, b) => a - b);
}

/** A single number with a step goes on to the end: `0/15` is every quarter of an hour. */
function ends(range: string, stepped: boolean, field: Field): readonly [number, number] {
  if (range === '*') return [field.min, field.max];
  const [first = '', second, ...more] = range.split('-');
  const from = one(first, field);
  if (second === undefined) return [from, stepped ? field.max : from];
  const to = one(second, field);
  if (more.length > 0) throw misread(range, field);
  if (to < from) throw new BadField(`has ${field.name} ${show(range)}, which runs backwards`, 'list both parts');
  return [from, to];
}

function one(text: string, field: Field): number {
  const word = field.words?.indexOf(text.toUpperCase()) ?? -1;
  if (word >= 0) return field.min + word;
  const number = /^\d{1,4}$/.test(text) ? Number(text) : NaN;
  if (number >= field.min && number <= field.max) return number;
  throw misread(text, field);
}

function misread(text: string, { name, min, max, words }: Field): BadField {
  const range = `${min} to ${max}${words === undefined ? '' : ` or ${words[0]} to ${words.at(-1)}`}`;
  const { hint } = didYouMean(text, words ?? []);
  return new BadField(`has ${name} "${show(text)}"; expected ${range}`, hint);
}
