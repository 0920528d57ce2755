// What AWS says of asynchronous invocations, sentence by sentence: section 7.2 of the sheet of facts, and what 2.3, 5 and 6.2 say of
// them, each with its test.
//  1 two retries on errors, timeouts included      "an event …", "… and one that times out"
//    a minute before the second, two before the third  the same
//    MaximumRetryAttempts is 0 to 2                "maximumRetryAttempts …"
//  2 throttles are tried again for up to 6 h       "a throttled event comes again until …"
//    from 1 s to 5 min                             "a throttled event waits …"
//    system errors too                             not simulated: Lambda itself never fails here
//    a long queue makes Lambda back off further    not simulated: no number is published
//    MaximumEventAgeInSeconds is 60 to 21,600      "maximumEventAge …"
//    a throttle uses up no retry                   "a throttle …" (inferred)
//  3 dead-letter queue or destination, else dropped  "what is given up …", for age, retries and reserved concurrency of 0
//  4 duplicates are possible                       triggers/duplicates.test.ts, where `duplicates` asks for them
//  5 multiplier and jitter                         not published: assumed, M-ASYNC-BACKOFF
//  6 EventBridge’s and SNS’s own deliveries        not simulated: the queue takes every event
//  7 schedules of a minute at least                "a schedule …"; a flexible window: triggers/asynchronous.test.ts
//  8 recursion is stopped after about 16           "a loop …"
// 2.3 not limited by requests a second             "events are limited by concurrency alone …"
// 5   1 MB of payload                              "an event has 1 MB …"
// 6.2 a request for 256 KB, another for each 64 KB "an event is charged as …"
import { describe, expect, it } from 'vitest';
import type { InvocationRecord } from '../../src/lambda/measurement/invocation-log.js';
import { simulate } from '../../src/simulate.js';
import { IDEAL_ACCOUNT, problemsOf, scenario } from '../support/scenario.js';

const SENDERS = ['async', 'eventBridge', 's3', 'schedule', 'sns'];
const HOUR = 3_600;

interface Text {
  readonly type?: string;
  readonly size?: number;
  readonly fn?: object;
  readonly trigger?: object;
  readonly others?: object;
  readonly account?: object;
  readonly at?: number;
}

/** So many events at 1,000 s unless told, for a function that takes a second and has 900 s. */
const text = ({ type = 'async', size = 1, fn = {}, trigger = {}, others = {}, account = {}, at = 1_000 }: Text) => ({
  duration: `${2 * at - 1}s`,
  account: { ...IDEAL_ACCOUNT, ...account },
  functions: { f: { handler: '1s', timeout: '900s', init: '0ms', placementLatency: '0ms', keepAlive: '1h', ...fn } },
  triggers: { events: { type, target: 'f', arrivals: { bursts: { every: `${at}s`, size } }, ...trigger }, ...others },
});

function ran(of: Text) {
  const { at = 1_000 } = of;
  const records: InvocationRecord[] = [];
  const run = simulate(scenario(text(of)), 0, { invocations: (record) => records.push({ ...record }) });
  const own = records.filter(({ trigger }) => trigger === 'events');
  const attempts = own.map(({ arrivedAt, outcome }) => [arrivedAt / 1e6 - at, outcome] as const);
  return { fn: run.functions['f']!, events: run.triggers['events']!, attempts };
}

const refused = (of: Text): string[] => problemsOf(text(of));

/** One event, while one user calls without a pause: the only environment is never free. */
const locked = (fn: object = {}): Text => ({
  fn: { reservedConcurrency: 1, handler: '900s', ...fn },
  at: 50_000,
  others: { user: { type: 'sdk', target: 'f', arrivals: { closed: { users: 1, thinkTime: '0s' } } } },
});

describe('7.2, errors', () => {
  it.each(SENDERS)('an event that fails runs again a minute later, and two minutes after that: %s', (type) => {
    const { attempts, events } = ran({ type, fn: { errorRate: 1 } });
    expect(attempts).toEqual([
      [0, 'error'],
      [61, 'error'],
      [182, 'error'],
    ]);
    expect(events).toMatchObject({ events: 1, dropped: 1, retries: 2, failed: 0 });
  });

  it('… and one that times out', () => {
    const { attempts } = ran({ fn: { handler: '9s', timeout: '5s' } });
    expect(attempts).toEqual([
      [0, 'timeout'],
      [65, 'timeout'],
      [190, 'timeout'],
    ]);
  });

  it('maximumRetryAttempts is 0 to 2', () => {
    const tries = (maximumRetryAttempts: number) => ran({ fn: { errorRate: 1, maximumRetryAttempts } }).attempts.length;
    expect([0, 1, 2].map(tries)).toEqual([1, 2, 3]);
    for (const maximumRetryAttempts of [-1, 3]) expect(refused({ fn: { maximumRetryAttempts } })).toHaveLength(1);
  });
});

describe('7.2, throttles', () => {
  const times = ran(locked()).attempts.map(([at]) => at);

  it('a throttled event comes again until it is 6 h old', () => {
    const { events, attempts } = ran(locked());
    expect(attempts.every(([, outcome]) => outcome === 'throttled')).toBe(true);
    expect(times.at(-1)).toBeLessThan(6 * HOUR);
    expect(times.at(-1)).toBeGreaterThanOrEqual(6 * HOUR - 300);
    expect(events).toMatchObject({ events: 1, dropped: 1, droppedByReason: { 'maximum event age': 1 } });
  });

  it('a throttled event waits 1 s at first, then longer, and 5 min at most', () => {
    const waits = times.slice(1).map((at, index) => at - times[index]!);
    expect(waits[0]).toBe(1);
    expect(Math.min(...waits)).toBe(1);
    expect(waits.every((wait, index) => wait <= Math.min(300, 2 ** index))).toBe(true);
    expect(Math.max(...waits)).toBeGreaterThan(290);
  });

  it.each([
    ['60s', 60],
    ['1h', HOUR],
  ])('maximumEventAge is 60 s to 6 h: after %s an event runs no more', (maximumEventAge, seconds) => {
    const { attempts, events } = ran(locked({ maximumEventAge }));
    expect(attempts.at(-1)![0]).toBeLessThan(seconds);
    expect(events.droppedByReason).toEqual({ 'maximum event age': 1 });
    for (const age of ['59s', '21601s']) expect(refused({ fn: { maximumEventAge: age } })).toHaveLength(1);
  });

  it('maximumEventAge bounds retries after errors, too', () => {
    const { attempts, events } = ran({ fn: { errorRate: 1, maximumEventAge: '150s' } });
    expect(attempts.map(([at]) => at)).toEqual([0, 61]);
    expect(events.droppedByReason).toEqual({ 'maximum event age': 1 });
  });

  it('a throttle uses up no retry', () => {
    const { attempts, events } = ran({ size: 2, fn: { reservedConcurrency: 1, handler: '50s', errorRate: 1 } });
    // Both run three times, whenever the other one leaves room.
    expect(attempts.filter(([, outcome]) => outcome === 'error')).toHaveLength(6);
    expect(attempts.some(([, outcome]) => outcome === 'throttled')).toBe(true);
    expect(events.droppedByReason).toEqual({ 'retries used up': 2 });
  });

  it('events are limited by concurrency alone, not by requests a second', () => {
    const rated = { concurrency: 1_000, requestRate: 0.01 };
    const { fn } = ran({ size: 1_000, fn: { handler: '1ms' }, account: rated });
    expect(fn).toMatchObject({ throttles: 0, concurrency: { max: 1_000 } });
    const { throttlesByReason } = ran({ size: 1_001, fn: { handler: '1ms' }, account: rated }).fn;
    expect(throttlesByReason).toEqual({ ConcurrentInvocationLimitExceeded: 1 });
  });
});

describe('7.2, what is given up', () => {
  it.each([
    ['maximum event age', locked({ maximumEventAge: '60s' })],
    ['retries used up', { fn: { errorRate: 1 } }],
    ['reserved concurrency of zero', { fn: { reservedConcurrency: 0 } }],
  ])('what is given up for its %s goes to the destination, and is dropped where there is none', (reason, of: Text) => {
    const without = ran(of);
    expect(without.events).toMatchObject({ dropped: 1, droppedByReason: { [reason]: 1 }, deadLettered: 0 });
    expect(without.fn.dropped).toBe(1);
    const { events, fn, attempts } = ran({ ...of, fn: { ...of.fn, onFailure: 'failed-events' } });
    expect(events).toMatchObject({ events: 1, dropped: 0, droppedByReason: {}, deadLettered: 1 });
    expect(fn.dropped).toBe(0);
    // Only once all that was allowed has been tried.
    expect(attempts).toEqual(without.attempts);
  });

  it('reserved concurrency of 0 gives an event up at its first throttle', () => {
    expect(ran({ fn: { reservedConcurrency: 0 } }).attempts).toEqual([[0, 'throttled']]);
  });
});

describe('7.2, schedules and loops', () => {
  it('a schedule calls every minute at most, and does not wait', () => {
    const scheduled = (rate: string): Text => ({ type: 'schedule', trigger: { arrivals: { schedule: { rate } } } });
    // 33 whole minutes in 1,999 s.
    expect(ran(scheduled('1 minute')).events).toMatchObject({ events: 33, succeeded: 33 });
    expect(refused(scheduled('30s'))).toEqual([expect.stringContaining('AWS schedules by the minute')]);
  });

  it('a loop is stopped after 16 rounds', () => {
    const { fn } = ran({ fn: { calls: [{ target: 'f', mode: 'async' }] } });
    expect(fn).toMatchObject({ invocations: 17, dropped: 1 });
  });
});

describe('5 and 6.2, payloads', () => {
  const saying = (words: string): string[] => [expect.stringContaining(words) as string];

  it.each(SENDERS)('an event has 1 MB at most: %s', (type) => {
    expect(refused({ type, fn: { payload: '1MB' } })).toEqual([]);
    expect(refused({ type, fn: { payload: '1025KB' } })).toEqual(saying('AWS allows 1 MB for an event'));
  });

  it('an event has 1 MB at most where a function hands it over', () => {
    const handed = (payload: string) => {
      const sdk = { type: 'sdk', fn: { calls: [{ target: 'g', mode: 'async' }] } };
      const { functions, ...rest } = text(sdk);
      return problemsOf({ ...rest, functions: { ...functions, g: { ...functions.f, calls: [], payload } } });
    };
    expect(handed('1MB')).toEqual([]);
    expect(handed('1025KB')).toEqual(saying('AWS allows 1 MB for an event'));
  });

  it.each([
    ['256KB', 1],
    ['257KB', 2],
    ['320KB', 2],
    ['321KB', 3],
    ['1MB', 13],
  ])(
    'an event is charged as a request for its first 256 KB and one for each further 64 KB: %s as %d',
    (payload, requests) => {
      const { fn } = ran({ size: 1_000, fn: { payload } });
      // At $0.20 a million.
      expect(fn.cost.requests).toBeCloseTo(1_000 * requests * 0.2e-6, 15);
      expect(fn.invocations).toBe(1_000);
    },
  );
});
