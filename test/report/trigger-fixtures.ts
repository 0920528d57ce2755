// What became of what triggers sent, built by hand and consistent in itself: no simulation has run.
import type { Result, TrafficSettings, TriggerResult } from '../../src/result.js';
import { busyFunction, HOSTILE_NAMES, resultOf, settingsOf, statistics } from './fixtures.js';

/** A thousand events that were all processed, but for a change; the succeeded are the rest. */
export function trigger(change: Partial<TriggerResult> = {}): TriggerResult {
  const { events = 1000, failed = 0, deadLettered = 0, dropped = 0, queued = 0 } = change;
  return {
    events,
    failed,
    deadLettered,
    dropped,
    droppedByReason: {},
    queued,
    retries: 0,
    latencyMs: statistics(80),
    ...change,
    succeeded: events - failed - deadLettered - dropped - queued,
  };
}

export const DROPPED: Partial<TriggerResult> = {
  dropped: 12,
  droppedByReason: { 'maximum event age': 2, 'retries used up': 10 },
};

const TYPES: Readonly<Record<string, string>> = { api: 'apiGateway', imports: 's3' };

export const trafficOf = (name: string, target = 'checkout ($LATEST)'): TrafficSettings => ({
  trigger: name,
  type: TYPES[name] ?? 'sdk',
  target,
  arrivals: 'Poisson, 20/s',
});

/** One function, and what calls it; a trigger named `imports` is of type `s3`. */
export function triggered(triggers: Readonly<Record<string, TriggerResult>>, replications = 1): Result {
  return resultOf({
    functions: { checkout: busyFunction() },
    settings: [settingsOf('checkout')],
    triggers,
    replications,
    change: { traffic: Object.keys(triggers).map((name) => trafficOf(name)) },
  });
}

/** Clients who try again, and events of which some are lost. */
export const lossy = (): Result =>
  triggered({ api: trigger({ failed: 30, retries: 2400 }), imports: trigger({ ...DROPPED, queued: 1, retries: 40 }) });

export function hostileTriggers(): Result {
  const reasons = { '<b>reason</b> | `x`': 3 };
  return triggered(
    Object.fromEntries(
      HOSTILE_NAMES.map((name) => [name, trigger({ dropped: 3, droppedByReason: reasons, retries: 9 })]),
    ),
  );
}
