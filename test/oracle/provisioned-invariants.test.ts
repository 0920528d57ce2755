// What no run may do, whatever is drawn: a checker reads the event lines alone. First those of the naive simulator, which
// shows that the checker lets legal runs pass and meets every kind of line; then the engine's, with everything random.
import { describe, expect, test } from 'vitest';
import type { FunctionResult } from '../../src/result.js';
import type { Scenario } from '../../src/scenario/types.js';
import type { OracleLine } from './oracle.js';
import { simulateNaively } from './oracle.js';
import type { Request } from './provisioned/checked-requests.js';
import { check } from './provisioned/checker.js';
import { provisionedCase } from './provisioned/fuzz.js';
import { randomized } from './provisioned/randomized.js';
import { engine } from './provisioned/view.js';
import { Violation } from './provisioned/violation.js';

const CASES = 500;
/** Of the naive simulator, which is slow and here only to test the checker. */
const NAIVE_CASES = 60;

function checked(scenario: Scenario, lines: readonly OracleLine[], seed: number) {
  try {
    return check(scenario, lines);
  } catch (error) {
    throw new Error(`seed ${seed}: ${(error as Error).message}`, { cause: error });
  }
}

/** The counts that a function's requests add up to. */
function countsOf(requests: ReadonlyMap<number, Request>, warmup: number) {
  const measured = [...requests.values()].filter(({ arrived }) => arrived >= warmup);
  const count = (holds: (request: Request) => boolean): number => measured.filter(holds).length;
  const throttlesByReason: Record<string, number> = {};
  const causes: Record<string, number> = { first: 0, scaleOut: 0, expired: 0, recycled: 0, deployed: 0 };
  for (const { begun, words } of measured) {
    const [word] = words;
    if (begun === 'throttled') throttlesByReason[word!] = (throttlesByReason[word!] ?? 0) + 1;
    if (begun === 'cold') causes[word!]!++;
  }
  return {
    arrivals: measured.length,
    invocations: count(({ begun }) => begun !== 'throttled'),
    coldStarts: count(({ begun }) => begun === 'cold'),
    warmStarts: count(({ begun }) => begun === 'warm'),
    provisionedInvocations: count(({ begun }) => begun === 'on-provisioned'),
    spilloverInvocations: count(({ words }) => words.includes('spillover')),
    suppressedInits: count(({ words }) => words.includes('suppressed init')),
    throttles: count(({ begun }) => begun === 'throttled'),
    throttlesByReason,
    coldStartCauses: causes,
    errors: count(({ outcome }) => outcome !== null && outcome !== 'ok'),
    timeouts: count(({ outcome }) => outcome === 'timeout'),
  };
}

const told = ({ ...figures }: Pick<FunctionResult, keyof ReturnType<typeof countsOf>>, of: object) =>
  Object.fromEntries(Object.keys(of).map((key) => [key, figures[key as keyof typeof figures]]));

describe('the checker', () => {
  test(`finds nothing in ${NAIVE_CASES} runs of the naive simulator, and their counts are those of the lines`, () => {
    for (let seed = 1; seed <= NAIVE_CASES; seed++) {
      const { scenario, rows } = provisionedCase(seed);
      const { lines, functions } = simulateNaively(scenario, rows);
      for (const [name, requests] of checked(scenario, lines, seed)) {
        const counts = countsOf(requests, scenario.warmup);
        expect(told(functions[name]!, counts), `seed ${seed}, ${name}`).toEqual(counts);
      }
    }
  });

  test('finds a line that is left out, twice there, or elsewhere', () => {
    let found = 0;
    let tried = 0;
    const about = new Set(['available', 'requested', 'provisioned', 'deprovisioned', 'on-provisioned', 'completed']);
    for (let seed = 1; seed <= 40; seed++) {
      const { scenario, rows } = provisionedCase(seed);
      const { lines } = simulateNaively(scenario, rows);
      const violates = (changed: readonly OracleLine[]): boolean => {
        try {
          check(scenario, changed);
          return false;
        } catch (error) {
          return error instanceof Violation;
        }
      };
      for (const [index, line] of lines.entries()) {
        if (!about.has(line.kind) || index % 7 !== 0) continue;
        tried += 2;
        if (violates([...lines.slice(0, index), ...lines.slice(index + 1)])) found++;
        if (violates([...lines.slice(0, index), line, ...lines.slice(index)])) found++;
      }
    }
    // A line that nobody needs may go: the last environment to end, a pool that nobody uses.
    expect(tried).toBeGreaterThan(500);
    expect(found / tried).toBeGreaterThan(0.9);
  });
});

describe('the engine', () => {
  test(`breaks no limit, loses nothing and counts what it logs in ${CASES} scenarios where everything is random`, () => {
    for (let seed = 1; seed <= CASES; seed++) {
      const { scenario, rows } = randomized(seed);
      const { lines, functions } = engine(scenario, rows);
      for (const [name, requests] of checked(scenario, lines, seed)) {
        const counts = countsOf(requests, scenario.warmup);
        expect(told(functions[name]!, counts), `seed ${seed}, ${name}`).toEqual(counts);
      }
    }
  });
});
