// Jobs on this machine's threads. The main thread stays free, so that progress shows and Ctrl-C is heard.
import { availableParallelism } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { Piscina } from 'piscina';
import type { Done, Executor } from '../executor.js';
import type { Job, Want, Wanted } from '../job.js';
import { type Batch, type BatchResult, SHARED } from './batch.js';

export interface PoolOptions {
  /** Threads, 1 or more; all processors by default. */
  readonly workers?: number | undefined;
  /** Ends the jobs that have not finished. */
  readonly signal?: AbortSignal | undefined;
}

/** Batches under way for each thread: one that runs, and what it takes next while the results before it are awaited. */
const AHEAD = 3;
/** Short jobs go together, so that handing them over costs little. */
const BATCH_MS = 40;
const MAX_BATCH = 64;

/** How long threads have to notice that their jobs are unwanted before nobody waits for them. */
const GRACE_MS = 1000;

interface UnderWay<W extends Want> {
  readonly size: number;
  readonly shared: Float64Array;
  /** `null` where it was given up. */
  readonly result: Promise<BatchResult<W> | null>;
}

/** Threads that stay until `close`, and do the jobs of one loop after another. */
export class WorkerPool implements Executor {
  readonly #threads: number;
  readonly #signal: AbortSignal | undefined;
  readonly #piscina: Piscina;
  #loaded = 0;
  #finished = 0;
  #underWay: readonly UnderWay<Want>[] = [];
  /** All batches that no thread has answered yet, given up or not. */
  readonly #unanswered = new Set<Promise<unknown>>();
  /** How long a job takes, by those that have been done. */
  #jobMs = Infinity;

  constructor({ workers, signal }: PoolOptions = {}) {
    this.#threads = Math.max(1, Math.min(workers ?? Infinity, availableParallelism()));
    this.#signal = signal;
    this.#piscina = new Piscina({
      filename: new URL('./worker.js', import.meta.url).href,
      minThreads: 0,
      maxThreads: this.#threads,
      // A thread that waits for its next loop is not worth a new start.
      idleTimeout: 60_000,
    });
    this.#piscina.on('workerCreate', () => {
      this.#loaded += 1;
    });
  }

  /** How many jobs have been done, those under way by the share that is simulated. */
  get done(): number {
    return this.#underWay.reduce((sum, { shared }) => sum + shared[SHARED.done]!, this.#finished);
  }

  async *results<W extends Want>(want: W, jobs: Iterable<Job>): AsyncGenerator<Done<Wanted[W]>, void, undefined> {
    const waiting = jobs[Symbol.iterator]();
    const underWay: UnderWay<W>[] = [];
    this.#underWay = underWay;
    const giveUp = (): void => {
      for (const { shared } of underWay) shared[SHARED.unwanted] = 1;
    };
    const wait = new Wait<BatchResult<W>>();
    const interrupt = (): void => {
      giveUp();
      setTimeout(() => wait.leave(), GRACE_MS).unref();
    };
    this.#signal?.addEventListener('abort', interrupt);
    let index = 0;
    try {
      for (;;) {
        while (underWay.length < this.#threads * AHEAD && this.#signal?.aborted !== true) {
          const batch = taken(waiting, this.#batchSize());
          if (batch.length === 0) break;
          underWay.push(this.#begin(want, batch));
        }
        const [next] = underWay;
        if (next === undefined) return;
        const result = await wait.for(next.result);
        underWay.shift();
        this.#finished += next.size;
        if (result !== null) this.#learn(result.elapsedMs / next.size);
        for (const value of result?.values ?? []) yield { index: index++, value };
        if (result === null) index += next.size;
      }
    } finally {
      giveUp();
      this.#signal?.removeEventListener('abort', interrupt);
      this.#underWay = [];
    }
  }

  async close(): Promise<void> {
    const patience = new AbortController();
    const { signal } = patience;
    const late = sleep(GRACE_MS, null, { signal, ref: false }).catch(() => null);
    await Promise.race([late, Promise.allSettled(this.#unanswered).then(() => this.#loading(signal))]);
    patience.abort();
    await this.#piscina.destroy();
  }

  /** Node may crash where a thread is ended while it loads its modules. */
  async #loading(signal: AbortSignal): Promise<void> {
    while (this.#loaded < this.#piscina.threads.length && !signal.aborted) await sleep(5);
  }

  #begin<W extends Want>(want: W, jobs: readonly Job[]): UnderWay<W> {
    const shared = new SharedArrayBuffer(SHARED.bytes);
    const task: Batch = { jobs, shared };
    const result = this.#piscina.run(task, { name: want }) as Promise<BatchResult<W> | null>;
    this.#unanswered.add(result);
    // It may fail while an earlier one is awaited.
    const answered = (): void => void this.#unanswered.delete(result);
    result.then(answered, answered);
    return { size: jobs.length, shared: new Float64Array(shared), result };
  }

  #batchSize(): number {
    return Math.max(1, Math.min(MAX_BATCH, Math.floor(BATCH_MS / this.#jobMs)));
  }

  #learn(jobMs: number): void {
    this.#jobMs = this.#jobMs === Infinity ? jobMs : (this.#jobMs + jobMs) / 2;
  }
}

/** For one promise after another, until somebody has waited long enough. `Promise.race` would keep what all of them gave. */
class Wait<T> {
  #hasLeft = false;
  #stop: (nothing: null) => void = () => undefined;

  for(promise: Promise<T | null>): Promise<T | null> {
    if (this.#hasLeft) return Promise.resolve(null);
    return new Promise((resolve, reject) => {
      this.#stop = resolve;
      promise.then(resolve, reject);
    });
  }

  leave(): void {
    this.#hasLeft = true;
    this.#stop(null);
  }
}

function taken<T>(from: Iterator<T>, count: number): T[] {
  const items: T[] = [];
  while (items.length < count) {
    const next = from.next();
    if (next.done === true) break;
    items.push(next.value);
  }
  return items;
}
