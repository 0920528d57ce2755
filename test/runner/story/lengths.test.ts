// The facts of single requests that have to be worked out beside the run: what of an image is left to read, what is billed of a
// restore, who waited.
import { describe, expect, test } from 'vitest';
import type { RequestFacts } from '../../../src/explanation.js';
import { requestFacts } from '../../../src/runner/story/request.js';
import type { Scenario } from '../../../src/scenario/types.js';
import { bytesOf } from '../../support/bytes.js';
import { scenario } from '../../support/scenario.js';

function facts(of: Scenario, request: number): RequestFacts {
  const found = requestFacts(of, { function: 'api', request, replication: 0 }, undefined);
  if ('requests' in found) throw new Error(`only ${found.requests} requests`);
  return found;
}

describe('an image that no cache holds', () => {
  const image = (function_: object) =>
    scenario({
      duration: '5m',
      functions: {
        api: {
          ...{ memory: 1769, timeout: '2m', handler: '1s', keepAlive: '1s' },
          ...{ package: { type: 'image', size: '200MB', chunkCache: 'empty' } },
          ...function_,
        },
      },
      triggers: { web: { type: 'sdk', target: 'api', arrivals: { constant: { rate: '1/m' } } } },
    });

  test.each([
    ['half a second', { init: '500ms' }, 500],
    ['more than its limit', { init: '12s' }, 12_000],
  ])('is read on within the invocation, beside an init of %s', (_, given, initMs) => {
    const of = image(given);
    const first = facts(of, 1);
    expect(first.failedInit).toBe('init timeout');
    expect(first.loadLeftMs).toBeGreaterThan(0);
    expect(first.initWithinMs).toBeCloseTo(first.loadLeftMs + initMs, 6);
    expect(first.durationMs).toBeCloseTo(first.initWithinMs + 1000, 6);
    expect(first.init!.loadMs).toBeCloseTo(first.loadLeftMs + 10_000, 6);
    const second = facts(of, 2);
    expect(second).toMatchObject({ start: 'cold', loadLeftMs: 0, init: { loadMs: 0 } });
    expect(second.initWithinMs).toBe(initMs > 10_000 ? initMs : 0);
  });
});

test('what is billed of a restore is whole milliseconds, and with the duration all that is billed', () => {
  const of = scenario({
    duration: '1h',
    functions: {
      api: {
        ...{ runtime: 'java21', handler: { exponential: { mean: '80ms' } }, timeout: '9s', keepAlive: '1s' },
        snapStart: { restore: { uniform: { min: '400ms', max: '900ms' } }, billedShare: 0.21 },
        aliases: { live: { version: 1 } },
      },
    },
    triggers: { web: { type: 'sdk', target: 'api:live', arrivals: { constant: { rate: '1/m' } } } },
  });
  for (let request = 1; request <= 20; request++) {
    const { billedRestoreMs, restoreMs, durationMs, billedMs } = facts(of, request);
    expect(billedRestoreMs).toBe(Math.ceil(restoreMs * 0.21));
    expect(billedMs).toBe(Math.ceil(durationMs + billedRestoreMs));
  }
});

test('the next request of an environment may have waited for it', () => {
  const of = (eagerAssignment: boolean) =>
    scenario({
      duration: '10s',
      functions: { api: { init: '3s', timeout: '30s', placementLatency: '0ms', eagerAssignment } },
      triggers: { calls: { type: 'trace', file: 'calls.csv' } },
    });
  const trace = 'time_ms,target,duration_ms\n0,api,1000\n3500,api,10\n5000,api,10\n';
  const first = (eager: boolean) => {
    const asked = { function: 'api', request: 1, replication: 0 };
    const found = requestFacts(of(eager), asked, () => bytesOf(trace));
    return 'requests' in found ? null : found.afterwards;
  };
  expect(first(true)).toEqual({ kind: 'used', atMs: 4000, request: 2, waited: true });
  expect(first(false)).toEqual({ kind: 'used', atMs: 5000, request: 3, waited: false });
});
