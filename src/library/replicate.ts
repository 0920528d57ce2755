// Replications of a scenario for a program: the same document as `coldstart run`.
import { metricPath } from '../experiments/metrics.js';
import { FIRST_LOOK, type Precision } from '../experiments/precision.js';
import { replicate as replications } from '../experiments/replicate.js';
import { resultOf } from '../experiments/result.js';
import { sensitivityOf } from '../experiments/sensitivity/sensitivity.js';
import { settledBy } from '../experiments/steady/warm-up.js';
import { isReplayed } from '../experiments/summary.js';
import type { Assumption, Result } from '../result.js';
import type { Scenario } from '../scenario/types.js';
import { ExperimentError, type ExperimentOptions, madeBy, warmUpOf, withPool } from './setting.js';

export interface ReplicateOptions extends ExperimentOptions {
  /** How many; by default the scenario's. */
  readonly replications?: number;
  /** Instead: until the 95 % interval of a metric, such as `latencyMs.p99`, is so narrow by its mean; at most `limit` (1,000). */
  readonly precision?: { readonly metric: string; readonly relative: number; readonly limit?: number };
  /** Assumptions to vary. */
  readonly sensitivity?: readonly Assumption[];
}

/**
 * Simulates a scenario as often as it is to be. Throws `ExperimentError` for a precision that cannot be had, `NoSteadyState` where no
 * warm-up is found, `Interrupted` where the signal came before a replication had finished.
 */
export function replicate(scenario: Scenario, options: ReplicateOptions = {}): Promise<Result> {
  const { directory = '.', monthly = false, sensitivity: assumptions = [] } = options;
  const precision = options.precision && precisionOf(options.precision, scenario);
  const own = { ...scenario, replications: options.replications ?? scenario.replications };
  return withPool(options, async (pool) => {
    const warmUp = await warmUpOf(pool, [own], options);
    if (warmUp === null) return null;
    const settled = settledBy(own, warmUp);
    const setup = { directory, monthly };
    const { runs, precision: reached } = await replications(pool, settled, { ...setup, precision });
    if (runs.length === 0) return null;
    const isMissing = reached === undefined ? runs.length < own.replications : reached.stoppedBy === 'interrupted';
    const isAsked = assumptions.length > 0 && !isMissing;
    const sensitivity = isAsked ? await sensitivityOf(pool, settled, runs, assumptions, setup) : null;
    return resultOf(settled, runs, {
      command: madeBy('replicate'),
      warnings: [],
      interrupted: isMissing || (isAsked && sensitivity === null),
      precision: reached,
      warmUp,
      ...(sensitivity && { sensitivity }),
    });
  });
}

function precisionOf(
  { metric, relative, limit = 1000 }: NonNullable<ReplicateOptions['precision']>,
  scenario: Scenario,
): Precision {
  const found = metricPath(metric, scenario);
  if ('message' in found) throw new ExperimentError(found.message);
  if (!(relative > 0 && relative < 1)) throw new ExperimentError('relative must lie between 0 and 1, such as 0.05');
  if (!(limit >= FIRST_LOOK)) throw new ExperimentError(`limit must be ${FIRST_LOOK} or more`);
  if (isReplayed(scenario)) {
    throw new ExperimentError('replications of one fixed trace give no interval: let the trace resample: day');
  }
  return { metric: found.path, relative, limit };
}
