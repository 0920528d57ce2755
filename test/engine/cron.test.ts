// When cron expressions fire, against a naive matcher that looks at every minute with Date and Intl.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cronTimes } from '../../src/engine/cron.js';
import type { Cron } from '../../src/scenario/traffic/clock-types.js';
import { parseCron } from '../../src/scenario/traffic/schedule.js';
import { zoneBetween } from '../../src/scenario/traffic/zone.js';

const at = (text: string): number => Date.parse(text) / 1000;
const iso = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 16);

function specOf(text: string): Cron {
  const parsed = parseCron(text);
  if (!('value' in parsed)) throw new Error(`${text} ${parsed.problem}`);
  return parsed.value;
}

/** Every time from `from` up to `to` at which it fires. */
function fires(text: string, zone: string, from: number, to: number): number[] {
  const found: number[] = [];
  for (const time of cronTimes(specOf(text), zoneBetween(zone, from, to), from)) {
    if (time > to) break;
    found.push(time);
  }
  return found;
}

/** The first so many times in UTC. */
function firstFires(text: string, from: string, count: number): string[] {
  const found: string[] = [];
  for (const time of cronTimes(specOf(text), { name: 'UTC', offsets: [[0, 0]] }, at(from))) {
    if (found.push(iso(time)) === count) break;
  }
  return found;
}

const MONTHS = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ');
const WEEK = 'SUN MON TUE WED THU FRI SAT'.split(' ');

/** Whether one field matches a number, read from its text anew each time. */
function matches(field: string, value: number, least: number, most: number, words: readonly string[] = []): boolean {
  const number = (text: string): number => {
    const word = words.indexOf(text);
    return word < 0 ? Number(text) : word + least;
  };
  return field.split(',').some((part) => {
    const [range = '', step] = part.split('/');
    const [low = '', high] = range.split('-');
    const from = range === '*' ? least : number(low);
    const to = range === '*' ? most : high !== undefined ? number(high) : step !== undefined ? most : from;
    return value >= from && value <= to && (value - from) % Number(step ?? 1) === 0;
  });
}

interface Shown {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly weekday: number;
  readonly hour: number;
  readonly minute: number;
}

/** What AWS documents, word for word: one local minute against the six fields. */
function matchesAt(text: string, { year, month, day, weekday, hour, minute }: Shown): boolean {
  const [minutes = '', hours = '', ofMonth = '', months = '', ofWeek = '', years = ''] = text.split(' ');
  if (!matches(minutes, minute, 0, 59) || !matches(hours, hour, 0, 23)) return false;
  if (!matches(months, month, 1, 12, MONTHS) || !matches(years, year, 1970, 2199)) return false;
  const length = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const weekdayOf = (other: number): number => new Date(Date.UTC(year, month - 1, other)).getUTCDay();
  if (ofWeek === '?') {
    return ofMonth.split(',').some((part) => {
      if (part === 'L') return day === length;
      if (!part.endsWith('W')) return matches(part, day, 1, 31);
      const wanted = Number(part.slice(0, -1));
      if (wanted > length) return false;
      // The nearest working day of the month: same day, one before or after, two away at the month's ends.
      const working = [0, -1, 1, -2, 2]
        .map((away) => wanted + away)
        .find((other) => other >= 1 && other <= length && weekdayOf(other) % 6 !== 0);
      return day === working;
    });
  }
  return ofWeek.split(',').some((part) => {
    const [name = '', nth] = part.split('#');
    const number = (word: string): number => (WEEK.includes(word) ? WEEK.indexOf(word) : Number(word) - 1);
    if (nth !== undefined) return number(name) === weekday && Math.floor((day - 1) / 7) + 1 === Number(nth);
    if (part === 'L') return weekday === 6;
    if (part.endsWith('L')) return number(part.slice(0, -1)) === weekday && day > length - 7;
    return matches(part, weekday + 1, 1, 7, WEEK);
  });
}

interface Minute extends Shown {
  readonly time: number;
}

/** Every minute as a zone's clock shows it; of one that is shown twice only the first. */
function minutesOf(zone: string, from: number, to: number): Minute[] {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  const found: Minute[] = [];
  const seen = new Set<string>();
  // From three hours before, so that a repetition of what came before `from` is known as one.
  for (let time = Math.ceil(from / 60) * 60 - 3 * 3600; time <= to; time += 60) {
    const shown = format.format(time * 1000);
    if (seen.has(shown)) continue;
    seen.add(shown);
    const [day = 0, month = 0, year = 0, hour = 0, minute = 0] = shown.split(/\D+/).map(Number);
    const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay();
    if (time >= from) found.push({ time, year, month, day, weekday, hour, minute });
  }
  return found;
}

const between = (low: number, high: number) => fc.integer({ min: low, max: high });

/** Numbers, ranges, steps and lists of a field. */
function fields(low: number, high: number, words: readonly string[] = []) {
  const one = between(low, high).chain((number) => {
    const word = words[number - low];
    return word === undefined ? fc.constant(String(number)) : fc.constantFrom(String(number), word);
  });
  const range = fc.tuple(between(low, high), between(low, high)).map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`);
  const stepped = fc.tuple(fc.oneof(fc.constant('*'), one, range), between(1, high)).map(([of, by]) => `${of}/${by}`);
  const part = fc.oneof(one, range, stepped);
  return fc.oneof(
    fc.constant('*'),
    part,
    fc.array(part, { minLength: 2, maxLength: 3 }).map((parts) => parts.join(',')),
  );
}

const daysOfMonth = fc.oneof(
  fields(1, 31),
  fc
    .array(
      fc.oneof(
        fc.constant('L'),
        between(1, 31).map((day) => `${day}W`),
        between(1, 31).map(String),
      ),
      { minLength: 1, maxLength: 3 },
    )
    .map((parts) => parts.join(',')),
);

const weekdays = fc.oneof(
  fields(1, 7, WEEK),
  fc.constant('L'),
  fc.tuple(fc.constantFrom('1', '2', '6', '7', ...WEEK), between(1, 5)).map(([day, n]) => `${day}#${n}`),
  fc.constantFrom('1L', '6L', 'FRIL', 'MON,FRIL', '7L,2L'),
);

const crons = fc
  .tuple(
    // Few minutes and hours, so that there is not much to list.
    fc.oneof(between(0, 59).map(String), fields(0, 59)),
    fc.oneof(fc.constantFrom('0', '1', '2', '3'), fields(0, 23)),
    fc.oneof(
      daysOfMonth.map((days) => [days, '?'] as const),
      weekdays.map((days) => ['?', days] as const),
    ),
    fc.oneof(fc.constant('*'), fields(1, 12, MONTHS)),
    fc.oneof(fc.constant('*'), fc.constantFrom('2024', '2025/2', '2023-2024', '2024,2026')),
  )
  .map(([minutes, hours, [ofMonth, ofWeek], months, years]) => {
    return [minutes, hours, ofMonth, months, ofWeek, years].join(' ');
  });

describe('a cron expression', () => {
  it('fires at the minutes that a naive matcher finds, whatever the fields, also where clocks change', () => {
    // Months in which clocks change at 1:00, 2:00 and 3:00, at midnight, by half an hour, and a 29 February.
    const stretches = [
      ['UTC', '2024-02-14T00:00:00Z'],
      ['Europe/Vienna', '2024-03-20T11:23:45Z'],
      ['Europe/Vienna', '2025-10-20T00:00:00Z'],
      ['America/New_York', '2024-10-28T04:00:00Z'],
      ['America/New_York', '2025-03-01T00:00:30Z'],
      ['Australia/Lord_Howe', '2024-03-30T00:00:00Z'],
      ['Australia/Lord_Howe', '2024-09-30T00:00:00Z'],
      ['America/Santiago', '2024-09-01T00:00:00Z'],
      ['Asia/Kathmandu', '2025-12-20T00:00:00Z'],
      ['Pacific/Apia', '2025-01-25T00:00:00Z'],
    ].map(([zone = '', start = '']) => {
      const [from, to] = [at(start), at(start) + 20 * 86_400];
      return { zone, from, to, minutes: minutesOf(zone, from, to) };
    });
    fc.assert(
      fc.property(crons, fc.constantFrom(...stretches), (text, { zone, from, to, minutes }) => {
        const expected = minutes.filter((minute) => matchesAt(text, minute)).map(({ time }) => time);
        const found = fires(text, zone, from, to);
        // Numbers first: most are right, and times are slow to write.
        if (found.join() !== expected.join()) expect(found.map(iso), `${text} in ${zone}`).toEqual(expected.map(iso));
      }),
      { numRuns: 150, seed: 3 },
    );
  }, 60_000);

  // Those of the user guides of EventBridge and of EventBridge Scheduler.
  it.each([
    ['cron(0 10 * * ? *)', ['2025-01-06T10:00', '2025-01-07T10:00', '2025-01-08T10:00']],
    ['cron(15 12 * * ? *)', ['2025-01-06T12:15', '2025-01-07T12:15', '2025-01-08T12:15']],
    ['cron(0 18 ? * MON-FRI *)', ['2025-01-06T18:00', '2025-01-07T18:00', '2025-01-08T18:00']],
    ['cron(0 8 1 * ? *)', ['2025-02-01T08:00', '2025-03-01T08:00', '2025-04-01T08:00']],
    ['cron(0/15 * * * ? *)', ['2025-01-06T00:00', '2025-01-06T00:15', '2025-01-06T00:30']],
    ['cron(0/10 * ? * MON-FRI *)', ['2025-01-06T00:00', '2025-01-06T00:10', '2025-01-06T00:20']],
    ['cron(0/5 8-17 ? * MON-FRI *)', ['2025-01-06T08:00', '2025-01-06T08:05', '2025-01-06T08:10']],
    ['cron(15 10 ? * 6L *)', ['2025-01-31T10:15', '2025-02-28T10:15', '2025-03-28T10:15']],
    ['cron(15 10 ? * 6L 2022-2025)', ['2025-01-31T10:15', '2025-02-28T10:15', '2025-03-28T10:15']],
    ['cron(30 0 1 * ? *)', ['2025-02-01T00:30', '2025-03-01T00:30', '2025-04-01T00:30']],
    ['cron(0 9 ? * 2#1 *)', ['2025-01-06T09:00', '2025-02-03T09:00', '2025-03-03T09:00']],
    ['cron(0 2 ? 1/3 THU#1 2026)', ['2026-01-01T02:00', '2026-04-02T02:00', '2026-07-02T02:00']],
    ['cron(0/30 20-23,0-2 ? * MON-FRI *)', ['2025-01-06T00:00', '2025-01-06T00:30', '2025-01-06T01:00']],
    ['cron(0 12 3W * ? *)', ['2025-02-03T12:00', '2025-03-03T12:00', '2025-04-03T12:00']],
    ['cron(59 23 L * ? *)', ['2025-01-31T23:59', '2025-02-28T23:59', '2025-03-31T23:59']],
    ['cron(0 0 ? * L *)', ['2025-01-11T00:00', '2025-01-18T00:00', '2025-01-25T00:00']],
  ])('%s fires as AWS says', (text, times) => {
    expect(firstFires(text, '2025-01-06T00:00:00Z', 3)).toEqual(times);
  });

  it('waits for leap days, also over a century without one', () => {
    expect(firstFires('0 0 29 2 ? *', '2095-01-01T00:00:00Z', 2)).toEqual(['2096-02-29T00:00', '2104-02-29T00:00']);
    // A fifth Monday of February takes a leap year that begins on the right day: 28 or, over 2100, 40 years.
    expect(firstFires('0 0 ? 2 MON#5 *', '2072-01-01T00:00:00Z', 2)).toEqual(['2072-02-29T00:00', '2112-02-29T00:00']);
  });

  it('ends with its years', () => {
    expect(firstFires('0 0 1 1 ? 2025-2026', '2025-01-01T00:00:00Z', 9)).toEqual([
      '2025-01-01T00:00',
      '2026-01-01T00:00',
    ]);
    expect(firstFires('0 0 * * ? 2024', '2025-01-06T00:00:00Z', 9)).toEqual([]);
  });

  it('ends where no day is meant', () => {
    expect(firstFires('0 0 31 2,4 ? *', '2025-01-06T00:00:00Z', 1)).toEqual([]);
  });

  it('fires at the nearest working day without leaving the month', () => {
    // 1 February 2025 is a Saturday, 31 August 2025 a Sunday.
    expect(firstFires('0 0 1W 2 ? 2025', '2025-01-06T00:00:00Z', 2)).toEqual(['2025-02-03T00:00']);
    expect(firstFires('0 0 31W 8 ? 2025', '2025-01-06T00:00:00Z', 2)).toEqual(['2025-08-29T00:00']);
    expect(firstFires('0 0 30W 2 ? 2025', '2025-01-06T00:00:00Z', 2)).toEqual([]);
  });

  it('fires on the second it begins at, and not before', () => {
    expect(firstFires('30 9 * * ? *', '2025-01-06T09:30:00Z', 1)).toEqual(['2025-01-06T09:30']);
    expect(firstFires('30 9 * * ? *', '2025-01-06T09:30:01Z', 1)).toEqual(['2025-01-07T09:30']);
  });

  it('skips what a change of the clock leaves out and fires once where it repeats', () => {
    // Vienna: 2025-03-30 has no 2:30, 2025-10-26 has it twice.
    const spring = fires('30 2 * * ? *', 'Europe/Vienna', at('2025-03-29T00:00:00Z'), at('2025-04-01T00:00:00Z'));
    expect(spring.map(iso)).toEqual(['2025-03-29T01:30', '2025-03-31T00:30']);
    const autumn = fires('30 2 * * ? *', 'Europe/Vienna', at('2025-10-25T00:00:00Z'), at('2025-10-28T00:00:00Z'));
    expect(autumn.map(iso)).toEqual(['2025-10-25T00:30', '2025-10-26T00:30', '2025-10-27T01:30']);
  });
});
