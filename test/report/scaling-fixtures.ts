// Results with autoscaling, failed allocations and deployments, built by hand: no simulation has run.
import type { AliasProvisioned } from '../../src/provisioned-result.js';
import type { Result } from '../../src/result.js';
import {
  ACTIVITIES,
  aliasResult,
  deployment,
  FAILED_DEPLOYMENT,
  FIXED_AT_5,
  plainAlias,
  provisioned,
  scaledDay,
  TRACKED,
} from './alias-fixtures.js';
import { busyFunction, HOSTILE_NAMES, provisionedFunction, resultOf, settingsOf } from './fixtures.js';

const SCALED: Partial<AliasProvisioned> = {
  requested: { mean: 12.43, min: 2, max: 26, end: 4 },
  available: { mean: 11.2, min: 2, max: 26, end: 4 },
  usedMean: 8.12,
  wastedMean: 3.08,
  utilizationMean: 0.725,
  cost: { capacity: 0.31, duration: 0.42, onDemandInstead: 0.81 },
  billedUtilization: 0.71,
};

/** One alias that target tracking holds at 70 %, over so many minutes with so many waves of load. */
export function scaled(minutes = 480, waves = 2): Result {
  const { series, activities } = scaledDay(minutes, waves);
  const live = aliasResult({
    provisioned: provisioned({
      ...SCALED,
      activities: activities.slice(0, 1000),
      activitiesOmitted: Math.max(0, activities.length - 1000),
    }),
  });
  return resultOf({
    functions: { checkout: provisionedFunction({ aliases: { live }, throttles: 0, throttlesByReason: {} }) },
    settings: [settingsOf('checkout', { provisioned: [TRACKED] })],
    steps: minutes,
    aliasSeries: { 'checkout:live': series },
  });
}

/** Two functions: one whose allocation failed, with every kind of activity; one that is deployed to. */
export function deployed(replications = 1): Result {
  const live = aliasResult({
    version: '2',
    provisioned: provisioned({
      status: 'FAILED',
      requested: { mean: 3.1, min: 2, max: 10, end: 2 },
      available: { mean: 2.6, min: 2, max: 3, end: 2 },
      usedMean: 0.81,
      wastedMean: 1.79,
      activities: ACTIVITIES,
    }),
  });
  return resultOf({
    functions: {
      checkout: provisionedFunction({
        aliases: { live, beta: plainAlias({ invocations: 1204 }) },
        deployments: [deployment(), FAILED_DEPLOYMENT],
      }),
      search: busyFunction({
        aliases: { live: plainAlias() },
        deployments: [deployment({ status: 'shifting', completedAtMs: null, strategy: 'linear: 10 % every 1m' })],
      }),
    },
    settings: [
      settingsOf('checkout', { reservedConcurrency: 20, provisioned: [TRACKED] }),
      settingsOf('search', { provisioned: [] }),
    ],
    replications,
    aliasSeries: { 'checkout:live': scaledDay(60, 1).series },
  });
}

/** Names, reasons and strategies that no scenario could have, but a result file might. */
export function hostileAliases(): Result {
  const [script = '', image = '', controls = ''] = HOSTILE_NAMES;
  const live = aliasResult({
    version: image,
    provisioned: provisioned({
      status: 'FAILED',
      activities: [
        ...ACTIVITIES,
        { atMs: 55 * 60_000, kind: 'failed', from: 3, to: 2, why: controls },
        { atMs: 56 * 60_000, kind: 'refused', from: 3, to: 2, why: script },
      ],
    }),
  });
  return resultOf({
    functions: {
      [script]: provisionedFunction({
        aliases: { [image]: live },
        deployments: [
          deployment({ alias: image, from: script, to: controls, strategy: image }),
          { ...FAILED_DEPLOYMENT, alias: controls, reason: image },
        ],
      }),
    },
    settings: [settingsOf(script, { provisioned: [{ ...FIXED_AT_5, qualifier: image }] })],
    aliasSeries: { [`${script}:${image}`]: scaledDay(60, 1).series },
  });
}

/** So many functions with a scaled alias each. */
export function manyScaled(amount: number, minutes = 2000): Result {
  const { series, activities } = scaledDay(minutes, 40);
  const names = Array.from({ length: amount }, (_, index) => `service-${String(index + 1).padStart(2, '0')}`);
  const aliases = { live: aliasResult({ provisioned: provisioned({ ...SCALED, activities }) }) };
  return resultOf({
    functions: Object.fromEntries(names.map((name) => [name, provisionedFunction({ aliases })])),
    settings: names.map((name) => settingsOf(name, { provisioned: [TRACKED] })),
    steps: minutes,
    aliasSeries: Object.fromEntries(names.map((name) => [`${name}:live`, series])),
  });
}
