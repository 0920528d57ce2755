// Arrival processes from what a scenario gives to what the engine reads: with the offsets of their clocks, and with what stood
// in files.
import { countsFrom, type FileCounts } from '../files/counts.js';
import { type FileValues, withValues } from '../files/numbers.js';
import type { Zone } from './clock-types.js';
import type { GivenArrivals, GivenOpenArrivals } from './given.js';
import type { Arrivals, OpenArrivals } from './types.js';

/** What is asked for the rest. */
export interface Completion {
  readonly zoneOf: (name: string) => Zone;
  readonly values: FileValues;
  readonly counts: FileCounts;
}

/** Only for a scenario that has passed every check. */
export function completed(given: GivenArrivals, by: Completion): Arrivals {
  return given.kind === 'closed'
    ? { ...given, thinkTime: withValues(given.thinkTime, by.values) }
    : openCompleted(given, by);
}

function openCompleted(given: GivenOpenArrivals, by: Completion): OpenArrivals {
  switch (given.kind) {
    case 'diurnal':
      return { ...given, zone: by.zoneOf(given.zone) };
    case 'cron':
      return { ...given, zone: by.zoneOf(given.zone) };
    case 'bursts':
      return { ...given, every: withValues(given.every, by.values) };
    case 'counts':
      return { ...given, counts: 'file' in given.counts ? countsFrom(given.counts, by.counts) : given.counts };
    case 'together':
      return { kind: 'together', parts: given.parts.map((part) => openCompleted(part, by)) };
    default:
      return given;
  }
}
