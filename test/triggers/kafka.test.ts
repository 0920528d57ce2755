// Topics of Kafka: windows, partitions, consumers that follow the lag, and provisioned pollers, each by hand.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { problemsOf } from '../support/scenario.js';
import { type Given, type Ran, ran, times } from './streams.js';

const topic = (size: number, trigger: object = {}, rest: Given = {}): Ran =>
  ran(size, { ...rest, trigger: { type: 'kafka', ...trigger } });
const most = ({ result }: Ran): number => result.functions['f']!.concurrency.max;

describe('a partition', () => {
  it('gathers records for half a second from the first on', () => {
    const of = topic(3);
    expect(of.attempts).toEqual([[10.7, 'ok']]);
    expect(of.records).toMatchObject({ events: 3, succeeded: 3 });
    expect(of.records.latencyMs.max).toBe(1500);
  });

  it('sends at once without a window, and when batchSize have come', () => {
    expect(times(topic(1, { batchWindow: '0s' }))).toEqual([10.2]);
    expect(times(topic(3, { batchSize: 3, batchWindow: '300s' }))).toEqual([10.2]);
  });

  it('sends the next batch when the one before has ended, if its window is over by then', () => {
    // The fourth came with the others: its window ends before the first batch does.
    expect(times(topic(4, { batchSize: 3 }))).toEqual([10.2, 11.2]);
    expect(times(topic(4, { batchSize: 3, batchWindow: '5s' }))).toEqual([10.2, 15.2]);
  });

  it('sends a batch that fails again until it succeeds, and nothing else meanwhile', () => {
    const of = topic(2, { poisonRecords: [1], batchSize: 1 }, { scenario: { duration: '20s' } });
    expect(times(of)).toEqual([10.2, 12.2, 15.2, 20.2].filter((at) => at <= 20));
    expect(of.records).toMatchObject({ succeeded: 0, queued: 2, retries: 2 });
  });

  it('gives a batch up when the topic no longer keeps its records', () => {
    const of = topic(2, { poisonRecords: [1], retention: '1m' }, { scenario: { duration: '85s' } });
    expect(of.records.droppedByReason).toMatchObject({ expired: expect.any(Number) as number });
    expect(of.records.dropped).toBeGreaterThanOrEqual(2);
  });

  it('that fails holds up no other', () => {
    const arrivals = { constant: { rate: '5/s' } };
    const of = topic(
      1,
      { partitions: 4, poisonRecords: [1], batchSize: 10, arrivals },
      { fn: { handler: '10ms' }, scenario: { duration: '60s' } },
    );
    expect(of.records.succeeded).toBeGreaterThan(150);
    expect(of.records.queued).toBeGreaterThan(40);
  });
});

describe('consumers', () => {
  const busy = { partitions: 8, batchSize: 10, arrivals: { constant: { rate: '60/s' } } };
  const consumers = (of: Ran) => of.result.series.triggers['stream']!['Consumers']!['Maximum'];

  it('begin as one, which sends one batch at a time', () => {
    const of = topic(1, busy, { scenario: { duration: '3m59s' } });
    expect(most(of)).toBe(1);
    expect(consumers(of)).toEqual([1, 1, 1, 1]);
  });

  it('are as many as the lag has batches for, no more than partitions, three minutes after it was looked at', () => {
    const of = topic(1, busy, { scenario: { duration: '6m' } });
    // 60 come a second and 10 are handled: at one minute the lag is beyond eight batches.
    expect(consumers(of)).toEqual([1, 1, 1, 1, 8, 8]);
    expect(most(of)).toBe(8);
    const first = of.rows.findIndex(({ arrivedAt }, at) => arrivedAt === of.rows[at + 1]?.arrivedAt);
    expect(of.rows[first]!.arrivedAt).toBe(240_000_000);
  });

  it('become fewer one by one', () => {
    const burst = { bursts: { every: '30s', size: 200 } };
    const of = topic(
      1,
      { partitions: 4, batchSize: 10, arrivals: burst },
      { fn: { handler: '15s' }, scenario: { duration: '90s' } },
    );
    expect(consumers(of)).toEqual([1, 1]);
    const counts = { counts: { perMinute: [300, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0] } };
    const long = topic(
      1,
      { partitions: 4, batchSize: 10, arrivals: counts },
      { fn: { handler: '2s' }, scenario: { duration: '12m' } },
    );
    // Decided at 1 m: four; from 2 m on the lag is gone, and one less each minute.
    expect(consumers(long)).toEqual([1, 1, 1, 1, 4, 4, 3, 2, 1, 1, 1, 1]);
  });

  it('with one partition stay one', () => {
    expect(consumers(topic(1, { ...busy, partitions: 1 }, { scenario: { duration: '6m' } }))).toEqual([
      1, 1, 1, 1, 1, 1,
    ]);
  });
});

describe('the lag', () => {
  it('is what has come and is not settled', () => {
    const of = topic(7, { batchSize: 3 });
    expect(of.result.series.triggers['stream']).toMatchObject({
      OffsetLag: { Maximum: [7] },
      RecordsInFlight: { Maximum: [3] },
    });
  });
});

describe('provisioned pollers', () => {
  const busy = { partitions: 40, batchSize: 10, arrivals: { constant: { rate: '400/s' } } };

  it('send five batches each at a time', () => {
    expect(most(topic(1, { ...busy, provisionedPollers: { min: 2, max: 2 } }))).toBe(10);
  });

  it('follow the lag between min and max, and are charged for as long as they are there', () => {
    const of = topic(1, { ...busy, provisionedPollers: { min: 2, max: 4 } }, { scenario: { duration: '6m' } });
    expect(of.result.series.triggers['stream']!['ProvisionedPollers']!['Maximum']).toEqual([2, 2, 2, 2, 4, 4]);
    expect(most(of)).toBe(20);
    // Two for four minutes and four for two.
    expect(of.result.functions['f']!.cost.pollers).toBeCloseTo((16 / 60) * 0.185, 12);
  });

  it('are charged from the end of the warm-up on', () => {
    const settings = { provisionedPollers: { min: 3, max: 3 } };
    const of = topic(1, settings, { scenario: { duration: '2h', warmup: '30m' } });
    expect(of.result.functions['f']!.cost.pollers).toBeCloseTo(3 * 1.5 * 0.185, 12);
    expect(topic(1).result.functions['f']!.cost.pollers).toBe(0);
  });

  it('need a price', () => {
    const functions = { f: { handler: '1ms', region: 'eu-west-1' } };
    const t = { type: 'kafka', target: 'f', arrivals: { constant: { rate: '1/s' } }, provisionedPollers: {} };
    expect(problemsOf({ functions, triggers: { t } })).toEqual([expect.stringContaining('pollers.kafka') as string]);
    expect(problemsOf({ functions, triggers: { t: { ...t, provisionedPollers: undefined } } })).toEqual([]);
  });
});

describe('a topic', () => {
  it('loses nothing, and sends no more batches at a time than partitions or consumers allow', () => {
    const topics = fc.record({
      partitions: fc.integer({ min: 1, max: 6 }),
      batchSize: fc.integer({ min: 1, max: 20 }),
      batchWindow: fc.constantFrom('0s', '500ms', '3s'),
      poisonRate: fc.constantFrom(0, 0.02),
      retention: fc.constantFrom('1m', '7d'),
      perRecord: fc.constantFrom('0s', '20ms'),
      arrivals: fc.constantFrom({ poisson: { rate: '5/s' } }, { bursts: { every: '31s', size: 50 } }),
      provisionedPollers: fc.constantFrom(undefined, { min: 1, max: 3 }),
    });
    const limits = fc.record({ reservedConcurrency: fc.constantFrom(0, 1, 3, 50), errorRate: fc.constantFrom(0, 0.2) });
    fc.assert(
      fc.property(topics, limits, fc.nat(1e6), (given, fn, seed) => {
        const scenario = { duration: '5m', seed, warmup: '20s' };
        const of = topic(1, given, { fn: { handler: '600ms', ...fn }, scenario });
        const { arrivals, retries, invocations, throttles, concurrency } = of.result.functions['f']!;
        const { events, succeeded, dropped, queued } = of.records;
        const calls = ran(1, { trigger: { type: 'sdk', arrivals: given.arrivals }, fn: { handler: '0s' }, scenario });
        expect(events).toBe(calls.rows.filter(({ arrivedAt }) => arrivedAt >= 20_000_000).length);
        expect(succeeded + dropped + queued).toBe(events);
        expect(arrivals + retries).toBe(invocations + throttles);
        expect(concurrency.max).toBeLessThanOrEqual(Math.min(given.partitions, fn.reservedConcurrency));
      }),
      { numRuns: 100, seed: 1 },
    );
  });
});
