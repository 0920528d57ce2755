// What AWS says of SQS event source mappings: section 7.3 of the sheet of facts, sentence by sentence, each with its test.
//  1 5 at first, 300 more a minute, 1,250 at most   "a standard queue begins with 5 …"
//    default accounts stop at their quota           "… and stops at the account’s concurrency"
//    idle: back to 5, or to 2                       "an idle queue …"; the fall to 2 makes no difference here (M-SQS-SCALING)
//    older numbers, +60 and +300 to 1,000           not simulated
//  2 MaximumConcurrency 2-1,000, per mapping        "maximumConcurrency …"
//    FIFO: concurrency up to the groups             "a FIFO queue …"
//  3 provisioned pollers                            "provisioned pollers …"; their 1 MB and 10 polls a second are left out
//  4 BatchSize, window, 6 MB                        "a batch …", "batches of more than ten …"
//  5 visibility timeout against timeout             "the visibility timeout …"
//    advice: six timeouts, five receives, five reserved  "advice …"
//  6 function error: the batch comes again          "a function error …"
//    throttle: tried until the visibility expires   "a throttle …"
//    ReportBatchItemFailures                        "reported failures …"
//    steps of back-off are not published            assumed: M-SQS-BACKOFF
//  7 synchronous; retries are the queue’s           "invocations are synchronous …"
import { describe, expect, it } from 'vitest';
import type { InvocationRecord } from '../../src/lambda/measurement/invocation-log.js';
import type { RunResult } from '../../src/result.js';
import { simulate } from '../../src/simulate.js';
import { problemsOf, scenario } from '../support/scenario.js';

const FREE = { maxLifetime: 'none', scalingRate: 'none', requestRate: 'none', concurrency: 2_000 };

interface Text {
  readonly queue?: object;
  readonly fn?: object;
  readonly size?: number;
  readonly account?: object;
}

/** So many messages at 100 s, of 200 s less a moment, each 1 s long. */
const text = ({ queue = {}, fn = {}, size = 1, account = {} }: Text) => ({
  duration: '199s',
  account: { ...FREE, ...account },
  functions: { f: { handler: '1s', init: '0ms', placementLatency: '0ms', keepAlive: '1h', ...fn } },
  triggers: { jobs: { type: 'sqs', target: 'f', arrivals: { bursts: { every: '100s', size } }, ...queue } },
});

function ran(of: Text): { run: RunResult; startedAt: (second: number) => number; records: InvocationRecord[] } {
  const records: InvocationRecord[] = [];
  const run = simulate(scenario(text(of)), 0, { invocations: (record) => records.push({ ...record }) });
  const startedAt = (second: number): number => records.filter(({ arrivedAt }) => arrivedAt === second * 1e6).length;
  return { run, startedAt, records };
}

const refused = (of: Text): string[] => problemsOf(text(of));
const warned = (of: Text): string[] => problemsOf(text(of), 'warning');
const saying = (words: string): string[] => [expect.stringContaining(words) as string];
const MANY = { size: 60_000, queue: { batchSize: 1 } };

describe('concurrency', () => {
  it('a standard queue begins with 5 batches at a time and adds up to 300 a minute', () => {
    const { startedAt } = ran(MANY);
    expect([100, 159, 160].map(startedAt)).toEqual([5, 5, 305]);
  });

  it('and stops at the account’s concurrency', () => {
    const { run } = ran({ ...MANY, account: { concurrency: 150 } });
    expect(run.functions['f']).toMatchObject({ concurrency: { max: 150 }, throttles: 0 });
  });

  it('an idle queue is back at 5', () => {
    const twice = { ...text({ ...MANY, size: 400 }), duration: '350s' };
    const records: InvocationRecord[] = [];
    simulate(scenario(twice), 0, { invocations: (record) => records.push({ ...record }) });
    // It has 305 from 160 s on; the minutes that end at 220 s and 280 s find it idle.
    const startedAt = (second: number) => records.filter(({ arrivedAt }) => arrivedAt === second * 1e6).length;
    expect([160, 200, 300].map(startedAt)).toEqual([100, 305, 5]);
  });

  it('maximumConcurrency is 2 to 1,000, of the mapping and not of the function', () => {
    const { triggers, ...rest } = text({ ...MANY, queue: { batchSize: 1, maximumConcurrency: 2 } });
    const two = { ...rest, triggers: { ...triggers, others: triggers.jobs } };
    expect(simulate(scenario(two), 0).functions['f']!.concurrency.max).toBe(4);
    for (const maximumConcurrency of [1, 1_001])
      expect(refused({ queue: { maximumConcurrency } })).toEqual(saying('2 to 1000'));
  });

  it('a FIFO queue has as many batches at a time as groups, or as maximumConcurrency', () => {
    const max = (queue: object) =>
      ran({ size: 500, queue: { batchSize: 1, ...queue } }).run.functions['f']!.concurrency.max;
    expect(max({ fifo: { groups: 3 } })).toBe(3);
    expect(max({ fifo: { groups: 4 }, maximumConcurrency: 2 })).toBe(2);
  });

  it('provisioned pollers are 2 to 200 at least and 2 to 10,000 at most, ten batches each, and 1,000 batches more a minute', () => {
    const { startedAt } = ran({ ...MANY, queue: { batchSize: 1, provisionedPollers: {} } });
    expect([100, 159, 160].map(startedAt)).toEqual([20, 20, 1_020]);
    for (const provisionedPollers of [{ min: 1 }, { min: 201, max: 300 }, { max: 10_001 }])
      expect(refused({ queue: { provisionedPollers } })).toHaveLength(1);
    expect(refused({ queue: { provisionedPollers: {}, maximumConcurrency: 5 } })).toEqual(saying('exclude each other'));
  });
});

describe('batches', () => {
  it('a batch has 10 messages at most unless it is said, 10,000 at most or 10 of a FIFO queue, and closes at 6 MB', () => {
    const { records } = ran({ size: 45, queue: { perRecord: '1ms' } });
    expect(Math.max(...records.map(({ duration }) => duration))).toBe(1_010_000);
    expect(refused({ queue: { batchSize: 10_000, batchWindow: '1s' } })).toEqual([]);
    expect(refused({ queue: { batchSize: 10_001, batchWindow: '1s' } })).toHaveLength(1);
    expect(refused({ queue: { batchSize: 11, fifo: { groups: 2 } } })).toHaveLength(1);
    const large = ran({ size: 45, queue: { perRecord: '1ms' }, fn: { payload: '1MB' } }).records;
    expect(Math.max(...large.map(({ duration }) => duration))).toBe(1_006_000);
  });

  it('batches of more than ten need a window of a second; windows have 300 s at most, and FIFO queues none', () => {
    expect(refused({ queue: { batchSize: 11 } })).toEqual(saying('Maximum batch window in seconds'));
    expect(refused({ queue: { batchSize: 11, batchWindow: '1s' } })).toEqual([]);
    expect(refused({ queue: { batchWindow: '301s' } })).toHaveLength(1);
    expect(refused({ queue: { batchWindow: '1s', fifo: { groups: 2 } } })).toHaveLength(1);
  });
});

describe('visibility and advice', () => {
  it('the visibility timeout is not shorter than the function’s', () => {
    expect(refused({ fn: { timeout: '60s' } })).toEqual(
      saying('Queue visibility timeout: 30 seconds is less than Function timeout: 60 seconds'),
    );
  });

  it('advice: six timeouts and the window, five receives, five reserved', () => {
    expect(warned({})).toEqual([]);
    expect(warned({ queue: { visibilityTimeout: '17s' } })).toEqual(saying('six times'));
    expect(warned({ queue: { maxReceiveCount: 4 } })).toEqual(saying('5 at least'));
    expect(warned({ fn: { reservedConcurrency: 4 } })).toEqual(saying('5 at least'));
  });
});

describe('failures', () => {
  it('a function error brings the whole batch back after the visibility timeout, and lowers the concurrency', () => {
    const { records, startedAt } = ran({ size: 40, fn: { errorRate: 1 }, queue: { perRecord: '1ms' } });
    expect(startedAt(100)).toBe(5);
    // All five fail at 101 s, and two at a time are left.
    expect(records.filter(({ arrivedAt }) => arrivedAt > 101e6 && arrivedAt < 102e6)).toHaveLength(2);
    expect(records.filter(({ arrivedAt }) => arrivedAt === 130e6).length).toBeGreaterThan(0);
  });

  it('a throttle has the same batch tried again until its visibility timeout is over', () => {
    const { records, run } = ran({ fn: { reservedConcurrency: 0 }, queue: { maxReceiveCount: 1 } });
    expect(records.every(({ outcome }) => outcome === 'throttled')).toBe(true);
    expect(records.at(-1)!.arrivedAt).toBeLessThan(130e6);
    expect(records.length).toBeGreaterThan(1);
    expect(run.triggers['jobs']).toMatchObject({ deadLettered: 1, retries: 0 });
  });

  it('reported failures come back alone, and do not lower the concurrency', () => {
    const reporting = { batchSize: 10, reportBatchItemFailures: true, maximumConcurrency: 5 };
    const { run, startedAt } = ran({ size: 400, fn: { errorRate: 0.5 }, queue: reporting });
    expect([100, 101, 102, 103].map(startedAt)).toEqual([5, 5, 5, 5]);
    expect(run.functions['f']!.errors).toBe(0);
    expect(run.triggers['jobs']!.retries).toBeGreaterThan(100);
  });

  it('invocations are synchronous: the request rate counts them, and settings of asynchronous ones do nothing', () => {
    const rated = ran({ size: 50, queue: { batchSize: 1 }, account: { concurrency: 100, requestRate: 0.01 } });
    expect(rated.run.functions['f']!.throttles).toBeGreaterThan(0);
    const failing = ran({ fn: { errorRate: 1, maximumRetryAttempts: 0, onFailure: 'failed-jobs' } });
    expect(failing.records.length).toBeGreaterThan(1);
    expect(failing.run.triggers['jobs']).toMatchObject({ deadLettered: 0, queued: 1 });
  });
});
