// A deliberately naive simulator of the contract: it looks at everything, does the one next thing, and looks again.
// It shares nothing with the engine but the types of the scenario, so that the two can be checked against each other.
import type { Distribution, FunctionSpec, KeepAliveLimits, Scenario } from '../../src/scenario/types.js';

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

export type OracleCause = 'first' | 'scaleOut' | 'expired' | 'recycled';

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
  readonly timedOut: boolean;
  readonly error: boolean;
  readonly spillover: boolean;
  /** Microseconds; 0 for a throttled row. */
  readonly latency: number;
  /** What ran under the timeout: the handler and a suppressed init; 0 for a throttled row. */
  readonly duration: number;
  /** Of a cold start, else 0. */
  readonly init: number;
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
  readonly errors: number;
  readonly timeouts: number;
  /** Null without invocations. */
  readonly coldStartRate: number | null;
  readonly coldStartCauses: Record<OracleCause, number>;
  readonly latencyMs: OracleStatistic;
  readonly coldLatencyMs: OracleStatistic;
  readonly initMs: OracleStatistic;
  readonly durationMs: OracleStatistic;
  readonly billedMs: number;
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
  /** How often each rule decided something, to see that a set of cases exercises them. No part of the contract. */
  readonly exercised: Readonly<Record<string, number>>;
}

interface Environment {
  readonly fn: FunctionSpec;
  readonly ordinal: number;
  readonly version: string;
  readonly created: number;
  busy: boolean;
  /** When it last became idle, and as which in the order of all that ever became idle. */
  idleSince: number;
  idleOrder: number;
  /** It was reset: the next invocation pays a suppressed init. */
  reset: boolean;
  ended: number | null;
}

interface Slot {
  readonly fn: FunctionSpec;
  readonly number: number;
  /** The alias or version it is provisioned on. */
  readonly qualifier: string;
  busy: boolean;
  idleOrder: number;
  reset: boolean;
  /** Its replacement was made ready while it was busy. */
  renewedWhileBusy: boolean;
}

interface Execution {
  readonly row: number;
  readonly fn: FunctionSpec;
  readonly start: number;
  /** When its environment finishes its init, while that lies ahead; null for what needs none. */
  initialises: number | null;
  readonly end: number;
  readonly on: Environment | null;
  readonly slot: Slot | null;
  readonly leavesReset: boolean;
}

/** Tokens in millionths, so that `perSecond` tokens a second are `perSecond` units a microsecond. */
interface Bucket {
  readonly capacity: number;
  readonly perMicrosecond: number;
  units: number;
  at: number;
}

type ExpiryRule = 'endsByIdle' | 'endsBySpare' | 'endsByMaximumLife';

interface Maxima {
  concurrency: number;
  environments: number;
  provisionedBusy: number;
}

const TOKEN = 1_000_000;

function fullBucket(tokens: number, perSecond: number): Bucket {
  return { capacity: tokens * TOKEN, perMicrosecond: perSecond, units: tokens * TOKEN, at: 0 };
}

function takeToken(bucket: Bucket, now: number): boolean {
  bucket.units = Math.min(bucket.capacity, bucket.units + (now - bucket.at) * bucket.perMicrosecond);
  bucket.at = now;
  if (bucket.units < TOKEN) return false;
  bucket.units -= TOKEN;
  return true;
}

function constant(distribution: Distribution, what: string): number {
  if (distribution.kind !== 'constant') throw new Error(`the oracle needs a constant ${what}`);
  return distribution.value;
}

function provisionedOf(fn: FunctionSpec): number {
  let sum = 0;
  for (const alias of fn.aliases) sum += alias.provisionedConcurrency;
  for (const version of fn.versions) sum += version.provisionedConcurrency;
  return sum;
}

function versionOf(fn: FunctionSpec, qualifier: string | null): string {
  if (qualifier === null) return '$LATEST';
  for (const alias of fn.aliases) if (alias.name === qualifier) return alias.version;
  return qualifier;
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

export function simulateNaively(scenario: Scenario, allRows: readonly OracleRow[]): OracleResult {
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
  const slots: Slot[] = [];
  const inFlight: Execution[] = [];
  const finished: Execution[] = [];
  const results: OracleRowResult[] = [];
  const createdOf = new Map<FunctionSpec, number>();
  const lastCompletion = new Map<FunctionSpec, number>();
  /** By function and version: the most live environments there ever were, and how the last one ended. */
  const mostLive = new Map<string, number>();
  const lastEnd = new Map<string, 'expired' | 'recycled'>();
  const maxima = new Map<FunctionSpec, Maxima>();
  const slotInits = new Map<FunctionSpec, number>();
  const requestBuckets = new Map<FunctionSpec, Bucket>();
  const scalingBuckets = new Map<FunctionSpec, Bucket>();
  const sharedRequests = fullBucket(
    (account.requestRate ?? 0) * account.concurrency,
    (account.requestRate ?? 0) * account.concurrency,
  );
  let sharedLimit = account.concurrency;
  for (const fn of functions) {
    if (fn.errorRate !== 0 && fn.errorRate !== 1) throw new Error('the oracle needs an error rate of 0 or 1');
    if (fn.placement === 'random') throw new Error('the oracle knows no random placement');
    createdOf.set(fn, 0);
    maxima.set(fn, { concurrency: 0, environments: 0, provisionedBusy: 0 });
    slotInits.set(fn, 0);
    sharedLimit -= fn.reservedConcurrency ?? provisionedOf(fn);
    if (fn.reservedConcurrency === null) requestBuckets.set(fn, sharedRequests);
    else {
      const perSecond = (account.requestRate ?? 0) * fn.reservedConcurrency;
      requestBuckets.set(fn, fullBucket(perSecond, perSecond));
    }
    if (account.scalingRate !== null) {
      scalingBuckets.set(fn, fullBucket(account.scalingRate.burst, account.scalingRate.perSecond));
    }
    let number = 0;
    const provision = (qualifier: string, count: number): void => {
      for (let i = 0; i < count; i++) {
        number++;
        slots.push({
          fn,
          number,
          qualifier,
          busy: false,
          idleOrder: ++idleCount,
          reset: false,
          renewedWhileBusy: false,
        });
      }
    };
    for (const alias of fn.aliases) provision(alias.name, alias.provisionedConcurrency);
    for (const version of fn.versions) provision(version.version, version.provisionedConcurrency);
  }
  const payInit = (slot: Slot, now: number): void => {
    if (now >= warmup && now <= duration) slotInits.set(slot.fn, slotInits.get(slot.fn)! + 1);
  };

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

  for (const slot of slots) {
    payInit(slot, 0);
    log(0, 'provisioned', slot.fn, slot.number, 0);
  }

  // --- The largest numbers in the window -------------------------------------------------------------------------
  let opened = false;
  const look = (): void => {
    for (const fn of functions) {
      const most = maxima.get(fn)!;
      most.concurrency = Math.max(most.concurrency, inFlight.filter((x) => x.fn === fn).length);
      most.environments = Math.max(most.environments, live.filter((e) => e.fn === fn).length);
      most.provisionedBusy = Math.max(most.provisionedBusy, slots.filter((s) => s.fn === fn && s.busy).length);
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

  const complete = (x: Execution, now: number): void => {
    inFlight.splice(inFlight.indexOf(x), 1);
    finished.push(x);
    settled.push(x.row);
    const { timedOut, error } = results[x.row]!;
    const number = x.slot === null ? x.on!.ordinal : x.slot.number;
    log(now, 'completed', x.fn, number, requestOf(x.row), timedOut ? 'timeout' : error ? 'error' : 'ok');
    lastCompletion.set(x.fn, now);
    if (x.slot !== null) {
      if (x.leavesReset && x.slot.renewedWhileBusy) note('renewalClearsFlagOfBusySlot');
      x.slot.reset = x.leavesReset && !x.slot.renewedWhileBusy;
      x.slot.renewedWhileBusy = false;
      x.slot.busy = false;
      x.slot.idleOrder = ++idleCount;
    }
    if (x.on !== null) {
      const limit = lifeLimit(scenario, x.fn);
      x.on.busy = false;
      x.on.reset = x.leavesReset;
      x.on.idleSince = now;
      x.on.idleOrder = ++idleCount;
      if (limit !== null && now - x.on.created >= limit) {
        note(now - x.on.created === limit ? 'maximumLifeExactlyAtCompletion' : 'maximumLifeAtCompletion');
        end(x.on, now, 'recycled', 'maximum life');
      }
    }
    if (x.start === x.end) note('zeroLength');
  };

  const renewSlots = (now: number): void => {
    for (const slot of slots) {
      payInit(slot, now);
      log(now, 'renewed', slot.fn, slot.number, 0);
      if (slot.busy) slot.renewedWhileBusy = true;
      else {
        if (slot.reset) note('renewalClearsFlagOfIdleSlot');
        slot.reset = false;
      }
    }
    note('renewal');
  };

  /** When keep-alive ends an environment if nothing more happens to its function; null for never. */
  const keepAliveEnd = (env: Environment): { time: number; rule: 'endsByIdle' | 'endsBySpare' } | null => {
    if (env.busy) return null;
    const { idle, spare } = limitsOf(env.fn);
    const bySpare = spare === null ? null : env.idleSince + constant(spare, 'keep-alive');
    const inUse = inFlight.some((x) => x.fn === env.fn);
    const byIdle = idle === null || inUse ? null : lastCompletion.get(env.fn)! + idle;
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
      timedOut: false,
      error: false,
      spillover: false,
      latency: 0,
      duration: 0,
      init: 0,
      end: time,
    };
  };

  const arrive = (index: number): OracleRowResult => {
    const row = rows[index]!;
    const now = row.time;
    const fn = functions.find((f) => f.name === row.function);
    if (fn === undefined) throw new Error(`row ${index + 1}: no function ${row.function}`);
    const reserved = fn.reservedConcurrency;
    const init = constant(fn.init, 'init');
    const placementLatency = constant(fn.placementLatency, 'placement latency');
    const version = versionOf(fn, row.qualifier);

    // (a) The request rate.
    if (account.requestRate !== null && !takeToken(requestBuckets.get(fn)!, now)) {
      return throttled(
        reserved === null ? 'FunctionInvocationRateLimitExceeded' : 'ReservedFunctionInvocationRateLimitExceeded',
        index,
        fn,
      );
    }

    /** Runs the handler, and a pending init before it, under the timeout. */
    const run = (pendingReset: boolean) => {
      const wanted = (pendingReset ? init : 0) + row.duration;
      const timedOut = wanted > fn.timeout;
      if (wanted === fn.timeout) note('exactlyTimeout');
      if (pendingReset && timedOut) note('suppressedInitTimesOut');
      return { duration: timedOut ? fn.timeout : wanted, timedOut, error: timedOut || fn.errorRate === 1 };
    };

    // (b) A provisioned environment.
    const provided = slots.filter((s) => s.fn === fn && s.qualifier === row.qualifier);
    const free = provided.filter((s) => !s.busy);
    const slot = chosen(free, fn.placement, (s) => s.number);
    if (slot !== null) {
      if (new Set(['mru', 'lru', 'newest'].map((p) => chosen(free, p as 'mru', (s) => s.number))).size > 1) {
        note(`provisionedPlacement:${fn.placement}`);
      }
      const suppressedInit = slot.reset;
      const { duration: ran, timedOut, error } = run(suppressedInit);
      if (suppressedInit) note('suppressedInitProvisioned');
      slot.busy = true;
      inFlight.push({
        row: index,
        fn,
        start: now,
        initialises: null,
        end: now + ran,
        on: null,
        slot,
        leavesReset: timedOut,
      });
      log(now, 'on-provisioned', fn, slot.number, requestOf(index), suppressedInit ? 'suppressed init' : '');
      return {
        outcome: 'provisioned',
        environment: slot.number,
        suppressedInit,
        timedOut,
        error,
        spillover: false,
        latency: ran,
        duration: ran,
        init: 0,
        end: now + ran,
      };
    }
    const spillover = provided.length > 0;

    // (c) On-demand concurrency.
    if (reserved !== null) {
      const running = inFlight.filter((x) => x.fn === fn && x.on !== null).length;
      if (running >= reserved - provisionedOf(fn)) {
        if (live.some((e) => e.fn === fn && e.version === version && !e.busy)) note('throttledBesideIdle');
        return throttled('ReservedFunctionConcurrentInvocationLimitExceeded', index, fn);
      }
    } else {
      const running = inFlight.filter((x) => x.fn.reservedConcurrency === null && x.on !== null).length;
      if (running >= sharedLimit) {
        if (live.some((e) => e.fn === fn && e.version === version && !e.busy)) note('throttledBesideIdle');
        return throttled('ConcurrentInvocationLimitExceeded', index, fn);
      }
    }

    // (d) An idle on-demand environment.
    const idle = live.filter((e) => e.fn === fn && e.version === version && !e.busy);
    const env = chosen(idle, fn.placement, (e) => e.ordinal);
    if (env !== null) {
      if (new Set(['mru', 'lru', 'newest'].map((p) => chosen(idle, p as 'mru', (e) => e.ordinal))).size > 1) {
        note(`placement:${fn.placement}`);
      }
      if (env.idleSince === now) note('freedAndTakenAtOneInstant');
      if (spillover) note('spilloverWarm');
      const suppressedInit = env.reset;
      const { duration: ran, timedOut, error } = run(suppressedInit);
      env.busy = true;
      inFlight.push({
        row: index,
        fn,
        start: now,
        initialises: null,
        end: now + ran,
        on: env,
        slot: null,
        leavesReset: timedOut,
      });
      const marks = [...(spillover ? ['spillover'] : []), ...(suppressedInit ? ['suppressed init'] : [])];
      log(now, 'warm', fn, env.ordinal, requestOf(index), marks.join(', '));
      return {
        outcome: 'warm',
        environment: env.ordinal,
        suppressedInit,
        timedOut,
        error,
        spillover,
        latency: ran,
        duration: ran,
        init: 0,
        end: now + ran,
      };
    }

    // (e) The scaling rate, and a new environment.
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
      idleSince: 0,
      idleOrder: 0,
      reset: false,
      ended: null,
    };
    live.push(fresh);
    const key = `${fn.name}:${version}`;
    const liveNow = live.filter((e) => e.fn === fn && e.version === version).length;
    const before = mostLive.get(key);
    let cause: OracleCause;
    if (before === undefined) cause = 'first';
    else if (liveNow > before) cause = 'scaleOut';
    else cause = lastEnd.get(key)!;
    mostLive.set(key, Math.max(before ?? 0, liveNow));
    const { duration: ran, timedOut, error } = run(false);
    const latency = placementLatency + init + ran;
    inFlight.push({
      row: index,
      fn,
      start: now,
      initialises: now + placementLatency + init,
      end: now + latency,
      on: fresh,
      slot: null,
      leavesReset: timedOut,
    });
    log(now, 'cold', fn, ordinal, requestOf(index), spillover ? `${cause}, spillover` : cause);
    return {
      outcome: 'cold',
      cause,
      environment: ordinal,
      suppressedInit: false,
      timedOut,
      error,
      spillover,
      latency,
      duration: ran,
      init,
      end: now + latency,
    };
  };

  // --- One thing after the other ---------------------------------------------------------------------------------
  let nextRow = 0;
  let renewals = 0;
  let clock = 0;
  for (;;) {
    // The next of each kind.
    let step: { x: Execution; time: number } | null = null;
    for (const x of inFlight) {
      const time = x.initialises ?? x.end;
      if (step === null || time < step.time || (time === step.time && x.row < step.x.row)) step = { x, time };
    }
    let renewalTime: number | null = null;
    if (account.maxLifetime !== null && slots.length > 0 && (renewals + 1) * account.maxLifetime <= duration) {
      renewalTime = (renewals + 1) * account.maxLifetime;
    }
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
    if (renewalTime !== null) time = Math.min(time, renewalTime);
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
      if (x.initialises === null) complete(x, time);
      else {
        x.initialises = null;
        log(time, 'initialised', x.fn, x.on!.ordinal, requestOf(x.row));
      }
    } else if (renewalTime !== null && renewalTime === time) {
      renewals++;
      renewSlots(time);
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
  }
  if (!opened) look();

  // --- Statistics ------------------------------------------------------------------------------------------------
  const inWindow = (time: number): boolean => warmup <= time && time <= duration;
  const overlap = (from: number, to: number): number => Math.max(0, Math.min(to, duration) - Math.max(from, warmup));
  const length = duration - warmup;
  const average = (integral: number): number => (length === 0 ? 0 : integral / length);

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
    const coldStartCauses = { first: 0, scaleOut: 0, expired: 0, recycled: 0 };
    for (const r of cold) if (r.cause !== undefined) coldStartCauses[r.cause]++;
    let billedMs = 0;
    for (const r of ran) billedMs += Math.ceil((r.init + r.duration) / 1000);

    let executing = 0;
    let busyOnDemand = 0;
    let busyProvisioned = 0;
    for (const x of finished) {
      if (x.fn !== fn) continue;
      const part = overlap(x.start, x.end);
      executing += part;
      if (x.on !== null) busyOnDemand += part;
      else busyProvisioned += part;
    }
    const environments = [...live, ...gone].filter((e) => e.fn === fn);
    const ended = environments.filter((e) => e.ended !== null && inWindow(e.ended));
    let existing = 0;
    for (const e of environments) existing += overlap(e.created, e.ended ?? Number.POSITIVE_INFINITY);
    let lifetimes = 0;
    for (const e of ended) lifetimes += e.ended! - e.created;
    const allocated = slots.filter((s) => s.fn === fn).length;
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
      errors: mine.filter((r) => r.error).length,
      timeouts: mine.filter((r) => r.timedOut).length,
      coldStartRate: ran.length === 0 ? null : cold.length / ran.length,
      coldStartCauses,
      latencyMs: statistic(ran.map((r) => r.latency)),
      coldLatencyMs: statistic(cold.map((r) => r.latency)),
      initMs: statistic(cold.map((r) => r.init)),
      durationMs: statistic(ran.map((r) => r.duration)),
      billedMs,
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
      provisioned: {
        mean: allocated,
        utilizationMean: allocated === 0 ? null : average(busyProvisioned) / allocated,
        utilizationMax: allocated === 0 ? null : most.provisionedBusy / allocated,
      },
      provisionedInits: {
        count: slotInits.get(fn)!,
        billedMs: slotInits.get(fn)! * Math.ceil(constant(fn.init, 'init') / 1000),
      },
    };
  }
  return { rows: results, settled, lines, functions: byFunction, exercised };
}
