// `coldstart compare` as a user meets it.
import { describe, expect, test } from 'vitest';
import type { Comparison } from '../../src/experiment-result.js';
import type { Result } from '../../src/result.js';
import { endless, folderOfItsOwn, named, SCENARIO } from './folder.js';

const { coldstart, file, names, read } = folderOfItsOwn();
const compare = (...args: string[]) => coldstart(['compare', ...args]);
const parsed = (text: string) => JSON.parse(text) as Comparison;

const VARIANTS = `${SCENARIO}variants:
  more: { functions.api.aliases.live.provisionedConcurrency: 5 }
  'none': { functions.api.aliases.live.provisionedConcurrency: 0 }
`;

describe('coldstart compare', () => {
  test('sets the variants of a file beside the scenario as it is written', async () => {
    const { code, stdout, stderr } = await compare(file('s.yaml', VARIANTS), '--replications', '3');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^more (?:cuts|raises|leaves|makes).* p99 /m);
    for (const line of stdout.split('\n')) expect([...line].length).toBeLessThanOrEqual(80);
    expect(names('reports/small/comparison')).toEqual(['comparison.html', 'comparison.json', 'comparison.md']);
    const comparison = parsed(read('reports/small/comparison/comparison.json'));
    expect(Object.keys(comparison.variants)).toEqual(['base', 'more', 'none']);
    expect(Object.keys(comparison.differences)).toEqual(['more', 'none']);
  });

  test('gives each variant the result of a run of it, and the same bytes with any number of threads', async () => {
    file('s.yaml', VARIANTS);
    const given = ['s.yaml', '--replications', '4', '--format', 'json'];
    const all = await Promise.all(
      ['1', '2', '4'].map((workers) => compare(...given, '--workers', workers, '--out', `w${workers}`)),
    );
    expect(new Set(all.map(({ stdout }) => stdout)).size).toBe(1);
    const { variants } = parsed(all[0]!.stdout);
    for (const [name, { reproduce, runs }] of Object.entries(variants)) {
      const alone = await coldstart([...reproduce.command.split(' ').slice(1), '--format', 'json', '--out', name]);
      expect((JSON.parse(alone.stdout) as Result).runs).toEqual(runs);
    }
  });

  test('takes ten replications where nobody says how many, those of the file where it does', async () => {
    file('s.yaml', VARIANTS);
    file('t.yaml', `${VARIANTS}replications: 2\n`);
    const count = async (name: string) => parsed((await compare(name, '--format', 'json')).stdout).replications;
    expect([await count('s.yaml'), await count('t.yaml')]).toEqual([10, 2]);
  });

  test('sets files beside each other, under the seed of the first', async () => {
    const files = [file('a.yaml', named('today')), file('b.yaml', named('tomorrow').replace('seed: 5', 'seed: 6'))];
    const { stdout } = await compare(...files, '--replications', '2', '--format', 'json');
    const comparison = parsed(stdout);
    expect(Object.keys(comparison.variants)).toEqual(['today', 'tomorrow']);
    // They are the same scenario, so nothing differs.
    for (const { mean } of Object.values(comparison.differences['tomorrow']!)) expect(mean ?? 0).toBe(0);
  });

  test('chooses variants and the one to compare with', async () => {
    file('s.yaml', VARIANTS);
    const given = ['s.yaml', '--replications', '2', '--format', 'json'];
    const { stdout } = await compare(...given, '--variant', 'none', '--variant', 'base', '--base', 'none');
    expect(parsed(stdout).base).toBe('none');
    expect(Object.keys(parsed(stdout).differences)).toEqual(['base']);
  });

  test('--check fails where any variant misses an objective, and --junit writes each', async () => {
    file('s.yaml', `${VARIANTS}slo:\n  - functions.api.spilloverInvocations < 1\n`);
    const { code } = await compare('s.yaml', '--replications', '2', '--check', '--junit', 'slo.xml', '--quiet');
    expect(code).toBe(1);
    const xml = read('slo.xml');
    expect(xml.match(/<testsuite /g)).toHaveLength(3);
    expect(xml).toContain('<testsuite name="small: base" tests="1" failures="1">');
    expect(xml).toContain('<testsuite name="small: none" tests="1" failures="0">');
  });

  test('says so where the variants do not have the same traffic', async () => {
    file('s.yaml', `${SCENARIO}variants:\n  busy: { triggers.http.arrivals.poisson.rate: 9/s }\n`);
    const { stderr } = await compare('s.yaml', '--replications', '2');
    expect(stderr).toContain('warning: the variants do not have the same arrivals');
  });

  test.each([
    ['nothing to compare with', SCENARIO, [], /nothing to compare with: name a second file, or add to the scenario/],
    [
      'an unknown variant',
      VARIANTS,
      ['--variant', 'mor'],
      /--variant mor: there is no such variant \(did you mean "?more"?\?\)/,
    ],
    [
      'a variant of the base’s name',
      VARIANTS.replace('more:', 'base:'),
      [],
      /"base" is what the scenario without a variant is called/,
    ],
    [
      'an unsound variant',
      VARIANTS.replace('Concurrency: 5', 'Concurrency: -5'),
      [],
      /variant "more": .*provisionedConcurrency/,
    ],
  ])('refuses %s', async (_, text, flags, problem) => {
    const { code, stdout, stderr } = await compare(file('s.yaml', text), ...flags);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(problem);
    expect(names()).toEqual(['s.yaml']);
  });

  test('refuses a file that is named twice', async () => {
    const { code, stderr } = await compare(file('s.yaml', SCENARIO), 's.yaml');
    expect({ code, stderr }).toEqual({ code: 2, stderr: 's.yaml is there twice: compare needs different settings\n' });
  });

  test('refuses scenarios of different lengths', async () => {
    const files = [file('a.yaml', named('a')), file('b.yaml', named('b').replace('10m', '20m'))];
    const { code, stderr } = await compare(...files);
    expect(code).toBe(2);
    expect(stderr).toBe('a simulates 10m, b 20m: compare needs the same duration for all\n');
  });

  test('Ctrl-C keeps what had finished for all variants', async () => {
    file('s.yaml', `${endless('small')}variants:\n  more: { functions.api.memory: 512 }\n`);
    const { code, stdout } = await coldstart(['compare', 's.yaml'], { interruptAfterMs: 5000 });
    expect({ code, stdout }).toEqual({ code: 130, stdout: '' });
    expect(names()).toEqual(['s.yaml']);
  });
});
