// Lengths of time as a story needs them: to the hundredth of a millisecond, as AWS logs them, so that parts add up.
import { duration } from '../format.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

const trimmed = (value: number, digits: number): string => String(Number(value.toFixed(digits)));

/** `340 ms`, `141.27 ms`, `1.932 s`; from a minute on in two units. */
export function exactly(ms: number): string {
  if (ms < SECOND) return `${trimmed(ms, 2)} ms`;
  return ms < MINUTE ? `${trimmed(ms / SECOND, 3)} s` : duration(ms);
}

/** `83rd`, of a share of one. */
export function percentileText(share: number): string {
  const place = Math.min(99, Math.max(1, Math.round(share * 100)));
  const teen = place >= 11 && place <= 13;
  const ending = teen ? 'th' : (['th', 'st', 'nd', 'rd'][place % 10] ?? 'th');
  return `${place}${ending} percentile`;
}

/** Calendar time of a moment of the simulation, ISO 8601 in UTC with milliseconds. `start` is the scenario's. */
export function calendarTime(start: string, ms: number): string {
  return new Date(Date.parse(start) + Math.round(ms)).toISOString();
}
