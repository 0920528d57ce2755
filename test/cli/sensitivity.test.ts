// `coldstart run --sensitivity keepAlive` as a user meets it.
import { expect, test } from 'vitest';
import { KEEP_ALIVE_PRESETS } from '../../src/lambda/defaults.js';
import type { Result } from '../../src/result.js';
import { endless, folderOfItsOwn, SCENARIO } from './folder.js';

const { coldstart, file, names, read } = folderOfItsOwn();
const PRESETS = Object.keys(KEEP_ALIVE_PRESETS);
const run = (...args: string[]) => coldstart(['run', 's.yaml', ...args]);
const withKeepAlive = (keepAlive: string) => SCENARIO.replace('handler: 1s,', `handler: 1s, keepAlive: ${keepAlive},`);

test('shows every published keep-alive in the summary, the report and the result', async () => {
  file('s.yaml', SCENARIO);
  const { code, stdout, stderr } = await run('--sensitivity', 'keepAlive');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^ {2}aws-2020 \(in force\) +\d/m);
  const result = JSON.parse(read('reports/small/result.json')) as Result;
  expect(Object.keys(result.sensitivity!.keepAlive!)).toEqual(PRESETS);
  expect(result.sensitivity!.inForce).toEqual({ keepAlive: 'aws-2020' });
  expect(result.reproduce.command).toBe('coldstart run s.yaml --sensitivity keepAlive');
  expect(read('reports/small/summary.md')).toContain('## Under other assumptions');
  expect(read('reports/small/report.html')).toContain('id="sensitivity"');
});

test('the scenario itself is a row, with the figures of its run, and each preset what it gives alone', async () => {
  file('s.yaml', withKeepAlive('1m'));
  const given = ['--format', 'json', '--replications', '3', '--duration', '1h'];
  const [all, alone] = await Promise.all([
    run('--sensitivity', 'keepAlive', ...given),
    run(...given, '--set', 'functions.api.keepAlive=aws-2021', '--set', 'functions.worker.keepAlive=aws-2021'),
  ]);
  const { sensitivity, summary } = JSON.parse(all.stdout) as Result;
  expect(Object.keys(sensitivity!.keepAlive!)).toEqual([...PRESETS, 'as given']);
  const asGiven = sensitivity!.keepAlive!['as given']!.functions['worker']!;
  const { mean, ci95 } = summary['functions.worker.coldStartRate']!;
  expect(asGiven.coldStartRate).toEqual({ mean, ci95 });
  const other = (JSON.parse(alone.stdout) as Result).summary['functions.worker.environments.meanIdle']!;
  expect(sensitivity!.keepAlive!['aws-2021']!.functions['worker']!.meanIdle).toEqual({
    mean: other.mean,
    ci95: other.ci95,
  });
  // The runs are those without the flag.
  const plain = await run(...given);
  expect((JSON.parse(plain.stdout) as Result).runs).toEqual((JSON.parse(all.stdout) as Result).runs);
  expect((JSON.parse(plain.stdout) as Result).sensitivity).toBeUndefined();
});

test('gives the same with any number of threads', async () => {
  file('s.yaml', SCENARIO);
  const of = (workers: string) =>
    run('--sensitivity', 'keepAlive', '--format', 'json', '--replications', '2', '--workers', workers);
  const [one, three] = await Promise.all([of('1'), of('3')]);
  expect(three.stdout).toBe(one.stdout);
});

test('refuses an assumption that it does not know', async () => {
  file('s.yaml', SCENARIO);
  const { code, stdout, stderr } = await run('--sensitivity', 'memory');
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toBe('--sensitivity is "memory"; expected all, keepAlive, init, traffic\nSee coldstart run --help\n');
  expect(names()).toEqual(['s.yaml']);
  expect((await coldstart(['--complete', 'run', '--sensitivity', ''])).stdout).toBe('all\nkeepAlive\ninit\ntraffic\n');
});

test('says nothing of its own on standard error, however many runs there are', async () => {
  file('s.yaml', SCENARIO);
  const { code, stderr } = await run('--sensitivity', 'keepAlive', '--replications', '12', '--quiet');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});

test('Ctrl-C ends it as any run', async () => {
  file('s.yaml', endless('small'));
  const { code, stdout } = await coldstart(['run', 's.yaml', '--sensitivity', 'keepAlive'], { interruptAfterMs: 3000 });
  expect({ code, stdout }).toEqual({ code: 130, stdout: '' });
  expect(names()).toEqual(['s.yaml']);
});
