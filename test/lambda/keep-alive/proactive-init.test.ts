// Environments that are replaced at their maximum life before anybody asks, and what they cost.
import { describe, expect, it } from 'vitest';
import type { FunctionResult } from '../../../src/result.js';
import { simulate } from '../../../src/simulate.js';
import { scenario } from '../../support/scenario.js';

/** A call every minute for ten days, so that an environment is always live and ends by its maximum life alone. */
function steady(settings: object, more: object = {}): FunctionResult {
  const api = { handler: '2s', init: '1s', placementLatency: '500ms', memory: 1024, keepAlive: '10m', ...settings };
  const text = {
    duration: '10d',
    functions: { api },
    triggers: { calls: { type: 'sdk', target: 'api', arrivals: { constant: { rate: '1/m' } } } },
    ...more,
  };
  return simulate(scenario(text), 0).total;
}

describe('an environment that ends by its maximum life', () => {
  it('is not replaced by default: the next call starts cold', () => {
    const { coldStarts, coldStartCauses, proactiveInits, environments } = steady({});
    expect(coldStarts).toBe(120); // the first at 0:01, then each two hours later
    expect(coldStartCauses).toMatchObject({ first: 1, recycled: 119 });
    expect([proactiveInits, environments.created]).toEqual([0, 120]);
  });

  it('is replaced at once where proactiveInit is 1: only the very first call starts cold', () => {
    const { coldStarts, proactiveInits, environments } = steady({ proactiveInit: 1 });
    expect([coldStarts, proactiveInits, environments.created]).toEqual([1, 119, 120]);
    expect(environments.mean).toBeCloseTo((10 * 24 * 60 - 1) / (10 * 24 * 60), 10);
  });

  it('is replaced with the probability that is given', () => {
    const { coldStarts, proactiveInits } = steady({ proactiveInit: true }, { duration: '200d' });
    expect(coldStarts + proactiveInits).toBe(2400);
    // 0.65 within three standard deviations.
    expect(Math.abs(proactiveInits / 2399 - 0.65)).toBeLessThan(3 * Math.sqrt((0.65 * 0.35) / 2399));
  });

  it('costs its init, whether or not a call waits for it; nobody waits for a replacement', () => {
    const [without, replaced] = [steady({}), steady({ proactiveInit: 1 })];
    expect(replaced.billedMs).toBe(without.billedMs);
    expect(replaced.initMs.max).toBe(1000);
    expect(replaced.latencyMs.p999).toBe(2000);
    expect(without.latencyMs.p999).toBe(3500);
    const late = steady({ proactiveInit: 1 }, { warmup: '5d' });
    expect([late.proactiveInits, late.coldStarts]).toEqual([60, 0]);
    expect(late.billedMs).toBe(60 * 1000 + late.invocations * 2000);
  });

  it('is not replaced for ever where it may not live at all', () => {
    const { coldStarts, invocations, proactiveInits } = steady({ proactiveInit: 1, keepAlive: { maxLifetime: '0s' } });
    expect([coldStarts, proactiveInits]).toEqual([invocations, 0]);
  });
});

describe('a random maximum life', () => {
  it('is drawn once for each environment, and ends it although it is used', () => {
    const { environments, coldStartCauses } = steady(
      { keepAlive: { spare: '10m', maxLifetime: { exponential: { mean: '4h' } } } },
      { duration: '400d', account: { maxLifetime: 'none' } },
    );
    // An idle one ends at its time, a busy one a little later; then it takes a call to begin the next.
    expect(Math.abs(environments.meanLifetimeMs! / 14_400_000 - 1)).toBeLessThan(4 / Math.sqrt(environments.expired));
    expect(coldStartCauses.expired).toBe(0);
  });

  it('is cut short by the account’s', () => {
    const keepAlive = { spare: '10m', maxLifetime: { uniform: { min: '1h', max: '9h' } } };
    const { environments } = steady({ keepAlive }, { duration: '400d', account: { maxLifetime: '2h' } });
    // A uniform between 1 h and 9 h is below 2 h in one of eight cases, then 1.5 h on average.
    expect(Math.abs(environments.meanLifetimeMs! / 3_600_000 - (1.5 / 8 + 2 * (7 / 8)))).toBeLessThan(0.02);
  });
});
