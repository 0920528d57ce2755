// A deliberately naive simulator of keep-alive alone: one function on demand, any policy, maximum life, environments made
// ready ahead. At each step it looks at everything and does the one next thing. It shares nothing with the engine but
// types; what is drawn at random is asked of whoever calls.
import type { Distribution } from '../../src/scenario/traffic/types.js';
import type { HybridHistogram, Scenario } from '../../src/scenario/types.js';
import type { OracleRow } from './oracle.js';

/** Draws of the function, by the number of a request or the ordinal of an environment. */
export interface Draws {
  /** After a request, or `null` for an environment that was made ready ahead. */
  spare(request: number | null, ordinal: number): number;
  maxLifetime(ordinal: number): number;
  /** Uniform between 0 and 1. */
  replaced(ordinal: number): number;
}

export interface KeepAliveLine {
  readonly time: number;
  readonly kind: string;
  readonly environment: number;
  readonly request: number;
  readonly why: string;
}

export interface KeepAliveResult {
  readonly lines: readonly KeepAliveLine[];
  readonly created: number;
  readonly proactiveInits: number;
  readonly billedMs: number;
  /** Environment-microseconds of all, and of those that were not busy. */
  readonly existing: number;
  readonly idle: number;
}

interface Environment {
  readonly ordinal: number;
  /** The version, by the order of first mention. */
  readonly pool: number;
  readonly created: number;
  readonly recycles: number;
  expires: number;
  idleOrder: number;
  busy: boolean;
  reset: boolean;
  ended: number | null;
}

interface Execution {
  readonly row: number;
  readonly on: Environment;
  /** When its environment has initialised, while that lies ahead. */
  initialises: number | null;
  readonly end: number;
  readonly timedOut: boolean;
}

type Step = { readonly time: number; readonly rank: readonly number[]; readonly act: () => void };

export function simulateKeepAlive(scenario: Scenario, all: readonly OracleRow[], draws: Draws): KeepAliveResult {
  const spec = scenario.functions[0]!;
  const { keepAlive } = spec;
  const rows = all.filter((row) => row.time <= scenario.duration);
  const versions = [...new Set(all.map((row) => row.qualifier))];
  const init = constantOf(spec.coldStart.functionInit);
  const placement = constantOf(spec.coldStart.placement);
  const lines: KeepAliveLine[] = [];
  const environments: Environment[] = [];
  const inFlight: Execution[] = [];
  const idleTimes: number[] = [];
  const most: number[] = [];
  const lastEnding: string[] = [];
  let [clock, nextRow, idleCount, proactiveInits, billedMs, busyTime] = [0, 0, 0, 0, 0, 0];
  let lastCompletion: number | null = null;
  let lastUsed = 0;
  let wakes: { ready: number; kept: number } | null = null;
  let unload = false;

  const log = (kind: string, environment: number, request: number, why: string): void => {
    lines.push({ time: clock, kind, environment, request, why });
  };
  const live = (pool: number): Environment[] => environments.filter((e) => e.ended === null && e.pool === pool);
  const window = (): { ready: number; kept: number } =>
    keepAlive.policy === 'hybrid-histogram' ? learned(keepAlive, idleTimes) : { ready: 0, kept: Infinity };
  const expiryAfter = (request: number | null, ordinal: number): number =>
    clock + (keepAlive.policy === 'hybrid-histogram' ? window().kept : draws.spare(request, ordinal));
  const lifeOf = (ordinal: number): number =>
    Math.min(
      scenario.account.maxLifetime ?? Infinity,
      keepAlive.policy === 'limits' && keepAlive.maxLifetime !== null ? draws.maxLifetime(ordinal) : Infinity,
    );

  const create = (pool: number): Environment => {
    const ordinal = environments.length + 1;
    const recycles = clock + lifeOf(ordinal);
    const env = { ordinal, pool, created: clock, recycles, expires: Infinity, idleOrder: 0 };
    const made: Environment = { ...env, busy: true, reset: false, ended: null };
    environments.push(made);
    most[pool] = Math.max(most[pool] ?? 0, live(pool).length);
    return made;
  };
  const end = (env: Environment, why: string): void => {
    env.ended = clock;
    lastEnding[env.pool] = why === 'maximum life' ? 'recycled' : 'expired';
    log('ended', env.ordinal, 0, why);
    if (why !== 'maximum life' || clock > scenario.duration) return;
    if (draws.replaced(env.ordinal) < spec.proactiveInit && lifeOf(environments.length + 1) > 0)
      prepare(env.pool, null, 'replacement');
  };
  const rest = (env: Environment, expires: number): void => {
    env.busy = false;
    env.expires = expires;
    env.idleOrder = ++idleCount;
    if (env.recycles <= clock) end(env, 'maximum life');
  };
  const prepare = (pool: number, kept: number | null, why: string): void => {
    proactiveInits += 1;
    billedMs += Math.ceil(init / 1000);
    const env = create(pool);
    log('prepared', env.ordinal, 0, why);
    rest(env, kept ?? expiryAfter(null, env.ordinal));
  };

  const arrive = (index: number): void => {
    const row = rows[index]!;
    if (inFlight.length === 0 && lastCompletion !== null) idleTimes.push(clock - lastCompletion);
    wakes = null;
    const pool = versions.indexOf(row.qualifier);
    const idle = live(pool).filter((e) => !e.busy);
    const order = (e: Environment): number => (spec.placement === 'newest' ? e.ordinal : e.idleOrder);
    idle.sort((a, b) => (spec.placement === 'lru' ? order(a) - order(b) : order(b) - order(a)));
    const warm = idle[0];
    const request = index + 1;
    if (warm !== undefined) {
      const wanted = row.duration + (warm.reset ? init : 0);
      log('warm', warm.ordinal, request, warm.reset ? 'suppressed init' : '');
      begin(index, warm, null, wanted);
      return;
    }
    const before = most[pool] ?? 0;
    const cause =
      before === 0 ? 'first' : live(pool).length + 1 > before ? 'scaleOut' : (lastEnding[pool] ?? 'unknown');
    const env = create(pool);
    log('cold', env.ordinal, request, cause);
    begin(index, env, clock + placement + init, row.duration);
  };
  const begin = (row: number, on: Environment, initialises: number | null, wanted: number): void => {
    const ran = Math.min(wanted, spec.timeout);
    const finish = (initialises ?? clock) + ran;
    on.busy = true;
    inFlight.push({ row, on, initialises, end: finish, timedOut: wanted > spec.timeout });
    billedMs += Math.ceil((ran + (initialises === null ? 0 : init)) / 1000);
    busyTime += Math.max(0, Math.min(finish, scenario.duration) - clock);
  };
  const complete = (x: Execution): void => {
    inFlight.splice(inFlight.indexOf(x), 1);
    log('completed', x.on.ordinal, x.row + 1, x.timedOut ? 'timeout' : 'ok');
    x.on.reset = x.timedOut;
    lastUsed = x.on.pool;
    rest(x.on, expiryAfter(x.row + 1, x.on.ordinal));
    lastCompletion = clock;
    if (inFlight.length > 0) return;
    const { ready, kept } = window();
    if (ready === 0) return;
    unload = true;
    wakes = { ready: clock + ready, kept: clock + kept };
  };

  /** Everything that could come next; of one instant, the one of the least rank. */
  const steps = (): Step[] => {
    const found: Step[] = [];
    for (const x of inFlight) {
      const initialised = (): void => {
        x.initialises = null;
        log('initialised', x.on.ordinal, x.row + 1, '');
      };
      const act = x.initialises === null ? () => complete(x) : initialised;
      found.push({ time: x.initialises ?? x.end, rank: [0, x.row], act });
    }
    const wake = wakes;
    if (wake !== null && wake.ready <= scenario.duration) {
      const act = (): void => {
        wakes = null;
        prepare(lastUsed, wake.kept, 'pre-warmed');
      };
      found.push({ time: wake.ready, rank: [1], act });
    }
    const idleLimit = keepAlive.policy === 'limits' ? keepAlive.idle : null;
    for (const env of environments) {
      if (env.ended !== null || env.busy) continue;
      const { pool, ordinal } = env;
      if (unload) found.push({ time: clock, rank: [2, pool, ordinal], act: () => end(env, 'policy') });
      if (idleLimit !== null && inFlight.length === 0)
        found.push({
          time: lastCompletion! + idleLimit,
          rank: [2, pool, ordinal],
          act: () => end(env, 'function idle'),
        });
      found.push({ time: env.expires, rank: [3, pool, 0, ordinal], act: () => end(env, 'keep-alive') });
      found.push({ time: env.recycles, rank: [3, pool, 1, ordinal], act: () => end(env, 'maximum life') });
    }
    const row = rows[nextRow];
    if (row !== undefined) found.push({ time: row.time, rank: [4], act: () => arrive(nextRow++) });
    return found;
  };

  for (;;) {
    const [next] = steps().sort((a, b) => a.time - b.time || compared(a.rank, b.rank));
    if (next === undefined || next.time === Infinity) break;
    if (next.time > scenario.duration && inFlight.length === 0) break;
    if (next.time > clock || next.rank[0]! > 2) unload = false;
    clock = next.time;
    next.act();
  }
  const existing = environments.reduce((sum, { created, ended }) => {
    return sum + Math.max(0, Math.min(ended ?? Infinity, scenario.duration) - created);
  }, 0);
  return { lines, created: environments.length, proactiveInits, billedMs, existing, idle: existing - busyTime };
}

function compared(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? 0 : a[at]! - (b[at] ?? 0);
}

function constantOf(of: Distribution): number {
  if (of.kind !== 'constant') throw new Error('this oracle needs constant phases');
  return of.value;
}

/** When the next environment is to be ready and how long it is kept, from all idle times so far, by the definitions. */
function learned(rule: HybridHistogram, idleTimes: readonly number[]): { ready: number; kept: number } {
  const bins = Array.from({ length: Math.ceil(rule.range / rule.bin) }, (_, bin) => {
    return idleTimes.filter((time) => Math.floor(time / rule.bin) === bin).length;
  });
  const within = idleTimes.filter((time) => Math.floor(time / rule.bin) < bins.length).sort((a, b) => a - b);
  const mean = within.length / bins.length;
  const variance = bins.reduce((sum, count) => sum + (count - mean) ** 2, 0) / bins.length;
  const standard = { ready: 0, kept: rule.range };
  if (within.length < rule.minimumIdleTimes || Math.sqrt(variance) / mean < rule.minimumVariation) return standard;
  if ((idleTimes.length - within.length) / idleTimes.length > rule.maximumBeyond) return standard;
  const binAt = (share: number): number => {
    const rank = Math.max(1, Math.ceil(share * within.length));
    return Math.floor(within[rank - 1]! / rule.bin);
  };
  return {
    ready: Math.round(binAt(rule.head) * rule.bin * (1 - rule.margin)),
    kept: Math.round((binAt(rule.tail) + 1) * rule.bin * (1 + rule.margin)),
  };
}
