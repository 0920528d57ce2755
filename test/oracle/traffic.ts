// Small random scenarios whose triggers are of every kind: the functions and limits of the fuzzed traces, called by arrival
// processes, closed users and a trace. One seed, one case, on every computer.
import type { Arrivals, Distribution, OpenArrivals } from '../../src/scenario/traffic/types.js';
import type { TriggerSpec } from '../../src/scenario/triggers/types.js';
import type { Scenario } from '../../src/scenario/types.js';
import type { OracleRow } from './oracle.js';
import { fuzzedCase, generator, REPLAY } from './scenarios.js';

const MS = 1000;
const SECOND = 1_000_000;

export interface TrafficCase {
  readonly scenario: Scenario;
  /** What its trace trigger replays, if it has one. */
  readonly rows: readonly OracleRow[];
}

export function trafficCase(seed: number): TrafficCase {
  const { scenario, rows } = fuzzedCase(seed);
  const next = generator(seed + 1_000_000);
  const chance = (probability: number): boolean => next() < probability;
  const whole = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  const pick = <T>(values: readonly T[]): T => values[Math.floor(next() * values.length)]!;

  // Most cases lie on a coarse grid, so that everything ties with everything.
  const grid = chance(0.7) ? pick([100 * MS, 500 * MS]) : 1;
  const length = (high: number): number => Math.round((next() * high) / grid) * grid;
  const rate = () => ({ count: whole(1, 3), per: pick([SECOND, 2 * SECOND]) });
  const rateOrZero = () => (chance(0.3) ? { count: 0, per: 1 } : rate());
  const zone = { name: 'random', offsets: [[0, whole(-40, 40) * 900]] as const };

  const open = (): OpenArrivals => {
    switch (
      pick([
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
      ] as const)
    ) {
      case 'constant':
        return { kind: 'constant', rate: { count: 1, per: pick([500 * MS, SECOND]) } };
      case 'poisson':
        return { kind: 'poisson', rate: rate() };
      case 'varying': {
        const last = rateOrZero();
        const pieces = Array.from({ length: whole(0, 3) }, () => {
          return { length: length(20 * SECOND), from: rateOrZero(), to: rateOrZero() };
        });
        return { kind: 'varying', pieces: [...pieces, { length: null, from: last, to: last }] };
      }
      case 'diurnal': {
        const mean = rate();
        const weekdays = [1, pick([0, 1, 2]), 1, 1, 1, 1, pick([0, 1])];
        return {
          kind: 'diurnal',
          mean,
          peak: { ...mean, per: mean.per / 2 },
          peakAt: length(86_400 * SECOND),
          weekdays,
          zone,
        };
      }
      case 'bursts': {
        const every: Distribution = { kind: 'constant', value: SECOND + length(5 * SECOND) };
        return { kind: 'bursts', every, size: whole(1, 6), over: pick([0, 0, SECOND]) };
      }
      case 'mmpp': {
        const state = () => ({ rate: rateOrZero(), mean: SECOND + length(9 * SECOND), next: [1, 2, 3] });
        return { kind: 'mmpp', states: [state(), state(), state()] };
      }
      case 'every':
        return { kind: 'every', interval: 60 * SECOND };
      case 'cron': {
        const minutes = Array.from({ length: 60 }, (_, minute) => minute);
        const hours = Array.from({ length: 24 }, (_, hour) => hour);
        return { kind: 'cron', cron: { minutes, hours, months: null, years: null, days: { kind: 'every' } }, zone };
      }
      case 'counts':
        return {
          kind: 'counts',
          width: pick([SECOND, 10 * SECOND]),
          counts: [0, whole(0, 3), 0, whole(0, 12)],
          repeat: chance(0.5),
        };
      case 'together':
        return {
          kind: 'together',
          parts: [
            { kind: 'poisson', rate: rate() },
            { kind: 'constant', rate: rate() },
          ],
        };
    }
  };
  const arrivals = (): Arrivals => {
    if (chance(0.5)) return open();
    const some = (high: number): number => 100 * MS + length(high);
    // Never without thinking for long: who is refused at once would call a thousand times a second.
    const thinkTime = pick<Distribution>([
      { kind: 'constant', value: some(2 * SECOND) },
      { kind: 'values', values: [0, some(SECOND), some(3 * SECOND)] },
      { kind: 'exponential', mean: some(4 * SECOND) },
    ]);
    return { kind: 'closed', users: whole(1, 6), thinkTime };
  };

  const functions = scenario.functions.map((spec) => {
    const values = [0, grid, length(SECOND), length(3 * SECOND), ...(chance(0.4) ? [spec.timeout + grid] : [])];
    const handler = pick<Distribution>([
      { kind: 'values', values },
      { kind: 'constant', value: length(2 * SECOND) },
    ]);
    // What a call took must tell how long its handler was: not scaled, and no image is left to read within an invocation.
    const load = Math.min(spec.coldStart.load, 10 * SECOND);
    return { ...spec, handler, cpuBound: { ...spec.cpuBound, share: 0 }, coldStart: { ...spec.coldStart, load } };
  });
  const triggers = Array.from({ length: whole(1, 5) }, (_, index): TriggerSpec => {
    const spec = pick(functions);
    const qualifiers = [null, 'live', 'next', ...spec.versions.map(({ version }) => version)];
    const target = { function: spec.name, qualifier: pick(qualifiers) };
    return {
      name: `t${index}`,
      type: 'sdk',
      target,
      arrivals: arrivals(),
      integrationTimeout: null,
      retries: null,
      handler: null,
    };
  });
  // Of one function: the order of calls at one instant is known from their numbers then.
  const called = pick(functions).name;
  const replayed = chance(0.5) ? rows.filter((row) => row.function === called && chance(0.6)) : [];
  if (replayed.length > 0) triggers.splice(whole(0, triggers.length), 0, { ...REPLAY, rows: replayed.length });
  return { scenario: { ...scenario, name: `traffic-${seed}`, functions, triggers }, rows: replayed };
}
