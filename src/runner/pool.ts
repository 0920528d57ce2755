// Jobs on this machine's threads. The main thread stays free, so that progress shows and Ctrl-C is heard.
import { setMaxListeners } from 'node:events';
import { availableParallelism } from 'node:os';
import { Piscina } from 'piscina';
import type { Done, Executor } from './executor.js';
import type { Job, Want, Wanted } from './job.js';
import type { Batch, BatchResult } from './worker.js';

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

interface UnderWay<W extends Want> {
  readonly size: number;
  readonly progress: Float64Array;
  /** `null` where it was interrupted. */
  readonly result: Promise<BatchResult<W> | null>;
}

/** Threads that stay until `close`, and do the jobs of one loop after another. */
export class WorkerPool implements Executor {
  readonly #threads: number;
  readonly #signal: AbortSignal | undefined;
  readonly #piscina: Piscina;
  /** Whether a thread may have been ended while it did a job. */
  #hasEnded = false;
  #finished = 0;
  #underWay: readonly UnderWay<Want>[] = [];
  /** How long a job takes, by those that have been done. */
  #jobMs = Infinity;

  constructor({ workers, signal }: PoolOptions = {}) {
    this.#threads = Math.max(1, Math.min(workers ?? Infinity, availableParallelism()));
    this.#signal = signal;
    this.#piscina = new Piscina({
      filename: new URL('./worker.js', import.meta.url).href,
      minThreads: 1,
      maxThreads: this.#threads,
      // A thread that waits for its next loop is not worth a new start.
      idleTimeout: 60_000,
    });
    // What a thread says just as it is ended belongs to no job any more, which is an error to Piscina and none here.
    this.#piscina.on('error', (error: unknown) => {
      if (!this.#hasEnded) throw error;
    });
  }

  /** How many jobs have been done, those under way by the share that is simulated. */
  get done(): number {
    return this.#underWay.reduce((sum, { progress }) => sum + progress[0]!, this.#finished);
  }

  async *results<W extends Want>(want: W, jobs: Iterable<Job>): AsyncGenerator<Done<Wanted[W]>, void, undefined> {
    const enough = new AbortController();
    const signals = this.#signal === undefined ? [enough.signal] : [enough.signal, this.#signal];
    const signal = AbortSignal.any(signals);
    // Each batch listens for the end; Node would take more than ten for a leak, and say so.
    setMaxListeners(0, signal);
    const waiting = jobs[Symbol.iterator]();
    const underWay: UnderWay<W>[] = [];
    this.#underWay = underWay;
    let index = 0;
    try {
      for (;;) {
        while (underWay.length < this.#threads * AHEAD && !signal.aborted) {
          const batch = taken(waiting, this.#batchSize());
          if (batch.length === 0) break;
          underWay.push(this.#begin(want, batch, signal));
        }
        const [next] = underWay;
        if (next === undefined) return;
        const result = await next.result;
        underWay.shift();
        this.#finished += next.size;
        if (result !== null) this.#learn(result.elapsedMs / next.size);
        for (const value of result?.values ?? []) yield { index: index++, value };
        if (result === null) index += next.size;
      }
    } finally {
      this.#hasEnded = true;
      enough.abort();
      this.#underWay = [];
    }
  }

  async close(): Promise<void> {
    this.#hasEnded = true;
    await this.#piscina.destroy();
  }

  #begin<W extends Want>(want: W, jobs: readonly Job[], signal: AbortSignal): UnderWay<W> {
    const progress = new SharedArrayBuffer(8);
    const task: Batch = { jobs, progress };
    const run = this.#piscina.run(task, { name: want, signal }) as Promise<BatchResult<W>>;
    const result = run.catch((error: unknown) => {
      if (signal.aborted) return null;
      throw error;
    });
    // It may fail while an earlier one is awaited.
    result.catch(() => undefined);
    return { size: jobs.length, progress: new Float64Array(progress), result };
  }

  #batchSize(): number {
    return Math.max(1, Math.min(MAX_BATCH, Math.floor(BATCH_MS / this.#jobMs)));
  }

  #learn(jobMs: number): void {
    this.#jobMs = this.#jobMs === Infinity ? jobMs : (this.#jobMs + jobMs) / 2;
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
