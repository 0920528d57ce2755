import { describe, expect, it } from 'vitest';
import { parseScenario } from '../../../src/scenario/parse.js';

const warned = (arrivals: string, more = 'duration: 1d'): string[] => {
  const text = `${more}\nfunctions: { f: { handler: 5ms } }\ntriggers: { t: { type: sdk, target: f, arrivals: ${arrivals} } }\n`;
  const { scenario, diagnostics } = parseScenario(text, { file: 's.yaml' });
  expect(scenario).not.toBeNull();
  return diagnostics.map(({ code, line, hint }) => `${line} ${code}: ${hint}`);
};

describe('a schedule that makes no call in the simulated time is simulated with a warning:', () => {
  it.each([
    ['a day that no month has', '{ schedule: cron(0 0 30 2 ? *) }', 'it never does'],
    ['a year that is over', '{ schedule: cron(0 0 1 1 ? 1999) }', 'it never does'],
    ['a day to come', '{ schedule: cron(0 9 10 * ? *) }', 'its first would come on 2025-01-10'],
    ['an interval that is too long', '{ schedule: rate(2 days) }', 'its first would come on 2025-01-08'],
    [
      'one of several',
      '[{ poisson: { rate: 1/s } }, { schedule: rate(2 days) }]',
      'its first would come on 2025-01-08',
    ],
  ])('%s', (_, arrivals, when) => {
    expect(warned(arrivals)).toEqual([`3 silent-schedule: ${when}`]);
  });

  it('without a duration nothing is said of it', () => {
    const text = `functions: { f: { handler: 5ms } }\ntriggers: { t: { type: sdk, target: f, arrivals: { schedule: cron(0 0 30 2 ? *) } } }\n`;
    expect(parseScenario(text, { file: 's.yaml' }).diagnostics.map(({ code }) => code)).toEqual(['missing-duration']);
  });

  it('one call is enough, at the very end or at the start, by the clock of the zone', () => {
    expect(warned('{ schedule: rate(1 day) }')).toEqual([]);
    expect(warned('{ schedule: cron(0 0 6 1 ? *) }')).toEqual([]);
    expect(warned('{ schedule: { cron: 30 23 6 1 ? *, timeZone: America/New_York } }', 'duration: 28h30m')).toEqual([]);
    expect(
      warned('{ schedule: { cron: 30 23 6 1 ? *, timeZone: America/New_York } }', 'duration: 28h29m'),
    ).toHaveLength(1);
  });
});
