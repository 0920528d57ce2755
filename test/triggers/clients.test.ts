// Clients who wait, give up and try again, each by hand.
import { describe, expect, it } from 'vitest';
import type { InvocationRecord } from '../../src/lambda/measurement/invocation-log.js';
import { parseScenario } from '../../src/scenario/parse.js';
import { simulate } from '../../src/simulate.js';
import { sound } from '../scenario/example.js';

interface Given {
  readonly f?: string;
  readonly trigger?: string;
  readonly type?: string;
  readonly arrivals?: string;
  readonly duration?: string;
}

/** One request at 10 s unless told, to a function that takes a second. */
function text({ f = 'handler: 1s', trigger = '', type = 'apiGateway', arrivals, duration = '15s' }: Given): string {
  return `
duration: ${duration}
account: { maxLifetime: none }
functions:
  f: { memory: 1024, timeout: 100s, init: 0ms, placementLatency: 0ms, ${f} }
triggers:
  calls: { type: ${type}, target: f, arrivals: ${arrivals ?? '{ bursts: { every: 10s, size: 1 } }'}, ${trigger} }
`;
}

function ran(given: Given) {
  const rows: InvocationRecord[] = [];
  const result = simulate(sound(text(given)), 0, { invocations: (record) => rows.push({ ...record }) });
  const attempts = rows.map(({ arrivedAt, outcome }) => [arrivedAt / 1e6, outcome] as const).sort(([a], [b]) => a - b);
  return { attempts, fn: result.functions['f']!, trigger: result.triggers['calls']! };
}

describe('a client of API Gateway', () => {
  it('has an answer that comes within 29 s', () => {
    const { fn, trigger } = ran({ f: 'handler: 29s' });
    expect(trigger).toMatchObject({ succeeded: 1, failed: 0 });
    expect(fn.latencyMs.max).toBe(29_000);
  });

  it('has a 504 after 29 s, while the function runs on and is billed', () => {
    const { fn, trigger } = ran({ f: 'handler: 40s' });
    expect(trigger).toMatchObject({ events: 1, succeeded: 0, failed: 1 });
    expect(trigger.latencyMs.max).toBe(29_000);
    expect(fn).toMatchObject({ errors: 0, billedMs: 40_000 });
    expect([fn.latencyMs.max, fn.durationMs.max]).toEqual([29_000, 40_000]);
  });

  it('waits as long as integrationTimeout says', () => {
    expect(ran({ f: 'handler: 2s', trigger: 'integrationTimeout: 1500ms' }).fn.latencyMs.max).toBe(1500);
    expect(ran({ f: 'handler: 40s', trigger: 'integrationTimeout: 60s' }).trigger.succeeded).toBe(1);
  });

  it.each(['sdk', 'alb', 'functionUrl'])('waits longer than one of %s', (type) => {
    expect(ran({ f: 'handler: 40s', type }).trigger).toMatchObject({ succeeded: 1, failed: 0 });
    const { diagnostics } = parseScenario(text({ type, trigger: 'integrationTimeout: 9s' }), { file: 's.yaml' });
    expect(diagnostics.map(({ code }) => code)).toEqual(['bad-timeout']);
  });

  it('who is a user in a closed loop goes on after the 504', () => {
    const closed = { f: 'handler: 40s', arrivals: '{ closed: { users: 1, thinkTime: 1s } }', duration: '65s' };
    // Calls at 1 s, and each 29 s and a second of thought later.
    expect(ran(closed).attempts.map(([at]) => at)).toEqual([1, 31, 61]);
    expect(ran({ ...closed, type: 'sdk' }).attempts.map(([at]) => at)).toEqual([1, 42]);
  });
});

describe('a client that tries again', () => {
  const exactly = 'jitter: none, baseBackoff: 100ms';

  it('never does so without retries', () => {
    expect(ran({ f: 'handler: 1s, errorRate: 1' }).attempts).toEqual([[10, 'error']]);
  });

  it('waits twice as long each time, and gives up after so many attempts', () => {
    const { attempts, fn, trigger } = ran({
      f: 'handler: 1s, errorRate: 1',
      trigger: `retries: { attempts: 4, ${exactly} }`,
    });
    // 1 s each, then 0.1, 0.2 and 0.4 s.
    expect(attempts.map(([at]) => at)).toEqual([10, 11.1, 12.3, 13.7]);
    expect(fn).toMatchObject({ arrivals: 1, retries: 3, invocations: 4, errors: 4 });
    expect(trigger).toMatchObject({ events: 1, failed: 1, retries: 3 });
    expect(fn.latencyMs).toMatchObject({ mean: 4700, max: 4700 });
    expect(fn.durationMs).toMatchObject({ mean: 1000, max: 1000 });
    expect(fn.waitMs.max).toBe(3700);
  });

  it('waits maxBackoff at most', () => {
    const { attempts } = ran({
      f: 'handler: 1s, errorRate: 1',
      trigger: `retries: { attempts: 5, maxBackoff: 150ms, ${exactly} }`,
    });
    expect(attempts.map(([at]) => at)).toEqual([10, 11.1, 12.25, 13.4, 14.55]);
  });

  it('with full jitter waits anything between nothing and that length', () => {
    const arrivals = '{ poisson: { rate: 20/s } }';
    const { fn } = ran({
      ...{ f: 'handler: 0ms, errorRate: 1', arrivals, duration: '10m' },
      trigger: 'retries: { attempts: 2, baseBackoff: 200ms }',
    });
    expect(fn.latencyMs.mean).toBeCloseTo(100, -1);
    expect(fn.latencyMs.max).toBeLessThan(200);
    expect(fn.latencyMs.p99).toBeGreaterThan(190);
  });

  it('is throttled again and again while the function is full', () => {
    const { attempts, trigger, fn } = ran({
      f: 'handler: 3s, reservedConcurrency: 1',
      arrivals: '{ bursts: { every: 10s, size: 2 } }',
      trigger: `retries: { attempts: 4, jitter: none, baseBackoff: 1s }`,
    });
    expect(attempts).toEqual([
      [10, 'throttled'],
      [10, 'ok'],
      [11, 'throttled'],
      [13, 'ok'],
    ]);
    expect(trigger).toMatchObject({ events: 2, succeeded: 2, failed: 0, retries: 2 });
    expect(fn).toMatchObject({ arrivals: 2, retries: 2, invocations: 2, throttles: 2 });
    expect(fn.latencyMs.max).toBe(6000);
  });

  it('by the SDK takes a function error for an answer, and tries again where it is told to', () => {
    const failing = { f: 'handler: 1s, errorRate: 1', type: 'sdk' };
    expect(ran({ ...failing, trigger: `retries: { ${exactly} }` }).attempts).toHaveLength(1);
    expect(ran({ ...failing, trigger: `retries: { on: [error], ${exactly} }` }).attempts).toHaveLength(3);
  });

  it('gives up an attempt after its own timeout; what it gave up runs on and keeps its place', () => {
    const { attempts, fn, trigger } = ran({
      f: 'handler: 5s, reservedConcurrency: 2',
      type: 'sdk',
      trigger: `retries: { attempts: 3, timeout: 2s, jitter: none, baseBackoff: 1s }`,
    });
    // Given up at 12 s; again at 13 s, given up at 15 s, when the first ends; again at 17 s, given up at 19 s.
    expect(attempts).toEqual([
      [10, 'ok'],
      [13, 'ok'],
      [17, 'ok'],
    ]);
    expect(fn).toMatchObject({ invocations: 3, billedMs: 15_000, concurrency: { max: 2 } });
    expect(trigger).toMatchObject({ events: 1, succeeded: 0, failed: 1, retries: 2 });
    expect(trigger.latencyMs).toMatchObject({ mean: 9000, max: 9000 });
  });

  it('makes a storm: at the limit, retries multiply the calls that meet it', () => {
    const overload = {
      f: 'handler: 100ms, reservedConcurrency: 10',
      arrivals: '{ poisson: { rate: 120/s } }',
      duration: '2m',
    };
    const without = ran(overload).fn;
    const storm = ran({ ...overload, trigger: 'retries: { attempts: 5, baseBackoff: 10ms }' }).fn;
    expect(storm.throttles).toBeGreaterThan(2 * without.throttles);
    expect(storm.arrivals).toBe(without.arrivals);
  });

  it('loses no request: each has one end', () => {
    for (const timeout of ['', 'timeout: 150ms,']) {
      const { trigger, fn } = ran({
        f: 'handler: { exponential: { mean: 100ms } }, errorRate: 0.2, reservedConcurrency: 5',
        arrivals: '{ poisson: { rate: 60/s } }',
        duration: '3m',
        trigger: `retries: { attempts: 4, ${timeout} baseBackoff: 20ms }`,
      });
      expect(trigger.succeeded + trigger.failed).toBe(trigger.events);
      expect(trigger.events).toBe(fn.arrivals);
      expect(fn.arrivals + fn.retries).toBe(fn.invocations + fn.throttles);
    }
  });
});
