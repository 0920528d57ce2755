// A time of the simulation: a length of time from time 0, or a calendar time. Where a calendar time lies follows from the
// scenario's start, which is known later.
import { secondsOf } from '../../engine/calendar.js';
import { MICROSECONDS, type Parsed, parseDuration } from '../units.js';
import { parseStart } from './instant.js';

export type Moment =
  /** Microseconds from time 0. */
  | { readonly kind: 'after'; readonly after: number }
  /** Seconds from 1970. */
  | { readonly kind: 'calendar'; readonly seconds: number };

export const MOMENT_PATTERN = '^\\d{4}-\\d{2}-\\d{2}|^(\\d+(\\.\\d+)?(us|ms|s|m|h|d))+$';

/** `45m` from time 0, or `2025-01-06T08:00:00Z`. */
export function parseMoment(text: string): Parsed<Moment> {
  if (/^\d{4}-/.test(text)) {
    const calendar = parseStart(text);
    return 'value' in calendar ? { value: { kind: 'calendar', seconds: secondsOf(calendar.value) } } : calendar;
  }
  const after = parseDuration(text);
  return 'value' in after ? { value: { kind: 'after', after: after.value } } : after;
}

/** Microseconds from time 0, negative before it; `start` is the calendar time of time 0 in seconds from 1970. */
export function momentAt(moment: Moment, start: number): number {
  return moment.kind === 'after' ? moment.after : (moment.seconds - start) * MICROSECONDS.s;
}
