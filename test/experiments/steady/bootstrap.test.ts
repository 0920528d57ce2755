import { describe, expect, it } from 'vitest';
import { compare } from '../../../src/experiments/compare.js';
import { isReplayed } from '../../../src/experiments/summary.js';
import { HERE } from '../../../src/runner/executor.js';
import { simulate } from '../../../src/simulate.js';
import { bytesOf } from '../../support/bytes.js';
import { scenario } from '../../support/scenario.js';

const DAY = 86_400_000;
const DAYS = 6;

/** Ten to the power of the day many requests in each, so that a sum tells which days it is of; a second trace is like it. */
function trace(target: string): string {
  const rows = Array.from({ length: DAYS }, (_, day) =>
    Array.from({ length: 10 ** Math.min(day, 4) * (day === 5 ? 5 : 1) }, (_, row) => {
      return `${day * DAY + 3_600_000 + row * 7},${target},${day + 1}`;
    }),
  );
  return `time_ms,target,duration_ms\n${rows.flat().join('\n')}\n`;
}

const FILES: Readonly<Record<string, string>> = { 'a.csv': trace('api'), 'b.csv': trace('worker') };
const open = (file: string) => bytesOf(FILES[file]!);
/** By day, as the trace has them. */
const REQUESTS = [1, 10, 100, 1000, 10_000, 50_000];

const RESAMPLED = {
  seed: 3,
  duration: `${DAYS}d`,
  functions: { api: { init: '100ms' }, worker: { init: '100ms' } },
  triggers: {
    a: { type: 'trace', file: 'a.csv', resample: 'day' },
    b: { type: 'trace', file: 'b.csv', resample: 'day' },
  },
};

/** Which days were replayed, in order, by the requests of each day of the run. */
function daysOf(name: string, replication: number, given: object = RESAMPLED): number[] {
  const counts = new Array<number>(DAYS).fill(0);
  simulate(scenario(given), replication, {
    open,
    invocations: (record) => {
      if (record.function === name) counts[Math.floor(record.arrivedAt / 1000 / DAY)]! += 1;
    },
  });
  return counts.map((count) => REQUESTS.indexOf(count));
}

describe('a bootstrap by day', () => {
  it('replays whole days, the same ones of all traces, with exactly their sums', () => {
    const seen = new Set<string>();
    for (let replication = 0; replication < 5; replication++) {
      const days = daysOf('api', replication);
      expect(days).not.toContain(-1);
      expect(daysOf('worker', replication)).toEqual(days);
      seen.add(days.join(' '));
      const { api } = simulate(scenario(RESAMPLED), replication, { open }).functions;
      const sum = (of: (day: number) => number): number => days.reduce((total, day) => total + of(day), 0);
      expect(api!.arrivals).toBe(sum((day) => REQUESTS[day]!));
      // Each takes its day's number of milliseconds, and each cold start 100 ms of init.
      expect(api!.billedMs).toBe(sum((day) => REQUESTS[day]! * (day + 1)) + 100 * api!.coldStarts);
    }
    expect(seen.size).toBe(5);
  });

  it('draws the same days for other settings, and where another trigger is added', () => {
    const days = daysOf('api', 1);
    const changed = { ...RESAMPLED.functions.api, memory: 2048, keepAlive: '1h' };
    expect(daysOf('api', 1, { ...RESAMPLED, functions: { ...RESAMPLED.functions, api: changed } })).toEqual(days);
    const beside = { type: 'sdk', target: 'other', arrivals: { poisson: { rate: '1/h' } } };
    const functions = { ...RESAMPLED.functions, other: { handler: '1s' } };
    expect(daysOf('api', 1, { ...RESAMPLED, functions, triggers: { beside, ...RESAMPLED.triggers } })).toEqual(days);
  });

  it('gives intervals where a fixed trace gives none', async () => {
    const isOf = (...resample: (string | undefined)[]) =>
      isReplayed(
        scenario({
          ...RESAMPLED,
          triggers: Object.fromEntries(
            resample.map((each, i) => [`t${i}`, { type: 'trace', file: 'a.csv', resample: each }]),
          ),
        }),
      );
    expect([isOf('day', 'day'), isOf(undefined, 'day'), isOf(undefined, undefined)]).toEqual([false, false, true]);
    const executor = {
      ...HERE,
      async *results(want: Parameters<typeof HERE.results>[0], jobs: Parameters<typeof HERE.results>[1]) {
        expect(want).toBe('runs');
        let index = 0;
        for (const job of jobs) yield { index: index++, value: simulate(job.scenario, job.replication, { open }) };
      },
    } as typeof HERE;
    const of = (keepAlive: string) =>
      scenario({
        ...RESAMPLED,
        replications: 3,
        functions: { ...RESAMPLED.functions, api: { init: '100ms', keepAlive } },
      });
    const variants = ['1m', '20m'].map((name) => ({ name, scenario: of(name), directory: '.' }));
    const context = { monthly: false, command: '', commandOf: () => '', warnings: [] };
    const { differences, variants: results } = (await compare(executor, variants, context))!;
    // The days are the same, so the requests do not differ; what is made of them does.
    expect(differences['20m']!['functions.api.arrivals']).toMatchObject({ mean: 0, ci95: 0 });
    expect(results['1m']!.summary['functions.api.arrivals']!.ci95).toBeGreaterThan(0);
    expect(results['1m']!.replayed).toBeUndefined();
  });
});
