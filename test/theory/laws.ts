// The laws of queueing theory that a scenario without cold-start times must obey.
import { Kind, kindOfCode } from '../../src/lambda/events.js';
import type { RunResult } from '../../src/result.js';
import type { Scenario } from '../../src/scenario/types.js';
import { simulate } from '../../src/simulate.js';
import { IDEAL_ACCOUNT, scenario } from '../support/scenario.js';
import { type Comparison, compare, compareSamples, REPLICATIONS } from './comparison.js';

const HANDLERS = {
  exponential: { exponential: { mean: '1s' } },
  lognormal: { lognormal: { median: '606530us', sigma: 1 } }, // mean exp(ln 0.60653 + 1/2) = 1 s
  constant: '1s',
} as const;

type HandlerName = keyof typeof HANDLERS;

function oneFunction(
  seed: string,
  ratePerSecond: number,
  settings: object,
  { duration = '2h', target = 'f' }: { readonly duration?: string; readonly target?: string } = {},
): Scenario {
  return scenario({
    seed,
    duration,
    warmup: '2m',
    account: IDEAL_ACCOUNT,
    functions: { f: { timeout: '900s', init: '0ms', placementLatency: '0ms', ...settings } },
    triggers: { calls: { type: 'sdk', target, arrivals: { poisson: { rate: `${ratePerSecond}/s` } } } },
  });
}

/** Probability that all of `servers` are busy under an offered load of `erlangs`. */
export function erlangB(servers: number, erlangs: number): number {
  let blocked = 1;
  for (let n = 1; n <= servers; n++) blocked = (erlangs * blocked) / (n + erlangs * blocked);
  return blocked;
}

/** Reserved concurrency c makes M/G/c/c: the share throttled depends on the handler's mean alone. */
export function erlangComparisons(): Comparison[] {
  const loads: readonly (readonly [erlangs: number, servers: number, handler: HandlerName])[] = [
    [1, 2, 'exponential'],
    [4, 5, 'lognormal'],
    [8, 10, 'exponential'],
    [20, 20, 'constant'],
    [30, 25, 'lognormal'],
  ];
  return loads.map(([erlangs, servers, handler]) =>
    compare(
      'Erlang B',
      `${erlangs} erlangs on ${servers}, ${handler}`,
      erlangB(servers, erlangs),
      oneFunction(`erlang-${servers}`, erlangs, { reservedConcurrency: servers, handler: HANDLERS[handler] }),
      (run) => run.total.throttles / run.total.arrivals,
    ),
  );
}

/** What c provisioned environments cannot serve spills over and never queues: M/G/c/c again, for the share that spills. */
export function spilloverComparisons(): Comparison[] {
  const loads: readonly (readonly [erlangs: number, provisioned: number, handler: HandlerName])[] = [
    [1, 1, 'constant'],
    [3, 5, 'exponential'],
    [7, 8, 'lognormal'],
    [18, 20, 'exponential'],
    [35, 30, 'constant'],
  ];
  return loads.map(([erlangs, provisioned, handler]) => {
    const aliases = { live: { version: 1, provisionedConcurrency: provisioned } };
    const spec = oneFunction(
      `spillover-${provisioned}`,
      erlangs,
      { handler: HANDLERS[handler], aliases },
      { target: 'f:live' },
    );
    return compare(
      'Erlang B, spillover',
      `${erlangs} erlangs on ${provisioned} provisioned, ${handler}`,
      erlangB(provisioned, erlangs),
      spec,
      (run) => run.total.spilloverInvocations / run.total.invocations,
    );
  });
}

/** Without a limit, concurrency is that of M/G/∞: Poisson distributed with mean rate × duration. */
export function infiniteServerComparisons(): Comparison[] {
  const loads: readonly (readonly [erlangs: number, handler: HandlerName])[] = [
    [0.2, 'exponential'],
    [0.5, 'constant'],
    [1, 'lognormal'],
    [2, 'exponential'],
    [3, 'constant'],
  ];
  return loads.flatMap(([erlangs, handler]) => {
    const spec = oneFunction(`infinite-${erlangs}`, erlangs, { handler: HANDLERS[handler] });
    const moments = Array.from({ length: REPLICATIONS }, (_, replication) => occupancy(spec, replication));
    const load = `${erlangs} erlangs, ${handler}`;
    return [
      compareSamples(
        'M/G/∞ mean',
        load,
        erlangs,
        moments.map((m) => m.mean),
      ),
      compareSamples(
        'M/G/∞ second factorial moment',
        load,
        erlangs * erlangs,
        moments.map((m) => m.factorial),
      ),
      compareSamples(
        'M/G/∞ share of time empty',
        load,
        Math.exp(-erlangs),
        moments.map((m) => m.share[0] ?? 0),
      ),
    ];
  });
}

export interface Occupancy {
  /** Time averages of the number in service N and of N(N−1). */
  readonly mean: number;
  readonly factorial: number;
  /** Share of time at each number in service. */
  readonly share: readonly number[];
  readonly run: RunResult;
}

/** From the event log, after the warm-up. */
export function occupancy(spec: Scenario, replication: number): Occupancy {
  const { warmup, duration } = spec;
  const share: number[] = [];
  let level = 0;
  let since = warmup;
  const pass = (now: number): void => {
    const stretch = Math.min(now, duration) - since;
    if (stretch <= 0) return;
    share[level] = (share[level] ?? 0) + stretch / (duration - warmup);
    since += stretch;
  };
  const run = simulate(spec, replication, {
    events: (now, _name, code) => {
      pass(now);
      const kind = kindOfCode(code);
      if (kind === Kind.cold || kind === Kind.warm) level += 1;
      else if (kind === Kind.completed) level -= 1;
    },
  });
  pass(duration);
  const average = (of: (n: number) => number): number => share.reduce((sum, part, n) => sum + part * of(n), 0);
  return { mean: average((n) => n), factorial: average((n) => n * (n - 1)), share, run };
}

/** One environment at most and a fixed keep-alive τ: what is admitted finds it gone with probability exp(−λτ). */
export function renewalComparisons(): Comparison[] {
  return [0.1, 0.5, 1, 2, 3].map((idle) =>
    compare(
      'Renewal, cold share',
      `λτ = ${idle}`,
      Math.exp(-idle),
      oneFunction(`renewal-${idle}`, 1, { reservedConcurrency: 1, handler: '200ms', keepAlive: `${idle * 1000}ms` }),
      (run) => run.total.coldStartRate ?? NaN,
    ),
  );
}
