// What one start goes through and how one invocation ends, for the naive simulator: plain arithmetic after the sentences
// of the contract. It shares nothing with the engine but the types of the scenario.
import type { Distribution } from '../../src/scenario/traffic/types.js';
import type { FunctionSpec } from '../../src/scenario/types.js';

const SECOND = 1_000_000;
/** An init on demand, or a restore, that takes longer than this is stopped. */
const LIMIT = 10 * SECOND;
/** Of all attempts to initialise a provisioned environment, unless the timeout is longer. */
export const PROVISIONED_LIMIT = 130 * SECOND;
const MEMORY_OF_ONE_PROCESSOR = 1769;

export type Failure = 'init timeout' | 'init error';

export type Verdict = 'ok' | 'error' | 'crash' | 'timeout' | 'init error';

/** The phases of a cold start, in microseconds, each 0 where there is none. */
export interface Phases {
  readonly placement: number;
  /** Of a zip, before init. */
  readonly download: number;
  /** Of an image that no cache holds, while init runs. */
  readonly load: number;
  readonly extensionInit: number;
  readonly runtimeInit: number;
  readonly functionInit: number;
  readonly restore: number;
  readonly isRestore: boolean;
  readonly failedInit: number;
  /** Why init or restore failed. */
  readonly failed: Failure | null;
  /** The init that runs again within the invocation, because the first failed. */
  readonly again: number | null;
  /** What is billed of the start before the handler. */
  readonly billed: number;
}

export const NO_PHASES: Phases = {
  placement: 0,
  download: 0,
  load: 0,
  extensionInit: 0,
  runtimeInit: 0,
  functionInit: 0,
  restore: 0,
  isRestore: false,
  failedInit: 0,
  failed: null,
  again: null,
  billed: 0,
};

/** The init that REPORT shows: nothing of a failed one, and no restore. */
export const initOf = (phases: Phases): number =>
  phases.load + phases.extensionInit + phases.runtimeInit + phases.functionInit;

/** From the arrival to the handler. */
export const lengthOf = (phases: Phases): number =>
  phases.placement + phases.download + phases.failedInit + initOf(phases) + phases.restore;

export function constant(distribution: Distribution, what: string): number {
  if (distribution.kind !== 'constant') throw new Error(`the oracle needs a constant ${what}`);
  return distribution.value;
}

/** A probability that needs no draw. */
export function certain(probability: number, what: string): boolean {
  if (probability !== 0 && probability !== 1) throw new Error(`the oracle needs a probability of 0 or 1 of ${what}`);
  return probability === 1;
}

/** The start-up of extensions, runtime and function at full speed. */
function ownInit({ coldStart }: FunctionSpec, length = (of: Distribution) => constant(of, 'function init')) {
  const extensions = coldStart.extensionInits.map((init) => constant(init, 'extension init'));
  return {
    extensionInit: Math.max(0, ...extensions),
    runtimeInit: constant(coldStart.runtimeInit, 'runtime init'),
    functionInit: length(coldStart.functionInit),
  };
}

const total = (parts: Readonly<Record<string, number>>): number => Object.values(parts).reduce((sum, n) => sum + n, 0);

/** An init within an invocation has the processors that the memory buys, unless its length was given. */
export function initAgain(fn: FunctionSpec): number {
  const slow = fn.coldStart.initGiven ? 1 : Math.max(1, MEMORY_OF_ONE_PROCESSOR / fn.memoryMB);
  return Math.round(slow * total(ownInit(fn)));
}

/** Whether environments of the version start from a snapshot. */
export const restores = (fn: FunctionSpec, version: string): boolean => fn.snapStart !== null && version !== '$LATEST';

/** A cold start on demand. `cached`: an environment of the version has initialised before, so the image is in the cache. */
export function coldPhases(fn: FunctionSpec, version: string, cached: boolean): Phases {
  const placement = constant(fn.coldStart.placement, 'placement');
  if (restores(fn, version)) return { ...NO_PHASES, placement, ...restore(fn) };
  const load = cached ? 0 : fn.coldStart.load;
  const before = { ...NO_PHASES, placement, download: fn.coldStart.download };
  const own = ownInit(fn);
  const init = load + total(own);
  if (init > LIMIT) {
    const again = Math.max(0, load - LIMIT) + initAgain(fn);
    return { ...before, failedInit: LIMIT, failed: 'init timeout', again };
  }
  if (certain(fn.coldStart.errorRate, 'init errors')) {
    return { ...before, failedInit: init, failed: 'init error', again: initAgain(fn) };
  }
  return { ...before, load, ...own, billed: fn.coldStart.initBilled ? init : 0 };
}

function restore({ snapStart }: FunctionSpec): Partial<Phases> {
  const wanted = constant(snapStart!.restore, 'restore');
  // As of a stopped init, nothing of a stopped restore is billed.
  if (wanted > LIMIT) return { restore: LIMIT, isRestore: true, failed: 'init timeout' };
  return { restore: wanted, isRestore: true, billed: Math.ceil((snapStart!.billedShare * wanted) / 1000) * 1000 };
}

/** An attempt to initialise a provisioned environment; `length` may draw the function's own part. */
export function provisionedInit(fn: FunctionSpec, cached: boolean, length: (of: Distribution) => number): number {
  return (cached ? 0 : fn.coldStart.load) + total(ownInit(fn, length));
}

/** A handler's time as the memory scales it: the waiting part stays, the computing part goes with the processors. */
export function scaled({ cpuBound, memoryMB }: FunctionSpec, handler: number): number {
  const { share, threads, atMemoryMB } = cpuBound;
  const speed = (memory: number): number => Math.min(memory / MEMORY_OF_ONE_PROCESSOR, threads);
  return Math.round(handler * (1 - share + (share * speed(atMemoryMB)) / speed(memoryMB)));
}

/** What an invocation does from the moment at which it has its environment. */
export interface Execution {
  readonly duration: number;
  /** `null` where it is not the first, or its handler never begins. */
  readonly firstInvoke: number | null;
  readonly verdict: Verdict;
  /** When an init within it is done, from its begin; null without one that succeeds. */
  readonly initialised: number | null;
}

/**
 * One invocation under its timeout: an init that runs `again` (null for none), then what the first invocation takes longer,
 * then the handler.
 */
export function execute(
  fn: FunctionSpec,
  again: number | null,
  firstInvoke: number | null,
  handler: number,
): Execution {
  const { timeout } = fn;
  const fails = again !== null && certain(fn.coldStart.errorRate, 'init errors');
  if (again !== null && again > timeout) {
    // The timeout left nothing for a handler; one whose init would have failed had none coming.
    const nothing = fails || firstInvoke === null ? null : 0;
    return { duration: timeout, firstInvoke: nothing, verdict: 'timeout', initialised: null };
  }
  if (again !== null && fails) return { duration: again, firstInvoke: null, verdict: 'init error', initialised: null };
  const before = again ?? 0;
  const wanted = before + (firstInvoke ?? 0) + scaled(fn, handler);
  return {
    duration: Math.min(wanted, timeout),
    firstInvoke: firstInvoke === null ? null : Math.min(firstInvoke, timeout - before),
    verdict: wanted > timeout ? 'timeout' : ownVerdict(fn),
    initialised: again,
  };
}

function ownVerdict(fn: FunctionSpec): Verdict {
  if (certain(fn.crashRate, 'crashes')) return 'crash';
  return certain(fn.errorRate, 'errors') ? 'error' : 'ok';
}

/** After these an environment must initialise again. */
export const resets = (verdict: Verdict): boolean =>
  verdict === 'timeout' || verdict === 'crash' || verdict === 'init error';
