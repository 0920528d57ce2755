// How often the intervals of experiments hold the truth: experiments of known answers, each under a seed of its own, of which 95 %
// should. The seeds are the numbers of the experiments, fixed before anybody looked.
import { differences } from '../../src/experiments/compare.js';
import { type Precision, PrecisionWatch } from '../../src/experiments/precision.js';
import { summaryOf } from '../../src/experiments/summary.js';
import { type Figures, figuresOf } from '../../src/runner/figures.js';
import type { Scenario } from '../../src/scenario/types.js';
import { simulate } from '../../src/simulate.js';
import { IDEAL_ACCOUNT, scenario } from '../support/scenario.js';
import { erlangB } from './laws.js';

export interface Coverage {
  readonly what: string;
  readonly truth: string;
  readonly experiments: number;
  /** How many of the intervals held the truth. */
  readonly held: number;
  /** Replications of an experiment, on average. */
  readonly replications: number;
}

export const shareHeld = ({ held, experiments }: Coverage): number => held / experiments;

const REPLICATIONS = 10;

/** 30 calls a second of 100 ms on so many environments: three are busy on average, where there is room. */
const RATE = 30;
const HANDLER_MS = 100;
const LOSS = { seconds: 20, warmup: 2 };

function lossSystem(servers: number): Scenario {
  return scenario({
    ...{ duration: `${LOSS.seconds}s`, warmup: `${LOSS.warmup}s`, account: IDEAL_ACCOUNT },
    functions: {
      f: {
        ...{ timeout: '900s', init: '0ms', placementLatency: '0ms', keepAlive: '1h', reservedConcurrency: servers },
        handler: { exponential: { mean: `${HANDLER_MS}ms` } },
      },
    },
    triggers: { t: { type: 'sdk', target: 'f', arrivals: { poisson: { rate: `${RATE}/s` } } } },
  });
}

/** A handler of exponential length that nothing holds up: every latency is one of its lengths. */
function freeSystem(): Scenario {
  return scenario({
    ...{ duration: '200s', account: IDEAL_ACCOUNT },
    functions: {
      f: {
        ...{ timeout: '900s', init: '0ms', placementLatency: '0ms', keepAlive: '1h' },
        handler: { exponential: { mean: `${HANDLER_MS}ms` } },
      },
    },
    triggers: { t: { type: 'sdk', target: 'f', arrivals: { poisson: { rate: `${RATE}/s` } } } },
  });
}

const ERLANGS = (RATE * HANDLER_MS) / 1000;
const blocked = (servers: number): number => erlangB(servers, ERLANGS);
/** Throttled calls are a share of Poisson arrivals, so that their expected number is exact. */
const throttled = (servers: number): number => RATE * (LOSS.seconds - LOSS.warmup) * blocked(servers);

const THROTTLES = 'total.throttles';
const SHARE = 'share';

/** With the share of calls that were throttled besides. */
function figures(of: Scenario, seed: number, replication: number): Figures {
  const all = new Map(figuresOf(simulate({ ...of, seed: `coverage ${seed}` }, replication)));
  return all.set(SHARE, all.get(THROTTLES)! / all.get('total.arrivals')!);
}

const holds = (mean: number, halfWidth: number, truth: number): boolean => Math.abs(mean - truth) <= halfWidth;

interface Experiment {
  readonly held: boolean;
  readonly replications: number;
}

/** An interval of the mean over ten replications. */
function interval(of: Scenario, metric: string, truth: number) {
  return (seed: number): Experiment => {
    const rows = Array.from({ length: REPLICATIONS }, (_, replication) => figures(of, seed, replication));
    const { mean, ci95 } = summaryOf(rows, false)[metric]!;
    return { held: holds(mean!, ci95!, truth), replications: REPLICATIONS };
  };
}

/** An interval of the paired difference over ten replications. */
function pairedDifference(one: Scenario, other: Scenario, metric: string, truth: number) {
  return (seed: number): Experiment => {
    const rows = (of: Scenario): Figures[] =>
      Array.from({ length: REPLICATIONS }, (_, replication) => figures(of, seed, replication));
    const { mean, ci95 } = differences(rows(one), rows(other), 0.95)[metric]!;
    return { held: holds(mean!, ci95!, truth), replications: REPLICATIONS };
  };
}

/** The interval at which `--precision` stops. */
function stopped(of: Scenario, precision: Precision, truth: number) {
  return (seed: number): Experiment => {
    const watch = new PrecisionWatch(precision);
    const rows: Figures[] = [];
    do rows.push(figures(of, seed, rows.length));
    while (!watch.isEnough(rows.at(-1)!.get(precision.metric)));
    const { mean, ci95 } = summaryOf(rows, false)[precision.metric]!;
    return { held: holds(mean!, ci95!, truth), replications: rows.length };
  };
}

interface Kind {
  readonly what: string;
  readonly truth: string;
  readonly experiment: (seed: number) => Experiment;
}

const percent = (share: number): string => `${(100 * share).toFixed(3)} %`;

/** Each kind of interval, beside the answer that theory knows. */
export function kinds(): { readonly fixed: readonly Kind[]; readonly stopping: readonly Kind[] } {
  const [three, four, free] = [lossSystem(3), lossSystem(4), freeSystem()];
  const p99 = HANDLER_MS * Math.log(100);
  const fewer = throttled(4) - throttled(3);
  const limit = 1000;
  return {
    fixed: [
      {
        what: 'throttled share of M/M/3/3',
        truth: percent(blocked(3)),
        experiment: interval(three, SHARE, blocked(3)),
      },
      {
        what: 'mean of a known latency',
        truth: `${HANDLER_MS} ms`,
        experiment: interval(free, 'total.latencyMs.mean', HANDLER_MS),
      },
      {
        what: 'p99 of a known latency',
        truth: `${p99.toFixed(2)} ms`,
        experiment: interval(free, 'total.latencyMs.p99', p99),
      },
      {
        what: 'paired difference of throttles, M/M/4/4 and M/M/3/3',
        truth: fewer.toFixed(2),
        experiment: pairedDifference(three, four, THROTTLES, fewer),
      },
    ],
    stopping: [
      {
        what: 'throttles of M/M/3/3 until ± 5 %',
        truth: throttled(3).toFixed(2),
        experiment: stopped(three, { metric: THROTTLES, relative: 0.05, limit }, throttled(3)),
      },
    ],
  };
}

export function coverageOf({ what, truth, experiment }: Kind, experiments: number): Coverage {
  let [held, replications] = [0, 0];
  for (let seed = 0; seed < experiments; seed++) {
    const done = experiment(seed);
    if (done.held) held += 1;
    replications += done.replications / experiments;
  }
  return { what, truth, experiments, held, replications };
}
