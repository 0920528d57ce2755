// `coldstart sweep` as a user meets it.
import { existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Sweep } from '../../src/experiment-result.js';
import type { Result } from '../../src/result.js';
import { endless, folderOfItsOwn, SCENARIO } from './folder.js';

const { coldstart, file, names, path, read } = folderOfItsOwn();
const sweep = (...args: string[]) => coldstart(['sweep', 's.yaml', ...args]);
const parsed = (text: string) => JSON.parse(text) as Sweep;

const PROVISIONED = 'functions.api.aliases.live.provisionedConcurrency';
const GRID = ['--vary', `${PROVISIONED}=0..4:2`, '--vary', 'functions.worker.memory=128,256', '--replications', '3'];

describe('coldstart sweep', () => {
  test('simulates every point of the grid and writes table, document and report', async () => {
    file('s.yaml', SCENARIO);
    const { code, stdout, stderr } = await sweep(...GRID);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const line of stdout.split('\n')) expect([...line].length).toBeLessThanOrEqual(80);
    expect(names('reports/small/sweep')).toEqual(['points', 'sweep.csv', 'sweep.html', 'sweep.json', 'sweep.md']);
    const { points, vary } = parsed(read('reports/small/sweep/sweep.json'));
    expect(vary.map(({ values }) => values)).toEqual([
      [0, 2, 4],
      [128, 256],
    ]);
    expect(points.map(({ set }) => Object.values(set))).toEqual([
      [0, 128],
      [0, 256],
      [2, 128],
      [2, 256],
      [4, 128],
      [4, 256],
    ]);
  });

  test('a point has the figures of a run of its settings', async () => {
    file('s.yaml', SCENARIO);
    const { stdout } = await sweep(...GRID, '--format', 'json');
    const point = parsed(stdout).points[3]!;
    const given = ['--set', `${PROVISIONED}=2`, '--set', 'functions.worker.memory=256', '--replications', '3'];
    const run = JSON.parse((await coldstart(['run', 's.yaml', ...given, '--format', 'json'])).stdout) as Result;
    expect(point.summary).toEqual(run.summary);
    expect(point.scenarioHash).toBe(run.reproduce.scenarioHash);
  });

  test('gives the same bytes with any number of threads, and again for nothing', async () => {
    file('s.yaml', SCENARIO);
    const of = (workers: string, out: string) => sweep(...GRID, '--format', 'json', '--workers', workers, '--out', out);
    const [one, two, four] = [await of('1', 'a'), await of('2', 'b'), await of('4', 'c')];
    expect(two.stdout).toBe(one.stdout);
    expect(four.stdout).toBe(one.stdout);
    const written = readdirSync(join(path(), 'a/points')).map((name) =>
      readFileSync(join(path(), 'a/points', name), 'utf8'),
    );
    expect((await of('1', 'a')).stdout).toBe(one.stdout);
    const again = readdirSync(join(path(), 'a/points')).map((name) =>
      readFileSync(join(path(), 'a/points', name), 'utf8'),
    );
    expect(again).toEqual(written);
  });

  test('killed at any moment and started again, it gives the bytes of an undisturbed one', async () => {
    file('s.yaml', SCENARIO);
    const grid = ['--vary', `${PROVISIONED}=0..39:1`, '--replications', '4', '--format', 'json', '--workers', '2'];
    const undisturbed = await sweep(...grid, '--out', 'whole');
    const folder = join(path(), 'killed/points');
    const store = (): number =>
      existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')).length : 0;
    const finished: number[] = [];
    for (let kill = 0; kill < 20; kill++) {
      const before = store();
      // At first before there is any point, then with one or two more of them, and some time after that.
      let looks = (kill * 7) % 5;
      const isTime = (): boolean => (kill < 2 || store() > before) && looks-- <= 0;
      await coldstart(['sweep', 's.yaml', ...grid, '--out', 'killed'], { interruptWhen: isTime, signal: 'SIGKILL' });
      finished.push(store());
    }
    const resumed = await sweep(...grid, '--out', 'killed');
    expect(resumed).toEqual(undisturbed);
    expect(read('killed/sweep.json')).toBe(read('whole/sweep.json'));
    for (const name of readdirSync(join(path(), 'whole/points'))) {
      expect(read(`killed/points/${name}`), name).toBe(read(`whole/points/${name}`));
    }
    // What one run has finished, the next one does not lose.
    expect(finished).toEqual([...finished].sort((a, b) => a - b));
  });

  test('names a point that was cut off or is foreign, and simulates it again', async () => {
    file('s.yaml', SCENARIO);
    const first = await sweep(...GRID, '--format', 'json');
    const folder = join(path(), 'reports/small/sweep/points');
    const [cut = '', foreign = ''] = readdirSync(folder).sort();
    truncateSync(join(folder, cut), 100);
    writeFileSync(join(folder, foreign), '{"hello": "world"}\n');
    const again = await sweep(...GRID, '--format', 'json');
    expect(again.stdout).toBe(first.stdout);
    expect(again.stderr).toContain(`points/${cut} is cut off`);
    expect(again.stderr).toContain(`points/${foreign} is not a point of a sweep: its point is simulated again`);
    expect((await sweep(...GRID, '--format', 'json')).stderr).toBe('');
  });

  test('two sweeps at once in one folder do not harm each other', async () => {
    file('s.yaml', SCENARIO);
    const other = [
      '--vary',
      `${PROVISIONED}=2..6:2`,
      '--vary',
      'functions.worker.memory=128,256',
      '--replications',
      '3',
    ];
    const alone = await sweep(...other, '--format', 'json', '--out', 'alone');
    const [, together] = await Promise.all([
      sweep(...GRID, '--format', 'json', '--out', 'shared'),
      sweep(...other, '--format', 'json', '--out', 'shared'),
    ]);
    expect(together).toEqual(alone);
    // Four of the points are common.
    expect(names('shared/points')).toHaveLength(8);
  });

  test('goes through the variants of a scenario and through presets', async () => {
    file('s.yaml', `${SCENARIO}variants:\n  more: { ${PROVISIONED}: 5 }\n`);
    const grid = ['--vary', 'variants=base,more', '--vary', 'functions.worker.keepAlive=aws-2019,10m'];
    const { stdout } = await sweep(...grid, '--replications', '2', '--format', 'json');
    const { points } = parsed(stdout);
    expect(points.map(({ set }) => Object.values(set).join(' '))).toEqual([
      'base aws-2019',
      'base 10m',
      'more aws-2019',
      'more 10m',
    ]);
    const [base, , more] = points.map(({ summary }) => summary['functions.api.spilloverInvocations']!.mean!);
    expect(more).toBeLessThan(base!);
  });

  test('asks of each point to be sound, and not of variants that it does not take', async () => {
    file('s.yaml', `${SCENARIO}variants:\n  more: { ${PROVISIONED}: 5 }\n`);
    const reserved = ['--vary', 'functions.api.reservedConcurrency=3,4', '--replications', '1', '--quiet'];
    expect(await sweep(...reserved)).toEqual({ code: 0, stdout: '', stderr: '' });
    const { code, stderr } = await sweep(...reserved, '--vary', 'variants=base,more');
    expect(code).toBe(2);
    expect(stderr).toMatch(/at functions\.api\.reservedConcurrency=3, variants=more: .*reserve/s);
    file('s.yaml', `${SCENARIO}variants:\n  more: { functions.ap.memory: 512 }\n`);
    const wrong = await sweep('--vary', 'variants=base,more', '--quiet');
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toMatch(/variants=more: s\.yaml:\d+:\d+: .*there is no function "ap"/);
  });

  test.each([
    [['--vary', 'functions.api.memory=100,512'], /at functions\.api\.memory=100: .*memory/],
    [['--vary', 'functions.ap.memory=512'], /there is no function "ap".*did you mean "api"/s],
    [['--vary', 'functions.api.memory'], /expected path=values, for example functions\.api\.memory=512,1024/],
    [['--vary', 'variants=base,more'], /there is no variant "more"/],
    [['--vary', 'seed=1,2', '--metric', 'latencyMs.p98'], /--metric latencyMs\.p98: latencyMs needs one of .*p99/],
    [[], /vary/],
  ])('refuses %j', async (flags, problem) => {
    file('s.yaml', SCENARIO);
    const { code, stdout, stderr } = await sweep(...flags);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(problem);
    expect(names()).toEqual(['s.yaml']);
  });

  test('--check fails where no point meets every objective', async () => {
    file('s.yaml', `${SCENARIO}slo:\n  - functions.api.spilloverInvocations < 1\n`);
    const given = ['--replications', '2', '--quiet', '--check'];
    expect((await sweep('--vary', `${PROVISIONED}=0,1`, ...given)).code).toBe(0);
    expect((await sweep('--vary', `${PROVISIONED}=1,2`, ...given)).code).toBe(1);
  });

  test('--junit has a suite for each point', async () => {
    file('s.yaml', `${SCENARIO}slo:\n  - functions.api.spilloverInvocations < 1\n`);
    await sweep('--vary', `${PROVISIONED}=0,1`, '--replications', '2', '--quiet', '--junit', 'slo.xml');
    const xml = read('slo.xml');
    expect(xml).toContain(`<testsuite name="small: ${PROVISIONED}=0" tests="1" failures="0">`);
    expect(xml).toContain(`<testsuite name="small: ${PROVISIONED}=1" tests="1" failures="1">`);
  });

  test('Ctrl-C shows the points that had finished', async () => {
    file('s.yaml', endless('small'));
    const folder = join(path(), 'reports/small/sweep/points');
    const isStored = (): boolean => existsSync(folder) && readdirSync(folder).some((name) => name.endsWith('.json'));
    const grid = ['--vary', 'duration=1m,3650d', '--replications', '1'];
    const { code } = await coldstart(['sweep', 's.yaml', ...grid], { interruptWhen: isStored });
    expect(code).toBe(130);
    expect(parsed(read('reports/small/sweep/sweep.json'))).toMatchObject({
      interrupted: true,
      points: [{ set: { duration: '1m' } }],
    });
  });
});
