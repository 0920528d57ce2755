// Autoscaling that AWS accepts and few intend.
import { describe, expect, it } from 'vitest';
import { parseScenario } from '../../../src/scenario/parse.js';
import { small } from '../example.js';

/** A day, called by its alias. */
const said = (provisioned: string, more = ''): string[] => {
  const text = small(`aliases: { live: { version: 1, provisionedConcurrency: ${provisioned} } }`, more)
    .replace('target: api', 'target: api:live')
    .replace('duration: 1h', 'duration: 1d');
  const { scenario, diagnostics } = parseScenario(text, { file: 's.yaml' });
  expect(scenario).not.toBeNull();
  return diagnostics.map(({ code, path, hint }) => `${code} ${path.split('provisionedConcurrency')[1]}: ${hint}`);
};

describe('a warning meets', () => {
  it('a target without room between min and max, unless a schedule makes some', () => {
    const hint = 'give a higher max, or leave it out';
    expect(said('{ min: 5, targetUtilization: 0.7 }')).toEqual([`idle-target .targetUtilization: ${hint}`]);
    expect(said('{ min: 5, max: 5, targetUtilization: 0.7 }')).toHaveLength(1);
    expect(said('{ min: 5, max: 6, targetUtilization: 0.7 }')).toEqual([]);
    expect(said('{ min: 5, targetUtilization: 0.7, scheduled: [{ at: 1h, max: 9 }] }')).toEqual([]);
  });

  it('room between min and max that nothing ever uses', () => {
    const hint = 'add targetUtilization: 0.7, or scheduled actions';
    expect(said('{ max: 5 }')).toEqual([`idle-bounds .max: ${hint}`]);
    expect(said('{ min: 5, max: 5 }')).toEqual([]);
    expect(said('{ max: 5, scheduled: [{ at: 1h, min: 3 }] }')).toEqual([]);
  });

  it('a target with min 0, which target tracking cannot leave', () => {
    const stuck = ['stuck-at-zero : min: 1, or a scheduled action with a min'];
    expect(said('{ min: 0, max: 5, targetUtilization: 0.7 }')).toEqual(stuck);
    expect(said('{ min: 0, max: 5, targetUtilization: 0.7, scheduled: [{ at: 1h, max: 9 }] }')).toEqual(stuck);
    expect(said('{ min: 0, max: 5, targetUtilization: 0.7, scheduled: [{ at: 1h, min: 2 }] }')).toEqual([]);
    expect(said('{ min: 0, max: 5, scheduled: [{ at: 1h, min: 2 }] }')).toEqual([]);
  });

  it('a schedule that sends it to 0 and never back', () => {
    const night = '{ cron: 0 22 * * ? *, min: 0, max: 0 }';
    expect(said(`{ max: 5, targetUtilization: 0.7, scheduled: [${night}] }`)).toHaveLength(1);
    expect(
      said(`{ max: 5, targetUtilization: 0.7, scheduled: [${night}, { cron: 0 6 * * ? *, max: 5 }] }`),
    ).toHaveLength(1);
    const morning = '{ cron: 0 6 * * ? *, min: 1, max: 5 }';
    expect(said(`{ max: 5, targetUtilization: 0.7, scheduled: [${night}, ${morning}] }`)).toEqual([]);
  });

  it('an action whose bound the other one can never agree with', () => {
    expect(said('{ max: 5, scheduled: [{ at: 1h, min: 6 }] }')).toEqual([
      'refused-action .scheduled.0: give the action a max too',
    ]);
    expect(said('{ min: 3, max: 5, scheduled: [{ at: 1h, min: 4 }, { at: 2h, max: 2 }] }')).toEqual([
      'refused-action .scheduled.1: give the action a min too',
    ]);
    expect(said('{ max: 5, scheduled: [{ at: 1h, min: 6 }, { at: 30m, max: 8 }] }')).toEqual([]);
    expect(said('{ max: 5, scheduled: [{ at: 1h, min: 6, max: 9 }] }')).toEqual([]);
  });

  it.each([
    ['{ at: 25h, min: 2 }', 'its first time would come on 2025-01-07'],
    ['{ at: 2025-01-05T12:00:00Z, min: 2 }', 'its time, on 2025-01-05, lies before the start'],
    ['{ cron: 0 0 30 2 ? *, min: 2 }', 'it never does'],
    ['{ cron: 0 9 10 * ? *, min: 2 }', 'its first time would come on 2025-01-10'],
    ['{ rate: 2 days, min: 2 }', 'its first time would come on 2025-01-08'],
  ])('an action that never takes effect in the simulated time: %s', (action, when) => {
    expect(said(`{ max: 5, scheduled: [${action}] }`)).toEqual([`silent-schedule .scheduled.0: ${when}`]);
  });

  it('none of those that take effect at the very start or end', () => {
    for (const action of [
      '{ at: 0s, min: 2 }',
      '{ at: 24h, min: 2 }',
      '{ rate: 1 day, min: 2 }',
      '{ cron: 0 0 6 1 ? *, min: 2 }',
    ])
      expect(said(`{ max: 5, scheduled: [${action}] }`)).toEqual([]);
    const local = '{ cron: 30 23 6 1 ? *, timeZone: America/New_York, min: 2 }';
    expect(said(`{ max: 5, scheduled: [${local}] }`, 'start: 2025-01-06T04:30:00Z')).toEqual([]);
    expect(said(`{ max: 5, scheduled: [${local}] }`, 'start: 2025-01-06T04:29:00Z')).toHaveLength(1);
  });
});

it('Nothing is said of the times of a schedule where the duration is missing', () => {
  const text = small(
    'aliases: { live: { version: 1, provisionedConcurrency: { max: 5, scheduled: [{ cron: 0 0 30 2 ? *, min: 2 }] } } }',
  ).replace('duration: 1h\n', '');
  const codes = parseScenario(text, { file: 's.yaml' }).diagnostics.map(({ code }) => code);
  expect(codes).toContain('missing-duration');
  expect(codes).not.toContain('silent-schedule');
});
