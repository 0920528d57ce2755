// What has to be said of a month's costs where they are asked for, by the flag or by an objective: a run that is no whole number
// of days leaves hours and weekdays out.
import { asksForMonth } from '../../costs/month.js';
import { HOURS_PER_MONTH } from '../../pricing/prices.js';
import { show } from '../../scenario/diagnostics.js';
import { aboutText, durationText } from '../../scenario/duration-text.js';
import type { Scenario } from '../../scenario/types.js';
import type { CheckedScenario } from './scenario.js';

const DAY = 86_400_000_000;

/** The scenario, with a warning where too little is simulated for a month. */
export function withMonth(checked: CheckedScenario, isFlagged: boolean): CheckedScenario {
  const { scenario, file, remarks, warnings } = checked;
  if (!isFlagged && !asksForMonth(scenario)) return checked;
  const warning = monthWarning(scenario, isFlagged ? '--monthly' : 'an slo on monthly');
  if (warning === null) return checked;
  return {
    ...checked,
    remarks: [...remarks, `${show(file, 200)}: warning: ${warning}`],
    warnings: [...warnings, warning],
  };
}

/** `null` where the time after the warm-up is whole days; `asking` names what wants the month. M-MONTH */
export function monthWarning({ duration, warmup, warmupBy, triggers }: Scenario, asking: string): string | null {
  if (warmupBy !== undefined) {
    return `${asking} makes a month of ${HOURS_PER_MONTH} h out of what warmup: auto leaves, which may be no whole days: give the warm-up as a time`;
  }
  const measured = duration - warmup;
  if (measured % DAY === 0) return null;
  // A trace has no more to give than it holds.
  const isReplayed = triggers.some(({ type }) => type === 'trace');
  const whole = durationText(warmup + Math.ceil(measured / DAY) * DAY);
  return `${asking} makes a month of ${HOURS_PER_MONTH} h out of ${aboutText(measured)}, without any hour or weekday that is not in it: simulate whole days${isReplayed ? '' : ` (--duration ${whole})`}`;
}
