// Time zones: the only place that asks the host's calendar. It writes a zone's clock into the normalised scenario as plain
// offsets, so that every later stage, on every machine, reads the same.
import { DAY_SECONDS } from '../../engine/calendar.js';
import { didYouMean, type Suggestion } from '../suggest.js';
import type { Zone } from './clock-types.js';

/** What is wrong with a zone's name, `null` for one that the host knows. */
export function zoneProblem(name: string): ({ readonly problem: string } & Suggestion) | null {
  if (formatOf(name) !== null) return null;
  const cities = new Map(Intl.supportedValuesOf('timeZone').map((zone) => [zone.split('/').at(-1)!, zone]));
  const meant = didYouMean(name, [...cities.values(), ...cities.keys()]);
  const zone = cities.get(meant.suggestion ?? '') ?? meant.suggestion;
  const problem = 'is not a time zone such as Europe/Vienna, America/New_York or UTC';
  return zone === undefined ? { problem } : { problem, hint: `did you mean "${zone}"?`, suggestion: zone };
}

/** The zone's offsets from a day before `from` to a day after `to`, both in seconds from 1970; `name` must be known. */
export function zoneBetween(name: string, from: number, to: number): Zone {
  const format = formatOf(name);
  if (format === null) throw new RangeError(`no time zone ${name}`);
  const start = from - DAY_SECONDS;
  const offsets: [number, number][] = [[start, offsetAt(format, start)]];
  // A clock changes at most once a day: each day's end tells whether it did, and halving finds the second.
  for (let day = start; day <= to + DAY_SECONDS; day += DAY_SECONDS) {
    const before = offsets.at(-1)![1];
    const after = offsetAt(format, day + DAY_SECONDS);
    if (after !== before) offsets.push([changeBetween(format, day, day + DAY_SECONDS, before), after]);
  }
  return { name, offsets };
}

function changeBetween(format: Intl.DateTimeFormat, from: number, to: number, before: number): number {
  let [low, high] = [from, to];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(format, middle) === before) low = middle;
    else high = middle;
  }
  return high;
}

function formatOf(name: string): Intl.DateTimeFormat | null {
  try {
    // The offset as text, GMT+05:30, is the one thing that all hosts write alike.
    return new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' });
  } catch {
    return null;
  }
}

function offsetAt(format: Intl.DateTimeFormat, seconds: number): number {
  const text = format.formatToParts(seconds * 1000).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign, hours, minutes, rest] = /^GMT(?:([+-])(\d{2}):(\d{2})(?::(\d{2}))?)?$/.exec(text) ?? [];
  if (sign === undefined) return 0;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60 + Number(rest ?? 0));
}
