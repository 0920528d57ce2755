// Whether a scenario asks by itself for what a month would cost; the flag `--monthly` does for any.
import type { Scenario } from '../scenario/types.js';

/** Whether one of its conditions is on what a month costs. */
export function asksForMonth({ slo }: Pick<Scenario, 'slo'>): boolean {
  return slo.some(({ metric }) => metric.split('.').includes('monthly'));
}
