import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PointStore, pointKeys } from '../../src/runner/point-store.js';
import { VERSION } from '../../src/version.js';
import { scenario } from '../support/scenario.js';

const KEY = 'a'.repeat(32);
const VALUE = { summary: { 'total.coldStarts': { mean: 1.5, ci95: null, min: 1, max: 2 } }, slo: [] };

let folder = '';
let problems: string[] = [];
const open = () => new PointStore(folder, (problem) => problems.push(problem));
const fileOf = (key: string) => join(folder, `${key}.json`);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'coldstart-points-'));
  problems = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('a store of points', () => {
  it('gives back what was written, to the store that wrote it and to another', () => {
    open().write(KEY, VALUE);
    expect(open().read(KEY)).toEqual(VALUE);
    expect(open().read('b'.repeat(32))).toBeNull();
    expect(problems).toEqual([]);
  });

  it('names a point that was cut off at any byte, and gives nothing of it', () => {
    open().write(KEY, VALUE);
    const whole = readFileSync(fileOf(KEY));
    for (let length = 0; length < whole.length; length++) {
      writeFileSync(fileOf(KEY), whole.subarray(0, length));
      problems = [];
      expect(open().read(KEY), `${length} bytes`).toBeNull();
      expect(problems).toEqual([
        expect.stringMatching(`${KEY}.json is (?:cut off|not a point of a sweep).*: its point is simulated again`),
      ]);
    }
  });

  it('names a point that was changed', () => {
    open().write(KEY, VALUE);
    writeFileSync(fileOf(KEY), readFileSync(fileOf(KEY), 'utf8').replace('1.5', '1.4'));
    expect(open().read(KEY)).toBeNull();
    expect(problems).toEqual([`${fileOf(KEY)} is cut off or was changed: its point is simulated again`]);
  });

  it.each([
    ['another program’s', () => '{"points": 3}\n', 'is not a point of a sweep'],
    ['no JSON at all', () => 'x'.repeat(100), 'is cut off'],
    [
      'another version’s',
      (own: string) => own.replace(`"version":"${VERSION}"`, '"version":"0.0.1"'),
      'is of another version of coldstart',
    ],
    ['another point’s', (own: string) => own.replace(KEY, 'c'.repeat(32)), 'is the point of another name'],
  ])('names a file that is %s', (_, content, problem) => {
    open().write(KEY, VALUE);
    writeFileSync(fileOf(KEY), content(readFileSync(fileOf(KEY), 'utf8')));
    expect(open().read(KEY)).toBeNull();
    expect(problems).toEqual([`${fileOf(KEY)} ${problem}: its point is simulated again`]);
  });

  it('sweeps away what an ended sweep left half written an hour ago, and what another is writing not', () => {
    const left = `.${KEY}.00000000-0000-4000-8000-000000000000.tmp`;
    const fresh = `.${KEY}.00000000-0000-4000-8000-000000000001.tmp`;
    for (const name of [left, fresh, 'notes.txt']) writeFileSync(join(folder, name), '');
    utimesSync(join(folder, left), new Date(0), new Date(0));
    open();
    expect(readdirSync(folder).sort()).toEqual([fresh, 'notes.txt']);
  });
});

describe('the name of a point', () => {
  const given = (change: object = {}) => scenario({ duration: '1h', functions: { api: { handler: '1s' } }, ...change });

  it('is that of its scenario: every setting, the seed and the replications change it', () => {
    const keyOf = pointKeys(folder);
    const all = [{}, { seed: 7 }, { replications: 3 }, { duration: '2h' }].map((change) => keyOf(given(change), false));
    expect(new Set([...all, keyOf(given(), true)]).size).toBe(5);
    expect(pointKeys(folder)(given(), false)).toBe(all[0]);
  });

  it('changes with the content of a trace', () => {
    const replayed = given({ triggers: { t: { type: 'trace', file: 't.csv' } } });
    writeFileSync(join(folder, 't.csv'), 'time_ms,target,duration_ms\n1,api,5\n');
    const before = pointKeys(folder)(replayed, false);
    writeFileSync(join(folder, 't.csv'), 'time_ms,target,duration_ms\n1,api,6\n');
    expect(pointKeys(folder)(replayed, false)).not.toBe(before);
  });
});
