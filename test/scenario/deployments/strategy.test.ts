// How a deployment shifts, from text to shares over time.
import { describe, expect, it } from 'vitest';
import { DEPLOYMENT_PREFERENCES } from '../../../src/lambda/defaults.js';
import { parseScenario } from '../../../src/scenario/parse.js';
import type { DeploymentSpec } from '../../../src/scenario/provisioned/types.js';
import { MICROSECONDS } from '../../../src/scenario/units.js';
import { small, sound } from '../example.js';

const inside = (strategy: string): string =>
  small(`aliases: { live: { version: 1 } }\ndeployments: [{ at: 5m, alias: live, version: 2${strategy} }]`);
const deployed = (strategy: string): DeploymentSpec => sound(inside(strategy)).functions[0]!.deployments[0]!;
const minutes = (of: DeploymentSpec) => of.steps.map(({ after, share }) => [after / MICROSECONDS.m, share]);
const said = (strategy: string) =>
  parseScenario(inside(strategy), { file: 's.yaml' }).diagnostics.map(({ code, hint }) =>
    `${code} ${hint ?? ''}`.trim(),
  );

describe('a strategy', () => {
  it('is all at once unless said', () => {
    for (const given of ['', ', strategy: allAtOnce', ', strategy: AllAtOnce'])
      expect(deployed(given)).toMatchObject({ steps: [{ after: 0, share: 1 }], strategy: 'all at once' });
  });

  it('as a canary gives a part to the new version at once, and all after the interval', () => {
    const own = deployed(', strategy: { canary: { percentage: 25, interval: 90s } }');
    expect(minutes(own)).toEqual([
      [0, 0.25],
      [1.5, 1],
    ]);
    expect(own.strategy).toBe('canary: 25 % for 90s');
  });

  it('as linear adds the same part after each interval, until it is all', () => {
    const tenths = deployed(', strategy: { linear: { percentage: 10, interval: 1m } }');
    expect(minutes(tenths)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((step) => [step - 1, step / 10]));
    expect(tenths.strategy).toBe('linear: 10 % every 1m');
    expect(minutes(deployed(', strategy: { linear: { percentage: 30, interval: 2m } }'))).toEqual([
      [0, 0.3],
      [2, 0.6],
      [4, 0.9],
      [6, 1],
    ]);
    expect(minutes(deployed(', strategy: { linear: { percentage: 99, interval: 2m } }'))).toEqual([
      [0, 0.99],
      [2, 1],
    ]);
  });

  it('rises from above 0 to exactly 1 at every percentage', () => {
    for (let percentage = 1; percentage <= 99; percentage++) {
      const { steps } = deployed(`, strategy: { linear: { percentage: ${percentage}, interval: 1m } }`);
      expect(steps.at(-1)!.share).toBe(1);
      expect(steps.every(({ share }, index) => share > (steps[index - 1]?.share ?? 0))).toBe(true);
      expect(steps).toHaveLength(Math.ceil(100 / percentage));
    }
  });

  it('has the names of AWS SAM, with a small first letter too, and those of AWS CodeDeploy', () => {
    expect(DEPLOYMENT_PREFERENCES).toHaveLength(9);
    for (const name of DEPLOYMENT_PREFERENCES) {
      const spec = deployed(`, strategy: ${name}`);
      expect(deployed(`, strategy: ${name.charAt(0).toLowerCase()}${name.slice(1)}`)).toEqual(spec);
      expect(deployed(`, strategy: CodeDeployDefault.Lambda${name}`)).toEqual(spec);
    }
    expect(minutes(deployed(', strategy: Canary10Percent30Minutes'))).toEqual([
      [0, 0.1],
      [30, 1],
    ]);
    const linear = minutes(deployed(', strategy: Linear10PercentEvery3Minutes'));
    expect([linear.length, linear.at(-1)]).toEqual([10, [27, 1]]);
  });

  it.each([
    [', strategy: Canary10Percent5Minute', 'unknown-value did you mean "Canary10Percent5Minutes"?'],
    [', strategy: Canary20Percent5Minutes', 'unknown-value did you mean "Canary10Percent5Minutes"?'],
    [', strategy: Linear10PercentEvery1Minutes', 'unknown-value did you mean "Linear10PercentEvery1Minute"?'],
    [', strategy: allatonce', 'unknown-value did you mean "AllAtOnce"?'],
    [', strategy: rolling', 'unknown-value'],
    [', strategy: 5', 'wrong-type'],
    [', strategy: {}', 'missing-key'],
    [
      ', strategy: { canary: { percentage: 10, interval: 5m }, linear: { percentage: 10, interval: 5m } }',
      'unknown-value',
    ],
    [', strategy: { canary: { percentage: 0, interval: 5m } }', 'out-of-range'],
    [', strategy: { canary: { percentage: 100, interval: 5m } }', 'out-of-range'],
    [', strategy: { canary: { percentage: 10%, interval: 5m } }', 'wrong-type write 10'],
    [', strategy: { canary: { percentage: 10 } }', 'missing-key'],
    [', strategy: { linear: { percentage: 10, interval: 5 } }', 'missing-unit 5 has no unit; did you mean 5s?'],
    [', strategy: { linear: { percentage: 10, interval: 0s } }', 'out-of-range'],
    [', strategy: { linaer: { percentage: 10, interval: 5m } }', 'unknown-key did you mean "linear"?'],
  ])('is refused: %s', (strategy, problem) => {
    expect(said(strategy)).toEqual([problem]);
  });
});
