// The warm-up that a scenario leaves to be found: a pilot of its first replications from time 0, averaged over them as Welch does,
// then MSER-5 for what is looked at most. The latest end counts, for all settings that are set side by side (M-WARM-UP).
import type { BinSums } from '../../metrics/bins.js';
import type { Executor } from '../../runner/executor.js';
import { durationText } from '../../scenario/duration-text.js';
import { withWarmup } from '../../scenario/steady/warmup.js';
import type { Scenario } from '../../scenario/types.js';
import type { WarmUpFound } from '../../steady-result.js';
import { jobsOf } from '../replicate.js';
import { guardOf, mser } from './mser.js';

/** Replications of the pilot, at most. */
const PILOT = 10;
const BINS = 1000;
/** Bins in a batch of MSER-5. */
const BATCH = 5;

/** A scenario whose warm-up is to be found. */
export interface Pilot {
  readonly scenario: Scenario;
  /** What its file names are relative to. */
  readonly directory: string;
  /** How many there will be. */
  readonly replications: number;
}

/** No warm-up can be found; the message says why, and what to do. */
export class NoSteadyState extends Error {}

const runsOf = ({ replications }: Pilot): number => Math.min(PILOT, replications);

/** How many jobs the pilots are. */
export const pilotJobs = (pilots: readonly Pilot[]): number => pilots.reduce((sum, pilot) => sum + runsOf(pilot), 0);

/** The longest of all; `null` after an interruption. Throws `NoSteadyState`. */
export async function findWarmUp(executor: Executor, pilots: readonly Pilot[]): Promise<WarmUpFound | null> {
  const jobs = (function* () {
    for (const pilot of pilots) {
      const setup = { directory: pilot.directory, monthly: false };
      for (const job of jobsOf(withWarmup(pilot.scenario, 0), setup, runsOf(pilot))) {
        yield { ...job, binning: { bins: BINS, apart: false } };
      }
    }
  })();
  const sums: (BinSums | undefined)[] = [];
  for await (const { index, value } of executor.results('bins', jobs)) sums[index] = value.bins.total;
  let ms = 0;
  for (let pilot = 0, from = 0; pilot < pilots.length; pilot++) {
    const { scenario } = pilots[pilot]!;
    const own = Array.from({ length: runsOf(pilots[pilot]!) }, (_, run) => sums[from + run]);
    if (!own.every((each) => each !== undefined)) return null;
    ms = Math.max(ms, warmUpOf(own, scenario.duration) / 1000);
    from += own.length;
  }
  return { method: 'mser-5', ms, replications: Math.max(...pilots.map(runsOf)) };
}

/** The scenario with the warm-up that was found, where it leaves it to be found. Throws `NoSteadyState` where that is too long for it. */
export function settledBy(scenario: Scenario, found: WarmUpFound | undefined): Scenario {
  if (found === undefined || scenario.warmupBy === undefined) return scenario;
  const warmup = Math.round(found.ms * 1000);
  if (2 * warmup <= scenario.duration) return withWarmup(scenario, warmup);
  throw new NoSteadyState(
    `warmup: auto found ${durationText(warmup)}, which is more than half of the shortest duration, ${durationText(scenario.duration)}: simulate longer`,
  );
}

/** In microseconds, from the bins of each replication. Throws `NoSteadyState` where it would take more than half of the time. */
export function warmUpOf(replications: readonly BinSums[], duration: number): number {
  const first = seriesOf(replications).map(({ metric, values, step }) => {
    const left = mser(values, Math.max(guardOf(values), step ** 2));
    if (2 * left > values.length) throw new NoSteadyState(unsettled(metric, duration));
    return left;
  });
  return Math.round((Math.max(...first) * BATCH * duration) / BINS);
}

interface Series {
  readonly metric: string;
  /** A batch each; `null` where nobody was answered. */
  readonly values: readonly (number | null)[];
  /** The least by which a batch can differ: one cold start more in one replication; 0 where there is no least. */
  readonly step: number;
}

/** What each batch says of each metric, over all replications. */
function seriesOf(replications: readonly BinSums[]): Series[] {
  const batches = Array.from({ length: BINS / BATCH }, (_, batch) => batch * BATCH);
  const sumOf = (of: (sums: BinSums) => readonly number[], from: number): number =>
    replications.reduce((sum, sums) => {
      for (let bin = from; bin < from + BATCH; bin++) sum += of(sums)[bin]!;
      return sum;
    }, 0);
  const meanOf = (of: (sums: BinSums) => readonly number[]): number[] =>
    batches.map((from) => sumOf(of, from) / replications.length);
  const latencies = batches.map((from) => {
    const answers = sumOf((sums) => sums.answers, from);
    return answers === 0 ? null : sumOf(({ latency }) => latency, from) / answers;
  });
  return [
    { metric: 'mean latency', values: latencies, step: 0 },
    { metric: 'number of cold starts', values: meanOf((sums) => sums.coldStarts), step: 1 / replications.length },
    { metric: 'concurrency', values: meanOf(({ busy }) => busy), step: 0 },
  ];
}

function unsettled(metric: string, duration: number): string {
  return `the ${metric} has not settled by half of the simulated time: simulate longer, for example --duration ${durationText(2 * duration)}, or give the warm-up as a time, such as warmup: ${durationText(Math.round(duration / 10))}`;
}
