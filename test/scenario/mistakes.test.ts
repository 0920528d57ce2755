// Typical mistakes, each with what it is called and where it is shown.
import { describe, expect, it } from 'vitest';
import { parseScenario } from '../../src/scenario/parse.js';
import { EXAMPLE, problems, small } from './example.js';

/** In a small scenario, the text goes into the function, whose settings begin on line 5 in column 5. */
const IN_FUNCTION: readonly (readonly [mistake: string, expected: readonly string[]])[] = [
  ['memroy: 512', ['5:5 unknown-key']],
  ['memory: 512MB', ['5:13 wrong-type']],
  ['memory: "512"', ['5:13 wrong-type']],
  ['memory: 64', ['5:13 out-of-range']],
  ['memory: 10241', ['5:13 out-of-range']],
  ['memory: 512.5', ['5:13 wrong-type']],
  ['memory: .nan', ['5:13 wrong-type']],
  ['memory:', ['5:12 empty-value']],
  ['memory: 128\nmemory: 256', ['6:5 duplicate-key']],
  ['timeout: 3', ['5:14 missing-unit']],
  ['timeout: 901s', ['5:14 bad-unit']],
  ['timeout: 500ms', ['5:14 bad-unit']],
  ['timeout: -3s', ['5:14 bad-unit']],
  ['timeout: 10 seconds', ['5:14 bad-unit']],
  ['ephemeralStorage: 256', ['5:23 out-of-range']],
  ['reservedConcurrency: -1', ['5:26 out-of-range']],
  ['reservedConcurrency: 950', ['5:26 reserved-too-high']],
  ['errorRate: 5', ['5:16 out-of-range']],
  ['errorRate: 5%', ['5:16 wrong-type']],
  ['architecture: arm', ['5:19 unknown-value']],
  ['architecture: [arm64]', ['5:19 unknown-value']],
  ['runtime: nodejs22', ['5:14 unknown-runtime']],
  ['runtime: python3.6', ['5:14 deprecated-runtime']],
  ['runtime: 3', ['5:14 wrong-type']],
  ['vpc: yes', ['5:10 wrong-type']],
  ['package: { size: 12 }', ['5:22 missing-unit']],
  ['package: { type: Zip }', ['5:22 unknown-value']],
  ['package: { size: 251MB }', ['5:22 package-too-large']],
  ['package: zip', ['5:14 wrong-type']],
  ['placement: MRU', ['5:16 unknown-value']],
  ['placement: fifo', ['5:16 unknown-value']],
  ['init: 400', ['5:11 missing-unit']],
  ['init: true', ['5:11 wrong-type']],
  ['init: { lognorml: { median: 80ms, p99: 400ms } }', ['5:13 unknown-key']],
  ['init: { lognormal: { median: 80ms } }', ['5:24 bad-distribution']],
  ['init: { lognormal: { median: 80ms, p99: 40ms } }', ['5:45 bad-distribution']],
  ['init: { lognormal: { median: 80, p99: 400ms } }', ['5:34 missing-unit']],
  ['init: { lognormal: { medain: 80ms, p99: 400ms } }', ['5:26 unknown-key']],
  ['init: { uniform: { min: 3s, max: 1s } }', ['5:38 bad-distribution']],
  ['init: { exponential: 3s }', ['5:26 wrong-type']],
  ['init: { gamma: { mean: 3s, cv: 0 } }', ['5:36 out-of-range']],
  ['init: { empirical: { quantiles: { 0: 5ms, 0.5: 3ms, 1: 9ms } } }', ['5:52 bad-distribution']],
  ['init: { empirical: { quantiles: { 0.5: 3ms } } }', ['5:37 bad-distribution']],
  ['init: { empirical: { file: x.csv } }', ['5:32 numbers-file']],
  ['init: { empirical: { file: "" } }', ['5:32 out-of-range']],
  ['init: { empirical: { file: x.csv, values: [3s] } }', ['5:24 bad-distribution']],
  ['init: { empirical: { values: [3s], column: a } }', ['5:48 bad-distribution']],
  ['init: { empirical: { quantiles: { 0: 1s, 1: 2s }, unit: ms } }', ['5:61 bad-distribution']],
  ['init: { empirical: { file: x.csv, unit: min } }', ['5:45 unknown-value']],
  ['init: { empirical: { file: x.csv, colunm: a } }', ['5:39 unknown-key']],
  ['init: { empirical: {} }', ['5:24 bad-distribution']],
  ['init: { mixture: [{ weight: 1, constant: 1s }, { constant: 2s }] }', ['5:52 missing-key']],
  ['init: { exponential: { mean: 1s }, uniform: { min: 1s, max: 2s } }', ['5:11 bad-distribution']],
  ['init: {}', ['5:11 bad-distribution']],
  ['keepAlive: 10', ['5:16 missing-unit']],
  ['keepAlive: aws-2022', ['5:16 unknown-value']],
  ['keepAlive: { idle: 5m, exponential: { mean: 3s } }', ['5:16 bad-distribution']],
  ['keepAlive: { idel: 5m }', ['5:18 unknown-key']],
  ['snapStart: yes', ['5:16 wrong-type']],
  ['snapStart: { restore: 5 }', ['5:27 missing-unit']],
  ['cpuBound: { share: 2 }', ['5:24 out-of-range']],
  ['initErrorRate: 5%', ['5:20 wrong-type']],
  ['functionInit: 20', ['5:19 missing-unit']],
  ['layers: [{ name: a }]', ['5:14 missing-key']],
  ['extensions: [{ init: 5 }]', ['5:26 missing-unit']],
  ['keepAlive: hybrid-histogramm', ['5:16 unknown-value']],
  ['keepAlive: { maxLifetime: 5 }', ['5:31 missing-unit']],
  ['keepAlive: { idle: 5m, hybridHistogram: {} }', ['5:16 bad-distribution']],
  ['keepAlive: { hybridHistogram: {}, exponential: { mean: 3s } }', ['5:16 bad-distribution']],
  ['keepAlive: { hybridHistogram: { head: 0.9, tail: 0.5 } }', ['5:54 out-of-range']],
  ['keepAlive: { hybridHistogram: { range: 1m, bin: 2m } }', ['5:44 out-of-range']],
  ['keepAlive: { hybridHistogram: { bin: 0s } }', ['5:42 out-of-range']],
  ['keepAlive: { hybridHistogram: { bin: 1ms } }', ['5:42 out-of-range']],
  ['keepAlive: { hybridHistogram: { tial: 0.9 } }', ['5:37 unknown-key']],
  ['proactiveInit: 2', ['5:20 out-of-range']],
  ['proactiveInit: aws-2024', ['5:20 wrong-type']],
  ['payload: 5', ['5:14 missing-unit']],
  ['response: 7MB', ['5:15 payload-too-large']],
  ['aliases: { live: { provisionedConcurrency: 1 } }', ['5:16 missing-key']],
  ['aliases: { live: { verison: 1 } }', ['5:24 unknown-key']],
  ['aliases: { live: { version: v1 } }', ['5:33 version-name']],
  ['aliases: { live: { version: 0 } }', ['5:33 out-of-range']],
  ['aliases: { 12: { version: 1 } }', ['5:16 alias-name']],
  ['aliases: { "a b": { version: 1 } }', ['5:16 alias-name']],
  ['versions: { one: { provisionedConcurrency: 1 } }', ['5:17 version-name', '5:48 idle-provisioned']],
  ['aliases: { live: { version: 1, provisionedConcurrency: { min: 5, max: 1 } } }', ['5:75 out-of-range']],
  ['aliases: { live: { version: 1, provisionedConcurrency: { max: 0 } } }', ['5:67 out-of-range']],
  ['aliases: { live: { version: 1, provisionedConcurrency: { min: -1 } } }', ['5:67 out-of-range']],
  ['aliases: { live: { version: 1, provisionedConcurrency: five } }', ['5:60 wrong-type']],
  ['aliases: { live: { version: 1, provisionedConcurrency: [5] } }', ['5:60 wrong-type']],
  ['aliases: { live: { version: 1, provisionedConcurrency: } }', ['5:60 empty-value']],
  ['aliases: { live: { version: 1, provisionedConcurrency: { mni: 1 } } }', ['5:62 unknown-key']],
  ['aliases: { live: { version: 1, provisionedConcurrency: { targetUtilization: 0.05 } } }', ['5:81 out-of-range']],
  ['aliases: { live: { version: 1, provisionedConcurrency: { targetUtilization: 70% } } }', ['5:81 wrong-type']],
  ['aliases: { live: { version: 1, provisionedConcurrency: { statistic: Sum } } }', ['5:73 unknown-value']],
  ['aliases: { live: { version: 1, provisionedConcurrency: { preparation: 90 } } }', ['5:75 missing-unit']],
  ['aliases: { live: { version: 1, provisionedConcurrency: { scheduled: {} } } }', ['5:73 wrong-type']],
  ['aliases: { live: { version: 1, provisionedConcurrency: { scheduled: [{ min: 2 }] } } }', ['5:74 missing-key']],
  ['aliases: { live: { version: 1, weights: 0.1 } }', ['5:45 wrong-type']],
  ['aliases: { live: { version: 1, weights: { 2: 10% } } }', ['5:50 wrong-type']],
  ['deployments: { at: 5m, alias: live, version: 2 }', ['5:18 wrong-type']],
  ['deployments: [{ at: 5m, alias: live, version: 2 }]', ['5:36 unknown-alias']],
  ['deployments: [{ at: 5m, alais: live, version: 2 }]', ['5:29 unknown-key']],
  ['deployments: [{ at: -5m, alias: live, version: 2 }]', ['5:25 bad-unit']],
  ['region: mars', ['5:13 unknown-value']],
  ['region: af-south-1', ['5:13 no-prices']],
];

/** In a small scenario, the text goes to the end, on line 7. */
const AT_THE_END: readonly (readonly [mistake: string, expected: readonly string[]])[] = [
  ['sed: 42', ['7:1 unknown-key']],
  ['seed: 1.5', ['7:7 wrong-type']],
  ['seed: 12345678901234567890', ['7:7 out-of-range']],
  ['name: ../../etc', ['7:7 bad-name']],
  ['name: 2025', ['7:7 wrong-type']],
  ['warmup: 5', ['7:9 missing-unit']],
  ['warmup: 1h', ['7:9 warmup-too-long']],
  ['start: monday', ['7:8 bad-start']],
  ['start: 2025-02-30', ['7:8 bad-start']],
  ['start: 2025-01-06T00:00:00', ['7:8 bad-start']],
  ['replications: 0', ['7:15 out-of-range']],
  ['account: { region: mars }', ['7:20 unknown-value']],
  ['account: { prices: { requests: free } }', ['7:32 wrong-type']],
  ['account: { maxLifetime: None }', ['7:25 bad-unit']],
  ['account: { scalingRate: off }', ['7:25 wrong-type']],
  ['account: { scalingRate: { burts: 3 } }', ['7:27 unknown-key']],
  ['account: { requestRate: -1 }', ['7:25 out-of-range']],
  ['slo: total.coldStarts < 3', ['7:6 wrong-type']],
  ['slo: [total.coldStarts = 3]', ['7:7 bad-slo']],
  ['slo: [total.coldStartRate < 1%]', ['7:7 bad-slo']],
  ['slo: [functions.api.latencyMs.p99 < 300ms]', ['7:7 bad-slo']],
  ['slo: [functions.ap.latencyMs.p99 < 300]', ['7:7 bad-slo']],
  ['slo: [functions.api.latency.p99 < 300]', ['7:7 bad-slo']],
  ['slo: [functions.api.latencyMs < 300]', ['7:7 bad-slo']],
  ['slo: [functions.api.coldStarts.p99 < 300]', ['7:7 bad-slo']],
  ['slo: [latencyMs.p99 < 300]', ['7:7 bad-slo']],
  ['duration: 2h', ['7:1 duplicate-key']],
  ['__proto__: { polluted: true }', ['7:1 bad-key']],
];

const TRIGGERS: readonly (readonly [trigger: string, expected: readonly string[]])[] = [
  ['{ type: sdk, target: apo, arrivals: { constant: { rate: 1/s } } }', ['4:29 unknown-function']],
  ['{ type: sdk, target: api:live, arrivals: { constant: { rate: 1/s } } }', ['4:29 unknown-alias']],
  ['{ type: sdk, target: api:0, arrivals: { constant: { rate: 1/s } } }', ['4:29 unknown-alias']],
  ['{ type: sdk, target: "api:", arrivals: { constant: { rate: 1/s } } }', ['4:29 bad-target']],
  ['{ type: sdk, target: api, arrivals: { constant: { rate: 1 } } }', ['4:64 missing-unit']],
  ['{ type: sdk, target: api, arrivals: { constant: { rate: 0/s } } }', ['4:64 bad-unit']],
  ['{ type: sdk, target: api, arrivals: { poison: { rate: 1/s } } }', ['4:46 unknown-key']],
  ['{ type: sdk, target: api, arrivals: { mmpp: {} } }', ['4:52 wrong-type']],
  ['{ type: sdk, target: api, arrivals: [] }', ['4:44 out-of-range']],
  ['{ type: sdk, target: api, arrivals: {} }', ['4:44 missing-key']],
  ['{ type: sdk, target: api }', ['4:5 missing-key']],
  ['{ type: mq, target: api }', ['4:16 not-simulated-yet']],
  ['{ type: sqs, target: api }', ['4:5 missing-key']],
  ['{ type: sdk, target: api, batchSize: 5, arrivals: { constant: { rate: 1/s } } }', ['4:34 unknown-key']],
  ['{ type: apigateway, target: api }', ['4:16 unknown-value']],
  ['{ target: api }', ['4:5 missing-key']],
  ['{ type: trace }', ['4:5 missing-key']],
  ['{ type: trace, file: 5 }', ['4:29 wrong-type']],
  ['{ type: trace, file: t.csv, columns: [a] }', ['4:45 wrong-type']],
  ['{ type: trace, file: t.csv, timeUnit: minutes }', ['4:46 unknown-value']],
  ['{ type: trace, file: t.csv, arrivals: {} }', ['4:36 unknown-key']],
  ['{ type: sdk, target: api, retries: 3, arrivals: { constant: { rate: 1/s } } }', ['4:43 wrong-type']],
  ['5', ['4:8 wrong-type']],
];

describe('a mistake is named and located', () => {
  it.each(IN_FUNCTION)('%s', (mistake, expected) => {
    expect(problems(small(mistake))).toEqual(expected);
  });

  it.each(AT_THE_END)('%s', (mistake, expected) => {
    expect(problems(small('', mistake))).toEqual(expected);
  });

  it.each(TRIGGERS)('%s', (trigger, expected) => {
    expect(problems(`duration: 1h\nfunctions: { api: { handler: 5ms } }\ntriggers:\n    t: ${trigger}\n`)).toEqual(
      expected,
    );
  });
});

describe('a scenario with many mistakes', () => {
  it('has them all listed at once, in the order of the file', () => {
    const text = EXAMPLE.replace('seed:', 'sed:')
      .replace('memory: 1024', 'memory: 64')
      .replace('target: checkout:live', 'target: checkout:liv')
      .replace('provisionedConcurrency: 5', 'provisionedConcurrency: 101')
      .replace('latencyMs.p99', 'latencyMs.p98');
    expect(problems(text)).toEqual([
      '3:1 unknown-key',
      '16:13 out-of-range',
      '29:51 provisioned-beyond-reserved',
      '29:51 idle-provisioned',
      '33:13 unknown-alias',
      '36:5 bad-slo',
    ]);
  });

  it('does not complain about what only follows from another mistake', () => {
    expect(problems('duraton: 1h\nfunction: {}\ntrigers: {}\n')).toEqual([
      '1:1 unknown-key',
      '2:1 unknown-key',
      '3:1 unknown-key',
    ]);
    expect(problems(small().replace('handler:', 'handlr:'))).toEqual(['4:5 unknown-key']);
    expect(problems(small().replace('80ms', '80'))).toEqual(['4:14 missing-unit']);
  });

  it('tells the word that was probably meant', () => {
    const meant = (text: string) =>
      parseScenario(text, { file: 's.yaml' }).diagnostics.map((problem) => problem.suggestion);
    expect(meant(small('memorySize: 512'))).toEqual(['memory']);
    expect(meant(small('provisionedConcurency: 5'))).toEqual([undefined]);
    expect(meant(small('reservedConcurency: 5'))).toEqual(['reservedConcurrency']);
    expect(meant(small().replace('target: api', 'target: apii'))).toEqual(['api']);
    expect(meant(small('placement: newst'))).toEqual(['newest']);
  });

  it('is cut short after 200 of them', () => {
    const text = Array.from({ length: 5_000 }, (_, index) => `k${index}: 1`).join('\n');
    const found = problems(text);
    expect(found).toHaveLength(201);
    expect(found.at(-1)).toBe('1:1 too-many-problems');
  });
});
