// Asynchronous invocations: retries, throttles, age and destinations, each by hand.
import { describe, expect, it } from 'vitest';
import type { InvocationRecord } from '../../src/lambda/measurement/invocation-log.js';
import type { RunResult } from '../../src/result.js';
import { simulate } from '../../src/simulate.js';
import { sound } from '../scenario/example.js';

interface Ran {
  readonly result: RunResult;
  /** When attempts were made, in seconds, and how each ended. */
  readonly attempts: readonly (readonly [at: number, outcome: string])[];
}

/** A setting, if the others do not hold it. */
const unless = (inside: string, setting: string): string =>
  inside.includes(setting.replace(/:.*/, ':')) ? '' : `${setting}, `;

/** One event at 10 s unless told. */
function ran(
  inside: string,
  { arrivals = '{ bursts: { every: 10s, size: 1 } }', type = 'async', duration = '15s' } = {},
): Ran {
  const rows: InvocationRecord[] = [];
  const scenario = sound(`
duration: ${duration}
account: { maxLifetime: none }
functions:
  f: { memory: 1024, init: 0ms, placementLatency: 0ms, ${unless(inside, 'handler: 1s')}${unless(inside, 'timeout: 3s')}${inside} }
triggers:
  events: { type: ${type}, target: f, arrivals: ${arrivals} }
`);
  const result = simulate(scenario, 0, { invocations: (record) => rows.push({ ...record }) });
  return { result, attempts: rows.map(({ arrivedAt, outcome }) => [arrivedAt / 1e6, outcome] as const) };
}

const events = ({ result }: Ran) => result.triggers['events']!;

describe('an asynchronous event', () => {
  it.each(['async', 'eventBridge', 's3', 'schedule', 'sns'])(
    'of %s runs at once, and once where it succeeds',
    (type) => {
      const of = ran('', { type });
      expect(of.attempts).toEqual([[10, 'ok']]);
      expect(events(of)).toMatchObject({ events: 1, succeeded: 1, failed: 0, dropped: 0, retries: 0, queued: 0 });
    },
  );

  it('whose function fails is tried again a minute after that, and two minutes after the next, then dropped', () => {
    const of = ran('errorRate: 1');
    // Each attempt takes a second.
    expect(of.attempts).toEqual([
      [10, 'error'],
      [71, 'error'],
      [192, 'error'],
    ]);
    expect(events(of)).toMatchObject({
      ...{ events: 1, succeeded: 0, dropped: 1, retries: 2 },
      droppedByReason: { 'retries used up': 1 },
    });
    expect(of.result.functions['f']).toMatchObject({ arrivals: 1, retries: 2, invocations: 3, errors: 3, dropped: 1 });
  });

  it.each([
    [0, [10]],
    [1, [10, 71]],
  ])('has as many retries as maximumRetryAttempts: %d', (maximum, times) => {
    expect(ran(`errorRate: 1, maximumRetryAttempts: ${maximum}`).attempts.map(([at]) => at)).toEqual(times);
  });

  it('that times out is tried again like one that fails', () => {
    expect(ran('timeout: 1s, handler: 2s, maximumRetryAttempts: 1').attempts).toEqual([
      [10, 'timeout'],
      [71, 'timeout'],
    ]);
  });

  it('goes to the destination of failures where there is one', () => {
    const of = ran('errorRate: 1, maximumRetryAttempts: 0, onFailure: failed-events');
    expect(events(of)).toMatchObject({ events: 1, deadLettered: 1, dropped: 0, droppedByReason: {} });
    expect(of.result.functions['f']!.dropped).toBe(0);
  });

  it('with no concurrency to run on is given up at once', () => {
    const of = ran('reservedConcurrency: 0');
    expect(of.attempts).toEqual([[10, 'throttled']]);
    expect(events(of)).toMatchObject({ dropped: 1, droppedByReason: { 'reserved concurrency of zero': 1 } });
  });

  it('has waited in the queue until its last attempt began, and its latency is from its coming', () => {
    const { result } = ran('errorRate: 1, maximumRetryAttempts: 1');
    expect(result.functions['f']!.latencyMs).toMatchObject({ mean: 62_000, max: 62_000 });
    expect(result.functions['f']!.waitMs.max).toBe(61_000);
    expect(result.functions['f']!.durationMs).toMatchObject({ mean: 1000, max: 1000 });
    expect(result.triggers['events']!.latencyMs.max).toBe(62_000);
  });
});

describe('a throttled event', () => {
  const long = { arrivals: '{ bursts: { every: 10s, size: 2 } }' };

  /** How long it waited before each attempt but the first, in seconds, and how long at most, by the rule. */
  const waitsOf = ({ attempts }: Ran) => {
    const times = attempts.filter(([at, outcome]) => outcome === 'throttled' || at > 10).map(([at]) => at);
    return times.slice(1).map((at, index) => ({ wait: at - times[index]!, most: Math.min(300, 2 ** index) }));
  };

  it('goes back into the queue: for 1 s, then for longer, at random up to 2 s, 4 s and so on, and uses up no retry', () => {
    const of = ran('reservedConcurrency: 1, handler: 60s, timeout: 100s, maximumRetryAttempts: 0', long);
    const waits = waitsOf(of);
    expect(waits[0]!.wait).toBe(1);
    for (const { wait, most } of waits) {
      expect(wait).toBeGreaterThanOrEqual(1);
      expect(wait).toBeLessThanOrEqual(most);
    }
    // The first runs from 10 s to 70 s.
    expect(of.attempts.at(-1)![0]).toBeGreaterThanOrEqual(70);
    expect(events(of)).toMatchObject({ events: 2, succeeded: 2, retries: waits.length });
  });

  it('waits 5 minutes at most between two attempts, which many of a burst spread over', () => {
    const burst = { arrivals: '{ bursts: { every: 10s, size: 200 } }' };
    const of = ran('reservedConcurrency: 1, handler: 900s, timeout: 900s, maximumEventAge: 1h', burst);
    const late = of.attempts.filter(([at, outcome]) => outcome === 'throttled' && at > 700 && at < 900);
    const seconds = new Set(late.map(([at]) => Math.floor(at)));
    expect(late.length).toBeGreaterThan(100);
    expect(seconds.size).toBeGreaterThan(0.5 * late.length);
  });

  it('is dropped when it becomes older than maximumEventAge', () => {
    const of = ran('reservedConcurrency: 1, handler: 300s, timeout: 900s, maximumEventAge: 60s', long);
    expect(events(of)).toMatchObject({
      ...{ events: 2, succeeded: 1, dropped: 1 },
      droppedByReason: { 'maximum event age': 1 },
    });
    expect(Math.max(...of.attempts.filter(([, outcome]) => outcome === 'throttled').map(([at]) => at))).toBeLessThan(
      70,
    );
  });

  it('is not limited by the request rate, only by concurrency', () => {
    const many = { arrivals: '{ bursts: { every: 10s, size: 500 } }' };
    expect(ran('handler: 1ms, reservedConcurrency: 500', many).result.functions['f']!.throttles).toBe(0);
    const limited = sound(
      'duration: 15s\naccount: { requestRate: 0.01 }\nfunctions: { f: { handler: 1ms } }\ntriggers: { e: { type: s3, target: f, arrivals: { bursts: { every: 10s, size: 50 } } } }\n',
    );
    expect(simulate(limited, 0).functions['f']!.throttles).toBe(0);
  });
});

describe('a retry', () => {
  it('draws a handler time and a failure of its own', () => {
    const arrivals = '{ poisson: { rate: 20/s } }';
    const of = ran('handler: { exponential: { mean: 50ms } }, errorRate: 0.5', { arrivals, duration: '10m' });
    const { errors, invocations, retries, arrivals: came } = of.result.functions['f']!;
    expect(errors / invocations).toBeCloseTo(0.5, 1);
    // Of all, 1 + 1/2 + 1/4 attempts; an eighth is lost.
    expect(retries / came).toBeCloseTo(0.75, 1);
    expect(events(of).dropped / events(of).events).toBeCloseTo(0.125, 1);
    expect(came + retries).toBe(invocations);
  });

  it('is counted with its event: of the warm-up, or not', () => {
    const scenario = sound(
      'duration: 30s\nwarmup: 15s\nfunctions: { f: { handler: 1s, errorRate: 1 } }\ntriggers: { e: { type: s3, target: f, arrivals: { bursts: { every: 10s, size: 1 } } } }\n',
    );
    const { functions, triggers } = simulate(scenario, 0);
    // Those of 20 s and 30 s, three attempts each; that of 10 s is left out with all of its attempts.
    expect(functions['f']).toMatchObject({ arrivals: 2, retries: 4, invocations: 6, errors: 6, dropped: 2 });
    expect(triggers['e']).toMatchObject({ events: 2, dropped: 2, retries: 4 });
  });
});

describe('a schedule with a flexible window', () => {
  const daily = (window: string) =>
    sound(`
duration: 10d
functions: { f: { handler: 1s, init: 0ms, placementLatency: 0ms } }
triggers: { s: { type: schedule, target: f, arrivals: { schedule: { rate: 1 hour } }, flexibleWindow: ${window} } }
`);

  it('runs at some time within it, evenly', () => {
    const late: number[] = [];
    simulate(daily('15m'), 0, { invocations: ({ arrivedAt }) => late.push((arrivedAt % 3_600_000_000) / 60e6) });
    // Of 240 the last would come after the end, unless at once.
    expect(late.length).toBeGreaterThanOrEqual(239);
    expect(Math.max(...late)).toBeLessThan(15);
    expect(Math.min(...late)).toBeGreaterThanOrEqual(0);
    expect(late.reduce((sum, each) => sum + each, 0) / late.length).toBeCloseTo(7.5, 0);
  });

  it('of nothing runs on the dot', () => {
    const late: number[] = [];
    simulate(daily('0s'), 0, { invocations: ({ arrivedAt }) => late.push(arrivedAt % 3_600_000_000) });
    expect(new Set(late)).toEqual(new Set([0]));
  });
});
