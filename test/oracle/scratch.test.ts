import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { compareCost, compareFunction } from './compare.js';
import { engineFiles, logOf, rowsOf, withEndsSorted } from './files.js';
import { simulateNaively } from './oracle.js';
import { compareProvisioned } from './provisioned/compare.js';
import { provisionedCase } from './provisioned/fuzz.js';
import { viewOfEngine, viewOfOracle } from './provisioned/view.js';

test('x', () => {
  const folder = mkdtempSync(join(tmpdir(), 'x-'));
  const seen = new Map<string, string>();
  let bad = 0;
  let lines = 0;
  for (let seed = 501; seed <= 2500; seed++) {
    const { scenario, rows } = provisionedCase(seed);
    const actual = engineFiles(folder, scenario, rows);
    const expected = simulateNaively(scenario, rows);
    if (withEndsSorted(actual.events) !== withEndsSorted(logOf(expected.lines))) {
      lines++;
      continue;
    }
    const tell = (e: unknown) => {
      bad++;
      const m = (e as Error).message
        .split('\n')
        .slice(0, 20)
        .join(' | ')
        .replace(/alpha|beta|gamma/g, 'fn');
      const k = m.replace(/[0-9.e-]+/g, '#').slice(0, 90);
      if (!seen.has(k)) seen.set(k, `seed ${seed}: ${m.slice(0, 1500)}`);
    };
    try {
      expect(actual.rows).toBe(rowsOf(expected, rows, scenario.warmup));
    } catch (e) {
      tell(e);
    }
    for (const [name, figures] of Object.entries(expected.functions)) {
      try {
        compareFunction(actual.result.functions[name]!, figures);
      } catch (e) {
        tell(e);
      }
      try {
        compareCost(actual.result.functions[name]!, figures, scenario, name);
      } catch (e) {
        tell(e);
      }
    }
    const [a, b] = [viewOfEngine([], actual.result), viewOfOracle(scenario, expected)];
    for (const part of ['aliases', 'deployments', 'series', 'account'] as const) {
      const only = (v: any): any => ({ aliases: {}, deployments: {}, series: {}, account: {}, [part]: v[part] });
      try {
        compareProvisioned(only(a), only(b));
      } catch (e) {
        tell(e);
      }
    }
  }
  console.log('lines differ', lines, 'bad', bad, '\n' + [...seen.values()].join('\n\n'));
}, 1_200_000);
