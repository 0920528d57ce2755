import { describe, expect, it } from 'vitest';
import { asksForMonth } from '../../src/costs/month.js';
import { scenario } from '../support/scenario.js';

const of = (more: object) =>
  scenario({
    functions: { api: { handler: '100ms' } },
    triggers: { http: { type: 'sdk', target: 'api', arrivals: { poisson: { rate: '1/s' } } } },
    ...more,
  });

describe('a month', () => {
  it('is asked for by a condition on a monthly cost, of a function or an alias, and by no other', () => {
    const asks = (metric: string) => asksForMonth(of({ duration: '1h', slo: [`${metric} < 1`] }));
    expect(asks('total.monthly.total')).toBe(true);
    expect(asks('functions.api.monthly.logs')).toBe(true);
    expect(asks('total.cost.total')).toBe(false);
    expect(asksForMonth(of({ duration: '1h' }))).toBe(false);
  });
});
