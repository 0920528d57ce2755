// Scheduled actions from text to the normalised scenario.
import { describe, expect, it } from 'vitest';
import { instantOf } from '../../../src/engine/calendar.js';
import { parseScenario } from '../../../src/scenario/parse.js';
import type { ScheduledAction } from '../../../src/scenario/provisioned/types.js';
import { MICROSECONDS } from '../../../src/scenario/units.js';
import { small, sound } from '../example.js';

const inside = (actions: string): string =>
  small(
    `aliases: { live: { version: 1, provisionedConcurrency: { min: 2, max: 9, scheduled: [${actions}] } } }`,
    'start: 2025-01-06T06:00:00Z',
  ).replace('duration: 1h', 'duration: 90d');

const scheduled = (actions: string): readonly ScheduledAction[] =>
  sound(inside(actions)).functions[0]!.aliases[0]!.provisioned.scaling!.scheduled;

const said = (actions: string): string[] =>
  parseScenario(inside(actions), { file: 's.yaml' })
    .diagnostics.filter(({ code }) => code !== 'idle-provisioned')
    .map(({ code, path, hint }) => `${code} ${path.split('scheduled').at(-1)} ${hint ?? ''}`.trim());

describe('a scheduled action', () => {
  it('comes so long after time 0', () => {
    expect(scheduled('{ at: 45m, min: 5 }')).toEqual([
      { times: { kind: 'at', at: 45 * MICROSECONDS.m }, min: 5, max: null },
    ]);
  });

  it('comes at a time of the calendar, counted from the start of the scenario', () => {
    const at = (text: string) => scheduled(`{ at: ${text}, max: 5 }`)[0]!.times;
    expect(at('2025-01-06T08:00:00Z')).toEqual({ kind: 'at', at: 2 * MICROSECONDS.h });
    expect(at('2025-01-06T08:00+01:00')).toEqual({ kind: 'at', at: MICROSECONDS.h });
    expect(at('2025-01-06')).toEqual({ kind: 'at', at: -6 * MICROSECONDS.h });
    expect(at('at(2025-01-06T08:00:00)')).toEqual({ kind: 'at', at: 2 * MICROSECONDS.h });
  });

  it('comes at a local time of a zone as AWS writes it, in summer as in winter, the first time where a clock shows it twice', () => {
    const at = (text: string, zone: string) => scheduled(`{ at: at(${text}), timeZone: ${zone}, max: 5 }`)[0]!.times;
    expect(at('2025-01-06T08:00:00', 'Europe/Vienna')).toEqual({ kind: 'at', at: MICROSECONDS.h });
    expect(at('2025-01-06T08:00:00', 'America/New_York')).toEqual({ kind: 'at', at: 7 * MICROSECONDS.h });
    expect(at('2025-04-01T08:00:00', 'Europe/Vienna')).toEqual({ kind: 'at', at: 85 * MICROSECONDS.d });
    const twice = at('2025-10-26T02:30:00', 'Europe/Vienna');
    expect(twice).toEqual({
      kind: 'at',
      at: (Date.parse('2025-10-26T00:30:00Z') - Date.parse('2025-01-06T06:00:00Z')) * 1_000,
    });
  });

  it('comes at every time of a cron expression, by the clock of a zone whose offsets it holds', () => {
    const [action] = scheduled('{ cron: 0 8 ? * MON-FRI *, timeZone: Europe/Vienna, min: 5, max: 20 }');
    expect(action).toMatchObject({ min: 5, max: 20 });
    if (action?.times.kind !== 'cron') throw new Error('no cron');
    expect(action.times.cron).toMatchObject({
      minutes: [0],
      hours: [8],
      days: { kind: 'ofWeek', weekdays: [1, 2, 3, 4, 5] },
    });
    const { zone } = action.times;
    expect(zone.name).toBe('Europe/Vienna');
    const local = Date.UTC(2025, 3, 1, 8) / 1_000;
    expect(instantOf(zone, local)).toBe(local - 7_200);
    expect(scheduled('{ cron: "cron(0 8 * * ? *)", min: 5 }')[0]!.times).toMatchObject({ zone: { name: 'UTC' } });
  });

  it('comes at an interval', () => {
    expect(scheduled('{ rate: 2 hours, min: 0 }')[0]!.times).toEqual({ kind: 'every', interval: 2 * MICROSECONDS.h });
    expect(scheduled('{ rate: rate(5 minutes), min: 3 }')[0]!.times).toEqual({
      kind: 'every',
      interval: 5 * MICROSECONDS.m,
    });
  });

  it('keeps its place among others', () => {
    const bounds = scheduled('{ at: 2h, min: 3 }, { at: 1h, min: 4 }, { at: 3h, max: 8 }');
    expect(bounds.map(({ min, max }) => [min, max])).toEqual([
      [3, null],
      [4, null],
      [null, 8],
    ]);
  });
});

describe('a scheduled action is refused', () => {
  it.each([
    ['{ min: 3 }', 'missing-key .0'],
    ['{ cron: 0 8 * * ? * }', 'missing-key .0 for example min: 20'],
    ['{ cron: 0 8 * * ? *, at: 5m, min: 3 }', 'bad-schedule .0'],
    ['{ rate: 5 minutes, at: 5m, min: 3 }', 'bad-schedule .0'],
    ['{ at: 5m, min: 9, max: 3 }', 'out-of-range .0.max'],
    ['{ at: 5m, min: -1 }', 'out-of-range .0.min'],
    ['{ at: 5m, min: 1.5 }', 'wrong-type .0.min'],
    ['{ at: 5, min: 3 }', 'missing-unit .0.at 5 has no unit; did you mean 5m?'],
    ['{ at: 08:00, min: 3 }', 'bad-schedule .0.at for every day write cron: 0 8 * * ? *'],
    ['{ at: 17:05, min: 3 }', 'bad-schedule .0.at for every day write cron: 5 17 * * ? *'],
    ['{ at: 2025-01-06T08:00:00, min: 3 }', 'bad-schedule .0.at did you mean 2025-01-06T08:00:00Z?'],
    ['{ at: at(2025-01-06T08:00:00Z), min: 3 }', 'bad-schedule .0.at did you mean 2025-01-06T08:00:00Z?'],
    ['{ at: at(2025-01-06), min: 3 }', 'bad-schedule .0.at'],
    ['{ at: at(2025-02-30T08:00:00), min: 3 }', 'bad-schedule .0.at'],
    ['{ at: at(soon), min: 3 }', 'bad-schedule .0.at'],
    ['{ at: at(2025-03-30T02:30:00), timeZone: Europe/Vienna, min: 3 }', 'bad-schedule .0.at'],
    [
      '{ at: at(2025-03-30T02:30:00), timeZone: Vienna, min: 3 }',
      'bad-time-zone .0.timeZone did you mean "Europe/Vienna"?',
    ],
    ['{ at: 5m, timeZone: Europe/Vienna, min: 3 }', 'bad-schedule .0.timeZone leave it out'],
    ['{ at: 2025-01-06T08:00:00Z, timeZone: Europe/Vienna, min: 3 }', 'bad-schedule .0.timeZone leave it out'],
    ['{ rate: 5 minutes, timeZone: Europe/Vienna, min: 3 }', 'bad-schedule .0.timeZone leave it out'],
    ['{ rate: 30s, min: 3 }', 'bad-schedule .0.rate'],
    ['{ cron: 0 8 * * *, min: 3 }', 'bad-schedule .0.cron did you mean cron(0 8 * * ? *)?'],
    ['{ crn: 0 8 * * ? *, min: 3 }', 'unknown-key .0.crn did you mean "cron"?'],
  ])('%s', (action, problem) => {
    expect(said(action)).toEqual([problem]);
  });
});
