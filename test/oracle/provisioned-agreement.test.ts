// The engine against the naive simulator on random scenarios of provisioned concurrency: allocations, autoscaling,
// schedules, deployments, weighted aliases, regions. Both files line by line, and every figure.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compareCost, compareFunction } from './compare.js';
import { engineFiles, logOf, rowsOf, withEndsSorted } from './files.js';
import { simulateNaively } from './oracle.js';
import { compareProvisioned } from './provisioned/compare.js';
import { provisionedCase } from './provisioned/fuzz.js';
import { viewOfEngine, viewOfOracle } from './provisioned/view.js';

const CASES = 500;

type Simulated = Pick<ReturnType<typeof simulateNaively>, 'exercised' | 'provisioned'> & {
  readonly lines: readonly { readonly kind: string; readonly why: string }[];
};
/** What the naive simulator made of them, for the rules that they exercise. */
const simulated: Simulated[] = [];

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'coldstart-provisioned-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('the engine and the naive simulator', () => {
  test(`agree in every line and figure of ${CASES} random scenarios of provisioned concurrency`, () => {
    for (let seed = 1; seed <= CASES; seed++) {
      const { scenario, rows } = provisionedCase(seed);
      const actual = engineFiles(folder, scenario, rows);
      const expected = simulateNaively(scenario, rows);
      const { exercised, provisioned } = expected;
      simulated.push({ exercised, provisioned, lines: expected.lines.map(({ kind, why }) => ({ kind, why })) });
      expect(withEndsSorted(actual.events), `seed ${seed}`).toBe(withEndsSorted(logOf(expected.lines)));
      expect(actual.rows, `seed ${seed}`).toBe(rowsOf(expected, rows, scenario.warmup));
      expect(actual.result.events, `seed ${seed}`).toBe(expected.lines.length);
      try {
        for (const [name, figures] of Object.entries(expected.functions)) {
          compareFunction(actual.result.functions[name]!, figures);
          compareCost(actual.result.functions[name]!, figures, scenario, name);
        }
        compareProvisioned(viewOfEngine([], actual.result), viewOfOracle(scenario, expected));
      } catch (error) {
        throw new Error(`seed ${seed}: ${(error as Error).message}`, { cause: error });
      }
    }
  });
});

describe('the random scenarios of provisioned concurrency', () => {
  test('are the same for the same seed', () => {
    expect(provisionedCase(7)).toEqual(provisionedCase(7));
    expect(provisionedCase(7)).not.toEqual(provisionedCase(8));
  });

  test('are legal at time 0', () => {
    for (let seed = 1; seed <= CASES; seed++) {
      const { scenario } = provisionedCase(seed);
      const { account, functions } = scenario;
      for (const region of new Set(functions.map((fn) => fn.region))) {
        let left = account.regions[region]?.concurrency ?? account.concurrency;
        const floor = Math.min(100, left);
        for (const fn of functions.filter((one) => one.region === region)) {
          const initial = [...fn.aliases, ...fn.versions].reduce((sum, one) => sum + one.provisioned.initial, 0);
          left -= fn.reservedConcurrency ?? initial;
          expect(initial).toBeLessThanOrEqual(fn.reservedConcurrency ?? Infinity);
        }
        expect(left, `seed ${seed}`).toBeGreaterThanOrEqual(floor);
      }
      for (const fn of functions) {
        for (const { other, provisioned, version } of fn.aliases) {
          if (other === null) continue;
          expect([provisioned.initial, provisioned.scaling]).toEqual([0, null]);
          expect(other.version).not.toBe(version);
        }
        for (const { steps } of fn.deployments) expect(steps.at(-1)!.share).toBe(1);
      }
    }
  });

  test('exercise every rule, many of them often', () => {
    const cases = new Map<string, number>();
    const many = (names: readonly string[], least: number): string[] =>
      names.filter((name) => (cases.get(name) ?? 0) < least).map((name) => `${name}: ${cases.get(name) ?? 0}`);
    for (const { exercised, lines, provisioned } of simulated) {
      const seen = new Set(Object.keys(exercised));
      for (const { kind, why } of lines) seen.add(`${kind} ${why}`.trimEnd());
      for (const of of Object.values(provisioned.deployments)) {
        for (const { coldStarts, status } of of) seen.add(coldStarts > 0 ? 'costs cold starts' : status);
      }
      for (const name of seen) cases.set(name, (cases.get(name) ?? 0) + 1);
    }
    const often = ['alarm high', 'available', 'deployment started', 'deployment completed', 'deployment shifting'];
    const usual = ['requested schedule', 'requested target tracking', 'requested deployment', 'refused no room'];
    expect(many([...often, ...usual, 'renewed', 'refused schedule', 'scaleOut'], 80)).toEqual([]);
    const numbers = ['deprovisioned scaled in', 'deprovisioned deployment', 'alarm low', 'cold deployed'];
    const routes = ['spills for concurrency', 'spills for requestRate', 'routedToOther', 'costs cold starts'];
    expect(many([...numbers, ...routes, 'alarmWhileAllocating', 'deploysSameVersion'], 40)).toEqual([]);
    const waits = ['waitsForRoom', 'scheduleWaits', 'scaleIn', 'scaleOutCools', 'drains: deployment', 'broughtUp'];
    expect(many([...waits, 'noRoomInAccount', 'noRoomInReserve', 'attemptsAgain'], 25)).toEqual([]);
    const fails = ['fails: init error', 'fails: init timeout', 'waiting'];
    expect(many([...fails, 'drains: scaled in', 'renewalFails', 'requested limits', 'shifting'], 8)).toEqual([]);
    const rare = ['waitsForPlace', 'deploysWhileAllocating', 'deprovisioned failed', 'broughtDown'];
    expect(many([...rare, 'deployment fails: the allocation failed'], 3)).toEqual([]);
    expect(many(['scaleInCools', 'scaleOutFurtherWhileCooling'], 1)).toEqual([]);
  });
});
