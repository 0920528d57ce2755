// Where `--set path=value` leads, and what it says when it leads nowhere.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDiagnostic } from '../../../src/scenario/diagnostics.js';
import { parseScenario } from '../../../src/scenario/parse.js';
import { applyFlag, applySet, placeOf } from '../../../src/scenario/source/set.js';
import { plainOf, type SourceNode } from '../../../src/scenario/source/tree.js';
import { parseYaml } from '../../../src/scenario/source/yaml.js';
import { problems, small, sound } from '../example.js';

const tree = (value: unknown): SourceNode => parseYaml(JSON.stringify(value)).root!;

function changed(before: unknown, setting: string): unknown {
  const { root, problems: found } = applySet(tree(before), setting);
  return found.length > 0 ? found.map(({ message }) => message) : plainOf(root);
}

const quantiles = (inside: string) => small(`init: { empirical: { quantiles: ${inside} } }`);

describe('a dotted path', () => {
  it.each<readonly [title: string, before: unknown, setting: string, after: unknown]>([
    ['finds a key with a dot', { q: { 0: 1, 0.5: 2 } }, 'q.0.5=9', { q: { 0: 1, 0.5: 9 } }],
    ['goes on behind it', { 'a.b': { c: 1 } }, 'a.b.c=9', { 'a.b': { c: 9 } }],
    ['takes the longest key that exists', { a: { b: 1 }, 'a.b': 2 }, 'a.b=9', { a: { b: 1 }, 'a.b': 9 }],
    ['takes the shorter one in quotes', { a: { b: 1 }, 'a.b': 2 }, '"a".b=9', { a: { b: 9 }, 'a.b': 2 }],
    ['makes one map a segment where no key exists', { a: {} }, 'a.b.c=9', { a: { b: { c: 9 } } }],
    ['makes a new key with a dot in quotes', { q: { 0: 1 } }, 'q."0.5"=9', { q: { 0: 1, 0.5: 9 } }],
    ['finds an old one in quotes', { 'a.b': { 'c.d': 1 } }, '"a.b"."c.d"=9', { 'a.b': { 'c.d': 9 } }],
    ['takes an equals sign in quotes', { a: {} }, 'a."b=c"=d=e', { a: { 'b=c': 'd=e' } }],
    ['replaces an item of a list', { a: [{ b: 1 }, { b: 2 }] }, 'a.1.b=9', { a: [{ b: 1 }, { b: 9 }] }],
    ['appends one', { a: [1] }, 'a.1=9', { a: [1, 9] }],
    ['fills an empty list', { a: [] }, 'a.0.b=9', { a: [{ b: 9 }] }],
    ['takes a key that looks like an index', { a: { 0: 1 } }, 'a.0=9', { a: { 0: 9 } }],
    ['gives a value to a key without one', { a: null }, 'a.b=9', { a: { b: 9 } }],
    ['may be surrounded by spaces', { a: 1 }, ' a =9', { a: 9 }],
  ])('%s', (_, before, setting, after) => {
    expect(changed(before, setting)).toEqual(after);
  });

  it.each<readonly [before: unknown, setting: string, message: string]>([
    [{ a: [1, 2, 3] }, 'a.5=9', 'a is a list without index "5"; it has 0 to 2, and 3 appends'],
    [{ a: { b: [1] } }, 'a.b.x=9', 'a.b is a list without index "x"; it has 0, and 1 appends'],
    [{ a: [] }, 'a.1=9', 'a is a list without index "1"; it has none, and 0 appends'],
    [{ a: [1] }, 'a.-1=9', 'a is a list without index "-1"; it has 0, and 1 appends'],
    [{ a: [1] }, 'a.1e0=9', 'a is a list without index "1e0"; it has 0, and 1 appends'],
    [{ a: { b: '80ms' } }, 'a.b.c=9', '"a.b.c" leads through a.b, which is "80ms" and no map'],
    [{ a: 1 }, 'a..b=9', '"a..b" is no path'],
    [{ a: 1 }, '"a=9', '""a" is no path'],
    [{ a: 1 }, '"a"b=9', '""a"b" is no path'],
    [{ a: 1 }, '"".a=9', '""".a" is no path'],
    [{ a: 1 }, 'a.=9', '"a." is no path'],
    [{ a: 1 }, '__proto__.a=9', '"__proto__.a" is no path'],
    [{ a: 1 }, '"__proto__"=9', '""__proto__"" is no path'],
    [{ a: 1 }, `${'a.'.repeat(20)}a=9`, `"${'a.'.repeat(20)}a" has more than 20 parts`],
    [{ a: 1 }, 'a', 'is not path=value'],
    [{ a: 1 }, 'a=', 'a is given no value'],
  ])('%j with %s: %s', (before, setting, message) => {
    expect(changed(before, setting)).toEqual([message]);
  });

  const key = fc.string({ minLength: 1, maxLength: 8 }).filter((text) => !text.includes('"') && text !== '__proto__');
  const value = fc.letrec((again) => ({
    tree: fc.oneof({ depthSize: 'small', withCrossShrink: true }, fc.integer(), again('map')),
    map: fc.dictionary(key, again('tree'), { minKeys: 1, maxKeys: 4 }),
  })).map;

  it('in quotes reaches every key, whatever it is made of', () => {
    fc.assert(
      fc.property(value, fc.infiniteStream(fc.nat()), (written, choices) => {
        const path: string[] = [];
        for (let at: unknown = written; typeof at === 'object' && at !== null; ) {
          const keys = Object.keys(at);
          const chosen = keys[choices.next().value! % keys.length]!;
          path.push(chosen);
          at = (at as Record<string, unknown>)[chosen];
        }
        expect(placeOf(tree(written), path.map((segment) => `"${segment}"`).join('.'))).toEqual({ path });
      }),
    );
  });

  it('without quotes reaches the keys that hold no dot', () => {
    const plain = fc.dictionary(fc.stringMatching(/^[a-z0-9_-]{1,6}$/), fc.integer(), { minKeys: 1 });
    fc.assert(
      fc.property(plain, plain, (outer, inner) => {
        const written = Object.fromEntries(Object.keys(outer).map((name) => [name, inner]));
        for (const name of Object.keys(outer)) {
          for (const below of Object.keys(inner))
            expect(placeOf(tree(written), `${name}.${below}`)).toEqual({ path: [name, below] });
        }
      }),
    );
  });
});

describe('in a scenario', () => {
  it('a quantile is changed, and one is added', () => {
    const text = quantiles('{ 0: 5ms, 0.5: 80ms, 1: 2s }');
    const at = 'functions.api.init.empirical.quantiles';
    const { functions } = sound(text, { set: [`${at}.0.5=90ms`, `${at}."0.9"=1s`] });
    expect(functions[0]?.coldStart.functionInit).toEqual({
      kind: 'quantiles',
      points: [
        [0, 5_000],
        [0.5, 90_000],
        [0.9, 1_000_000],
        [1, 2_000_000],
      ],
    });
  });

  it('the parts of a mixture go by index', () => {
    const text = small('init: { mixture: [{ weight: 1, constant: 1s }, { weight: 1, constant: 2s }] }');
    const { functions } = sound(text, { set: ['functions.api.init.mixture.1.weight=3'] });
    expect(functions[0]?.coldStart.functionInit).toMatchObject({ parts: [{ weight: 1 }, { weight: 3 }] });
  });

  it('a trigger whose name has a dot is found, and a misspelt one is named', () => {
    const text = small().replace('web:', 'web.eu:');
    expect(sound(text, { set: ['triggers.web.eu.type=alb'] }).triggers[0]).toMatchObject({ type: 'alb' });
    const set = ['triggers."web.us".type=alb'];
    expect(parseScenario(text, { file: 's.yaml', set }).diagnostics.map(formatDiagnostic)).toEqual([
      '--set triggers."web.us".type=alb: there is no trigger "web.us" (did you mean "web.eu"?)',
    ]);
  });

  it('a variant takes the same paths, and its problems stand at its settings', () => {
    const variant = (settings: string) =>
      `${quantiles('{ 0: 5ms, 0.5: 80ms, 1: 2s }')}variants: { more: ${settings} }\n`;
    const at = 'functions.api.init.empirical.quantiles';
    expect(problems(variant(`{ ${at}.0.5: 90ms, '${at}."0.9"': 1s }`))).toEqual([]);
    expect(problems(variant(`{ ${at}.0.5: 9 }`))).toEqual(['8:65 missing-unit']);
    expect(problems(variant(`{ '${at}."0.9"': 9 }`))).toEqual(['8:69 missing-unit']);
    expect(problems(variant(`{ functions.api.handler.x: 9 }`))).toEqual(['8:21 bad-variant']);
  });
});

describe('a flag of its own', () => {
  it('changes its setting after every --set, and is named in what is wrong with it', () => {
    const options = { set: ['duration=2h'], flags: { duration: '3h', replications: '4' } };
    expect(sound(small(), options)).toMatchObject({ duration: 10_800_000_000, replications: 4 });
    const flags = { duration: '3', replications: 'many' };
    expect(parseScenario(small(), { file: 's.yaml', flags }).diagnostics.map(formatDiagnostic)).toEqual([
      '--duration 3: duration is 3; expected a duration such as 250ms, 3s or 15m (3 has no unit; did you mean 3s?)',
      '--replications many: replications is "many"; expected a number',
    ]);
  });

  it('needs a value', () => {
    expect(applyFlag(tree({}), 'duration', '').problems).toMatchObject([{ message: 'duration is given no value' }]);
  });
});
