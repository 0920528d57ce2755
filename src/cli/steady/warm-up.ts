// `warmup: auto` of a command: found by a pilot before anything else runs.
import { findWarmUp, NoSteadyState, type Pilot, pilotJobs, settledBy } from '../../experiments/steady/warm-up.js';
import { show } from '../../scenario/diagnostics.js';
import type { Scenario } from '../../scenario/types.js';
import type { WarmUpFound } from '../../steady-result.js';
import { BadInput } from '../fail.js';
import { type Running, withWorkers } from '../simulation.js';

/** What was found: nothing for those that say their warm-up. */
export type Found = WarmUpFound | undefined;

/** The longest of those that leave it to be found; `null` where the pilot was interrupted. Throws `BadInput`. */
export async function foundWarmUp(all: readonly Pilot[], running: Running): Promise<Found | null> {
  const pilots = all.filter(({ scenario }) => scenario.warmupBy !== undefined);
  if (pilots.length === 0) return undefined;
  const { name } = pilots[0]!.scenario;
  const simulatedMs = Math.max(...pilots.map(({ scenario }) => scenario.duration)) / 1000;
  const extent = { name: `${name}, warm-up`, jobs: pilotJobs(pilots), simulatedMs };
  try {
    return await withWorkers(running, extent, (pool) => findWarmUp(pool, pilots));
  } catch (error) {
    throw error instanceof NoSteadyState ? new BadInput(`${show(name)}: warmup: auto: ${error.message}`) : error;
  }
}

/** The scenario with the warm-up that was found, where it leaves it to be found. Throws `BadInput` where it is too long for it. */
export function settled(scenario: Scenario, found: Found): Scenario {
  try {
    return settledBy(scenario, found);
  } catch (error) {
    throw error instanceof NoSteadyState ? new BadInput(error.message) : error;
  }
}
