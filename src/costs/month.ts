// What a month would cost: whether a scenario asks for it, and what a run that is no whole number of days leaves out of it.
import { HOURS_PER_MONTH } from '../pricing/prices.js';
import { durationText } from '../scenario/duration-text.js';
import type { Scenario } from '../scenario/types.js';

const DAY = 86_400_000_000;

/** Whether a scenario's conditions are on what a month costs. */
export function asksForMonth({ slo }: Scenario): boolean {
  return slo.some(({ metric }) => metric.split('.').includes('monthly'));
}

/** `null` where the time after the warm-up is whole days; `asking` names what wants the month, "--monthly". M-MONTH */
export function monthWarning({ duration, warmup, triggers }: Scenario, asking: string): string | null {
  const measured = duration - warmup;
  if (measured % DAY === 0) return null;
  // A trace has no more to give than it holds.
  const isReplayed = triggers.some(({ type }) => type === 'trace');
  const whole = durationText(warmup + Math.ceil(measured / DAY) * DAY);
  return `${asking} makes a month of ${HOURS_PER_MONTH} h out of ${durationText(measured)}, without any hour or weekday that is not in it: simulate whole days${isReplayed ? '' : ` (--duration ${whole})`}`;
}
