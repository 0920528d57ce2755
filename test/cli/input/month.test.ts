import { describe, expect, it } from 'vitest';
import { monthWarning } from '../../../src/cli/input/month.js';
import { scenario } from '../../support/scenario.js';

const of = (more: object) =>
  scenario({
    functions: { api: { handler: '100ms' } },
    triggers: { http: { type: 'sdk', target: 'api', arrivals: { poisson: { rate: '1/s' } } } },
    ...more,
  });

describe('a month', () => {
  it('needs no warning where whole days are simulated after the warm-up', () => {
    for (const days of [{ duration: '24h' }, { duration: '7d' }, { duration: '25h', warmup: '1h' }])
      expect(monthWarning(of(days), '--monthly')).toBeNull();
  });

  it('warns of hours and weekdays that are not in it, with a duration that would do', () => {
    expect(monthWarning(of({ duration: '1h' }), '--monthly')).toBe(
      '--monthly makes a month of 730 h out of 1h, without any hour or weekday that is not in it: simulate whole days (--duration 24h)',
    );
    expect(monthWarning(of({ duration: '7d', warmup: '1h' }), 'an slo on monthly')).toMatch(
      /^an slo on monthly makes a month of 730 h out of 167h, .* \(--duration 169h\)$/,
    );
  });

  it('rounds a length that nobody would read', () => {
    for (const [duration, text] of [
      ['1260055798us', 'about 21m'],
      ['3661s', '3661s'],
      ['86400400ms', 'about 24h'],
      ['5ms', 'about 1s'],
    ] as const)
      expect(monthWarning(of({ duration }), '--monthly')).toContain(`out of ${text}, without`);
  });

  it('proposes no longer time for a trace, which holds what it holds', () => {
    const replayed = { ...of({ duration: '1h' }), triggers: [{ type: 'trace' }] } as unknown as ReturnType<typeof of>;
    expect(monthWarning(replayed, '--monthly')).toMatch(/simulate whole days$/);
  });
});
