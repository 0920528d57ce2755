// How much a comparison hangs on what its scenarios assume: all variants again under other assumptions, and where the verdict on a
// metric would be another.
import type { Comparison, ComparisonSensitivity, Difference, Differences, Verdict } from '../../experiment-result.js';
import type { Assumption } from '../../result.js';
import type { Executor } from '../../runner/executor.js';
import type { Figures } from '../../runner/figures.js';
import type { Scenario } from '../../scenario/types.js';
import { differences, levelOf, type Variant } from '../compare.js';
import { jobOf } from '../replicate.js';
import { settingsOf } from './assumptions.js';

/** One assumption under another setting, for every variant. */
interface Elsewhere {
  readonly assumption: Assumption;
  readonly setting: string;
  /** In the order of the variants. */
  readonly scenarios: readonly Scenario[];
}

/** How often the whole comparison is made again. */
export const rerunsOfAll = (variants: readonly Variant[], assumptions: readonly Assumption[]): number =>
  elsewhere(variants, assumptions).length;

/** `own` are the differences as they are. `null` after an interruption. */
export async function verdictSensitivity(
  executor: Executor,
  variants: readonly Variant[],
  own: Comparison['differences'],
  assumptions: readonly Assumption[],
  { monthly }: { readonly monthly: boolean },
): Promise<ComparisonSensitivity | null> {
  const all = elsewhere(variants, assumptions);
  const { replications } = variants[0]!.scenario;
  const jobs = all.flatMap(({ scenarios }) =>
    Array.from({ length: replications }, (_, replication) =>
      scenarios.map((scenario, variant) => {
        return jobOf(scenario, replication, { directory: variants[variant]!.directory, monthly });
      }),
    ).flat(),
  );
  const done: Figures[] = [];
  for await (const { value } of executor.results('figures', jobs)) done.push(value);
  if (done.length < jobs.length) return null;
  const metrics = ['total.latencyMs.p99', 'total.coldStartRate', monthly ? 'total.monthly.total' : 'total.cost.total'];
  const level = levelOf(variants);
  const found = all.map((each, place) => {
    const first = place * replications * variants.length;
    const of = (variant: number): Figures[] =>
      Array.from({ length: replications }, (_, replication) => {
        const figures = done[first + replication * variants.length + variant]!;
        return new Map(metrics.map((metric) => [metric, figures.get(metric) ?? null]));
      });
    const byVariant = variants.slice(1).map(({ name }, other): [string, Differences] => {
      return [name, differences(of(0), of(other + 1), level)];
    });
    return { ...each, byVariant };
  });
  const changes = found.flatMap(({ assumption, setting, byVariant }) =>
    byVariant.flatMap(([variant, elsewhereOnes]) =>
      metrics.flatMap((metric) => {
        const [from, to] = [verdictOn(own[variant]?.[metric]), verdictOn(elsewhereOnes[metric])];
        return from === to ? [] : [{ assumption, setting, variant, metric, from, to }];
      }),
    ),
  );
  const rows = assumptions.map((assumption) => {
    const settings = found.filter((each) => each.assumption === assumption);
    const bySetting = settings.map((each) => [each.setting, Object.fromEntries(each.byVariant)] as const);
    return [assumption, Object.fromEntries(bySetting)] as const;
  });
  return { metrics, differences: Object.fromEntries(rows), changes };
}

/** A difference without an interval is taken as it is. */
export function verdictOn(difference: Difference | undefined): Verdict {
  const { mean, ci95 } = difference ?? { mean: null, ci95: null };
  if (mean === null || mean === 0 || (ci95 !== null && Math.abs(mean) <= ci95)) return 'same';
  return mean < 0 ? 'less' : 'more';
}

/** Settings that every variant can have. What the variants themselves differ by is left as it is. */
function elsewhere(variants: readonly Variant[], assumptions: readonly Assumption[]): Elsewhere[] {
  return assumptions.flatMap((assumption) => {
    const all = variants.map(({ scenario }) => settingsOf(assumption, scenario));
    const [first] = all;
    if (!first || all.some((each) => each?.inForce !== first.inForce)) return [];
    return first.scenarios.flatMap(([setting, changed], place): Elsewhere[] => {
      if (changed === null) return [];
      const scenarios = all.map((each, variant) => each?.scenarios[place]?.[1] ?? variants[variant]!.scenario);
      return [{ assumption, setting, scenarios }];
    });
  });
}
