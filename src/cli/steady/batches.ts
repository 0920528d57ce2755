// `--batches N`: one long run in equal parts.
import { show } from '../../scenario/diagnostics.js';
import type { Scenario } from '../../scenario/types.js';
import { BadInput } from '../fail.js';
import { GROUP, text, wholeNumber } from '../input/flags.js';

const LEAST = 10;
const MOST = 10_000;

export const BATCHES = text(
  GROUP.scenario,
  `Cut one long run into so many batches, ${LEAST} or more: intervals without replications`,
);

export interface BatchFlags {
  readonly batches?: string | undefined;
  readonly precision?: string | undefined;
}

/** How many of a scenario are wanted; undefined without the flag. Throws `BadInput`. */
export function batchesOf(flags: BatchFlags, { name, replications }: Scenario): number | undefined {
  const batches = wholeNumber('batches', flags.batches);
  if (batches === undefined) return undefined;
  if (batches < LEAST) {
    throw new BadInput(`--batches must be ${LEAST} or more: an interval from fewer is worth little`);
  }
  if (batches > MOST) throw new BadInput(`--batches must be ${MOST} or fewer: short batches are not independent`);
  if (flags.precision !== undefined) {
    throw new BadInput('--batches cuts one run, and --precision makes many: leave one of them out');
  }
  if (replications > 1) {
    throw new BadInput(
      `--batches cuts one run, and ${show(name)} has ${replications} replications, which give intervals by themselves: leave --batches out, or add --replications 1`,
    );
  }
  return batches;
}
