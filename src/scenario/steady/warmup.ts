// The part of the time that the statistics leave out: given, or still to be found.
import { durationText } from '../duration-text.js';
import type { Scenario } from '../types.js';

/** The scenario with a warm-up in microseconds, whatever it said before. */
export function withWarmup(scenario: Scenario, warmup: number): Scenario {
  const { warmupBy: _, ...given } = scenario;
  return { ...given, warmup };
}

/** In microseconds. Throws where it is still to be found: 0 would count what is to be left out. */
export function warmupOf({ warmup, warmupBy }: Scenario): number {
  if (warmupBy === undefined) return warmup;
  throw new TypeError(
    'the scenario leaves its warm-up to be found (warmup: auto): give it a time before it is simulated',
  );
}

/** As a scenario writes it. */
export const warmupText = ({ warmup, warmupBy }: Scenario): string =>
  warmupBy === undefined ? durationText(warmup) : 'auto';
