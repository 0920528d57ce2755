// Provisioned concurrency from what a scenario gives to what the engine reads: clocks have their offsets, times count from
// time 0.
import { momentAt } from '../source/moment.js';
import type { Zone } from '../traffic/clock-types.js';
import type { GivenAction, GivenProvisioned, GivenTimes } from './given.js';
import type { ProvisionedSpec, ScheduledAction, ScheduledTimes } from './types.js';

/** What is asked for the rest. */
export interface Clocks {
  /** Calendar time of time 0, in seconds from 1970. */
  readonly start: number;
  readonly zoneOf: (name: string) => Zone;
}

/** Only for a scenario that has passed every check. */
export function completedProvisioned(given: GivenProvisioned, clocks: Clocks): ProvisionedSpec {
  const { min, max, preparation, tracking } = given;
  if (tracking === null && given.scheduled.length === 0) return { initial: min, preparation, scaling: null };
  const scheduled = given.scheduled.map((action) => completedAction(action, clocks));
  return { initial: min, preparation, scaling: { min, max, tracking, scheduled } };
}

function completedAction({ times, min, max }: GivenAction, clocks: Clocks): ScheduledAction {
  return { times: completedTimes(times, clocks), min, max };
}

function completedTimes(times: GivenTimes, { start, zoneOf }: Clocks): ScheduledTimes {
  switch (times.kind) {
    case 'at':
      return { kind: 'at', at: momentAt(times.at, start) };
    case 'cron':
      return { kind: 'cron', cron: times.cron, zone: zoneOf(times.zone) };
    case 'every':
      return times;
  }
}
