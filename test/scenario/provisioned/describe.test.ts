// What is provisioned and deployed, in the words of reports.
import { describe, expect, it } from 'vitest';
import { describeSettings } from '../../../src/scenario/describe.js';
import { small, sound } from '../example.js';

const settings = (inside: string) => describeSettings(sound(small(inside)))[0]!;

describe('the words for provisioned concurrency', () => {
  it.each([
    ['5', '5'],
    ['{ min: 5, preparation: 2m }', '5, 2m preparation'],
    ['{ min: 2, max: 50, targetUtilization: 0.7 }', '2 to 50 at 70 % (average)'],
    ['{ min: 2, max: 50, targetUtilization: 0.55, statistic: maximum }', '2 to 50 at 55 % (maximum)'],
    [
      '{ min: 2, max: 50, targetUtilization: 0.7, scheduled: [{ at: 1m, min: 5 }] }',
      '2 to 50 at 70 % (average), 1 schedule',
    ],
    ['{ min: 2, max: 9, scheduled: [{ at: 1m, min: 5 }, { at: 2m, min: 1 }] }', '2 to 9, 2 schedules'],
    ['{ min: 2, scheduled: [{ at: 1m, min: 1 }] }', '2, 1 schedule'],
    [
      '{ max: 9, targetUtilization: 0.5, scaleOutCooldown: 1m, scaleInCooldown: 90s, preparation: 0s }',
      '1 to 9 at 50 % (average), scale-out cooldown 1m, scale-in cooldown 90s, 0s preparation',
    ],
  ])('%s: %s', (given, text) => {
    const { provisioned } = settings(`aliases: { live: { version: 1, provisionedConcurrency: ${given} } }`);
    expect(provisioned.map((each) => each.text)).toEqual([text]);
  });

  it('name what is ready at time 0, of all that ever provisions', () => {
    const { provisioned } = settings(
      [
        'aliases:',
        '  none: { version: 9 }',
        '  live: { version: 1, provisionedConcurrency: { min: 0, max: 9, targetUtilization: 0.5 } }',
        'versions: { 7: { provisionedConcurrency: 3 }, 8: { provisionedConcurrency: 0 } }',
      ].join('\n'),
    );
    expect(provisioned).toMatchObject([
      { qualifier: 'live', concurrency: 0, text: '0 to 9 at 50 % (average)' },
      { qualifier: '7', concurrency: 3, text: '3', scaling: null },
    ]);
  });
});

it('The words for a function tell its region, the weights of its aliases and their deployments in order of time', () => {
  const text = [
    'region: eu-west-1',
    'aliases: { live: { version: 1 }, test: { version: 1, weights: { 2: 0.05 } } }',
    'deployments:',
    '  - { at: 30m, alias: live, version: 3, strategy: Canary10Percent5Minutes }',
    '  - { at: 20m, alias: live, version: 2 }',
    '  - { at: 2025-01-05T23:00:00Z, alias: live, version: 2 }',
  ].join('\n');
  expect(settings(text)).toMatchObject({
    region: 'eu-west-1',
    weights: ['test: 5 % to version 2, the rest to version 1'],
    deployments: [
      'live to version 2 1h before time 0, all at once',
      'live to version 2 at 20m, all at once',
      'live to version 3 at 30m, canary: 10 % for 5m',
    ],
  });
});
