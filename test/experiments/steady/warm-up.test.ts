import { describe, expect, it } from 'vitest';
import { replicate } from '../../../src/experiments/replicate.js';
import { cornersOf } from '../../../src/experiments/steady/corners.js';
import { findWarmUp, NoSteadyState, pilotJobs } from '../../../src/experiments/steady/warm-up.js';
import { halfWidth } from '../../../src/metrics/interval.js';
import { HERE } from '../../../src/runner/executor.js';
import { withWarmup } from '../../../src/scenario/steady/warmup.js';
import type { Scenario } from '../../../src/scenario/types.js';
import { simulate } from '../../../src/simulate.js';
import { IDEAL_ACCOUNT, problemsOf, scenario } from '../../support/scenario.js';

const SETUP = { directory: '.', monthly: false };

/** M/M/5/5 with an offered load of 4, once its five environments have passed an init of nine seconds. */
const LOSS = {
  duration: '10m',
  warmup: 'auto',
  replications: 10,
  account: IDEAL_ACCOUNT,
  functions: {
    api: {
      handler: { exponential: { mean: '200ms' } },
      timeout: '900s',
      init: '9s',
      placementLatency: '0ms',
      reservedConcurrency: 5,
      keepAlive: '24h',
    },
  },
  triggers: { http: { type: 'sdk', target: 'api', arrivals: { poisson: { rate: '20/s' } } } },
};

/** Erlang's B. */
function lost(servers: number, load: number): number {
  let share = 1;
  for (let n = 1; n <= servers; n++) share = (load * share) / (n + load * share);
  return share;
}

const pilotOf = (each: Scenario) => ({ scenario: each, directory: '.', replications: each.replications });

async function lossOf(each: Scenario): Promise<{ readonly mean: number; readonly half: number }> {
  const { runs } = await replicate(HERE, each, SETUP);
  const shares = runs.map(({ total }) => total.throttles / total.arrivals);
  return { mean: shares.reduce((sum, share) => sum + share, 0) / shares.length, half: halfWidth(shares, 0.999)! };
}

describe('a warm-up that is found', () => {
  it('takes the cold starts at the beginning out of a queue, and theory holds for what is left', async () => {
    const given = scenario(LOSS);
    const found = await findWarmUp(HERE, [pilotOf(given)]);
    expect(found).toMatchObject({ method: 'mser-5', replications: 10 });
    expect(found!.ms).toBeGreaterThanOrEqual(9_000);
    expect(found!.ms).toBeLessThan(60_000);
    const theory = lost(5, 4);
    const [after, from0] = [await lossOf(withWarmup(given, found!.ms * 1000)), await lossOf(withWarmup(given, 0))];
    expect(Math.abs(after.mean - theory)).toBeLessThan(after.half);
    expect(from0.mean - theory).toBeGreaterThan(from0.half);
  });

  it('is the longest of all that are set side by side, and takes ten replications at most', async () => {
    const short = scenario({ ...LOSS, replications: 3, functions: { api: { ...LOSS.functions.api, init: '1s' } } });
    const long = scenario({ ...LOSS, replications: 3 });
    const of = async (...all: Scenario[]) => (await findWarmUp(HERE, all.map(pilotOf)))!.ms;
    expect(await of(short)).toBeLessThan(await of(long));
    expect(await of(short, long)).toBe(await of(long));
    expect(pilotJobs([{ ...pilotOf(short), replications: 1000 }, pilotOf(long)])).toBe(13);
  });

  it('is refused where nothing settles within half of the time, with how long to simulate', async () => {
    // Nothing ever ends: the latency and the concurrency rise to the end.
    const rising = scenario({
      ...LOSS,
      duration: '10m',
      replications: 2,
      functions: { api: { ...LOSS.functions.api, handler: '900s', reservedConcurrency: undefined } },
    });
    await expect(findWarmUp(HERE, [pilotOf(rising)])).rejects.toThrow(NoSteadyState);
    await expect(findWarmUp(HERE, [pilotOf(rising)])).rejects.toThrow(
      'concurrency has not settled by half of the simulated time: simulate longer, for example --duration 20m',
    );
  });

  it('is never taken for 0 by whoever simulates without it', () => {
    expect(() => simulate(scenario(LOSS), 0)).toThrow(
      /leaves its warm-up to be found \(warmup: auto\): give it a time/,
    );
  });

  it('leaves no trace in the scenario, which is then as if it had been given', () => {
    const found = withWarmup(scenario(LOSS), 36_000_000);
    expect(JSON.stringify(found)).toBe(JSON.stringify(scenario({ ...LOSS, warmup: '36s' })));
  });
});

describe('warmup: auto is refused', () => {
  const refused = (change: object): string[] => problemsOf({ ...LOSS, ...change });
  const arrivals = (given: unknown) => refused({ triggers: { http: { type: 'sdk', target: 'api', arrivals: given } } });

  it.each([
    ['steps', { steps: [{ rate: '2/s' }] }, 'steps change the traffic'],
    ['ramp', { ramp: { from: '1/s', to: '2/s', duration: '1m' } }, 'ramp changes the traffic'],
    ['diurnal', { diurnal: { mean: '5/s', peak: '8/s', peakAt: '14:00' } }, 'diurnal changes the traffic'],
    ['counts', { counts: { perMinute: [1, 2] } }, 'counts change the traffic'],
    ['cron', { schedule: 'cron(0 9 ? * MON-FRI *)' }, 'a cron schedule changes the traffic'],
    ['one of several', [{ poisson: { rate: '1/s' } }, { counts: { perMinute: [1] } }], 'counts change the traffic'],
  ])('with %s', (_, given, what) => {
    expect(arrivals(given)).toEqual([`not-steady: warmup: auto needs a steady state, but ${what} with time`]);
  });

  it.each([
    ['constant', { constant: { rate: '2/s' } }],
    [
      'mmpp',
      {
        mmpp: [
          { rate: '1/s', mean: '1m' },
          { rate: '9/s', mean: '1m' },
        ],
      },
    ],
    ['bursts', { bursts: { every: '1m', size: 10 } }],
    ['closed', { closed: { users: 5, thinkTime: '1s' } }],
    ['a rate', { schedule: 'rate(1 minute)' }],
  ])('but not with %s', (_, given) => {
    expect(arrivals(given)).toEqual([]);
  });

  it('with deployments, scheduled actions and traces', () => {
    const aliases = (provisionedConcurrency: unknown) => ({
      functions: {
        api: {
          ...LOSS.functions.api,
          reservedConcurrency: 50,
          aliases: { live: { version: 1, provisionedConcurrency } },
        },
      },
    });
    expect(refused(aliases({ min: 1, max: 5, scheduled: [{ at: '1m', min: 3 }] }))).toEqual([
      'not-steady: warmup: auto needs a steady state, but scheduled actions change what is provisioned with time',
    ]);
    expect(refused(aliases({ min: 1, max: 5, targetUtilization: 0.7 }))).toEqual([]);
    const deployments = [{ at: '5m', alias: 'live', version: 2 }];
    const deployed = { api: { ...LOSS.functions.api, aliases: { live: { version: 1 } }, deployments } };
    expect(refused({ functions: deployed })).toEqual([
      'not-steady: warmup: auto needs a steady state, but deployments change what runs with time',
    ]);
    expect(refused({ triggers: { replay: { type: 'trace', file: 't.csv' } } })).toEqual([
      'not-steady: warmup: auto needs a steady state, but the rows of a trace change with time',
    ]);
  });
});

describe('the corners of a grid', () => {
  it('are the ends of its numbers, and all of what is no number', () => {
    const point = (memory: number, keepAlive: string) => ({ set: { memory, keepAlive }, scenario: scenario(LOSS) });
    const grid = [128, 512, 256].flatMap((memory) => ['1m', '5m', '10m'].map((each) => point(memory, each)));
    expect(cornersOf(grid).map(({ set }) => Object.values(set).join(' '))).toEqual([
      ...['128 1m', '128 5m', '128 10m', '512 1m', '512 5m', '512 10m'],
    ]);
    expect(cornersOf([])).toEqual([]);
  });
});
