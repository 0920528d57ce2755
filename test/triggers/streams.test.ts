// Streams: polls, batches and windows, retries in order, pieces, age and throttles, each by hand.
import { describe, expect, it } from 'vitest';
import { ran, times } from './streams.js';

describe('a shard of a stream', () => {
  it('is polled every second, from 0 on: records of 10.2 s are read at 11 s, as one batch', () => {
    const of = ran(3);
    expect(of.attempts).toEqual([[11, 'ok']]);
    expect(of.records).toMatchObject({ events: 3, succeeded: 3, queued: 0, retries: 0 });
    // From 10.2 s to the end of the batch at 12 s.
    expect(of.records.latencyMs).toMatchObject({ mean: 1800, max: 1800 });
    expect(of.result.functions['f']).toMatchObject({ arrivals: 1, invocations: 1, retries: 0 });
    // The function’s own client is the poller, which waits for the handler alone.
    expect(of.result.functions['f']!.latencyMs.max).toBe(1000);
  });

  it('of DynamoDB is polled four times a second', () => {
    expect(times(ran(1, { trigger: { type: 'dynamodb' } }))).toEqual([10.25]);
  });

  it('is polled again a second later for what comes at the instant of a poll', () => {
    expect(times(ran(1, { trigger: { arrivals: { bursts: { every: '11s', size: 1 } } } }))).toEqual([12]);
  });

  it('is polled at its own place in the second: of four shards the second at a quarter, and so on', () => {
    const of = ran(200, { trigger: { shards: 4, batchSize: 1000 } });
    expect(times(of)).toEqual([10.25, 10.5, 10.75, 11]);
    expect(of.records.succeeded).toBe(200);
  });

  it('sends a batch of batchSize, and the next one when that has ended', () => {
    expect(times(ran(7, { trigger: { batchSize: 3 } }))).toEqual([11, 12, 13]);
  });

  it('sends no more bytes than an invocation may have', () => {
    expect(times(ran(7, { fn: { payload: '2MB' } }))).toEqual([11, 12, 13]);
    expect(times(ran(2, { fn: { payload: '6MB' } }))).toEqual([11, 12]);
  });

  it('has its records handled in a time that may depend on how many there are', () => {
    const of = ran(7, { trigger: { batchSize: 4, perRecord: '100ms' } });
    expect(times(of)).toEqual([11, 12.4]);
    expect(of.result.functions['f']!.durationMs).toMatchObject({ mean: 1350, max: 1400 });
  });

  it('has one batch at a time, and with parallelizationFactor as many as it says', () => {
    const most = (trigger: object) => ran(100, { trigger: { batchSize: 5, ...trigger } }).result.functions['f']!;
    expect(most({}).concurrency.max).toBe(1);
    expect(most({ parallelizationFactor: 4 }).concurrency.max).toBe(4);
    expect(most({ parallelizationFactor: 4 }).invocations).toBeGreaterThanOrEqual(20);
  });
});

describe('a batch window', () => {
  it('begins when the first record is read where nothing is being done, and ends when it is over', () => {
    expect(times(ran(1, { trigger: { batchWindow: '5s' } }))).toEqual([16]);
  });

  it('ends at once when batchSize has been read', () => {
    expect(times(ran(5, { trigger: { batchWindow: '5s', batchSize: 5 } }))).toEqual([11]);
  });

  it('begins when the batch before it ends', () => {
    // Five at 11 s, which take until 12 s; the sixth waits from then on.
    expect(times(ran(6, { trigger: { batchWindow: '5s', batchSize: 5 } }))).toEqual([11, 17]);
  });

  it('that is over with nothing read begins anew with the next record', () => {
    const every = { bursts: { every: '10200ms', size: 1 } };
    const of = ran(1, { trigger: { batchWindow: '5s', arrivals: every }, scenario: { duration: '30s' } });
    // 10.2 s is read at 11 s; 20.4 s at 21 s, after the window from 17 s to 22 s has begun.
    expect(times(of)).toEqual([16, 22]);
    expect(times(ran(1, { trigger: { batchWindow: '2s', arrivals: every }, scenario: { duration: '30s' } }))).toEqual([
      13, 23,
    ]);
  });
});

describe('a batch that fails', () => {
  const failing = { poisonRecords: [1] };

  it('is sent again after 1 s, 2 s, 4 s and so on up to a minute, and its lane waits', () => {
    const of = ran(2, { trigger: { ...failing, batchSize: 1 }, scenario: { duration: '200s' } });
    // Every attempt takes a second; the waits are 1, 2, 4, 8, 16, 32, 60 and 60 s.
    expect(times(of)).toEqual([11, 13, 16, 21, 30, 47, 80, 141]);
    expect(of.attempts.every(([, outcome]) => outcome === 'error')).toBe(true);
    expect(of.records).toMatchObject({ succeeded: 0, queued: of.records.events, retries: 7 });
    expect(of.result.functions['f']).toMatchObject({ arrivals: 1, retries: 7, errors: 8 });
  });

  it.each([
    [0, [11, 12]],
    [2, [11, 13, 16, 17]],
  ])('is given up after maximumRetryAttempts: %d, and the next one follows at once', (maximum, at) => {
    const of = ran(2, { trigger: { ...failing, batchSize: 1, maximumRetryAttempts: maximum } });
    expect(times(of)).toEqual(at);
    expect(of.records).toMatchObject({
      ...{ events: 2, succeeded: 1, dropped: 1, deadLettered: 0, retries: maximum },
      droppedByReason: { 'retries used up': 1 },
    });
  });

  it('takes all its records with it, to the destination of failures where there is one', () => {
    const of = ran(5, { trigger: { ...failing, maximumRetryAttempts: 0, onFailure: 'failed' } });
    expect(of.records).toMatchObject({ events: 5, succeeded: 0, deadLettered: 5, dropped: 0, droppedByReason: {} });
  });

  it('by the function’s own errors draws anew each time', () => {
    const of = ran(1, {
      fn: { errorRate: 0.5, handler: '1ms' },
      trigger: { arrivals: { poisson: { rate: '2/s' } } },
      scenario: { duration: '3h' },
    });
    const { errors, invocations } = of.result.functions['f']!;
    expect(errors / invocations).toBeCloseTo(0.5, 1);
    expect(of.records.dropped).toBe(0);
  });

  it('and times out is sent again like one that returns an error', () => {
    const of = ran(1, { fn: { handler: '2s', timeout: '1s' }, trigger: { maximumRetryAttempts: 1 } });
    expect(of.attempts).toEqual([
      [11, 'timeout'],
      [13, 'timeout'],
    ]);
    expect(of.records.dropped).toBe(1);
  });

  it('by chance: poisonRate makes that share of the records fail, one a batch', () => {
    const trigger = { poisonRate: 0.1, batchSize: 1, maximumRetryAttempts: 0, arrivals: { poisson: { rate: '10/s' } } };
    const of = ran(1, { trigger, fn: { handler: '1ms' }, scenario: { duration: '20m' } });
    expect(of.records.dropped / of.records.events).toBeCloseTo(0.1, 2);
  });
});

describe('bisectBatchOnFunctionError', () => {
  const trigger = { bisectBatchOnFunctionError: true, poisonRecords: [3], maximumRetryAttempts: 1 };

  it('cuts a batch into halves, the longer first, until the record is alone, and uses up no retry', () => {
    const of = ran(5, { trigger });
    // 1-5 fails; 1-3 fails; 1-2 succeeds; 3 fails and again after a second; 4-5 succeeds.
    expect(of.attempts).toEqual([
      [11, 'error'],
      [12, 'error'],
      [13, 'ok'],
      [14, 'error'],
      [16, 'error'],
      [17, 'ok'],
    ]);
    expect(of.records).toMatchObject({ events: 5, succeeded: 4, dropped: 1, retries: 5 });
    expect(of.result.functions['f']).toMatchObject({ arrivals: 1, retries: 5 });
  });

  it('cuts even where no retry is allowed', () => {
    const of = ran(4, { trigger: { ...trigger, maximumRetryAttempts: 0 } });
    // 1-4, 1-2 succeeds, 3-4, 3, 4.
    expect(of.attempts.map(([, outcome]) => outcome)).toEqual(['error', 'ok', 'error', 'error', 'ok']);
    expect(of.records).toMatchObject({ succeeded: 3, dropped: 1 });
  });
});

describe('reportBatchItemFailures', () => {
  const trigger = { reportBatchItemFailures: true, poisonRecords: [3], maximumRetryAttempts: 1 };

  it('settles what came before the record, and sends the rest again from it on', () => {
    const of = ran(5, { trigger });
    // 1-5 tells of 3; 3-5 tells of 3, twice with a second between, and is given up whole.
    expect(of.attempts).toEqual([
      [11, 'ok'],
      [12, 'ok'],
      [14, 'ok'],
    ]);
    expect(of.records).toMatchObject({ events: 5, succeeded: 2, dropped: 3, retries: 2 });
    expect(of.result.functions['f']!.errors).toBe(0);
  });

  it('together with bisectBatchOnFunctionError gives up the record alone', () => {
    const of = ran(5, { trigger: { ...trigger, bisectBatchOnFunctionError: true } });
    // 1-5, 3-5, 3-4, 3, 3 again after a second, 4, 5.
    expect(times(of)).toEqual([11, 12, 13, 14, 16, 17, 18]);
    expect(of.records).toMatchObject({ events: 5, succeeded: 4, dropped: 1 });
  });
});

describe('a record', () => {
  it('older than maximumRecordAge is given up when its turn comes, and the destination hears of it', () => {
    const trigger = { poisonRecords: [1], maximumRecordAge: '60s', onFailure: 'failed' };
    const of = ran(3, { trigger, scenario: { duration: '100s' } });
    // Attempts at 11, 13, 16, 21, 30, 47 s; at 80 s all three are 69.8 s old. Further bursts are sound.
    expect(times(of).slice(0, 6)).toEqual([11, 13, 16, 21, 30, 47]);
    expect(of.records.deadLettered).toBeGreaterThanOrEqual(3);
    expect(of.records.succeeded + of.records.deadLettered + of.records.queued).toBe(of.records.events);
  });

  it('older than retention has expired, and no destination hears of it', () => {
    const trigger = { poisonRecords: [1], onFailure: 'failed', arrivals: { bursts: { every: '20h', size: 2 } } };
    const of = ran(2, { trigger, scenario: { duration: '45h' } });
    // Those of 20 h are gone at 44 h; those of 40 h are sent then.
    expect(of.records).toMatchObject({
      ...{ events: 4, succeeded: 2, deadLettered: 0, dropped: 2 },
      droppedByReason: { expired: 2 },
    });
  });

  it('that is not settled when the simulated time ends is queued, and what is in flight is followed', () => {
    const of = ran(4, { trigger: { batchSize: 2 }, fn: { handler: '30s' } });
    expect(times(of)).toEqual([11]);
    expect(of.records).toMatchObject({ events: 4, succeeded: 2, queued: 2 });
    // The attempt that would follow comes too late, and so would another batch.
    expect(times(ran(2, { trigger: { poisonRecords: [1] }, scenario: { duration: '32s' } }))).toEqual([
      11, 13, 16, 21, 30,
    ]);
    expect(ran(4, { trigger: { poisonRecords: [1] }, fn: { handler: '30s' } }).records).toMatchObject({ queued: 4 });
  });

  it('of the warm-up is not counted, nor are the attempts of a batch that began then', () => {
    const every = { bursts: { every: '5s', size: 1 } };
    const of = ran(1, { trigger: { arrivals: every }, scenario: { duration: '18s', warmup: '8s' } });
    expect(times(of)).toEqual([6, 11, 16]);
    expect(of.records).toMatchObject({ events: 2, succeeded: 2 });
    expect(of.result.functions['f']!.arrivals).toBe(2);
  });
});

describe('a throttled batch', () => {
  it('is synchronous: the request rate counts it', () => {
    const of = ran(60, { trigger: { batchSize: 1, shards: 60 }, scenario: { account: { requestRate: 0.01 } } });
    expect(of.result.functions['f']!.throttlesByReason).toHaveProperty('FunctionInvocationRateLimitExceeded');
  });

  it('is sent again after 1 s, 2 s, 4 s and so on, and uses up no retry', () => {
    const other = { type: 'sdk', target: 'f', arrivals: { bursts: { every: '10500ms', size: 1 } } };
    const stream = {
      type: 'kinesis',
      target: 'f',
      maximumRetryAttempts: 0,
      arrivals: { bursts: { every: '10200ms', size: 1 } },
    };
    const of = ran(1, {
      fn: { handler: '8s', reservedConcurrency: 1 },
      scenario: { triggers: { other, stream } },
    });
    // The other call runs from 10.5 s to 18.5 s.
    expect(times(of)).toEqual([10.5, 11, 12, 14, 18]);
    expect(of.records).toMatchObject({ events: 1, succeeded: 0, dropped: 0, queued: 1, retries: 3 });
    expect(of.result.functions['f']).toMatchObject({ arrivals: 2, retries: 3, throttles: 4 });
  });
});

describe('the series of a stream', () => {
  it('have the age of the last record of each batch that was sent, in milliseconds, the oldest a minute', () => {
    const of = ran(2, { trigger: { poisonRecords: [1] }, scenario: { duration: '3m' } });
    const { IteratorAge } = of.result.series.triggers['stream']!;
    // One batch of two records from 10.2 s, sent at 11, 13, 16, 21, 30, 47, 80 and 141 s.
    expect(IteratorAge!['Maximum']).toEqual([36_800, 69_800, 130_800]);
    expect(ran(2).result.series.triggers['stream']!['IteratorAge']!['Maximum']).toEqual([800]);
  });

  it('have no age where nothing was sent', () => {
    const of = ran(2, { trigger: { arrivals: { bursts: { every: '70s', size: 1 } } }, scenario: { duration: '2m' } });
    expect(of.result.series.triggers['stream']!['IteratorAge']!['Maximum']).toEqual([null, 1000]);
  });

  it('have how many records wait, and how many of them are being worked on', () => {
    const { RecordsWaiting, RecordsInFlight } = ran(7, { trigger: { batchSize: 3 } }).result.series.triggers['stream']!;
    expect(RecordsWaiting!['Maximum']).toEqual([7]);
    expect(RecordsInFlight!['Maximum']).toEqual([3]);
  });

  it('belong to triggers that poll alone', () => {
    const sdk = { type: 'sdk', target: 'f', arrivals: { constant: { rate: '1/s' } } };
    expect(ran(1, { scenario: { triggers: { stream: sdk } } }).result.series.triggers).toEqual({});
  });
});
