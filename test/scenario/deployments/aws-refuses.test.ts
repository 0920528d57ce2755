// What AWS refuses of weights and deployments, and what it would take but few intend.
import { describe, expect, it } from 'vitest';
import { parseScenario } from '../../../src/scenario/parse.js';
import type { FunctionSpec } from '../../../src/scenario/types.js';
import { MICROSECONDS } from '../../../src/scenario/units.js';
import { small, sound } from '../example.js';

const parsed = (inside: string, more = '') => parseScenario(small(inside, more), { file: 's.yaml' });

/** Less what such small scenarios cannot avoid. */
const said = (inside: string, more = ''): string[] =>
  parsed(inside, more)
    .diagnostics.filter(({ code }) => code !== 'idle-provisioned' && code !== 'no-prices')
    .map(
      ({ code, path, severity }) => `${severity === 'warning' ? '(' : ''}${code} ${path.replace('functions.api.', '')}`,
    );

const deploy = (aliases: string, deployments: string, more = ''): string =>
  `aliases: { ${aliases} }\ndeployments: [${deployments}]${more === '' ? '' : `\n${more}`}`;

describe('weights', () => {
  const alias = (weights: string): FunctionSpec['aliases'][number] =>
    sound(small(`aliases: { live: { version: 1, weights: ${weights} } }`)).functions[0]!.aliases[0]!;

  it('name a second version and its share', () => {
    expect(alias('{ 2: 0.1 }').other).toEqual({ version: '2', weight: 0.1 });
    expect(alias('{ "2": 0 }').other).toEqual({ version: '2', weight: 0 });
    expect(alias('{ 2: 1 }').other).toEqual({ version: '2', weight: 1 });
    expect(alias('{}').other).toBeNull();
  });

  it.each([
    ['{ version: 1, weights: { 2: 0.1, 3: 0.1 } }', 'bad-weights aliases.live.weights'],
    ['{ version: 1, weights: { 1: 0.1 } }', 'bad-weights aliases.live.weights.1'],
    ['{ version: 1, weights: { $LATEST: 0.1 } }', 'bad-weights aliases.live.weights.$LATEST'],
    ['{ version: $LATEST, weights: { 1: 0.1 } }', 'bad-weights aliases.live.version'],
    ['{ version: 1, weights: { 0: 0.1 } }', 'version-name aliases.live.weights.0'],
    ['{ version: 1, weights: { v2: 0.1 } }', 'version-name aliases.live.weights.v2'],
    ['{ version: 1, weights: { 2: -0.1 } }', 'out-of-range aliases.live.weights.2'],
    ['{ version: 1, weights: { 2: 1.1 } }', 'out-of-range aliases.live.weights.2'],
    [
      '{ version: 1, weights: { 2: 0.1 }, provisionedConcurrency: 1 }',
      'weighted-with-provisioned aliases.live.weights',
    ],
    [
      '{ version: 1, weights: { 2: 0 }, provisionedConcurrency: { min: 0, max: 3, targetUtilization: 0.5 } }',
      'weighted-with-provisioned aliases.live.weights',
    ],
  ])('are refused: %s', (given, problem) => {
    expect(said(`aliases: { live: ${given} }`).filter((each) => !each.startsWith('('))).toEqual([problem]);
  });

  it('are refused with provisioned concurrency in AWS’s words', () => {
    const { diagnostics } = parsed('aliases: { live: { version: 1, weights: { 2: 0.1 }, provisionedConcurrency: 1 } }');
    expect(diagnostics[0]?.message).toBe('Alias with weights can not be used with Provisioned Concurrency');
  });

  it('beside other aliases and versions with provisioned concurrency are fine', () => {
    const inside =
      'aliases: { live: { version: 1, weights: { 2: 0.1 }, provisionedConcurrency: 0 }, other: { version: 1, provisionedConcurrency: 2 } }\nversions: { 2: { provisionedConcurrency: 1 } }';
    expect(said(inside)).toEqual([]);
  });
});

describe('deployments', () => {
  it('are in order of time, those of one time in the order of the file, each with its alias and version', () => {
    const at = ['20m', '10m', '2025-01-06T00:05:00Z', '10m', '0s'];
    const entries = at.map((when, index) => `{ at: ${when}, alias: live, version: ${index + 2} }`).join(', ');
    const { deployments } = sound(small(deploy('live: { version: 1 }', entries))).functions[0]!;
    expect(deployments.map((each) => [each.at / MICROSECONDS.m, each.version])).toEqual([
      [0, '6'],
      [5, '4'],
      [10, '3'],
      [10, '5'],
      [20, '2'],
    ]);
    expect(deployments[0]).toEqual({
      ...{ at: 0, alias: 'live', version: '6', steps: [{ after: 0, share: 1 }], strategy: 'all at once' },
    });
  });

  it.each([
    [
      'of an alias that does not exist',
      'live: { version: 1 }',
      '{ at: 5m, alias: liv, version: 2 }',
      'unknown-alias deployments.0.alias',
    ],
    [
      'of $LATEST',
      'live: { version: 1 }',
      '{ at: 5m, alias: live, version: $LATEST }',
      'version-name deployments.0.version',
    ],
    [
      'of no version',
      'live: { version: 1 }',
      '{ at: 5m, alias: live, version: v2 }',
      'version-name deployments.0.version',
    ],
    [
      'of an alias with weights',
      'live: { version: 1, weights: { 2: 0.5 } }',
      '{ at: 5m, alias: live, version: 3 }',
      'deployment-of-weighted deployments.0.alias',
    ],
    [
      'by parts from $LATEST',
      'live: { version: $LATEST }',
      '{ at: 5m, alias: live, version: 3, strategy: Canary10Percent5Minutes }',
      'deployment-from-latest deployments.0.alias',
    ],
    [
      'of an alias on $LATEST with provisioned concurrency',
      'live: { version: $LATEST, provisionedConcurrency: 1 }',
      '{ at: 5m, alias: live, version: 3 }',
      'provisioned-on-latest aliases.live.provisionedConcurrency',
    ],
  ])('are refused %s', (_, aliases, deployments, problem) => {
    expect(said(deploy(aliases, deployments))).toEqual([problem]);
  });

  it('all at once from $LATEST are fine, by parts once it is left', () => {
    const first = '{ at: 5m, alias: live, version: 3 }';
    expect(said(deploy('live: { version: $LATEST }', first))).toEqual([]);
    const then = '{ at: 6m, alias: live, version: 4, strategy: Canary10Percent5Minutes }';
    expect(said(deploy('live: { version: $LATEST }', `${first}, ${then}`))).toEqual([]);
  });

  it('outside the simulated time are warned about, and change nothing for those after them', () => {
    const [before, after] = ['{ at: 2025-01-05, alias: live, version: 2 }', '{ at: 61m, alias: live, version: 2 }'];
    expect(said(deploy('live: { version: 1 }', `${before}, ${after}, { at: 60m, alias: live, version: 2 }`))).toEqual([
      '(silent-deployment deployments.0.at',
      '(silent-deployment deployments.1.at',
    ]);
  });

  it('to the version that the alias is on by then are warned about', () => {
    const to = (at: string, version: number) => `{ at: ${at}, alias: live, version: ${version} }`;
    expect(said(deploy('live: { version: 1 }', to('5m', 1)))).toEqual(['(same-version deployments.0.version']);
    expect(said(deploy('live: { version: 1 }', `${to('20m', 2)}, ${to('10m', 2)}`))).toEqual([
      '(same-version deployments.0.version',
    ]);
    expect(said(deploy('live: { version: 1 }', `${to('20m', 1)}, ${to('10m', 2)}`))).toEqual([]);
  });

  it('that begin while another of the alias is under way are warned about', () => {
    const canary = '{ at: 10m, alias: live, version: 2, strategy: Canary10Percent5Minutes }';
    const overlaps = ['(overlapping-deployments deployments.1.at'];
    const next = (at: string, alias = 'live') => `${canary}, { at: ${at}, alias: ${alias}, version: 3 }`;
    expect(said(deploy('live: { version: 1 }', next('14m')))).toEqual(overlaps);
    expect(said(deploy('live: { version: 1 }', next('15m')))).toEqual(overlaps);
    expect(said(deploy('live: { version: 1 }', next('15001ms')))).toEqual([]);
    expect(said(deploy('live: { version: 1 }, test: { version: 1 }', next('14m', 'test')))).toEqual([]);
    const prepared = 'live: { version: 1, provisionedConcurrency: { min: 1, preparation: 2m } }';
    expect(said(deploy(prepared, next('16m')))).toEqual(overlaps);
    expect(said(deploy(prepared, next('1021s')))).toEqual([]);
  });

  it('to a version that something else provisions then are refused', () => {
    const twice = ['version-provisioned-twice deployments.0.version'];
    const live = 'live: { version: 1, provisionedConcurrency: 1 }';
    const to = (version: number, at = '10m', alias = 'live') => `{ at: ${at}, alias: ${alias}, version: ${version} }`;
    expect(said(deploy(live, to(2), 'versions: { 2: { provisionedConcurrency: 1 } }'))).toEqual(twice);
    expect(said(deploy(live, to(3), 'versions: { 2: { provisionedConcurrency: 1 } }'))).toEqual([]);
    const both = `${live}, test: { version: 2, provisionedConcurrency: 1 }`;
    expect(said(deploy(both, to(2)))).toEqual(twice);
    // The other one leaves version 2 first, and holds it until its shift is over.
    expect(said(deploy(both, `${to(2, '10m')}, ${to(3, '5m', 'test')}`))).toEqual([]);
    expect(said(deploy(both, `${to(2, '6m')}, ${to(3, '5m', 'test')}`))).toEqual(twice);
    expect(said(deploy(both, `${to(3, '10m')}, ${to(3, '5m', 'test')}`))).toEqual(twice);
    // Without provisioned concurrency of its own an alias may go anywhere.
    expect(said(deploy(`live: { version: 1 }, test: { version: 2, provisionedConcurrency: 1 }`, to(2)))).toEqual([]);
  });

  it('without room for both versions’ provisioned concurrency are warned about', () => {
    const withoutRoom = ['(deployment-without-room deployments.0'];
    const to = '{ at: 10m, alias: live, version: 2 }';
    const live = (amount: string) => deploy(`live: { version: 1, provisionedConcurrency: ${amount} }`, to);
    expect(said(live('450'))).toEqual([]);
    expect(said(live('451'))).toEqual(withoutRoom);
    expect(said(live('450'), 'account: { concurrency: 999 }')).toEqual(withoutRoom);
    expect(said(`${live('10')}\nreservedConcurrency: 20`)).toEqual([]);
    expect(said(`${live('11')}\nreservedConcurrency: 20`)).toEqual(withoutRoom);
    expect(said(`${live('10')}\nreservedConcurrency: 20\nversions: { 9: { provisionedConcurrency: 1 } }`)).toEqual(
      withoutRoom,
    );
    expect(said(live('{ min: 451, scheduled: [{ at: 5m, min: 2, max: 500 }] }'))).toEqual([]);
    expect(
      said(`region: eu-west-1\n${live('451')}`, 'account: { regions: { eu-west-1: { concurrency: 1002 } } }'),
    ).toEqual([]);
  });

  it('need neither at nor strategy to be mended before anything else is said', () => {
    expect(said(deploy('live: { version: 1 }', '{ alias: live, version: 2 }'))).toEqual([
      'missing-key deployments.0.at',
    ]);
    expect(said(deploy('live: { version: 1 }', '{ at: 5, alias: live, version: 2 }'))).toEqual([
      'missing-unit deployments.0.at',
    ]);
    expect(said(deploy('live: { version: 1 }', '{ at: soon, alias: live, version: 2 }'))).toEqual([
      'bad-unit deployments.0.at',
    ]);
    expect(said(deploy('live: { version: 1 }', '{ at: 5m, alias: live, vesion: 2 }'))).toEqual([
      'unknown-key deployments.0.vesion',
    ]);
  });
});
