import { describe, expect, it } from 'vitest';
import { compare, type Variant } from '../../../src/experiments/compare.js';
import { rerunsOfAll, verdictOn, verdictSensitivity } from '../../../src/experiments/sensitivity/verdicts.js';
import { changedVerdicts } from '../../../src/report/comparison/sensitivity.js';
import { HERE } from '../../../src/runner/executor.js';
import { scenario } from '../../support/scenario.js';

const CONTEXT = { monthly: false, command: '', commandOf: () => '', warnings: [] };

const variant = (name: string, reservedConcurrency: number, keepAlive = 'aws-2020'): Variant => ({
  name,
  directory: '.',
  scenario: scenario({
    duration: '1h',
    replications: 5,
    functions: { api: { handler: '1s', init: '0ms', placementLatency: '0ms', keepAlive, reservedConcurrency } },
    triggers: { web: { type: 'sdk', target: 'api', arrivals: { bursts: { every: '5m', size: 10 } } } },
  }),
});

async function sensitivity(variants: readonly Variant[]) {
  const comparison = (await compare(HERE, variants, CONTEXT))!;
  const found = await verdictSensitivity(
    HERE,
    variants,
    comparison.differences,
    ['keepAlive', 'init', 'traffic'],
    CONTEXT,
  );
  return { ...comparison, sensitivity: found! };
}

describe('the verdict on a metric', () => {
  it.each([
    [{ mean: -3, ci95: 2, varianceRatio: 1 }, 'less'],
    [{ mean: 3, ci95: 2, varianceRatio: 1 }, 'more'],
    [{ mean: 3, ci95: 3, varianceRatio: 1 }, 'same'],
    [{ mean: 3, ci95: null, varianceRatio: null }, 'more'],
    [{ mean: 0, ci95: 0, varianceRatio: null }, 'same'],
    [{ mean: null, ci95: null, varianceRatio: null }, 'same'],
    [undefined, 'same'],
  ] as const)('%j is %s', (difference, verdict) => {
    expect(verdictOn(difference)).toBe(verdict);
  });
});

describe('the sensitivity of a comparison', () => {
  it('says which assumption would change which verdict', async () => {
    // Room for ten and for eleven: bursts of ten fit both, bursts of twelve neither, so that the second serves one more and costs more.
    const comparison = await sensitivity([variant('ten', 10), variant('eleven', 11)]);
    expect(comparison.sensitivity.changes).toEqual([
      {
        ...{ assumption: 'traffic', setting: '20 % more', variant: 'eleven' },
        ...{ metric: 'total.cost.total', from: 'same', to: 'more' },
      },
    ]);
    expect(changedVerdicts(comparison)).toEqual([
      'with traffic 20 % more, eleven would raise the cost, where it makes no certain difference now',
    ]);
  });

  it('varies what all variants assume, and leaves alone what they differ by', async () => {
    const variants = [variant('short', 10, 'aws-2019'), variant('long', 10, 'aws-2021')];
    expect(rerunsOfAll(variants, ['keepAlive'])).toBe(0);
    expect(rerunsOfAll(variants, ['keepAlive', 'traffic'])).toBe(2);
    // Inits are given.
    expect(rerunsOfAll(variants, ['init'])).toBe(0);
    const { sensitivity: found } = await sensitivity(variants);
    expect(Object.keys(found.differences.traffic!)).toEqual(['20 % less', '20 % more']);
    expect(found.differences.keepAlive).toEqual({});
  });

  it('compares each setting as a comparison by itself would', async () => {
    const variants = [variant('ten', 10), variant('two', 2)];
    const { sensitivity: found } = await sensitivity(variants);
    const busy = variants.map((each) => {
      const [trigger] = each.scenario.triggers as unknown as [{ arrivals: object }];
      const triggers = [{ ...trigger, arrivals: { ...trigger.arrivals, size: 12 } }] as never;
      return { ...each, scenario: { ...each.scenario, triggers } };
    });
    const alone = (await compare(HERE, busy, CONTEXT))!;
    const more = found.differences.traffic!['20 % more']!['two']!;
    for (const metric of found.metrics) expect(more[metric]).toEqual(alone.differences['two']![metric]);
  });
});
