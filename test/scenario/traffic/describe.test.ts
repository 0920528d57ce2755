import { expect, it } from 'vitest';
import { describeTraffic } from '../../../src/scenario/traffic/describe.js';
import { sound } from '../example.js';

const words = (arrivals: string): string => {
  const text = `duration: 1h\nfunctions: { api: { handler: 5ms } }\ntriggers:\n  t: { type: sdk, target: api, arrivals: ${arrivals} }\n`;
  return describeTraffic(sound(text))[0]!.arrivals;
};

it.each([
  ['{ constant: { rate: 20/s } }', 'constant, 20/s'],
  ['{ poisson: { rate: 0.5/m } }', 'Poisson, 30/h'],
  ['{ steps: [{ rate: 5/s, duration: 1h }, { rate: 0/s }] }', 'Poisson, 0/s to 5/s in 2 pieces'],
  ['{ ramp: { from: 1/s, to: 2/s, duration: 1h } }', 'Poisson, 1/s to 2/s in 2 pieces'],
  [
    '{ diurnal: { mean: 6/s, peak: 11/s, peakAt: 14:00, timeZone: America/New_York, days: { sunday: 0 } } }',
    'Poisson, a cosine over the day, mean 6/s, peak 11/s at 14:00 (America/New_York), by weekday',
  ],
  ['{ bursts: { every: 1m, size: 30 } }', 'bursts of 30 at once, every 1m'],
  ['{ bursts: { every: 1m, size: 30, over: 2s } }', 'bursts of 30 within 2s, every 1m'],
  [
    '{ mmpp: [{ rate: 1/s, mean: 10m }, { rate: 0/s, mean: 30s }] }',
    'MMPP, 1/s for 10m on average, 0/s for 30s on average',
  ],
  ['{ schedule: rate(5 minutes) }', 'every 5m'],
  ['{ schedule: cron(0 9 * * ? *) }', 'on a schedule (UTC)'],
  ['{ counts: { perMinute: [1, 2], repeat: true } }', '2 counts of 1m each, over and over'],
  [
    '{ closed: { users: 7, thinkTime: { exponential: { mean: 3s } } } }',
    '7 users in a closed loop, think time exponential, mean 3s',
  ],
  ['[{ poisson: { rate: 1/s } }, { schedule: rate(1 hour) }]', 'Poisson, 1/s; every 1h'],
])('the report says of %s: %s', (arrivals, expected) => {
  expect(words(arrivals)).toBe(expected);
});
