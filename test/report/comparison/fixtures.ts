// Comparisons to report on, built by hand from results: no simulation has run.
import type { Comparison, Difference } from '../../../src/experiment-result.js';
import type { Result } from '../../../src/result.js';
import { busyFunction, HOSTILE_NAMES, provisionedFunction, resultOf, settingsOf, statistics } from '../fixtures.js';

/** Intervals of a tenth of each difference, so that every difference is certain. */
export function comparisonOf(
  variants: Readonly<Record<string, Result>>,
  change: Partial<Comparison> = {},
  interval = 0.1,
): Comparison {
  const [base = '', ...names] = Object.keys(variants);
  const differences = names.map((name) => {
    const metrics = Object.entries(variants[base]!.summary).flatMap(([path, before]): [string, Difference][] => {
      const after = variants[name]!.summary[path];
      if (after === undefined) return [];
      const mean = before.mean === null || after.mean === null ? null : after.mean - before.mean;
      return [[path, { mean, ci95: mean === null ? null : Math.abs(mean) * interval, varianceRatio: 12 }]];
    });
    return [name, Object.fromEntries(metrics)] as const;
  });
  return {
    schema: 'coldstart-comparison/1',
    scenario: 'checkout-api',
    seed: '42',
    version: '1.0.0',
    replications: 10,
    interrupted: false,
    warnings: [],
    base,
    family: { level: 0.95, comparisons: names.length, method: 'bonferroni' },
    variants,
    differences: Object.fromEntries(differences),
    reproduce: { command: 'coldstart compare checkout-api.yaml --seed 42' },
    ...change,
  };
}

const objective = (value: number, passed: boolean) => [
  { text: 'functions.checkout.latencyMs.p99 < 300', metric: 'functions.checkout.latencyMs.p99', value, passed },
];

/** Two functions, of which one is provisioned or has more memory. */
export function threeVariants(interval = 0.1): Comparison {
  const search = busyFunction();
  const result = (checkout: Result['runs'][number]['functions'][string], memoryMB: number, slo: Result['slo']) =>
    resultOf({
      functions: { checkout, search },
      settings: [settingsOf('checkout', { memoryMB }), settingsOf('search')],
      replications: 10,
      change: { slo },
    });
  const fast = { ...statistics(60), p99: 212 };
  return comparisonOf(
    {
      base: result(busyFunction(), 1024, objective(412, false)),
      provisioned: result(provisionedFunction({ latencyMs: fast, coldStartRate: 0.001 }), 1024, objective(212, true)),
      bigger: result(busyFunction({ latencyMs: statistics(50) }), 2048, objective(310, false)),
    },
    {},
    interval,
  );
}

export function hostileComparison(): Comparison {
  const result = () =>
    resultOf({
      functions: Object.fromEntries(HOSTILE_NAMES.map((name) => [name, busyFunction()])),
      replications: 2,
      change: {
        description: HOSTILE_NAMES[1]!,
        slo: [{ text: HOSTILE_NAMES[1]!, metric: HOSTILE_NAMES[0]!, value: null, passed: false }],
        reproduce: { command: HOSTILE_NAMES[0]!, scenarioHash: '<!--' },
      },
    });
  return comparisonOf(Object.fromEntries(HOSTILE_NAMES.map((name) => [name, result()])), {
    scenario: HOSTILE_NAMES[0]!,
    warnings: [HOSTILE_NAMES[2]!],
    reproduce: { command: HOSTILE_NAMES[1]! },
  });
}
