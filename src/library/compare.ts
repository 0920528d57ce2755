// A comparison for a program: the same document as `coldstart compare`.

import type { Comparison } from '../experiment-result.js';
import { compare as compared, type Variant } from '../experiments/compare.js';
import { REPLICATIONS } from '../experiments/planned.js';
import { verdictSensitivity } from '../experiments/sensitivity/verdicts.js';
import { settledBy } from '../experiments/steady/warm-up.js';
import type { Assumption } from '../result.js';
import type { Scenario } from '../scenario/types.js';
import { ExperimentError, type ExperimentOptions, madeBy, warmUpOf, withPool } from './setting.js';

export interface CompareOptions extends ExperimentOptions {
  /** Of each; by default the most that any of them has, or 10 where none has more than one. */
  readonly replications?: number;
  /** Assumptions to vary. */
  readonly sensitivity?: readonly Assumption[];
}

/**
 * Sets scenarios side by side under the seed of the first, which is the base, in the order of the keys. Throws `ExperimentError` where
 * there are fewer than two or their times differ, `NoSteadyState` and `Interrupted` as `replicate` does.
 */
export function compare(
  variants: Readonly<Record<string, Scenario>>,
  options: CompareOptions = {},
): Promise<Comparison> {
  const { directory = '.', monthly = false, sensitivity: assumptions = [] } = options;
  const named = Object.entries(variants);
  const [first] = named;
  if (first === undefined || named.length < 2) throw new ExperimentError('compare needs two scenarios or more');
  for (const [name, scenario] of named) refuseOtherTimes(first, name, scenario);
  const most = Math.max(...named.map(([, scenario]) => scenario.replications));
  const replications = options.replications ?? (most > 1 ? most : REPLICATIONS);
  const { seed } = first[1];
  const alike = named.map(([name, scenario]) => [name, { ...scenario, seed, replications }] as const);
  return withPool(options, async (pool) => {
    const warmUp = await warmUpOf(
      pool,
      alike.map(([, scenario]) => scenario),
      options,
    );
    if (warmUp === null) return null;
    const settled = alike.map(
      ([name, scenario]): Variant => ({ name, scenario: settledBy(scenario, warmUp), directory }),
    );
    const command = madeBy('compare');
    const context = { monthly, command, commandOf: () => command, warnings: [], warmUp };
    const comparison = await compared(pool, settled, context);
    if (comparison === null || comparison.interrupted || assumptions.length === 0) return comparison;
    const sensitivity = await verdictSensitivity(pool, settled, comparison.differences, assumptions, context);
    return sensitivity === null ? { ...comparison, interrupted: true } : { ...comparison, sensitivity };
  });
}

const TIMES = ['duration', 'start', 'warmup', 'warmupBy'] as const;

function refuseOtherTimes([base, expected]: readonly [string, Scenario], name: string, scenario: Scenario): void {
  const other = TIMES.find((key) => scenario[key] !== expected[key]);
  if (other !== undefined) throw new ExperimentError(`${base} and ${name} must have the same ${other}`);
}
