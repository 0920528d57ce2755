// Timelines of runs for the tests of pages, and the script of the page that reads them, run here.
import { runInNewContext } from 'node:vm';
import type { Timeline } from '../../../src/metrics/timeline.js';
import { DECODE_SCRIPT } from '../../../src/report/timeline/decode-script.js';
import { type Room, TimelineRecorder } from '../../../src/runner/timeline/recorder.js';
import type { Scenario } from '../../../src/scenario/types.js';
import { simulate } from '../../../src/simulate.js';
import { CALLS } from '../../runner/calls-by-hand.js';
import { bytesOf } from '../../support/bytes.js';
import { scenario } from '../../support/scenario.js';

export const WHOLE: Room = { details: Infinity, lives: Infinity };

export function timelineOf(given: Scenario, room = WHOLE): Timeline {
  const recorder = new TimelineRecorder(room);
  const { events, invocations } = recorder;
  simulate(given, 0, { open: () => bytesOf(CALLS), events, invocations });
  return recorder.finish(given.duration);
}

/** The example of docs/EVENTS.md. */
export const byHand = (room?: Room): Timeline =>
  timelineOf(
    scenario({
      duration: '10s',
      account: { maxLifetime: '6s' },
      functions: {
        api: {
          timeout: '1s',
          placementLatency: '100ms',
          init: '200ms',
          keepAlive: { idle: '2s', spare: '3s' },
          reservedConcurrency: 2,
          aliases: { live: { version: 1, provisionedConcurrency: 1 } },
        },
      },
      triggers: { calls: { type: 'trace', file: 'calls.csv' } },
    }),
    room,
  );

/** Bursts that each find the environments of the last one gone. */
export const manyEnvironments = (): Timeline =>
  timelineOf(
    scenario({
      duration: '5m',
      account: { concurrency: 5000, scalingRate: 'none', requestRate: 'none', maxLifetime: 'none' },
      functions: {
        api: {
          handler: { exponential: { mean: '3s' } },
          timeout: '60s',
          init: { uniform: { min: '300ms', max: '5s' } },
          keepAlive: '5s',
        },
      },
      triggers: {
        http: {
          type: 'sdk',
          target: 'api',
          arrivals: [{ bursts: { every: '60s', size: 1000 } }, { poisson: { rate: '2/s' } }],
        },
      },
    }),
  );

/** What the script of the page makes of the packed lives. */
export interface Decoded {
  readonly count: number;
  readonly limit: number;
  readonly functionOf: Int32Array;
  readonly provisioned: Uint8Array;
  readonly number: Int32Array;
  readonly from: Float64Array;
  readonly why: Int32Array;
  readonly first: Int32Array;
  readonly kind: Uint8Array;
  readonly until: Float64Array;
  readonly way: Uint16Array;
  readonly request: Int32Array;
  readonly before: ReadonlyMap<number, number>;
  readonly renewals: readonly { readonly environment: number; readonly at: number }[];
  readonly throttles: Readonly<Record<'functionOf' | 'at' | 'reason' | 'request', ArrayLike<number>>>;
}

/** The very text that the page runs. */
export const decode = runInNewContext(`${DECODE_SCRIPT}; decodeTimeline`) as (
  bytes: Uint8Array,
  timeline: Timeline,
) => Decoded;
