// `coldstart explain` as a user meets it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Explanation, RequestStory } from '../../src/explanation.js';
import { coldstart as fromRoot, ROOT } from '../support/built.js';
import { folderOfItsOwn, SCENARIO } from './folder.js';

const { coldstart, file, names } = folderOfItsOwn();
const explain = (...args: string[]) => coldstart(['explain', 's.yaml', ...args]);

describe('without a request', () => {
  test('every setting is shown with its place in the file, or as a default with its assumption', async () => {
    file('s.yaml', SCENARIO);
    const { code, stdout, stderr } = await explain('--set', 'functions.worker.memory=512');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^function api\n {2}runtime +nodejs22\.x +default \(M-RUNTIME\)$/m);
    expect(stdout).toMatch(/^ {2}handler +exponential, mean 100ms +file 6:\d+$/m);
    expect(stdout).toMatch(/^ {2}memory +512 MB +--set$/m);
    expect(names()).toEqual(['s.yaml']);
  });

  test('--format json is one document', async () => {
    file('s.yaml', SCENARIO);
    const { stdout } = await explain('--format', 'json', '--seed', '9');
    const { schema, groups } = JSON.parse(stdout) as Explanation;
    expect(schema).toBe('coldstart-explanation/1');
    expect(groups.map(({ kind, name }) => [kind, name])).toEqual([
      ['scenario', null],
      ['account', null],
      ['function', 'api'],
      ['function', 'worker'],
      ['trigger', 'http'],
      ['trigger', 'jobs'],
    ]);
    expect(groups[0]!.settings.find(({ key }) => key === 'seed')?.origin).toEqual({ kind: 'flag', text: '--seed 9' });
  });

  test('--function leaves out the other functions and what calls only them', async () => {
    file('s.yaml', SCENARIO);
    const { code, stdout } = await explain('--function', 'worker');
    expect(code).toBe(0);
    expect(stdout.match(/^(function|trigger) .*$/gm)).toEqual(['function worker', 'trigger jobs']);
  });

  test.each<readonly [args: readonly string[], expected: string]>([
    [['--function', 'wroker'], '--function wroker: there is no such function (did you mean "worker"?)\n'],
    [['--replication', '0'], '--replication needs a request of that run, for example --request 1 --replication 0\n'],
  ])('%j is refused', async (args, expected) => {
    file('s.yaml', SCENARIO);
    expect(await explain(...args)).toEqual({ code: 2, stdout: '', stderr: expected });
  });

  test('a scenario with problems is refused as by every command', async () => {
    file('s.yaml', SCENARIO.replace('init: 200ms', 'init: 200'));
    const { code, stdout, stderr } = await explain();
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^s\.yaml:6:/);
  });
});

describe('with a request', () => {
  test('its story is told', async () => {
    file('s.yaml', SCENARIO);
    const { code, stdout, stderr } = await explain('--request', '1', '--function', 'worker');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^small: request 1 of worker \(seed 5, replication 0\)\n/);
    expect(stdout).toContain('Cause: first.');
    expect(stdout).toMatch(/^ {2}REPORT RequestId: <request 1>/m);
  });

  test('--format json is the same as data, and a replication of one’s choice', async () => {
    file('s.yaml', SCENARIO);
    const of = async (replication: string) => {
      const { stdout } = await explain(
        '--request',
        '1',
        '--function',
        'api',
        '--format',
        'json',
        '--replication',
        replication,
        '--replications',
        '2',
      );
      return JSON.parse(stdout) as RequestStory;
    };
    const [first, second] = await Promise.all([of('0'), of('1')]);
    expect(first).toMatchObject({ schema: 'coldstart-request/1', request: 1, replication: 0, start: 'provisioned' });
    expect(second.replication).toBe(1);
    expect(second.arrivedMs).not.toBe(first.arrivedMs);
  });

  test('of a trace, its file is read', async () => {
    file('calls.csv', 'time_ms,target,duration_ms\n5,worker,20\n');
    file('s.yaml', SCENARIO.replace(/triggers:.*/s, 'triggers: { t: { type: trace, file: calls.csv } }\n'));
    const { code, stdout } = await explain('--request', '1', '--function', 'worker');
    expect(code).toBe(0);
    expect(stdout).toContain('The handler runs for 20 ms');
  });

  test.each<readonly [args: readonly string[], expected: string | RegExp]>([
    [['--request', '1'], 'whose request? Name one of the functions with --function: api, worker\n'],
    [
      ['--request', '1', '--function', 'wroker'],
      '--function wroker: there is no such function (did you mean "worker"?)\n',
    ],
    [['--request', '0', '--function', 'api'], '--request must be a whole number from 1, for example --request 4\n'],
    [['--request', '1', '--function', 'api', '--replication', '-1'], /^--replication must be a whole number from 0/],
    [
      ['--request', '1', '--function', 'api', '--replication', '1'],
      '--replication 1: the scenario has one, 0; with --replications 2 it has as many\n',
    ],
    [
      ['--request', '1', '--function', 'api', '--replication', '3', '--replications', '3'],
      '--replication 3: the scenario has 3, from 0 to 2; with --replications 4 it has as many\n',
    ],
    [['--request', '999', '--function', 'worker'], /^--request 999: worker had \d+ requests in replication 0\n$/],
  ])('%j is refused', async (args, expected) => {
    file('s.yaml', SCENARIO);
    const { code, stdout, stderr } = await explain(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(expected);
  });
});

test('the story in the README is what the command tells', async () => {
  const { stdout } = await fromRoot(['explain', 'scenarios/quickstart.yaml', '--request', '2']);
  expect(readFileSync(join(ROOT, 'README.md'), 'utf8')).toContain(`\`\`\`text\n${stdout}\`\`\``);
});

test('completion knows the command, its flags and its choices', async () => {
  const { stdout } = await coldstart(['--complete', '']);
  expect(stdout.split('\n')).toContain('explain');
  const flags = await coldstart(['--complete', 'explain', 's.yaml', '--']);
  expect(flags.stdout.split('\n')).toEqual(
    expect.arrayContaining(['--request', '--function', '--replication', '--set']),
  );
  expect((await coldstart(['--complete', 'explain', '--format', ''])).stdout).toBe('table\njson\n');
});
