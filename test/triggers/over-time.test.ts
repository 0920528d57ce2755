// What the series tell of triggers: what waits, how old it is, what was tried again and given up, each by hand.
import { describe, expect, it } from 'vitest';
import type { RunResult } from '../../src/result.js';
import { simulate } from '../../src/simulate.js';
import { sound } from '../scenario/example.js';

const FUNCTION = 'memory: 1024, init: 0ms, placementLatency: 0ms, timeout: 30s';

function ran(fn: string, trigger: string, top = 'duration: 5m'): RunResult {
  return simulate(
    sound(`
${top}
account: { maxLifetime: none }
functions: { f: { ${FUNCTION}, ${fn} } }
triggers: { t: { target: f, ${trigger} } }
`),
    0,
  );
}

const of = ({ series }: RunResult) => series.triggers['t']!;
const ofFunction = ({ series }: RunResult) => series.functions['f']!;
const BURST = 'arrivals: { bursts: { every: 10s, size: 2 } }';

describe('events that are handed over', () => {
  it('wait from a failure to the next attempt, and have an age at each', () => {
    // At 10 s, 72 s and 194 s, for two seconds each: a minute passes, then two.
    const of10 = ran('handler: 2s, errorRate: 1', 'type: s3, arrivals: { counts: { perMinute: [0, 1] } }');
    const came = of10.series.triggers['t']!['EventAge']!['Maximum']!;
    expect(came.map((age) => age === null)).toEqual([true, false, false, true, false]);
    expect(came.filter((age) => age !== null)).toEqual([0, 62_000, 184_000]);
    expect(of(of10)).toMatchObject({
      EventsWaiting: { Maximum: [0, 1, 1, 1, 1] },
      EventsInFlight: { Maximum: [0, 1, 1, 0, 1] },
      Retries: { Sum: [0, 0, 1, 0, 1] },
      DeadLettered: { Sum: [0, 0, 0, 0, 0] },
      Dropped: { Sum: [0, 0, 0, 0, 1] },
    });
  });

  it('wait while they are throttled, and nothing else waits', () => {
    const busy = ran('handler: 5s, reservedConcurrency: 1', `type: async, ${BURST}`, 'duration: 19s');
    const [most] = of(busy)['EventsWaiting']!['Maximum']!;
    expect(most).toBe(1);
    expect(of(busy)['EventsInFlight']!['Maximum']).toEqual([1]);
    const free = ran('handler: 5s', `type: async, ${BURST}`, 'duration: 19s');
    expect(of(free)['EventsWaiting']).toEqual({ Maximum: [0], Average: [0] });
    expect(of(free)['EventsInFlight']).toEqual({ Maximum: [2], Average: [10 / 19] });
  });

  it('have AWS’s metrics on their function, for all who hand over together', () => {
    const given = ran(
      'handler: 1s, errorRate: 1, maximumRetryAttempts: 0, onFailure: failed',
      `type: sns, ${BURST}`,
      'duration: 70s',
    );
    // Two events each ten seconds; those of the last second fail after the end. What went somewhere was given up as well.
    expect(ofFunction(given)).toMatchObject({
      AsyncEventsReceived: { Sum: [10, 4] },
      AsyncEventAge: { Maximum: [0, 0], Average: [0, 0] },
      AsyncEventsDropped: { Sum: [10, 2] },
      RecursiveInvocationsDropped: { Sum: [0, 0] },
    });
    expect(of(given)).toMatchObject({ DeadLettered: { Sum: [10, 2] }, Dropped: { Sum: [0, 0] } });
  });

  it('are older the longer they are throttled, on average too', () => {
    // One runs at once, one is refused and comes a second later.
    const late = ran('handler: 500ms, reservedConcurrency: 1', `type: async, ${BURST}`, 'duration: 15s');
    expect(ofFunction(late)['AsyncEventAge']).toEqual({ Maximum: [1000], Average: [500] });
  });

  it('of a schedule are received when they come, within its window', () => {
    const late = ran(
      'handler: 1s',
      'type: schedule, arrivals: { schedule: { rate: 1 minute } }, flexibleWindow: 1m',
      'duration: 30m',
    );
    const received = ofFunction(late)['AsyncEventsReceived']!['Sum']!.reduce<number>((sum, each) => sum + each!, 0);
    expect(received).toBe(late.triggers['t']!.events);
    expect(Math.max(...ofFunction(late)['AsyncEventAge']!['Maximum']!.map(Number))).toBe(0);
  });

  it('by functions are among them, those of a loop by AWS’s name', () => {
    const run = simulate(
      sound(`
duration: 30s
functions: { f: { ${FUNCTION}, handler: 1s, calls: [{ target: f, mode: async }] } }
triggers: { t: { type: sdk, target: f, arrivals: { bursts: { every: 20s, size: 1 } } } }
`),
      0,
    );
    expect(Object.keys(run.series.triggers)).toEqual(['f calls f']);
    // One each half second: sixteen run, and one more is dropped.
    expect(ofFunction(run)).toMatchObject({
      AsyncEventsReceived: { Sum: [17] },
      AsyncEventsDropped: { Sum: [1] },
      RecursiveInvocationsDropped: { Sum: [1] },
    });
  });

  it('are not a matter of those who wait for an answer', () => {
    const waited = ran('handler: 1s', `type: sdk, ${BURST}`);
    expect(waited.series.triggers).toEqual({});
    expect(Object.keys(ofFunction(waited)).filter((metric) => metric.startsWith('Async'))).toEqual([]);
  });
});

describe('messages of a queue', () => {
  const queue = `type: sqs, batchSize: 1, visibilityTimeout: 60s, ${BURST.replace('size: 2', 'size: 1')}`;

  it('that come back are retries, and go at last where dead letters go', () => {
    const failing = ran('handler: 1s, errorRate: 1', `${queue}, maxReceiveCount: 2`, 'duration: 3m30s');
    // That of 10 s is received at 10 s and 70 s, and would be again at 130 s.
    const { Retries, DeadLettered, Dropped } = of(failing);
    expect([Retries, DeadLettered, Dropped].map((each) => each!['Sum'])).toEqual([
      [0, 5, 6, 4],
      [0, 0, 5, 4],
      [0, 0, 0, 0],
    ]);
  });

  it('are as old as the oldest of them, in seconds', () => {
    // That of 10 s is gone at 130 s; then that of 20 s is the oldest, and so on every ten seconds.
    const failing = ran('handler: 1s, errorRate: 1', `${queue}, maxReceiveCount: 2`, 'duration: 3m30s');
    expect(of(failing)['ApproximateAgeOfOldestMessage']!['Maximum']).toEqual([50, 110, 120, 120]);
  });

  it('that were received three times no longer count for that, but in a FIFO queue', () => {
    const one = 'arrivals: { counts: { perMinute: [1] } }';
    const endless = (more: string): (number | null)[] => [
      ...of(ran('handler: 1s, errorRate: 1', `type: sqs, batchSize: 1, visibilityTimeout: 60s, ${more}, ${one}`))[
        'ApproximateAgeOfOldestMessage'
      ]!['Maximum']!,
    ];
    expect(endless('retentionPeriod: 1h').slice(4)).toEqual([null]);
    expect(endless('retentionPeriod: 1h, fifo: { groups: 1 }')[4]).toBeGreaterThan(240);
  });
});

describe('records of a stream', () => {
  it('that are given up are counted when they are, those of the warm-up too', () => {
    const stream = 'type: kinesis, maximumRetryAttempts: 0, arrivals: { bursts: { every: 10s, size: 2 } }';
    const failing = ran('handler: 1s, errorRate: 1', stream, 'duration: 2m\nwarmup: 1m');
    const dropped = of(failing)['Dropped']!['Sum']!;
    expect(dropped[0]).toBeGreaterThan(0);
    expect(dropped[1]).toBeGreaterThan(0);
    expect(failing.triggers['t']!.dropped).toBeLessThan(dropped[0]! + dropped[1]!);
  });
});

describe('all kinds of triggers together', () => {
  it.each([
    ['async', ''],
    ['sqs', 'batchSize: 1, visibilityTimeout: 30s, maxReceiveCount: 3'],
    ['kinesis', 'maximumRetryAttempts: 2, batchSize: 3'],
    ['kafka', 'partitions: 2, retention: 2m'],
  ])('have over time what they have as sums, where all ends in time (%s)', (type, settings) => {
    const arrivals = 'arrivals: { counts: { perMinute: [40, 30] } }';
    const run = ran(
      'handler: 1s, errorRate: 0.5, maximumRetryAttempts: 1',
      `type: ${type}, ${settings === '' ? '' : `${settings}, `}${arrivals}`,
      'duration: 20m',
    );
    const sumOf = (metric: string): number => of(run)[metric]!['Sum']!.reduce<number>((sum, each) => sum + each!, 0);
    const { retries, deadLettered, dropped } = run.triggers['t']!;
    expect([sumOf('Retries'), sumOf('DeadLettered'), sumOf('Dropped')]).toEqual([retries, deadLettered, dropped]);
    expect(retries).toBeGreaterThan(0);
  });
});
