// Provisioned concurrency from text to the normalised scenario.
import { describe, expect, it } from 'vitest';
import type { ProvisionedSpec } from '../../../src/scenario/provisioned/types.js';
import { problems, small, sound } from '../example.js';

const provisioned = (text: string): ProvisionedSpec =>
  sound(small(`aliases: { live: { version: 1, provisionedConcurrency: ${text} } }`)).functions[0]!.aliases[0]!
    .provisioned;

const TRACKING = { targetUtilization: 0.7, statistic: 'average', scaleOutCooldown: 0, scaleInCooldown: 0 };

describe('provisioned concurrency', () => {
  it('as a number is fixed, and prepared for 90 s', () => {
    expect(provisioned('5')).toEqual({ initial: 5, preparation: 90_000_000, scaling: null });
    expect(provisioned('0')).toEqual({ initial: 0, preparation: 90_000_000, scaling: null });
  });

  it('as a map without target and schedule is fixed at min, which is 1 unless said', () => {
    expect(provisioned('{ min: 5, preparation: 2m }')).toEqual({ initial: 5, preparation: 120_000_000, scaling: null });
    expect(provisioned('{}')).toEqual({ initial: 1, preparation: 90_000_000, scaling: null });
    expect(provisioned('{ min: 2, max: 5 }').scaling).toBeNull();
  });

  it('scales between min and max with a target', () => {
    expect(provisioned('{ min: 2, max: 50, targetUtilization: 0.7 }')).toEqual({
      initial: 2,
      preparation: 90_000_000,
      scaling: { min: 2, max: 50, tracking: TRACKING, scheduled: [] },
    });
    expect(provisioned('{ max: 50, targetUtilization: 0.7 }')).toMatchObject({
      initial: 1,
      scaling: { min: 1, max: 50 },
    });
    expect(provisioned('{ min: 4, targetUtilization: 0.7 }').scaling).toMatchObject({ min: 4, max: 4 });
  });

  it('takes every part of target tracking, the statistic as AWS writes it too', () => {
    const given = '{ max: 9, targetUtilization: 0.1, statistic: Maximum, scaleOutCooldown: 1m, scaleInCooldown: 5m }';
    expect(provisioned(given).scaling?.tracking).toEqual({
      targetUtilization: 0.1,
      statistic: 'maximum',
      scaleOutCooldown: 60_000_000,
      scaleInCooldown: 300_000_000,
    });
    expect(provisioned('{ max: 9, targetUtilization: 0.9, statistic: average }').scaling?.tracking?.statistic).toBe(
      'average',
    );
  });

  it('has cooldowns and a statistic without effect where there is no target', () => {
    expect(provisioned('{ min: 3, scaleInCooldown: 5m, statistic: maximum }').scaling).toBeNull();
  });

  it('belongs to a version as to an alias', () => {
    const [spec] = sound(
      small('versions: { 3: { provisionedConcurrency: { max: 9, targetUtilization: 0.5 } } }'),
    ).functions;
    expect(spec!.versions).toEqual([
      {
        version: '3',
        provisioned: {
          ...{ initial: 1, preparation: 90_000_000 },
          scaling: { min: 1, max: 9, tracking: { ...TRACKING, targetUtilization: 0.5 }, scheduled: [] },
        },
      },
    ]);
  });

  it('is changed by a flag and by a variant, whole or in part', () => {
    const path = 'functions.api.aliases.live.provisionedConcurrency';
    const scaled = small(
      'aliases: { live: { version: 1, provisionedConcurrency: { max: 9, targetUtilization: 0.5 } } }',
    );
    const of = (set: string[]) => sound(scaled, { set }).functions[0]!.aliases[0]!.provisioned;
    expect(of([`${path}.max=20`]).scaling?.max).toBe(20);
    expect(of([`${path}=20`])).toMatchObject({ initial: 20, scaling: null });
    expect(problems(`${scaled}variants: { less: { ${path}.max: 0 } }\n`)).toContain('8:76 out-of-range');
  });
});
