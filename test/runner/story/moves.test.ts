// What a request meets while aliases move, weights divide and provisioned concurrency changes: held against the whole run.
import { describe, expect, test } from 'vitest';
import type { RequestFacts } from '../../../src/explanation.js';
import { Kind, kindOfCode } from '../../../src/lambda/events.js';
import type { InvocationRecord } from '../../../src/lambda/measurement/invocation-log.js';
import type { LambdaService } from '../../../src/lambda/service.js';
import { requestFacts } from '../../../src/runner/story/request.js';
import type { Scenario } from '../../../src/scenario/types.js';
import { simulate } from '../../../src/simulate.js';
import { scenario } from '../../support/scenario.js';

const provisionedConcurrency = {
  min: 1,
  max: 4,
  preparation: '20s',
  scheduled: [
    { at: '1m', min: 3 },
    { at: '9m', min: 1, max: 1 },
  ],
};

const MOVING = {
  seed: 8,
  duration: '12m',
  account: { concurrency: 200 },
  functions: {
    api: {
      timeout: '4s',
      init: '400ms',
      handler: { exponential: { mean: '900ms' } },
      keepAlive: '25s',
      aliases: {
        live: { version: 1, provisionedConcurrency },
        mixed: { version: 1, weights: { '2': 0.3 } },
        plain: { version: 1 },
      },
      deployments: [
        { at: '3m', alias: 'live', version: 2, strategy: { linear: { percentage: 40, interval: '1m' } } },
        { at: '4m', alias: 'live', version: 3 },
        { at: '5m', alias: 'plain', version: 2, strategy: { canary: { percentage: 20, interval: '2m' } } },
        { at: '8m', alias: 'plain', version: 2 },
      ],
    },
  },
  triggers: {
    live: { type: 'sdk', target: 'api:live', arrivals: { poisson: { rate: '60/m' } } },
    mixed: { type: 'sdk', target: 'api:mixed', arrivals: { poisson: { rate: '12/m' } } },
    plain: { type: 'sdk', target: 'api:plain', arrivals: { poisson: { rate: '12/m' } } },
  },
};

function facts(of: Scenario, request: number): RequestFacts {
  const found = requestFacts(of, { function: 'api', request, replication: 0 }, undefined);
  if ('requests' in found) throw new Error(`only ${found.requests} requests`);
  return found;
}

interface Met {
  readonly limit: number;
  /** By alias, where it leads this request. */
  readonly version: ReadonlyMap<string, string>;
  readonly idle: ReadonlyMap<string, number>;
}

/** The whole run with what each request met. */
function wholeRun(of: Scenario) {
  const records = new Map<number, InvocationRecord>();
  const met = new Map<number, Met>();
  let service: LambdaService | undefined;
  const starts: readonly number[] = [Kind.throttled, Kind.cold, Kind.warm, Kind.onProvisioned];
  const result = simulate(of, 0, {
    watch: (given) => {
      service = given;
    },
    invocations: (record) => records.set(record.request, { ...record }),
    events: (_, __, code, ___, request) => {
      if (!starts.includes(kindOfCode(code))) return;
      const [fn] = service!.functions;
      const names = of.functions[0]!.aliases.map(({ name }) => name);
      const routes = names.map((name) => [name, fn!.aliases.routing(name)!.routeOf(request)] as const);
      const versionOf = (pool: object) => ['1', '2', '3'].find((version) => fn!.warmPool(version) === pool)!;
      met.set(request, {
        limit: fn!.onDemand.limit,
        version: new Map(routes.map(([name, { pool }]) => [name, versionOf(pool)])),
        idle: new Map(routes.map(([name, { provisioned }]) => [name, provisioned?.idle ?? 0])),
      });
    },
  });
  return { records, met, result: result.functions['api']! };
}

describe('a request of an alias that moves', () => {
  const of = scenario(MOVING);
  const { records, met, result } = wholeRun(of);
  const told = [...records.keys()].map((request) => facts(of, request));

  test('goes to the version to which the run sends it', () => {
    for (const { request, qualifier, version } of told)
      expect({ request, version }).toEqual({ request, version: met.get(request)!.version.get(qualifier) });
    expect(new Set(told.map(({ qualifier, version }) => `${qualifier} ${version}`))).toEqual(
      new Set(['live 1', 'live 2', 'mixed 1', 'mixed 2', 'plain 1', 'plain 2']),
    );
  });

  test('meets the limit of the moment, and knows the one at the start', () => {
    for (const { request, concurrency } of told)
      expect(concurrency).toMatchObject({ limit: met.get(request)!.limit, limitAtStart: 199 });
    expect(new Set(told.map(({ concurrency }) => concurrency.limit)).size).toBeGreaterThan(3);
  });

  test('knows what is provisioned for its version, and how much of that serves', () => {
    for (const { request, provisioned, qualifier, start } of told) {
      expect(provisioned === null).toBe(qualifier !== 'live');
      if (provisioned === null) continue;
      const idle = met.get(request)!.idle.get(qualifier)! + (start === 'provisioned' ? 1 : 0);
      expect(provisioned.available - provisioned.used).toBe(idle);
      expect(provisioned.available).toBeLessThanOrEqual(provisioned.requested);
      if (start === 'provisioned') expect(idle).toBeGreaterThan(0);
    }
    expect(new Set(told.map(({ provisioned }) => provisioned?.available))).toEqual(new Set([undefined, 1, 3]));
  });

  test('spills over for a reason where it does, and for none where not', () => {
    for (const { spillover, spilloverReason } of told) expect(spilloverReason === null).toBe(!spillover);
    expect(told.filter(({ spilloverReason }) => spilloverReason === 'concurrency').length).toBeGreaterThan(10);
  });

  test('is told of the deployment that is under way, not of one that was refused', () => {
    const [moving] = result.deployments;
    for (const { deployment, arrivedMs, qualifier } of told) {
      if (qualifier !== 'live') continue;
      const isUnderWay = arrivedMs >= moving!.atMs && arrivedMs < moving!.completedAtMs!;
      expect(deployment === null).toBe(!isUnderWay);
      if (deployment === null) continue;
      expect(deployment).toEqual({
        ...{ from: '1', to: '2', strategy: 'linear: 40 % every 1m', beganMs: 180_000 },
        isShifting: arrivedMs >= moving!.shiftedAtMs!,
      });
    }
    expect(told.filter(({ deployment }) => deployment?.isShifting === false).length).toBeGreaterThan(1);
  });

  test('has its draw, which is below the share of the version that it goes to', () => {
    const routed = told.filter(({ routing }) => routing !== null);
    for (const { routing, version } of routed) {
      const { share, draw, other } = routing!;
      expect(version === other).toBe(draw < share);
    }
    expect(new Set(routed.map(({ routing }) => routing!.share))).toEqual(new Set([0.2, 0.3, 0.4, 0.8]));
  });

  test('says nothing of environments on demand, which look alike in the log', () => {
    for (const { environments, lastEnded } of told) expect([environments, lastEnded]).toEqual([null, null]);
  });

  test('has an environment that ends as fewer are wanted, or as its alias has moved', () => {
    const ends = told.flatMap(({ afterwards, start }) =>
      start === 'provisioned' && afterwards?.kind === 'ended' ? [afterwards.why] : [],
    );
    expect(new Set(ends)).toEqual(new Set(['scaled in', 'deployment']));
  });
});

test('one that spills over for the request rate finds an environment idle', () => {
  const of = scenario({
    duration: '1m',
    functions: {
      api: { init: '0ms', handler: '10ms', aliases: { live: { version: 1, provisionedConcurrency: 2 } } },
    },
    triggers: { web: { type: 'sdk', target: 'api:live', arrivals: { constant: { rate: '50/s' } } } },
  });
  const { result } = wholeRun(of);
  expect(result.aliases['live']!.spilloverByReason).toMatchObject({ concurrency: 0 });
  expect(result.spilloverInvocations).toBeGreaterThan(100);
  const spilled = [40, 41, 42, 43, 44].map((request) => facts(of, request)).filter(({ spillover }) => spillover);
  expect(spilled.length).toBeGreaterThan(0);
  for (const { spilloverReason, provisioned } of spilled) {
    expect(spilloverReason).toBe('requestRate');
    expect(provisioned).toEqual({ requested: 2, available: 2, used: 0 });
  }
});

test('the limit is shared with the functions of the same region alone', () => {
  const busy = { handler: '10s', timeout: '20s', init: '0ms', placementLatency: '0ms' };
  const of = scenario({
    duration: '5s',
    account: { concurrency: 100, regions: { 'eu-west-1': { concurrency: 50 } } },
    functions: { api: { ...busy, handler: '1ms', region: 'eu-west-1' }, other: busy },
    triggers: {
      before: { type: 'sdk', target: 'other', arrivals: { constant: { rate: '2/s' } } },
      later: { type: 'sdk', target: 'api', arrivals: { constant: { rate: '1/s' } } },
    },
  });
  expect(facts(of, 3).concurrency).toEqual({ inFlight: 0, limit: 50, limitAtStart: 50 });
});

test('the burst of old is that of the region', () => {
  const of = scenario({
    duration: '1m',
    account: { scalingRate: 'legacy-burst', concurrency: 5000, region: 'eu-central-1' },
    functions: { api: { handler: '90s', timeout: '2m', init: '0ms' } },
    triggers: { rush: { type: 'sdk', target: 'api', arrivals: { bursts: { every: '30s', size: 1200 } } } },
  });
  expect(facts(of, 1001)).toMatchObject({
    cause: 'ScalingRateExceeded',
    burst: { region: 'eu-central-1', size: 1000, perMinute: 500 },
  });
});
