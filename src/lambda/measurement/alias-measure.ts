// What is counted about one alias, or about one version with provisioned concurrency.
import type { Clock } from '../../engine/time.js';
import { stepOf, type Window } from '../../metrics/window.js';
import { Kind, kindOfCode, SPILLOVER } from '../events.js';
import type { Invocations } from '../invocations.js';
import { Activities } from './activities.js';
import type { ProvisionedLevels } from './provisioned-levels.js';

export class AliasMeasure {
  arrivals = 0;
  coldStarts = 0;
  warmStarts = 0;
  provisionedInvocations = 0;
  /** Of all invocations, those of asynchronous events, by where they ran: they are charged by their size. */
  readonly asynchronous = { onDemand: 0, provisioned: 0 };
  throttles = 0;
  /** Because all were busy, and because of the request rate. */
  spilledByConcurrency = 0;
  spilledByRate = 0;
  /** Whether the request that is being placed met an idle environment, but not the rate at which it may be called. */
  spillsBeyondRate = false;
  billedOnDemandMs = 0;
  billedProvisionedMs = 0;
  billedProvisionedInitMs = 0;
  /** `null` where nothing is ever provisioned. */
  readonly levels: ProvisionedLevels | null;
  /** A value a step; empty where nothing is ever provisioned. */
  readonly onProvisioned: Float64Array;
  readonly spillover: Float64Array;
  readonly activities = new Activities();
  readonly #clock: Clock;
  readonly #window: Window;

  constructor(clock: Clock, window: Window, levels: ProvisionedLevels | null) {
    this.#clock = clock;
    this.#window = window;
    this.levels = levels;
    const steps = levels === null ? 0 : window.steps;
    this.onProvisioned = new Float64Array(steps);
    this.spillover = new Float64Array(steps);
  }

  arrived(attempt: number, counted: number): void {
    if (attempt === 1) this.arrivals += counted;
  }

  throttled(counted: number): void {
    this.throttles += counted;
  }

  /** An invocation starts, as its `eventCode` says. */
  started(code: number, counted: number): void {
    const { now } = this.#clock;
    const kind = kindOfCode(code);
    if (kind === Kind.onProvisioned) {
      this.onProvisioned[stepOf(this.#window, now)]! += 1;
      this.provisionedInvocations += counted;
      return;
    }
    if (kind === Kind.cold) this.coldStarts += counted;
    else this.warmStarts += counted;
    if ((code & SPILLOVER) === 0) return;
    this.spillover[stepOf(this.#window, now)]! += 1;
    if (this.spillsBeyondRate) this.spilledByRate += counted;
    else this.spilledByConcurrency += counted;
  }

  /** A cold start becomes a warm one. */
  assigned(invocations: Invocations, id: number): void {
    const counted = this.#isCounted(invocations.requestedAt(id)) ? 1 : 0;
    this.coldStarts -= counted;
    this.warmStarts += counted;
  }

  completed(invocations: Invocations, id: number): void {
    if (!this.#isCounted(invocations.requestedAt(id))) return;
    const billedMs = invocations.billedMs(id);
    if (kindOfCode(invocations.start[id]!) === Kind.onProvisioned) this.billedProvisionedMs += billedMs;
    else this.billedOnDemandMs += billedMs;
  }

  provisionedInit(init: number): void {
    if (this.#isCounted(this.#clock.now)) this.billedProvisionedInitMs += Math.ceil(init / 1000);
  }

  #isCounted(requestedAt: number): boolean {
    return requestedAt >= this.#window.from;
  }
}
