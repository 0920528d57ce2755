// `coldstart init`: the questions, what it writes, and what it never touches.
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ask } from '../../src/cli/init/ask.js';
import { checkFlags, checkOf } from '../../src/cli/init/check.js';
import { type Answers, complete, type Given, questions } from '../../src/cli/init/questions.js';
import { schemaPath } from '../../src/cli/init/schema-path.js';
import { scenarioText } from '../../src/cli/init/text.js';
import { writeNew } from '../../src/cli/output/new-file.js';
import { RUNTIMES } from '../../src/lambda/cold-start/runtimes.js';
import { parseScenario } from '../../src/scenario/parse.js';
import { ROOT } from '../support/built.js';
import { folderOfItsOwn } from './folder.js';

const { coldstart, file, names, path, read } = folderOfItsOwn();
const init = (...args: string[]) => coldstart(['init', ...args]);
const parsed = (text: string) => parseScenario(text, { file: 'file' });
const asked = questions('my-api');
const check = checkOf(asked);

describe('without a terminal', () => {
  test('the defaults make a scenario that is valid without a warning and runs', async () => {
    const { code, stdout, stderr } = await init();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/\nNext: {2}(npx )?coldstart run my-api\.yaml\n$/);
    expect(names()).toEqual(['my-api.yaml']);
    expect(await coldstart(['validate', 'my-api.yaml'])).toEqual({
      code: 0,
      stdout: 'my-api.yaml: valid (1 function, 1 trigger)\n',
      stderr: '',
    });
    const run = await coldstart(['run', 'my-api.yaml', '--check']);
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout).toMatch(/cold starts +[1-9]\d* of 1,\d{3} invocations/);
  });

  test('every question has a flag, and the function is called like the file', async () => {
    const flags = ['--runtime', 'python3.13', '--memory', '1769', '--handler', '40ms', '--p99', '1s', '--calls', '9/h'];
    const { code } = await init('check out.yml', ...flags, '--provisioned', '3', '--yes');
    expect(code).toBe(0);
    expect(parsed(read('check out.yml')).scenario).toMatchObject({
      duration: 24 * 3_600_000_000,
      functions: [
        {
          name: 'check-out',
          runtime: 'python3.13',
          memoryMB: 1769,
          handler: { kind: 'lognormal', median: 40_000 },
          aliases: [{ name: 'live', version: '1', provisioned: { initial: 3 } }],
        },
      ],
      triggers: [{ target: { function: 'check-out', qualifier: 'live' }, arrivals: { rate: { count: 9 } } }],
    });
    const { stdout } = await init('--help');
    for (const { key } of asked) expect(stdout).toContain(`--${key} `);
  });

  test('every flag that is wrong is named, and nothing is written', async () => {
    const wrong = ['--function', 'a b', '--runtime', 'nodejs22', '--memory', '64', '--handler', '5', '--calls', '20'];
    const { code, stdout, stderr } = await init(...wrong, '--provisioned', '950', '--p99', '1ms');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.trimEnd().split('\n')).toEqual([
      '--function a b: "a b" is no function name: 1 to 64 letters, digits, hyphens and underscores',
      '--runtime nodejs22: unknown runtime "nodejs22"; its init is guessed (did you mean "nodejs22.x"?)',
      '--memory 64: my-api.memory is 64; AWS allows 128 to 10240 MB',
      '--handler 5: lognormal.median is 5; expected a duration such as 250ms, 3s or 15m (5 has no unit; did you mean 5ms?)',
      '--p99 1ms: p99 lies below the median',
      '--calls 20: poisson.rate is 20; expected a rate such as 20/s (20 has no unit; did you mean 20/s?)',
      expect.stringMatching(/^--provisioned 950: .* 950 provisioned of 1000 unreserved in us-east-1$/),
    ]);
    expect(names()).toEqual([]);
  });
});

describe('a file that is there', () => {
  test('is kept, unless --force replaces it', async () => {
    file('mine.yaml', 'mine');
    const { code, stdout, stderr } = await init('mine.yaml');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toBe('mine.yaml exists already: name another file, or replace it with --force\n');
    expect(read('mine.yaml')).toBe('mine');
    expect((await init('mine.yaml', '--force')).code).toBe(0);
    expect(read('mine.yaml')).toContain('\nfunctions:\n  mine:\n');
    expect(names()).toEqual(['mine.yaml']);
  });

  test('is kept even if it came into being a moment ago', () => {
    file('mine.yaml', 'mine');
    expect(() => writeNew(join(path(), 'mine.yaml'), 'new', false)).toThrow(/exists already/);
    expect(read('mine.yaml')).toBe('mine');
    expect(names()).toEqual(['mine.yaml']);
  });

  test.each([
    ['a folder', '.', /^cannot write \.: not a plain file/],
    ['a device', '/dev/null', /^cannot write \/dev\/null: not a plain file/],
    ['a link', 'link.yaml', /^cannot write link\.yaml: not a plain file/],
    ['nothing to write to', 'no/such/x.yaml', /^cannot write no\/such\/x\.yaml: there is no folder no\/such/],
    ['below a file', 'mine.yaml/x.yaml', /^cannot write mine\.yaml\/x\.yaml: /],
    ['JSON', 'x.json', /^JSON has no comments: name the file \.yaml/],
  ])('is not replaced where it is %s, not even by --force', async (_, target, expected) => {
    file('mine.yaml', 'mine');
    symlinkSync('mine.yaml', join(path(), 'link.yaml'));
    const { code, stdout, stderr } = await init(target, '--force');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(expected);
    expect(names()).toEqual(['link.yaml', 'mine.yaml']);
    expect(read('mine.yaml')).toBe('mine');
  });
});

/** Answers typed ahead, and the conversation that they make. */
async function conversation(typed: string, given: Given = {}): Promise<{ answers: Answers | null; shown: string }> {
  const [input, output] = [new PassThrough(), new PassThrough()];
  input.end(typed);
  const answers = await ask(asked, given, check, { input, output });
  return { answers, shown: (output.read() as Buffer | null)?.toString() ?? '' };
}

describe('the questions', () => {
  test('are seven, one line each, and Enter takes every default', async () => {
    const { answers, shown } = await conversation('\n'.repeat(7));
    expect(answers).toEqual(complete(asked, {}));
    expect(shown.match(/[^\]]+\[[^\]]+\]: /g)).toEqual([
      'Function name [my-api]: ',
      'Runtime [nodejs22.x]: ',
      'Memory in MB [512]: ',
      'What a warm call usually takes [80ms]: ',
      'What the slowest 1 % of them take [320ms]: ',
      'Calls per s, m, h or d [20/m]: ',
      'Provisioned concurrency, 0 for none [0]: ',
    ]);
  });

  test('explain a bad answer in the words of a scenario’s check, and ask again', async () => {
    const { answers, shown } = await conversation('checkout\n\n512MB\n1024\n30\n30ms\n\n5/minute\n5/m\n901\n 2 \n');
    expect(answers).toEqual({
      function: 'checkout',
      runtime: 'nodejs22.x',
      memory: '1024',
      handler: '30ms',
      p99: '120ms',
      calls: '5/m',
      provisioned: '2',
    });
    expect(shown).toContain(
      'Memory in MB [512]:   checkout.memory is "512MB"; expected a number (write 512)\nMemory in MB',
    );
    expect(shown).toContain('(30 has no unit; did you mean 30ms?)');
    expect(shown).toContain('did you mean 5/m?');
    expect(shown).toContain('901 provisioned of 1000 unreserved');
  });

  test('that flags have answered are not asked', async () => {
    const { given } = checkFlags(asked, { memory: '256', calls: '1/h', handler: '1s' });
    const { answers, shown } = await conversation('\n\n\n\n', given);
    expect(answers).toMatchObject({ memory: '256', calls: '1/h', handler: '1s', p99: '4s' });
    expect(shown).not.toMatch(/Memory|Calls|usually/);
  });

  test('end without an answer at the end of the input, and at Ctrl-C on a terminal', async () => {
    expect((await conversation('checkout\n')).answers).toBeNull();
    const terminal = { isTTY: true, columns: 80, setRawMode: () => undefined };
    const input = Object.assign(new PassThrough(), terminal);
    const output = Object.assign(new PassThrough(), terminal);
    input.write('checkout\r\u0003');
    expect(await ask(asked, {}, check, { input, output })).toBeNull();
  });

  test('let no answer control the terminal', async () => {
    const { shown } = await conversation('\u001b[2Jx\n');
    expect(shown).toContain('"\\u001b[2Jx" is no function name');
    expect(shown).not.toContain('\u001b');
  });
});

const duration = fc
  .tuple(fc.integer({ min: 1, max: 900 }), fc.constantFrom('ms', 's', 'us'))
  .map((parts) => parts.join(''));
const sound = fc
  .record({
    function: fc.stringMatching(/^[a-zA-Z0-9_-]{1,64}$/),
    runtime: fc.constantFrom(...RUNTIMES),
    memory: fc.integer({ min: 128, max: 10_240 }).map(String),
    handler: duration,
    calls: fc
      .tuple(fc.integer({ min: 1, max: 1_000_000 }), fc.constantFrom('s', 'm', 'h', 'd'))
      .map((parts) => parts.join('/')),
    provisioned: fc.integer({ min: 0, max: 900 }).map(String),
  })
  .filter((answers) => answers.function !== '__proto__')
  .chain((answers) =>
    fc.constantFrom(1, 4, 50).map((times) => {
      const [, digits = '', unit = ''] = /^(\d+)(\w+)$/.exec(answers.handler)!;
      return { ...answers, p99: `${Number(digits) * times}${unit}` };
    }),
  );

/** Sound, under a name that YAML could take for something else. */
const named = (name: string): Answers => ({ ...complete(asked, {}), function: name });

describe('the file', () => {
  test('is valid without a warning for every combination of answers, and means what they say', () => {
    fc.assert(
      fc.property(sound, (answers) => {
        const { scenario, diagnostics } = parsed(scenarioText(answers, 'x y.yaml', '../s.json'));
        expect(diagnostics).toEqual([]);
        expect(checkFlags(asked, answers)).toEqual({ given: answers, problems: [] });
        const [fn] = scenario!.functions;
        expect(fn).toMatchObject({
          name: answers.function,
          runtime: answers.runtime,
          memoryMB: Number(answers.memory),
          aliases: [{ name: 'live', version: '1', provisioned: { initial: Number(answers.provisioned) } }],
        });
        expect(scenario!.triggers).toMatchObject([{ target: { function: answers.function, qualifier: 'live' } }]);
      }),
      { numRuns: 300, examples: ['---', '-', '0x10', '1e3', 'null', 'true', '7', '_'].map((name) => [named(name)]) },
    );
  });

  test('is valid with its commented settings put in force', () => {
    fc.assert(
      fc.property(sound, (answers) => {
        const text = scenarioText(answers, 'x.yaml', null)
          .replace(/^( *)# (replications|init|slo):/gm, '$1$2:')
          .replace(/^# {3}- /gm, '  - ');
        const { scenario, diagnostics } = parsed(text);
        expect(diagnostics).toEqual([]);
        expect(scenario).toMatchObject({ replications: 10, slo: [{ bound: 500 }, { bound: 0.01 }] });
        expect(scenario!.functions[0]!.coldStart.initGiven).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  test('holds nothing but what was asked for, whatever is typed: else the answer is refused', () => {
    const usual = complete(asked, {});
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        'a: 1',
        '80ms, sigma: 1',
        'x\ny: 1',
        '1 # x',
        '&a',
        '*a',
        '[',
        "'",
        '"',
        '~',
        'null',
        '1e3',
        '0x10',
        '-1',
        '---',
      ),
    );
    fc.assert(
      fc.property(fc.constantFrom(...asked), text, ({ key }, answer) => {
        const problem = check(key, answer, {});
        const answers = { ...usual, [key]: answer };
        const { scenario } = parsed(scenarioText(answers, 'file', null));
        if (problem !== null || scenario === null) return;
        expect(scenario.functions).toHaveLength(1);
        expect(scenario.functions[0]!.name).toBe(answers.function);
        expect(scenario.functions[0]!.runtime).toBe(answers.runtime);
        expect(scenario.slo).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    ['1/d', '30d'],
    ['1/h', '7d'],
    ['5/h', '24h'],
    ['20/m', '1h'],
    ['100/s', '1h'],
    ['2000/s', '10m'],
    ['1000000/s', '1m'],
  ])('simulates as long as %s need to show something: %s', (calls, expected) => {
    expect(scenarioText(complete(asked, { calls }), 'f', null)).toContain(`\nduration: ${expected} #`);
  });

  test.each([
    ['320ms', '3s'],
    ['2s', '10s'],
    ['20m', '900s'],
  ])('gives a handler of %s at the 99th percentile a timeout of %s', (p99, expected) => {
    expect(scenarioText(complete(asked, { p99 }), 'f', null)).toContain(`\n    timeout: ${expected} #`);
  });
});

describe('the first line points the editor to the JSON Schema', () => {
  const SCHEMA = 'docs/scenario.schema.json';
  const installed = (folder: string): void => {
    mkdirSync(join(folder, 'node_modules/coldstart/docs'), { recursive: true });
    writeFileSync(join(folder, 'node_modules/coldstart', SCHEMA), '{}');
  };

  test('of the checkout that it lies in', () => {
    expect(schemaPath(join(ROOT, 'x.yaml'))).toBe(SCHEMA);
    expect(schemaPath(join(ROOT, 'src/cli/x.yaml'))).toBe(`../../${SCHEMA}`);
  });

  test('of the package that its project has installed, the nearest', async () => {
    installed(path());
    mkdirSync(join(path(), 'a/b'), { recursive: true });
    const { code } = await init('a/b/x.yaml');
    expect(code).toBe(0);
    expect(read('a/b/x.yaml').split('\n')[0]).toBe(
      `# yaml-language-server: $schema=../../node_modules/coldstart/${SCHEMA}`,
    );
    installed(join(path(), 'a'));
    expect(schemaPath(join(path(), 'a/b/x.yaml'))).toBe(`../node_modules/coldstart/${SCHEMA}`);
  });

  test('or is left out: no path holds on every machine', async () => {
    await init();
    expect(read('my-api.yaml')).not.toContain('schema=');
    expect(read('my-api.yaml')).toMatch(/^# Simulate it: +coldstart run my-api\.yaml\n/);
  });

  test('and no command in it names a folder of this machine', async () => {
    await init(join(path(), 'x.yaml'));
    expect(read('x.yaml')).toMatch(/^# Simulate it: +coldstart run x\.yaml\n/);
    expect(read('x.yaml')).not.toContain(path());
  });
});
