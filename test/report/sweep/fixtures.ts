// Sweeps to report on, built by hand: no simulation has run.
import type { Sweep, SweepPoint, Varied } from '../../../src/experiment-result.js';
import { paretoFront } from '../../../src/experiments/pareto.js';
import type { SummaryEntry } from '../../../src/result.js';
import { HOSTILE_NAMES } from '../fixtures.js';

export const MEMORY: Varied = { path: 'functions.api.memory', values: [512, 1024, 2048] };
export const PROVISIONED: Varied = { path: 'functions.api.aliases.live.provisionedConcurrency', values: [0, 2, 4, 8] };
export const KEEP_ALIVE: Varied = { path: 'functions.api.keepAlive', values: ['aws-2019', 'aws-2021', '10m'] };

const COST = 'total.cost.total';

/** What each point costs and gives grows with its places on the axes. */
export function sweepOf(vary: readonly Varied[], change: Partial<Sweep> = {}): Sweep {
  const places = vary.reduce<number[][]>(
    (rows, { values }) => rows.flatMap((row) => values.map((_, place) => [...row, place])),
    [[]],
  );
  const metrics = change.metrics ?? ['total.coldStartRate', 'total.latencyMs.p99'];
  const points = places.map((at): SweepPoint => {
    const sum = at.reduce((total, place) => total + place + 1, 0);
    const entry = (mean: number) => ({ mean, ci95: mean / 20, min: mean, max: mean });
    return {
      set: Object.fromEntries(vary.map(({ path, values }, axis) => [path, values[at[axis]!]])),
      summary: Object.fromEntries<SummaryEntry>([
        [COST, entry(0.01 * sum)],
        ...metrics.map((metric, index): [string, SummaryEntry] => [metric, entry((index === 0 ? 0.1 : 400) / sum)]),
      ]),
      slo: [
        { text: 'total.latencyMs.p99 < 150', metric: 'total.latencyMs.p99', value: 400 / sum, passed: 400 / sum < 150 },
      ],
      scenarioHash: '9f86d081884c7d65',
    };
  });
  const front = (metric: string): number[] =>
    paretoFront(
      points.map(({ summary }) => ({ cost: summary[COST]!.mean, value: summary[metric]!.mean })),
      metric,
    );
  return {
    schema: 'coldstart-sweep/1',
    scenario: 'api',
    description: 'One API on a weekday morning',
    seed: '42',
    version: '1.0.0',
    replications: 10,
    interrupted: false,
    warnings: [],
    vary,
    points,
    cost: COST,
    pareto: Object.fromEntries(metrics.map((metric) => [metric, front(metric)])),
    reproduce: { command: 'coldstart sweep api.yaml --seed 42' },
    ...change,
    metrics: [...metrics, COST],
  };
}

export function hostileSweep(): Sweep {
  const names = HOSTILE_NAMES.map((values): Varied => ({ path: `functions.${values}.memory`, values: HOSTILE_NAMES }));
  return sweepOf(names.slice(0, 2), {
    scenario: HOSTILE_NAMES[0]!,
    description: HOSTILE_NAMES[1]!,
    warnings: [HOSTILE_NAMES[2]!],
    metrics: HOSTILE_NAMES.map((name) => `functions.${name}.latencyMs.p99`),
    reproduce: { command: HOSTILE_NAMES[0]! },
  });
}
