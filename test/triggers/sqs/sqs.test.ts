// SQS queues: batches, windows, concurrency, failures, throttles and FIFO groups, each by hand.
import { describe, expect, it } from 'vitest';
import type { InvocationRecord } from '../../../src/lambda/measurement/invocation-log.js';
import type { RunResult } from '../../../src/result.js';
import { simulate } from '../../../src/simulate.js';
import { scenario } from '../../support/scenario.js';

interface Ran {
  readonly result: RunResult;
  /** When batches were tried, in seconds, how long that took, and how it ended, in the order of trying. */
  readonly batches: readonly (readonly [at: number, took: number, outcome: string])[];
}

interface Setting {
  readonly queue?: object;
  readonly fn?: object;
  readonly arrivals?: object;
  readonly rest?: object;
}

/** So many messages at 10 s. */
const burst = (size: number): object => ({ bursts: { every: '10s', size } });

/** One message at 10 s, a handler of 1 s and no cold start unless told. */
function ran({ queue = {}, fn = {}, arrivals = burst(1), rest = {} }: Setting): Ran {
  const rows: InvocationRecord[] = [];
  const spec = scenario({
    duration: '15s',
    account: { maxLifetime: 'none', scalingRate: 'none', requestRate: 'none', concurrency: 2_000 },
    functions: {
      f: { memory: 1024, init: '0ms', placementLatency: '0ms', keepAlive: '1h', handler: '1s', ...fn },
    },
    triggers: { jobs: { type: 'sqs', target: 'f', arrivals, ...queue } },
    ...rest,
  });
  const result = simulate(spec, 0, { invocations: (record) => rows.push({ ...record }) });
  const batches = rows
    .map(({ arrivedAt, endedAt, outcome }) => [arrivedAt / 1e6, (endedAt - arrivedAt) / 1e6, outcome] as const)
    .sort((a, b) => a[0] - b[0]);
  return { result, batches };
}

const jobs = ({ result }: Ran) => result.triggers['jobs']!;
const times = ({ batches }: Ran): number[] => batches.map(([at]) => at);
const countAt = (of: Ran, at: number): number => times(of).filter((each) => each === at).length;

describe('a batch', () => {
  it('of the only message begins as it comes', () => {
    const of = ran({});
    expect(of.batches).toEqual([[10, 1, 'ok']]);
    expect(jobs(of)).toMatchObject({ events: 1, succeeded: 1, failed: 0, dropped: 0, retries: 0, queued: 0 });
    expect(jobs(of).latencyMs).toMatchObject({ mean: 1_000, max: 1_000 });
  });

  it('takes as many messages as wait, up to batchSize, once five are out', () => {
    // Five of one message each at 10 s; of the 30 others ten each at 11 s.
    const of = ran({ arrivals: burst(35) });
    expect(times(of)).toEqual([10, 10, 10, 10, 10, 11, 11, 11]);
    expect(jobs(of)).toMatchObject({ events: 35, succeeded: 35 });
    expect(jobs(of).latencyMs.mean).toBeCloseTo((5 * 1_000 + 30 * 2_000) / 35, 6);
    expect(ran({ arrivals: burst(35), queue: { batchSize: 6 } }).batches).toHaveLength(10);
  });

  it('draws the handler’s time once, and each message adds perRecord', () => {
    const of = ran({ arrivals: burst(15), queue: { perRecord: '100ms' } });
    expect(of.batches.map(([, took]) => took)).toEqual([1.1, 1.1, 1.1, 1.1, 1.1, 2]);
  });

  it('closes at 6 MB of payload', () => {
    const sized = (payload: string) => ran({ arrivals: burst(15), fn: { payload } }).batches.length;
    expect(sized('600KB')).toBe(5 + 1);
    expect(sized('2MB')).toBe(5 + 4); // three fit
    expect(sized('6MB')).toBe(5 + 10);
  });

  it('is one request of the function, and one invocation', () => {
    const { functions } = ran({ arrivals: burst(15) }).result;
    expect(functions['f']).toMatchObject({ arrivals: 6, invocations: 6, retries: 0, errors: 0 });
    expect(functions['f']!.latencyMs.max).toBe(1_000);
  });
});

describe('a window', () => {
  it('keeps a batch open from its first message on', () => {
    const of = ran({ queue: { batchWindow: '3s' }, arrivals: { constant: { rate: '1/s' } } });
    // Messages at 1 s, 2 s and so on: the first window is from 1 s to 4 s, and a message that comes as it closes opens the next.
    expect(times(of)).toEqual([4, 7, 10, 13]);
    expect(jobs(of)).toMatchObject({ events: 15, succeeded: 12, queued: 3 });
  });

  it('ends when the batch is full', () => {
    const of = ran({ queue: { batchWindow: '3s', batchSize: 2 }, arrivals: { constant: { rate: '1/s' } } });
    expect(times(of)).toEqual([2, 4, 6, 8, 10, 12, 14]);
  });

  it('begins anew for what a full batch leaves', () => {
    const of = ran({ queue: { batchWindow: '2s' }, arrivals: burst(25) });
    expect(times(of)).toEqual([10, 10, 12]);
  });
});

describe('the concurrency of a mapping', () => {
  const flood = { rest: { duration: '9m' }, arrivals: { bursts: { every: '30s', size: 20_000 } } };
  const one = { batchSize: 1 };

  it('begins at 5, and grows by 300 each minute that messages wait, to 1250', () => {
    const of = ran({ ...flood, queue: one });
    const at = [30, 89, 90, 149, 150, 210, 270, 330].map((second) => countAt(of, second));
    expect(at).toEqual([5, 5, 305, 305, 605, 905, 1_205, 1_250]);
    expect(of.result.functions['f']!.concurrency.max).toBe(1_250);
  });

  it('stays at maximumConcurrency', () => {
    const of = ran({ ...flood, queue: { ...one, maximumConcurrency: 50 } });
    expect([30, 90, 150, 300].map((second) => countAt(of, second))).toEqual([5, 50, 50, 50]);
    expect(ran({ ...flood, queue: { ...one, maximumConcurrency: 3 } }).result.functions['f']!.concurrency.max).toBe(3);
  });

  it('never asks for more than the account has', () => {
    const account = { maxLifetime: 'none', scalingRate: 'none', requestRate: 'none', concurrency: 400 };
    const of = ran({ ...flood, queue: one, rest: { duration: '9m', account } });
    expect(of.result.functions['f']).toMatchObject({ concurrency: { max: 400 }, throttles: 0 });
  });

  it('is back at 5 a minute after the queue was found idle', () => {
    const of = ran({ queue: one, arrivals: { bursts: { every: '200s', size: 400 } }, rest: { duration: '410s' } });
    // 300 in the first minute, the others at 260 s, and the next burst begins with five again.
    expect([200, 259, 260, 400].map((second) => countAt(of, second))).toEqual([5, 5, 100, 5]);
  });

  it('with provisioned pollers is ten times their number, and grows by 1000 a minute', () => {
    const of = ran({ ...flood, queue: { ...one, provisionedPollers: { min: 2, max: 150 } } });
    expect([30, 89, 90, 150].map((second) => countAt(of, second))).toEqual([20, 20, 1_020, 1_500]);
  });
});

describe('provisioned pollers', () => {
  it('are paid for by the hour, as many as there are', () => {
    const quiet = ran({ queue: { provisionedPollers: { min: 3, max: 10 } }, rest: { duration: '2h' } });
    expect(quiet.result.functions['f']!.cost.pollers).toBeCloseTo(6 * 0.00925, 10);
    // Two until the minute is over at 90 s, ten from then to 150 s, when nothing is left, two again.
    const busy = ran({
      queue: { batchSize: 1, provisionedPollers: { min: 2, max: 10 } },
      arrivals: { bursts: { every: '30s', size: 1_500 } },
      rest: { duration: '59s' },
    });
    expect(busy.result.functions['f']!.cost.pollers).toBeCloseTo(((2 * 59) / 3600) * 0.00925, 10);
  });

  it('are counted after the warm-up', () => {
    const of = ran({ queue: { provisionedPollers: { min: 4, max: 10 } }, rest: { duration: '2h', warmup: '1h' } });
    expect(of.result.functions['f']!.cost.pollers).toBeCloseTo(4 * 0.00925, 10);
  });
});

describe('a batch that fails', () => {
  const failing = { fn: { errorRate: 1 } };

  it('is visible again when its visibility timeout is over since it was received', () => {
    const of = ran({ ...failing, rest: { duration: '100s' }, arrivals: { bursts: { every: '90s', size: 1 } } });
    expect(of.batches).toEqual([[90, 1, 'error']]);
    const longer = ran({ ...failing, rest: { duration: '210s' }, arrivals: { bursts: { every: '110s', size: 1 } } });
    expect(times(longer)).toEqual([110, 140, 170, 200]);
    expect(jobs(longer)).toMatchObject({ events: 1, queued: 1, retries: 3, succeeded: 0 });
  });

  it('is tried again after a timeout as well', () => {
    const of = ran({
      ...{ fn: { handler: '5s', timeout: '2s' }, queue: { visibilityTimeout: '20s' } },
      ...{ rest: { duration: '45s' }, arrivals: { bursts: { every: '23s', size: 1 } } },
    });
    expect(of.batches).toEqual([
      [23, 2, 'timeout'],
      [43, 2, 'timeout'],
    ]);
  });

  it('goes to the dead-letter queue at the receive after maxReceiveCount', () => {
    const late = { arrivals: { bursts: { every: '100s', size: 1 } }, rest: { duration: '159s' } };
    const of = ran({ ...failing, ...late, queue: { maxReceiveCount: 2 } });
    expect(times(of)).toEqual([100, 130]);
    expect(jobs(of)).toMatchObject({ deadLettered: 0, queued: 1, retries: 1 });
    const longer = ran({ ...failing, ...late, queue: { maxReceiveCount: 2 }, rest: { duration: '160s' } });
    expect(times(longer)).toEqual([100, 130]);
    expect(jobs(longer)).toMatchObject({ deadLettered: 1, queued: 0, retries: 1 });
  });

  it('is dropped when its messages are older than the retention period', () => {
    const queue = { retentionPeriod: '60s' };
    const of = ran({ ...failing, queue, rest: { duration: '161s' }, arrivals: { bursts: { every: '100s', size: 3 } } });
    expect(jobs(of)).toMatchObject({ events: 3, dropped: 3, droppedByReason: { 'retention period': 3 }, queued: 0 });
  });

  it('comes before messages that were never received', () => {
    // Two messages are received each 3 s from 40 s on. Those of 40 s are visible again at 58 s, when six others still wait.
    const of = ran({
      queue: { batchSize: 1, maximumConcurrency: 2, visibilityTimeout: '18s', maxReceiveCount: 1 },
      fn: { ...failing.fn, handler: '3s' },
      arrivals: { bursts: { every: '40s', size: 20 } },
      rest: { duration: '58s' },
    });
    expect(jobs(of)).toMatchObject({ deadLettered: 2, queued: 18 });
  });

  it('lowers the concurrency by a tenth, by one at least, not below 2', () => {
    const of = ran({ ...failing, queue: { batchSize: 1 }, arrivals: burst(30), rest: { duration: '14s' } });
    // Five fail together at 11 s: 4, 3, 2, 2, 2.
    expect([10, 11, 12, 13].map((second) => countAt(of, second))).toEqual([5, 2, 2, 2]);
  });
});

describe('a batch that reports its failures', () => {
  it('leaves those alone, and does not lower the concurrency', () => {
    const queue = { reportBatchItemFailures: true, batchSize: 10, maximumConcurrency: 2 };
    const of = ran({ queue, fn: { errorRate: 0.3 }, arrivals: burst(2_000), rest: { duration: '19s' } });
    // Two of one message at 10 s, then two of ten each second.
    const tried = 2 * 10 * 9 + 2;
    expect(of.result.functions['f']!.errors).toBe(0);
    expect(of.batches.every(([, , outcome]) => outcome === 'ok')).toBe(true);
    expect(jobs(of).succeeded).toBeGreaterThan(0.6 * tried);
    expect(jobs(of).succeeded).toBeLessThan(0.8 * tried);
  });

  it('has each message fail by itself, time and again', () => {
    const queue = { reportBatchItemFailures: true, maxReceiveCount: 3 };
    const of = ran({
      queue,
      fn: { errorRate: 0.5 },
      arrivals: { bursts: { every: '4m', size: 8_000 } },
      rest: { duration: '7m59s' },
    });
    const { succeeded, deadLettered, events } = jobs(of);
    expect(succeeded + deadLettered).toBe(events);
    expect(deadLettered / events).toBeCloseTo(1 / 8, 1);
  });

  it('still fails as a whole where it times out or takes its environment down', () => {
    const of = ran({ queue: { reportBatchItemFailures: true }, fn: { crashRate: 1 } });
    expect(jobs(of)).toMatchObject({ succeeded: 0, queued: 1 });
    expect(of.result.functions['f']!.errors).toBe(1);
  });
});

describe('a throttled batch', () => {
  const reserved = {
    fn: { reservedConcurrency: 1, handler: '9s', timeout: '9s' },
    queue: { visibilityTimeout: '20s' },
  };

  it('is tried again after 1 s, 2 s, 4 s and so on', () => {
    const of = ran({ ...reserved, arrivals: burst(2), rest: { duration: '19s' } });
    expect(of.batches.filter(([, , outcome]) => outcome === 'throttled').map(([at]) => at)).toEqual([10, 11, 13, 17]);
    expect(jobs(of)).toMatchObject({ events: 2, succeeded: 1, queued: 1, retries: 0 });
  });

  it('is visible again when its visibility timeout is over', () => {
    const fn = { reservedConcurrency: 0 };
    const of = ran({
      fn,
      queue: { visibilityTimeout: '20s' },
      arrivals: { bursts: { every: '40s', size: 1 } },
      rest: { duration: '79s' },
    });
    // Tried at 0, 1, 3, 7, 15 s since the receive; a further receive begins at 20 s.
    expect(times(of).map((at) => at - 40)).toEqual([0, 1, 3, 7, 15, 20, 21, 23, 27, 35]);
    expect(jobs(of)).toMatchObject({ retries: 1, queued: 1 });
  });

  it('may end in the dead-letter queue without ever having run', () => {
    const fn = { reservedConcurrency: 0 };
    const of = ran({
      fn,
      queue: { visibilityTimeout: '20s', maxReceiveCount: 1 },
      arrivals: { bursts: { every: '40s', size: 1 } },
      rest: { duration: '79s' },
    });
    expect(jobs(of)).toMatchObject({ deadLettered: 1, queued: 0 });
    expect(of.result.functions['f']!.invocations).toBe(0);
  });

  it('is limited by the request rate as synchronous calls are', () => {
    const account = { maxLifetime: 'none', requestRate: 0.01, concurrency: 100 };
    const of = ran({ rest: { account }, arrivals: burst(5), queue: { batchSize: 1 } });
    expect(of.result.functions['f']!.throttlesByReason).toHaveProperty('FunctionInvocationRateLimitExceeded');
  });
});

describe('a FIFO queue', () => {
  it('has one batch of a group at a time', () => {
    const of = ran({ queue: { fifo: { groups: 1 }, batchSize: 2 }, arrivals: burst(5) });
    expect(times(of)).toEqual([10, 11, 12]);
    expect(jobs(of).latencyMs.max).toBe(3_000);
  });

  it('has as many batches at a time as groups, at most', () => {
    const of = ran({ queue: { fifo: { groups: 3 }, batchSize: 1 }, arrivals: burst(60) });
    expect(of.result.functions['f']!.concurrency.max).toBe(3);
  });

  it('holds back a group whose batch failed, until that is visible again', () => {
    const of = ran({
      fn: { errorRate: 1 },
      queue: { fifo: { groups: 1 }, batchSize: 1 },
      arrivals: burst(3),
      rest: { duration: '19s' },
    });
    expect(times(of)).toEqual([10]);
    expect(jobs(of)).toMatchObject({ queued: 3 });
  });

  it('goes on with the group once its first message is in the dead-letter queue', () => {
    const of = ran({
      ...{ fn: { errorRate: 1 }, queue: { fifo: { groups: 1 }, batchSize: 1, maxReceiveCount: 1 } },
      ...{ arrivals: { bursts: { every: '60s', size: 3 } }, rest: { duration: '119s' } },
    });
    expect(times(of)).toEqual([60, 90]);
    expect(jobs(of)).toMatchObject({ deadLettered: 1, queued: 2 });
  });

  it('reports the failed message and all after it', () => {
    const queue = { fifo: { groups: 1 }, batchSize: 10, reportBatchItemFailures: true };
    const of = ran({ fn: { errorRate: 1 }, queue, arrivals: burst(3), rest: { duration: '19s' } });
    expect(jobs(of)).toMatchObject({ succeeded: 0, queued: 3 });
  });
});

describe('after the simulated time', () => {
  it('batches in flight complete, and nothing is received', () => {
    const of = ran({
      queue: { batchSize: 1, maximumConcurrency: 2 },
      arrivals: burst(5),
      fn: { handler: '3s' },
      rest: { duration: '14s' },
    });
    // Two at 10 s and two at 13 s, which end at 16 s.
    expect(times(of)).toEqual([10, 10, 13, 13]);
    expect(jobs(of)).toMatchObject({ events: 5, succeeded: 4, queued: 1 });
  });
});

describe('a message of the warm-up', () => {
  it('is worked on and not counted', () => {
    const of = ran({ arrivals: { constant: { rate: '1/s' } }, rest: { duration: '20s', warmup: '10500ms' } });
    expect(of.batches).toHaveLength(20);
    expect(jobs(of)).toMatchObject({ events: 10, succeeded: 10 });
    expect(jobs(of).latencyMs.max).toBe(1_000);
  });
});

describe('the series of a queue', () => {
  it('have CloudWatch’s names, with what waits and what is being worked on', () => {
    const { series } = ran({
      arrivals: burst(30),
      queue: { batchSize: 1, maximumConcurrency: 2 },
      rest: { duration: '14s' },
    }).result;
    expect(series.triggers).toEqual({
      jobs: {
        // 28 from 10 s, 26 from 11 s, 24 from 12 s, 22 from 13 s to 14 s.
        ApproximateNumberOfMessagesVisible: { Maximum: [28], Average: [(28 + 26 + 24 + 22) / 14] },
        ApproximateNumberOfMessagesNotVisible: { Maximum: [2], Average: [8 / 14] },
        ApproximateAgeOfOldestMessage: { Maximum: [4] },
        ...Object.fromEntries(['Retries', 'DeadLettered', 'Dropped'].map((fate) => [fate, { Sum: [0] }])),
      },
    });
  });

  it('are absent for triggers that do not poll', () => {
    const spec = scenario({
      duration: '10s',
      functions: { f: { handler: '1s' } },
      triggers: { api: { type: 'sdk', target: 'f', arrivals: { constant: { rate: '1/s' } } } },
    });
    expect(simulate(spec, 0).series.triggers).toEqual({});
  });
});
