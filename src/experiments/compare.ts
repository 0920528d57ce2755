// Several settings under the same requests and the same random numbers, replication by replication, and what they differ by.
import { mean, sampleVariance } from 'simple-statistics';
import type { Comparison, Difference, Differences } from '../experiment-result.js';
import { halfWidth } from '../metrics/interval.js';
import type { Result, RunResult } from '../result.js';
import type { Executor } from '../runner/executor.js';
import { type Figures, figuresOf } from '../runner/figures.js';
import type { Scenario } from '../scenario/types.js';
import type { WarmUpFound } from '../steady-result.js';
import { VERSION } from '../version.js';
import { jobOf, type Setup } from './replicate.js';
import { resultOf } from './result.js';
import { isReplayed } from './summary.js';

/** One of the settings. All have the seed, the duration, the warm-up and the number of replications of the first. */
export interface Variant {
  readonly name: string;
  readonly scenario: Scenario;
  /** What its file names are relative to. */
  readonly directory: string;
}

export interface ComparisonContext extends Pick<Setup, 'monthly'> {
  /** The command that gives the document again, and the one that gives one variant's result. */
  readonly command: string;
  readonly commandOf: (variant: string) => string;
  readonly warnings: readonly string[];
  /** Where the warm-up was found: the same for all. */
  readonly warmUp?: WarmUpFound | undefined;
}

const LEVEL = 0.95;

/** The first is the base. After an interruption, of the replications that had finished for all; `null` where there are none. */
export async function compare(
  executor: Executor,
  variants: readonly Variant[],
  context: ComparisonContext,
): Promise<Comparison | null> {
  const { seed, replications } = variants[0]!.scenario;
  // By replication first, so that what is finished can be compared.
  const jobs = (function* () {
    for (let replication = 0; replication < replications; replication++) {
      for (const { scenario, directory } of variants) {
        yield jobOf(scenario, replication, { directory, monthly: context.monthly });
      }
    }
  })();
  const runs: (RunResult | undefined)[] = [];
  for await (const { index, value } of executor.results('runs', jobs)) runs[index] = value;
  const whole = Array.from({ length: replications }, (_, replication) =>
    variants.map((_, variant) => runs[replication * variants.length + variant]),
  ).filter((row): row is RunResult[] => row.every((run) => run !== undefined));
  if (whole.length === 0) return null;
  const interrupted = whole.length < replications;
  const results = variants.map(({ name, scenario }, variant): [string, Result] => {
    const own = whole.map((row) => row[variant]!);
    return [name, resultOf(scenario, own, { ...context, command: context.commandOf(name), interrupted })];
  });
  const figures = variants.map((_, variant) => whole.map((row) => figuresOf(row[variant]!)));
  const intervals = levelOf(variants);
  const others = variants.slice(1).map(({ name }, other): [string, Differences] => {
    return [name, differences(figures[0]!, figures[other + 1]!, intervals)];
  });
  return {
    schema: 'coldstart-comparison/1',
    scenario: variants[0]!.scenario.name,
    seed,
    version: VERSION,
    replications: whole.length,
    interrupted,
    warnings: context.warnings,
    base: variants[0]!.name,
    family: { level: LEVEL, comparisons: variants.length - 1, method: 'bonferroni' },
    variants: Object.fromEntries(results),
    differences: Object.fromEntries(others),
    reproduce: { command: context.command },
  };
}

/** Of each interval, so that those of all variants hold together (Bonferroni); `null` where one fixed trace gives none. */
export function levelOf(variants: readonly Variant[]): number | null {
  if (variants.some(({ scenario }) => isReplayed(scenario))) return null;
  return 1 - (1 - LEVEL) / Math.max(1, variants.length - 1);
}

/** Each metric that both have, replication by replication. `level` is that of each interval; `null` for no intervals. */
export function differences(
  base: readonly Figures[],
  other: readonly Figures[],
  level: number | null,
): Record<string, Difference> {
  const paths = new Set(base.flatMap((figures) => [...figures.keys()]));
  const common = [...paths].filter((path) => other.some((figures) => figures.has(path)));
  return Object.fromEntries(common.map((path) => [path, difference(pairs(base, other, path), level)]));
}

type Pair = readonly [base: number, other: number];

/** Replications in which one of the two has no value tell nothing of the difference. */
function pairs(base: readonly Figures[], other: readonly Figures[], path: string): Pair[] {
  return base.flatMap((figures, replication): Pair[] => {
    const [before, after] = [figures.get(path), other[replication]!.get(path)];
    return typeof before === 'number' && typeof after === 'number' ? [[before, after]] : [];
  });
}

function difference(paired: readonly Pair[], level: number | null): Difference {
  if (paired.length === 0) return { mean: null, ci95: null, varianceRatio: null };
  const single = paired.map(([before, after]) => after - before);
  const spread = variance(single);
  const apart = variance(paired.map(([before]) => before)) + variance(paired.map(([, after]) => after));
  return {
    mean: mean([...single]),
    ci95: level === null ? null : halfWidth(single, level),
    varianceRatio: spread > 0 ? apart / spread : null,
  };
}

/** 0 for fewer than two, and for equal ones, whatever rounding says. */
function variance(values: readonly number[]): number {
  return values.length < 2 || values.every((value) => value === values[0]) ? 0 : sampleVariance([...values]);
}
