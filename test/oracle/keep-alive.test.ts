// Keep-alive policies, random lifetimes and environments made ready ahead: the engine against a naive simulator of these
// alone, event by event, on fuzzed traces of one function with two versions.
import { expect, test } from 'vitest';
import { sampler } from '../../src/engine/distributions.js';
import { keyedStream } from '../../src/engine/random.js';
import { describeEvent } from '../../src/lambda/events.js';
import type { Distribution } from '../../src/scenario/traffic/types.js';
import type { KeepAlive, Scenario } from '../../src/scenario/types.js';
import { simulate } from '../../src/simulate.js';
import { bytesOf } from '../support/bytes.js';
import { csvOf } from './csv.js';
import { type Draws, type KeepAliveLine, type KeepAliveResult, simulateKeepAlive } from './keep-alive-oracle.js';
import type { OracleRow } from './oracle.js';
import { generator, plainFunction, plainScenario } from './scenarios.js';

const CASES = 600;
const MS = 1_000;
const SECOND = 1_000_000;

interface Case {
  readonly scenario: Scenario;
  readonly rows: OracleRow[];
}

function fuzzed(seed: number): Case {
  const next = generator(seed);
  const chance = (probability: number): boolean => next() < probability;
  const pick = <T>(values: readonly T[]): T => values[Math.floor(next() * values.length)]!;
  const grid = chance(0.6) ? 100 * MS : 1;
  const time = (low: number, high: number): number => Math.round((low + next() * (high - low)) / grid) * grid;
  const constant = (value: number): Distribution => ({ kind: 'constant', value });
  const several = (low: number, high: number): Distribution => ({
    kind: 'values',
    values: Array.from({ length: 4 }, () => time(low, high)),
  });
  const maybe = (low: number, high: number): Distribution | null =>
    chance(0.3) ? null : chance(0.5) ? constant(time(low, high)) : several(low, high);
  const duration = 120 * SECOND;
  const keepAlive = (): KeepAlive =>
    chance(0.6)
      ? {
          policy: 'hybrid-histogram',
          range: time(5 * SECOND, 15 * SECOND),
          bin: pick([100 * MS, 500 * MS, SECOND, 3 * SECOND]),
          head: pick([0, 0.05, 0.3]),
          tail: pick([0.7, 0.99, 1]),
          margin: pick([0, 0.1, 0.5]),
          minimumIdleTimes: pick([1, 2, 5]),
          minimumVariation: pick([0, 1.3, 2.1]),
          maximumBeyond: pick([0.1, 0.5]),
        }
      : {
          policy: 'limits',
          idle: chance(0.4) ? time(0, 8 * SECOND) : null,
          spare: maybe(0, 10 * SECOND),
          maxLifetime: maybe(0, 15 * SECOND),
          preset: null,
        };
  const fn = plainFunction('f', {
    timeout: 3 * SECOND,
    coldStart: {
      ...plainFunction('f').coldStart,
      functionInit: constant(chance(0.3) ? 0 : time(0, 2 * SECOND)),
      placement: constant(chance(0.5) ? 0 : time(0, SECOND)),
    },
    placement: pick(['mru', 'lru', 'newest']),
    proactiveInit: pick([0, 0.5, 1]),
    keepAlive: keepAlive(),
  });
  // Calls at a steady distance, some of them late, some several at once, with a pause now and then.
  const distance = time(SECOND, 12 * SECOND);
  const rows: OracleRow[] = [];
  for (let at = time(0, distance); at <= duration; ) {
    for (let together = chance(0.2) ? 3 : 1; together > 0; together--)
      rows.push({
        time: at,
        function: 'f',
        qualifier: pick([null, null, '1']),
        duration: time(0, chance(0.1) ? 4 * SECOND : SECOND),
      });
    at += chance(0.7) ? distance : time(grid, chance(0.2) ? 30 * SECOND : 2 * distance);
  }
  const maxLifetime = chance(0.4) ? null : time(3 * SECOND, 20 * SECOND);
  const settings = { seed: String(seed), duration, account: { maxLifetime } };
  return { scenario: plainScenario([fn], settings, rows.length), rows };
}

/** The function's streams by their names, keyed as docs/ARCHITECTURE.md says: by request, or by ordinal. */
function drawsOf({ seed, functions }: Scenario): Draws {
  const { keepAlive } = functions[0]!;
  const stream = (purpose: string) => keyedStream([seed, 0, 'function', 'f', purpose]);
  const [spares, lives, replaced] = [stream('keepAlive'), stream('maxLifetime'), stream('proactiveInit')];
  const drawn = (of: Distribution | null | undefined, from: ReturnType<typeof stream>, key: number): number =>
    !of ? Infinity : of.kind === 'constant' ? of.value : sampler(of)(from.at(key));
  const limits = keepAlive.policy === 'limits' ? keepAlive : null;
  return {
    spare: (request, ordinal) => drawn(limits?.spare, spares, request ?? 2 ** 52 + ordinal),
    maxLifetime: (ordinal) => drawn(limits?.maxLifetime, lives, ordinal),
    replaced: (ordinal) => replaced.at(ordinal)(),
  };
}

function engine({ scenario, rows }: Case): KeepAliveResult {
  const lines: KeepAliveLine[] = [];
  const { functions } = simulate(scenario, 0, {
    open: () => bytesOf(csvOf(rows)),
    events: (time, _, code, environment, request) => lines.push({ time, ...describeEvent(code), environment, request }),
  });
  const { environments, proactiveInits, billedMs } = functions['f']!;
  const { duration } = scenario;
  const { created, mean, meanIdle } = environments;
  return { lines, created, proactiveInits, billedMs, existing: mean * duration, idle: meanIdle * duration };
}

/** In which order environments end that end at one instant by one rule is nobody's business. */
function text(lines: readonly KeepAliveLine[]): string {
  const all = lines.map(({ time, kind, environment, request, why }) => {
    return { line: [time, kind, environment, request, why].join(' '), ends: kind === 'ended' ? `${time} ${why}` : '' };
  });
  for (let from = 0; from < all.length; from++) {
    let to = from;
    while (to < all.length && all[from]!.ends !== '' && all[to]!.ends === all[from]!.ends) to++;
    const run = all.slice(from, to).sort((a, b) => (a.line < b.line ? -1 : 1));
    all.splice(from, run.length, ...run);
    if (to > from) from = to - 1;
  }
  return all.map(({ line }) => line).join('\n');
}

test(`the engine and the naive simulator agree on ${CASES} fuzzed traces, in every line and in what it adds up to`, () => {
  const met = new Map<string, number>();
  for (let seed = 1; seed <= CASES; seed++) {
    const each = fuzzed(seed);
    const actual = engine(each);
    const expected = simulateKeepAlive(each.scenario, each.rows, drawsOf(each.scenario));
    expect(text(actual.lines), `seed ${seed}`).toBe(text(expected.lines));
    const { created, proactiveInits, billedMs } = expected;
    expect(actual, `seed ${seed}`).toMatchObject({ created, proactiveInits, billedMs });
    expect(actual.existing, `seed ${seed}`).toBeCloseTo(expected.existing, 0);
    expect(actual.idle, `seed ${seed}`).toBeCloseTo(expected.idle, 0);
    for (const { kind, why } of expected.lines) met.set(`${kind} ${why}`, (met.get(`${kind} ${why}`) ?? 0) + 1);
  }
  // The cases decide what they are about, often.
  for (const what of [
    'prepared pre-warmed',
    'prepared replacement',
    'ended policy',
    'ended maximum life',
    'ended keep-alive',
  ])
    expect(met.get(what), what).toBeGreaterThan(300);
});
