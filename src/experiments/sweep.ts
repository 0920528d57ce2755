// A grid of settings under the same random numbers: each point's figures over its replications, and which points are worth their
// money. What is finished is stored at once.
import { hashText } from '../engine/digest.js';
import type { Sweep, SweepPoint, Varied } from '../experiment-result.js';
import type { Executor } from '../runner/executor.js';
import type { Figures } from '../runner/figures.js';
import type { Job } from '../runner/job.js';
import { PointStore, pointKeys } from '../runner/point-store.js';
import type { Scenario } from '../scenario/types.js';
import type { WarmUpFound } from '../steady-result.js';
import { VERSION } from '../version.js';
import { paretoFront } from './pareto.js';
import { jobsOf, type Setup } from './replicate.js';
import { checkSlos } from './slo.js';
import { isReplayed, summaryOf } from './summary.js';

/** A point of the grid before it has been run. */
export interface PlannedPoint {
  readonly set: SweepPoint['set'];
  readonly scenario: Scenario;
}

/** Keeps the points that are finished, by their places in the grid. */
export interface FinishedPoints {
  /** `null` where it has not been finished before. */
  readonly read: (place: number) => Outcome | null;
  readonly write: (place: number, outcome: Outcome) => void;
}

/** What is worth keeping of a point. */
export type Outcome = Pick<SweepPoint, 'summary' | 'slo'>;

export interface SweepContext extends Setup {
  readonly vary: readonly Varied[];
  /** In full, as in a summary. */
  readonly metrics: readonly string[];
  readonly command: string;
  readonly warnings: readonly string[];
  /** Where the warm-up was found: the same for all points that leave it to be found. */
  readonly warmUp?: WarmUpFound | undefined;
}

/** After an interruption, of the points that had finished. */
export async function sweep(
  executor: Executor,
  planned: readonly PlannedPoint[],
  finished: FinishedPoints,
  context: SweepContext,
): Promise<Sweep> {
  const outcomes = planned.map((_, place) => finished.read(place));
  const missing = planned.flatMap((_, place) => (outcomes[place] === null ? [place] : []));
  const owners: number[] = [];
  const jobs = (function* (): Generator<Job, void, undefined> {
    for (const place of missing) {
      const { scenario } = planned[place]!;
      for (const job of jobsOf(scenario, context, scenario.replications)) {
        owners.push(place);
        yield job;
      }
    }
  })();
  let [current, figures]: [number, Figures[]] = [-1, []];
  for await (const { index, value } of executor.results('figures', jobs)) {
    const place = owners[index]!;
    if (place !== current) [current, figures] = [place, []];
    figures.push(value);
    const { scenario } = planned[place]!;
    if (figures.length < scenario.replications) continue;
    const outcome = outcomeOf(scenario, figures);
    outcomes[place] = outcome;
    finished.write(place, outcome);
  }
  return sweepOf(planned, outcomes, context);
}

/** The points in a folder, each read once and written as soon as it is finished; `fresh` reads none. */
export function storedPoints(
  folder: string,
  points: readonly PlannedPoint[],
  how: Setup & { readonly fresh: boolean; readonly complain: (problem: string) => void },
): FinishedPoints {
  const store = new PointStore(folder, how.complain);
  const keyOf = pointKeys(how.directory);
  const keys = points.map(({ scenario }) => keyOf(scenario, how.monthly));
  const known = keys.map((key) => (how.fresh ? null : (store.read(key) as Outcome | null)));
  return { read: (place) => known[place] ?? null, write: (place, outcome) => store.write(keys[place]!, outcome) };
}

function outcomeOf(scenario: Scenario, replications: readonly Figures[]): Outcome {
  return {
    summary: summaryOf(replications, isReplayed(scenario)),
    slo: checkSlos(scenario.slo, replications),
  };
}

function sweepOf(
  planned: readonly PlannedPoint[],
  outcomes: readonly (Outcome | null)[],
  { vary, metrics, command, warnings, monthly, warmUp }: SweepContext,
): Sweep {
  const { name, description, seed, replications } = planned[0]!.scenario;
  const points = planned.flatMap(({ set, scenario }, place): SweepPoint[] => {
    const outcome = outcomes[place];
    return outcome ? [{ set, ...outcome, scenarioHash: hashText(JSON.stringify(scenario)) }] : [];
  });
  const cost = costMetric(monthly);
  const front = (metric: string): number[] => {
    const of = (point: SweepPoint, path: string): number | null => point.summary[path]?.mean ?? null;
    return paretoFront(
      points.map((point) => ({ cost: of(point, cost), value: of(point, metric) })),
      metric,
    );
  };
  return {
    schema: 'coldstart-sweep/1',
    scenario: name,
    description,
    seed,
    version: VERSION,
    replications,
    interrupted: points.length < planned.length,
    warnings,
    ...(warmUp && { warmUp }),
    vary,
    metrics,
    points,
    ...(isWithoutIntervals(planned) && { replayed: true }),
    cost,
    pareto: Object.fromEntries(metrics.filter((metric) => metric !== cost).map((metric) => [metric, front(metric)])),
    reproduce: { command },
  };
}

/** What points are weighed by. */
export const costMetric = (monthly: boolean): string => (monthly ? 'total.monthly.total' : 'total.cost.total');

/** Whether the replications of any point replay the same requests. */
const isWithoutIntervals = (planned: readonly PlannedPoint[]): boolean =>
  planned.some(({ scenario }) => scenario.replications > 1 && isReplayed(scenario));
