// The engine against the naive simulator: on fuzzed traces the files that a user gets, event log and invocations, must be
// what the oracle tells, line by line, and so must every figure.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FunctionResult, RunResult, Statistics } from '../../src/result.js';
import { eventFile, invocationFile } from '../../src/runner/files.js';
import { rowText } from '../../src/runner/invocation-rows.js';
import type { Distribution, Scenario } from '../../src/scenario/types.js';
import { simulate } from '../../src/simulate.js';
import { bytesOf } from '../support/bytes.js';
import { csvOf, decimal } from './csv.js';
import {
  type OracleFunctionResult,
  type OracleLine,
  type OraclePhase,
  type OracleResult,
  type OracleRow,
  type OracleStatistic,
  simulateNaively,
} from './oracle.js';
import { fuzzedCase } from './scenarios.js';

const CASES = 1000;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'coldstart-oracle-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Both files as the runner writes them, and the result. */
function engine(scenario: Scenario, rows: readonly OracleRow[]): { events: string; rows: string; result: RunResult } {
  const [eventsPath, rowsPath] = [join(folder, 'events.tsv'), join(folder, 'rows.csv')];
  const events = eventFile(eventsPath);
  const invocations = invocationFile(rowsPath, rowText('csv', 0));
  const io = { open: () => bytesOf(csvOf(rows)), events: events.sink, invocations: invocations.sink };
  const result = simulate(scenario, 0, io);
  events.close();
  invocations.close();
  return { events: readFileSync(eventsPath, 'utf8'), rows: readFileSync(rowsPath, 'utf8'), result };
}

function logOf(lines: readonly OracleLine[]): string {
  const text = lines.map(({ time, kind, function: name, environment, request, why }) =>
    [decimal(time), kind, name, environment === 0 ? '' : environment, request === 0 ? '' : request, why].join('\t'),
  );
  return ['time_ms\tkind\tfunction\tenvironment\trequest\twhy', ...text, ''].join('\n');
}

/**
 * The contract leaves open which of several environments that end at one instant is named first, so such neighbours are put
 * into the order of their text before logs are compared. Every other line must be in its place. What may depend on which
 * one ended last, the cause of a later cold start, is in a line of its own.
 */
function withEndsSorted(log: string): string {
  const sorted: string[] = [];
  let ends: string[] = [];
  for (const line of log.split('\n')) {
    const [time, kind] = line.split('\t');
    if (kind !== 'ended' || time !== ends[0]?.split('\t')[0]) {
      sorted.push(...ends.sort());
      ends = [];
    }
    if (kind === 'ended') ends.push(line);
    else sorted.push(line);
  }
  return sorted.join('\n');
}

/** One row for each attempt, in order of settling. */
function rowsOf({ rows: results, settled }: OracleResult, rows: readonly OracleRow[], warmup: number): string {
  const request = (index: number): number =>
    rows.filter((row, i) => i <= index && row.function === rows[index]!.function).length;
  const text = settled.map((index) => {
    const row = rows[index]!;
    const { outcome: start, environment, spillover, suppressedInit, phases, ...result } = results[index]!;
    const ran = start !== 'throttled';
    const { placement, download, failedInit, restore } = phases;
    const { wait, init, firstInvoke, duration, latency } = result;
    const lengths = [wait, placement, download, failedInit, init, restore, firstInvoke ?? 0, duration, latency];
    return [
      ...[0, row.function, row.qualifier ?? '$LATEST', 'trace', request(index), decimal(row.time), start],
      ...[result.cause ?? result.reason ?? '', ran ? environment : '', spillover, suppressedInit],
      ...lengths.map((length) => (ran ? decimal(length) : '')),
      ...[result.billedMs, result.verdict ?? 'throttled', decimal(result.end), row.time >= warmup],
    ].join(',');
  });
  return text.map((line) => `${line}\r\n`).join('');
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
  'initTimeouts',
  'initErrors',
  'proactiveInits',
  'errors',
  'timeouts',
  'coldStartRate',
  'billedMs',
] as const satisfies readonly (keyof FunctionResult & keyof OracleFunctionResult)[];

/** USD for a request, and for GB-seconds on demand, of provisioned capacity and of what runs on it: us-east-1, x86_64. */
const PRICES = { request: 0.2e-6, duration: 0.0000166667, capacity: 0.0000041667, provisioned: 0.0000097222 };

function compareFunction(actual: FunctionResult, expected: OracleFunctionResult): void {
  for (const key of EXACT) expect(actual[key], key).toEqual(expected[key]);
  expect(actual.coldStartCauses).toMatchObject(expected.coldStartCauses);
  for (const key of ['latencyMs', 'coldLatencyMs', 'initMs', 'durationMs', 'waitMs', 'firstInvokeMs'] as const) {
    compareStatistics(actual[key], expected[key], key);
  }
  expect(Object.keys(actual.phasesMs)).toEqual(Object.keys(expected.phasesMs));
  for (const [phase, statistic] of Object.entries(expected.phasesMs)) {
    compareStatistics(actual.phasesMs[phase as OraclePhase], statistic, `phasesMs.${phase}`);
  }
  close(actual.gbSeconds, expected.gbSeconds, 1e-9, 'gbSeconds');
  for (const part of ['concurrency', 'environments', 'provisioned'] as const) {
    for (const [key, value] of Object.entries(expected[part])) {
      close((actual[part] as Record<string, number | null>)[key] ?? null, value, 1e-9, `${part}.${key}`);
    }
  }
}

function compareStatistics(actual: Statistics, expected: OracleStatistic, what: string): void {
  for (const key of ['mean', 'p50', 'p90', 'p95', 'p99', 'p999', 'max'] as const) {
    close(actual[key], expected[key], key === 'mean' || key === 'max' ? 1e-9 : 1e-3, `${what}.${key}`);
  }
}

function compareCost({ cost }: FunctionResult, expected: OracleFunctionResult, scenario: Scenario, name: string): void {
  const gigabytes = scenario.functions.find((fn) => fn.name === name)!.memoryMB / 1024;
  const seconds = (scenario.duration - scenario.warmup) / 1_000_000;
  const { invocations, billedMs, billedProvisionedMs, provisioned, provisionedInits } = expected;
  const onDemand = (billedMs - billedProvisionedMs) / 1000;
  const onProvisioned = (billedProvisionedMs + provisionedInits.billedMs) / 1000;
  close(cost.requests, invocations * PRICES.request, 1e-9, 'cost.requests');
  close(cost.duration, onDemand * gigabytes * PRICES.duration, 1e-9, 'cost.duration');
  close(cost.provisionedDuration, onProvisioned * gigabytes * PRICES.provisioned, 1e-9, 'cost.provisionedDuration');
  const capacity = provisioned.mean * seconds * gigabytes * PRICES.capacity;
  close(cost.provisionedCapacity, capacity, 1e-9, 'cost.provisionedCapacity');
}

function close(actual: number | null, expected: number | null, relative: number, what: string): void {
  if (expected === null || actual === null) expect(actual, what).toBe(expected);
  else
    expect(Math.abs(actual - expected), `${what}: ${actual} for ${expected}`).toBeLessThanOrEqual(
      relative * Math.abs(expected) + 1e-9,
    );
}

describe('the engine and the naive simulator', () => {
  test(`agree in every line of both files and in every figure of ${CASES} fuzzed scenarios`, () => {
    for (let seed = 1; seed <= CASES; seed++) {
      const { scenario, rows } = fuzzedCase(seed);
      const actual = engine(scenario, rows);
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
