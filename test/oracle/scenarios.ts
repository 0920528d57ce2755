// Small random scenarios with their traces, for checking the engine against the oracle: legal by the contract, and made
// so that every rule decides something often. One seed, one case, on every computer.
import { listPrices } from '../../src/pricing/tables.js';
import type { ScalingRate } from '../../src/scenario/account/types.js';
import type { ProvisionedSpec } from '../../src/scenario/provisioned/types.js';
import type { TraceTrigger } from '../../src/scenario/triggers/types.js';
import type { AliasSpec, FunctionSpec, KeepAlive, Scenario, VersionSpec } from '../../src/scenario/types.js';
import { coldStart, micros, withAnatomy } from './anatomy.js';
import type { OracleRow } from './oracle.js';

export interface FuzzedCase {
  readonly scenario: Scenario;
  readonly rows: OracleRow[];
}

const MS = 1000;
const SECOND = 1_000_000;

/** mulberry32: 32 bits of state, good enough to choose test cases. */
export function generator(seed: number): () => number {
  let a = (seed + 0x9e3779b9) >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = a;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** So many provisioned environments from time 0 on, for good. */
export const fixed = (initial: number): ProvisionedSpec => ({ initial, preparation: 90 * SECOND, scaling: null });

export function aliasOf(name: string, version: string, provisioned: number | ProvisionedSpec = 0): AliasSpec {
  return {
    name,
    version,
    other: null,
    provisioned: typeof provisioned === 'number' ? fixed(provisioned) : provisioned,
  };
}

export function declaredVersion(version: string, provisioned: number | ProvisionedSpec = 0): VersionSpec {
  return { version, provisioned: typeof provisioned === 'number' ? fixed(provisioned) : provisioned };
}

/** A function for hand-made scenarios: nothing but the handler unless told. */
export function plainFunction(name: string, settings: Partial<FunctionSpec> = {}): FunctionSpec {
  return {
    name,
    runtime: 'nodejs22.x',
    architecture: 'x86_64',
    memoryMB: 1024,
    timeout: 10 * SECOND,
    description: '',
    package: { type: 'zip', size: null, zipped: null, source: 'upload', chunkCache: 'filled' },
    region: 'us-east-1',
    vpc: false,
    environment: { names: [], bytes: 0 },
    role: null,
    maximumRetryAttempts: 2,
    maximumEventAge: 21_600 * SECOND,
    ephemeralStorageMB: 512,
    payload: 0,
    response: { size: 0, streamed: false },
    logBytes: 0,
    onFailure: null,
    calls: [],
    reservedConcurrency: null,
    handler: null,
    cpuBound: { share: 0, threads: 1, atMemoryMB: 1769 },
    coldStart: coldStart(),
    snapStart: null,
    eagerAssignment: false,
    keepAlive: { policy: 'limits', idle: null, spare: null, maxLifetime: null, preset: null },
    proactiveInit: 0,
    placement: 'mru',
    errorRate: 0,
    crashRate: 0,
    aliases: [],
    versions: [],
    deployments: [],
    ...settings,
  };
}

export const REPLAY: TraceTrigger = {
  name: 'trace',
  type: 'trace',
  file: 'trace.csv',
  target: null,
  columns: { time: 'time_ms', target: 'target', duration: 'duration_ms' },
  timeUnit: 'ms',
  durationUnit: 'ms',
  ordered: true,
  rows: 0,
};

/** All regions alike, so that the naive simulator needs one table. */
function pricesFor(functions: readonly FunctionSpec[]): Scenario['account']['prices'] {
  return Object.fromEntries(functions.map(({ region }) => [region, listPrices('us-east-1')]));
}

/** A scenario of a trace and these functions, without limits of rate and life unless told. */
export function plainScenario(
  functions: readonly FunctionSpec[],
  settings: Partial<Omit<Scenario, 'account' | 'functions'>> & { account?: Partial<Scenario['account']> } = {},
  rows = 0,
): Scenario {
  const { account, ...others } = settings;
  return {
    name: 'oracle',
    description: '',
    seed: '1',
    duration: 60 * SECOND,
    start: '2025-01-06T00:00:00Z',
    warmup: 0,
    replications: 1,
    account: {
      concurrency: 1000,
      region: 'us-east-1',
      regions: {},
      prices: pricesFor(functions),
      freeTier: false,
      savingsPlan: null,
      initBilling: 'current',
      maxLifetime: null,
      scalingRate: null,
      requestRate: null,
      ...account,
    },
    functions,
    triggers: [{ ...REPLAY, rows }],
    slo: [],
    variants: {},
    ...others,
  };
}

export function fuzzedCase(seed: number): FuzzedCase {
  const next = generator(seed);
  const chance = (probability: number): boolean => next() < probability;
  /** A whole number from `low` to `high`, both included. */
  const whole = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  const pick = <T>(values: readonly T[]): T => values[Math.floor(next() * values.length)]!;

  // Most cases lie on a coarse grid, so that everything ties with everything.
  const grid = chance(0.7) ? pick([100 * MS, 100 * MS, 500 * MS, SECOND]) : 1;
  const time = (low: number, high: number): number => Math.round((low + next() * (high - low)) / grid) * grid;

  const duration = pick([20, 30, 60, 60, 120]) * SECOND;
  const warmup = chance(0.3) ? time(SECOND, duration / 3) : 0;

  // What the account has. `burst`: more than a hundred at once. `small`: a young account, where nothing may be reserved.
  const style = pick(['plain', 'plain', 'plain', 'burst', 'small', 'small'] as const);
  const concurrency = style === 'small' ? whole(1, 12) : style === 'burst' ? whole(101, 110) : whole(101, 130);
  let toGive = Math.max(0, concurrency - 100);
  const scalingRate: ScalingRate | null = chance(0.35)
    ? null
    : chance(0.6)
      ? { kind: 'function', burst: whole(1, 3), perSecond: whole(1, 4) }
      : { kind: 'function', burst: 1000, perSecond: 100 };
  const requestRate = chance(0.5) ? null : chance(0.75) ? whole(1, 3) : 10;
  const accountLife = chance(0.4) ? null : time(2 * SECOND, 15 * SECOND);

  const keepAlive = (): KeepAlive => {
    const wait = (): number => time(100 * MS, pick([SECOND, 3 * SECOND, 10 * SECOND]));
    const constant = (value: number) => ({ kind: 'constant', value }) as const;
    const maxLifetime = chance(0.35) ? constant(time(SECOND, 8 * SECOND)) : null;
    const limits = { policy: 'limits', maxLifetime, preset: null } as const;
    switch (pick(['constant', 'constant', 'pool', 'pool', 'idle', 'zero', 'zeroIdle', 'none'] as const)) {
      case 'constant':
        return { ...limits, idle: null, spare: constant(wait()) };
      case 'pool': {
        const idle = wait();
        return { ...limits, idle, spare: constant(idle + wait()) };
      }
      case 'idle':
        return { ...limits, idle: wait(), spare: null };
      case 'zero':
        return { ...limits, idle: null, spare: constant(0) };
      case 'zeroIdle':
        return { ...limits, idle: 0, spare: constant(wait()) };
      case 'none':
        return { ...limits, idle: null, spare: null };
    }
  };

  // One case in five has nothing but placement and a given init, so that the other rules have their cases too.
  const anatomy = generator(seed + 2_000_000);
  const calm = anatomy() < 0.2;

  const functions: FunctionSpec[] = [];
  for (const name of ['alpha', 'beta', 'gamma', 'delta']) {
    // The first function always stays without reserved concurrency, so that the shared pool is used.
    let reservedConcurrency: number | null = null;
    if (toGive > 0 && name !== 'alpha' && chance(0.5)) {
      reservedConcurrency = chance(0.05) ? 0 : whole(1, Math.min(toGive, 8));
      toGive -= reservedConcurrency;
    }
    let toProvision = reservedConcurrency ?? toGive;
    const provision = (probability: number): number => {
      if (toProvision === 0 || !chance(probability)) return 0;
      const count = whole(1, Math.min(toProvision, 4));
      toProvision -= count;
      if (reservedConcurrency === null) toGive -= count;
      return count;
    };
    // At most one provisioned setting for a version, and none on $LATEST.
    const aliases: AliasSpec[] = [aliasOf('live', '1', provision(0.6)), aliasOf('next', pick(['1', '2', '$LATEST']))];
    const versions: VersionSpec[] = [];
    if (chance(0.6)) versions.push(declaredVersion('2', provision(0.6)));
    if (chance(0.3)) versions.unshift(declaredVersion('1', 0));
    const plain = plainFunction(name, {
      memoryMB: pick([128, 512, 1024, 1769]),
      timeout: pick([1, 2, 3]) * SECOND,
      reservedConcurrency,
      coldStart: coldStart({
        functionInit: micros(chance(0.25) ? 0 : time(0, pick([SECOND, 3 * SECOND]))),
        placement: micros(chance(0.5) ? 0 : time(0, SECOND)),
      }),
      keepAlive: keepAlive(),
      placement: pick(['mru', 'lru', 'newest']),
      errorRate: chance(0.15) ? 1 : 0,
      aliases,
      versions,
    });
    functions.push(calm ? plain : withAnatomy(plain, anatomy, grid));
  }

  // Who calls what: one function may have most of the traffic.
  const favourite = pick(functions);
  const shapes = new Map<FunctionSpec, readonly (string | null)[]>();
  for (const fn of functions) {
    shapes.set(
      fn,
      pick([['live'], ['live', 'live', null], ['live', '1', 'next'], [null, 'next', '2'], ['2', '1', 'live', null]]),
    );
  }
  const handling = (fn: FunctionSpec): number => {
    const kind = next();
    if (kind < 0.12) return 0;
    if (kind < 0.18) return fn.timeout;
    if (kind < 0.26) return fn.timeout + time(grid, 2 * SECOND);
    return time(0, pick([300 * MS, SECOND, fn.timeout]));
  };
  const rows: OracleRow[] = [];
  const call = (at: number, fn: FunctionSpec, length: number): void => {
    rows.push({ time: at, function: fn.name, qualifier: pick(shapes.get(fn)!), duration: length });
  };
  const count = whole(50, style === 'burst' ? 200 : 390);
  const until = chance(0.2) ? duration + 2 * SECOND : duration;
  // Traffic comes in waves with pauses between, so that environments both pile up and die.
  let at = 0;
  while (rows.length < count) {
    if (chance(0.06)) {
      at = time(0, until);
    } else {
      at += chance(0.4) ? 0 : time(0, pick([100 * MS, 500 * MS, SECOND, 4 * SECOND]));
      if (at > until) at = time(0, duration / 2);
    }
    const fn = chance(0.4) ? favourite : pick(functions);
    const together = chance(0.1) ? whole(2, 6) : 1;
    for (let i = 0; i < together && rows.length < count; i++) call(at, fn, handling(fn));
  }
  if (style === 'burst') {
    // More at once than the shared pool holds, and once more while most of them are idle.
    const unreserved = functions.filter((fn) => fn.reservedConcurrency === null);
    const burstAt = time(0, duration - 3 * SECOND);
    const size = whole(105, 190);
    for (let i = 0; i < size; i++) {
      const fn = pick(unreserved);
      call(burstAt + (chance(0.8) ? 0 : time(0, SECOND)), fn, time(fn.timeout / 2, fn.timeout));
    }
  }
  if (chance(0.4)) call(duration, favourite, handling(favourite));
  rows.sort((a, b) => a.time - b.time);

  const scenario = plainScenario(
    functions,
    {
      name: `fuzzed-${seed}`,
      seed: String(seed),
      duration,
      warmup,
      account: { concurrency, maxLifetime: accountLife, scalingRate, requestRate },
    },
    rows.length,
  );
  return { scenario, rows };
}
