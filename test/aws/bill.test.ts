// The bill as AWS makes it (facts §6), against AWS's own worked examples and real log lines.
//
// The examples of AWS's pricing page:
// - mobile backend, telemetry, provisioned concurrency on a launch day: scenarios/aws-bills, really simulated, below
// - SnapStart, provisioned pollers of Kafka alone and grouped: priced from their usage, below
// - managed instances, durable functions: the part that is Lambda's own, requests and duration, is priced from its usage; EC2, its
//   fee and durable operations are services of their own, which nothing here simulates
// - Lambda@Edge: another service with prices of its own, not simulated
// Duration, init and rounding: every vector of REPORT lines, under the rule of its date.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bill, sumOfBills, type Terms } from '../../src/pricing/bill.js';
import { listPrices } from '../../src/pricing/tables.js';
import { type Amount, usage } from '../../src/pricing/usage.js';
import { parseScenario } from '../../src/scenario/parse.js';
import { simulate } from '../../src/simulate.js';
import { sound } from '../scenario/example.js';

const cents = (dollars: number): number => Math.round(dollars * 100) / 100;
const GBS = 1024 * 1000;

describe('AWS’s examples, really simulated', () => {
  it.each([
    ['mobile-backend', 3_000_000, { duration: 2.33, requests: 0.4, total: 2.73 }],
    ['telemetry', 7_440_000, { duration: 248, requests: 1.49, total: 249.49 }],
    [
      'launch-day',
      3_000_000,
      { provisionedCapacity: 18, provisionedDuration: 0.73, duration: 0.83, requests: 0.4, total: 19.96 },
    ],
  ] as const)('%s: %d invocations at the cent', (name, invocations, lines) => {
    const file = new URL(`../../scenarios/aws-bills/${name}.yaml`, import.meta.url);
    const { scenario, diagnostics } = parseScenario(readFileSync(file, 'utf8'), { file: name });
    expect(diagnostics).toEqual([]);
    const { total } = simulate(scenario!, 0);
    expect(total.invocations).toBe(invocations);
    for (const [line, amount] of Object.entries(lines)) expect(cents(total.cost[line as 'total'])).toBe(amount);
  });
});

describe('AWS’s examples, priced from their usage', () => {
  const terms = (freeTier: boolean): Terms => ({
    prices: { 'us-east-1': listPrices('us-east-1') },
    freeTier,
    savingsPlan: null,
  });
  const priced = (
    amounts: Partial<Record<Amount, number>>,
    { architecture = 'x86_64', freeTier = false }: { architecture?: 'x86_64' | 'arm64'; freeTier?: boolean } = {},
  ) => sumOfBills(bill([usage({ region: 'us-east-1', architecture }, amounts)], terms(freeTier)));

  it('telemetry with SnapStart: 4.03 for the cache, 10.40 for restores, 263.92 in all', () => {
    const requests = 7_440_000;
    const { snapStart, total } = priced({
      onDemandRequests: requests,
      onDemandMBms: requests * 2000 * 1024,
      snapshotMBms: 31 * 86_400 * GBS,
      restoredMB: 0.01 * requests * 1024,
    });
    expect(snapStart).toBeCloseTo(4.02992 + 10.401105, 5);
    expect(cents(snapStart)).toBe(cents(4.03 + 10.4));
    expect(cents(total)).toBe(263.92);
  });

  it('a Kafka topic with provisioned pollers: 993.34 for duration and 148 for pollers', () => {
    const { duration, pollers, requests } = priced(
      { onDemandRequests: 30e6, onDemandMBms: 30e6 * 2000 * 1024, kafkaPollerHours: 800 },
      { freeTier: true },
    );
    expect(duration).toBeCloseTo(993.3353, 4);
    expect(pollers).toBeCloseTo(148, 9);
    // AWS's slip: the page charges $12.00 for 60 million requests, where a million a day for 30 days are 30 million; and it
    // takes the free GB-seconds off but not the free requests.
    expect(requests).toBeCloseTo(29e6 * 0.2e-6, 9);
    expect(priced({ onDemandRequests: 60e6 }).requests).toBeCloseTo(12, 9);
  });

  it('ten Kafka topics on one poller: 1,193.20', () => {
    const { duration, requests, pollers, total } = priced({
      onDemandRequests: 300e6,
      onDemandMBms: 300e6 * 200 * 1024,
      kafkaPollerHours: 720,
    });
    expect([cents(duration), cents(requests), cents(pollers)]).toEqual([1000, 60, 133.2]);
    expect(cents(total)).toBe(1193.2);
  });

  it('managed instances: 20.00 for a hundred million requests', () => {
    expect(cents(priced({ onDemandRequests: 100e6 }).requests)).toBe(20);
  });

  it('durable functions on arm64: 421.34 for duration and 0.20 for requests', () => {
    const { duration, requests } = priced(
      { onDemandRequests: 2e6, onDemandMBms: 1e6 * 32_000 * 1024 },
      { architecture: 'arm64', freeTier: true },
    );
    expect(duration).toBeCloseTo(421.33544, 5);
    expect([cents(duration), cents(requests)]).toEqual([421.34, 0.2]);
  });
});

/** One invocation, its lengths in milliseconds as a REPORT line has them. */
function billedMs(
  { duration, init, restore, timesOut }: Vector,
  billing: 'current' | 'legacy',
  { runtime = restore === undefined ? 'nodejs22.x' : 'java21', type = 'zip' } = {},
): number {
  const snapshot = `{ restore: 400ms, billedShare: ${(restore ?? 0) / 400} }`;
  const scenario = sound(`
duration: 1s
account: { initBilling: ${billing} }
functions:
  api:
    runtime: ${runtime}
    package: { type: ${type} }
    timeout: ${timesOut === true ? `${duration}ms` : '900s'}
    handler: ${timesOut === true ? '100s' : `${duration}ms`}
    init: ${init ?? 0}ms
    placementLatency: 0ms
    ${restore === undefined ? '' : `snapStart: ${snapshot}`}
triggers:
  one: { type: sdk, target: 'api${restore === undefined ? '' : ':1'}', arrivals: { counts: { perMinute: [1] } } }
`);
  const { functions } = simulate({ ...scenario, duration: 60_000_000 }, 0);
  const { coldStarts, timeouts, billedMs: billed } = functions['api']!;
  expect([coldStarts, timeouts]).toEqual([1, timesOut === true ? 1 : 0]);
  return billed;
}

interface Vector {
  readonly duration: number;
  readonly init?: number;
  /** The billed part. */
  readonly restore?: number;
  readonly timesOut?: boolean;
}

describe('billed duration, of real REPORT lines', () => {
  it.each<[Vector, number]>([
    [{ duration: 250.06, init: 100.77 }, 351],
    [{ duration: 3016.78, init: 84, timesOut: true }, 3101],
    [{ duration: 3004.92, init: 111.23, timesOut: true }, 3117],
    [{ duration: 3.1, init: 542.01 }, 546],
    [{ duration: 1233.96, init: 463.512 }, 1698],
    [{ duration: 127.1, restore: 26 }, 154],
    [{ duration: 306.34, restore: 303 }, 610],
    [{ duration: 159.87, restore: 118 }, 278],
    [{ duration: 147.156, restore: 53 }, 201],
  ])('%j is billed %d ms since August 2025: init or billed restore and duration, rounded up once', (vector, billed) => {
    expect(billedMs(vector, 'current')).toBe(billed);
  });

  it.each<[Vector, number]>([
    [{ duration: 250.06, init: 100.77 }, 251],
    [{ duration: 978.56, init: 720.71 }, 979],
  ])('%j was billed %d ms before, as a zip package on a managed runtime', (vector, billed) => {
    expect(billedMs(vector, 'legacy')).toBe(billed);
  });

  it('had init in it before as well for images and for runtimes of one’s own', () => {
    const vector = { duration: 250.06, init: 100.77 };
    expect(billedMs(vector, 'legacy', { type: 'image' })).toBe(351);
    expect(billedMs(vector, 'legacy', { runtime: 'provided.al2023' })).toBe(351);
  });
});

describe('what is charged', () => {
  const costs = (inside: string, account = '') =>
    simulate(
      sound(`
duration: 1h
account: { ${account} }
functions:
  api: { memory: 1024, handler: 1s, init: 500ms, placementLatency: 0ms, ${inside} }
triggers:
  web: { type: sdk, target: api, arrivals: { constant: { rate: 100/h } } }
`),
      0,
    ).functions['api']!;

  it('is nothing for throttled requests', () => {
    const stopped = costs('reservedConcurrency: 0');
    expect(stopped).toMatchObject({ throttles: 100, cost: { total: 0 }, costPerMillion: null });
  });

  it('is a request for each invocation, failed or timed out or not', () => {
    for (const inside of ['errorRate: 1', 'timeout: 1s', ''])
      expect(costs(inside).cost.requests).toBeCloseTo(100 * 0.2e-6, 15);
  });

  it('is ephemeral storage beyond 512 MB while invocations are billed', () => {
    const { billedMs, cost } = costs('ephemeralStorage: 2048');
    expect(cost.ephemeralStorage).toBeCloseTo(1.5 * (billedMs / 1000) * 0.0000000309, 15);
    expect(costs('').cost.ephemeralStorage).toBe(0);
  });

  it('is a streamed response beyond 6 MB, and no other response', () => {
    const streamed = costs('timeout: 60s, response: { size: 8MB, streamed: true }');
    expect(streamed.cost.streaming).toBeCloseTo((100 * 2 * 0.008) / 1024, 15);
    expect(costs('response: 6MB').cost.streaming).toBe(0);
  });

  it('is what invocations log', () => {
    expect(costs('logBytes: 1MB').cost.logs).toBeCloseTo((100 * 0.5) / 1024, 15);
  });

  it('is init at the price of duration, once for each cold start', () => {
    const { coldStarts, coldStartCost, cost, billedMs } = costs('');
    expect(billedMs).toBe(100_000 + coldStarts * 500);
    expect(coldStartCost.total).toBeCloseTo(coldStarts * 0.5 * 0.0000166667, 15);
    expect(cost.duration).toBeCloseTo((billedMs / 1000) * 0.0000166667, 12);
  });

  it('is no init on demand where the old rule holds', () => {
    expect(costs('', 'initBilling: legacy')).toMatchObject({ billedMs: 100_000, coldStartCost: { total: 0 } });
  });
});
