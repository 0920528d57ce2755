// What needs a steady state, as a user meets it: warm-ups that are found, and one long run in batches.
import { describe, expect, test } from 'vitest';
import type { Comparison, Sweep } from '../../src/experiment-result.js';
import type { Result } from '../../src/result.js';
import { folderOfItsOwn, SCENARIO } from './folder.js';

const { coldstart, file, names, read } = folderOfItsOwn();
const run = async (...args: string[]) =>
  JSON.parse((await coldstart(['run', ...args, '--format', 'json'])).stdout) as Result;

/** A long init, so that there is something to leave out. */
const SLOW = SCENARIO.replace('init: 200ms', 'init: 8s').replace(
  '{ version: 1, provisionedConcurrency: 2 }',
  '{ version: 1 }',
);

describe('warmup: auto', () => {
  test('is found, left out and shown in every report, with the same bytes for any number of threads', async () => {
    file('s.yaml', SLOW);
    const given = ['run', 's.yaml', '--warmup', 'auto', '--replications', '4'];
    const all = await Promise.all(
      ['1', '2', '3'].map((workers) => coldstart([...given, '--workers', workers, '--out', `w${workers}`])),
    );
    const documents = ['w1', 'w2', 'w3'].map((folder) => read(`${folder}/result.json`));
    expect(new Set(documents).size).toBe(1);
    const { warmUp, warmupMs, reproduce } = JSON.parse(documents[0]!) as Result;
    expect(warmUp).toEqual({ method: 'mser-5', ms: warmupMs, replications: 4 });
    expect(warmupMs).toBeGreaterThanOrEqual(8000);
    expect(reproduce.command).toBe('coldstart run s.yaml --warmup auto --replications 4');
    for (const text of [all[0]!.stdout, read('w1/summary.md'), read('w1/report.html')])
      expect(text.replace(/\s+/g, ' ')).toMatch(/, the first [\d.]+ (?:s|min)(?: \d+ s)? left out \(found by MSER-5\)/);
  });

  test('gives the result of a run that is given the same warm-up', async () => {
    file('s.yaml', `${SLOW}warmup: auto\n`);
    const found = await run('s.yaml', '--replications', '2');
    const given = await run('s.yaml', '--replications', '2', '--warmup', `${found.warmupMs}ms`);
    expect(given.runs).toEqual(found.runs);
    expect(given.reproduce.scenarioHash).toBe(found.reproduce.scenarioHash);
    expect(given.warmUp).toBeUndefined();
  });

  test('is the same for all variants of a comparison, each of which its own command gives again', async () => {
    file('s.yaml', `${SLOW}warmup: auto\nvariants:\n  quick: { functions.api.init: 100ms }\n`);
    const { stdout } = await coldstart(['compare', 's.yaml', '--replications', '3', '--format', 'json']);
    const { variants } = JSON.parse(stdout) as Comparison;
    const [base, quick] = [variants['base']!, variants['quick']!];
    expect(quick.warmUp).toEqual(base.warmUp);
    expect(base.warmupMs).toBeGreaterThanOrEqual(8000);
    const again = await run(...quick.reproduce.command.split(' ').slice(2));
    expect(again.runs).toEqual(quick.runs);
    expect(read('reports/small/comparison/comparison.md')).toContain('left out of each (found by MSER-5)');
  });

  test('is the same for all points of a sweep', async () => {
    file('s.yaml', `${SLOW}warmup: auto\n`);
    const grid = ['--vary', 'functions.api.init=100ms,8s', '--replications', '2', '--format', 'json'];
    const { stdout } = await coldstart(['sweep', 's.yaml', ...grid]);
    const { warmUp, points } = JSON.parse(stdout) as Sweep;
    expect(warmUp!.ms).toBeGreaterThanOrEqual(8000);
    const given = ['--set', 'functions.api.init=100ms', '--replications', '2', '--warmup', `${warmUp!.ms}ms`];
    const alone = await run('s.yaml', ...given);
    expect(points[0]!.summary).toEqual(alone.summary);
    expect(points[0]!.scenarioHash).toBe(alone.reproduce.scenarioHash);
    expect(read('reports/small/sweep/sweep.md')).toContain('left out of each (found by MSER-5)');
    expect((await coldstart(['sweep', 's.yaml', ...grid, '--out', 'other', '--workers', '1'])).stdout).toBe(stdout);
  });

  test('tells the story of a request without one', async () => {
    const { code, stdout } = await coldstart([
      'explain',
      file('s.yaml', `${SLOW}warmup: auto\n`),
      '--function',
      'api',
      '--request',
      '1',
    ]);
    expect(code).toBe(0);
    expect(stdout).not.toContain('warm-up');
    expect((await coldstart(['explain', 's.yaml'])).stdout).toMatch(/warmup +auto/);
  });

  test.each([
    [
      'traffic that changes, with its place',
      SLOW.replace('{ poisson: { rate: 5/s } }', '{ ramp: { from: 1/s, to: 9/s, duration: 5m } }'),
      /^s\.yaml:9:\d+: warmup: auto needs a steady state, but ramp changes the traffic with time \(give the warm-up as a time, such as warmup: 5m\)$/m,
    ],
    [
      'what does not settle',
      SLOW.replace('handler: 1s', 'handler: 890s, timeout: 900s').replace('30/m', '2/s'),
      /^small: warmup: auto: the concurrency has not settled by half of the simulated time: simulate longer, for example --duration 20m/m,
    ],
    [
      'another word',
      SLOW.replace('duration: 10m', 'duration: 10m\nwarmup: automatic'),
      /warmup: "automatic" is not|"automatic" is not a duration/,
    ],
  ])('refuses %s', async (_, text, problem) => {
    file('s.yaml', text);
    const flags = text.includes('warmup:') ? [] : ['--warmup', 'auto'];
    const { code, stdout, stderr } = await coldstart(['run', 's.yaml', ...flags]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(problem);
    expect(names()).toEqual(['s.yaml']);
  });

  test('is not compared with a warm-up that is given', async () => {
    const files = [file('a.yaml', `${SLOW}warmup: auto\n`), file('b.yaml', `${SLOW}warmup: 1m\n`)];
    const { code, stderr } = await coldstart(['compare', ...files]);
    expect(code).toBe(2);
    expect(stderr).toContain('leaves out auto, b.yaml 1m: compare needs the same warmup for all');
  });
});

describe('--batches', () => {
  test('gives one run intervals, in every report, and leaves its summary without', async () => {
    file('s.yaml', SCENARIO);
    const { stdout } = await coldstart(['run', 's.yaml', '--warmup', '1m', '--batches', '12']);
    const result = JSON.parse(read('reports/small/result.json')) as Result;
    expect(result.batchMeans).toMatchObject({ batches: 12, batchMs: 45_000 });
    expect(Object.keys(result.batchMeans!.functions)).toEqual(['api', 'worker']);
    expect(result.batchMeans!.total.latencyMs.ci95).toBeGreaterThan(0);
    expect(Object.values(result.summary).every(({ ci95 }) => ci95 === null)).toBe(true);
    expect(result.reproduce.command).toBe('coldstart run s.yaml --warmup 1m --batches 12');
    for (const line of stdout.split('\n')) expect([...line].length).toBeLessThanOrEqual(80);
    for (const text of [stdout, read('reports/small/summary.md'), read('reports/small/report.html')])
      expect(text.replace(/\s+/g, ' ')).toContain('12 batches of 45 s each; ± is half the 95 % interval');
    expect(result.runs).toEqual((await run('s.yaml', '--warmup', '1m')).runs);
  });

  test('goes with the logs of the run', async () => {
    file('s.yaml', SCENARIO);
    const logs = (at: string) => ['--events', `${at}.tsv`, '--invocations', `${at}.csv`];
    await run('s.yaml', '--batches', '10', ...logs('a'));
    await run('s.yaml', ...logs('b'));
    expect([read('a.tsv'), read('a.csv')]).toEqual([read('b.tsv'), read('b.csv')]);
  });

  test.each([
    ['fewer than ten', ['--batches', '9'], '--batches must be 10 or more'],
    ['too many', ['--batches', '10001'], '--batches must be 10000 or fewer'],
    ['no number', ['--batches', 'ten'], '--batches must be a whole number'],
    [
      'several replications',
      ['--batches', '10', '--replications', '5'],
      'small has 5 replications, which give intervals',
    ],
    [
      'a precision',
      ['--batches', '10', '--precision', 'coldStarts:5%'],
      '--batches cuts one run, and --precision makes many',
    ],
    [
      'traffic that changes',
      ['--batches', '10', '--set', 'triggers.http.arrivals={schedule: cron(0 9 * * ? *)}'],
      '--batches needs a steady state, but a cron schedule changes the traffic with time',
    ],
  ])('refuses %s', async (_, flags, problem) => {
    file('s.yaml', SCENARIO);
    const { code, stdout, stderr } = await coldstart(['run', 's.yaml', ...flags]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(problem);
    expect(names()).toEqual(['s.yaml']);
  });
});
