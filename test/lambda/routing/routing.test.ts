import { describe, expect, it } from 'vitest';
import { keyedStream } from '../../../src/engine/random.js';
import type { WarmPool } from '../../../src/lambda/environments/warm-pool.js';
import { type Route, Routing } from '../../../src/lambda/routing/routing.js';
import { type Call, f, PLAIN, tally, told } from '../../support/told.js';

/** Routes are compared, never looked into. */
const route = (): Route => ({ pool: {} as WarmPool, provisioned: null });
const draws = keyedStream(['routing']);
const requests = Array.from({ length: 10_000 }, (_, index) => index + 1);

describe('a routing', () => {
  it('leads every request to its one version', () => {
    const main = route();
    const routing = new Routing(main, draws);
    expect(requests.every((request) => routing.routeOf(request) === main)).toBe(true);
    expect(routing.main).toBe(main);
  });

  it('leads a request to the other version where its draw is below the weight', () => {
    const [main, other] = [route(), route()];
    const routing = new Routing(main, draws);
    routing.split(other, 0.3);
    const led = requests.map((request) => routing.routeOf(request) === other);
    expect(led).toEqual(requests.map((request) => draws.at(request)() < 0.3));
  });

  it('leads none to the other at a weight of 0, and all at 1', () => {
    const [main, other] = [route(), route()];
    const routing = new Routing(main, draws);
    routing.split(other, 0);
    expect(requests.every((request) => routing.routeOf(request) === main)).toBe(true);
    routing.split(other, 1);
    expect(requests.every((request) => routing.routeOf(request) === other)).toBe(true);
  });

  it('moves no request back as the weight grows', () => {
    const [main, other] = [route(), route()];
    const routing = new Routing(main, draws);
    const moved = (weight: number): number[] => {
      routing.split(other, weight);
      return requests.filter((request) => routing.routeOf(request) === other);
    };
    const [few, more] = [moved(0.2), new Set(moved(0.5))];
    expect(few.every((request) => more.has(request))).toBe(true);
    expect(few.length).toBeLessThan(more.size);
  });

  it('leads all requests elsewhere from one moment on', () => {
    const [main, other, last] = [route(), route(), route()];
    const routing = new Routing(main, draws);
    routing.split(other, 0.5);
    routing.point(last);
    expect(requests.every((request) => routing.routeOf(request) === last)).toBe(true);
    expect(routing.main).toBe(last);
  });
});

describe('a weighted alias', () => {
  const COUNT = 20_000;
  const functions = (weights: object) => ({
    f: { ...PLAIN, init: '0ms', aliases: { live: { version: 1, weights }, other: { version: 3 } } },
  });
  /** One after another, so that each version needs one environment. */
  const calls = Array.from({ length: COUNT }, (_, i): Call => [i / 10, 'f:live', 0.001]);

  it('sends the share of its requests that the weight says, exactly as drawn for their numbers', () => {
    const ran = told({ seed: 'weighted', functions: functions({ 2: 0.25 }) }, calls);
    const drawn = keyedStream(['weighted', 0, 'function', 'f', 'routing']);
    const other = ran.records.map(({ request }) => drawn.at(request)() < 0.25);
    const environmentOfMain = ran.records[other.indexOf(false)]!.environment;
    expect(ran.records.map(({ environment }) => environment !== environmentOfMain)).toEqual(other);
    const count = other.filter(Boolean).length;
    expect(count).toBe(5072);
    // Four standard deviations of the binomial distribution.
    expect(Math.abs(count - COUNT / 4)).toBeLessThan(4 * Math.sqrt(COUNT * 0.25 * 0.75));
    expect(f(ran).aliases['live']).toMatchObject({ version: '1', arrivals: COUNT, coldStarts: 2, provisioned: null });
  });

  it('draws by the request’s number within its function, whatever else is called', () => {
    const mixed = calls
      .slice(0, 2000)
      .map(([at, target, length], i): Call => [at, i % 3 === 0 ? 'f:other' : target, length]);
    const drawn = keyedStream(['weighted', 0, 'function', 'f', 'routing']);
    const ran = told({ seed: 'weighted', functions: functions({ 2: 0.25 }) }, mixed);
    const second = ran.records.filter(({ qualifier, request }) => qualifier === 'live' && drawn.at(request)() < 0.25);
    expect(new Set(second.map(({ environment }) => environment)).size).toBe(1);
    expect(Object.keys(tally(ran.records.map(({ environment }) => `${environment}`)))).toHaveLength(3);
  });

  it('is one with all requests on one version at a weight of 0 or 1', () => {
    for (const weight of [0, 1]) {
      expect(f(told({ functions: functions({ 2: weight }) }, calls.slice(0, 500))).coldStarts).toBe(1);
    }
  });

  it('shifts nothing else: arrivals, handlers and inits are those of an alias without weights', () => {
    const random = (weights: object) => ({
      f: {
        ...{ ...PLAIN, init: { exponential: { mean: '1s' } }, handler: { exponential: { mean: '300ms' } } },
        ...{ errorRate: 0.1, keepAlive: '5s', placementLatency: { exponential: { mean: '200ms' } } },
        aliases: { live: { version: 1, weights } },
      },
    });
    const triggers = { calls: { type: 'sdk', target: 'f:live', arrivals: { poisson: { rate: '2/s' } } } };
    const [plain, weighted] = [{}, { 2: 0.4 }].map(
      (weights) => told({ duration: '20m', functions: random(weights), triggers }).records,
    );
    expect(weighted!.length).toBe(plain!.length);
    let bothCold = 0;
    for (const [index, row] of weighted!.entries()) {
      const { arrivedAt, duration, outcome, start, init, placement } = plain![index]!;
      expect(row).toMatchObject({ arrivedAt, duration, outcome });
      if (row.start !== 'cold' || start !== 'cold') continue;
      bothCold += 1;
      expect(row).toMatchObject({ init, placement });
    }
    expect(bothCold).toBeGreaterThan(50);
    expect(weighted!.filter(({ start }) => start === 'cold').length).toBeGreaterThan(bothCold);
  });
});
