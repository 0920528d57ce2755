// Where the latency of chains went: by hand, and for every request of random scenarios.
import { describe, expect, it, vi } from 'vitest';
import type { AttributedRequests } from '../../src/chain-result.js';
import { figuresOf } from '../../src/experiments/summary.js';
import type { InvocationRecord } from '../../src/lambda/measurement/invocation-log.js';
import type { RunResult } from '../../src/result.js';
import { parseScenario } from '../../src/scenario/parse.js';
import { simulate } from '../../src/simulate.js';
import { ChainMeasure } from '../../src/triggers/chains/chain-measure.js';
import { PARTS } from '../../src/triggers/chains/path.js';
import { generator } from '../oracle/scenarios.js';
import { sound } from '../scenario/example.js';
import { IDEAL_ACCOUNT, scenario } from '../support/scenario.js';
import { type Text, told } from '../support/told.js';

const PLAIN = { memory: 1024, timeout: '100s', init: '0ms', placementLatency: '0ms', keepAlive: '1h' } as const;

/** Functions by name, each with what is its own; one request at 10 s, to `a`, unless told. */
function ran(functions: Readonly<Record<string, object>>, trigger: object = {}, more: Partial<Text> = {}): RunResult {
  const arrivals = { bursts: { every: '10s', size: 1 } };
  const named = Object.entries(functions).map(([name, own]) => [name, { ...PLAIN, ...own }]);
  return told({
    duration: '15s',
    functions: Object.fromEntries(named) as Text['functions'],
    triggers: { calls: { type: 'sdk', target: 'a', arrivals, ...trigger } },
    ...more,
  }).result;
}

/** By function: cold start, handler and wait in seconds. */
const seconds = ({ functions }: AttributedRequests): Record<string, (number | null)[]> =>
  Object.fromEntries(
    Object.entries(functions).map(([name, { coldStartMs, handlerMs, waitMs }]) => [
      name,
      [coldStartMs, handlerMs, waitMs].map((ms) => ms && ms / 1000),
    ]),
  );

const allOf = ({ triggers }: RunResult): Record<string, (number | null)[]> =>
  seconds(triggers['calls']!.attribution!.all);

const sumMs = ({ functions }: AttributedRequests): number =>
  Object.values(functions).reduce(
    (sum, { coldStartMs, handlerMs, waitMs }) => sum + coldStartMs! + handlerMs! + waitMs!,
    0,
  );

describe('the latency of a chain', () => {
  it('goes to the cold start and the handler of each, in calling order', () => {
    const result = ran({
      c: { handler: '1s', init: '3s', placementLatency: '500ms' },
      a: { handler: '1s', init: '1s', calls: [{ target: 'b' }] },
      b: { handler: '2s', init: '2s', calls: [{ target: 'c' }] },
    });
    expect(Object.entries(allOf(result))).toEqual([
      ['a', [1, 1, 0]],
      ['b', [2, 2, 0]],
      ['c', [3.5, 1, 0]],
    ]);
    expect(result.triggers['calls']!.latencyMs.max).toBe(10_500);
  });

  it('goes to the handler where an init or a slow first call lies within its duration', () => {
    const result = ran({
      a: { handler: '1s', calls: [{ target: 'b' }] },
      b: { memory: 1769, handler: '1s', init: '11s', firstInvoke: '2s' },
    });
    // The init is stopped after 10 s and runs again within the invocation; then the first call.
    expect(allOf(result)['b']).toEqual([10, 14, 0]);
  });

  it('is that of the answer that came last, where a handler waits for several', () => {
    const functions = {
      a: { ...PLAIN, handler: '1s', calls: [{ target: 'b', count: 2 }] },
      b: { ...PLAIN, handler: '1s', init: '2s' },
    };
    const every = (time: string, target: string) => ({
      ...{ type: 'sdk', target, arrivals: { bursts: { every: time, size: 1 } } },
    });
    const triggers = { calls: every('20s', 'a'), first: every('15s', 'b') };
    // One call meets the environment of 15 s, the other one a new one.
    expect(allOf(told({ duration: '25s', functions, triggers }).result)).toEqual({ a: [0, 1, 0], b: [2, 1, 0] });
  });

  it('is that of an answer where other calls are refused before it comes', () => {
    const result = ran({
      a: {
        handler: '1s',
        calls: [
          { target: 'b', count: 2 },
          { target: 'c', at: 1 },
        ],
      },
      b: { handler: '1s', reservedConcurrency: 1, init: '1s' },
      c: { handler: '4s' },
    });
    // One call is refused at once; the other is answered at 12.5 s, when a fails.
    expect(allOf(result)).toEqual({ a: [0, 0.5, 0], b: [1, 1, 0], c: [0, 0, 0] });
  });

  it('has no part of what is handed over', () => {
    const result = ran({
      a: {
        handler: '2s',
        calls: [
          { target: 'b', at: 0.25 },
          { target: 'c', mode: 'async' },
        ],
      },
      b: { handler: '1s' },
      c: { handler: '9s', init: '1s' },
    });
    expect(allOf(result)).toEqual({ a: [0, 2, 0], b: [0, 1, 0] });
  });

  it('waits for a function where a call of it was refused, until the attempt that was answered', () => {
    const retries = { attempts: 5, baseBackoff: '1s', jitter: 'none' };
    const result = ran(
      {
        a: { handler: '2s', calls: [{ target: 'b', retries }] },
        b: { handler: '3s', reservedConcurrency: 1, init: '500ms' },
      },
      { arrivals: { bursts: { every: '10s', size: 2 } } },
    );
    // Both call at 11 s. The second is refused then and at 12 s, and runs warm from 14.5 s on at its third retry, at 18 s.
    const { all, withColdStart } = result.triggers['calls']!.attribution!;
    expect([all.requests, withColdStart.requests]).toEqual([2, 2]);
    expect(seconds(all)['b']).toEqual([0.25, 3, 3.5]);
    expect(seconds(all)['a']).toEqual([0, 2, 0]);
  });

  it('waits for the function whose answer did not come before the timeout', () => {
    const result = ran({
      a: { handler: '1s', timeout: '3s', calls: [{ target: 'b' }] },
      b: { handler: '10s', init: '1s' },
    });
    expect(allOf(result)).toEqual({ a: [0, 0.5, 0], b: [0, 0, 2.5] });
    expect(result.triggers['calls']!.latencyMs.max).toBe(3000);
  });

  it('waits for the function whose calls the handler gave up', () => {
    const retries = { attempts: 2, baseBackoff: '1s', jitter: 'none', timeout: '2s' };
    const result = ran({
      a: { handler: '1s', calls: [{ target: 'b', retries, onError: 'ignore' }] },
      b: { handler: '10s' },
    });
    expect(allOf(result)).toEqual({ a: [0, 1, 0], b: [0, 0, 5] });
  });

  it('ends with the handler at its timeout', () => {
    const result = ran({
      a: { handler: '4s', timeout: '4s', calls: [{ target: 'b', at: 0.5 }] },
      b: { handler: '1s' },
    });
    expect(allOf(result)).toEqual({ a: [0, 3, 0], b: [0, 1, 0] });
  });

  it('is all waiting for the first function where the client gives up before', () => {
    const functions = { a: { handler: '1s', init: '1s', calls: [{ target: 'b' }] }, b: { handler: '50s' } };
    const plain = ran(functions, { type: 'apiGateway' });
    expect(allOf(plain)).toEqual({ a: [0, 0, 29], b: [0, 0, 0] });
    expect(plain.triggers['calls']!.attribution!.withColdStart.requests).toBe(0);
    const retries = { attempts: 1, timeout: '4s' };
    expect(allOf(ran(functions, { retries }))).toEqual({ a: [0, 0, 4], b: [0, 0, 0] });
  });

  it('waits where the client tries again, for the first function', () => {
    const retries = { attempts: 2, baseBackoff: '1s', jitter: 'none' };
    const functions = {
      a: { handler: '1s', errorRate: 1, init: '1s', calls: [{ target: 'b', at: 1 }] },
      b: { handler: '1s' },
    };
    // 3 s for nothing, 1 s of back-off, then warm.
    expect(allOf(ran(functions, { type: 'functionUrl', retries }))).toEqual({ a: [0, 1, 4], b: [0, 1, 0] });
  });

  it('is that of an event from its coming on, with its retries', () => {
    const functions = {
      a: { handler: '1s', errorRate: 1, maximumRetryAttempts: 1, calls: [{ target: 'b' }] },
      b: { handler: '1s' },
    };
    expect(allOf(ran(functions, { type: 'async' }))).toEqual({ a: [0, 1, 62], b: [0, 1, 0] });
  });

  it('counts a wait for another’s environment as one', () => {
    const functions = {
      a: { handler: '1s', calls: [{ target: 'b', at: 0 }] },
      b: { handler: '1s', init: '5s', eagerAssignment: true },
    };
    const named = Object.entries(functions).map(([name, own]) => [name, { ...PLAIN, ...own }]);
    const every = (time: string) => ({ type: 'sdk', target: 'a', arrivals: { bursts: { every: time, size: 1 } } });
    const { triggers } = told({
      duration: '25s',
      functions: Object.fromEntries(named) as Text['functions'],
      triggers: { first: every('10s'), second: every('20s') },
    }).result;
    // At 20 s the first has the warm environment of b for a second, then the second takes it.
    expect(seconds(triggers['second']!.attribution!.all)).toEqual({ a: [0, 1, 0], b: [0, 1, 1] });
  });

  it('fails with the restore that took too long', () => {
    const result = ran({
      a: { handler: '1s', calls: [{ target: 'b:1', onError: 'ignore' }] },
      b: {
        runtime: 'java21',
        handler: '1s',
        init: '1s',
        snapStart: { restore: '20s' },
        calls: [{ target: 'c' }],
        versions: { '1': {} },
      },
      c: { handler: '1s' },
    });
    expect(allOf(result)).toEqual({ a: [0, 1, 0], b: [10, 0, 0], c: [0, 0, 0] });
  });

  it('is told apart for those on whose way something started cold', () => {
    const functions = { a: { handler: '1s', init: '1s', calls: [{ target: 'b' }] }, b: { handler: '1s', init: '2s' } };
    const result = ran(functions, {}, { duration: '30s' });
    const { all, withColdStart } = result.triggers['calls']!.attribution!;
    expect([all.requests, withColdStart.requests]).toEqual([3, 1]);
    expect(seconds(withColdStart)).toEqual({ a: [1, 1, 0], b: [2, 1, 0] });
    expect(seconds(all)).toEqual({ a: [1 / 3, 1, 0], b: [2 / 3, 1, 0] });
  });

  it('leaves the warm-up out', () => {
    const functions = { a: { handler: '1s', init: '1s', calls: [{ target: 'b' }] }, b: { handler: '1s', init: '2s' } };
    const { all, withColdStart } = ran(functions, {}, { duration: '30s', warmup: '15s' }).triggers['calls']!
      .attribution!;
    expect([all.requests, withColdStart.requests]).toEqual([2, 0]);
    expect(seconds(withColdStart)).toEqual({ a: [null, null, null], b: [null, null, null] });
  });
});

describe('attribution', () => {
  it('is there for what begins a chain alone', () => {
    const { triggers } = simulate(
      scenario({
        duration: '1m',
        account: IDEAL_ACCOUNT,
        functions: {
          a: { handler: '1s', calls: [{ target: 'b' }] },
          b: { handler: '1s' },
          c: { handler: '1s', calls: [{ target: 'b', mode: 'async' }] },
        },
        triggers: {
          begins: { type: 'sdk', target: 'a', arrivals: { constant: { rate: '6/m' } } },
          handsOver: { type: 'sdk', target: 'c', arrivals: { constant: { rate: '6/m' } } },
          plain: { type: 'sdk', target: 'b', arrivals: { constant: { rate: '6/m' } } },
          queue: { type: 'sqs', target: 'a', arrivals: { constant: { rate: '6/m' } } },
          pings: { type: 'warmer', target: 'a', every: '20s' },
        },
      }),
      0,
    );
    const having = Object.entries(triggers).filter(([, { attribution }]) => attribution !== undefined);
    expect(having.map(([name]) => name)).toEqual(['begins']);
    expect(having[0]![1].attribution!.all.requests).toBe(having[0]![1].events);
  });

  it('of a trace tells of the rows that begin a chain', () => {
    const functions = { a: { ...PLAIN, calls: [{ target: 'b' }] }, b: { ...PLAIN, handler: '1s' }, c: PLAIN };
    const { triggers } = told({ functions }, [
      [1, 'a', 2],
      [2, 'b', 1],
      [3, 'c', 1],
    ]).result;
    expect(triggers['calls']!.attribution!.all.requests).toBe(1);
    expect(allOf(told({ functions }, [[1, 'a', 2]]).result)).toEqual({ a: [0, 2, 0], b: [0, 1, 0] });
  });

  it('is nowhere without chains, and nothing then stands before the callers', () => {
    const answered = vi.spyOn(ChainMeasure.prototype, 'answered');
    const { triggers } = ran({ a: { handler: '1s' } });
    expect(triggers['calls']).not.toHaveProperty('attribution');
    expect(answered).not.toHaveBeenCalled();
    answered.mockRestore();
  });

  it('is in the summary, each number under its path', () => {
    const figures = figuresOf(
      ran({ a: { handler: '1s', init: '1s', calls: [{ target: 'b' }] }, b: { handler: '1s' } }),
    );
    expect(figures.get('triggers.calls.attribution.all.functions.a.coldStartMs')).toBe(1000);
    expect(figures.get('triggers.calls.attribution.withColdStart.requests')).toBe(1);
  });

  it('can be an objective', () => {
    const problems = (slo: string): string[] => {
      const text = {
        duration: '1m',
        functions: { a: { handler: '1s', calls: [{ target: 'b' }] }, b: { handler: '1s' } },
        triggers: { calls: { type: 'sdk', target: 'a', arrivals: { constant: { rate: '6/m' } } } },
        slo: [`triggers.calls.attribution${slo} < 100`],
      };
      return parseScenario(JSON.stringify(text), { file: 's.yaml' }).diagnostics.map(({ message }) => message);
    };
    expect(problems('.all.functions.b.coldStartMs')).toEqual([]);
    expect(problems('.withColdStart.requests')).toEqual([]);
    expect(problems('')).toEqual(['attribution needs one of all, withColdStart']);
    expect(problems('.cold')).toEqual(['unknown metric "cold"']);
    expect(problems('.all')).toEqual(['all needs one of requests, functions']);
    expect(problems('.all.requests.a')).toEqual(['requests is a number: nothing stands under it']);
    expect(problems('.all.functions')).toEqual(['functions needs the name of a function after it']);
    expect(problems('.all.functions.x.waitMs')).toEqual(['no function is named "x"']);
    expect(problems('.all.functions.b')).toEqual(['"b" needs one of coldStartMs, handlerMs, waitMs']);
    expect(problems('.all.functions.b.cold')).toEqual(['unknown metric "cold"']);
    expect(problems('.all.functions.b.waitMs.mean')).toEqual(['waitMs is a number: nothing stands under it']);
  });
});

/** Up to five functions that call onward, called in several ways. A calm one has no limit, no error and no second call at once. */
function scenarioText(seed: number, calm: boolean): string {
  const next = generator(seed);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(next() * values.length)]!;
  const maybe = (probability: number, ...settings: readonly string[]): string =>
    !calm && next() < probability ? `, ${pick(settings)}` : '';
  const names = ['a', 'b', 'c', 'd', 'e'].slice(0, pick([2, 3, 4, 5]));
  const targetOf = (name: string): string => pick([name, name, `"${name}:live"`]);
  const callOf = (name: string, at: number): string =>
    `{ target: ${targetOf(name)}, at: ${at}${maybe(0.4, 'count: 2', 'count: 5')}${
      maybe(0.2, 'mode: async') ||
      maybe(
        0.4,
        'retries: {}',
        'retries: { timeout: 300ms, baseBackoff: 50ms }',
        'retries: { attempts: 4, baseBackoff: 100ms, jitter: none }',
      ) + maybe(0.4, 'onError: ignore')
    } }`;
  const functions = names.map((name, index) => {
    const later = names.slice(index + 1);
    const count = later.length === 0 ? 0 : pick(index === 0 ? [1, 2, 3] : [0, 1, 2]);
    const calls = Array.from({ length: count }, (_, call) => callOf(pick(later), call / 2));
    const timeout = calm ? '900s' : pick(['1s', '2s', '10s']);
    const provisioned = pick(['', '', ', provisionedConcurrency: 2']);
    const settings = [
      `memory: 1024, timeout: ${timeout}, handler: ${pick(['0ms', '100ms', '{ exponential: { mean: 300ms } }'])}`,
      `init: ${pick(['0ms', '200ms', '{ exponential: { mean: 500ms } }'])}, firstInvoke: ${pick(['0ms', '70ms'])}, keepAlive: ${pick(['2s', '1h'])}`,
      `aliases: { live: { version: 1${provisioned} } }`,
    ].join(', ');
    const limits = maybe(
      0.4,
      'reservedConcurrency: 3',
      'reservedConcurrency: 4',
      `reservedConcurrency: ${provisioned === '' ? 0 : 2}`,
    );
    const failures = maybe(0.4, 'errorRate: 0.1', 'errorRate: 0.4', 'crashRate: 0.1', 'initErrorRate: 0.3');
    return `  ${name}: { ${settings}${limits}${failures}${maybe(0.3, 'eagerAssignment: true')}${maybe(0.3, 'maximumRetryAttempts: 1')}${calls.length > 0 ? `, calls: [${calls.join(', ')}]` : ''} }`;
  });
  const triggers = Array.from({ length: calm ? 1 : pick([1, 2]) }, (_, index) => {
    const type = calm ? 'sdk' : pick(['sdk', 'functionUrl', 'apiGateway', 'async']);
    const rate = pick([
      '{ poisson: { rate: 1/s } }',
      '{ bursts: { every: 5s, size: 6 } }',
      '{ constant: { rate: 2/s } }',
    ]);
    const wait = type === 'apiGateway' ? maybe(0.6, 'integrationTimeout: 700ms', 'integrationTimeout: 1s') : '';
    const retries =
      type === 'async' ? '' : maybe(0.5, 'retries: {}', 'retries: { attempts: 3, timeout: 600ms, baseBackoff: 20ms }');
    return `  t${index}: { type: ${type}, target: ${calm ? 'a' : pick(['a', 'a', 'b'])}, arrivals: ${rate}${wait}${retries} }`;
  });
  const concurrency = calm ? '' : pick(['', ', concurrency: 130']);
  return `seed: ${seed}\nduration: 15s\nwarmup: ${calm ? '0s' : pick(['0s', '5s'])}\naccount: { maxLifetime: ${pick(['none', '4s'])}${concurrency} }\nfunctions:\n${functions.join('\n')}\ntriggers:\n${triggers.join('\n')}\n`;
}

const { answered: answeredAsItIs, gaveUp: gaveUpAsItIs } = ChainMeasure.prototype;

/** Runs a scenario, and looks at what no result has: the parts of each single request, beside the record of its last attempt. */
function observed(text: string): { readonly result: RunResult; readonly records: readonly InvocationRecord[] } {
  const records: InvocationRecord[] = [];
  let attributed: number | null = null;
  let inVain = false;
  const answered = vi.spyOn(ChainMeasure.prototype, 'answered').mockImplementation(function (
    this: ChainMeasure,
    path,
    member,
  ) {
    answeredAsItIs.call(this, path, member);
    const times = [...member.reach].flatMap((number) => [...path.times.slice(number * PARTS, (number + 1) * PARTS)]);
    expect(times.every((time) => time >= 0)).toBe(true);
    attributed = times.reduce((sum, time) => sum + time, 0);
  });
  const gaveUp = vi.spyOn(ChainMeasure.prototype, 'gaveUp').mockImplementation(function (
    this: ChainMeasure,
    member,
    latency,
  ) {
    gaveUpAsItIs.call(this, member, latency);
    attributed = latency;
    inVain = true;
  });
  const invocations = (record: InvocationRecord): void => {
    const waited = record.queued + record.latency;
    if (attributed !== null && inVain) expect(attributed, text).toBeLessThan(waited);
    else if (attributed !== null) expect(attributed, text).toBe(waited);
    attributed = null;
    inVain = false;
    records.push({ ...record });
  };
  const result = simulate(sound(text), 0, { invocations });
  answered.mockRestore();
  gaveUp.mockRestore();
  return { result, records };
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

describe('of 400 random scenarios', () => {
  it('every request has all of its latency attributed, to the microsecond', () => {
    const met = { requests: 0, cold: 0, waits: 0, failed: 0, retries: 0, timeouts: 0, throttles: 0 };
    for (let seed = 1; seed <= 300; seed++) {
      const text = scenarioText(seed, false);
      const { result } = observed(text);
      for (const { attribution, latencyMs, failed, retries } of Object.values(result.triggers)) {
        if (attribution === undefined) continue;
        const { all, withColdStart } = attribution;
        if (all.requests === 0) expect(latencyMs.mean, text).toBeNull();
        else expect(sumMs(all), text).toBeCloseTo(latencyMs.mean!, 9);
        met.requests += all.requests;
        met.cold += withColdStart.requests;
        met.waits += Object.values(all.functions).filter(({ waitMs }) => waitMs! > 0).length;
        met.failed += failed;
        met.retries += retries;
      }
      for (const part of ['timeouts', 'throttles'] as const) met[part] += result.total[part];
    }
    for (const [what, count] of Object.entries(met)) expect(count, what).toBeGreaterThan(200);
  });

  it('a calm one has every cold start and every handler attributed that ran', () => {
    for (let seed = 301; seed <= 400; seed++) {
      const text = scenarioText(seed, true);
      const { result, records } = observed(text);
      const { all } = result.triggers['t0']!.attribution!;
      for (const [name, { coldStartMs, handlerMs, waitMs }] of Object.entries(all.functions)) {
        const own = records.filter((record) => record.function === name);
        const called = records.filter(({ trigger }) => trigger.startsWith(`${name} calls `));
        const coldStarts = own.map(
          ({ placement, download, init, failedInit }) => placement + download + init + failedInit,
        );
        const handlers = sumOf(own.map(({ duration }) => duration)) - sumOf(called.map(({ latency }) => latency));
        const micros = [coldStartMs, handlerMs, waitMs].map((ms) => Math.round(ms! * all.requests * 1000));
        expect(micros, `${text}\n${name}`).toEqual([sumOf(coldStarts), handlers, 0]);
      }
    }
  });
});
