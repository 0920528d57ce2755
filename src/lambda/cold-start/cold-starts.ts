// The cold starts of one function: which phases a new environment passes, how long each takes, what of it is billed, and
// what is left to the first invocation. It decides lengths; when they end is the platform's.
import type { FunctionSpec } from '../../scenario/types.js';
import { INIT_LIMIT, RESTORE_LIMIT } from '../defaults.js';
import { Outcome } from '../events.js';
import type { Invocations } from '../invocations.js';
import { initSlowdown } from './cpu.js';
import { AHEAD, type Draw, drawOf, type StreamOf } from './draws.js';
import { InitDraws } from './init-draws.js';
import { InitEnd, Phase } from './phases.js';

/** A version as cold starts see it. */
export interface Version {
  /** Whether its environments start from a snapshot. */
  readonly restores: boolean;
  /** From when on caches hold an image's chunks, since an environment has initialised; `Infinity` before. */
  imageCachedAt: number;
}

export class ColdStarts {
  readonly #spec: FunctionSpec;
  readonly #slowdown: number;
  readonly #inits: InitDraws;
  readonly #placement: Draw;
  readonly #restore: Draw | null;
  readonly #firstInvoke: Draw;
  readonly #firstRestoredInvoke: Draw;
  /** Draws against the error rate, `null` where no init fails. */
  readonly #errors: ReturnType<StreamOf> | null;

  constructor(spec: FunctionSpec, streamOf: StreamOf) {
    const { coldStart, snapStart } = spec;
    this.#spec = spec;
    this.#slowdown = initSlowdown(spec.memoryMB, coldStart.initGiven);
    this.#inits = new InitDraws(coldStart, streamOf, 'init');
    this.#placement = drawOf(coldStart.placement, streamOf, 'placementLatency');
    this.#restore = snapStart && drawOf(snapStart.restore, streamOf, 'restore');
    this.#firstInvoke = drawOf(coldStart.firstInvoke, streamOf, 'firstInvoke');
    this.#firstRestoredInvoke = snapStart ? drawOf(snapStart.firstInvoke, streamOf, 'firstInvoke') : this.#firstInvoke;
    this.#errors = coldStart.errorRate > 0 ? streamOf('initError') : null;
  }

  /** Fills in the phases of a cold start; how long they take together. */
  begin(invocations: Invocations, id: number, version: Version, now: number): number {
    const request = invocations.request[id]!;
    const placement = this.#placement(request);
    invocations.phases[Phase.placement]![id] = placement;
    if (version.restores) return placement + this.#beginRestore(invocations, id, request);
    const { download } = this.#spec.coldStart;
    return placement + download + this.#beginInit(invocations, id, request, version.imageCachedAt <= now);
  }

  #beginRestore(invocations: Invocations, id: number, request: number): number {
    const drawn = this.#restore!(request);
    const restore = Math.min(drawn, RESTORE_LIMIT);
    invocations.phases[Phase.restore]![id] = restore;
    invocations.initEnd[id] = drawn > RESTORE_LIMIT ? InitEnd.timeout : InitEnd.ok;
    invocations.billedInit[id] = drawn > RESTORE_LIMIT ? 0 : this.#billedRestore(restore);
    return restore;
  }

  /** Whole milliseconds, as on AWS's REPORT lines (M-RESTORE-BILLED). */
  #billedRestore(restore: number): number {
    return Math.ceil((restore * this.#spec.snapStart!.billedShare) / 1000) * 1000;
  }

  /** M-INIT-BILLING */
  #billedInit(init: number): number {
    return this.#spec.coldStart.initBilled ? init : 0;
  }

  /** An image that no cache holds is read while init runs: that counts as init, under its limit (M-CHUNK-CACHE). */
  #beginInit(invocations: Invocations, id: number, request: number, imageCached: boolean): number {
    const { download, load: wholeLoad } = this.#spec.coldStart;
    const { phases } = invocations;
    const load = imageCached ? 0 : wholeLoad;
    const extensions = this.#inits.extensions(request);
    const runtime = this.#inits.runtime(request);
    const own = this.#inits.function(request);
    const init = load + extensions + runtime + own;
    phases[Phase.download]![id] = download;
    const end = this.#initEnd(request, init);
    invocations.initEnd[id] = end;
    if (end !== InitEnd.ok) {
      const failed = Math.min(init, INIT_LIMIT);
      phases[Phase.failedInit]![id] = failed;
      invocations.loadLeft[id] = end === InitEnd.timeout ? Math.max(0, load - INIT_LIMIT) : 0;
      return failed;
    }
    phases[Phase.download]![id] = download + load;
    if (this.#inits.hasExtensions) phases[Phase.extensionInit]![id] = extensions;
    if (!this.#spec.coldStart.initGiven) phases[Phase.runtimeInit]![id] = runtime;
    phases[Phase.functionInit]![id] = own;
    invocations.init[id] = init;
    invocations.billedInit[id] = this.#billedInit(init);
    return init;
  }

  /** The limit stops an init before it could fail (M-INIT-LIMIT, M-INIT-ERROR). */
  #initEnd(request: number, init: number): number {
    if (init > INIT_LIMIT) return InitEnd.timeout;
    return this.#errors !== null && this.#errors.at(request)() < this.#spec.coldStart.errorRate
      ? InitEnd.error
      : InitEnd.ok;
  }

  /** The first invocation in a fresh environment: its handler takes longer (M-FIRST-INVOKE). */
  firstInvoke(invocations: Invocations, id: number, version: Version): void {
    this.#addFirstInvoke(invocations, id, version.restores ? this.#firstRestoredInvoke : this.#firstInvoke, 0);
  }

  /**
   * The environment initialises within the invocation: under the function's timeout, in its duration, at the processor share
   * of its memory (M-SUPPRESSED-CPU); from no snapshot, even where it began with one. If that init fails too, the handler never runs.
   */
  initWithin(invocations: Invocations, id: number, version: Version, now: number): void {
    const request = invocations.request[id]!;
    const init = invocations.loadLeft[id]! + Math.round(this.#inits.total(request) * this.#slowdown);
    invocations.phases[Phase.initAgain]![id] = Math.min(init, this.#spec.timeout);
    if (this.#failsAgain(request)) {
      invocations.duration[id] = init;
      invocations.outcome[id] = Outcome.initError;
      return;
    }
    if (init <= this.#spec.timeout) version.imageCachedAt = Math.min(version.imageCachedAt, now + init);
    invocations.duration[id]! += init;
    this.#addFirstInvoke(invocations, id, this.#firstInvoke, init);
  }

  #addFirstInvoke(invocations: Invocations, id: number, draw: Draw, init: number): void {
    const extra = draw(invocations.request[id]!);
    invocations.duration[id]! += extra;
    invocations.phases[Phase.firstInvoke]![id] = Math.max(0, Math.min(extra, this.#spec.timeout - init));
  }

  /** The second draw of a request's errors: that of an init within its invocation. */
  #failsAgain(request: number): boolean {
    if (this.#errors === null) return false;
    const uniform = this.#errors.at(request);
    uniform();
    return uniform() < this.#spec.coldStart.errorRate;
  }

  /** The init of an environment that is made ahead of requests: what is billed; below 0 where it fails, by `InitEnd`. */
  ahead(environment: number, version: Version): number {
    const key = AHEAD + environment;
    if (version.restores) {
      const restore = this.#restore!(key);
      return restore > RESTORE_LIMIT ? -InitEnd.timeout : this.#billedRestore(restore);
    }
    const init = this.#inits.total(key);
    const end = this.#initEnd(key, init);
    return end === InitEnd.ok ? this.#billedInit(init) : -end;
  }
}
