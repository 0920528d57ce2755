import { describe, expect, it } from 'vitest';
import { settingsOf } from '../../../src/experiments/sensitivity/assumptions.js';
import { compared } from '../../../src/experiments/sensitivity/sensitivity.js';
import { KEEP_ALIVE_PRESETS } from '../../../src/lambda/defaults.js';
import { simulate } from '../../../src/simulate.js';
import { scenario } from '../../support/scenario.js';

const PRESETS = Object.keys(KEEP_ALIVE_PRESETS);

const of = (...keepAlives: readonly (object | string)[]) =>
  scenario({
    duration: '6h',
    functions: Object.fromEntries(
      keepAlives.map((keepAlive, index) => [`f${index}`, { handler: '50ms', init: '200ms', keepAlive }]),
    ),
    triggers: Object.fromEntries(
      keepAlives.map((_, index) => [
        `t${index}`,
        { type: 'sdk', target: `f${index}`, arrivals: { poisson: { rate: '10/h' } } },
      ]),
    ),
  });

describe('the variants of a keep-alive', () => {
  it('are the presets for all functions, of which the scenario’s own needs no rerun', () => {
    const { inForce, scenarios } = settingsOf('keepAlive', of('aws-2021', 'aws-2021'))!;
    expect(inForce).toBe('aws-2021');
    expect(scenarios.map(([name]) => name)).toEqual(PRESETS);
    expect(scenarios.filter(([, changed]) => changed === null).map(([name]) => name)).toEqual(['aws-2021']);
    for (const [name, changed] of scenarios) {
      for (const { keepAlive } of changed?.functions ?? []) expect(keepAlive).toMatchObject({ preset: name });
    }
  });

  it.each([
    ['a duration', of('10m')],
    ['a policy', of('hybrid-histogram')],
    ['different presets', of('aws-2020', 'aws-2021')],
  ])('have the scenario as given besides, where that is %s', (_, given) => {
    const { inForce, scenarios } = settingsOf('keepAlive', given)!;
    expect(inForce).toBe('as given');
    expect(scenarios.map(([name]) => name)).toEqual([...PRESETS, 'as given']);
    expect(scenarios.filter(([, changed]) => changed === null)).toHaveLength(1);
  });

  it('change nothing but the keep-alive', () => {
    const given = of('10m');
    for (const [, changed] of settingsOf('keepAlive', given)!.scenarios) {
      if (changed === null) continue;
      const functions = changed.functions.map((spec, index) => ({
        ...spec,
        keepAlive: given.functions[index]!.keepAlive,
      }));
      expect({ ...changed, functions }).toEqual(given);
    }
  });
});

describe('the figures of a variant', () => {
  it('are means over the replications with their interval, of each function and of all', () => {
    const given = of('10m', '1h');
    const runs = [0, 1, 2].map((replication) => simulate(given, replication));
    const { functions, total } = compared(given, runs);
    expect(Object.keys(functions)).toEqual(['f0', 'f1']);
    const rates = runs.map((run) => run.functions['f0']!.coldStartRate!);
    expect(functions['f0']!.coldStartRate.mean).toBeCloseTo(rates.reduce((sum, rate) => sum + rate, 0) / 3, 12);
    expect(functions['f0']!.coldStartRate.ci95).toBeGreaterThan(0);
    expect(functions['f1']!.meanIdle.mean).toBeGreaterThan(functions['f0']!.meanIdle.mean!);
    expect(total.coldStarts.mean).toBeCloseTo(functions['f0']!.coldStarts.mean! + functions['f1']!.coldStarts.mean!, 9);
  });

  it('have no interval for a single run, and no value where there is none', () => {
    const given = scenario({ duration: '1h', functions: { idle: { handler: '1ms' } } });
    const { total } = compared(given, [simulate(given, 0)]);
    expect(total.coldStarts).toEqual({ mean: 0, ci95: null });
    expect(total.coldStartRate).toEqual({ mean: null, ci95: null });
  });
});
