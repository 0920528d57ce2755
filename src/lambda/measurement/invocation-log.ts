// The record of each attempt, filled and handed on as it settles: an invocation that has ended, or a throttled request.
// It exists only where somebody asked for it, and keeps nothing.
import { type Clock, DOUBLE_ZERO } from '../../engine/time.js';
import type { Window } from '../../metrics/window.js';
import type { ColdStartCause } from '../../result.js';
import type { Call } from '../call.js';
import { Phase } from '../cold-start/phases.js';
import type { Environments } from '../environments/environments.js';
import {
  CAUSES,
  detailOfCode,
  ENOUGH,
  Kind,
  kindOfCode,
  OUTCOMES,
  REASONS,
  SPILLOVER,
  SUPPRESSED_INIT,
  type ThrottleReason,
} from '../events.js';
import type { Invocations } from '../invocations.js';

/** One attempt. Times and lengths are whole microseconds; numbers that a throttled request cannot have are 0. */
export interface InvocationRecord {
  readonly function: string;
  /** As called: an alias, a version or `$LATEST`. */
  readonly qualifier: string;
  readonly trigger: string;
  /** Number of the request within its function and of the environment, from 1, as in the event log. */
  readonly request: number;
  readonly environment: number;
  readonly arrivedAt: number;
  /** How long the request had been queued or tried before this attempt. */
  readonly queued: number;
  readonly endedAt: number;
  readonly start: 'cold' | 'warm' | 'provisioned' | 'throttled';
  /** Of a cold start or a throttle, else `null`. */
  readonly cause: ColdStartCause | ThrottleReason | null;
  readonly spillover: boolean;
  readonly suppressedInit: boolean;
  /** How long the request waited before it took another environment than the one that was made for it. */
  readonly wait: number;
  /**
   * The phases of a cold start, 0 for others: a suppressed init is part of `duration`. `init` is what AWS reports: reading an
   * image that no cache holds is part of it.
   */
  readonly placement: number;
  readonly download: number;
  readonly failedInit: number;
  readonly init: number;
  readonly restore: number;
  /** What the first invocation in a fresh environment took longer, a part of `duration`. */
  readonly firstInvoke: number;
  readonly duration: number;
  /** From this attempt to its end. */
  readonly latency: number;
  /** What the client waited when this attempt ended its wait, earlier attempts included; below 0 where it did not. */
  readonly waited: number;
  /** Whole milliseconds. */
  readonly billedMs: number;
  readonly outcome: (typeof OUTCOMES)[number] | 'throttled';
  /** Whether it belongs to the statistics: it arrived after the warm-up. */
  readonly measured: boolean;
}

/**
 * Takes each record in order of settling. It is one object, overwritten by the next: copy what you keep. Whoever returns `ENOUGH` is
 * given no more, which spares the run the records; any other answer is ignored.
 */
export type InvocationSink = (record: InvocationRecord) => unknown;

interface Surroundings {
  readonly clock: Clock;
  readonly window: Window;
  readonly environments: Environments;
  /** What was called and who called, under the numbers of the table of invocations. */
  readonly targets: readonly { readonly fn: { readonly name: string }; readonly qualifier: string }[];
  readonly triggers: readonly { readonly name: string }[];
}

/** `null` where nobody listens. */
export function invocationLog(sink: InvocationSink | undefined, around: Surroundings): InvocationLog | null {
  return sink === undefined ? null : new InvocationLog(sink, around);
}

export class InvocationLog {
  readonly #sink: InvocationSink;
  readonly #around: Surroundings;
  readonly #record = emptyRecord();
  #isEnough = false;

  constructor(sink: InvocationSink, around: Surroundings) {
    this.#sink = sink;
    this.#around = around;
  }

  /** A request is refused at the clock's time; `reason` is an index into `REASONS`. */
  throttled(call: Call, request: number, reason: number): void {
    if (!this.#isEnough) this.#throttled(call, request, reason);
  }

  /** An invocation ends at the clock's time: its row says what it was, `apart` whether its client waited otherwise than for it. */
  completed(invocations: Invocations, id: number, apart: boolean): void {
    if (!this.#isEnough) this.#completed(invocations, id, apart);
  }

  #throttled({ target, trigger, queued }: Call, request: number, reason: number): void {
    const record = this.#record;
    this.#called(target, trigger, request, this.#around.clock.now, queued);
    record.start = record.outcome = 'throttled';
    record.cause = REASONS[reason]!;
    record.spillover = record.suppressedInit = false;
    record.environment = record.duration = record.latency = record.billedMs = 0;
    record.waited = -1;
    this.#withoutPhases();
    this.#handOn(record);
  }

  #completed(invocations: Invocations, id: number, apart: boolean): void {
    const record = this.#record;
    const code = invocations.start[id]!;
    const isCold = kindOfCode(code) === Kind.cold;
    this.#called(
      invocations.target[id]!,
      invocations.trigger[id]!,
      invocations.request[id]!,
      invocations.arrivedAt[id]!,
      invocations.arrivedAt[id]! - invocations.requestedAt(id),
    );
    record.start = isCold ? 'cold' : kindOfCode(code) === Kind.onProvisioned ? 'provisioned' : 'warm';
    record.cause = isCold ? CAUSES[detailOfCode(code)]! : null;
    record.spillover = (code & SPILLOVER) !== 0;
    record.suppressedInit = (code & SUPPRESSED_INIT) !== 0;
    record.environment = this.#around.environments.ordinal[invocations.environment[id]!]!;
    record.duration = invocations.duration[id]!;
    record.latency = record.endedAt - record.arrivedAt;
    record.waited = apart ? invocations.waited[id]! : record.latency;
    record.billedMs = invocations.billedMs(id);
    if (invocations.detailed[id] === 1) this.#phases(invocations, id);
    else this.#withoutPhases();
    record.outcome = OUTCOMES[invocations.outcome[id]!]!;
    this.#handOn(record);
  }

  #handOn(record: InvocationRecord): void {
    if (this.#sink(record) === ENOUGH) this.#isEnough = true;
  }

  #phases(invocations: Invocations, id: number): void {
    const record = this.#record;
    const of = (phase: number): number => Math.max(0, invocations.phases[phase]![id]!);
    record.wait = invocations.wait[id]!;
    record.placement = of(Phase.placement);
    record.failedInit = of(Phase.failedInit);
    record.init = invocations.init[id]!;
    record.restore = of(Phase.restore);
    record.firstInvoke = of(Phase.firstInvoke);
    const waited = record.wait + record.placement + record.failedInit + record.init + record.restore;
    record.download = record.latency - record.duration - waited;
  }

  #withoutPhases(): void {
    const record = this.#record;
    record.wait = record.placement = record.download = record.failedInit = 0;
    record.init = record.restore = record.firstInvoke = 0;
  }

  /** Who called what and when; it settles now. */
  #called(target: number, trigger: number, request: number, arrivedAt: number, queued: number): void {
    const record = this.#record;
    const { clock, window, targets, triggers } = this.#around;
    const { fn, qualifier } = targets[target]!;
    record.function = fn.name;
    record.qualifier = qualifier;
    record.trigger = triggers[trigger]!.name;
    record.request = request;
    record.arrivedAt = arrivedAt;
    record.endedAt = clock.now;
    record.queued = queued;
    record.measured = arrivedAt - queued >= window.from;
  }
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

function emptyRecord(): Writable<InvocationRecord> {
  return {
    function: '',
    qualifier: '',
    trigger: '',
    request: DOUBLE_ZERO,
    environment: DOUBLE_ZERO,
    arrivedAt: DOUBLE_ZERO,
    queued: DOUBLE_ZERO,
    endedAt: DOUBLE_ZERO,
    start: 'throttled',
    cause: null,
    spillover: false,
    suppressedInit: false,
    wait: DOUBLE_ZERO,
    placement: DOUBLE_ZERO,
    download: DOUBLE_ZERO,
    failedInit: DOUBLE_ZERO,
    init: DOUBLE_ZERO,
    restore: DOUBLE_ZERO,
    firstInvoke: DOUBLE_ZERO,
    duration: DOUBLE_ZERO,
    latency: DOUBLE_ZERO,
    waited: DOUBLE_ZERO,
    billedMs: DOUBLE_ZERO,
    outcome: 'throttled',
    measured: false,
  };
}
