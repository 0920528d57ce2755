// What waited for Lambda over ten minutes, built by hand: no simulation has run.
import type { MetricSeries, Result } from '../../../src/result.js';
import { HOSTILE_NAMES } from '../fixtures.js';
import { trigger, triggered } from '../trigger-fixtures.js';

const level = (maximum: readonly number[], average: readonly number[]) => ({ Maximum: maximum, Average: average });
const fates = (retries: readonly number[], deadLettered: readonly number[], dropped: readonly number[]) => ({
  Retries: { Sum: retries },
  DeadLettered: { Sum: deadLettered },
  Dropped: { Sum: dropped },
});
const NONE = Array<number>(10).fill(0);

/** A thousand messages come at once and are done with in three minutes, then three come one by one in the eighth. */
export const QUEUE: MetricSeries = {
  ApproximateNumberOfMessagesVisible: level(
    [1000, 700, 300, 0, 0, 0, 0, 1, 0, 0],
    [800, 500, 100, 0, 0, 0, 0, 0.5, 0, 0],
  ),
  ApproximateNumberOfMessagesNotVisible: level([50, 50, 40, 0, 0, 0, 0, 1, 0, 0], [40, 50, 20, 0, 0, 0, 0, 0.1, 0, 0]),
  ApproximateAgeOfOldestMessage: { Maximum: [60, 120, 170, null, null, null, null, 2.5, null, null] },
  ...fates([0, 5, 12, 0, 0, 0, 0, 0, 0, 0], [0, 0, 3, 0, 0, 0, 0, 0, 0, 0], NONE),
};

/** A record waits until it is settled. */
export const STREAM: MetricSeries = {
  IteratorAge: { Maximum: [40, 40, 40, 40, 40, 40, 40, 40, 40, 40] },
  RecordsWaiting: level(Array<number>(10).fill(20), Array<number>(10).fill(12)),
  RecordsInFlight: level(Array<number>(10).fill(20), Array<number>(10).fill(5)),
  ...fates(NONE, NONE, NONE),
};

export const EVENTS: MetricSeries = {
  EventsWaiting: level([...NONE.slice(0, 9), 4], [...NONE.slice(0, 9), 2]),
  EventsInFlight: level(Array<number>(10).fill(1), Array<number>(10).fill(0.5)),
  EventAge: { Maximum: [...Array<number>(9).fill(0), 61_000] },
  ...fates([...NONE.slice(0, 9), 2], NONE, [...NONE.slice(0, 9), 1]),
};

/** Nothing waits for Lambda of `api`, whose clients wait themselves. */
export function waited(
  series: Readonly<Record<string, MetricSeries>> = { jobs: QUEUE, orders: STREAM, uploads: EVENTS },
): Result {
  const names = ['api', ...Object.keys(series)];
  const result = triggered(Object.fromEntries(names.map((name) => [name, trigger()])));
  const runs = result.runs.map((run) => ({ ...run, series: { ...run.series, triggers: series } }));
  return { ...result, runs, horizonMs: 600_000 };
}

export const hostileBacklogs = (): Result => waited(Object.fromEntries(HOSTILE_NAMES.map((name) => [name, QUEUE])));
