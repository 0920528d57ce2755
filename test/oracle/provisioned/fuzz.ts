// Random scenarios of provisioned concurrency with their traces: hours of simulated time, a few hundred calls, small numbers
// and tight limits, nearly everything on a grid of seconds or minutes. One seed, one case, on every computer.

import { listPrices } from '../../../src/pricing/tables.js';
import type { Account } from '../../../src/scenario/account/types.js';
import type { DeploymentSpec } from '../../../src/scenario/provisioned/types.js';
import type { AliasSpec, FunctionSpec, VersionSpec } from '../../../src/scenario/types.js';
import { coldStart, micros } from '../anatomy.js';
import { aliasOf, declaredVersion, type FuzzedCase, generator, plainFunction, plainScenario } from '../scenarios.js';
import { Chance } from './chance.js';
import { randomProvisioning } from './fuzz-scaling.js';
import { randomTraffic } from './fuzz-traffic.js';

const MS = 1000;
const SECOND = 1_000_000;
const MINUTE = 60 * SECOND;

/** What may still be provisioned at time 0. */
interface Room {
  left: number;
}

export function provisionedCase(seed: number): FuzzedCase {
  const grid = new Chance(generator(seed + 3_000_000), 1).pick([
    SECOND,
    SECOND,
    5 * SECOND,
    30 * SECOND,
    MINUTE,
    100 * MS,
    1,
  ]);
  const chance = new Chance(generator(seed + 4_000_000), grid);
  const duration = chance.pick([10, 20, 40, 40, 60, 120]) * MINUTE;
  const warmup = chance.of(0.25) ? chance.time(SECOND, duration / 3) : 0;
  const account = randomAccount(chance);
  const roomOf = new Map<string, Room>();
  const functions: FunctionSpec[] = [];
  const names = ['alpha', 'beta', 'gamma'].slice(0, chance.whole(1, 3));
  for (const name of names) {
    const region = chance.of(0.7) ? account.region : 'eu-west-1';
    const limit = account.regions[region]?.concurrency ?? account.concurrency;
    const room = roomOf.get(region) ?? { left: Math.max(0, limit - 100) };
    roomOf.set(region, room);
    const reservedConcurrency =
      room.left > 0 && chance.of(0.6) ? chance.whole(1, Math.min(room.left, chance.pick([4, 10, 25]))) : null;
    room.left -= reservedConcurrency ?? 0;
    const own = reservedConcurrency === null ? room : { left: reservedConcurrency };
    functions.push(randomFunction(chance, name, { region, reservedConcurrency }, own, duration));
  }
  const rows = functions.flatMap((fn) => (isFlaky(fn) ? [] : randomTraffic(chance, fn, duration)));
  rows.sort((a, b) => a.time - b.time);
  const settings = { name: `provisioned-${seed}`, seed: String(seed), duration, warmup, account };
  return { scenario: plainScenario(functions, settings, rows.length), rows };
}

/** One whose inits need draws is not called: the naive simulator draws those of provisioned environments alone. */
const isFlaky = ({ coldStart: { errorRate, functionInit } }: FunctionSpec): boolean =>
  (errorRate > 0 && errorRate < 1) || functionInit.kind !== 'constant';

function randomAccount(chance: Chance): Account {
  return {
    concurrency: chance.of(0.1) ? chance.whole(5, 30) : 100 + chance.whole(1, chance.pick([14, 50, 50])),
    region: 'us-east-1',
    regions: chance.of(0.7) ? { 'eu-west-1': { concurrency: 100 + chance.whole(0, 9) } } : {},
    // All alike, so that the naive simulator needs one table.
    prices: { 'us-east-1': listPrices('us-east-1'), 'eu-west-1': listPrices('us-east-1') },
    freeTier: false,
    savingsPlan: null,
    initBilling: 'current',
    maxLifetime: chance.of(0.4) ? null : chance.time(30 * SECOND, chance.pick([2, 10, 30]) * MINUTE),
    scalingRate: chance.pick([
      null,
      { kind: 'function', burst: chance.whole(1, 4), perSecond: 1 },
      { kind: 'function', burst: 1000, perSecond: 100 },
      { kind: 'legacy-burst' },
    ]),
    requestRate: chance.pick([null, null, 1, 2, 10]),
  };
}

function randomFunction(
  chance: Chance,
  name: string,
  place: Pick<FunctionSpec, 'region' | 'reservedConcurrency'>,
  room: Room,
  duration: number,
): FunctionSpec {
  const instants: number[] = [];
  const provision = (probability: number) => {
    if (!chance.of(probability)) return 0;
    const provisioned = randomProvisioning(chance, room.left, duration, instants);
    room.left -= provisioned.initial;
    return provisioned;
  };
  const aliases: AliasSpec[] = [aliasOf('live', '1', provision(0.9))];
  if (chance.of(0.5)) aliases.push(aliasOf('next', '2', provision(0.8)));
  if (chance.of(0.25)) aliases.push(withWeights(chance));
  const versions: VersionSpec[] = chance.of(0.25) ? [declaredVersion('3', provision(0.8))] : [];
  const deployments = chance.of(0.55) ? randomDeployments(chance, duration, instants) : [];
  const isFlakyOne = chance.of(0.18);
  const limit = (): number => chance.time(SECOND, chance.pick([5, 60, 600]) * SECOND);
  const constant = (value: number) => ({ kind: 'constant', value }) as const;
  return plainFunction(name, {
    ...place,
    memoryMB: chance.pick([512, 1024]),
    timeout: chance.pick(isFlakyOne ? [3, 60] : [3, 60, 150, 900, 900]) * SECOND,
    coldStart: coldStart({
      ...(isFlakyOne ? flakyStart(chance) : steadyStart(chance)),
      placement: micros(chance.of(0.7) ? 0 : chance.time(0, SECOND)),
      firstInvoke: micros(chance.of(0.7) ? 0 : chance.time(0, SECOND)),
    }),
    keepAlive: {
      policy: 'limits',
      idle: chance.of(0.3) ? limit() : null,
      spare: chance.of(0.7) ? constant(limit()) : null,
      maxLifetime: chance.of(0.2) ? constant(limit()) : null,
      preset: null,
    },
    placement: chance.pick(['mru', 'mru', 'lru', 'newest']),
    eagerAssignment: chance.of(0.2),
    crashRate: chance.of(0.05) ? 1 : 0,
    aliases,
    versions,
    deployments: deployments.filter(({ alias }) => aliases.some((one) => one.name === alias)),
  });
}

/** A second version with a share; such an alias has nothing provisioned and is not deployed to. */
const withWeights = (chance: Chance): AliasSpec => ({
  ...aliasOf('both', chance.pick(['1', '2', '4'])),
  other: { version: chance.pick(['5', '6']), weight: chance.pick([0, 0.1, 0.5, 0.5, 1]) },
});

/** Inits of always the same length, which now and then no allocation can wait for, or fail. */
function steadyStart(chance: Chance) {
  const length = chance.of(0.15) ? 0 : chance.time(0, chance.pick([2, 5, 12, 40]) * SECOND);
  if (chance.of(0.05)) return { functionInit: micros(length), errorRate: 1 };
  if (chance.of(0.05)) return { functionInit: micros(131 * SECOND) };
  if (chance.of(0.05)) return { functionInit: micros(130 * SECOND) };
  // Nothing can be provisioned of a version of which no environment has initialised.
  if (chance.of(0.08)) return { functionInit: micros(length), load: 131 * SECOND - length };
  return { functionInit: micros(length), load: chance.of(0.2) ? chance.time(0, 8 * SECOND) : 0 };
}

/** Inits that fail at random, so that some allocations do; the lengths differ too. */
const flakyStart = (chance: Chance) => ({
  functionInit: {
    kind: 'values',
    values: Array.from({ length: 3 }, () => chance.time(0, chance.pick([5, 90, 125]) * SECOND)),
  } as const,
  errorRate: chance.pick([0, 0.1, 0.3, 0.5]),
});

function randomDeployments(chance: Chance, duration: number, instants: readonly number[]): DeploymentSpec[] {
  const deployments = Array.from({ length: chance.whole(1, 4) }, (): DeploymentSpec => {
    const interval = chance.pick([0, 30 * SECOND, MINUTE, 5 * MINUTE]);
    const count = chance.whole(2, 5);
    const steps = chance.pick<DeploymentSpec['steps']>([
      [{ after: 0, share: 1 }],
      [
        { after: 0, share: chance.pick([0.1, 0.5]) },
        { after: interval + SECOND, share: 1 },
      ],
      Array.from({ length: count }, (_, step) => ({
        after: step * (interval + SECOND),
        share: (step + 1) / count,
      })),
    ]);
    // Often at the end of a minute, when alarms and schedules come too, or soon after an action.
    const afterOne = instants.length > 0 && chance.of(0.4) ? chance.pick(instants) : null;
    const at =
      afterOne !== null
        ? afterOne + chance.pick([0, SECOND, 5 * SECOND, chance.time(0, 2 * MINUTE)])
        : chance.of(0.5)
          ? chance.whole(0, duration / MINUTE) * MINUTE
          : chance.time(0, duration);
    const alias = chance.of(0.8) ? 'live' : 'next';
    return { at, alias, version: chance.pick(['1', '4', '4', '5', '6']), steps, strategy: '' };
  });
  return deployments.sort((a, b) => a.at - b.at);
}
