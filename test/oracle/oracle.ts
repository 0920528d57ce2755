// A deliberately naive simulator of the contract: it looks at everything, does the one next thing, and looks again.
// It shares nothing with the engine but the types of the scenario, so that the two can be checked against each other.
import { legacyBurst } from '../../src/lambda/defaults.js';
import type { FunctionSpec, KeepAliveLimits, Scenario } from '../../src/scenario/types.js';
import { type Bucket, fullBucket, takeToken } from './buckets.js';
import { type Draws, drawsOf } from './draws.js';
import {
  coldPhases,
  constant,
  execute,
  type Failure,
  initAgain,
  initOf,
  lengthOf,
  NO_PHASES,
  type Phases,
  type Execution as Run,
  resets,
  restores,
  type Verdict,
} from './phases.js';
import { payRest, release, setUp } from './provisioned/allocation.js';
import { ControlPlane, qualifiersOf } from './provisioned/control-plane.js';
import { countColdStart, countInit } from './provisioned/deployments.js';
import { functionProvisioned, type OracleProvisioned, provisionedFigures } from './provisioned/figures.js';
import { type History, record } from './provisioned/history.js';
import {
  concurrencyOf,
  hasSettings,
  idleOf,
  isConfigured,
  type Pool,
  poolsOf,
  type Slot,
} from './provisioned/state.js';
import { claimsOfFunction, onDemandLimit, ownersOf, type World } from './provisioned/world.js';

/** A row of a trace: one synchronous call without retries. Whole microseconds; rows come in order of time. */
export interface OracleRow {
  readonly time: number;
  readonly function: string;
  /** An alias, a version's number, or `null` for `$LATEST`. */
  readonly qualifier: string | null;
  readonly duration: number;
}

export type OracleOutcome = 'cold' | 'warm' | 'provisioned' | 'throttled';

export type OracleReason =
  | 'ConcurrentInvocationLimitExceeded'
  | 'ReservedFunctionConcurrentInvocationLimitExceeded'
  | 'FunctionInvocationRateLimitExceeded'
  | 'ReservedFunctionInvocationRateLimitExceeded'
  | 'ScalingRateExceeded';

export type OracleCause = 'first' | 'scaleOut' | 'expired' | 'recycled' | 'deployed';

export interface OracleRowResult {
  readonly outcome: OracleOutcome;
  /** Of a throttled row. */
  readonly reason?: OracleReason;
  /** Of a cold start. */
  readonly cause?: OracleCause;
  /**
   * On demand: the environment's ordinal within the function, from 1, in order of creation. Provisioned: the slot's
   * number within the function, from 1. Throttled: 0.
   */
  readonly environment: number;
  readonly suppressedInit: boolean;
  /** How it ended; `null` for a throttled row. */
  readonly verdict: Verdict | null;
  readonly timedOut: boolean;
  /** Any end but `ok`. */
  readonly error: boolean;
  readonly spillover: boolean;
  /** What was missing where it spilled over, or would have: an idle environment or a token. */
  readonly missed: 'concurrency' | 'requestRate' | null;
  /** Why the init or the restore of a cold start failed. */
  readonly initFailed: Failure | null;
  /** Microseconds; 0 for a throttled row. */
  readonly latency: number;
  /** Of a request that waited for its own environment and then took another's. */
  readonly wait: number;
  /** Of a cold start, else without length. */
  readonly phases: Phases;
  /** Extra time of the first invocation in a fresh environment, within the duration; `null` where it is not the first. */
  readonly firstInvoke: number | null;
  /** What ran under the timeout: the handler and an init within it; 0 for a throttled row. */
  readonly duration: number;
  /** Of a cold start whose init succeeded, else 0; a restore is none. */
  readonly init: number;
  readonly billedMs: number;
  /** When the environment was free again; a throttled row ends as it arrives. */
  readonly end: number;
}

/** A line of the event log. `environment` and `request` are 0 where a line concerns none. */
export interface OracleLine {
  readonly time: number;
  readonly kind: string;
  readonly function: string;
  readonly environment: number;
  /** Counts the function's requests from 1, throttled ones included. */
  readonly request: number;
  readonly why: string;
}

/** Milliseconds. Without a sample every member but `count` is null. */
export interface OracleStatistic {
  readonly count: number;
  readonly mean: number | null;
  readonly p50: number | null;
  readonly p90: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
  readonly p999: number | null;
  readonly max: number | null;
}

export type OraclePhase =
  | 'placement'
  | 'download'
  | 'extensionInit'
  | 'runtimeInit'
  | 'functionInit'
  | 'restore'
  | 'failedInit'
  | 'initAgain'
  | 'firstInvoke';

export interface OracleFunctionResult {
  readonly arrivals: number;
  readonly invocations: number;
  readonly coldStarts: number;
  readonly warmStarts: number;
  readonly provisionedInvocations: number;
  readonly spilloverInvocations: number;
  readonly throttles: number;
  /** Only the reasons that occurred. */
  readonly throttlesByReason: Partial<Record<OracleReason, number>>;
  readonly suppressedInits: number;
  readonly initTimeouts: number;
  readonly initErrors: number;
  readonly proactiveInits: number;
  readonly errors: number;
  readonly timeouts: number;
  /** Null without invocations. */
  readonly coldStartRate: number | null;
  readonly coldStartCauses: Record<OracleCause, number>;
  readonly latencyMs: OracleStatistic;
  readonly coldLatencyMs: OracleStatistic;
  readonly initMs: OracleStatistic;
  readonly durationMs: OracleStatistic;
  readonly waitMs: OracleStatistic;
  readonly phasesMs: Readonly<Record<OraclePhase, OracleStatistic>>;
  readonly firstInvokeMs: OracleStatistic;
  /** On demand, spares included, and on provisioned environments without their inits. */
  readonly billedMs: number;
  readonly billedProvisionedMs: number;
  /** What cold starts were billed beyond what the same handlers would have been in warm environments. */
  readonly billedColdMs: number;
  readonly gbSeconds: number;
  readonly concurrency: { readonly mean: number; readonly max: number };
  readonly environments: {
    readonly created: number;
    readonly expired: number;
    readonly mean: number;
    readonly meanIdle: number;
    readonly meanBusy: number;
    readonly max: number;
    readonly meanLifetimeMs: number | null;
  };
  readonly provisioned: {
    readonly mean: number;
    readonly utilizationMean: number | null;
    readonly utilizationMax: number | null;
  };
  /** Microseconds of provisioned environments that are paid for in the window. */
  readonly provisionedPaid: number;
  /** Inits of provisioned environments in the window, and what they are billed in all. */
  readonly provisionedInits: { readonly count: number; readonly billedMs: number };
}

export interface OracleResult {
  /** One for each row up to `duration`, in their order (rows after it are left out). */
  readonly rows: readonly OracleRowResult[];
  /** Places in `rows` in the order in which they settled: were throttled, or ended. */
  readonly settled: readonly number[];
  /** Everything that happened, in order. */
  readonly lines: readonly OracleLine[];
  readonly functions: Readonly<Record<string, OracleFunctionResult>>;
  /** Of aliases and versions, of deployments, and of what is claimed. */
  readonly provisioned: OracleProvisioned;
  /** How often each rule decided something, to see that a set of cases exercises them. No part of the contract. */
  readonly exercised: Readonly<Record<string, number>>;
}

interface Environment {
  readonly fn: FunctionSpec;
  readonly ordinal: number;
  readonly version: string;
  readonly created: number;
  busy: boolean;
  /** Since when, and all times before: its init and every invocation. */
  busySince: number;
  readonly wasBusy: (readonly [from: number, to: number])[];
  /** When it last became idle, and as which in the order of all that ever became idle. */
  idleSince: number;
  idleOrder: number;
  /** It was reset: the next invocation pays a suppressed init. */
  reset: boolean;
  /** It ran no invocation since it was created or reset. */
  fresh: boolean;
  /** What it is now came from a snapshot. */
  restored: boolean;
  ended: number | null;
}

interface Execution {
  readonly row: number;
  readonly fn: FunctionSpec;
  readonly start: number;
  readonly phases: Phases;
  /** When the phases of its cold start are over, while that lies ahead; null for what has none. */
  initialises: number | null;
  end: number;
  on: Environment | null;
  readonly slot: Slot | null;
  verdict: Verdict;
  readonly spillover: boolean;
  readonly missed: OracleRowResult['missed'];
}

/** An environment that initialises for nobody: the request that started it has taken another. */
interface Spare {
  /** The request that started it. */
  readonly row: number;
  readonly on: Environment;
  readonly phases: Phases;
  readonly initialises: number;
}

type ExpiryRule = 'endsByIdle' | 'endsBySpare' | 'endsByMaximumLife';

interface Maxima {
  concurrency: number;
  environments: number;
}

/** The smaller of two limits, where null is none. */
function smaller(a: number | null, b: number | null): number | null {
  if (a === null) return b;
  if (b === null) return a;
  return Math.min(a, b);
}

function limitsOf({ keepAlive }: FunctionSpec): KeepAliveLimits {
  if (keepAlive.policy !== 'limits') throw new Error('the oracle knows no keep-alive but limits');
  return keepAlive;
}

function lifeLimit(scenario: Scenario, fn: FunctionSpec): number | null {
  const { maxLifetime } = limitsOf(fn);
  return smaller(maxLifetime === null ? null : constant(maxLifetime, 'maximum life'), scenario.account.maxLifetime);
}

/** Of the idle ones, the one a placement policy names. `age` grows with the order of creation. */
function chosen<T extends { idleOrder: number }>(
  idle: readonly T[],
  policy: FunctionSpec['placement'],
  age: (one: T) => number,
): T | null {
  let best: T | null = null;
  for (const one of idle) {
    if (best === null) best = one;
    else if (policy === 'mru' && one.idleOrder > best.idleOrder) best = one;
    else if (policy === 'lru' && one.idleOrder < best.idleOrder) best = one;
    else if (policy === 'newest' && age(one) > age(best)) best = one;
    else if (policy === 'random') throw new Error('the oracle knows no random placement');
  }
  return best;
}

function statistic(microseconds: readonly number[]): OracleStatistic {
  const sorted = [...microseconds].sort((a, b) => a - b);
  const n = sorted.length;
  // Nearest rank: the smallest sample that at least `perMille` of a thousand samples do not exceed.
  const rank = (perMille: number): number | null => {
    const value = sorted[Math.ceil((perMille * n) / 1000) - 1];
    return value === undefined ? null : value / 1000;
  };
  let sum = 0;
  for (const value of sorted) sum += value;
  return {
    count: n,
    mean: n === 0 ? null : sum / n / 1000,
    p50: rank(500),
    p90: rank(900),
    p95: rank(950),
    p99: rank(990),
    p999: rank(999),
    max: rank(1000),
  };
}

/** What first invocations took longer. */
const firstInvokes = (of: readonly OracleRowResult[]): OracleStatistic =>
  statistic(of.flatMap((r) => (r.firstInvoke === null ? [] : [r.firstInvoke])));

/** The longer of two times, where null is none. */
function later(a: number | null, b: number): number | null {
  return a === null ? null : Math.max(a, b);
}

/**
 * Each phase over the cold starts that have it, however short: a restore has no download and no init, a failed start no
 * init; there is an init of extensions where there are extensions, and one of the runtime where it is not within a given
 * one. An init that failed runs again, as far as the timeout lets it.
 */
function phasesOf(fn: FunctionSpec, cold: readonly OracleRowResult[]) {
  const over = (of: readonly OracleRowResult[], length: (phases: Phases) => number): OracleStatistic =>
    statistic(of.map((r) => length(r.phases)));
  const restored = cold.filter((r) => r.phases.isRestore);
  const fetched = cold.filter((r) => !r.phases.isRestore);
  const initialised = fetched.filter((r) => r.initFailed === null);
  const { extensionInits, initGiven } = fn.coldStart;
  return {
    placement: over(cold, (p) => p.placement),
    download: over(fetched, (p) => p.download + p.load),
    extensionInit: over(extensionInits.length === 0 ? [] : initialised, (p) => p.extensionInit),
    runtimeInit: over(initGiven ? [] : initialised, (p) => p.runtimeInit),
    functionInit: over(initialised, (p) => p.functionInit),
    restore: over(restored, (p) => p.restore),
    failedInit: over(
      fetched.filter((r) => r.initFailed !== null),
      (p) => p.failedInit,
    ),
    initAgain: over(
      fetched.filter((r) => r.initFailed !== null),
      (p) => Math.min(p.again!, fn.timeout),
    ),
    firstInvoke: firstInvokes(cold),
  };
}

export function simulateNaively(
  scenario: Scenario,
  allRows: readonly OracleRow[],
  draws: Draws = drawsOf(scenario),
): OracleResult {
  const { account, functions, duration, warmup } = scenario;
  const rows = allRows.filter((row) => row.time <= duration);
  for (let i = 1; i < rows.length; i++) {
    if (rows[i]!.time < rows[i - 1]!.time) throw new Error(`row ${i + 1} is out of order`);
  }
  const exercised: Record<string, number> = {};
  const note = (rule: string): void => {
    exercised[rule] = (exercised[rule] ?? 0) + 1;
  };

  // --- What exists at time 0 -------------------------------------------------------------------------------------
  let idleCount = 0;
  const live: Environment[] = [];
  const gone: Environment[] = [];
  const inFlight: Execution[] = [];
  const finished: Execution[] = [];
  const results: OracleRowResult[] = [];
  const createdOf = new Map<FunctionSpec, number>();
  const lastCompletion = new Map<FunctionSpec, number>();
  /** By function and version: the most live environments there ever were, and how the last one ended. */
  const mostLive = new Map<string, number>();
  const lastEnd = new Map<string, 'expired' | 'recycled'>();
  const maxima = new Map<FunctionSpec, Maxima>();
  /** Of environments whose request took another: inits that ended in the window. */
  const spareInits = new Map<FunctionSpec, { count: number; billedMs: number; timeouts: number; errors: number }>();
  const initialised: World['initialised'] = [];
  const spares: Spare[] = [];
  const requestBuckets = new Map<FunctionSpec, Bucket>();
  const scalingBuckets = new Map<FunctionSpec, Bucket>();
  /** What functions of a region share. */
  const regional = new Map<string, Bucket>();
  const ofRegion = (what: string, { region }: FunctionSpec, make: () => Bucket): Bucket => {
    const key = `${what} of ${region}`;
    if (!regional.has(key)) regional.set(key, make());
    return regional.get(key)!;
  };
  for (const fn of functions) {
    if (fn.placement === 'random') throw new Error('the oracle knows no random placement');
    createdOf.set(fn, 0);
    maxima.set(fn, { concurrency: 0, environments: 0 });
    spareInits.set(fn, { count: 0, billedMs: 0, timeouts: 0, errors: 0 });
    const requests = (concurrency: number): Bucket => {
      const perSecond = (account.requestRate ?? 0) * concurrency;
      return fullBucket(perSecond, perSecond);
    };
    const { reservedConcurrency } = fn;
    const shared = (): Bucket => requests(concurrencyOf(account, fn.region));
    const bucket = reservedConcurrency === null ? ofRegion('requests', fn, shared) : requests(reservedConcurrency);
    requestBuckets.set(fn, bucket);
    const { scalingRate } = account;
    if (scalingRate?.kind === 'function') {
      scalingBuckets.set(fn, fullBucket(scalingRate.burst, scalingRate.perSecond));
    }
    if (scalingRate?.kind === 'legacy-burst') {
      // 500 a minute.
      const burst = (): Bucket => fullBucket(legacyBurst(fn.region), 500, 60_000_000);
      scalingBuckets.set(fn, ofRegion('burst', fn, burst));
    }
  }

  // --- The event log ---------------------------------------------------------------------------------------------
  const lines: OracleLine[] = [];
  const settled: number[] = [];
  const log = (time: number, kind: string, fn: FunctionSpec, environment: number, request: number, why = ''): void => {
    lines.push({ time, kind, function: fn.name, environment, request, why });
  };
  /** How many requests of the same function there were up to a row. */
  const counts: number[] = [];
  for (const row of rows)
    counts.push(rows.slice(0, counts.length + 1).filter((r) => r.function === row.function).length);
  const requestOf = (index: number): number => counts[index]!;

  // --- What is provisioned ---------------------------------------------------------------------------------------
  const history: History = [];
  const qualifiers = qualifiersOf(functions);
  const provided = qualifiers.filter(hasSettings);
  /** Executions on demand that share the limit of a function. */
  const sharing = (fn: FunctionSpec): Execution[] =>
    inFlight.filter((x) => {
      if (x.on === null) return false;
      if (fn.reservedConcurrency !== null) return x.fn === fn;
      return x.fn.reservedConcurrency === null && x.fn.region === fn.region;
    });
  const liveOf = (fn: FunctionSpec, version: string): number =>
    live.filter((e) => e.fn === fn && e.version === version).length;
  const world: World = {
    ...{ scenario, draws, qualifiers, initialised, log, note },
    ...{ deployed: new Set(), numbers: new Map(), keys: new Map(), places: new Map() },
    nextIdle: () => ++idleCount,
    running: (fn) => sharing(fn).length,
    live: liveOf,
    remember: (now) => remember(now),
  };
  const remember = (now: number): void => {
    const unreserved = inFlight.filter((x) => x.on !== null && x.fn.reservedConcurrency === null).length;
    const given = functions.reduce((sum, fn) => sum + (fn.reservedConcurrency ?? claimsOfFunction(world, fn)), 0);
    const levels = { claimed: unreserved + given, concurrent: inFlight.length, unreserved };
    record(history, provided, levels, now);
  };
  for (const owner of qualifiers) setUp(world, owner);
  const plane = new ControlPlane(world, history);
  remember(0);

  // --- The largest numbers in the window -------------------------------------------------------------------------
  let opened = false;
  const look = (): void => {
    for (const fn of functions) {
      const most = maxima.get(fn)!;
      most.concurrency = Math.max(most.concurrency, inFlight.filter((x) => x.fn === fn).length);
      most.environments = Math.max(most.environments, live.filter((e) => e.fn === fn).length);
    }
  };

  // --- What can happen -------------------------------------------------------------------------------------------
  const end = (env: Environment, now: number, how: 'expired' | 'recycled', why: string): void => {
    log(now, 'ended', env.fn, env.ordinal, 0, why);
    live.splice(live.indexOf(env), 1);
    env.ended = now;
    gone.push(env);
    lastEnd.set(`${env.fn.name}:${env.version}`, how);
  };

  /** Runs the handler in an environment, and what comes before it under the timeout. */
  const run = (
    fn: FunctionSpec,
    version: string,
    place: { reset: boolean; fresh: boolean; restored?: boolean },
    again: number | null,
    index: number,
    now: number,
  ): Run => {
    const extra = place.restored === true ? fn.snapStart!.firstInvoke : fn.coldStart.firstInvoke;
    const first = place.fresh ? constant(extra, 'first invocation') : null;
    const wanted = rows[index]!.duration;
    const ran = execute(fn, again, first, wanted);
    if (ran.initialised !== null) initialised.push({ fn, version, time: now + ran.initialised });

    if (ran.duration === fn.timeout && ran.verdict !== 'timeout') note('exactlyTimeout');
    if (place.reset && ran.verdict === 'timeout') note('suppressedInitTimesOut');
    if (place.reset && ran.verdict === 'init error') note('suppressedInitFails');
    if (place.reset && ran.verdict === 'crash') note('suppressedInitReset');
    if (again !== null && !fn.coldStart.initGiven && fn.memoryMB < 1769 && again > 0) note('slowInit');
    const extraTime = ran.firstInvoke ?? 0;
    if (extraTime > 0) note(place.reset ? 'firstInvokeAfterReset' : 'firstInvoke');
    if (extraTime > 0 && place.restored === true) note('firstInvokeRestored');
    if (extraTime > 0 && extraTime < first!) note('firstInvokeCutByTimeout');
    if (execute(fn, null, null, wanted).duration !== Math.min(wanted, fn.timeout)) note('scaledByMemory');
    if (ran.verdict === 'crash' && fn.errorRate === 1) note('crashBeatsError');
    if (ran.verdict === 'timeout' && fn.crashRate === 1) note('timeoutBeatsCrash');
    return ran;
  };

  /** How the row stands once its handler has been given an environment. */
  const served = (
    index: number,
    outcome: OracleOutcome,
    place: { number: number; suppressedInit: boolean; spillover: boolean; missed: OracleRowResult['missed'] },
    wait: number,
    phases: Phases,
    ran: Run,
  ): OracleRowResult => {
    const latency = wait + lengthOf(phases) + ran.duration;
    return {
      outcome,
      environment: place.number,
      suppressedInit: place.suppressedInit,
      verdict: ran.verdict,
      timedOut: ran.verdict === 'timeout',
      error: ran.verdict !== 'ok',
      spillover: place.spillover,
      missed: place.missed,
      initFailed: phases.failed,
      latency,
      wait,
      phases,
      firstInvoke: ran.firstInvoke,
      duration: ran.duration,
      init: initOf(phases),
      billedMs: Math.ceil((phases.billed + ran.duration) / 1000),
      end: rows[index]!.time + latency,
    };
  };

  /** A waiting request takes an environment that has become free. */
  const assign = (x: Execution, env: Environment, now: number): void => {
    const suppressedInit = env.reset;
    const wait = now - x.start;
    note('eager');
    if (x.spillover) note('eagerSpillover');
    if (suppressedInit) note('eagerTakesReset');
    if (x.initialises === now) note('eagerAsOwnInitEnds');
    if (x.fn.reservedConcurrency !== null) note('eagerReserved');
    if (restores(x.fn, env.version)) note('eagerWhileRestoring');
    spares.push({ row: x.row, on: x.on!, phases: x.phases, initialises: x.initialises! });
    const ran = run(x.fn, env.version, env, suppressedInit ? initAgain(x.fn) : null, x.row, now);
    env.busy = true;
    env.busySince = now;
    x.on = env;
    x.initialises = null;
    x.verdict = ran.verdict;
    x.end = now + ran.duration;
    const { spillover, missed } = x;
    const place = { number: env.ordinal, suppressedInit, spillover, missed };
    results[x.row] = served(x.row, 'warm', place, wait, NO_PHASES, ran);
    const marks = [...(x.spillover ? ['spillover'] : []), ...(suppressedInit ? ['suppressed init'] : [])];
    log(now, 'assigned', x.fn, env.ordinal, requestOf(x.row), marks.join(', '));
  };

  /** An environment on demand has nothing more to do: its maximum life ends it, a waiting request takes it, or it is idle. */
  const free = (env: Environment, now: number): void => {
    env.busy = false;
    env.wasBusy.push([env.busySince, now]);
    const limit = lifeLimit(scenario, env.fn);
    if (limit !== null && now - env.created >= limit) {
      note(now - env.created === limit ? 'maximumLifeExactlyAtCompletion' : 'maximumLifeAtCompletion');
      end(env, now, 'recycled', 'maximum life');
      return;
    }
    env.idleSince = now;
    env.idleOrder = ++idleCount;
    if (!env.fn.eagerAssignment) return;
    let first: Execution | null = null;
    for (const x of inFlight) {
      if (x.fn !== env.fn || x.on?.version !== env.version || x.initialises === null) continue;
      if (first === null || x.row < first.row) first = x;
    }
    if (first !== null) assign(first, env, now);
  };

  const complete = (x: Execution, now: number): void => {
    inFlight.splice(inFlight.indexOf(x), 1);
    finished.push(x);
    settled.push(x.row);
    const number = x.slot === null ? x.on!.ordinal : x.slot.number;
    log(now, 'completed', x.fn, number, requestOf(x.row), x.verdict);
    lastCompletion.set(x.fn, now);
    const leavesReset = resets(x.verdict);
    if (x.slot !== null) {
      if (leavesReset && x.slot.renewedWhileBusy) note('renewalClearsFlagOfBusySlot');
      release(world, x.slot, leavesReset, now);
    }
    if (x.on !== null) {
      x.on.reset = leavesReset;
      x.on.fresh = leavesReset;
      if (leavesReset) x.on.restored = false;
      free(x.on, now);
    }
    if (x.start === x.end) note('zeroLength');
  };

  /** The phases of a cold start are over. */
  const initialise = (x: Execution, now: number): void => {
    const { failed } = x.phases;
    x.initialises = null;
    countInit(ownersOf(world, x.fn), x.on!.version);
    log(now, failed === null ? 'initialised' : 'init-failed', x.fn, x.on!.ordinal, requestOf(x.row), failed ?? '');
    if (failed === null) initialised.push({ fn: x.fn, version: x.on!.version, time: now });
    if (failed !== null) note(`${failed}: ${x.phases.again === null ? 'restore' : x.verdict}`);
  };

  /** An environment that initialised for nobody is done. */
  const finishSpare = (spare: Spare, now: number): void => {
    const { on: env, phases } = spare;
    const { failed } = phases;
    spares.splice(spares.indexOf(spare), 1);
    countInit(ownersOf(world, env.fn), env.version);
    log(now, failed === null ? 'initialised' : 'init-failed', env.fn, env.ordinal, 0, failed ?? '');
    if (failed === null) initialised.push({ fn: env.fn, version: env.version, time: now });
    if (failed !== null) {
      env.reset = true;
      env.restored = false;
    }
    const paid = spareInits.get(env.fn)!;
    if (now >= warmup && now <= duration) {
      paid.count++;
      paid.billedMs += Math.ceil(phases.billed / 1000);
      if (failed === 'init timeout') paid.timeouts++;
      if (failed === 'init error') paid.errors++;
    }
    note(failed === null ? 'spareInitialised' : `spare: ${failed}`);
    const before = spares.length;
    free(env, now);
    if (spares.length > before) note('spareTakenAtOnce');
    if (env.ended !== null) note('spareEndsByMaximumLife');
    const { idle } = limitsOf(env.fn);
    if (idle !== null && !inFlight.some((x) => x.fn === env.fn) && lastCompletion.get(env.fn)! + idle < now) {
      note('spareComesTooLate');
    }
  };

  /** When keep-alive ends an environment if nothing more happens to its function; null for never. */
  const keepAliveEnd = (env: Environment): { time: number; rule: 'endsByIdle' | 'endsBySpare' } | null => {
    if (env.busy) return null;
    const { idle, spare } = limitsOf(env.fn);
    const bySpare = spare === null ? null : env.idleSince + constant(spare, 'keep-alive');
    const inUse = inFlight.some((x) => x.fn === env.fn);
    // One that only becomes idle when the function has been idle for long ends as it does.
    const byIdle = later(idle === null || inUse ? null : lastCompletion.get(env.fn)! + idle, env.idleSince);
    const time = smaller(bySpare, byIdle);
    if (time === null) return null;
    // Where both end it at one instant, the function as a whole goes first.
    return { time, rule: time === byIdle ? 'endsByIdle' : 'endsBySpare' };
  };

  const maximumLifeEnd = (env: Environment): number | null => {
    const limit = lifeLimit(scenario, env.fn);
    return env.busy || limit === null ? null : env.created + limit;
  };

  const throttled = (reason: OracleReason, index: number, fn: FunctionSpec): OracleRowResult => {
    const { time } = rows[index]!;
    log(time, 'throttled', fn, 0, requestOf(index), reason);
    settled.push(index);
    return {
      outcome: 'throttled',
      reason,
      environment: 0,
      suppressedInit: false,
      verdict: null,
      timedOut: false,
      error: false,
      spillover: false,
      missed: null,
      initFailed: null,
      latency: 0,
      wait: 0,
      phases: NO_PHASES,
      firstInvoke: null,
      duration: 0,
      init: 0,
      billedMs: 0,
      end: time,
    };
  };

  const arrive = (index: number): OracleRowResult => {
    const row = rows[index]!;
    const now = row.time;
    const fn = functions.find((f) => f.name === row.function);
    if (fn === undefined) throw new Error(`row ${index + 1}: no function ${row.function}`);
    const reserved = fn.reservedConcurrency;
    const owner = qualifiers.find((one) => one.fn === fn && one.name === row.qualifier);

    // (a) The request rate.
    if (account.requestRate !== null && !takeToken(requestBuckets.get(fn)!, now)) {
      return throttled(
        reserved === null ? 'FunctionInvocationRateLimitExceeded' : 'ReservedFunctionInvocationRateLimitExceeded',
        index,
        fn,
      );
    }

    // (b) The version.
    let version = owner?.version ?? row.qualifier ?? '$LATEST';
    if (owner?.other) {
      const isOther = draws.routing(fn, requestOf(index)) < owner.other.weight;
      if (isOther) version = owner.other.version;
      note(isOther ? 'routedToOther' : 'routedToOwn');
    }

    // (c) A provisioned environment, and a token of what is provisioned.
    const pool: Pool | undefined = owner && poolsOf(owner).find((one) => !one.over && one.version === version);
    const free = pool === undefined ? [] : idleOf(pool);
    const missed = free.length === 0 ? 'concurrency' : 'requestRate';
    const isServed = free.length > 0 && (account.requestRate === null || takeToken(pool!.requests, now));
    const slot = isServed ? chosen(free, fn.placement, (s) => s.number) : null;
    if (slot !== null) {
      if (new Set(['mru', 'lru', 'newest'].map((p) => chosen(free, p as 'mru', (s) => s.number))).size > 1) {
        note(`provisionedPlacement:${fn.placement}`);
      }
      const suppressedInit = slot.reset;
      const ran = run(fn, version, slot, suppressedInit ? initAgain(fn) : null, index, now);
      if (suppressedInit) note('suppressedInitProvisioned');
      if ((ran.firstInvoke ?? 0) > 0 && !suppressedInit) note('firstInvokeProvisioned');
      slot.busy = true;
      inFlight.push({
        row: index,
        fn,
        start: now,
        phases: NO_PHASES,
        initialises: null,
        end: now + ran.duration,
        on: null,
        slot,
        verdict: ran.verdict,
        spillover: false,
        missed: null,
      });
      log(now, 'on-provisioned', fn, slot.number, requestOf(index), suppressedInit ? 'suppressed init' : '');
      const place = { number: slot.number, suppressedInit, spillover: false, missed: null };
      return served(index, 'provisioned', place, 0, NO_PHASES, ran);
    }
    const spillover = owner !== undefined && isConfigured(owner);
    if (spillover) note(`spills for ${missed}`);

    // (d) On-demand concurrency.
    if (sharing(fn).length >= onDemandLimit(world, fn)) {
      if (live.some((e) => e.fn === fn && e.version === version && !e.busy)) note('throttledBesideIdle');
      return throttled(
        reserved === null ? 'ConcurrentInvocationLimitExceeded' : 'ReservedFunctionConcurrentInvocationLimitExceeded',
        index,
        fn,
      );
    }

    // (e) An idle on-demand environment.
    const idle = live.filter((e) => e.fn === fn && e.version === version && !e.busy);
    const env = chosen(idle, fn.placement, (e) => e.ordinal);
    if (env !== null) {
      if (new Set(['mru', 'lru', 'newest'].map((p) => chosen(idle, p as 'mru', (e) => e.ordinal))).size > 1) {
        note(`placement:${fn.placement}`);
      }
      if (env.idleSince === now) note('freedAndTakenAtOneInstant');
      if (spillover) note('spilloverWarm');
      const suppressedInit = env.reset;
      const ran = run(fn, version, env, suppressedInit ? initAgain(fn) : null, index, now);
      if (env.fresh && !suppressedInit) note('spareServes');
      if (suppressedInit && restores(fn, version)) note('suppressedInitOfSnapStart');
      env.busy = true;
      env.busySince = now;
      inFlight.push({
        row: index,
        fn,
        start: now,
        phases: NO_PHASES,
        initialises: null,
        end: now + ran.duration,
        on: env,
        slot: null,
        verdict: ran.verdict,
        spillover,
        missed,
      });
      const marks = [...(spillover ? ['spillover'] : []), ...(suppressedInit ? ['suppressed init'] : [])];
      log(now, 'warm', fn, env.ordinal, requestOf(index), marks.join(', '));
      return served(index, 'warm', { number: env.ordinal, suppressedInit, spillover, missed }, 0, NO_PHASES, ran);
    }

    // (f) The scaling rate, and a new environment.
    const scaling = scalingBuckets.get(fn);
    if (scaling !== undefined && !takeToken(scaling, now)) return throttled('ScalingRateExceeded', index, fn);
    if (spillover) note('spilloverCold');
    const ordinal = createdOf.get(fn)! + 1;
    createdOf.set(fn, ordinal);
    const fresh: Environment = {
      fn,
      ordinal,
      version,
      created: now,
      busy: true,
      busySince: now,
      wasBusy: [],
      idleSince: 0,
      idleOrder: 0,
      reset: false,
      fresh: true,
      restored: restores(fn, version),
      ended: null,
    };
    live.push(fresh);
    const key = `${fn.name}:${version}`;
    const liveNow = liveOf(fn, version);
    const before = mostLive.get(key);
    let cause: OracleCause;
    if (before === undefined) cause = world.deployed.has(key) ? 'deployed' : 'first';
    else if (liveNow > before) cause = 'scaleOut';
    else cause = lastEnd.get(key)!;
    mostLive.set(key, Math.max(before ?? 0, liveNow));
    if (now >= warmup) countColdStart(ownersOf(world, fn), version);
    const cached = initialised.some((past) => past.fn === fn && past.version === version && past.time <= now);
    const phases = coldPhases(fn, version, cached);
    if (phases.failed !== null) {
      // A failed one is as reset; what it runs within the invocation is a start of its own.
      fresh.restored = false;
    }
    const begins = now + lengthOf(phases);
    const ran: Run =
      phases.failed !== null && phases.again === null
        ? { duration: 0, firstInvoke: null, verdict: 'init error', initialised: null }
        : run(fn, version, fresh, phases.again, index, begins);
    noteCold(fn, version, phases, now);
    inFlight.push({
      row: index,
      fn,
      start: now,
      phases,
      initialises: begins,
      end: begins + ran.duration,
      on: fresh,
      slot: null,
      verdict: ran.verdict,
      spillover,
      missed,
    });
    log(now, 'cold', fn, ordinal, requestOf(index), spillover ? `${cause}, spillover` : cause);
    const place = { number: ordinal, suppressedInit: false, spillover, missed } as const;
    return { ...served(index, 'cold', place, 0, phases, ran), cause };
  };

  /** Which of the rules about phases decide something. */
  const noteCold = (fn: FunctionSpec, version: string, phases: Phases, now: number): void => {
    const reads = (p: Phases): boolean => p.load > 0 || (p.failed === 'init timeout' && fn.coldStart.load > 0);
    if (phases.download > 0) note('download');
    if (reads(phases)) {
      note('load');
      const others = inFlight.filter((x) => x.fn === fn && x.initialises !== null && x.on?.version === version);
      if (others.some((x) => reads(x.phases))) note('loadAtOnce');
    } else if (fn.coldStart.load > 0 && !restores(fn, version)) {
      note('loadedBefore');
      if (
        initialised
          .filter((past) => past.fn === fn && past.version === version && past.time <= now)
          .every((past) => past.time === now)
      )
        note('loadedAtThisInstant');
    }
    if (fn.coldStart.extensionInits.length > 1) note('extensions');
    if (phases.runtimeInit > 0 && phases.functionInit > 0) note('runtimeAndFunction');
    if (phases.failed === null && initOf(phases) === 10_000_000) note('initExactlyLimit');
    if (phases.failed === null && phases.restore === 10_000_000) note('restoreExactlyLimit');
    if (phases.failed === 'init timeout' && fn.coldStart.errorRate === 1) note('limitBeatsInitError');
    if (phases.restore > 0) note('restore');
  };

  // --- One thing after the other ---------------------------------------------------------------------------------
  let nextRow = 0;
  let clock = 0;
  for (;;) {
    // The next of each kind.
    let step: { x: Execution | Spare; time: number } | null = null;
    // Spares stand behind what runs, so that of one request's two the completion comes first.
    for (const x of [...inFlight, ...spares]) {
      const time = 'slot' in x ? (x.initialises ?? x.end) : x.initialises;
      if (step === null || time < step.time || (time === step.time && x.row < step.x.row)) step = { x, time };
    }
    const control = plane.next();
    let expiry: { env: Environment; time: number; how: 'expired' | 'recycled'; rule: ExpiryRule } | null = null;
    for (const env of live) {
      const keepAlive = keepAliveEnd(env);
      if (keepAlive !== null && (expiry === null || keepAlive.time < expiry.time)) {
        expiry = { env, time: keepAlive.time, how: 'expired', rule: keepAlive.rule };
      }
    }
    for (const env of live) {
      const time = maximumLifeEnd(env);
      if (time !== null && (expiry === null || time < expiry.time)) {
        expiry = { env, time, how: 'recycled', rule: 'endsByMaximumLife' };
      }
    }
    const row = rows[nextRow];

    // The earliest; at one instant in the order of the list.
    let time = Number.POSITIVE_INFINITY;
    if (step !== null) time = Math.min(time, step.time);
    if (control !== null) time = Math.min(time, control.time);
    if (expiry !== null) time = Math.min(time, expiry.time);
    if (row !== undefined) time = Math.min(time, row.time);
    if (time === Number.POSITIVE_INFINITY) break;
    // The run is over once its duration has passed and nothing is in flight.
    if (time > duration && inFlight.length === 0) break;
    if (time < clock) throw new Error(`time runs backwards from ${clock} to ${time}`);
    clock = time;
    if (!opened && time >= warmup) {
      opened = true;
      look();
    }
    if (step !== null && step.time === time) {
      const { x } = step;
      if (!('slot' in x)) {
        if (finished.some((other) => other.row === x.row && other.end === time)) note('spareAndItsRequestTogether');
        finishSpare(x, time);
      } else if (x.initialises === null) complete(x, time);
      else initialise(x, time);
    } else if (control !== null && control.time === time) {
      control.act();
    } else if (expiry !== null && expiry.time === time) {
      if (row !== undefined && row.time === time && row.function === expiry.env.fn.name) note('endsAsCallArrives');
      if (expiry.env.idleSince === time) note('endsAsItBecomesIdle');
      if (expiry.how === 'expired' && maximumLifeEnd(expiry.env) === time) note('keepAliveAndMaximumLifeTogether');
      note(expiry.rule);
      const words = { endsByIdle: 'function idle', endsBySpare: 'keep-alive', endsByMaximumLife: 'maximum life' };
      end(expiry.env, time, expiry.how, words[expiry.rule]);
    } else {
      results.push(arrive(nextRow));
      nextRow++;
    }
    if (time >= warmup && time <= duration) look();
    remember(time);
  }
  if (!opened) look();

  // --- Statistics ------------------------------------------------------------------------------------------------
  const inWindow = (time: number): boolean => warmup <= time && time <= duration;
  const overlap = (from: number, to: number): number => Math.max(0, Math.min(to, duration) - Math.max(from, warmup));
  const length = duration - warmup;
  const average = (integral: number): number => (length === 0 ? 0 : integral / length);

  for (const owner of qualifiers) for (const pool of poolsOf(owner)) payRest(world, owner, pool);

  const byFunction: Record<string, OracleFunctionResult> = {};
  for (const fn of functions) {
    const mine: OracleRowResult[] = [];
    for (let i = 0; i < rows.length; i++) {
      if (rows[i]!.function === fn.name && inWindow(rows[i]!.time)) mine.push(results[i]!);
    }
    const ran = mine.filter((r) => r.outcome !== 'throttled');
    const cold = mine.filter((r) => r.outcome === 'cold');
    const throttlesByReason: Partial<Record<OracleReason, number>> = {};
    for (const r of mine) {
      if (r.reason !== undefined) throttlesByReason[r.reason] = (throttlesByReason[r.reason] ?? 0) + 1;
    }
    const coldStartCauses = { first: 0, scaleOut: 0, expired: 0, recycled: 0, deployed: 0 };
    for (const r of cold) if (r.cause !== undefined) coldStartCauses[r.cause]++;
    const spare = spareInits.get(fn)!;
    let billedMs = spare.billedMs;
    let billedProvisionedMs = 0;
    for (const r of ran) billedMs += r.billedMs;
    for (const r of ran) if (r.outcome === 'provisioned') billedProvisionedMs += r.billedMs;

    let executing = 0;
    for (const x of finished) if (x.fn === fn) executing += overlap(x.start, x.end);
    const environments = [...live, ...gone].filter((e) => e.fn === fn);
    const ended = environments.filter((e) => e.ended !== null && inWindow(e.ended));
    let existing = 0;
    let busyOnDemand = 0;
    for (const e of environments) {
      for (const [from, to] of e.wasBusy) busyOnDemand += overlap(from, to);
      if (e.busy) busyOnDemand += overlap(e.busySince, Number.POSITIVE_INFINITY);
    }
    for (const e of environments) existing += overlap(e.created, e.ended ?? Number.POSITIVE_INFINITY);
    let lifetimes = 0;
    for (const e of ended) lifetimes += e.ended! - e.created;
    const mineOf = provided.filter((owner) => owner.fn === fn);
    const most = maxima.get(fn)!;

    byFunction[fn.name] = {
      arrivals: mine.length,
      invocations: ran.length,
      coldStarts: cold.length,
      warmStarts: mine.filter((r) => r.outcome === 'warm').length,
      provisionedInvocations: mine.filter((r) => r.outcome === 'provisioned').length,
      spilloverInvocations: mine.filter((r) => r.spillover).length,
      throttles: mine.length - ran.length,
      throttlesByReason,
      suppressedInits: mine.filter((r) => r.suppressedInit).length,
      initTimeouts: spare.timeouts + cold.filter((r) => r.initFailed === 'init timeout').length,
      initErrors: spare.errors + cold.filter((r) => r.initFailed === 'init error').length,
      proactiveInits: spare.count,
      errors: mine.filter((r) => r.error).length,
      timeouts: mine.filter((r) => r.timedOut).length,
      coldStartRate: ran.length === 0 ? null : cold.length / ran.length,
      coldStartCauses,
      latencyMs: statistic(ran.map((r) => r.latency)),
      coldLatencyMs: statistic(cold.map((r) => r.latency)),
      // (Of what failed nothing is reported.)
      initMs: statistic(cold.filter((r) => r.initFailed === null).map((r) => r.init + r.phases.restore)),
      durationMs: statistic(ran.map((r) => r.duration)),
      waitMs: statistic(ran.map((r) => r.wait)),
      phasesMs: phasesOf(fn, cold),
      firstInvokeMs: firstInvokes(ran),
      billedMs,
      billedProvisionedMs,
      billedColdMs: cold.reduce((sum, r) => sum + r.billedMs - billedWarm(r), 0),
      gbSeconds: (billedMs * fn.memoryMB) / 1024 / 1000,
      concurrency: { mean: average(executing), max: most.concurrency },
      environments: {
        created: environments.filter((e) => inWindow(e.created)).length,
        expired: ended.length,
        mean: average(existing),
        meanIdle: average(existing - busyOnDemand),
        meanBusy: average(busyOnDemand),
        max: most.environments,
        meanLifetimeMs: ended.length === 0 ? null : lifetimes / ended.length / 1000,
      },
      provisioned: functionProvisioned(history, mineOf, scenario),
      provisionedPaid: mineOf.reduce((sum, { paid }) => sum + paid, 0),
      provisionedInits: {
        count: mineOf.reduce((sum, { inits }) => sum + inits, 0),
        billedMs: mineOf.reduce((sum, { initMs }) => sum + initMs, 0),
      },
    };
  }
  const provisioned = provisionedFigures(scenario, qualifiers, history, rows, results);
  return { rows: results, settled, lines, functions: byFunction, provisioned, exercised };
}

/** What the handler of a cold start alone, without init and the first invocation's extra time, would be billed. */
function billedWarm({ phases, duration, firstInvoke }: OracleRowResult): number {
  const within = Math.min(phases.again ?? 0, duration) + (firstInvoke ?? 0);
  return Math.ceil((duration - within) / 1000);
}
