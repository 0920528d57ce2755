// What queueing theory says of a queue whose messages are worked on one at a time (M/M/1) or by as many as may be out (M/M/c).
import type { Scenario } from '../../src/scenario/types.js';
import { simulate } from '../../src/simulate.js';
import { IDEAL_ACCOUNT, scenario } from '../support/scenario.js';
import { type Comparison, compareSamples, REPLICATIONS } from './comparison.js';
import { erlangB } from './laws.js';

interface Load {
  readonly servers: number;
  /** Of each server. */
  readonly utilization: number;
  readonly queue: object;
  /** Simulated time, long enough for a narrow interval. */
  readonly duration: string;
}

/** One message group is one server, since nothing less than two batches may be out of a standard queue. */
const ONE = { fifo: { groups: 1 } };
/** Two provisioned pollers of ten batches each. */
const TWENTY = { provisionedPollers: { min: 2, max: 2 } };

const LOADS: readonly Load[] = [
  ...[0.2, 0.4, 0.6, 0.7, 0.8].map((utilization) => ({ servers: 1, utilization, queue: ONE, duration: '2h' })),
  { servers: 2, utilization: 0.7, queue: { maximumConcurrency: 2 }, duration: '2h' },
  { servers: 3, utilization: 0.8, queue: { maximumConcurrency: 3 }, duration: '90m' },
  { servers: 4, utilization: 0.6, queue: { maximumConcurrency: 4 }, duration: '1h' },
  { servers: 5, utilization: 0.85, queue: { maximumConcurrency: 5 }, duration: '70m' },
  { servers: 20, utilization: 0.85, queue: TWENTY, duration: '25m' },
];
export const QUEUE_FAMILY = LOADS.length;

/** Mean wait before service, in units of the mean service time. */
export function meanWait(servers: number, utilization: number): number {
  const blocked = erlangB(servers, servers * utilization);
  const waits = blocked / (1 - utilization * (1 - blocked));
  return waits / (servers * (1 - utilization));
}

export function queueComparisons(): Comparison[] {
  return LOADS.map((load) => {
    const { servers, utilization } = load;
    const spec = queueOf(load);
    const samples = Array.from({ length: REPLICATIONS }, (_, replication) => {
      const { latencyMs } = simulate(spec, replication).triggers['jobs']!;
      return (latencyMs.mean ?? NaN) / 1_000 - 1;
    });
    const named = `${servers} at ${utilization}`;
    return compareSamples(
      `M/M/${servers === 1 ? 1 : 'c'} wait`,
      named,
      meanWait(servers, utilization),
      samples,
      QUEUE_FAMILY,
    );
  });
}

/** Service of 1 s on average. */
function queueOf({ servers, utilization, queue, duration }: Load): Scenario {
  const arrivals = { poisson: { rate: `${(servers * utilization).toFixed(3)}/s` } };
  return scenario({
    seed: `queue-${servers}-${utilization}`,
    duration,
    warmup: '10m',
    account: IDEAL_ACCOUNT,
    functions: {
      f: {
        ...{ timeout: '900s', init: '0ms', placementLatency: '0ms', keepAlive: '1d' },
        handler: { exponential: { mean: '1s' } },
      },
    },
    triggers: { jobs: { type: 'sqs', target: 'f', batchSize: 1, visibilityTimeout: '2h', arrivals, ...queue } },
  });
}
