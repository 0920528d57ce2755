// The engine against the naive simulator: on fuzzed traces the files that a user gets, event log and invocations, must be
// what the oracle tells, line by line, and so must every figure. The fuzzed cases themselves are legal and exercise every
// rule.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Distribution } from '../../src/scenario/traffic/types.js';
import { simulate } from '../../src/simulate.js';
import { bytesOf } from '../support/bytes.js';
import { compareCost, compareFunction } from './compare.js';
import { csvOf } from './csv.js';
import { exercisedBy } from './exercised.js';
import { engineFiles, logOf, rowsOf, withEndsSorted } from './files.js';
import { RATE, RESERVED, RESERVED_RATE, SCALING, SECOND, SHARED } from './hand.js';
import { type OracleResult, simulateNaively } from './oracle.js';
import { fuzzedCase } from './scenarios.js';

const CASES = 1000;

interface Simulated {
  readonly functions: OracleResult['functions'];
  /** How many rows were settled. */
  readonly settled: number;
  readonly exercised: ReadonlySet<string>;
}
/** What the naive simulator made of them, by seed; made once, by whichever test needs it first. */
const simulated = new Map<number, Simulated>();

function kept(seed: number, { scenario, rows }: ReturnType<typeof fuzzedCase>, expected: OracleResult): Simulated {
  const exercised = exercisedBy(scenario, rows, expected);
  const made = { functions: expected.functions, settled: expected.rows.length, exercised };
  simulated.set(seed, made);
  return made;
}

function simulatedOf(seed: number): Simulated {
  const known = simulated.get(seed);
  if (known !== undefined) return known;
  const fuzzed = fuzzedCase(seed);
  return kept(seed, fuzzed, simulateNaively(fuzzed.scenario, fuzzed.rows));
}

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'coldstart-oracle-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('the engine and the naive simulator', () => {
  test(`agree in every line of both files and in every figure of ${CASES} fuzzed scenarios`, () => {
    for (let seed = 1; seed <= CASES; seed++) {
      const fuzzed = fuzzedCase(seed);
      const { scenario, rows } = fuzzed;
      const actual = engineFiles(folder, scenario, rows);
      const expected = simulateNaively(scenario, rows);
      kept(seed, fuzzed, expected);
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

describe('fuzzed cases', () => {
  test('are the same for the same seed', () => {
    expect(fuzzedCase(7)).toEqual(fuzzedCase(7));
    expect(fuzzedCase(7)).not.toEqual(fuzzedCase(8));
  });

  test('are legal, and their results add up', () => {
    for (let seed = 1; seed <= CASES; seed++) {
      const { scenario, rows } = fuzzedCase(seed);
      const { account, functions } = scenario;
      let reserved = 0;
      let provisionedUnreserved = 0;
      for (const fn of functions) {
        const settings = [...fn.aliases, ...fn.versions];
        const provisioned = settings.reduce((sum, s) => sum + s.provisioned.initial, 0);
        reserved += fn.reservedConcurrency ?? 0;
        if (fn.reservedConcurrency === null) provisionedUnreserved += provisioned;
        else expect(provisioned).toBeLessThanOrEqual(fn.reservedConcurrency);
        const provisionedVersions = settings.filter((s) => s.provisioned.initial > 0).map((s) => s.version);
        expect(new Set(provisionedVersions).size).toBe(provisionedVersions.length);
        expect(provisionedVersions).not.toContain('$LATEST');
        expect(fn.timeout % SECOND).toBe(0);
      }
      const floor = Math.min(100, account.concurrency);
      expect(account.concurrency - reserved).toBeGreaterThanOrEqual(floor);
      expect(provisionedUnreserved).toBeLessThanOrEqual(account.concurrency - reserved - floor);
      expect(scenario.warmup).toBeLessThan(scenario.duration);
      expect(account.maxLifetime).not.toBe(0);
      expect(rows.length).toBeGreaterThanOrEqual(50);
      expect(rows.length).toBeLessThanOrEqual(400);
      // One expectation for all rows: it costs more than what it looks at.
      expect(rows.every(({ time, duration }) => Number.isInteger(time) && Number.isInteger(duration))).toBe(true);
      expect(rows.every(({ time }, i) => i === 0 || time >= rows[i - 1]!.time)).toBe(true);

      const result = simulatedOf(seed);
      expect(result.settled).toBe(rows.filter((r) => r.time <= scenario.duration).length);
      for (const fn of Object.values(result.functions)) {
        expect(fn.invocations + fn.throttles).toBe(fn.arrivals);
        expect(fn.coldStarts + fn.warmStarts + fn.provisionedInvocations).toBe(fn.invocations);
        // Who takes another's environment leaves one behind that nobody started cold in.
        expect(fn.environments.created).toBeGreaterThanOrEqual(fn.coldStarts);
        const { first, scaleOut, expired, recycled } = fn.coldStartCauses;
        expect(first + scaleOut + expired + recycled).toBe(fn.coldStarts);
        expect(Object.values(fn.throttlesByReason).reduce((a, b) => a + b, 0)).toBe(fn.throttles);
        expect(fn.errors).toBeGreaterThanOrEqual(fn.timeouts);
        const utilized = (fn.provisioned.utilizationMean ?? 0) * fn.provisioned.mean;
        // Environments that initialise for nobody are busy without an execution.
        expect(fn.concurrency.mean).toBeLessThanOrEqual(fn.environments.meanBusy + utilized + 1e-9);
        if (scenario.functions.every((spec) => !spec.eagerAssignment)) {
          expect(fn.environments.created).toBe(fn.coldStarts);
          expect(fn.concurrency.mean).toBeCloseTo(fn.environments.meanBusy + utilized, 9);
        }
      }
    }
  });

  test('exercise every outcome, reason, cause, flag and rule in many cases', () => {
    const cases = new Map<string, number>();
    for (let seed = 1; seed <= CASES; seed++) {
      for (const what of simulatedOf(seed).exercised) cases.set(what, (cases.get(what) ?? 0) + 1);
    }
    const rare = (what: readonly string[], least: number) =>
      what.filter((w) => (cases.get(w) ?? 0) < least).map((w) => `${w}: ${cases.get(w) ?? 0}`);
    const outcomes = ['cold', 'warm', 'provisioned', 'throttled', 'first', 'scaleOut', 'expired', 'recycled'];
    const flags = ['suppressedInit', 'timedOut', 'handlerError', 'spillover', 'warmup', 'rowAtDuration', 'offTheGrid'];
    const rules = ['zeroLength', 'exactlyTimeout', 'endsByIdle', 'endsBySpare', 'endsByMaximumLife'];
    const instants = [
      'endsAsItBecomesIdle',
      'endsAsCallArrives',
      'freedAndTakenAtOneInstant',
      'maximumLifeAtCompletion',
    ];
    const more = ['renewal', 'spilloverCold', 'spilloverWarm', 'suppressedInitTimesOut', 'suppressedInitProvisioned'];
    expect(rare([...outcomes, ...flags, ...rules, ...instants, ...more, 'throttledBesideIdle'], 200)).toEqual([]);
    const policies = ['mru', 'lru', 'newest'].flatMap((p) => [`placement:${p}`, `provisionedPlacement:${p}`]);
    expect(rare([...policies, 'keepAliveAndMaximumLifeTogether', 'maximumLifeExactlyAtCompletion'], 100)).toEqual([]);
    expect(rare([SHARED, RESERVED, RATE, RESERVED_RATE, SCALING, 'sharedLimitOfLargeAccount'], 100)).toEqual([]);
    expect(rare(['renewalClearsFlagOfIdleSlot', 'renewalClearsFlagOfBusySlot', 'rowsAfterDuration'], 100)).toEqual([]);
    const kinds = ['provisioned', 'renewed', 'throttled', 'cold', 'warm', 'on-provisioned', 'initialised', 'completed'];
    expect(
      rare(
        [...kinds, 'ended'].map((kind) => `line: ${kind}`),
        200,
      ),
    ).toEqual([]);
    expect(rare(['function idle', 'keep-alive', 'maximum life'], 200)).toEqual([]);
    expect(rare(['endsAfterDuration'], 100)).toEqual([]);
    expect(rare(['reservedZero'], 20)).toEqual([]);

    const phases = ['download', 'load', 'extensions', 'runtimeAndFunction', 'slowInit', 'restore', 'firstInvoke'];
    const within = ['loadAtOnce', 'loadedBefore', 'scaledByMemory', 'firstInvokeAfterReset', 'firstInvokeProvisioned'];
    expect(rare([...phases, ...within], 150)).toEqual([]);
    expect(rare(['firstInvokeRestored', 'firstInvokeCutByTimeout', 'longProvisionedInit'], 100)).toEqual([]);
    expect(rare(['line: init-failed', 'init timeout: timeout', 'line: assigned', 'eager'], 200)).toEqual([]);
    expect(rare(['crash', 'init error', 'timeoutBeatsCrash', 'suppressedInitOfSnapStart'], 100)).toEqual([]);
    expect(rare(['init timeout: restore', 'eagerTakesReset', 'eagerAsOwnInitEnds', 'spareServes'], 80)).toEqual([]);
    expect(rare(['spareInitialised', 'spareTakenAtOnce', 'eagerWhileRestoring', 'suppressedInitReset'], 80)).toEqual(
      [],
    );
    const uncommon = ['init timeout: ok', 'init error: init error', 'suppressedInitFails', 'eagerSpillover'];
    const spares = ['eagerReserved', 'spareComesTooLate', 'spare: init timeout', 'spareAfterDuration'];
    expect(rare([...uncommon, ...spares, 'allocationFails', 'initFailedAfterDuration'], 40)).toEqual([]);
    const seldom = ['init error: timeout', 'init timeout: error', 'init timeout: init error', 'init timeout: crash'];
    const limits = ['limitBeatsInitError', 'initExactlyLimit', 'restoreExactlyLimit', 'loadedAtThisInstant'];
    const rest = ['crashBeatsError', 'spare: init error', 'spareAndItsRequestTogether', 'assigned twice marked'];
    expect(rare([...seldom, ...limits, ...rest], 8)).toEqual([]);
  });
});
