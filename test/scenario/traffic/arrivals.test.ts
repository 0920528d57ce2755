import { describe, expect, it } from 'vitest';
import { parseScenario } from '../../../src/scenario/parse.js';
import type { Arrivals } from '../../../src/scenario/traffic/types.js';
import type { SynchronousTrigger } from '../../../src/scenario/triggers/types.js';
import { sound } from '../example.js';

const calling = (arrivals: string): string =>
  `duration: 1h\nfunctions: { api: { handler: 80ms } }\ntriggers:\n  t: { type: sdk, target: api, arrivals: ${arrivals} }\n`;

const normalised = (arrivals: string): Arrivals =>
  (sound(calling(arrivals)).triggers[0] as SynchronousTrigger).arrivals;

/** `path: code (hint)` of everything that is wrong, the path within the arrivals. */
const refusals = (arrivals: string): string[] =>
  parseScenario(calling(arrivals), { file: 's.yaml' }).diagnostics.map(({ path, code, hint }) => {
    return `${path.replace(/^triggers\.t\.arrivals\.?/, '')}: ${code}${hint === undefined ? '' : ` (${hint})`}`;
  });

const SECOND = 1_000_000;
const MINUTE = 60 * SECOND;
const perSecond = (count: number) => ({ count, per: SECOND });

describe('arrivals as a scenario writes them become numbers:', () => {
  it.each<[string, Arrivals]>([
    ['{ constant: { rate: 300/m } }', { kind: 'constant', rate: { count: 300, per: MINUTE } }],
    ['{ poisson: { rate: 0.5/s } }', { kind: 'poisson', rate: { count: 5, per: 10 * SECOND } }],
    [
      '{ bursts: { every: 1m, size: 20 } }',
      { kind: 'bursts', every: { kind: 'constant', value: MINUTE }, size: 20, over: 0 },
    ],
    [
      '{ bursts: { every: 1m, size: 20, over: 1m } }',
      { kind: 'bursts', every: { kind: 'constant', value: MINUTE }, size: 20, over: MINUTE },
    ],
    [
      '{ bursts: { every: { exponential: { mean: 1m } }, size: 2 } }',
      { kind: 'bursts', every: { kind: 'exponential', mean: MINUTE }, size: 2, over: 0 },
    ],
    [
      '{ mmpp: [{ rate: 1/s, mean: 10m }, { rate: 0/s, mean: 30s }, { rate: 9/s, mean: 1s, next: [0, 2, 0] }] }',
      {
        kind: 'mmpp',
        states: [
          { rate: perSecond(1), mean: 10 * MINUTE, next: [0, 1, 1] },
          { rate: perSecond(0), mean: 30 * SECOND, next: [1, 0, 1] },
          { rate: perSecond(9), mean: SECOND, next: [0, 2, 0] },
        ],
      },
    ],
    ['{ schedule: rate(5 minutes) }', { kind: 'every', interval: 5 * MINUTE }],
    ['{ schedule: { rate: 1 hour } }', { kind: 'every', interval: 60 * MINUTE }],
    [
      '{ closed: { users: 9, thinkTime: 2s } }',
      { kind: 'closed', users: 9, thinkTime: { kind: 'constant', value: 2 * SECOND } },
    ],
    ['{ counts: { perMinute: [0, 12] } }', { kind: 'counts', width: MINUTE, counts: [0, 12], repeat: false }],
    ['{ counts: { perHour: [3], repeat: true } }', { kind: 'counts', width: 60 * MINUTE, counts: [3], repeat: true }],
    [
      '[{ poisson: { rate: 1/s } }, { constant: { rate: 2/s } }]',
      {
        kind: 'together',
        parts: [
          { kind: 'poisson', rate: perSecond(1) },
          { kind: 'constant', rate: perSecond(2) },
        ],
      },
    ],
  ])('%s', (text, arrivals) => {
    expect(normalised(text)).toEqual(arrivals);
  });

  it('a schedule by cron has the clock of its zone', () => {
    expect(normalised('{ schedule: "cron(30 9 ? * MON-FRI *)" }')).toMatchObject({
      kind: 'cron',
      cron: {
        minutes: [30],
        hours: [9],
        months: null,
        years: null,
        days: { kind: 'ofWeek', weekdays: [1, 2, 3, 4, 5] },
      },
      zone: { name: 'UTC', offsets: [[expect.any(Number), 0]] },
    });
    expect(normalised('{ schedule: { cron: 0 9 * * ? *, timeZone: Asia/Kolkata } }')).toMatchObject({
      zone: { name: 'Asia/Kolkata', offsets: [[expect.any(Number), 19_800]] },
    });
  });
});

describe('arrivals are refused:', () => {
  const RETURN = 'every state must lead to every other, at least by way of others';
  it.each([
    ['{}', [': missing-key']],
    ['[]', [': out-of-range']],
    ['{ poisson: { rate: 1/s }, constant: { rate: 1/s } }', [': missing-key']],
    ['{ poison: { rate: 1/s } }', ['poison: unknown-key (did you mean "poisson"?)']],
    ['{ poisson: { rate: 0/s } }', ['poisson.rate: bad-unit']],
    ['{ poisson: { rate: 20 } }', ['poisson.rate: missing-unit (20 has no unit; did you mean 20/s?)']],
    ['{ constant: {} }', ['constant.rate: missing-key']],
    [
      '[{ closed: { users: 1, thinkTime: 1s } }]',
      ['0.closed: unknown-key (users in a closed loop stand alone: give them a trigger of their own)'],
    ],
    ['[[{ poisson: { rate: 1/s } }]]', ['0: wrong-type']],
    // bursts
    ['{ bursts: { every: 0s, size: 2 } }', ['bursts.every: bad-arrivals']],
    ['{ bursts: { every: { uniform: { min: 0s, max: 0s } }, size: 2 } }', ['bursts.every: bad-arrivals']],
    ['{ bursts: { every: { exponential: { mean: 0s } }, size: 2 } }', ['bursts.every: bad-arrivals']],
    ['{ bursts: { every: { empirical: { values: [0s, 0s] } }, size: 2 } }', ['bursts.every: bad-arrivals']],
    ['{ bursts: { every: { empirical: { quantiles: { 0: 0s, 1: 0s } } }, size: 2 } }', ['bursts.every: bad-arrivals']],
    ['{ bursts: { every: { mixture: [{ weight: 1, constant: 0s }] }, size: 2 } }', ['bursts.every: bad-arrivals']],
    ['{ bursts: { every: 1m, size: 0 } }', ['bursts.size: out-of-range']],
    ['{ bursts: { every: 1m, size: 1.5 } }', ['bursts.size: wrong-type']],
    ['{ bursts: { every: 1m, size: 2, over: 61s } }', ['bursts.over: bad-arrivals']],
    ['{ bursts: { every: { exponential: { mean: 1m } }, size: 2, over: 1s } }', ['bursts.over: bad-arrivals']],
    // mmpp
    ['{ mmpp: [{ rate: 1/s, mean: 1s }] }', ['mmpp: out-of-range']],
    ['{ mmpp: [{ rate: 1/s, mean: 0s }, { rate: 1/s, mean: 1s }] }', ['mmpp.0.mean: bad-arrivals']],
    ['{ mmpp: [{ rate: 1/s, mean: 1s, next: [1] }, { rate: 1/s, mean: 1s }] }', ['mmpp.0.next: bad-arrivals']],
    ['{ mmpp: [{ rate: 1/s, mean: 1s, next: [1, 0] }, { rate: 1/s, mean: 1s }] }', ['mmpp.0.next: bad-arrivals']],
    ['{ mmpp: [{ rate: 1/s, mean: 1s, next: [0, -1] }, { rate: 1/s, mean: 1s }] }', ['mmpp.0.next.1: out-of-range']],
    ['{ mmpp: [{ rate: 1/s, mean: 1s, next: [0, 1e300] }, { rate: 1/s, mean: 1s }] }', ['mmpp.0.next.1: out-of-range']],
    [
      // It leaves its first state for ever: as if it had always run, it would never be in it.
      '{ mmpp: [{ rate: 1/s, mean: 1s, next: [0, 1, 1] }, { rate: 1/s, mean: 1s, next: [0, 0, 1] }, { rate: 1/s, mean: 1s, next: [0, 1, 0] }] }',
      [`mmpp.1: bad-arrivals (${RETURN})`, `mmpp.2: bad-arrivals (${RETURN})`],
    ],
    [
      // Two pairs of states that never meet.
      '{ mmpp: [{ rate: 1/s, mean: 1s, next: [0, 1, 0, 0] }, { rate: 1/s, mean: 1s, next: [1, 0, 0, 0] }, { rate: 1/s, mean: 1s, next: [0, 0, 0, 1] }, { rate: 1/s, mean: 1s, next: [0, 0, 1, 0] }] }',
      [`mmpp.2: bad-arrivals (${RETURN})`, `mmpp.3: bad-arrivals (${RETURN})`],
    ],
    // schedule
    ['{ schedule: {} }', ['schedule: bad-arrivals']],
    ['{ schedule: { cron: 0 9 * * ? *, rate: 5 minutes } }', ['schedule: bad-arrivals']],
    ['{ schedule: hourly }', ['schedule: bad-schedule']],
    ['{ schedule: 5/m }', ['schedule: bad-schedule (for calls at equal distances use constant: { rate: … })']],
    ['{ schedule: rate(30s) }', ['schedule: bad-schedule (for more calls use constant: { rate: … })']],
    ['{ schedule: "0 9 * * 1-5" }', ['schedule: bad-schedule (did you mean cron(0 9 ? * 2-6 *)?)']],
    [
      '{ schedule: { cron: 0 9 * * ? *, timeZone: Vienna } }',
      ['schedule.timeZone: bad-time-zone (did you mean "Europe/Vienna"?)'],
    ],
    // closed
    ['{ closed: { users: 0, thinkTime: 1s } }', ['closed.users: out-of-range']],
    ['{ closed: { users: 1000001, thinkTime: 1s } }', ['closed.users: out-of-range']],
    ['{ closed: { users: 1 } }', ['closed.thinkTime: missing-key']],
    // counts
    ['{ counts: {} }', ['counts: bad-arrivals']],
    ['{ counts: { perMinute: [1], perHour: [1] } }', ['counts: bad-arrivals']],
    ['{ counts: { perMinute: [1], column: a } }', ['counts.column: bad-arrivals']],
    ['{ counts: { perMinute: [] } }', ['counts.perMinute: out-of-range']],
    ['{ counts: { perMinute: [1, -1] } }', ['counts.perMinute.1: out-of-range']],
    ['{ counts: { perMinute: [0.5] } }', ['counts.perMinute.0: wrong-type']],
  ])('%s', (text, expected) => {
    expect(refusals(text)).toEqual(expected);
  });
});
