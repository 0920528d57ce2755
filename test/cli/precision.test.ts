// `--precision` of `coldstart run`, and `--variant`, as a user meets them.
import { expect, test } from 'vitest';
import type { Result } from '../../src/result.js';
import { folderOfItsOwn, SCENARIO } from './folder.js';

const { coldstart, file, names } = folderOfItsOwn();
const run = (...args: string[]) => coldstart(['run', 's.yaml', ...args]);
const result = (text: string): Result => JSON.parse(text) as Result;

test('--precision replicates until the interval is narrow enough, and says so', async () => {
  file('s.yaml', SCENARIO);
  const { stdout, stderr } = await run('--precision', 'functions.worker.latencyMs.mean:1%', '--format', 'json');
  const { runs, precision, summary, reproduce } = result(stdout);
  expect(stderr).toBe('');
  expect(precision).toMatchObject({ metric: 'functions.worker.latencyMs.mean', wanted: 0.01, stoppedBy: 'precision' });
  expect(runs).toHaveLength(precision!.replications);
  const { mean, ci95 } = summary['functions.worker.latencyMs.mean']!;
  expect(ci95! / mean!).toBe(precision!.reached);
  expect(precision!.reached).toBeLessThanOrEqual(0.01);
  expect(reproduce.command).toBe('coldstart run s.yaml --precision functions.worker.latencyMs.mean:1%');
  // They are the first ones of as many as one likes.
  const given = await run('--replications', String(runs.length), '--format', 'json');
  expect(result(given.stdout).runs).toEqual(runs);
});

test('--precision gives the same with any number of threads', async () => {
  file('s.yaml', SCENARIO);
  const of = (workers: string) =>
    run('--precision', 'latencyMs.p99:2%', '--workers', workers, '--format', 'json', '--out', `w${workers}`);
  const [one, two, four] = [await of('1'), await of('2'), await of('4')];
  expect(two).toEqual(one);
  expect(four).toEqual(one);
});

test('--max-replications ends the search, which the summary tells', async () => {
  file('s.yaml', SCENARIO);
  const given = ['--precision', 'total.coldStarts:0.1%', '--max-replications', '12'];
  const { code, stdout } = await run(...given);
  expect(code).toBe(0);
  expect(stdout.replace(/\s+/g, ' ')).toContain(
    'The limit of 12 replications came before total.coldStarts was known to 0.1 %',
  );
});

test.each([
  [
    ['--precision', 'latencyMs.p99'],
    /--precision latencyMs\.p99: expected metric:share, for example latencyMs\.p99:5%/,
  ],
  [['--precision', 'latencyMs.p98:5%'], /latencyMs needs one of .*p99/],
  [['--precision', 'functions.ap.coldStarts:5%'], /no function is named "ap" \(did you mean "api"\?\)/],
  [['--precision', 'coldStarts:5%', '--replications', '20'], /leave --replications out/],
  [['--max-replications', '20'], /--max-replications goes with --precision/],
  [['--precision', 'coldStarts:5%', '--max-replications', '5'], /must be 10 or more/],
  [['--variant', 'more'], /there is no variant "more"/],
])('refuses %j', async (flags, problem) => {
  file('s.yaml', SCENARIO);
  const { code, stdout, stderr } = await run(...flags);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(problem);
  expect(names()).toEqual(['s.yaml']);
});

test('--precision is refused for a fixed trace, whose replications are all the same requests', async () => {
  file('t.csv', 'time_ms,target,duration_ms\n1000,api,50\n2000,api,50\n');
  file('s.yaml', 'duration: 1m\nfunctions:\n  api: { init: 1s }\ntriggers:\n  t: { type: trace, file: t.csv }\n');
  const { code, stderr } = await run('--precision', 'latencyMs.p99:5%');
  expect(code).toBe(2);
  expect(stderr).toMatch(/replications of one fixed trace say nothing about chance/);
});

test('--variant runs one of the variants, which is the scenario with its settings', async () => {
  const memory = 'functions.worker.memory';
  file('s.yaml', `${SCENARIO}variants:\n  more: { ${memory}: 2048 }\n`);
  const [variant, set] = await Promise.all([
    run('--variant', 'more', '--format', 'json', '--out', 'a'),
    run('--set', `${memory}=2048`, '--format', 'json', '--out', 'b'),
  ]);
  expect(result(variant.stdout).runs).toEqual(result(set.stdout).runs);
  expect(result(variant.stdout).reproduce.command).toBe('coldstart run s.yaml --variant more');
});
