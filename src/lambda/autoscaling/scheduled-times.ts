// When a scheduled action is due, in microseconds from time 0.
import { cronTimes } from '../../engine/cron.js';
import type { ScheduledTimes } from '../../scenario/provisioned/types.js';

const SECOND = 1_000_000;

/** Rising; `start` is time 0 in seconds from 1970. */
export function* scheduledTimes(times: ScheduledTimes, start: number): Generator<number, void> {
  switch (times.kind) {
    case 'at':
      if (times.at >= 0) yield times.at;
      return;
    case 'every':
      for (let at = times.interval; ; at += times.interval) yield at;
    case 'cron':
      for (const at of cronTimes(times.cron, times.zone, start)) yield (at - start) * SECOND;
  }
}
