// Scenarios with triggers of every kind: what they did, taken as a trace, must do the same again in the engine and in the naive
// simulator; and what closed users did must follow from the answers that they had.
import { describe, expect, test } from 'vitest';
import { sampler } from '../../src/engine/distributions.js';
import { keyedStream } from '../../src/engine/random.js';
import { wholeMicroseconds } from '../../src/engine/time.js';
import type { InvocationRecord } from '../../src/lambda/measurement/invocation-log.js';
import type { FunctionResult, RunResult } from '../../src/result.js';
import type { ClosedArrivals } from '../../src/scenario/traffic/types.js';
import type { Scenario } from '../../src/scenario/types.js';
import { simulate } from '../../src/simulate.js';
import { bytesOf } from '../support/bytes.js';
import { csvOf } from './csv.js';
import { type OracleRow, type OracleRowResult, simulateNaively } from './oracle.js';
import { initAgain } from './phases.js';
import { REPLAY } from './scenarios.js';
import { trafficCase } from './traffic.js';

const CASES = 300;

interface Ran {
  readonly result: RunResult;
  /** In order of settling. */
  readonly records: readonly InvocationRecord[];
}

function ran(scenario: Scenario, rows: readonly OracleRow[]): Ran {
  const records: InvocationRecord[] = [];
  const result = simulate(scenario, 0, {
    open: () => bytesOf(csvOf(rows)),
    invocations: (record) => records.push({ ...record }),
  });
  return { result, records };
}

/** By time, at one instant in the order of triggers, then in that of requests: each trigger calls one function here. */
function byArrival({ triggers }: Scenario, records: readonly InvocationRecord[]): InvocationRecord[] {
  const place = new Map(triggers.map(({ name }, index) => [name, index]));
  return [...records].sort(
    (a, b) => a.arrivedAt - b.arrivedAt || place.get(a.trigger)! - place.get(b.trigger)! || a.request - b.request,
  );
}

/**
 * The call as a trace would have it: what ran without an init within it (suppressed, or again after one that failed) and
 * without the extra of a first invocation. How far beyond the timeout a handler would have run is not known, and makes no
 * difference.
 */
function rowOf({ functions }: Scenario, record: InvocationRecord): OracleRow {
  const fn = functions.find(({ name }) => name === record.function)!;
  const again = record.suppressedInit || record.failedInit > 0 ? initAgain(fn) : 0;
  const handler = record.outcome === 'timeout' ? fn.timeout + 1000 : record.duration - again - record.firstInvoke;
  const qualifier = record.qualifier === '$LATEST' ? null : record.qualifier;
  return { time: record.arrivedAt, function: record.function, qualifier, duration: Math.max(0, handler) };
}

/** A record in the oracle's words. */
function told(record: InvocationRecord): Partial<OracleRowResult> {
  const { start, cause, environment, suppressedInit, spillover, latency, duration, init, endedAt, outcome } = record;
  const { wait, placement, download, failedInit, restore, billedMs } = record;
  return {
    outcome: start,
    ...(start === 'cold' ? { cause } : start === 'throttled' ? { reason: cause } : {}),
    ...{ environment, suppressedInit, spillover, latency, duration, init, end: endedAt, wait, billedMs },
    ...{ verdict: outcome === 'throttled' ? null : outcome },
    phases: { placement, download, failedInit, restore },
  } as Partial<OracleRowResult>;
}

/** Keeping snapshots costs for versions that are targeted, called or not, and a trace only says which ones were called. */
function withoutSnapshots<T extends Pick<RunResult, 'functions' | 'total'>>(result: T): T {
  const without = (of: FunctionResult): FunctionResult => {
    return { ...of, cost: { ...of.cost, snapStart: 0, total: 0 }, costPerMillion: null, breakEven: null };
  };
  const functions = Object.entries(result.functions).map(([name, of]) => [name, without(of)]);
  return { ...result, functions: Object.fromEntries(functions) as T['functions'], total: without(result.total) };
}

describe('a scenario with triggers of every kind', () => {
  const cases = Array.from({ length: CASES }, (_, index) => {
    const { scenario, rows } = trafficCase(index + 1);
    return { seed: index + 1, scenario, rows, ...ran(scenario, rows) };
  });

  test('has all kinds, among all cases, and enough of everything', () => {
    const kinds = cases.flatMap(({ scenario }) => {
      return scenario.triggers.map((trigger) => (trigger.type === 'trace' ? 'trace' : trigger.arrivals.kind));
    });
    for (const kind of [
      'constant',
      'poisson',
      'varying',
      'diurnal',
      'bursts',
      'mmpp',
      'every',
      'cron',
      'counts',
      'together',
    ])
      expect(kinds.filter((each) => each === kind).length, kind).toBeGreaterThan(20);
    for (const kind of ['closed', 'trace']) expect(kinds.filter((each) => each === kind).length).toBeGreaterThan(100);
    const starts = cases.flatMap(({ records }) => records.map(({ start }) => start));
    for (const start of ['cold', 'warm', 'provisioned', 'throttled'])
      expect(starts.filter((each) => each === start).length, start).toBeGreaterThan(1000);
  });

  test('has its calls at one instant in the order of triggers', () => {
    for (const { seed, scenario, records } of cases) {
      const sorted = byArrival(scenario, records);
      for (const { name } of scenario.functions) {
        const requests = sorted.filter((record) => record.function === name).map(({ request }) => request);
        expect(requests, `seed ${seed}`).toEqual(requests.map((_, index) => index + 1));
      }
    }
  });

  test('does the same once more when its calls are replayed as a trace', () => {
    for (const { seed, scenario, records, result } of cases) {
      const rows = byArrival(scenario, records).map((record) => rowOf(scenario, record));
      const again = simulate({ ...scenario, triggers: [{ ...REPLAY, rows: rows.length }] }, 0, {
        open: () => bytesOf(csvOf(rows)),
      });
      // Environments of several versions that end at one instant may end in another order, which only the digest shows.
      const { digest: _first, triggers: _of, ...expected } = result;
      const { digest: _second, triggers: _trace, ...replayed } = again;
      expect(withoutSnapshots(replayed), `seed ${seed}`).toEqual(withoutSnapshots(expected));
    }
  });

  test('does what the naive simulator does with its calls', () => {
    for (const { seed, scenario, records } of cases) {
      const sorted = byArrival(scenario, records);
      const rows = sorted.map((record) => rowOf(scenario, record));
      const { rows: results } = simulateNaively({ ...scenario, triggers: [REPLAY] }, rows);
      expect(results.length).toBe(rows.length);
      for (const [index, record] of sorted.entries())
        expect(results[index], `seed ${seed}, row ${index}`).toMatchObject(told(record));
    }
  });

  const loops = cases.flatMap(({ seed, scenario, records }) =>
    scenario.triggers.flatMap((trigger) => {
      if (trigger.type === 'trace' || trigger.arrivals.kind !== 'closed') return [];
      const calls = records.filter((record) => record.trigger === trigger.name);
      return [{ seed, scenario, users: trigger.arrivals, name: trigger.name, calls }];
    }),
  );

  test('has each call of a closed user one think time after an answer, or after the start', () => {
    for (const { seed, scenario, users, name, calls } of loops) {
      const due = dueCalls(scenario, users, name, calls).filter((time) => time <= scenario.duration);
      expect(
        calls.map(({ arrivedAt }) => arrivedAt).sort((a, b) => a - b),
        `seed ${seed}, ${name}`,
      ).toEqual(due);
    }
  });

  test('has never more calls of closed users in flight than there are users', () => {
    let full = 0;
    for (const { seed, users, name, calls } of loops) {
      const changes = calls.flatMap(({ arrivedAt, endedAt }) =>
        endedAt > arrivedAt
          ? ([
              [arrivedAt, 1],
              [endedAt, -1],
            ] as const)
          : [],
      );
      let flying = 0;
      let most = 0;
      // What ends at an instant is over for what begins then.
      for (const [, change] of [...changes].sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
        flying += change;
        most = Math.max(most, flying);
      }
      expect(most, `seed ${seed}, ${name}`).toBeLessThanOrEqual(users.users);
      if (most === users.users) full += 1;
    }
    expect(full).toBeGreaterThan(50);
  });
});

/** When the users call, by the answers they had: the n-th think time is the n-th draw, first of all users, then by answer. */
function dueCalls(
  { seed }: Scenario,
  { users, thinkTime }: ClosedArrivals,
  name: string,
  calls: readonly InvocationRecord[],
): number[] {
  const think = sampler(thinkTime);
  const draws = keyedStream([seed, 0, 'trigger', name, 'thinkTime']);
  const thought = (n: number): number => wholeMicroseconds(think(draws.at(n)));
  const first = Array.from({ length: users }, (_, user) => thought(user + 1));
  const further = calls.map(({ arrivedAt, endedAt }, answer) => {
    const again = endedAt + thought(users + answer + 1);
    return again === arrivedAt ? again + 1000 : again;
  });
  return [...first, ...further].sort((a, b) => a - b);
}
