// Whatever the text, parsing ends soon, in diagnostics and never in an exception.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDiagnostic } from '../../src/scenario/diagnostics.js';
import type { ScenarioFiles } from '../../src/scenario/files/scenario-files.js';
import { parseScenario } from '../../src/scenario/parse.js';
import { EXAMPLE, problems, small, sound } from './example.js';

const aliasBomb = (levels: number) =>
  Array.from({ length: levels }, (_, level) => {
    const inside = level === 0 ? 'x' : `*a${level - 1}`;
    return `a${level}: &a${level} [${Array.from({ length: 10 }, () => inside).join(', ')}]`;
  }).join('\n');

describe('a text that is no scenario is refused in one clear line', () => {
  it.each<readonly [title: string, text: string, expected: string]>([
    ['nothing', '', '1:1 empty-scenario'],
    ['white space', '  \n\n', '1:1 empty-scenario'],
    ['a comment', '# nothing\n', '1:1 empty-scenario'],
    ['null', 'null\n', '1:1 empty-scenario'],
    ['a number', '5', '1:1 not-a-map'],
    ['a word', '\n  hello', '2:3 not-a-map'],
    ['a list', '- 1\n- 2', '1:1 not-a-map'],
    ['two documents', 'a: 1\n---\nb: 2\n', '2:1 several-documents'],
    ['brackets without end', '['.repeat(100_000), '1:65 too-deep'],
    ['balanced brackets', '['.repeat(100_000) + ']'.repeat(100_000), '1:65 too-deep'],
    ['maps in maps on one line', '{a: '.repeat(100_000), '1:254 too-deep'],
    ['lists in lists', '- '.repeat(100_000), '1:128 too-deep'],
    ['keys in keys', '? '.repeat(100_000), '1:128 too-deep'],
    ['blocks in blocks', Array.from({ length: 2_000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'), '64:65 too-deep'],
    ['an alias bomb', aliasBomb(12), '1:1 too-large'],
    ['six million characters', '#'.repeat(6_000_000), '1:1 too-large'],
    ['tabs', 'functions:\n\ta: {}\n', '2:1 yaml-syntax'],
    ['a NUL', `${small()}name: "a\0b"`, '7:9 control-character'],
    ['an escape sequence', 'name: \u001b[31m', '1:7 control-character'],
    ['a missing quote', 'name: "x\n', '2:1 yaml-syntax'],
    ['a tag of its own', 'name: !secret x', '1:7 yaml-syntax'],
    ['a very long key', `${'x'.repeat(4_000_000)}: 1`, '1:1 yaml-syntax'],
  ])('%s', (_title, text, expected) => {
    expect(problems(text)).toEqual([expected]);
  });

  it.each([
    ['a hundred thousand keys', Array.from({ length: 150_000 }, (_, index) => `k${index}: 1`).join('\n')],
    ['a million commas', `[${','.repeat(1_000_000)}`],
    ['a million quotes', '"'.repeat(1_000_000)],
    [
      'merges of a large map',
      `a: &a {${'k: 1,'.repeat(9_000)}}\n${Array.from({ length: 5_000 }, (_, i) => `m${i}: {<<: *a}`).join('\n')}`,
    ],
    ['a long broken string', `a: "${'x\n'.repeat(1_000_000)}"`],
  ])('%s takes no more than seconds', (_title, text) => {
    const before = process.hrtime.bigint();
    expect(problems(text).length).toBeGreaterThan(0);
    expect(Number(process.hrtime.bigint() - before) / 1e9).toBeLessThan(20);
  });
});

describe('a scenario is read', () => {
  const plain = sound(small());

  it('with a byte order mark, with CRLF, as JSON, with a document marker', () => {
    expect(sound(`\ufeff${small()}`)).toEqual(plain);
    expect(problems(`\ufeffsed: 1\n${small()}`)).toEqual(['1:1 unknown-key']);
    expect(sound(small().replaceAll('\n', '\r\n'))).toEqual(plain);
    expect(sound(`---\n${small()}...\n`)).toEqual(plain);
    const json = { duration: '1h', functions: { api: { handler: '80ms' } } };
    const web = { type: 'sdk', target: 'api', arrivals: { poisson: { rate: '5/s' } } };
    expect(sound(JSON.stringify({ ...json, triggers: { web } }))).toEqual(plain);
  });

  it('with anchors, aliases and merged maps, whose own keys count', () => {
    const text = small('package: &p { type: image, size: 20MB }\naliases: &none {}').replace(
      'triggers:',
      '  two: { handler: 1s, package: { <<: *p, size: 30MB }, aliases: *none }\ntriggers:',
    );
    expect(sound(text).functions[1]?.package).toMatchObject({ type: 'image', size: 30 * 1_048_576, source: 'ecr' });
  });

  it('with an alias that names nothing refused where it stands', () => {
    expect(problems(small('init: *x'))).toContain('5:11 bad-alias-node');
    expect(problems(small('init: &x [*x]'))).toContain('5:15 bad-alias-node');
  });

  it('without touching any prototype', () => {
    problems(
      '__proto__: { polluted: 1 }\nfunctions: { __proto__: { polluted: 1 }, constructor: { prototype: { polluted: 1 } } }',
    );
    problems(small(), {
      set: ['__proto__.polluted=1', 'functions.__proto__.polluted=1', 'constructor.prototype.polluted=1'],
    });
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  it('with functions named like members of every object', () => {
    const text = 'duration: 1s\nfunctions: { constructor: { handler: 5ms }, hasOwnProperty: {}, 7: {}, 3: {} }\n';
    expect(sound(text).functions.map(({ name }) => name)).toEqual(['constructor', 'hasOwnProperty', '7', '3']);
    expect(problems('duration: 1s\nfunctions: { constructor: 5, toString: { aliases: 3 } }')).toContain(
      '2:27 wrong-type',
    );
  });
});

describe('what is shown of a scenario', () => {
  it('has control characters escaped and is shortened, on one line', () => {
    const text = `"\\u001b[31mred\\u202e\\n${'x'.repeat(500)}": 1\n${small()}`;
    const [first] = parseScenario(text, { file: 'evil\u001b.yaml' }).diagnostics;
    const line = first === undefined ? '' : formatDiagnostic(first);
    expect(line).toMatch(/^evil\\u001b\.yaml:1:1: unknown key "\\u001b\[31mred\\u202e\\u000ax+…"$/);
    expect(line.length).toBeLessThan(150);
  });

  it('is file:line:column: message, with the flag instead where it comes from one', () => {
    const { diagnostics } = parseScenario(small('memroy: 5'), { file: 's.yaml', set: ['functions.api.timeout=5'] });
    expect(diagnostics.map(formatDiagnostic)).toEqual([
      's.yaml:5:5: unknown key "memroy" in functions.api (did you mean "memory"?)',
      '--set functions.api.timeout=5: api.timeout is 5; expected a duration such as 250ms, 3s or 15m (5 has no unit; did you mean 5s?)',
    ]);
  });
});

describe('no text makes it throw', () => {
  const words = [
    ...[
      'duration',
      'functions',
      'triggers',
      'handler',
      'aliases',
      'versions',
      'account',
      'slo',
      'variants',
      'keepAlive',
    ],
    ...['1h', '5ms', '20/s', 'none', 'null', '~', '.nan', '-1', '1e999', '0x1F', '$LATEST', '__proto__', 'constructor'],
    ...[
      ': ',
      ':\n  ',
      ':\n    ',
      '\n',
      '\n  ',
      '- ',
      '[',
      ']',
      '{',
      '}',
      ', ',
      '&a ',
      '*a',
      '<<: *a',
      '? ',
      '| ',
      '"',
      "'",
      '#',
      '!!str ',
    ],
    ...['%YAML 1.1\n', '---\n', '...\n', '\t', '\r\n', '\ufeff', '\0', '\ud800', '💥'],
  ];
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.array(fc.constantFrom(...words), { maxLength: 60 }).map((parts) => parts.join('')),
    fc.json({ maxDepth: 5 }),
    // The example with a piece replaced: most of it still makes sense.
    fc
      .tuple(fc.nat(EXAMPLE.length), fc.nat(20), fc.constantFrom(...words))
      .map(([at, length, word]) => EXAMPLE.slice(0, at) + word + EXAMPLE.slice(at + length)),
  );

  it('and a scenario is absent exactly when there is an error', () => {
    fc.assert(
      fc.property(text, fc.array(fc.oneof(fc.string({ maxLength: 30 }), text), { maxLength: 2 }), (given, set) => {
        const { scenario, diagnostics } = parseScenario(given, { file: 's.yaml', set });
        expect(scenario === null).toBe(diagnostics.some(({ severity }) => severity === 'error'));
        for (const diagnostic of diagnostics) expect(formatDiagnostic(diagnostic)).not.toMatch(/[\0-\x1f\x7f]/);
      }),
      { numRuns: 1_000 },
    );
  });

  it.each(['triggers.api.type', 'account.region', 'triggers.api.arrivals', 'functions.checkout.handler', 'start'])(
    'nor does a map in the place of %s that has no text of its own',
    (where) => {
      const { scenario } = parseScenario(EXAMPLE, {
        file: 's.yaml',
        set: [`${where}={ toString: null, valueOf: null }`],
      });
      expect(scenario).toBeNull();
    },
  );

  it('and every value in the place of every setting is met', () => {
    const paths = ['seed', 'duration', 'account', 'functions', 'triggers', 'slo', 'variants', 'name', 'start'];
    const deeper = [
      'runtime',
      'memory',
      'package',
      'handler',
      'keepAlive',
      'aliases',
      'versions',
      'errorRate',
      'snapStart',
    ];
    const path = fc.oneof(
      fc.constantFrom(...paths),
      fc.constantFrom(...deeper).map((key) => `functions.checkout.${key}`),
      fc.constantFrom('type', 'target', 'arrivals', 'arrivals.poisson', 'file').map((key) => `triggers.api.${key}`),
    );
    fc.assert(
      fc.property(path, fc.jsonValue({ maxDepth: 3 }), (where, value) => {
        const set = [`${where}=${JSON.stringify(value)}`];
        const { scenario, diagnostics } = parseScenario(EXAMPLE, { file: 's.yaml', set });
        expect(scenario === null).toBe(diagnostics.some(({ severity }) => severity === 'error'));
      }),
      { numRuns: 600 },
    );
  });

  it('and every value in what a scenario says of files', () => {
    const files: ScenarioFiles = {
      trace: () => ({ ...NOTHING, problems: [] }),
      numbers: () => ({ values: [1], lines: [1], column: 'a', more: false, problems: [] }),
    };
    const base = [
      'triggers.api={ type: trace, file: t.csv }',
      'functions.checkout.init={ empirical: { file: n.csv } }',
    ];
    const path = fc.oneof(
      fc
        .constantFrom('file', 'target', 'columns', 'columns.time', 'timeUnit', 'durationUnit')
        .map((key) => `triggers.api.${key}`),
      fc.constantFrom('file', 'column', 'unit', 'values').map((key) => `functions.checkout.init.empirical.${key}`),
    );
    const value = fc.oneof(fc.constantFrom('ms', 's', 'checkout', 'a_ms', 'x.csv'), fc.jsonValue({ maxDepth: 2 }));
    fc.assert(
      fc.property(fc.array(fc.tuple(path, value), { maxLength: 3 }), fc.boolean(), (settings, readable) => {
        const set = [...base, ...settings.map(([where, given]) => `${where}=${JSON.stringify(given)}`)];
        const options = { file: 's.yaml', set, ...(readable && { files }) };
        const { scenario, diagnostics } = parseScenario(EXAMPLE, options);
        expect(scenario === null).toBe(diagnostics.some(({ severity }) => severity === 'error'));
        for (const diagnostic of diagnostics) expect(formatDiagnostic(diagnostic)).not.toMatch(/[\0-\x1f\x7f]/);
      }),
      { numRuns: 600 },
    );
  });
});

const NOTHING = { rows: 0, ordered: true, firstTime: 0, firstLine: 0, lastTime: 0, firstDate: null, targets: [] };
