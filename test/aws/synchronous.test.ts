// What AWS says of synchronous invocations, sentence by sentence: sections 5 and 7.1 of the sheet of facts, each with its test.
// 5, timeouts and payloads
//  1 a function's timeout, 1 s to 900 s, 3 s       "a function runs 3 s …"; its range is in configuration.test.ts, "the timeout …"
//  2 API Gateway's timeout, 50 ms to 29 s          "API Gateway waits 29 s …"
//    more on request                               "… and longer where AWS has raised it"
//  3 HTTP APIs wait 30 s at most                   not simulated as a type of its own: integrationTimeout: 30s
//  4 API Gateway takes 10 MB and 10,000 a second   not simulated: Lambda's own limits are lower, or the account's
//  5 a function URL is bounded by the timeout      "a function URL …"; 429 beyond what is reserved: request-rate.test.ts
//  6 a load balancer takes 1 MB each way           "a load balancer takes …"
//  7 its idle timeout does not cut the call        "a load balancer waits …" (from memory)
//  8 6 MB each way, 200 MB streamed                "a payload …", "a streamed response …"
//  9 asynchronous payloads                         asynchronous.test.ts
// 10 after a 504 the function runs on, is billed   "after 29 s …" (from memory)
// 7.1, who calls and waits
//  1 the caller waits                              "the caller waits …"
//    errors and 429 go back to the caller          "a function error …", "a throttle …"
//    no retry of Lambda's                          the same two
//  2 SDKs try again by themselves                  "an SDK …" (from memory); how long they wait: triggers/clients.test.ts
import { describe, expect, it } from 'vitest';
import type { InvocationRecord } from '../../src/lambda/measurement/invocation-log.js';
import { simulate } from '../../src/simulate.js';
import { IDEAL_ACCOUNT, problemsOf, scenario } from '../support/scenario.js';

const CALLERS = ['apiGateway', 'alb', 'functionUrl', 'sdk'];

interface Text {
  readonly type?: string;
  readonly size?: number;
  readonly fn?: object;
  readonly trigger?: object;
}

/** So many calls at 1,000 s, of a function that takes a second and has 900 s. */
const text = ({ type = 'sdk', size = 1, fn = {}, trigger = {} }: Text) => ({
  duration: '1999s',
  account: IDEAL_ACCOUNT,
  functions: { f: { handler: '1s', timeout: '900s', init: '0ms', placementLatency: '0ms', keepAlive: '1h', ...fn } },
  triggers: { calls: { type, target: 'f', arrivals: { bursts: { every: '1000s', size } }, ...trigger } },
});

function ran(of: Text) {
  const records: InvocationRecord[] = [];
  const run = simulate(scenario(text(of)), 0, { invocations: (record) => records.push({ ...record }) });
  const attempts = records.map(({ arrivedAt, outcome }) => [(arrivedAt - 1e9) / 1e6, outcome] as const);
  return { fn: run.functions['f']!, calls: run.triggers['calls']!, attempts };
}

const refused = (of: Text): string[] => problemsOf(text(of));
const saying = (words: string): string[] => [expect.stringContaining(words) as string];

describe('5, timeouts', () => {
  it('a function runs 3 s unless told, and 900 s at most', () => {
    const under = (timeout: object) => ran({ fn: { handler: '901s', ...timeout } });
    expect(under({ timeout: undefined }).fn).toMatchObject({ timeouts: 1, billedMs: 3_000 });
    expect(under({ timeout: '900s' }).fn).toMatchObject({ timeouts: 1, billedMs: 900_000 });
    expect(refused({ fn: { timeout: '901s' } })).toHaveLength(1);
  });

  it.each([
    [29_000, { succeeded: 1, failed: 0 }],
    [29_001, { succeeded: 0, failed: 1 }],
  ])('API Gateway waits 29 s and no longer: for %d ms', (length, ends) => {
    const { calls } = ran({ type: 'apiGateway', fn: { handler: `${length}ms` } });
    expect(calls).toMatchObject({ ...ends, latencyMs: { max: 29_000 } });
  });

  it('API Gateway’s timeout lies at 50 ms or above, and longer than 29 s where AWS has raised it', () => {
    const waiting = (integrationTimeout: string): Text => ({ type: 'apiGateway', trigger: { integrationTimeout } });
    expect(refused(waiting('49ms'))).toHaveLength(1);
    expect(ran(waiting('50ms')).calls).toMatchObject({ failed: 1, latencyMs: { max: 50 } });
    expect(ran({ ...waiting('60s'), fn: { handler: '59s' } }).calls.succeeded).toBe(1);
  });

  it('after 29 s the client has its 504, while the function runs on and is billed', () => {
    const { fn, calls, attempts } = ran({ type: 'apiGateway', fn: { handler: '600s' } });
    expect(calls).toMatchObject({ events: 1, failed: 1, latencyMs: { max: 29_000 } });
    expect(fn).toMatchObject({ invocations: 1, errors: 0, timeouts: 0, billedMs: 600_000 });
    expect(attempts).toEqual([[0, 'ok']]);
  });

  it.each([
    ['a function URL', 'functionUrl'],
    ['a load balancer', 'alb'],
  ])('%s waits as long as the function may run', (_, type) => {
    expect(ran({ type, fn: { handler: '900s' } }).calls).toMatchObject({
      succeeded: 1,
      latencyMs: { max: 900_000 },
    });
    expect(ran({ type, fn: { handler: '901s' } }).calls).toMatchObject({ failed: 1, latencyMs: { max: 900_000 } });
    expect(refused({ type, trigger: { integrationTimeout: '29s' } })).toHaveLength(1);
  });
});

describe('5, payloads', () => {
  it('a payload has 6 MB each way', () => {
    for (const type of ['apiGateway', 'functionUrl', 'sdk']) {
      expect(refused({ type, fn: { payload: '6MB', response: '6MB' } })).toEqual([]);
      expect(refused({ type, fn: { payload: '6145KB' } })).toEqual(saying('AWS allows 6 MB for a request'));
      expect(refused({ type, fn: { response: '6145KB' } })).toEqual(saying('AWS allows 6 MB for a response'));
    }
  });

  it('a load balancer takes 1 MB each way', () => {
    expect(refused({ type: 'alb', fn: { payload: '1MB', response: '1MB' } })).toEqual([]);
    expect(refused({ type: 'alb', fn: { payload: '1025KB' } })).toEqual(saying('AWS allows 1 MB for a request'));
    expect(refused({ type: 'alb', fn: { response: '1025KB' } })).toEqual(saying('AWS allows 1 MB for a response'));
  });

  it('a streamed response has 200 MB: 6 MB as fast as they go, the rest at 2 MB a second', () => {
    const streaming = (size: string, handler: string): Text => ({
      fn: { handler, response: { size, streamed: true } },
    });
    expect(refused(streaming('200MB', '97s'))).toEqual([]);
    expect(refused(streaming('201MB', '98s'))).toEqual(saying('AWS allows 200 MB for a streamed response'));
    const warned = (of: Text): string[] => problemsOf(text(of), 'warning');
    // 194 MB at 2 MB a second are 97 s.
    expect(warned(streaming('200MB', '97s'))).toEqual([]);
    expect(warned(streaming('200MB', '96999ms'))).toEqual(saying('97s at least'));
    expect(warned(streaming('6MB', '1ms'))).toEqual([]);
  });
});

describe('7.1', () => {
  it.each(CALLERS)('the caller waits for the answer: %s', (type) => {
    const { calls, fn } = ran({ type, fn: { handler: '2s', init: '1s', placementLatency: '500ms' } });
    expect(calls).toMatchObject({ events: 1, succeeded: 1, latencyMs: { max: 3_500 } });
    expect(fn.durationMs.max).toBe(2_000);
  });

  it.each(CALLERS)('a function error goes back to the caller, and Lambda does not try again: %s', (type) => {
    const { calls, fn, attempts } = ran({ type, fn: { errorRate: 1, maximumRetryAttempts: 2 } });
    expect(attempts).toEqual([[0, 'error']]);
    expect(calls).toMatchObject({ events: 1, failed: 1, retries: 0, latencyMs: { max: 1_000 } });
    expect(fn).toMatchObject({ errors: 1, dropped: 0 });
  });

  it.each(CALLERS)('a throttle goes back to the caller at once, and Lambda does not try again: %s', (type) => {
    const { calls, fn, attempts } = ran({ type, size: 3, fn: { reservedConcurrency: 1 } });
    expect(attempts).toEqual([
      [0, 'throttled'],
      [0, 'throttled'],
      [0, 'ok'],
    ]);
    expect(calls).toMatchObject({ events: 3, succeeded: 1, failed: 2, retries: 0, queued: 0 });
    expect(fn).toMatchObject({ invocations: 1, throttles: 2 });
  });

  it('an SDK tries again by itself where it is throttled, three times in all unless told', () => {
    const retries = { jitter: 'none', baseBackoff: '100ms' };
    const { attempts, calls } = ran({ fn: { reservedConcurrency: 0 }, trigger: { retries } });
    expect(attempts).toEqual([
      [0, 'throttled'],
      [0.1, 'throttled'],
      [0.3, 'throttled'],
    ]);
    expect(calls).toMatchObject({ events: 1, failed: 1, retries: 2 });
  });
});
