// Functions that call functions, each chain by hand.
import { describe, expect, it } from 'vitest';
import type { InvocationRecord } from '../../src/lambda/measurement/invocation-log.js';
import { parseScenario } from '../../src/scenario/parse.js';
import { simulate } from '../../src/simulate.js';
import { sound } from '../scenario/example.js';

const FUNCTION = 'memory: 1024, timeout: 100s, init: 0ms, placementLatency: 0ms';

/** One request at 10 s unless told, to `a`; functions by name, with what is theirs beside the usual. */
function text(
  functions: Readonly<Record<string, string>>,
  { arrivals = '{ bursts: { every: 10s, size: 1 } }', type = 'sdk' } = {},
) {
  const lines = Object.entries(functions).map(([name, settings]) => {
    const usual = settings.includes('init:') ? FUNCTION.replace('init: 0ms, ', '') : FUNCTION;
    return `  ${name}: { ${settings.includes('timeout:') ? usual.replace('timeout: 100s, ', '') : usual}, ${settings} }`;
  });
  return `duration: 15s
account: { maxLifetime: none }
functions:
${lines.join('\n')}
triggers:
  calls: { type: ${type}, target: a, arrivals: ${arrivals} }
`;
}

function ran(functions: Readonly<Record<string, string>>, more: { arrivals?: string; type?: string } = {}) {
  const rows: InvocationRecord[] = [];
  const result = simulate(sound(text(functions, more)), 0, { invocations: (record) => rows.push({ ...record }) });
  const runs = rows.map(({ function: name, arrivedAt, endedAt, outcome }) => [
    name,
    arrivedAt / 1e6,
    endedAt / 1e6,
    outcome,
  ]);
  return { runs, result, of: (name: string) => result.functions[name]! };
}

const problems = (functions: Readonly<Record<string, string>>) =>
  parseScenario(text(functions), { file: 's.yaml' }).diagnostics.map(({ code, path }) => `${code} ${path}`);

describe('a handler that waits for another function', () => {
  it('goes on when the answer has come, and is billed meanwhile', () => {
    const { runs, of, result } = ran({ a: 'handler: 2s, calls: [{ target: b, at: 0.25 }]', b: 'handler: 3s' });
    // 0.5 s of its own, 3 s of b, 1.5 s of its own.
    expect(runs).toEqual([
      ['b', 10.5, 13.5, 'ok'],
      ['a', 10, 15, 'ok'],
    ]);
    expect(of('a')).toMatchObject({ billedMs: 5000, arrivals: 1, latencyMs: { max: 5000 }, durationMs: { max: 5000 } });
    expect(of('b')).toMatchObject({ billedMs: 3000, arrivals: 1 });
    expect(result.triggers['a calls b']).toMatchObject({ events: 1, succeeded: 1 });
    expect(result.triggers['calls']).toMatchObject({ events: 1, succeeded: 1 });
  });

  it('pays for the cold starts of all that it waits for', () => {
    const { of } = ran({
      a: 'handler: 1s, init: 1s, calls: [{ target: b }]',
      b: 'handler: 1s, init: 2s, calls: [{ target: c }]',
      c: 'handler: 1s, init: 3s',
    });
    // c takes 4 s, b 2 + 1 + 4, a 1 + 1 + 7.
    expect(of('c').latencyMs.max).toBe(4000);
    expect(of('b').latencyMs.max).toBe(7000);
    expect(of('a').latencyMs.max).toBe(9000);
    expect([of('a').billedMs, of('b').billedMs, of('c').billedMs]).toEqual([9000, 7000, 4000]);
  });

  it('waits for all of a fan-out', () => {
    const { of, runs } = ran({
      a: 'handler: 1s, calls: [{ target: b, at: 1, count: 3 }]',
      b: 'handler: 2s, reservedConcurrency: 5',
    });
    expect(runs.filter(([name]) => name === 'b')).toHaveLength(3);
    expect(of('a').latencyMs.max).toBe(3000);
    expect(of('b')).toMatchObject({ arrivals: 3, concurrency: { max: 3 } });
  });

  it('makes several calls one after another', () => {
    const { runs } = ran({
      a: 'handler: 4s, calls: [{ target: b, at: 0 }, { target: b, at: 0.5 }, { target: b, at: 0.5 }]',
      b: 'handler: 1s',
    });
    expect(runs.filter(([name]) => name === 'b').map(([, from]) => from)).toEqual([10, 13, 14]);
    expect(runs.at(-1)).toEqual(['a', 10, 17, 'ok']);
  });

  it('times out while it waits; what it called runs on', () => {
    const { runs, of } = ran({ a: 'timeout: 3s, handler: 1s, calls: [{ target: b }]', b: 'handler: 10s' });
    expect(runs).toEqual([
      ['a', 10, 13, 'timeout'],
      ['b', 10.5, 20.5, 'ok'],
    ]);
    expect(of('a')).toMatchObject({ timeouts: 1, billedMs: 3000 });
  });

  it('times out only if it would run longer than the timeout', () => {
    const of = (timeout: string) =>
      ran({ a: `timeout: ${timeout}, handler: 1s, calls: [{ target: b }]`, b: 'handler: 2s' });
    expect(of('3s').of('a')).toMatchObject({ timeouts: 0, errors: 0, billedMs: 3000 });
    expect(of('2999ms').of('a')).toMatchObject({ timeouts: 1, billedMs: 2999 });
    // While its own part runs.
    expect(of('2600ms').runs.at(-1)).toEqual(['a', 10, 12.6, 'timeout']);
  });

  it('fails with what it called, at once, or goes on where told to', () => {
    const failing = (onError: string) =>
      ran({ a: `handler: 2s, calls: [{ target: b, onError: ${onError} }]`, b: 'handler: 1s, errorRate: 1' }).runs.at(
        -1,
      );
    expect(failing('fail')).toEqual(['a', 10, 12, 'error']);
    expect(failing('ignore')).toEqual(['a', 10, 13, 'ok']);
  });

  it('fails where what it calls is throttled, unless it tries again', () => {
    const b = 'handler: 3s, reservedConcurrency: 1';
    const two = '{ bursts: { every: 10s, size: 2 } }';
    const once = ran({ a: 'handler: 2s, calls: [{ target: b }]', b }, { arrivals: two });
    expect(once.of('a')).toMatchObject({ errors: 1, invocations: 2 });
    expect(once.result.triggers['a calls b']).toMatchObject({ events: 2, succeeded: 1, failed: 1 });
    const retries = 'retries: { attempts: 5, baseBackoff: 1s, jitter: none }';
    const again = ran({ a: `handler: 2s, calls: [{ target: b, ${retries} }]`, b }, { arrivals: two });
    // Refused at 11 s, 12 s; at 14 s the first is over. 14 + 3 + 1.
    expect(again.of('a')).toMatchObject({ errors: 0, latencyMs: { max: 8000 } });
    expect(again.result.triggers['a calls b']).toMatchObject({ events: 2, succeeded: 2, retries: 2 });
  });

  it('calls nobody where its own init fails', () => {
    const { of } = ran({
      a: 'handler: 1s, init: 11s, initErrorRate: 1, calls: [{ target: b, at: 0 }]',
      b: 'handler: 1s',
    });
    expect(of('a').errors).toBe(1);
    expect(of('b').arrivals).toBe(0);
  });

  it('is asynchronous itself: its retries call again', () => {
    const { of } = ran({ a: 'handler: 1s, calls: [{ target: b }]', b: 'handler: 1s, errorRate: 1' }, { type: 'async' });
    expect(of('a')).toMatchObject({ invocations: 3, errors: 3 });
    expect(of('b')).toMatchObject({ invocations: 3, errors: 3 });
  });
});

describe('a handler that hands an event over', () => {
  it('does not wait for what becomes of it', () => {
    const { runs, result } = ran({
      a: 'handler: 2s, calls: [{ target: b, mode: async, count: 2 }]',
      b: 'handler: 5s, errorRate: 1, maximumRetryAttempts: 1',
    });
    expect(runs[0]).toEqual(['a', 10, 12, 'ok']);
    expect(runs.filter(([name]) => name === 'b').map(([, from]) => from)).toEqual([11, 11, 76, 76]);
    expect(result.triggers['a calls b']).toMatchObject({ events: 2, dropped: 2, retries: 2 });
  });

  it('to itself is stopped as a loop', () => {
    const { of, result } = ran({ a: 'handler: 1s, calls: [{ target: a, mode: async }]' });
    // The first, and what sixteen calls led to.
    expect(of('a').invocations).toBe(17);
    expect(result.triggers['a calls a']).toMatchObject({
      events: 17,
      succeeded: 16,
      droppedByReason: { 'recursive loop': 1 },
    });
  });
});

describe('calls of functions', () => {
  it('are refused where functions wait for each other in a circle, however long', () => {
    expect(problems({ a: 'handler: 1s, calls: [{ target: a }]' })).toEqual(['bad-call functions.a.calls']);
    const long = {
      a: 'handler: 1s, calls: [{ target: b }]',
      b: 'handler: 1s, calls: [{ target: c }]',
      c: 'handler: 1s, calls: [{ target: a }]',
    };
    expect(problems(long)).toEqual(['bad-call functions.a.calls']);
    expect(problems({ ...long, c: 'handler: 1s, calls: [{ target: a, mode: async }]' })).toEqual([]);
  });

  it('are refused to what does not exist, or has no handler, or come out of order', () => {
    expect(problems({ a: 'handler: 1s, calls: [{ target: x }]' })).toEqual([
      'unknown-function functions.a.calls.0.target',
    ]);
    expect(problems({ a: 'handler: 1s, calls: [{ target: b }]', b: 'errorRate: 0' })).toEqual([
      'missing-handler functions.a.calls.0.target',
    ]);
    expect(
      problems({ a: 'handler: 1s, calls: [{ target: b, at: 1 }, { target: b, at: 0 }]', b: 'handler: 1s' }),
    ).toEqual(['bad-call functions.a.calls.1.at']);
  });

  it('keep what is provisioned for them from being called idle', () => {
    const provisioned = (target: string) =>
      problems({
        a: `handler: 1s, calls: [{ target: "${target}" }]`,
        b: 'handler: 1s, aliases: { live: { version: 1, provisionedConcurrency: 1 } }',
      });
    expect(provisioned('b:live')).toEqual([]);
    expect(provisioned('b')).toEqual(['idle-provisioned functions.b.aliases.live.provisionedConcurrency']);
  });

  it('have results under the names of both, one for each call', () => {
    const calls = '[{ target: b, at: 0 }, { target: "b:1", at: 0.2 }, { target: b, at: 0.4 }]';
    const { result } = ran({ a: `handler: 1s, calls: ${calls}`, b: 'handler: 1s' });
    expect(Object.keys(result.triggers)).toEqual(['calls', 'a calls b', 'a calls b:1', 'a calls b (2)']);
  });

  it('lose nothing at random: every request and every call has one end', () => {
    const { result, of } = ran(
      {
        a: 'handler: { exponential: { mean: 300ms } }, timeout: 1s, calls: [{ target: b, count: 2 }, { target: c, mode: async }]',
        b: 'handler: { exponential: { mean: 100ms } }, reservedConcurrency: 6, errorRate: 0.1',
        c: 'handler: { exponential: { mean: 50ms } }, errorRate: 0.3',
      },
      { arrivals: '{ poisson: { rate: 30/s } }' },
    );
    const sums = Object.values(result.triggers).map(
      ({ events, succeeded, failed, dropped }) => events - succeeded - failed - dropped,
    );
    expect(sums).toEqual([0, 0, 0]);
    expect(result.triggers['a calls b']!.events).toBe(of('b').arrivals);
    expect(of('a').timeouts).toBeGreaterThan(0);
    expect(of('b').throttles).toBeGreaterThan(0);
  });
});
