// The engine against the naive simulator: on fuzzed traces they must agree in every field, invocation by invocation.
import { describe, expect, test } from 'vitest';
import { describeEvent, Kind, SPILLOVER, SUPPRESSED_INIT } from '../../src/lambda/events.js';
import type { FunctionResult } from '../../src/result.js';
import { simulate } from '../../src/simulate.js';
import { bytesOf } from '../support/bytes.js';
import { type OracleFunctionResult, type OracleRow, simulateNaively } from './oracle.js';
import { fuzzedCase } from './scenarios.js';

const CASES = 1000;

/** What one request met, in the words of the event log. */
interface Met {
  start: string;
  environment: number;
  startedAt: number;
  initialisedAt: number | null;
  outcome: string | null;
  endedAt: number;
}

const csvOf = (rows: readonly OracleRow[]): string =>
  [
    'time_ms,target,duration_ms',
    ...rows.map((row) =>
      [
        row.time / 1000,
        row.qualifier === null ? row.function : `${row.function}:${row.qualifier}`,
        row.duration / 1000,
      ].join(','),
    ),
  ].join('\n');

function engine(seed: number): { met: Map<string, Met[]>; result: ReturnType<typeof simulate> } {
  const { scenario, rows } = fuzzedCase(seed);
  const met = new Map<string, Met[]>();
  const result = simulate(scenario, 0, {
    open: () => bytesOf(csvOf(rows)),
    events: (now, fn, code, environment, request) => {
      if (request === 0) return;
      const list = met.get(fn) ?? [];
      met.set(fn, list);
      const kind = code >> 5;
      const { why } = describeEvent(code);
      if (kind === Kind.initialised) list[request - 1]!.initialisedAt = now;
      else if (kind === Kind.completed) Object.assign(list[request - 1]!, { outcome: why, endedAt: now });
      else {
        const start = describeEvent(code & ~(SPILLOVER | SUPPRESSED_INIT));
        const marks = `${code & SPILLOVER ? ' spillover' : ''}${code & SUPPRESSED_INIT ? ' suppressed' : ''}`;
        const spoken = kind === Kind.throttled ? describeEvent(code).why : `${start.kind} ${start.why}`.trim() + marks;
        list[request - 1] = {
          start: spoken,
          environment,
          startedAt: now,
          initialisedAt: null,
          outcome: null,
          endedAt: now,
        };
      }
    },
  });
  return { met, result };
}

function oracle(seed: number): { met: Map<string, Met[]>; functions: Readonly<Record<string, OracleFunctionResult>> } {
  const { scenario, rows } = fuzzedCase(seed);
  const naive = simulateNaively(scenario, rows);
  const met = new Map<string, Met[]>();
  const spec = (name: string) => scenario.functions.find((each) => each.name === name)!;
  naive.rows.forEach((row, index) => {
    const { function: name, time } = rows[index]!;
    const list = met.get(name) ?? [];
    met.set(name, list);
    const marks = `${row.spillover ? ' spillover' : ''}${row.suppressedInit ? ' suppressed' : ''}`;
    const kinds = {
      cold: `cold ${row.cause ?? ''}`,
      warm: 'warm',
      provisioned: 'on-provisioned',
      throttled: row.reason ?? '',
    };
    const placement = spec(name).placementLatency;
    const delay = row.init + (placement.kind === 'constant' ? placement.value : NaN);
    list.push({
      start: kinds[row.outcome] + (row.outcome === 'throttled' ? '' : marks),
      environment: row.environment,
      startedAt: time,
      initialisedAt: row.outcome === 'cold' ? time + delay : null,
      outcome: row.outcome === 'throttled' ? null : row.timedOut ? 'timeout' : row.error ? 'error' : 'ok',
      endedAt: row.end,
    });
  });
  return { met, functions: naive.functions };
}

const EXACT = [
  'arrivals',
  'invocations',
  'coldStarts',
  'warmStarts',
  'provisionedInvocations',
  'spilloverInvocations',
  'throttles',
  'throttlesByReason',
  'suppressedInits',
  'errors',
  'timeouts',
  'coldStartRate',
  'billedMs',
] as const satisfies readonly (keyof FunctionResult & keyof OracleFunctionResult)[];

function compareFunction(actual: FunctionResult, expected: OracleFunctionResult): void {
  for (const key of EXACT) expect(actual[key], key).toEqual(expected[key]);
  expect(actual.coldStartCauses).toMatchObject(expected.coldStartCauses);
  for (const key of ['latencyMs', 'coldLatencyMs', 'initMs', 'durationMs'] as const) {
    for (const statistic of ['mean', 'p50', 'p90', 'p95', 'p99', 'p999', 'max'] as const) {
      close(
        actual[key][statistic],
        expected[key][statistic],
        statistic === 'mean' || statistic === 'max' ? 1e-9 : 1e-3,
        `${key}.${statistic}`,
      );
    }
  }
  close(actual.gbSeconds, expected.gbSeconds, 1e-9, 'gbSeconds');
  for (const part of ['concurrency', 'environments', 'provisioned'] as const) {
    for (const [key, value] of Object.entries(expected[part])) {
      close((actual[part] as Record<string, number | null>)[key] ?? null, value, 1e-9, `${part}.${key}`);
    }
  }
}

function close(actual: number | null, expected: number | null, relative: number, what: string): void {
  if (expected === null || actual === null) expect(actual, what).toBe(expected);
  else
    expect(Math.abs(actual - expected), `${what}: ${actual} for ${expected}`).toBeLessThanOrEqual(
      relative * Math.abs(expected) + 1e-9,
    );
}

describe('the engine and the naive simulator', () => {
  test(`agree in every invocation and every figure of ${CASES} fuzzed scenarios`, () => {
    for (let seed = 1; seed <= CASES; seed++) {
      const actual = engine(seed);
      const expected = oracle(seed);
      for (const [name, list] of expected.met) expect(actual.met.get(name), `seed ${seed}, ${name}`).toEqual(list);
      for (const [name, figures] of Object.entries(expected.functions)) {
        try {
          compareFunction(actual.result.functions[name]!, figures);
        } catch (error) {
          throw new Error(`seed ${seed}, function ${name}: ${(error as Error).message}`, { cause: error });
        }
      }
    }
  });

  test('a random keep-alive that can only take one value does what the constant one does', () => {
    for (let seed = 1; seed <= 300; seed++) {
      const { scenario, rows } = fuzzedCase(seed);
      const functions = scenario.functions.map((spec) => {
        const { spare } = spec.keepAlive;
        if (spare?.kind !== 'constant') return spec;
        return { ...spec, keepAlive: { ...spec.keepAlive, spare: { kind: 'values', values: [spare.value] } as const } };
      });
      const io = { open: () => bytesOf(csvOf(rows)) };
      // Environments that end at one instant may end in another order, which only the digest shows.
      const { digest: _random, ...random } = simulate({ ...scenario, functions }, 0, io);
      const { digest: _constant, ...constant } = simulate(scenario, 0, io);
      expect(random, `seed ${seed}`).toEqual(constant);
    }
  });
});
