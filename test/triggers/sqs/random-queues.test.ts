// Queues of every kind under random settings: whatever happens, no message is lost, no bound is crossed, nothing overtakes in a group.
import { expect, it } from 'vitest';
import { stream, type Uniform } from '../../../src/engine/random.js';
import { SQS_SCALING } from '../../../src/lambda/limits/polling.js';
import type { InvocationRecord } from '../../../src/lambda/measurement/invocation-log.js';
import type { SqsTrigger } from '../../../src/scenario/triggers/types.js';
import { simulate } from '../../../src/simulate.js';
import { scenario } from '../../support/scenario.js';

const SCENARIOS = 500;
const HANDLER = 1_000_000;

interface Queue {
  readonly text: object;
  /** Messages that come. */
  readonly size: number;
}

function one<T>(uniform: Uniform, ...of: readonly T[]): T {
  return of[Math.floor(uniform() * of.length)]!;
}

/** Each message adds a millisecond to the handler's second, so that a batch's duration tells how many it held. */
function randomQueue(uniform: Uniform): Queue {
  const maybe = (settings: object, probability = 0.5): object => (uniform() < probability ? settings : {});
  const every = one(uniform, 5, 20, 70);
  const size = one(uniform, 1, 7, 40, 400);
  const seconds = one(uniform, 60, 150, 200);
  const fifo = uniform() < 0.4;
  const batchSize = fifo ? one(uniform, 1, 3, 10) : one(uniform, 1, 3, 10, 50);
  const batchWindow = fifo ? '0s' : batchSize > 10 ? one(uniform, '1s', '4s') : one(uniform, '0s', '0s', '3s');
  const bound = one(uniform, 'none', 'maximum', 'pollers');
  const text = {
    seed: Math.floor(uniform() * 1e9),
    duration: `${seconds}s`,
    account: {
      maxLifetime: 'none',
      scalingRate: 'none',
      requestRate: one<string | number>(uniform, 'none', 1),
      concurrency: one(uniform, 110, 1_000),
    },
    functions: {
      f: {
        ...{ memory: 1024, init: '0ms', placementLatency: '0ms', keepAlive: '1h', handler: '1s' },
        errorRate: one(uniform, 0, 0, 0.3, 1),
        crashRate: one(uniform, 0, 0, 0.2),
        ...maybe({ reservedConcurrency: one(uniform, 0, 1, 5) }, 0.3),
      },
    },
    triggers: {
      jobs: {
        ...{ type: 'sqs', target: 'f', arrivals: { bursts: { every: `${every}s`, size } }, perRecord: '1ms' },
        ...{ batchSize, batchWindow, visibilityTimeout: one(uniform, '5s', '30s') },
        ...(fifo ? { fifo: { groups: one(uniform, 1, 3, 50) } } : {}),
        ...(bound === 'maximum' ? { maximumConcurrency: one(uniform, 2, 30) } : {}),
        ...(bound === 'pollers' ? { provisionedPollers: { min: 2, max: one(uniform, 2, 8) } } : {}),
        ...maybe({ maxReceiveCount: one(uniform, 1, 2, 6) }),
        ...maybe({ retentionPeriod: '60s' }, 0.3),
        ...maybe({ reportBatchItemFailures: true }, 0.3),
      },
    },
  };
  return { text, size: Math.floor(seconds / every) * size };
}

/** Batches at a time as far as the mapping may ever go, at a time from the start. */
function boundAt(time: number, { fifo, maximumConcurrency, provisionedPollers }: SqsTrigger, quota: number): number {
  const minutes = Math.floor(time / 60_000_000);
  const grown =
    provisionedPollers === null
      ? Math.min(SQS_SCALING.first + minutes * SQS_SCALING.perMinute, maximumConcurrency ?? SQS_SCALING.most)
      : Math.min(provisionedPollers.min * 10 + minutes * 1_000, provisionedPollers.max * 10);
  return Math.min(grown, quota, fifo?.groups ?? Infinity);
}

it(`holds what it promises under ${SCENARIOS} random settings`, () => {
  for (let number = 0; number < SCENARIOS; number++) {
    const { text, size } = randomQueue(stream(['random queues', number]));
    const spec = scenario(text);
    const queue = spec.triggers[0] as SqsTrigger;
    const records: InvocationRecord[] = [];
    const run = simulate(spec, 0, { invocations: (record) => records.push({ ...record }) });
    const { succeeded, deadLettered, dropped, queued, failed, retries, events } = run.triggers['jobs']!;
    const about = JSON.stringify({ number, text });

    // Nothing is lost and nothing is counted twice.
    expect(failed, about).toBe(0);
    expect(succeeded + deadLettered + dropped + queued, about).toBe(size);
    expect(events, about).toBe(size);
    if (queue.maxReceiveCount !== null) expect(retries, about).toBeLessThanOrEqual(size * (queue.maxReceiveCount - 1));
    else expect(deadLettered, about).toBe(0);

    // Batches hold what they may, and those that ended well account for what succeeded.
    const ran = records.filter(({ outcome }) => outcome !== 'throttled');
    const held = ran.map(({ duration }) => (duration - HANDLER) / 1_000);
    for (const count of held) expect(count >= 1 && count <= queue.batchSize, about).toBe(true);
    const processed = held.filter((_, index) => ran[index]!.outcome === 'ok').reduce((sum, count) => sum + count, 0);
    if (queue.reportBatchItemFailures) expect(succeeded, about).toBeLessThanOrEqual(processed);
    else expect(succeeded, about).toBe(processed);

    // Nothing begins after the end, and never more than the mapping may have.
    for (const { arrivedAt } of records) expect(arrivedAt, about).toBeLessThanOrEqual(spec.duration);
    const changes = ran
      .flatMap(({ arrivedAt, endedAt }) => [[arrivedAt, 1] as const, [endedAt, -1] as const])
      .sort(([at, change], [other, change2]) => at - other || change - change2);
    let level = 0;
    for (const [at, change] of changes) {
      level += change;
      if (change > 0) expect(level, about).toBeLessThanOrEqual(boundAt(at, queue, spec.account.concurrency));
    }

    // A batch of the only group begins when the one before it has ended, and is visible again where that failed.
    if (queue.fifo?.groups !== 1) continue;
    const inOrder = [...ran].sort((a, b) => a.arrivedAt - b.arrivedAt);
    for (const [index, { arrivedAt }] of inOrder.entries()) {
      if (index === 0) continue;
      const before = inOrder[index - 1]!;
      const receivedAt = before.arrivedAt - before.queued;
      const free =
        before.outcome === 'ok' ? before.endedAt : Math.max(before.endedAt, receivedAt + queue.visibilityTimeout);
      expect(arrivedAt, about).toBeGreaterThanOrEqual(free);
    }
  }
});
