// What is counted about one function in a run. It only counts: nothing here decides anything.
import { type Clock, DOUBLE_ZERO } from '../../engine/time.js';
import { Histogram } from '../../metrics/histogram.js';
import { stepOf, type Window } from '../../metrics/window.js';
import { ABSENT, InitEnd, PHASES, Phase } from '../cold-start/phases.js';
import { CAUSES, detailOfCode, Kind, kindOfCode, Outcome, REASONS, SPILLOVER } from '../events.js';
import type { Invocations } from '../invocations.js';
import type { UnreservedLevels } from '../limits/concurrency.js';
import { Latencies } from './latencies.js';
import { Levels } from './levels.js';
import type { ProvisionedLevels } from './provisioned-levels.js';
import { StepCounts } from './step-counts.js';

export class Measure {
  readonly window: Window;
  readonly memoryMB: number;
  /** `null` where nothing is ever provisioned. */
  provisioned: ProvisionedLevels | null = null;
  readonly levels: Levels;
  /** Requests that arrived after the warm-up, and what became of them. */
  arrivals = 0;
  /** Attempts beyond the first. */
  retries = 0;
  /** Asynchronous events that were given up. */
  dropped = 0;
  coldStarts = 0;
  warmStarts = 0;
  provisionedInvocations = 0;
  spilloverInvocations = 0;
  /** Of all invocations, those of asynchronous events, by where they ran: they are charged by their size. */
  readonly asynchronous = { onDemand: 0, provisioned: 0 };
  suppressedInits = 0;
  initTimeouts = 0;
  initErrors = 0;
  /** Inits that no request waited for. */
  proactiveInits = 0;
  restores = 0;
  errors = 0;
  timeouts = 0;
  readonly throttlesByReason = new Float64Array(REASONS.length);
  readonly coldStartsByCause = new Float64Array(CAUSES.length);
  /** By trigger, so that one record serves the function's figures and the trigger's. */
  readonly latencies: Latencies[] = [];
  readonly phases = PHASES.map(() => new Histogram());
  /** What first invocations in fresh environments took longer, whatever started them. */
  readonly firstInvokes = new Histogram();
  /** Init or restore of cold starts, as AWS reports it. */
  readonly init = new Histogram();
  /** Waits of those that took another environment than their own, or whose client waited otherwise than for the attempt. */
  readonly waits = new Histogram();
  /** Handler time of those whose client waited for more than that; that of all others is their latency, so one record less is made. */
  readonly durationAfterWait = new Histogram();
  /** Whole milliseconds as billed. */
  billedOnDemandMs = DOUBLE_ZERO;
  billedProvisionedMs = DOUBLE_ZERO;
  billedProvisionedInitMs = 0;
  /** What of it cold starts were billed beyond the same handler warm, and inits that no request waited for. */
  billedColdMs = 0;
  billedAheadMs = 0;
  /** On-demand environments that began and ended after the warm-up. */
  created = 0;
  ended = 0;
  /** How long those that ended had lived, together. */
  lifetimes = 0;
  readonly perStep: StepCounts;
  /** `null` where this function is the whole account. */
  readonly #account: Levels | null;
  /** `null` where this function's executions are not among them, or are all there are. */
  readonly #unreserved: UnreservedLevels | null;
  readonly #clock: Clock;

  constructor(
    clock: Clock,
    window: Window,
    account: Levels | null,
    memoryMB: number,
    unreserved: UnreservedLevels | null,
  ) {
    this.#clock = clock;
    this.window = window;
    this.memoryMB = memoryMB;
    this.levels = new Levels(window);
    this.#account = account;
    this.#unreserved = unreserved;
    this.billedOnDemandMs = this.billedProvisionedMs = 0; // what is reported must not be −0
    this.perStep = new StepCounts(window.steps);
  }

  /** Whether a request that came so long ago is counted: 1 or 0. */
  counts(queued: number): number {
    return this.#clock.now - queued >= this.window.from ? 1 : 0;
  }

  arrived(attempt: number, counted: number): void {
    if (attempt === 1) this.arrivals += counted;
    else this.retries += counted;
  }

  throttled(reason: number, counted: number): void {
    const { now } = this.#clock;
    const { concurrency } = this.levels;
    concurrency.add(now, 0);
    this.perStep.throttles[concurrency.step]! += 1;
    this.throttlesByReason[reason]! += counted;
  }

  /** An invocation starts, cold, warm or provisioned; `why` is a cause of cold starts with the marks of `eventCode`. */
  started(kind: number, why: number, counted: number): void {
    const { now } = this.#clock;
    const { concurrency, onProvisioned } = this.levels;
    concurrency.add(now, 1);
    if (this.#account !== null) this.#account.concurrency.add(now, 1);
    const { step } = concurrency;
    this.perStep.invocations[step]! += 1;
    if (kind === Kind.onProvisioned) {
      onProvisioned.add(now, 1);
      if (this.#account !== null) this.#account.onProvisioned.add(now, 1);
      this.perStep.onProvisioned[step]! += 1;
      this.provisionedInvocations += counted;
      return;
    }
    if (this.#unreserved !== null) this.#unreservedChanges(this.#unreserved, 1);
    if ((why & SPILLOVER) !== 0) {
      this.perStep.spillover[step]! += 1;
      this.spilloverInvocations += counted;
    }
    if (kind === Kind.warm) this.warmStarts += counted;
    else this.#coldStarted(detailOfCode(why), counted);
  }

  #coldStarted(cause: number, counted: number): void {
    const { now } = this.#clock;
    this.coldStarts += counted;
    this.created += counted;
    this.coldStartsByCause[cause]! += counted;
    this.perStep.coldStarts[cause]![this.levels.concurrency.step]! += 1;
    this.levels.environments.add(now, 1);
    if (this.#account !== null) this.#account.environments.add(now, 1);
  }

  /** An invocation begins with a suppressed init. */
  suppressedInit(arrivedAt: number): void {
    if (arrivedAt >= this.window.from) this.suppressedInits += 1;
  }

  /** A cold start becomes a warm one, since another environment freed up first: its own is a spare. */
  assigned(invocations: Invocations, id: number): void {
    const { now } = this.#clock;
    const arrivedAt = invocations.arrivedAt[id]!;
    const cause = detailOfCode(invocations.start[id]!);
    const counted = invocations.requestedAt(id) >= this.window.from ? 1 : 0;
    this.coldStarts -= counted;
    this.warmStarts += counted;
    this.coldStartsByCause[cause]! -= counted;
    this.perStep.coldStarts[cause]![stepOf(this.window, arrivedAt)]! -= 1;
    this.levels.spares.add(now, 1);
    if (this.#account !== null) this.#account.spares.add(now, 1);
  }

  /** A spare's init is over, as one of `InitEnd`. */
  spareInitialised(billed: number, end: number): void {
    const { now } = this.#clock;
    this.levels.spares.add(now, -1);
    if (this.#account !== null) this.#account.spares.add(now, -1);
    if (now >= this.window.from && now <= this.window.to) this.#initialisedAhead(billed, end);
  }

  #initEnded(end: number): void {
    if (end === InitEnd.timeout) this.initTimeouts += 1;
    else if (end === InitEnd.error) this.initErrors += 1;
  }

  /** An invocation ends, as its row says: `apart` where its client waited otherwise than for this attempt. */
  completed(invocations: Invocations, id: number, apart: boolean): void {
    const { now } = this.#clock;
    const kind = kindOfCode(invocations.start[id]!);
    const arrivedAt = invocations.arrivedAt[id]!;
    this.levels.concurrency.add(now, -1);
    if (this.#account !== null) this.#account.concurrency.add(now, -1);
    if (kind === Kind.onProvisioned) {
      this.levels.onProvisioned.add(now, -1);
      if (this.#account !== null) this.#account.onProvisioned.add(now, -1);
    } else if (this.#unreserved !== null) this.#unreservedChanges(this.#unreserved, -1);
    const detailed = invocations.detailed[id] === 1;
    const counted = (detailed ? arrivedAt - invocations.queued[id]! : arrivedAt) >= this.window.from;
    if (invocations.outcome[id] !== Outcome.ok) this.#failed(arrivedAt, invocations.outcome[id]!, counted);
    if (!counted) return;
    const trigger = invocations.trigger[id]!;
    const latencies = this.latencies[trigger] ?? this.#latenciesOf(trigger);
    if (detailed) this.#detailed(invocations, id);
    if (apart) this.#apart(invocations, id, latencies);
    else if (kind === Kind.warm) {
      latencies.warm.record(now - arrivedAt);
      this.billedOnDemandMs += Math.ceil(invocations.duration[id]! / 1000);
    } else if (kind === Kind.onProvisioned) {
      latencies.provisioned.record(now - arrivedAt);
      this.billedProvisionedMs += Math.ceil(invocations.duration[id]! / 1000);
    } else {
      (kind === Kind.cold ? latencies.cold : latencies.assigned).record(now - arrivedAt);
      this.#waited(invocations, id);
    }
  }

  /** The client waited longer than for this attempt, or gave up before, or tries again. */
  #apart(invocations: Invocations, id: number, latencies: Latencies): void {
    const waited = invocations.waited[id]!;
    const kind = kindOfCode(invocations.start[id]!);
    const duration = invocations.duration[id]!;
    const attempt = this.#clock.now - invocations.arrivedAt[id]!;
    this.durationAfterWait.record(duration);
    this.#billed(invocations, id, kind);
    if (waited < 0) return;
    const queued = kind === Kind.onProvisioned ? latencies.queued : latencies.assigned;
    (kind === Kind.cold ? latencies.cold : queued).record(waited);
    this.waits.record(Math.max(0, waited - attempt) + (kind === Kind.assigned ? invocations.wait[id]! : 0));
  }

  #billed(invocations: Invocations, id: number, kind: number): void {
    const billed = invocations.billedMs(id);
    if (kind === Kind.onProvisioned) this.billedProvisionedMs += billed;
    else this.billedOnDemandMs += billed;
    if (kind !== Kind.cold) return;
    const warm = invocations.duration[id]! - invocations.withinDuration(id);
    this.billedColdMs += billed - Math.ceil(warm / 1000);
  }

  #unreservedChanges({ executions, claimed }: UnreservedLevels, change: number): void {
    const { now } = this.#clock;
    executions.add(now, change);
    claimed.add(now, change);
  }

  /** Of a cold start init and handler are billed together, rounded up once. */
  #waited(invocations: Invocations, id: number): void {
    const duration = invocations.duration[id]!;
    const kind = kindOfCode(invocations.start[id]!);
    this.durationAfterWait.record(duration);
    this.#billed(invocations, id, kind);
    if (kind === Kind.assigned) this.waits.record(invocations.wait[id]!);
  }

  #detailed(invocations: Invocations, id: number): void {
    const firstInvoke = invocations.phases[Phase.firstInvoke]![id]!;
    if (firstInvoke !== ABSENT) this.firstInvokes.record(firstInvoke);
    if (kindOfCode(invocations.start[id]!) !== Kind.cold) return;
    for (let phase = 0; phase < PHASES.length; phase++) {
      const length = invocations.phases[phase]![id]!;
      if (length !== ABSENT) this.phases[phase]!.record(length);
    }
    this.#initEnded(invocations.initEnd[id]!);
    const restore = invocations.phases[Phase.restore]![id]!;
    if (restore !== ABSENT) this.restores += 1;
    if (invocations.initEnd[id] !== InitEnd.ok) return;
    this.init.record(restore === ABSENT ? invocations.init[id]! : restore);
  }

  #latenciesOf(trigger: number): Latencies {
    while (this.latencies.length <= trigger) this.latencies.push(new Latencies());
    return this.latencies[trigger]!;
  }

  /** An invocation did not succeed; dashboards show it at the time of its call. */
  #failed(arrivedAt: number, outcome: number, counted: boolean): void {
    this.perStep.errors[stepOf(this.window, arrivedAt)]! += 1;
    if (!counted) return;
    this.errors += 1;
    if (outcome === Outcome.timeout) this.timeouts += 1;
  }

  provisionedInit(now: number, init: number): void {
    if (now >= this.window.from) this.billedProvisionedInitMs += Math.ceil(init / 1000);
  }

  /** An environment is ready that no request waited for. Its init is billed like duration on demand (M-PROACTIVE-BILL). */
  prepared(billed: number, end: number): void {
    const { now } = this.#clock;
    this.levels.environments.add(now, 1);
    if (this.#account !== null) this.#account.environments.add(now, 1);
    if (now < this.window.from) return;
    this.created += 1;
    this.#initialisedAhead(billed, end);
  }

  /** An init that no request waited for is over, as one of `InitEnd`. */
  #initialisedAhead(billed: number, end: number): void {
    this.proactiveInits += 1;
    this.#initEnded(end);
    this.billedOnDemandMs += Math.ceil(billed / 1000);
    this.billedAheadMs += Math.ceil(billed / 1000);
  }

  environmentEnded(now: number, lifetime: number): void {
    this.levels.environments.add(now, -1);
    if (this.#account !== null) this.#account.environments.add(now, -1);
    if (now < this.window.from || now > this.window.to) return;
    this.ended += 1;
    this.lifetimes += lifetime;
  }
}
