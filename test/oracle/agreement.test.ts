// The engine against the naive simulator: on fuzzed traces the files that a user gets, event log and invocations, must be
// what the oracle tells, line by line, and so must every figure.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Distribution } from '../../src/scenario/types.js';
import { simulate } from '../../src/simulate.js';
import { bytesOf } from '../support/bytes.js';
import { compareCost, compareFunction } from './compare.js';
import { csvOf } from './csv.js';
import { engineFiles, logOf, rowsOf, withEndsSorted } from './files.js';
import { simulateNaively } from './oracle.js';
import { fuzzedCase } from './scenarios.js';

const CASES = 1000;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'coldstart-oracle-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('the engine and the naive simulator', () => {
  test(`agree in every line of both files and in every figure of ${CASES} fuzzed scenarios`, () => {
    for (let seed = 1; seed <= CASES; seed++) {
      const { scenario, rows } = fuzzedCase(seed);
      const actual = engineFiles(folder, scenario, rows);
      const expected = simulateNaively(scenario, rows);
      expect(withEndsSorted(actual.events), `seed ${seed}`).toBe(withEndsSorted(logOf(expected.lines)));
      expect(actual.rows, `seed ${seed}`).toBe(rowsOf(expected, rows, scenario.warmup));
      expect(actual.result.events, `seed ${seed}`).toBe(expected.lines.length);
      for (const [name, figures] of Object.entries(expected.functions)) {
        try {
          compareFunction(actual.result.functions[name]!, figures);
          compareCost(actual.result.functions[name]!, figures, scenario, name);
        } catch (error) {
          throw new Error(`seed ${seed}, function ${name}: ${(error as Error).message}`, { cause: error });
        }
      }
    }
  });

  const oneValue = (of: Distribution | null): Distribution | null =>
    of?.kind === 'constant' ? { kind: 'values', values: [of.value] } : of;

  test('a random keep-alive or maximum life that can only take one value does what the constant one does', () => {
    for (let seed = 1; seed <= 300; seed++) {
      const { scenario, rows } = fuzzedCase(seed);
      const functions = scenario.functions.map((spec) => {
        const { keepAlive } = spec;
        if (keepAlive.policy !== 'limits') return spec;
        const { spare, maxLifetime } = keepAlive;
        return { ...spec, keepAlive: { ...keepAlive, spare: oneValue(spare), maxLifetime: oneValue(maxLifetime) } };
      });
      const io = { open: () => bytesOf(csvOf(rows)) };
      // Environments that end at one instant may end in another order, which only the digest shows.
      const { digest: _random, ...random } = simulate({ ...scenario, functions }, 0, io);
      const { digest: _constant, ...constant } = simulate(scenario, 0, io);
      expect(random, `seed ${seed}`).toEqual(constant);
    }
  });
});
