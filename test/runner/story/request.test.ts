import { describe, expect, test } from 'vitest';
import type { RequestFacts } from '../../../src/explanation.js';
import type { InvocationRecord } from '../../../src/lambda/measurement/invocation-log.js';
import { shareBelow } from '../../../src/runner/story/draws.js';
import { requestFacts } from '../../../src/runner/story/request.js';
import type { Scenario } from '../../../src/scenario/types.js';
import { simulate } from '../../../src/simulate.js';
import { bytesOf } from '../../support/bytes.js';
import { scenario } from '../../support/scenario.js';
import { CALLS } from '../calls-by-hand.js';

/** The example of docs/EVENTS.md, which is worked out there by hand. */
const BY_HAND = {
  duration: '10s',
  account: { maxLifetime: '6s' },
  functions: {
    api: {
      timeout: '1s',
      placementLatency: '100ms',
      init: '200ms',
      keepAlive: { idle: '2s', spare: '3s' },
      reservedConcurrency: 2,
      aliases: { live: { version: 1, provisionedConcurrency: 1 } },
    },
  },
  triggers: { calls: { type: 'trace', file: 'calls.csv' } },
};

/** All that may happen to a request, at a rate that makes it happen. */
const RICH = {
  seed: 3,
  duration: '40m',
  functions: {
    api: {
      runtime: 'python3.14',
      memory: 512,
      timeout: '4s',
      package: { size: '12MB' },
      extensions: [{ init: { uniform: { min: '20ms', max: '90ms' } } }, { init: '60ms' }],
      functionInit: { exponential: { mean: '300ms' } },
      firstInvoke: '20ms',
      cpuBound: { share: 0.5 },
      handler: { exponential: { mean: '900ms' } },
      keepAlive: '25s',
      initErrorRate: 0.2,
      crashRate: 0.05,
      errorRate: 0.05,
      reservedConcurrency: 4,
      eagerAssignment: true,
      aliases: { live: { version: 1, provisionedConcurrency: 1 } },
    },
  },
  triggers: { web: { type: 'apiGateway', target: 'api:live', arrivals: { poisson: { rate: '20/m' } } } },
};

function facts(of: Scenario, request: number, replication = 0, name = 'api'): RequestFacts {
  const found = requestFacts(of, { function: name, request, replication }, () => bytesOf(CALLS));
  if ('requests' in found) throw new Error(`only ${found.requests} requests`);
  return found;
}

describe('the requests that docs/EVENTS.md works out by hand', () => {
  const of = scenario(BY_HAND);
  const known = (request: number, expected: object) =>
    expect(facts(of, request)).toMatchObject({ request, trigger: 'calls', ...expected });

  test('one finds a provisioned environment, which the next but four uses', () => {
    known(1, {
      ...{ start: 'provisioned', qualifier: 'live', version: '1', environment: 1, cause: null, outcome: 'ok' },
      ...{ latencyMs: 500, durationMs: 500, initMs: 0, init: null, billedMs: 500 },
      afterwards: { kind: 'used', atMs: 5000, request: 6 },
    });
  });

  test('two spills over into a cold start with its phases', () => {
    known(2, {
      ...{ start: 'cold', cause: 'first', spillover: true, environment: 1, concurrency: { inFlight: 0, limit: 1 } },
      ...{ arrivedMs: 100, placementMs: 100, initMs: 200, durationMs: 50, latencyMs: 350, billedMs: 250 },
      init: { loadMs: 0, extensionMs: 0, runtimeMs: 0, functionMs: 200 },
      afterwards: { kind: 'used', atMs: 1000, request: 4 },
    });
  });

  test('three is throttled: it has no environment, no cost and no afterwards', () => {
    known(3, {
      ...{ start: 'throttled', cause: 'ReservedFunctionConcurrentInvocationLimitExceeded' },
      ...{ environment: null, concurrency: { inFlight: 1, limit: 1 }, costUsd: null, afterwards: null },
    });
  });

  test('four times out; five pays the suppressed init, and its environment ends with the idle function', () => {
    known(4, { start: 'warm', outcome: 'timeout', durationMs: 1000, suppressedInit: false });
    known(5, {
      ...{ start: 'warm', suppressedInit: true, initWithinMs: 200, durationMs: 300, billedMs: 300 },
      afterwards: { kind: 'ended', atMs: 4800, why: 'function idle' },
    });
  });

  test('six has an environment that is replaced at its maximum life', () => {
    known(6, { start: 'provisioned', afterwards: { kind: 'replaced', atMs: 6000 } });
  });

  test('nobody knows which environments could have served where several versions are called', () => {
    known(7, { cause: 'expired', environments: null, lastEnded: null });
  });

  test('ten does not exist', () => {
    const asked = { function: 'api', request: 10, replication: 0 };
    expect(requestFacts(of, asked, () => bytesOf(CALLS))).toEqual({ requests: 9 });
  });
});

describe('the facts of every request', () => {
  const of = scenario(RICH);
  const records: InvocationRecord[] = [];
  simulate(of, 1, { invocations: (record) => records.push({ ...record }) });
  const told = new Map(records.map(({ request }) => [request, facts(of, request, 1)]));

  test('are those of the whole run, though it is only watched until all is known', () => {
    for (const record of records) {
      const found = told.get(record.request)!;
      expect(found).toMatchObject({
        start: record.start,
        cause: record.cause,
        outcome: record.outcome,
        arrivedMs: record.arrivedAt / 1000,
        waitMs: record.wait / 1000,
        failedInitMs: record.failedInit / 1000,
        initMs: record.init / 1000,
        durationMs: record.duration / 1000,
        latencyMs: record.latency / 1000,
        billedMs: record.billedMs,
      });
    }
  });

  test('have the same parts of init as the run, though they are drawn once more', () => {
    const sum = ({ init }: RequestFacts) =>
      init === null ? null : init.loadMs + init.extensionMs + init.runtimeMs + init.functionMs;
    const all = [...told.values()];
    const [passed, failed] = [
      all.filter(({ initMs }) => initMs > 0),
      all.filter(({ failedInitMs }) => failedInitMs > 0),
    ];
    expect(passed.length * failed.length).toBeGreaterThan(0);
    for (const each of passed) expect(sum(each)).toBeCloseTo(each.initMs, 6);
    for (const each of failed) expect(sum(each)).toBeCloseTo(each.failedInitMs, 6);
    // An init that fails within its invocation is all there is of that.
    const givenUp = all.filter(({ outcome }) => outcome === 'init error');
    expect(givenUp.length).toBeGreaterThan(0);
    for (const each of givenUp) expect(each.initWithinMs).toBe(each.durationMs);
  });

  test('meet every kind of start and end', () => {
    const all = [...told.values()];
    expect(new Set(all.map(({ start }) => start))).toEqual(new Set(['cold', 'warm', 'provisioned', 'throttled']));
    expect(new Set(all.map(({ outcome }) => outcome))).toEqual(
      new Set(['ok', 'error', 'timeout', 'crash', 'init error', 'throttled']),
    );
    expect(all.filter(({ spare }) => spare !== null).length).toBeGreaterThan(0);
    expect(new Set(all.flatMap(({ afterwards }) => afterwards?.kind ?? []))).toEqual(
      new Set(['used', 'ended', 'kept']),
    );
  });

  test('follow an environment from one request to the next', () => {
    for (const { afterwards, environment, start } of told.values()) {
      if (afterwards?.kind !== 'used') continue;
      const next = told.get(afterwards.request)!;
      expect(next.environment).toBe(environment);
      expect(next.start === 'provisioned').toBe(start === 'provisioned');
    }
  });

  test('count who runs and who is idle as the records do', () => {
    const onDemand = records.filter(({ start }) => start === 'cold' || start === 'warm');
    for (const { request, arrivedMs, concurrency, start, found, environments } of told.values()) {
      const running = onDemand.filter(
        (each) => each.request < request && each.arrivedAt <= arrivedMs * 1000 && each.endedAt > arrivedMs * 1000,
      );
      expect(concurrency).toEqual({ inFlight: running.length, limit: 3, limitAtStart: 3 });
      expect(environments!.live).toBeGreaterThanOrEqual(environments!.idle);
      if (start === 'warm' && found !== null) expect(found.idleSinceMs).toBeGreaterThanOrEqual(found.createdMs);
      if (start === 'cold') expect(environments!.idle).toBe(0);
    }
  });

  test('share out the whole bill', () => {
    const total = [...told.values()].reduce((sum, { costUsd }) => sum + (costUsd?.total ?? 0), 0);
    const { cost } = simulate(of, 1).total;
    // A spare's init and what is provisioned, with its inits, belong to no request.
    expect(total).toBeLessThanOrEqual(cost.requests + cost.duration + cost.provisionedDuration + 1e-12);
    expect(total).toBeGreaterThan(0.9 * (cost.requests + cost.duration + cost.provisionedDuration));
  });
});

test('an environment that was made ahead says why', () => {
  const of = scenario({
    seed: 2,
    duration: '2d',
    functions: { api: { handler: '80ms', init: '200ms', keepAlive: 'hybrid-histogram' } },
    triggers: { regular: { type: 'sdk', target: 'api', arrivals: { constant: { rate: '2/h' } } } },
  });
  const last = facts(of, 90);
  expect(last).toMatchObject({ start: 'warm', found: { createdFor: null, prepared: 'pre-warmed', served: 0 } });
  expect(last.found!.idleSinceMs).toBe(last.found!.createdMs);
  expect(last.afterwards).toMatchObject({ kind: 'ended', why: 'policy' });
});

test('functions that reserve nothing share one limit', () => {
  const busy = { handler: '10s', timeout: '20s', init: '0ms', placementLatency: '0ms' };
  const of = scenario({
    duration: '5s',
    account: { concurrency: 100 },
    functions: { api: { ...busy, handler: '1ms' }, other: busy },
    triggers: {
      before: { type: 'sdk', target: 'other', arrivals: { constant: { rate: '2/s' } } },
      later: { type: 'sdk', target: 'api', arrivals: { constant: { rate: '1/s' } } },
    },
  });
  expect(facts(of, 3).concurrency).toEqual({ inFlight: 6, limit: 100, limitAtStart: 100 });
});

test('the share below a value is read off the quantiles', () => {
  const of = {
    kind: 'quantiles',
    points: [
      [0, 100],
      [0.5, 200],
      [0.5, 300],
      [1, 700],
    ],
  } as const;
  expect([50, 100, 150, 200, 300, 500, 700, 800].map((value) => shareBelow(of, value))).toEqual([
    0, 0, 0.25, 0.5, 0.5, 0.75, 1, 1,
  ]);
  expect(shareBelow({ kind: 'exponential', mean: 5 }, 3)).toBeNull();
});
