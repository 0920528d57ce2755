import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Setting, SettingGroup } from '../../../src/explanation.js';
import { knownKeys } from '../../../src/scenario/checks/known-keys.js';
import { type ParseOptions, parseScenario } from '../../../src/scenario/parse.js';
import { ASSUMPTIONS } from '../../../src/scenario/settings/assumptions.js';
import { explainSettings } from '../../../src/scenario/settings/explain.js';
import {
  ACCOUNT_ROWS,
  ALIAS_ROWS,
  FUNCTION_ROWS,
  SCENARIO_ROWS,
  VERSION_ROWS,
} from '../../../src/scenario/settings/rows.js';
import { keysAt } from '../../../src/scenario/source/tree.js';
import { ROOT } from '../../support/built.js';
import { EXAMPLE } from '../example.js';

const SMALL = `
functions:
  api:
    handler: { lognormal: { median: 80ms, p99: 400ms } }
    package: { size: 12MB }
    aliases: { live: { version: 1 } }
triggers:
  http: { type: sdk, target: 'api:live', arrivals: { poisson: { rate: 5/s } } }
duration: 1h
`;

function explained(text: string, options: Partial<ParseOptions> = {}) {
  const { scenario, source, diagnostics } = parseScenario(text, { file: 'small.yaml', ...options });
  if (scenario === null || source === null) throw new Error(JSON.stringify(diagnostics));
  return { ...explainSettings(scenario, source, options.seed), source };
}

const group = (groups: readonly SettingGroup[], kind: SettingGroup['kind'], name: string | null = null): SettingGroup =>
  groups.find((each) => each.kind === kind && each.name === name)!;

function settings(text: string, options: Partial<ParseOptions> = {}): (key: string) => Setting | undefined {
  const own = group(explained(text, options).groups, 'function', 'api').settings;
  return (key) => own.find((setting) => setting.key === key);
}

describe('what a setting is and where it comes from', () => {
  test('is the file with line and column, of the value', () => {
    const of = settings(SMALL);
    expect(of('handler')).toMatchObject({
      path: 'functions.api.handler',
      value: 'log-normal, median 80ms, sigma 0.692',
      origin: { kind: 'file', line: 4, column: 14 },
    });
    expect(of('package.size')).toMatchObject({ value: '12 MB', origin: { kind: 'file', line: 5, column: 22 } });
    expect(of('aliases.live.version')).toMatchObject({ value: '1', origin: { kind: 'file', line: 6 } });
  });

  test('is a default with its assumption, beside a key of the same map that is given', () => {
    const of = settings(SMALL);
    expect(of('package.type')).toMatchObject({ value: 'zip', origin: { kind: 'default', assumption: 'M-PACKAGE' } });
    expect(of('memory')).toMatchObject({ value: '128 MB', origin: { kind: 'default', assumption: 'M-MEMORY' } });
    expect(of('keepAlive')?.origin).toEqual({ kind: 'default', assumption: 'M-KEEPALIVE-2020' });
    expect(of('aliases.live.provisionedConcurrency')).toMatchObject({ value: '0', origin: { kind: 'default' } });
  });

  test('is never the file where a default happens to equal what one would write', () => {
    const given = SMALL.replace('    package:', '    memory: 128\n    package:');
    expect(settings(given)('memory')?.origin).toMatchObject({ kind: 'file' });
    expect(settings(SMALL)('memory')).toMatchObject({ value: '128 MB', origin: { kind: 'default' } });
  });

  test('is a measurement for what is predicted, and nothing of the kind once it is given', () => {
    expect(settings(SMALL)('init')?.origin).toMatchObject({
      kind: 'calibrated',
      assumption: 'M-INIT',
      measuredAs: expect.stringContaining('nodejs22.x') as string,
    });
    expect(settings(SMALL)('functionInit')?.value).toBe('0s');
    const of = settings(SMALL.replace('    package:', '    init: 400ms\n    package:'));
    expect(of('init')).toMatchObject({ value: '400ms', origin: { kind: 'file' } });
    expect(of('functionInit')).toBeUndefined();
    expect(of('firstInvoke')).toMatchObject({ value: '0s', origin: { kind: 'derived', from: 'init' } });
  });

  test('tells of autoscaling in words, and of what was left to defaults', () => {
    const scaled = 'provisionedConcurrency: { min: 2, max: 50, targetUtilization: 0.7, scaleInCooldown: 5m }';
    const of = settings(SMALL.replace('version: 1', `version: 1, ${scaled}`));
    const at = (key: string) => of(`aliases.live.provisionedConcurrency${key}`);
    expect(at('')).toMatchObject({
      value: '2 to 50 at 70 % (average), scale-in cooldown 5m',
      origin: { kind: 'file', line: 6 },
    });
    expect(at('.statistic')).toMatchObject({ value: 'average', origin: { kind: 'default', assumption: 'M-TARGET' } });
    expect(at('.scaleInCooldown')).toMatchObject({ value: '5m', origin: { kind: 'file' } });
    expect(at('.scaleOutCooldown')).toMatchObject({ value: '0s', origin: { assumption: 'M-COOLDOWN' } });
    expect(at('.preparation')).toMatchObject({ value: '90s', origin: { assumption: 'M-PREPARATION' } });
    expect(settings(SMALL)('aliases.live.provisionedConcurrency.preparation')).toBeUndefined();
    const fixed = settings(SMALL.replace('version: 1', 'version: 1, provisionedConcurrency: 5'));
    expect(fixed('aliases.live.provisionedConcurrency')?.value).toBe('5');
    expect(fixed('aliases.live.provisionedConcurrency.preparation')?.value).toBe('90s');
    expect(fixed('aliases.live.provisionedConcurrency.statistic')).toBeUndefined();
  });

  test('tells of weights, deployments and the region', () => {
    const given = SMALL.replace('version: 1', 'version: 1, weights: { 2: 0.1 }')
      .replace('    package:', '    deployments: [{ at: 5m, alias: test, version: 4 }]\n    package:')
      .replace('aliases: {', 'aliases: { test: { version: 3 },');
    const of = settings(given);
    expect(of('aliases.live.weights')).toMatchObject({
      value: '10 % to version 2, the rest to version 1',
      origin: { kind: 'file' },
    });
    expect(of('aliases.test.weights')).toMatchObject({ value: 'none', origin: { assumption: 'M-WEIGHTS' } });
    expect(of('deployments')).toMatchObject({
      value: 'test to version 4 at 5m, all at once',
      origin: { kind: 'file' },
    });
    expect(of('region')).toMatchObject({ value: 'us-east-1', origin: { kind: 'derived', from: 'account.region' } });
    expect(settings(SMALL)('deployments')?.value).toBe('none');
  });

  test('is told apart for first invocations after an init and after a restore, unless one is given for both', () => {
    const snap = SMALL.replace('    package:', '    runtime: java21\n    snapStart: true\n    package:');
    const of = settings(snap);
    expect(of('firstInvoke')?.origin).toMatchObject({ kind: 'calibrated', assumption: 'M-FIRST-INVOKE' });
    expect(of('firstInvoke after a restore')?.origin).toEqual({
      ...{ kind: 'calibrated', assumption: 'M-RESTORE' },
      measuredAs: 'java21',
    });
    expect(of('firstInvoke after a restore')?.value).not.toBe(of('firstInvoke')?.value);
    const both = settings(snap.replace('snapStart', 'firstInvoke: 30ms\n    snapStart'));
    expect(both('firstInvoke')).toMatchObject({ value: '30ms', origin: { kind: 'file' } });
    expect([both('firstInvoke after a restore'), settings(SMALL)('firstInvoke after a restore')]).toEqual([
      undefined,
      undefined,
    ]);
  });

  test('is that of one function and the triggers that may call it, where only that is asked for', () => {
    const two = SMALL.replace(
      'triggers:',
      '  other: { handler: 1s, init: 1s }\ntriggers:\n  jobs: { type: sdk, target: other, arrivals: { poisson: { rate: 1/s } } }',
    );
    const { scenario, source } = parseScenario(two, { file: 'two.yaml' });
    const { groups, assumptions } = explainSettings(scenario!, source!, undefined, 'other');
    expect(groups.map(({ kind, name }) => [kind, name])).toEqual([
      ['scenario', null],
      ['account', null],
      ['function', 'other'],
      ['trigger', 'jobs'],
    ]);
    expect(Object.keys(assumptions)).not.toContain('M-INIT');
  });

  test('is the flag, even where it changed only a part of the value', () => {
    const part = '--set functions.api.handler.lognormal.p99=300ms';
    const of = settings(SMALL, { set: [part.slice(6), 'functions.api.memory=512'] });
    expect(of('handler')?.origin).toEqual({ kind: 'flag', text: part });
    expect(of('memory')).toMatchObject({
      value: '512 MB',
      origin: { kind: 'flag', text: '--set functions.api.memory=512' },
    });
    const { groups } = explained(SMALL, { seed: '7', flags: { duration: '2h' } });
    const ofAll = (key: string) => group(groups, 'scenario').settings.find((setting) => setting.key === key);
    expect(ofAll('seed')).toMatchObject({ value: '7', origin: { kind: 'flag', text: '--seed 7' } });
    expect(ofAll('duration')).toMatchObject({ value: '2h', origin: { kind: 'flag', text: '--duration 2h' } });
  });

  test('tells of the account and the triggers too', () => {
    const { groups } = explained(`${SMALL}account: { scalingRate: { burst: 50 }, requestRate: none }\n`);
    const account = group(groups, 'account').settings;
    expect(account.map(({ key, value, origin }) => [key, value, origin.kind])).toEqual([
      ['concurrency', '1000', 'default'],
      ['region', 'us-east-1', 'default'],
      ['regions', 'no limits of their own', 'default'],
      ['prices', 'us-east-1 at list price of 2026-11', 'default'],
      ['initBilling', 'current', 'default'],
      ['savingsPlan', 'none', 'default'],
      ['freeTier', 'no', 'default'],
      ['maxLifetime', '2h', 'default'],
      ['scalingRate.burst', '50 at once', 'file'],
      ['scalingRate.perSecond', '100/s', 'default'],
      ['requestRate', 'none', 'file'],
    ]);
    expect(group(groups, 'trigger', 'http').settings.map(({ key, value }) => [key, value])).toEqual([
      ['type', 'sdk'],
      ['target', 'api:live'],
      ['arrivals', 'Poisson, 5/s'],
      ['retries', 'none'],
    ]);
  });

  test('tells of events how they come, and whether some come twice', () => {
    const { groups, assumptions } = explained(
      SMALL.replace('type: sdk', 'type: schedule').replace('target:', 'flexibleWindow: 15m, target:'),
    );
    const rows = group(groups, 'trigger', 'http').settings.map(({ key, value, origin }) => [key, value, origin.kind]);
    expect(rows.slice(-2)).toEqual([
      ['flexibleWindow', '15m', 'file'],
      ['duplicates', 'none', 'default'],
    ]);
    expect(assumptions['M-ASYNC-DUPLICATES']).toBe('no event is delivered twice unless told');
  });

  test('tells of a queue what it was told and what AWS does otherwise', () => {
    const { groups } = explained(
      SMALL.replace('type: sdk', 'type: sqs').replace('target:', 'batchSize: 5, visibilityTimeout: 2m, target:'),
    );
    const rows = group(groups, 'trigger', 'http').settings.map(({ key, value, origin }) => [key, value, origin.kind]);
    expect(rows).toEqual(
      expect.arrayContaining([
        ['batchSize', '5', 'file'],
        ['visibilityTimeout', '2m', 'file'],
        ['maximumConcurrency', 'none', 'default'],
        ['maxReceiveCount', 'no limit', 'default'],
        ['fifo', 'no', 'default'],
      ]),
    );
  });

  test('is the file for every key that stands there, in a scenario that uses most of them', () => {
    const { groups, source } = explained(EXAMPLE);
    for (const { kind, name, settings: own } of groups) {
      const path = kind === 'scenario' ? [] : kind === 'account' ? ['account'] : [`${kind}s`, name!];
      const given = new Set(keysAt(source, path));
      for (const { key, origin } of own) {
        const isGiven = given.has(key) || (key.includes('.') && origin.kind === 'file');
        expect([key, origin.kind === 'file'], `${kind} ${name}`).toEqual([key, isGiven]);
      }
    }
  });
});

describe('the assumptions behind defaults', () => {
  test('each have a row in docs/MODEL.md', () => {
    const model = readFileSync(join(ROOT, 'docs/MODEL.md'), 'utf8');
    const rows = [...model.matchAll(/^\| (M-[A-Z0-9-]+) +\|/gm)].map(([, id]) => id!);
    expect(Object.keys(ASSUMPTIONS).filter((id) => !rows.includes(id))).toEqual([]);
  });

  test('are said below, and only those that are named', () => {
    const { groups, assumptions } = explained(SMALL);
    const named = groups.flatMap((each) =>
      each.settings.map(({ origin }) => 'assumption' in origin && origin.assumption),
    );
    expect(Object.keys(assumptions)).toEqual([...new Set(named.filter((id) => typeof id === 'string'))].sort());
    for (const says of Object.values(assumptions)) expect(says).toMatch(/^\S.{10,90}[^.]$/);
  });
});

describe('the rows', () => {
  const first = (rows: readonly { readonly key: readonly string[] }[]): string[] => rows.map(({ key }) => key[0]!);
  // What has groups of its own, and what changes nothing in a run.
  const elsewhere = ['account', 'functions', 'triggers', 'description', 'slo', 'variants'];

  test.each([
    ['the scenario', [], [...first(SCENARIO_ROWS), ...elsewhere]],
    ['the account', ['account'], first(ACCOUNT_ROWS)],
    ['a function', ['functions', 'api'], first(FUNCTION_ROWS)],
    ['an alias', ['functions', 'api', 'aliases', 'live'], first(ALIAS_ROWS)],
    ['a version', ['functions', 'api', 'versions', '1'], first(VERSION_ROWS)],
  ] as const)('leave out no key of %s', (_, path, rows) => {
    const keys = knownKeys(path);
    expect(keys.length).toBeGreaterThan(0);
    expect(keys.filter((key) => !rows.includes(key))).toEqual([]);
  });
});
