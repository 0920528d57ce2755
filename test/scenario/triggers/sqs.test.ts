// An SQS queue as a scenario writes it: what is taken, what AWS refuses, what it advises against.
import { describe, expect, it } from 'vitest';
import type { SqsTrigger } from '../../../src/scenario/triggers/types.js';
import { problemsOf, scenario } from '../../support/scenario.js';

const written = (settings: object, fn: object = {}) => ({
  duration: '1h',
  functions: { f: { handler: '10ms', ...fn } },
  triggers: { jobs: { type: 'sqs', target: 'f', arrivals: { constant: { rate: '1/s' } }, ...settings } },
});
const refused = (settings: object, fn: object = {}) => problemsOf(written(settings, fn));
const warned = (settings: object, fn: object = {}) => problemsOf(written(settings, fn), 'warning');
const saying = (words: string): string[] => [expect.stringContaining(words) as string];

describe('a queue', () => {
  it('has AWS’s defaults', () => {
    const [queue] = scenario(written({})).triggers;
    expect(queue).toEqual({
      name: 'jobs',
      type: 'sqs',
      target: { function: 'f', qualifier: null },
      arrivals: { kind: 'constant', rate: { count: 1, per: 1_000_000 } },
      batchSize: 10,
      batchWindow: 0,
      maximumConcurrency: null,
      visibilityTimeout: 30_000_000,
      maxReceiveCount: null,
      retentionPeriod: 4 * 86_400_000_000,
      fifo: null,
      reportBatchItemFailures: false,
      perRecord: 0,
      provisionedPollers: null,
    });
    expect(warned({})).toEqual([]);
  });

  it('has 2 to 200 pollers unless it says otherwise', () => {
    const [queue] = scenario(written({ provisionedPollers: {} })).triggers;
    expect((queue as SqsTrigger).provisionedPollers).toEqual({ min: 2, max: 200 });
  });

  it.each([
    [{ batchSize: 1 }, { batchSize: 0 }],
    [{ batchSize: 10 }, { batchSize: 1.5 }],
    [
      { batchSize: 10_000, batchWindow: '1s' },
      { batchSize: 10_001, batchWindow: '1s' },
    ],
    [{ batchWindow: '300s', visibilityTimeout: '10m' }, { batchWindow: '301s' }],
    [{ maximumConcurrency: 2 }, { maximumConcurrency: 1 }],
    [{ maximumConcurrency: 1_000 }, { maximumConcurrency: 1_001 }],
    [{ visibilityTimeout: '12h' }, { visibilityTimeout: '12h1s' }],
    [{ maxReceiveCount: 5 }, { maxReceiveCount: 0 }],
    [{ maxReceiveCount: 1_000 }, { maxReceiveCount: 1_001 }],
    [{ retentionPeriod: '60s' }, { retentionPeriod: '59s' }],
    [{ retentionPeriod: '14d' }, { retentionPeriod: '15d' }],
    [{ fifo: { groups: 1 } }, { fifo: { groups: 0 } }],
    [{ fifo: { groups: 1_000_000 } }, { fifo: { groups: 1_000_001 } }],
    [{ perRecord: '1ms' }, { perRecord: 1 }],
    [{ reportBatchItemFailures: true }, { reportBatchItemFailures: 'yes' }],
    [{ provisionedPollers: { min: 2 } }, { provisionedPollers: { min: 1 } }],
    [{ provisionedPollers: { min: 200 } }, { provisionedPollers: { min: 201, max: 300 } }],
    [{ provisionedPollers: { max: 10_000 } }, { provisionedPollers: { max: 10_001 } }],
    [{ provisionedPollers: { min: 3, max: 3 } }, { provisionedPollers: { min: 3, max: 2 } }],
    [{ arrivals: { poisson: { rate: '5/s' } } }, { arrivals: { closed: { users: 5, thinkTime: '1s' } } }],
  ])('may have %j, but not %j', (taken, not) => {
    expect(refused(taken)).toEqual([]);
    expect(warned(taken)).toEqual([]);
    expect(refused(not)).toHaveLength(1);
  });

  it('has a window where batches may be larger than ten', () => {
    const rule = saying(
      'Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10',
    );
    expect(refused({ batchSize: 11 })).toEqual(rule);
    expect(refused({ batchSize: 11, batchWindow: '999ms' })).toEqual(rule);
    expect(refused({ batchSize: 11, batchWindow: '1s' })).toEqual([]);
  });

  it('of type FIFO has batches of ten at most, and no window', () => {
    const fifo = { groups: 3 };
    expect(refused({ fifo, batchSize: 10 })).toEqual([]);
    expect(refused({ fifo, batchSize: 11 })).toEqual(saying('AWS allows 1 to 10 for FIFO'));
    expect(refused({ fifo, batchWindow: '1s' })).toEqual(saying('batchWindow is for standard queues'));
  });

  it('hides messages at least as long as the function may run', () => {
    expect(refused({ visibilityTimeout: '60s' }, { timeout: '60s' })).toEqual([]);
    expect(refused({}, { timeout: '60s' })).toEqual(
      saying('visibility-too-short: Queue visibility timeout: 30 seconds is less than Function timeout: 60 seconds'),
    );
    expect(refused({ visibilityTimeout: '2s' })).toEqual(saying('2 seconds is less than Function timeout: 3 seconds'));
  });

  it('says nothing of a timeout that is wrong itself', () => {
    expect(refused({ visibilityTimeout: '2s' }, { timeout: 60 })).toEqual(saying('missing-unit'));
  });

  it('has either a maximum concurrency or provisioned pollers', () => {
    expect(refused({ maximumConcurrency: 10, provisionedPollers: { min: 2, max: 4 } })).toEqual(
      saying('two-poller-limits: '),
    );
  });

  it('needs a handler to bring durations', () => {
    expect(refused({}, { handler: undefined })).toEqual(saying('missing-handler: '));
  });
});

describe('a queue is warned about', () => {
  it('where it hides messages for less than six timeouts and the window', () => {
    expect(warned({ visibilityTimeout: '18s' })).toEqual([]);
    expect(warned({ visibilityTimeout: '17s' })).toEqual(saying('advised-otherwise: visibilityTimeout is 17s'));
    expect(warned({ visibilityTimeout: '18s', batchWindow: '5s' })).toEqual(saying('and the batch window'));
    expect(warned({ visibilityTimeout: '23s', batchWindow: '5s' })).toEqual([]);
  });

  it('where a message is given up after fewer than five receives', () => {
    expect(warned({ maxReceiveCount: 5 })).toEqual([]);
    expect(warned({ maxReceiveCount: 4 })).toEqual(saying('advised-otherwise: maxReceiveCount is 4'));
  });

  it('where its function reserves less than five, and it asks for more than that', () => {
    expect(warned({}, { reservedConcurrency: 5 })).toEqual([]);
    expect(warned({}, { reservedConcurrency: 4 })).toEqual(saying('advised-otherwise: reservedConcurrency is 4'));
    expect(warned({ maximumConcurrency: 4 }, { reservedConcurrency: 4 })).toEqual([]);
    expect(warned({ fifo: { groups: 3 } }, { reservedConcurrency: 3 })).toEqual([]);
  });
});
