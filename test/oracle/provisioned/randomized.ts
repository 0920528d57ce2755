// The random scenarios of provisioned concurrency once more, with distributions where they had constants: for checks that
// hold whatever is drawn.
import type { Distribution } from '../../../src/scenario/traffic/types.js';
import type { TriggerSpec } from '../../../src/scenario/triggers/types.js';
import type { FunctionSpec } from '../../../src/scenario/types.js';
import { type FuzzedCase, generator } from '../scenarios.js';
import { Chance } from './chance.js';
import { provisionedCase } from './fuzz.js';

const SECOND = 1_000_000;

export function randomized(seed: number): FuzzedCase {
  const { scenario, rows } = provisionedCase(seed);
  const chance = new Chance(generator(seed + 5_000_000), 1);
  const functions = scenario.functions.map((fn) => randomFunction(chance, fn));
  const users = functions.filter(() => chance.of(0.6)).map((fn) => randomTrigger(chance, fn, scenario.duration));
  return { scenario: { ...scenario, functions, triggers: [...scenario.triggers, ...users] }, rows };
}

function spread(chance: Chance, mean: number): Distribution {
  return chance.pick<Distribution>([
    { kind: 'exponential', mean },
    { kind: 'lognormal', median: mean, sigma: 0.6 },
    { kind: 'gamma', mean, cv: 1.5 },
    { kind: 'uniform', min: 0, max: 2 * mean },
    {
      kind: 'mixture',
      parts: [
        { weight: 4, of: { kind: 'constant', value: mean } },
        { weight: 1, of: { kind: 'pareto', min: mean / 2, alpha: 1.5 } },
      ],
    },
  ]);
}

function randomFunction(chance: Chance, fn: FunctionSpec): FunctionSpec {
  const seconds = (high: number): Distribution => spread(chance, chance.time(SECOND / 10, high * SECOND));
  const rate = (): number => chance.pick([0, 0, 0.02, 0.2]);
  return {
    ...fn,
    handler: seconds(chance.pick([1, 10, 100])),
    coldStart: {
      ...fn.coldStart,
      placement: seconds(1),
      extensionInits: chance.of(0.3) ? [seconds(1), seconds(1)] : [],
      runtimeInit: seconds(1),
      functionInit: seconds(chance.pick([1, 5, 5, 60])),
      initGiven: false,
      firstInvoke: seconds(1),
      errorRate: chance.pick([0, 0, 0.05, 0.3]),
    },
    keepAlive: {
      policy: 'limits',
      idle: chance.of(0.3) ? chance.time(SECOND, 300 * SECOND) : null,
      spare: chance.of(0.8) ? seconds(300) : null,
      maxLifetime: chance.of(0.4) ? seconds(900) : null,
      preset: null,
    },
    proactiveInit: chance.pick([0, 0.5]),
    placement: chance.pick(['mru', 'lru', 'newest', 'random']),
    errorRate: rate(),
    crashRate: rate(),
  };
}

/** A few hundred calls, in clusters or evenly. */
function randomTrigger(chance: Chance, fn: FunctionSpec, duration: number): TriggerSpec {
  const qualifier = chance.pick([...fn.aliases.map(({ name }) => name), 'live', 'live']);
  const count = chance.whole(50, 300);
  const rate = { count, per: duration };
  return {
    name: `calls of ${fn.name}`,
    type: 'sdk',
    integrationTimeout: null,
    retries: null,
    handler: null,
    target: { function: fn.name, qualifier },
    arrivals: chance.of(0.5)
      ? { kind: 'poisson', rate }
      : { kind: 'bursts', every: { kind: 'exponential', mean: (duration * 10) / count }, size: 10, over: 0 },
  };
}
