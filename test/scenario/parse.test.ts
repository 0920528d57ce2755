import { describe, expect, it } from 'vitest';
import { predictedFirstInvoke, predictedInit } from '../../src/lambda/cold-start/predicted.js';
import { PLACEMENT_LATENCY } from '../../src/lambda/defaults.js';
import { listPrices } from '../../src/pricing/tables.js';
import { parseScenario } from '../../src/scenario/parse.js';
import { EXAMPLE, problems, small, sound } from './example.js';

describe('the example of the documentation', () => {
  it('is sound', () => {
    expect(problems(EXAMPLE)).toEqual([]);
  });

  it('becomes plain JSON with every unit fixed', () => {
    const scenario = sound(EXAMPLE);
    expect(JSON.parse(JSON.stringify(scenario))).toEqual(scenario);
    expect(scenario).toMatchObject({ name: 'checkout-api', seed: '42', duration: 3_600_000_000, warmup: 300_000_000 });
    expect(scenario.functions[0]).toMatchObject({
      timeout: 10_000_000,
      handler: { kind: 'lognormal', median: 80_000 },
      coldStart: {
        initGiven: true,
        runtimeInit: { kind: 'constant', value: 0 },
        functionInit: { kind: 'constant', value: 400_000 },
        firstInvoke: { kind: 'constant', value: 0 },
      },
      keepAlive: {
        policy: 'limits',
        idle: null,
        spare: { kind: 'constant', value: 600_000_000 },
        maxLifetime: null,
        preset: null,
      },
      proactiveInit: 0,
      aliases: [
        {
          ...{ name: 'live', version: '1', other: null },
          provisioned: { initial: 5, preparation: 90_000_000, scaling: null },
        },
      ],
    });
    expect(scenario.triggers).toEqual([
      {
        name: 'api',
        type: 'apiGateway',
        target: { function: 'checkout', qualifier: 'live' },
        arrivals: { kind: 'poisson', rate: { count: 20, per: 1_000_000 } },
        integrationTimeout: 29_000_000,
        retries: null,
        handler: null,
      },
    ]);
    expect(scenario.slo).toEqual([
      {
        metric: 'functions.checkout.latencyMs.p99',
        comparison: '<',
        bound: 300,
        text: 'functions.checkout.latencyMs.p99 < 300',
      },
    ]);
    expect(scenario.variants).toEqual({ more: { 'functions.checkout.aliases.live.provisionedConcurrency': 20 } });
  });
});

describe('what a scenario leaves out', () => {
  it('has AWS’s defaults', () => {
    expect(sound(small())).toEqual({
      name: 's',
      description: '',
      seed: '42',
      duration: 3_600_000_000,
      start: '2025-01-06T00:00:00Z',
      warmup: 0,
      replications: 1,
      account: {
        concurrency: 1000,
        region: 'us-east-1',
        regions: {},
        prices: { 'us-east-1': listPrices('us-east-1') },
        initBilling: 'current',
        freeTier: false,
        savingsPlan: null,
        maxLifetime: 7_200_000_000,
        scalingRate: { kind: 'function', burst: 1000, perSecond: 100 },
        requestRate: 10,
      },
      functions: [
        {
          name: 'api',
          runtime: 'nodejs22.x',
          architecture: 'x86_64',
          memoryMB: 128,
          timeout: 3_000_000,
          description: '',
          package: { type: 'zip', size: null, zipped: null, source: 'upload', chunkCache: 'filled' },
          region: 'us-east-1',
          vpc: false,
          environment: { names: [], bytes: 0 },
          role: null,
          maximumRetryAttempts: 2,
          maximumEventAge: 21_600_000_000,
          ephemeralStorageMB: 512,
          reservedConcurrency: null,
          payload: 0,
          response: { size: 0, streamed: false },
          logBytes: 0,
          onFailure: null,
          calls: [],
          handler: { kind: 'constant', value: 80_000 },
          cpuBound: { share: 0, threads: 1, atMemoryMB: 1769 },
          coldStart: {
            placement: { kind: 'constant', value: PLACEMENT_LATENCY.zip },
            download: 0,
            load: 0,
            extensionInits: [],
            runtimeInit: predictedInit('nodejs22.x', 'zip', 'x86_64', 128),
            functionInit: { kind: 'constant', value: 0 },
            initGiven: false,
            initBilled: true,
            firstInvoke: { kind: 'constant', value: predictedFirstInvoke('nodejs22.x', 'zip', 'x86_64', 128, false) },
            errorRate: 0,
          },
          snapStart: null,
          eagerAssignment: false,
          keepAlive: {
            policy: 'limits',
            idle: 640_000_000,
            spare: { kind: 'constant', value: 900_000_000 },
            maxLifetime: { kind: 'constant', value: 7_200_000_000 },
            preset: 'aws-2020',
          },
          proactiveInit: 0,
          placement: 'mru',
          errorRate: 0,
          crashRate: 0,
          aliases: [],
          versions: [],
          deployments: [],
        },
      ],
      triggers: [
        {
          name: 'web',
          type: 'sdk',
          target: { function: 'api', qualifier: null },
          arrivals: { kind: 'poisson', rate: { count: 5, per: 1_000_000 } },
          integrationTimeout: null,
          retries: null,
          handler: null,
        },
      ],
      slo: [],
      variants: {},
    });
  });

  it('is named after the file', () => {
    const nameOf = (file: string) => parseScenario(small(), { file }).scenario?.name;
    expect(nameOf('a/b/cold start.v2.yaml')).toBe('cold start.v2');
    expect(nameOf('C:\\x\\y.yml')).toBe('y');
    expect(nameOf('-')).toBe('scenario');
    expect(nameOf('..')).toBe('scenario');
    expect(nameOf('größe?.json')).toBe('größe-');
  });
});

describe('the account', () => {
  it('has each limit switched off by none', () => {
    const { account } = sound(small('', 'account: { maxLifetime: none, scalingRate: none, requestRate: none }'));
    expect(account).toMatchObject({ maxLifetime: null, scalingRate: null, requestRate: null });
  });

  it('takes half a scaling rate', () => {
    expect(sound(small('', 'account: { scalingRate: { burst: 3 } }')).account.scalingRate).toEqual({
      kind: 'function',
      burst: 3,
      perSecond: 100,
    });
  });
});

describe('the start', () => {
  it.each([
    ['2025-01-06', '2025-01-06T00:00:00Z'],
    ['2025-01-06T09:30Z', '2025-01-06T09:30:00Z'],
    ['2025-01-06T09:30:15.000Z', '2025-01-06T09:30:15Z'],
    ['2025-01-01T00:30:00+01:00', '2024-12-31T23:30:00Z'],
    ['2024-02-28T23:30:00-05:30', '2024-02-29T05:00:00Z'],
    ['2025-02-28T23:30:00-05:30', '2025-03-01T05:00:00Z'],
    ['2024-12-31T23:59:59-00:01', '2025-01-01T00:00:59Z'],
  ])('%s is %s in UTC', (text, start) => {
    expect(sound(small('', `start: ${text}`)).start).toBe(start);
  });
});

describe('the seed', () => {
  it('is an integer or text, and the option goes before it', () => {
    expect(sound(small('', 'seed: 7')).seed).toBe('7');
    expect(sound(small('', 'seed: "07"')).seed).toBe('07');
    expect(sound(small('', 'seed: monday')).seed).toBe('monday');
    expect(sound(small('', 'seed: 7'), { seed: '8' }).seed).toBe('8');
    expect(problems(small(), { seed: '' })).toEqual(['out-of-range']);
  });
});

describe('--set', () => {
  it('changes, adds and replaces settings, in order', () => {
    const set = [
      'functions.api.memory=512',
      'account.concurrency=50',
      'functions.api.memory=256',
      'slo=[total.errors < 1]',
    ];
    const scenario = sound(small(), { set });
    expect(scenario.functions[0]?.memoryMB).toBe(256);
    expect(scenario.account.concurrency).toBe(50);
    expect(scenario.slo).toHaveLength(1);
  });

  it('takes any YAML and goes into lists by index', () => {
    const set = ['functions.api.handler={ exponential: { mean: 5ms } }', 'slo.1=total.errors < 2', 'functions.b={}'];
    const scenario = sound(small('', 'slo: [total.errors < 1]'), { set });
    expect(scenario.functions.map(({ name }) => name)).toEqual(['api', 'b']);
    expect(scenario.functions[0]?.handler).toEqual({ kind: 'exponential', mean: 5_000 });
    expect(scenario.slo.map(({ bound }) => bound)).toEqual([1, 2]);
  });

  it.each([
    ['nonsense', 'bad-set'],
    ['=5', 'bad-set'],
    ['duration=', 'bad-set'],
    ['functions.apu.memory=512', 'bad-set'],
    ['functions.api.handler.exponential.mean=5ms', 'bad-set'],
    ['functions..memory=512', 'bad-set'],
    ['slo.5=total.errors < 2', 'bad-set'],
    ['triggers.wbe.target=api', 'bad-set'],
    ['functions.api.aliases.live.version=1', 'bad-set'],
    ['duration=[', 'yaml-syntax'],
    ['duration=5', 'missing-unit'],
    ['functions.api.memroy=512', 'unknown-key'],
    ['triggers.web.target=apu', 'unknown-function'],
  ])('%s is refused without a position', (setting, code) => {
    expect(problems(small('', 'slo: []'), { set: [setting] })).toEqual([code]);
    const [diagnostic] = parseScenario(small('', 'slo: []'), { file: 's.yaml', set: [setting] }).diagnostics;
    expect(diagnostic).toMatchObject({ file: `--set ${setting}`, line: null, column: null });
  });

  it('mends a mistake of the file', () => {
    expect(problems(small('memory: 64'), { set: ['functions.api.memory=128'] })).toEqual([]);
  });
});

describe('variants', () => {
  const variant = (settings: string) => small('aliases: { live: { version: 1 } }', `variants: { more: ${settings} }`);

  it('keep their settings as written', () => {
    const text = variant('{ functions.api.memory: 512, warmup: 5m }');
    expect(sound(text).variants).toEqual({ more: { 'functions.api.memory': 512, warmup: '5m' } });
  });

  it('must each be sound as a whole, each problem at the setting it comes from', () => {
    expect(problems(variant('{ functions.api.memory: 64 }'))).toEqual(['8:43 out-of-range']);
    expect(problems(variant('{ functions.api.memroy: 64 }'))).toEqual(['8:21 unknown-key']);
    expect(problems(variant('{ warmup: 2h }'))).toEqual(['8:29 warmup-too-long']);
    expect(problems(variant('{ functions.api.aliases.live: { version: 1, provisionedConcurrency: 901 } }'))).toContain(
      '8:87 provisioned-beyond-unreserved',
    );
  });

  it('must lead to a place that exists', () => {
    expect(problems(variant('{ functions.apu.memory: 512 }'))).toEqual(['8:21 bad-variant']);
    expect(problems(variant('{ variants.more: {} }'))).toEqual(['8:21 bad-variant']);
    expect(problems(variant('5'))).toEqual(['8:19 wrong-type']);
  });

  it('do not repeat what is wrong without them', () => {
    expect(problems(`${variant('{ warmup: 5m }')}seed: 1.5\n`)).toEqual(['9:7 wrong-type']);
  });
});
