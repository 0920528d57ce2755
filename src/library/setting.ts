// What every experiment of a program needs: threads for its length, and a warm-up where the scenario leaves it to be found.
import { findWarmUp, type Pilot } from '../experiments/steady/warm-up.js';
import { WorkerPool } from '../runner/threads/pool.js';
import type { Scenario } from '../scenario/types.js';
import type { WarmUpFound } from '../steady-result.js';

export interface ExperimentOptions {
  /** Threads; all processors by default. */
  readonly workers?: number;
  /** Ends the experiment early: what had finished is given, marked `interrupted`. */
  readonly signal?: AbortSignal;
  /** What file names in scenarios are relative to; by default the working directory. */
  readonly directory?: string;
  /** Whether what a month would cost is wanted as well. */
  readonly monthly?: boolean;
}

/** An experiment that cannot be made: the message says why, and what to do. */
export class ExperimentError extends Error {
  override readonly name = 'ExperimentError';
}

/** Nothing had finished before the signal came. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

/** Threads for the length of some work. What the experiment itself refuses becomes an `ExperimentError`. */
export async function withPool<T>(
  { workers, signal }: ExperimentOptions,
  work: (pool: WorkerPool) => Promise<T | null>,
): Promise<T> {
  const pool = new WorkerPool({ workers, signal });
  try {
    const done = await work(pool);
    if (done === null) throw new Interrupted('the experiment was ended before anything had finished');
    return done;
  } finally {
    await pool.close();
  }
}

/** The warm-up of those that leave it to be found; `undefined` where none does, `null` after an interruption. */
export async function warmUpOf(
  pool: WorkerPool,
  scenarios: readonly Scenario[],
  { directory = '.' }: ExperimentOptions,
): Promise<WarmUpFound | null | undefined> {
  const pilots = scenarios
    .filter(({ warmupBy }) => warmupBy !== undefined)
    .map((scenario): Pilot => ({ scenario, directory, replications: scenario.replications }));
  return pilots.length === 0 ? undefined : findWarmUp(pool, pilots);
}

/** Where a document has the command that gives it again. */
export const madeBy = (name: string): string => `${name}() of coldstart/experiments`;
