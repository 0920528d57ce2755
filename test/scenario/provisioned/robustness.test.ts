// Whatever is written about provisioned concurrency, weights, deployments and regions is either refused or sound.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatDiagnostic } from '../../../src/scenario/diagnostics.js';
import { parseScenario } from '../../../src/scenario/parse.js';
import type { Scenario } from '../../../src/scenario/types.js';

const BASE = `duration: 2d
account: { regions: {} }
functions:
  api:
    handler: 80ms
    aliases:
      live:
        version: 1
        weights: {}
        provisionedConcurrency: { max: 9, targetUtilization: 0.7, scheduled: [{ at: 1h, min: 2 }] }
      test: { version: 2, provisionedConcurrency: 3 }
    versions: { 3: { provisionedConcurrency: 1 } }
    deployments: [{ at: 5m, alias: live, version: 4 }]
triggers:
  web: { type: sdk, target: 'api:live', arrivals: { poisson: { rate: 5/s } } }
`;

const LIVE = 'functions.api.aliases.live';
const SCALED = `${LIVE}.provisionedConcurrency`;
const TIMES = ['45m', '0s', '3d', '2025-01-06T08:00:00Z', '2024-01-06T08:00:00Z'];
const LINEAR = { linear: { percentage: 30, interval: '5m' } };

/** Places with values that mostly fit there. */
const FITTING: Readonly<Record<string, readonly unknown[]>> = {
  start: ['2025-03-29T23:00:00Z'],
  duration: ['10h', '90s'],
  'account.concurrency': ['new-account', 120, 5_000],
  'account.region': ['eu-west-1', 'us-east-1'],
  'account.regions': [{}, { 'eu-west-1': { concurrency: 'new-account' } }, { 'eu-west-1': { concurrency: 300 } }],
  'account.scalingRate': ['legacy-burst', 'none', { burst: 5 }],
  'functions.api.region': ['eu-west-1', 'us-east-1'],
  'functions.api.memory': [128, 4_096],
  'functions.api.reservedConcurrency': [0, 5, 20, 900],
  'functions.api.versions': [{}, { 4: { provisionedConcurrency: 2 } }, { 1: { provisionedConcurrency: { min: 2 } } }],
  'functions.api.deployments': [
    [],
    [{ at: '1h', alias: 'test', version: 1 }],
    [
      { at: '1h', alias: 'live', version: 5, strategy: 'Linear10PercentEvery1Minute' },
      { at: '20m', alias: 'live', version: 6, strategy: { canary: { percentage: 1, interval: '1us' } } },
    ],
  ],
  'functions.api.deployments.0.at': TIMES,
  'functions.api.deployments.0.alias': ['live', 'test', 'toString'],
  'functions.api.deployments.0.version': [1, 2, 3, 4, '$LATEST'],
  'functions.api.deployments.0.strategy': ['Canary10Percent5Minutes', 'allAtOnce', LINEAR],
  [`${LIVE}.version`]: [1, 2, 5, '$LATEST'],
  [`${LIVE}.weights`]: [{}, { 2: 0.1 }, { 4: 0.5, 1: 0.5 }],
  [SCALED]: [0, 3, { min: 2, max: 5 }, { min: 0, max: 500, targetUtilization: 0.1 }],
  [`${SCALED}.min`]: [0, 1, 7, 10],
  [`${SCALED}.max`]: [1, 20, 950],
  [`${SCALED}.targetUtilization`]: [0.1, 0.9, 70],
  [`${SCALED}.statistic`]: ['Maximum', 'average'],
  [`${SCALED}.scaleInCooldown`]: ['5m'],
  [`${SCALED}.preparation`]: ['0s', '2m'],
  [`${SCALED}.scheduled`]: [[], [{ cron: '0 0 * * ? *', timeZone: 'Asia/Kathmandu', max: 3 }]],
  [`${SCALED}.scheduled.0.at`]: [...TIMES, 'at(2025-01-06T08:00:00)', 'at(2025-03-30T02:30:00)'],
  [`${SCALED}.scheduled.0.timeZone`]: ['Europe/Vienna', 'Vienna'],
  [`${SCALED}.scheduled.0`]: [
    { rate: '2 hours', min: 3 },
    { cron: '0 8 ? * MON-FRI *', timeZone: 'Europe/Vienna', max: 4 },
    { at: 'at(2025-01-06T08:00:00)', timeZone: 'Europe/Vienna', max: 4 },
  ],
  [`${SCALED}.scheduled.0.min`]: [0, 4, 50],
  [`${SCALED}.scheduled.0.max`]: [0, 4, 50],
};

const fitting = fc.constantFrom(...Object.entries(FITTING)).chain(([where, values]) => {
  return fc.tuple(fc.constant(where), fc.constantFrom(...values));
});
const odd = fc.tuple(
  fc.constantFrom(...Object.keys(FITTING)),
  fc.oneof(fc.constantFrom(...Object.values(FITTING).flat()), fc.jsonValue({ maxDepth: 3 })),
);

it('Any value in any place is refused or becomes a sound scenario, without an exception', () => {
  const setting = fc.oneof({ weight: 8, arbitrary: fitting }, { weight: 1, arbitrary: odd });
  let sound = 0;
  fc.assert(
    fc.property(fc.array(setting, { minLength: 1, maxLength: 4 }), (settings) => {
      const set = settings.map(([where, value]) => `${where}=${JSON.stringify(value)}`);
      const { scenario, diagnostics } = parseScenario(BASE, { file: 's.yaml', set });
      expect(scenario === null).toBe(diagnostics.some(({ severity }) => severity === 'error'));
      for (const diagnostic of diagnostics) expect(formatDiagnostic(diagnostic)).not.toMatch(/[\0-\x1f\x7f]/);
      if (scenario === null) return;
      sound++;
      check(scenario);
    }),
    { numRuns: 600 },
  );
  expect(sound).toBeGreaterThan(200);
});

/** What the engine takes for granted. */
function check(scenario: Scenario): void {
  expect(JSON.parse(JSON.stringify(scenario))).toEqual(scenario);
  for (const { aliases, versions, deployments } of scenario.functions) {
    for (const { other, version, provisioned } of aliases) {
      if (other === null) continue;
      expect(other.version).not.toBe(version);
      expect([other.version, version]).not.toContain('$LATEST');
      expect(other.weight >= 0 && other.weight <= 1).toBe(true);
      expect(provisioned).toMatchObject({ initial: 0, scaling: null });
    }
    for (const { provisioned } of [...aliases, ...versions]) {
      const { initial, scaling, preparation } = provisioned;
      expect(Number.isInteger(initial) && initial >= 0 && preparation >= 0).toBe(true);
      if (scaling === null) continue;
      expect(scaling.min).toBe(initial);
      expect(scaling.max).toBeGreaterThanOrEqual(scaling.min);
      expect(scaling.tracking !== null || scaling.scheduled.length > 0).toBe(true);
      for (const { min, max } of scaling.scheduled) {
        expect(min !== null || max !== null).toBe(true);
        expect((min ?? 0) <= (max ?? Infinity)).toBe(true);
      }
    }
    for (const [index, { at, alias, version, steps }] of deployments.entries()) {
      expect(at).toBeGreaterThanOrEqual(deployments[index - 1]?.at ?? -Infinity);
      expect(aliases.find(({ name }) => name === alias)?.other).toBeNull();
      expect(version).toMatch(/^[1-9]\d*$/);
      expect([steps[0]?.after, steps.at(-1)?.share]).toEqual([0, 1]);
      for (const [step, { after, share }] of steps.entries()) {
        if (step > 0) expect(after).toBeGreaterThan(steps[step - 1]!.after);
        expect(share).toBeGreaterThan(steps[step - 1]?.share ?? 0);
      }
    }
  }
}
