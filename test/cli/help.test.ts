// What the command line says of itself, and to whoever mistypes.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { coldstart, MAIN, ROOT } from '../support/built.js';

/** One file a command, beside what is shared. */
const SHARED = ['main.ts', 'fail.ts', 'simulation.ts'];
const COMMANDS = readdirSync(join(ROOT, 'src/cli'))
  .filter((name) => name.endsWith('.ts') && !SHARED.includes(name))
  .map((name) => name.replace('.ts', ''));

describe('--help', () => {
  test('of the whole lists every command and the first one to try, in 80 columns', async () => {
    const { code, stdout, stderr } = await coldstart(['--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const command of COMMANDS) expect(stdout).toMatch(new RegExp(`^  coldstart ${command}\\b`, 'm'));
    expect(stdout).toMatch(/^Begin with: {2}(npx )?coldstart init$/m);
    expect(widest(stdout)).toBeLessThanOrEqual(80);
  });

  test.each(COMMANDS)('of %s has an example and fits into 80 columns', async (command) => {
    const { code, stdout, stderr } = await coldstart([command, '--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(new RegExp(`^coldstart ${command}\\b`));
    expect(stdout).toMatch(new RegExp(`^Examples:\\n.*coldstart ${command}\\b`, 'm'));
    expect(widest(stdout)).toBeLessThanOrEqual(80);
  });

  test('of run has its flags in groups, each with its default', async () => {
    const { stdout } = await coldstart(['run', '--help']);
    const headings = stdout.match(/^\S.*:$/gm);
    expect(headings).toEqual(['Positionals:', 'The scenario:', 'The output:', 'The machine:', 'Options:', 'Examples:']);
    const words = stdout.replace(/\s+/g, ' ');
    for (const [flag, usual] of [
      ['seed', "the scenario's"],
      ['duration', "the scenario's"],
      ['replications', "the scenario's"],
      ['format', 'table'],
      ['out', 'reports/<scenario name>'],
      ['workers', 'one for each processor'],
    ])
      expect(words).toMatch(new RegExp(`--${flag} [^-]*\\(default: ${usual}\\)`));
  });

  test('is also to be had as -h and as help', async () => {
    const [long, short, word] = await Promise.all([
      coldstart(['run', '--help']),
      coldstart(['run', '-h']),
      coldstart(['help', 'run']),
    ]);
    expect(short).toEqual(long);
    expect(word).toEqual(long);
  });

  test('does not depend on the language of the machine', async () => {
    const english = await coldstart(['run'], { env: { LC_ALL: 'C' } });
    const german = await coldstart(['run'], { env: { LC_ALL: 'de_DE.UTF-8', LANG: 'de_DE.UTF-8' } });
    expect(german).toEqual(english);
  });
});

test('nothing at all shows what there is, as an error', async () => {
  const { code, stdout, stderr } = await coldstart([]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toBe((await coldstart(['--help'])).stdout);
});

test('--version is that of the package', async () => {
  expect((await coldstart(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});

describe('what is mistyped is named with what was probably meant:', () => {
  test.each<readonly [args: readonly string[], expected: string]>([
    [['rnu', 's.yaml'], 'unknown command "rnu" (did you mean run?)\nSee coldstart --help'],
    [['something'], 'unknown command "something"\nSee coldstart --help'],
    [['evil\u001b[2J'], 'unknown command "evil\\u001b[2J"\nSee coldstart --help'],
    [['--sede'], 'unknown flag --sede\nSee coldstart --help'],
    [['run', 's.yaml', '--sede', '4'], 'unknown flag --sede (did you mean --seed?)\nSee coldstart run --help'],
    [['run', 's.yaml', '--sede=4'], 'unknown flag --sede (did you mean --seed?)\nSee coldstart run --help'],
    [['run', '--qiet', 's.yaml'], 'unknown flag --qiet (did you mean --quiet?)\nSee coldstart run --help'],
    [['run', 's', '--dura.x', '-z'], 'unknown flag --dura.x\nunknown flag -z\nSee coldstart run --help'],
    [['validate', 's.yaml', '--st', 'a=b'], 'unknown flag --st (did you mean --set?)\nSee coldstart validate --help'],
    [['schema', 's.yaml'], 'unexpected "s.yaml"\nSee coldstart schema --help'],
    [
      ['validate'],
      'Which scenario? Name a file, for example: coldstart validate scenarios/quickstart.yaml\nSee coldstart validate --help',
    ],
  ])('%j', async (args, expected) => {
    expect(await coldstart(args)).toEqual({ code: 2, stdout: '', stderr: `${expected}\n` });
  });
});

test('a reader that has seen enough is no error', () => {
  const shell = (line: string) => spawnSync('sh', ['-c', line], { cwd: ROOT, encoding: 'utf8' });
  const seen = shell(`{ "${process.execPath}" "${MAIN}" schema; echo "code $?" >&2; } | head -c 20`);
  expect(seen).toMatchObject({ stderr: 'code 0\n', stdout: expect.stringMatching(/^\{\s+"\$schema"/) as string });
});

const widest = (text: string): number => Math.max(...text.split('\n').map((line) => [...line].length));
