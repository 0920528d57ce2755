import { describe, expect, it } from 'vitest';
import { distributionText, keepAliveText } from '../../src/scenario/describe.js';
import { durationText } from '../../src/scenario/duration-text.js';
import { small, sound } from './example.js';

const initOf = (text: string) => sound(small(`init: ${text}`)).functions[0]?.coldStart.functionInit;
const keepAliveOf = (text: string) => sound(small(`keepAlive: ${text}`)).functions[0]?.keepAlive;

describe('a distribution', () => {
  it.each([
    ['400ms', { kind: 'constant', value: 400_000 }, '400ms'],
    ['{ constant: 2s }', { kind: 'constant', value: 2_000_000 }, '2s'],
    ['{ exponential: { mean: 3s } }', { kind: 'exponential', mean: 3_000_000 }, 'exponential, mean 3s'],
    [
      '{ lognormal: { median: 80ms, sigma: 0.5 } }',
      { kind: 'lognormal', median: 80_000, sigma: 0.5 },
      'log-normal, median 80ms, sigma 0.5',
    ],
    ['{ gamma: { mean: 1s, cv: 0.5 } }', { kind: 'gamma', mean: 1_000_000, cv: 0.5 }, 'gamma, mean 1s, cv 0.5'],
    [
      '{ weibull: { scale: 1s, shape: 2 } }',
      { kind: 'weibull', scale: 1_000_000, shape: 2 },
      'Weibull, scale 1s, shape 2',
    ],
    ['{ uniform: { min: 1s, max: 1m } }', { kind: 'uniform', min: 1_000_000, max: 60_000_000 }, 'uniform, 1s to 1m'],
    ['{ pareto: { min: 1ms, alpha: 1.5 } }', { kind: 'pareto', min: 1_000, alpha: 1.5 }, 'Pareto, from 1ms, alpha 1.5'],
    ['{ empirical: { values: [1ms, 2ms] } }', { kind: 'values', values: [1_000, 2_000] }, 'one of 2 values'],
    [
      '{ empirical: { quantiles: { 1: 9ms, 0.5: 3ms, 0: 1ms } } }',
      {
        kind: 'quantiles',
        points: [
          [0, 1_000],
          [0.5, 3_000],
          [1, 9_000],
        ],
      },
      '3 quantiles, 1ms to 9ms',
    ],
    [
      '{ mixture: [{ weight: 9, constant: 1ms }, { weight: 1, exponential: { mean: 1s } }] }',
      {
        kind: 'mixture',
        parts: [
          { weight: 9, of: { kind: 'constant', value: 1_000 } },
          { weight: 1, of: { kind: 'exponential', mean: 1_000_000 } },
        ],
      },
      'mixture of 9 × (1ms), 1 × (exponential, mean 1s)',
    ],
  ])('%s is read and put into words', (text, expected, words) => {
    const read = initOf(text);
    expect(read).toEqual(expected);
    expect(read && distributionText(read)).toBe(words);
  });

  it('finds the sigma of a log-normal by its 99th percentile', () => {
    const read = initOf('{ lognormal: { median: 80ms, p99: 400ms } }');
    expect(read?.kind === 'lognormal' && read.sigma).toBeCloseTo(Math.log(5) / 2.3263478740408408, 14);
    expect(initOf('{ lognormal: { median: 80ms, p99: 80ms } }')).toMatchObject({ sigma: 0 });
  });
});

describe('a keep-alive', () => {
  const none = { policy: 'limits', idle: null, spare: null, maxLifetime: null, preset: null };

  it.each([
    ['10m', { ...none, spare: { kind: 'constant', value: 600_000_000 } }, '10m spare'],
    ['none', none, 'no limit'],
    [
      '{ exponential: { mean: 1h } }',
      { ...none, spare: { kind: 'exponential', mean: 3_600_000_000 } },
      'exponential, mean 1h spare',
    ],
    ['{ idle: 5m }', { ...none, idle: 300_000_000 }, '5m idle'],
    [
      '{ idle: none, maxLifetime: 90m }',
      { ...none, maxLifetime: { kind: 'constant', value: 5_400_000_000 } },
      '90m life',
    ],
    [
      '{ maxLifetime: { exponential: { mean: 2h } } }',
      { ...none, maxLifetime: { kind: 'exponential', mean: 7_200_000_000 } },
      'exponential, mean 2h life',
    ],
    [
      '{ idle: 5m, spare: { uniform: { min: 5m, max: 7m } }, maxLifetime: none }',
      { ...none, idle: 300_000_000, spare: { kind: 'uniform', min: 300_000_000, max: 420_000_000 } },
      '5m idle, uniform, 5m to 7m spare',
    ],
    [
      'aws-2020',
      {
        ...none,
        idle: 640_000_000,
        spare: { kind: 'constant', value: 900_000_000 },
        maxLifetime: { kind: 'constant', value: 7_200_000_000 },
        preset: 'aws-2020',
      },
      '640s idle, 15m spare, 2h life (preset aws-2020)',
    ],
    [
      'aws-2021',
      {
        ...none,
        spare: {
          kind: 'quantiles',
          points: [
            [0, 180_000_000],
            [0.00303, 240_000_000],
            [0.00303, 300_000_000],
            [0.40606, 360_000_000],
            [1, 420_000_000],
          ],
        },
        maxLifetime: { kind: 'constant', value: 7_200_000_000 },
        preset: 'aws-2021',
      },
      '5 quantiles, 3m to 7m spare, 2h life (preset aws-2021)',
    ],
    [
      'aws-2019-08',
      {
        ...none,
        spare: {
          kind: 'quantiles',
          points: [
            [0, 600_000_000],
            [0.5, 600_000_000],
            [0.9, 660_000_000],
            [1, 660_000_000],
          ],
        },
        preset: 'aws-2019-08',
      },
      '4 quantiles, 10m to 11m spare (preset aws-2019-08)',
    ],
    [
      'hybrid-histogram',
      {
        policy: 'hybrid-histogram',
        range: 14_400_000_000,
        bin: 60_000_000,
        head: 0.05,
        tail: 0.99,
        margin: 0.1,
        minimumIdleTimes: 10,
        minimumVariation: 2,
        maximumBeyond: 0.5,
      },
      'hybrid histogram, 4h in bins of 1m',
    ],
  ])('%s is read and put into words', (text, expected, words) => {
    const read = keepAliveOf(text);
    expect(read).toEqual(expected);
    expect(read && keepAliveText(read)).toBe(words);
  });

  it('is a policy with the settings that are given, all others as they are by default', () => {
    const given = keepAliveOf('{ hybridHistogram: { range: 1h, minimumIdleTimes: 3 } }');
    expect(given).toEqual({
      ...keepAliveOf('hybrid-histogram'),
      range: 3_600_000_000,
      minimumIdleTimes: 3,
    });
  });
});

it.each([
  ['false', 0],
  ['true', 0.65],
  ['aws-2023', 0.65],
  ['0.3', 0.3],
])('proactiveInit: %s is the probability %d', (text, probability) => {
  expect(sound(small(`proactiveInit: ${text}`)).functions[0]?.proactiveInit).toBe(probability);
});

it.each([
  [0, '0s'],
  [5, '5us'],
  [1_500, '1.5ms'],
  [176_801, '176.801ms'],
  [250_000, '250ms'],
  [640_000_000, '640s'],
  [600_000_000, '10m'],
  [7_200_000_000, '2h'],
  [86_400_000_000, '24h'],
  [604_800_000_000, '7d'],
])('A duration of %d microseconds is printed as %s', (value, text) => {
  expect(durationText(value)).toBe(text);
});
