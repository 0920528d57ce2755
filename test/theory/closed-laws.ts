// What theory says of users in a closed loop: the machine repairman without a limit, Engset's loss with one.
import type { Scenario } from '../../src/scenario/types.js';
import { IDEAL_ACCOUNT, scenario } from '../support/scenario.js';
import type { Law } from './arrival-laws.js';
import { REPLICATIONS } from './comparison.js';
import { occupancy } from './laws.js';

const WARMUP = 300;
const DURATION = 3900;

/** Handlers of 1 s on average. */
const HANDLERS = {
  exponential: { exponential: { mean: '1s' } },
  uniform: { uniform: { min: '500ms', max: '1500ms' } },
  constant: '1s',
} as const;

/** Think times by their mean in seconds. */
const THINKING = {
  exponential: (mean: number) => ({ exponential: { mean: `${mean}s` } }),
  uniform: (mean: number) => ({ uniform: { min: '0s', max: `${2 * mean}s` } }),
  gamma: (mean: number) => ({ gamma: { mean: `${mean}s`, cv: 2 } }),
} as const;

interface Users {
  readonly users: number;
  readonly think: number;
  readonly thinking: keyof typeof THINKING;
  readonly handler: keyof typeof HANDLERS;
}

function closed({ users, think, thinking, handler }: Users, settings: object): Scenario {
  return scenario({
    seed: `closed-${users}-${think}`,
    duration: `${DURATION}s`,
    warmup: `${WARMUP}s`,
    account: IDEAL_ACCOUNT,
    functions: {
      f: { timeout: '900s', init: '0ms', placementLatency: '0ms', handler: HANDLERS[handler], ...settings },
    },
    triggers: {
      calls: { type: 'sdk', target: 'f', arrivals: { closed: { users, thinkTime: THINKING[thinking](think) } } },
    },
  });
}

const named = ({ users, think, thinking, handler }: Users): string =>
  `${users} users, ${thinking} ${think} s, ${handler} 1 s`;

export function closedUserLaws(): Law[] {
  return [...repairmanLaws(), ...engsetLaws()];
}

/** Without a limit each user is in service for a share p of time, by itself: their number is binomial, whatever the laws. */
function repairmanLaws(): Law[] {
  const loads: readonly Users[] = [
    { users: 1, think: 2, thinking: 'exponential', handler: 'exponential' },
    { users: 5, think: 4, thinking: 'uniform', handler: 'exponential' },
    { users: 8, think: 1, thinking: 'gamma', handler: 'uniform' },
    { users: 20, think: 9, thinking: 'exponential', handler: 'constant' },
    { users: 40, think: 19, thinking: 'exponential', handler: 'exponential' },
  ];
  return loads.flatMap((load) => {
    const { users, think } = load;
    const p = 1 / (1 + think);
    const found = observed(closed(load, {}));
    const law = (name: string, theory: number, of: (each: Observed) => number): Law => {
      return { law: `Closed users, ${name}`, load: named(load), theory, samples: found.map(of) };
    };
    return [
      law('mean in service', users * p, (each) => each.mean),
      law('second factorial moment', users * (users - 1) * p * p, (each) => each.factorial),
      law('share of time empty', (1 - p) ** users, (each) => each.share[0] ?? 0),
      law('calls a second', users / (1 + think), (each) => each.run.total.invocations / (DURATION - WARMUP)),
    ].filter(({ theory }) => theory > 0);
  });
}

/** With a limit, who is refused thinks again: shares of time in proportion to binomial(N, n) · think^-n, up to the limit. */
export function engset(users: number, think: number, servers: number): number[] {
  const weights = [1];
  for (let n = 1; n <= servers; n++) weights.push((weights[n - 1]! * (users - n + 1)) / (n * think));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

function engsetLaws(): Law[] {
  const loads: readonly (Users & { readonly servers: number })[] = [
    { users: 3, think: 1, thinking: 'exponential', handler: 'exponential', servers: 1 },
    { users: 5, think: 2, thinking: 'gamma', handler: 'exponential', servers: 2 },
    { users: 10, think: 4, thinking: 'exponential', handler: 'uniform', servers: 3 },
    { users: 20, think: 3, thinking: 'uniform', handler: 'exponential', servers: 5 },
    { users: 50, think: 4, thinking: 'exponential', handler: 'constant', servers: 10 },
  ];
  return loads.flatMap((load) => {
    const { users, think, servers } = load;
    const share = engset(users, think, servers);
    const calls = share.reduce((sum, part, n) => sum + (part * (users - n)) / think, 0);
    const refused = (share[servers]! * (users - servers)) / think;
    const found = observed(closed(load, { reservedConcurrency: servers }));
    const law = (name: string, theory: number, of: (each: Observed) => number): Law => {
      return { law: `Engset, ${name}`, load: `${named(load)}, ${servers} at most`, theory, samples: found.map(of) };
    };
    return [
      law('share of time full', share[servers]!, (each) => each.share[servers] ?? 0),
      law('share throttled', refused / calls, ({ run }) => run.total.throttles / run.total.arrivals),
      law('served a second', calls - refused, (each) => each.run.total.invocations / (DURATION - WARMUP)),
    ];
  });
}

type Observed = ReturnType<typeof occupancy>;

const observed = (spec: Scenario): Observed[] =>
  Array.from({ length: REPLICATIONS }, (_, replication) => occupancy(spec, replication));
