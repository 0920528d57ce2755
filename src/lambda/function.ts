// One Lambda function in a run: its limits, its pools of environments, its draws and its measurements.
import type { EventQueue } from '../engine/queue.js';
import { type KeyedStream, keyedStream, type StreamName } from '../engine/random.js';
import type { Clock } from '../engine/time.js';
import type { Window } from '../metrics/window.js';
import type { FunctionMoney } from '../money-result.js';
import type { FunctionResult } from '../result.js';
import type { Account } from '../scenario/account/types.js';
import type { FunctionSpec } from '../scenario/types.js';
import { Due, event, Order } from './agenda.js';
import { ColdStarts, type Version } from './cold-start/cold-starts.js';
import { handlerScale } from './cold-start/cpu.js';
import { AHEAD, type StreamOf } from './cold-start/draws.js';
import { InitEnd, Owes } from './cold-start/phases.js';
import type { ControlPlane } from './control-plane.js';
import type { Environments } from './environments/environments.js';
import { IdleSet } from './environments/idle-set.js';
import { WarmPool } from './environments/warm-pool.js';
import { Ending, EventLog, type EventSink, eventCode, Kind, kindOfCode, Prepared } from './events.js';
import type { Invocations } from './invocations.js';
import { type IdlePeriodActions, IdlePeriods } from './keep-alive/idle-periods.js';
import { keepAlivePolicy } from './keep-alive/policies.js';
import type { KeepAlivePolicy } from './keep-alive/policy.js';
import type { ConcurrencyPool, Limits, RequestRate } from './limits/concurrency.js';
import type { TokenBucket } from './limits/token-bucket.js';
import type { AliasPrices } from './measurement/alias-figures.js';
import { figures } from './measurement/figures.js';
import type { Levels } from './measurement/levels.js';
import { Measure } from './measurement/measure.js';
import type { ProvisionedLevels } from './measurement/provisioned-levels.js';
import type { ProvisionedOwner } from './provisioned/owner.js';
import { Provisioning } from './provisioned/provisioning.js';
import { Aliases } from './routing/aliases.js';

export interface Surroundings {
  readonly account: Account;
  readonly clock: Clock;
  readonly environments: Environments;
  readonly queue: EventQueue;
  readonly window: Window;
  /** Levels of the whole account, beside each function's own; `null` where there is but one function. */
  readonly levels: Levels | null;
  /** Seed and replication, which every stream's name begins with. */
  readonly streams: StreamName;
  readonly sink: EventSink | undefined;
  /** All warm pools of the run; a pool's place is the subject of its timer. */
  readonly pools: WarmPool[];
  readonly provisionedPools: ProvisionedOwner[];
  /** Provisioned environments of the whole account; `null` where there is but one function. */
  readonly provisionedLevels: ProvisionedLevels | null;
  readonly control: ControlPlane;
  /** Time 0 in seconds from 1970. */
  readonly start: number;
}

export class LambdaFunction implements IdlePeriodActions {
  readonly spec: FunctionSpec;
  readonly name: string;
  readonly timeout: number;
  readonly onDemand: ConcurrencyPool;
  readonly requestRate: RequestRate | null;
  readonly scaling: TokenBucket | null;
  readonly keepAlive: KeepAlivePolicy;
  readonly coldStarts: ColdStarts;
  readonly eagerAssignment: boolean;
  readonly measure: Measure;
  readonly log: EventLog;
  /** Requests so far: the last one's number. */
  requests = 0;
  /** Provisioned pollers of its sources times microseconds. */
  readonly pollers = { sqs: 0, kafka: 0 };
  readonly idlePeriods: IdlePeriods;
  readonly aliases: Aliases;
  readonly #id: number;
  readonly #around: Surroundings;
  readonly #warm = new Map<string, WarmPool>();
  readonly #handlerScale: number;
  readonly #replaced: KeyedStream;
  #created = 0;
  /** The version that ran last on demand. */
  #lastUsed: WarmPool | null = null;

  constructor(spec: FunctionSpec, id: number, limits: Limits, around: Surroundings) {
    this.spec = spec;
    this.#id = id;
    this.#around = around;
    this.name = spec.name;
    this.timeout = spec.timeout;
    this.onDemand = limits.onDemand;
    this.requestRate = limits.requestRate;
    this.scaling = limits.scaling;
    this.keepAlive = keepAlivePolicy(spec.keepAlive, around.account.maxLifetime, this.#stream);
    this.idlePeriods = new IdlePeriods(this.keepAlive, id, around, this);
    this.#replaced = this.#stream('proactiveInit');
    this.coldStarts = new ColdStarts(spec, this.#stream);
    this.eagerAssignment = spec.eagerAssignment;
    this.#handlerScale = handlerScale(spec.cpuBound, spec.memoryMB);
    this.measure = new Measure(around.clock, around.window, around.levels, spec.memoryMB, limits.unreserved);
    this.log = new EventLog(around.clock, spec.name, around.sink);
    this.aliases = this.#aliases(limits);
    this.measure.provisioned = this.aliases.levels;
  }

  #aliases(limits: Limits): Aliases {
    const { account, clock, window, control, start, environments, provisionedPools, provisionedLevels } = this.#around;
    const parts = {
      functionId: this.#id,
      spec: this.spec,
      maxLifetime: account.maxLifetime,
      limits,
      clock,
      window,
      control,
      start,
      environments,
      log: this.log,
      measure: this.measure,
      streamOf: this.#stream,
      pools: provisionedPools,
      versionNamed: (version: string): WarmPool => this.warmPool(version),
    };
    return new Aliases(new Provisioning(parts), provisionedLevels, parts);
  }

  /** The on-demand environments of a version, made at its first mention. */
  warmPool(version: string): WarmPool {
    const known = this.#warm.get(version);
    if (known) return known;
    const { environments, queue, pools } = this.#around;
    const pool: WarmPool = new WarmPool({
      owner: this.#id,
      number: pools.length,
      restores: this.spec.snapStart !== null && version !== '$LATEST',
      environments,
      queue,
      idle: new IdleSet(environments, this.spec.placement, this.#stream('placement')),
      timer: { order: Order.expiry + pools.length, event: event(Due.expiry, pools.length) },
      keepAlive: this.keepAlive,
      onEnded: (now, id, ending) => this.#ended(now, pool, id, ending),
    });
    pools.push(pool);
    this.#warm.set(version, pool);
    return pool;
  }

  /** Published versions in use that start from a snapshot. */
  get snapshots(): number {
    return [...this.#warm.values()].filter((pool) => pool.restores).length;
  }

  /** A number for a new on-demand environment. */
  nextOrdinal(): number {
    return ++this.#created;
  }

  /** A handler's time at the function's memory. */
  handlerTime(duration: number): number {
    return this.#handlerScale === 1 ? duration : Math.round(duration * this.#handlerScale);
  }

  /** What the environment of an invocation still owes comes before its handler, as one of `Owes`. */
  payWhatIsOwed(invocations: Invocations, id: number, version: Version, owes: number): void {
    this.#around.environments.owes[invocations.environment[id]!] = Owes.nothing;
    if (invocations.detailed[id] === 0) invocations.detail(id);
    if (owes === Owes.firstInvoke) {
      this.coldStarts.firstInvoke(invocations, id, version);
      return;
    }
    if (kindOfCode(invocations.start[id]!) !== Kind.cold) this.measure.suppressedInit(invocations.requestedAt(id));
    this.coldStarts.initWithin(invocations, id, version, this.#around.clock.now);
  }

  /** An environment on demand is kept after a request, whose number is the key of its draws. */
  putBack(pool: WarmPool, environment: number, key: number): void {
    const { now } = this.#around.clock;
    this.#lastUsed = pool;
    pool.putBack(now, environment, this.keepAlive.expiresAt(now, key));
  }

  /** Closes the books, before anything is read. */
  finish(): void {
    this.measure.levels.finish();
    this.aliases.finish();
  }

  /** Everything but the cost; what is provisioned has its own prices. */
  figures(prices: AliasPrices): Omit<FunctionResult, keyof FunctionMoney> {
    const { measure, aliases } = this;
    return { ...figures([measure], measure.levels, aliases.levels), ...aliases.results(prices) };
  }

  /** Provisioned environments times microseconds that are paid for. */
  get capacity(): number {
    return this.aliases.capacity;
  }

  /** Ends all idle environments on demand. */
  expireAll(now: number, ending: number): void {
    for (const pool of this.#warm.values()) pool.expireAll(now, ending);
  }

  /** An environment of the version used last is ready. */
  preWarm(keptUntil: number): void {
    if (this.#lastUsed !== null) this.#prepare(this.#lastUsed, this.nextOrdinal(), keptUntil, Prepared.preWarmed);
  }

  #ended(now: number, pool: WarmPool, id: number, ending: number): void {
    const { ordinal, createdAt } = this.#around.environments;
    this.measure.environmentEnded(now, now - createdAt[id]!);
    this.log.ended(ending, ordinal[id]!);
    if (ending === Ending.lifetime && this.spec.proactiveInit > 0) this.#replace(pool, ordinal[id]!);
  }

  /** An environment has reached its maximum life; with some luck another is ready in its place (M-PROACTIVE). */
  #replace(pool: WarmPool, ended: number): void {
    const { clock, window } = this.#around;
    if (clock.now > window.to || this.#replaced.at(ended)() >= this.spec.proactiveInit) return;
    // One that may not live at all would be replaced for ever.
    if (this.keepAlive.lifetimeOf(this.#created + 1) === 0) return;
    const ordinal = this.nextOrdinal();
    this.#prepare(pool, ordinal, this.keepAlive.expiresAt(clock.now, AHEAD + ordinal), Prepared.replacement);
  }

  /** An environment is made ready ahead of requests; one whose init failed owes its first invocation another. */
  #prepare(pool: WarmPool, ordinal: number, expiresAt: number, why: number): void {
    const billed = this.coldStarts.ahead(ordinal, pool);
    const end = billed < 0 ? -billed : InitEnd.ok;
    this.measure.prepared(Math.max(0, billed), end);
    if (end !== InitEnd.ok) this.log.add(eventCode(Kind.initFailed, end), ordinal, 0);
    this.log.prepared(why, ordinal);
    pool.prepare(this.#around.clock.now, ordinal, expiresAt, end === InitEnd.ok ? Owes.firstInvoke : Owes.init);
  }

  readonly #stream: StreamOf = (purpose) => keyedStream([...this.#around.streams, 'function', this.name, purpose]);
}
