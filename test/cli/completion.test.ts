// `coldstart completion`: what a shell is told, in a real bash where there is one.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { completionScript } from '../../src/cli/completion/scripts.js';
import { settingPaths } from '../../src/cli/completion/setting-paths.js';
import { applySet } from '../../src/scenario/source/set.js';
import { nodeAt, plainOf } from '../../src/scenario/source/tree.js';
import { parseYaml } from '../../src/scenario/source/yaml.js';
import { EXAMPLE } from '../scenario/example.js';
import { MAIN } from '../support/built.js';
import { folderOfItsOwn, SCENARIO } from './folder.js';

const { coldstart, file, names, path } = folderOfItsOwn();

async function candidates(...words: string[]): Promise<string[]> {
  const { code, stdout, stderr } = await coldstart(['--complete', ...words]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout.split('\n').filter((line) => line !== '');
}

describe('the candidates', () => {
  test('are the commands first', async () => {
    expect(await candidates('')).toEqual(expect.arrayContaining(['init', 'run', 'validate', 'schema', 'completion']));
    expect(await candidates('--')).toEqual(['--help', '--version']);
  });

  test('are the flags of the command that is named, less those that are given and may be given once', async () => {
    const flags = await candidates('run', 's.yaml', '--seed', '4', '--set', 'a=b', '--quiet', '--');
    expect(flags).toEqual(expect.arrayContaining(['--set', '--duration', '--format', '--check', '--help']));
    for (const given of ['--seed', '--quiet']) expect(flags).not.toContain(given);
    expect(await candidates('validate', '--')).not.toContain('--seed');
  });

  test('are the choices where there are some, however the shell cuts the words', async () => {
    const formats = ['table', 'json', 'csv', 'markdown'];
    expect(await candidates('run', 's.yaml', '--format', '')).toEqual(formats);
    expect(await candidates('run', 's.yaml', '--format', '=')).toEqual(formats);
    expect(await candidates('run', 's.yaml', '--format', '=', 'j')).toEqual(formats);
    expect(await candidates('run', '--format=j')).toEqual(formats.map((format) => `--format=${format}`));
    expect(await candidates('completion', '')).toEqual(['bash', 'zsh']);
  });

  test('are none where a file is due', async () => {
    for (const words of [
      ['run', ''],
      ['run', 's.yaml', ''],
      ['run', '--quiet', ''],
      ['run', '--out', ''],
      ['init', ''],
    ])
      expect(await candidates(...words)).toEqual([]);
  });

  test('are paths of settings after --set, from the scenario on the line', async () => {
    file('s.yaml', SCENARIO);
    expect(await candidates('run', 's.yaml', '--set', 'functions.')).toEqual(['functions.api.', 'functions.worker.']);
    expect(await candidates('validate', '--set=functions.', 's.yaml', '--set=triggers.h')).toEqual([
      '--set=triggers.http.',
      '--set=triggers.jobs.',
    ]);
  });

  test.each<readonly [title: string, words: readonly string[]]>([
    ['no such file', ['run', 'nowhere.yaml', '--set', '']],
    ['a folder', ['run', 'folder.yaml', '--set', '']],
    ['a broken file', ['run', 'broken.yaml', '--set', '']],
    ['a large file', ['run', 'large.yaml', '--set', '']],
    ['a path that leads nowhere', ['run', 's.yaml', '--set', 'seed.x.']],
    ['a path that is none', ['run', 's.yaml', '--set', '..']],
    ['a value', ['run', 's.yaml', '--set', 'functions.api.memory=']],
    ['no such command', ['nonsense', '']],
    ['a member of every object', ['constructor', '']],
  ])('are none, and no complaint, for %s', async (_, words) => {
    file('s.yaml', SCENARIO);
    file('broken.yaml', 'a: [\n');
    file('large.yaml', `${SCENARIO}#${'x'.repeat(1_000_000)}`);
    mkdirSync(join(path(), 'folder.yaml'));
    expect(await candidates(...words)).toEqual([]);
  });
});

describe('paths of settings', () => {
  const all = (text: string, stem = ''): string[] => {
    const found = settingPaths(join(path(), file('example.yaml', text)), stem);
    return found.flatMap((each) => (each.endsWith('=') ? [each.slice(0, -1)] : all(text, each)));
  };

  test('lead to every value of the scenario, and --set takes each', () => {
    const { root } = parseYaml(EXAMPLE);
    const paths = all(EXAMPLE);
    expect(paths).toEqual(
      expect.arrayContaining([
        'functions.checkout.handler.lognormal.p99',
        'functions.checkout.aliases.live.provisionedConcurrency',
        'triggers.api.arrivals.poisson.rate',
        'slo.0',
        // Not in the file, but known to the schema.
        'account.scalingRate.burst',
        'functions.checkout.versions',
      ]),
    );
    expect(new Set(paths).size).toBe(paths.length);
    for (const each of paths) {
      const node = nodeAt(root!, each.split('.'));
      const value = node?.kind === 'scalar' ? node.value : 1;
      const { root: after, problems } = applySet(root!, `${each}=${JSON.stringify(value)}`);
      expect(problems, each).toEqual([]);
      if (node?.kind === 'scalar') expect(plainOf(after), each).toEqual(plainOf(root!));
    }
  });

  test('hold nothing that a shell could take for more than a word', () => {
    const hostile = [
      '$(touch stolen)',
      '`touch stolen`',
      'a b',
      "a'b",
      'a;b',
      'a\u001b[2J',
      'a|b',
      '*',
      '~',
      '-\u202e',
    ];
    const triggers = Object.fromEntries([...hostile, 'good.one', '-n'].map((name) => [name, { type: 'sdk' }]));
    const text = JSON.stringify({ triggers });
    expect(settingPaths(join(path(), file('hostile.yaml', text)), 'triggers.')).toEqual([
      'triggers.good.one.',
      'triggers.-n.',
    ]);
  });
});

describe('the script', () => {
  test('is that of the shell that is named, else of the one in use', async () => {
    const printed = async (shell: string, ...args: string[]) =>
      (await coldstart(['completion', ...args], { env: { SHELL: shell } })).stdout;
    expect(await printed('/bin/zsh')).toBe(completionScript('zsh'));
    expect(await printed('/usr/bin/bash')).toBe(completionScript('bash'));
    expect(await printed('')).toBe(completionScript('bash'));
    expect(await printed('/bin/zsh', 'bash')).toBe(completionScript('bash'));
  });

  test('is refused for another shell', async () => {
    const { code, stderr } = await coldstart(['completion', 'bsh']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^shell is "bsh"; expected bash, zsh \(did you mean bash\?\)$/m);
  });
});

const hasBash = spawnSync('bash', ['--version']).status === 0;

describe.skipIf(!hasBash)('in a real bash', () => {
  /** What is offered for the last word, as the shell would have cut the line. */
  function offered(...words: string[]): string[] {
    mkdirSync(join(path(), 'bin'), { recursive: true });
    const program = join(path(), 'bin', 'coldstart');
    file('bin/coldstart', `#!/bin/sh\nexec "${process.execPath}" "${MAIN}" "$@"\n`);
    chmodSync(program, 0o755);
    const script = [
      'eval "$(coldstart completion bash)"',
      'COMP_WORDS=(coldstart "$@")',
      'COMP_CWORD=$#',
      '_coldstart',
      `printf "%s\\n" "\${COMPREPLY[@]}"`,
      'complete -p coldstart >&2',
    ];
    const env = { ...process.env, PATH: `${join(path(), 'bin')}${delimiter}${process.env['PATH'] ?? ''}` };
    const bash = spawnSync('bash', ['-c', script.join('\n'), 'bash', ...words], { cwd: path(), env, encoding: 'utf8' });
    expect(bash.stderr).toBe('complete -o bashdefault -o default -F _coldstart coldstart\n');
    return bash.stdout.split('\n').filter((line) => line !== '');
  }

  test('commands, flags, choices and settings that go on from what is typed', () => {
    file('s.yaml', SCENARIO);
    expect(offered('v')).toEqual(['validate']);
    expect(offered('run', 's.yaml', '--se')).toEqual(['--set', '--seed', '--series', '--sensitivity']);
    expect(offered('run', 's.yaml', '--format', '=', 'm')).toEqual(['markdown']);
    expect(offered('run', 's.yaml', '--set', 'functions.api.mem')).toEqual(['functions.api.memory=']);
    expect(offered('run', 's')).toEqual([]);
  });

  test('nothing that a scenario holds is run', () => {
    file('s.yaml', JSON.stringify({ triggers: { '$(touch stolen)': {}, '`touch stolen`': {}, '*': {}, fine: {} } }));
    expect(offered('run', 's.yaml', '--set', 'triggers.')).toEqual(['triggers.fine.']);
    expect(existsSync(join(path(), 'stolen'))).toBe(false);
    expect(names()).toEqual(['bin', 's.yaml']);
  });
});
