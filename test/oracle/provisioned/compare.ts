// The figures of aliases, versions and deployments, and their series, as the engine tells them, against what the naive
// simulator worked out.
import { expect } from 'vitest';
import type { MetricSeries } from '../../../src/result.js';
import { close } from '../compare.js';
import type { ProvisionedView, View } from './view.js';

export function compareProvisioned(actual: View, expected: View): void {
  for (const [name, aliases] of Object.entries(expected.aliases)) {
    expect(Object.keys(actual.aliases[name]!).sort(), name).toEqual(Object.keys(aliases).sort());
    for (const [qualifier, { provisioned, ...counts }] of Object.entries(aliases)) {
      const what = `${name}:${qualifier}`;
      const { provisioned: told, ...counted } = actual.aliases[name]![qualifier]!;
      expect(counted, what).toEqual(counts);
      if (provisioned === null || told === null) expect(told, what).toEqual(provisioned);
      else compareAlias(told, provisioned, what);
    }
  }
  expect(actual.deployments).toEqual(expected.deployments);
  expect(Object.keys(actual.series).sort()).toEqual(Object.keys(expected.series).sort());
  for (const [what, series] of Object.entries(expected.series)) compareSeries(actual.series[what]!, series, what);
  compareSeries(actual.account, expected.account, 'account');
}

function compareAlias(actual: ProvisionedView, expected: ProvisionedView, what: string): void {
  const { activities, ...figures } = expected;
  closeTo(actual, figures, what);
  expect(actual.activities, `${what}: activities`).toEqual(activities.slice(0, 1000));
}

/** Every member that is expected, as nearly as sums in another order allow. */
function closeTo(actual: unknown, expected: unknown, what: string): void {
  if (typeof expected === 'number' && typeof actual === 'number') {
    close(actual, expected, 1e-9, what);
  } else if (typeof expected === 'object' && expected !== null && typeof actual === 'object' && actual !== null) {
    for (const [key, value] of Object.entries(expected))
      closeTo((actual as Record<string, unknown>)[key], value, `${what}.${key}`);
  } else expect(actual, what).toEqual(expected);
}

function compareSeries(actual: MetricSeries, expected: MetricSeries, what: string): void {
  for (const [metric, statistics] of Object.entries(expected)) {
    for (const [statistic, values] of Object.entries(statistics)) {
      const told = actual[metric]?.[statistic];
      expect(told?.length, `${what}: ${metric} ${statistic}`).toBe(values.length);
      closeTo(told, values, `${what}: ${metric} ${statistic}`);
    }
  }
}
