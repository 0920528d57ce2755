// Chains of functions and where their latency went, built by hand and consistent in itself: no simulation has run.
import type { AttributedRequests } from '../../src/chain-result.js';
import type { Result } from '../../src/result.js';
import { busyFunction, HOSTILE_NAMES, resultOf, settingsOf } from './fixtures.js';
import { trafficOf, trigger } from './trigger-fixtures.js';

/** Milliseconds of cold start, handler and wait, by function in calling order. */
export type Times = Readonly<Record<string, readonly [coldStart: number, handler: number, wait: number]>>;

export function requests(amount: number, times: Times): AttributedRequests {
  const functions = Object.entries(times).map(([name, [coldStartMs, handlerMs, waitMs]]) => [
    name,
    amount === 0 ? { coldStartMs: null, handlerMs: null, waitMs: null } : { coldStartMs, handlerMs, waitMs },
  ]);
  return { requests: amount, functions: Object.fromEntries(functions) as AttributedRequests['functions'] };
}

export const CHECKOUT: Times = { checkout: [20, 200, 0], cart: [0, 100, 0], tax: [31, 49, 25] };
const CHECKOUT_COLD: Times = { checkout: [200, 250, 0], cart: [0, 120, 0], tax: [310, 60, 260] };

/** Of a thousand requests a hundred met a cold start. */
export const ATTRIBUTION = { all: requests(1000, CHECKOUT), withColdStart: requests(100, CHECKOUT_COLD) };

/** Each trigger with what its requests waited for. */
export function chained(
  triggers: Readonly<Record<string, { readonly all: AttributedRequests; readonly withColdStart: AttributedRequests }>>,
  replications = 1,
): Result {
  const names = new Set(Object.values(triggers).flatMap(({ all }) => Object.keys(all.functions)));
  return resultOf({
    functions: Object.fromEntries([...names].map((name) => [name, busyFunction()])),
    settings: [...names].map((name) => settingsOf(name)),
    triggers: Object.fromEntries(
      Object.entries(triggers).map(([name, attribution]) => [name, trigger({ attribution })]),
    ),
    replications,
    change: { traffic: Object.keys(triggers).map((name) => trafficOf(name)) },
  });
}

export const oneChain = (): Result => chained({ api: ATTRIBUTION });

/** So many functions that take as long, each waiting for the next. */
export function longChain(functions: number): Result {
  const steps = Array.from({ length: functions }, (_, index) => [`step-${index + 1}`, [1, 9, 0]] as const);
  const all = requests(10, Object.fromEntries(steps));
  return chained({ api: { all, withColdStart: all } });
}

export function hostileChains(): Result {
  const [one = '', two = '', three = ''] = HOSTILE_NAMES;
  const all = requests(9, { [one]: [1, 2, 3], [two]: [4, 5, 6], [three]: [7, 8, 9] });
  return chained(Object.fromEntries(HOSTILE_NAMES.map((name) => [name, { all, withColdStart: all }])));
}
