import { expect, it } from 'vitest';
import { fileMaps } from '../../../src/scenario/files/named-files.js';
import { parseYaml } from '../../../src/scenario/source/yaml.js';

const found = (text: string, key: string) =>
  [...fileMaps(parseYaml(text).root!, key)].map(({ file, path }) => `${path.join('.')}: ${file}`);

it('files are found under their key, in maps and lists, in the order of the tree', () => {
  const text = `
functions: { f: { init: { mixture: [{ weight: 1, empirical: { file: a } }, { weight: 2, empirical: { file: b } }] } } }
triggers: { t: { arrivals: [{ counts: { file: c } }, { bursts: { every: { empirical: { file: d } } } }] } }`;
  expect(found(text, 'empirical')).toEqual([
    'functions.f.init.mixture.0.empirical: a',
    'functions.f.init.mixture.1.empirical: b',
    'triggers.t.arrivals.1.bursts.every.empirical: d',
  ]);
  expect(found(text, 'counts')).toEqual(['triggers.t.arrivals.0.counts: c']);
});

it('a trigger or a function may bear the name of such a key', () => {
  const text = `
functions: { empirical: { init: { empirical: { file: a } } } }
triggers: { counts: { type: trace, file: t }, empirical: { type: trace, file: t } }`;
  expect(found(text, 'counts')).toEqual([]);
  expect(found(text, 'empirical')).toEqual(['functions.empirical.init.empirical: a']);
});

it('variants are left to the scenarios that they make', () => {
  expect(found('variants: { v: { x: { counts: { file: c } } } }', 'counts')).toEqual([]);
});
