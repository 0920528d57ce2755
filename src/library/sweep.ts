// A sweep for a program: the same document as `coldstart sweep`.
import { dirname } from 'node:path';
import type { Sweep } from '../experiment-result.js';
import { metricPath, metricsToLookAt } from '../experiments/metrics.js';
import { plannedGrid } from '../experiments/planned.js';
import { cornersOf } from '../experiments/steady/corners.js';
import { settledBy } from '../experiments/steady/warm-up.js';
import { costMetric, type FinishedPoints, storedPoints, sweep as swept } from '../experiments/sweep.js';
import { scenarioLoader } from '../runner/load.js';
import { ExperimentError, type ExperimentOptions, madeBy, warmUpOf, withPool } from './setting.js';

export interface SweepOptions extends Omit<ExperimentOptions, 'directory'> {
  /** `path=value` settings for all points, applied before those of the grid. */
  readonly set?: readonly string[];
  readonly seed?: string;
  /** Of each point; by default the scenario's, or 10 where it says none. */
  readonly replications?: number;
  /** To look at, in full or short for all functions together: cold starts, p99, throttles and the objectives' by default. */
  readonly metrics?: readonly string[];
  /** A folder that keeps what is finished, so that the next sweep need not do it; by default nothing is kept. */
  readonly store?: string;
  /** Is told of each kept point that is not what its name says; it is simulated again. */
  readonly complain?: (problem: string) => void;
}

const NOTHING_KEPT: FinishedPoints = { read: () => null, write: () => undefined };

/**
 * Simulates the scenario of a file under every combination of values, the last path varying first; the path `variants` goes through
 * its variants by name. Throws `ExperimentError` with everything that is wrong, `UnreadableFile`, `NoSteadyState` and `Interrupted`.
 */
export function sweep(
  file: string,
  vary: Readonly<Record<string, readonly unknown[]>>,
  options: SweepOptions = {},
): Promise<Sweep> {
  const { monthly = false, set = [], seed, replications, complain = () => undefined } = options;
  const axes = Object.entries(vary).map(([path, values]) => ({
    path,
    values: values.map((each) => written(path, each)),
  }));
  const flags = replications === undefined ? {} : { replications: String(replications) };
  const planned = plannedGrid(scenarioLoader(file), { set, flags, ...(seed !== undefined && { seed }) }, axes);
  if ('problem' in planned) throw new ExperimentError(planned.problem);
  if (planned.problems.length > 0) throw new ExperimentError(planned.problems.join('\n'));
  const { scenario: first } = planned.points[0]!;
  const metrics = options.metrics?.map((metric) => {
    const found = metricPath(metric, first);
    if ('message' in found) throw new ExperimentError(found.message);
    return found.path;
  });
  const directory = dirname(file);
  return withPool(options, async (pool) => {
    const corners = cornersOf(planned.points).map(({ scenario }) => scenario);
    const warmUp = await warmUpOf(pool, corners, { directory });
    if (warmUp === null) return null;
    const points = planned.points.map((each) => ({ ...each, scenario: settledBy(each.scenario, warmUp) }));
    const how = { directory, monthly, fresh: false, complain };
    const finished = options.store === undefined ? NOTHING_KEPT : storedPoints(options.store, points, how);
    return swept(pool, points, finished, {
      ...{ directory, monthly, warmUp, vary: planned.vary, warnings: planned.warnings },
      metrics: [...(metrics ?? metricsToLookAt(first)), costMetric(monthly)],
      command: madeBy('sweep'),
    });
  });
}

/** As it would stand in a scenario; JSON is a part of YAML. */
const written = (path: string, value: unknown): string =>
  path === 'variants' && typeof value === 'string' ? value : JSON.stringify(value);
