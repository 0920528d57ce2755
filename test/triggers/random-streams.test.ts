// Random streams: the engine does what a naive reckoning does, attempt by attempt, and loses nothing where that cannot follow.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { InvocationRecord } from '../../src/lambda/measurement/invocation-log.js';
import type { StreamTrigger } from '../../src/scenario/triggers/types.js';
import { simulate } from '../../src/simulate.js';
import { IDEAL_ACCOUNT, scenario } from '../support/scenario.js';
import { naive } from './naive-stream.js';

const HANDLER = 700;

const streams = fc.record({
  type: fc.constantFrom('kinesis', 'dynamodb'),
  arrivals: fc.oneof(
    fc.record({ poisson: fc.record({ rate: fc.constantFrom('1/s', '8/s', '40/s') }) }),
    fc.record({
      bursts: fc.record({ every: fc.constantFrom('1s', '2500ms', '7s'), size: fc.integer({ min: 1, max: 60 }) }),
    }),
  ),
  shards: fc.integer({ min: 1, max: 5 }),
  parallelizationFactor: fc.integer({ min: 1, max: 4 }),
  batchSize: fc.integer({ min: 1, max: 30 }),
  batchWindow: fc.constantFrom('0s', '0s', '1s', '3s'),
  maximumRetryAttempts: fc.constantFrom(-1, 0, 1, 3),
  maximumRecordAge: fc.constantFrom('none', -1, '60s', '70s'),
  bisectBatchOnFunctionError: fc.boolean(),
  reportBatchItemFailures: fc.boolean(),
  poisonRate: fc.constantFrom(0, 0.01, 0.2),
  poisonRecords: fc.constantFrom([], [3], [1, 2, 20]),
  perRecord: fc.constantFrom('0s', '30ms', '90ms'),
});

const text = (trigger: object, seed: number, fn: object = {}): object => ({
  duration: '90s',
  seed,
  account: IDEAL_ACCOUNT,
  functions: {
    f: { memory: 1024, init: '0ms', placementLatency: '0ms', handler: `${HANDLER}ms`, timeout: '900s', ...fn },
  },
  triggers: { stream: { target: 'f', ...trigger } },
});

/** When the records come: what the same trigger calls where it does not poll. */
function comings(arrivals: object, seed: number): number[] {
  const times: number[] = [];
  const calls = text({ type: 'sdk', arrivals }, seed, { handler: '0ms' });
  simulate(scenario(calls), 0, { invocations: ({ arrivedAt }) => times.push(arrivedAt) });
  return times;
}

const byTime = (a: readonly unknown[], b: readonly unknown[]): number =>
  JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;

describe('a stream', () => {
  it('sends the batches that a naive reckoning sends, at the same times, and its records have the same fates', () => {
    fc.assert(
      fc.property(streams, fc.nat(1e6), (given, seed) => {
        const rows: InvocationRecord[] = [];
        const whole = scenario(text(given, seed));
        const spec = whole.triggers[0] as StreamTrigger;
        const { triggers, functions } = simulate(whole, 0, { invocations: (record) => rows.push({ ...record }) });
        const times = comings(given.arrivals, seed);
        const expected = naive(spec, times, whole.duration, HANDLER * 1000, whole.seed);
        const lengths = expected.attempts.map(({ at, size, outcome }) => [
          at,
          HANDLER * 1000 + spec.perRecord * size,
          outcome,
        ]);
        expect(rows.map(({ arrivedAt, duration, outcome }) => [arrivedAt, duration, outcome]).sort(byTime)).toEqual(
          lengths.sort(byTime),
        );
        const { succeeded, retries, givenUp, tooOld } = expected;
        expect(triggers['stream']).toMatchObject({
          ...{ events: times.length, succeeded, retries, dropped: givenUp + tooOld },
          queued: times.length - succeeded - givenUp - tooOld,
        });
        expect(functions['f']!.concurrency.max).toBeLessThanOrEqual(spec.shards * spec.parallelizationFactor);
      }),
      { numRuns: 400, seed: 1 },
    );
  });

  it('loses nothing and counts nothing twice where it is throttled, fails by chance and begins in a warm-up', () => {
    const limits = fc.record({
      reservedConcurrency: fc.constantFrom(0, 1, 2, 10),
      errorRate: fc.constantFrom(0, 0.3),
      crashRate: fc.constantFrom(0, 0.1),
    });
    fc.assert(
      fc.property(streams, limits, fc.boolean(), fc.nat(1e6), (given, fn, hasDestination, seed) => {
        const trigger = hasDestination ? { ...given, onFailure: 'failed' } : given;
        const { triggers, functions } = simulate(scenario({ ...text(trigger, seed, fn), warmup: '20s' }), 0);
        const of = triggers['stream']!;
        const { arrivals, retries, invocations, throttles, concurrency } = functions['f']!;
        const came = comings(given.arrivals, seed).filter((at) => at >= 20_000_000).length;
        expect(of.events).toBe(came);
        expect(of.succeeded + of.deadLettered + of.dropped + of.queued).toBe(came);
        expect(of.queued).toBeGreaterThanOrEqual(0);
        expect(arrivals + retries).toBe(invocations + throttles);
        expect(of.retries).toBe(retries);
        expect(concurrency.max).toBeLessThanOrEqual(fn.reservedConcurrency);
      }),
      { numRuns: 100, seed: 1 },
    );
  });
});
