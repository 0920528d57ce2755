// Schedules that call nobody: nothing is wrong with them, and few intend it.
import { civilFromDays, DAY_SECONDS, secondsOf } from '../../engine/calendar.js';
import { cronTimes } from '../../engine/cron.js';
import type { Path, Problem } from '../diagnostics.js';
import type { GivenOpenArrivals } from '../traffic/given.js';
import { zoneBetween } from '../traffic/zone.js';
import { MICROSECONDS } from '../units.js';
import { type Context, inOrder, warning } from './context.js';

/** `duration` in microseconds; without one nothing is said. */
export function checkSchedules({ checked, root }: Context, duration: number | null): Problem[] {
  if (duration === null) return [];
  const from = secondsOf(checked.start);
  const to = from + duration / MICROSECONDS.s;
  return inOrder(checked.triggers, root, ['triggers']).flatMap(([name, trigger]) => {
    if (trigger.type === 'trace' || trigger.type === 'warmer') return [];
    const path = ['triggers', name, 'arrivals'];
    const { arrivals } = trigger;
    if (arrivals.kind === 'closed') return [];
    if (arrivals.kind !== 'together') return silent(arrivals, [...path, 'schedule'], from, to);
    return arrivals.parts.flatMap((part, index) => silent(part, [...path, index, 'schedule'], from, to));
  });
}

function silent(arrivals: GivenOpenArrivals, path: Path, from: number, to: number): Problem[] {
  const first = firstCall(arrivals, from, to);
  if (first === undefined || first <= to) return [];
  const message = 'the schedule makes no call in the simulated time';
  const when = first === Infinity ? 'it never does' : `its first would come on ${dateText(first)}`;
  return [warning({ code: 'silent-schedule', message, path, hint: when })];
}

/** In seconds from 1970, `Infinity` for never; `undefined` for what is no schedule. */
function firstCall(arrivals: GivenOpenArrivals, from: number, to: number): number | undefined {
  return arrivals.kind === 'every' || arrivals.kind === 'cron' ? firstOf(arrivals, from, to) : undefined;
}

/** The same for a schedule; where it lies beyond `to`, the zone's clock may have changed by then. */
export function firstOf(times: Repeating, from: number, to: number): number {
  if (times.kind === 'every') return from + times.interval / MICROSECONDS.s;
  return cronTimes(times.cron, zoneBetween(times.zone, from, to), from).next().value ?? Infinity;
}

type Repeating = Extract<GivenOpenArrivals, { readonly kind: 'every' | 'cron' }>;

export function dateText(seconds: number): string {
  const { year, month, day } = civilFromDays(Math.floor(seconds / DAY_SECONDS));
  return [year, month, day].map((part) => String(part).padStart(2, '0')).join('-');
}
