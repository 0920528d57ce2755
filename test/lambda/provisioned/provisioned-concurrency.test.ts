// Provisioned concurrency of one alias in whole runs: its status, what is paid for, and a second version's environments while the
// alias moves to it.
import { describe, expect, it } from 'vitest';
import { SOME_TOO_LONG, seedOf } from '../../support/inits.js';
import { type Call, controlled, f, PLAIN, type Told, together, told } from '../../support/told.js';

const GB = { ...PLAIN, memory: 1024 };
const live = (provisionedConcurrency: number | object, settings: object = {}) => ({
  f: { ...GB, ...settings, aliases: { live: { version: 1, provisionedConcurrency } } },
});
const provisioned = (of: Told) => f(of).aliases['live']!.provisioned!;
const CAPACITY = 0.0000041667;
/** What is charged for keeping them, in environments times minutes. */
const paidMinutes = (of: Told): number => f(of).cost.provisionedCapacity / CAPACITY / 60;

describe('the status at the end', () => {
  const settings = {
    min: 2,
    max: 5,
    preparation: '20s',
    scheduled: [
      { at: '1m', min: 4 },
      { at: '5m', min: 0, max: 0 },
    ],
  };
  const status = (duration: string, of: number | object = settings) =>
    provisioned(told({ duration, functions: live(of) })).status;

  it('is READY where all are there that are requested', () => {
    expect([status('59s'), status('2m'), status('1m', 3)]).toEqual(['READY', 'READY', 'READY']);
  });

  it('is IN_PROGRESS while more are on their way', () => {
    expect([status('60s'), status('81s')]).toEqual(['IN_PROGRESS', 'IN_PROGRESS']);
  });

  it('is NONE where none are requested', () => {
    expect(status('6m')).toBe('NONE');
  });

  it('is FAILED after an allocation that failed, until another succeeds or fewer are asked for', () => {
    const failing = { min: 1, max: 4, preparation: '20s', scheduled: [{ at: '1m', min: 2 }] };
    const at = (duration: string, seed: number) =>
      provisioned(told({ seed, duration, functions: live(failing, SOME_TOO_LONG) })).status;
    expect(at('230s', seedOf(3, 3))).toBe('READY');
    // At time 0, with nothing that has asked again.
    expect(at('59s', seedOf(200))).toBe('FAILED');
    expect(at('2m', seedOf(200, 3, 3))).toBe('READY');
  });
});

describe('what is requested and available', () => {
  it('has an average, extremes and a last value from the warm-up on', () => {
    const settings = {
      min: 2,
      max: 6,
      preparation: '20s',
      scheduled: [
        { at: '1m', min: 6 },
        { at: '5m', min: 1, max: 1 },
      ],
    };
    // Requested: 2 for a minute, 6 for four, 1 for five. Available: 6 from 81.03 on.
    const all = provisioned(told({ duration: '10m', functions: live(settings) }));
    expect(all.requested).toEqual({ mean: (2 + 24 + 5) / 10, min: 1, max: 6, end: 1 });
    expect(all.available).toMatchObject({ min: 1, max: 6, end: 1 });
    expect(all.available.mean).toBeCloseTo((2 * 81.03 + 6 * 218.97 + 300) / 600, 12);
    const late = provisioned(told({ warmup: '2m', duration: '4m', functions: live(settings) }));
    expect(late.requested).toEqual({ mean: 6, min: 6, max: 6, end: 6 });
    expect(late.available).toEqual({ mean: 6, min: 6, max: 6, end: 6 });
  });

  it('is wasted where nobody uses it', () => {
    const { usedMean, wastedMean, utilizationMean, utilizationMax } = provisioned(
      told({ duration: '10m', functions: live(4) }, together(3, 60, 'f:live', 120)),
    );
    expect([usedMean, wastedMean, utilizationMean, utilizationMax]).toEqual([0.6, 3.4, 0.15, 0.75]);
  });
});

describe('capacity', () => {
  const paid = (settings: number | object, text: object = {}, calls: readonly Call[] = []) =>
    paidMinutes(told({ duration: '60m', functions: live(settings), ...text }, calls));

  it('is paid for from time 0 on where it is static', () => {
    expect(paid(3)).toBeCloseTo(180, 9);
    expect(paid(3, { warmup: '20m' })).toBeCloseTo(120, 9);
  });

  it('is paid for from the request on, preparation included', () => {
    expect(paid({ min: 0, max: 4, scheduled: [{ at: '10m', min: 4 }] })).toBeCloseTo(200, 9);
  });

  it('is paid for in steps of 5 minutes where it is given up, the last requested first', () => {
    const scheduled = [
      { at: '10m', min: 4 },
      { at: '21m', min: 1, max: 1 },
    ];
    // Two of 10m last 11 minutes, which are 15; one of 0m lasts 21, which are 25; one is kept.
    expect(paid({ min: 2, max: 4, scheduled })).toBeCloseTo(2 * 15 + 25 + 60, 9);
    expect(paid({ min: 2, max: 4, scheduled }, { warmup: '22m' })).toBeCloseTo(2 * 3 + 3 + 38, 9);
  });

  it('is not paid for while an environment that was given up finishes', () => {
    const scheduled = [{ at: '20m', min: 0, max: 0 }];
    const calls = together(2, 19 * 60, 'f:live', 800);
    expect(paid({ min: 2, max: 2, scheduled }, {}, calls)).toBeCloseTo(40, 9);
  });

  it('of an allocation that failed is free', () => {
    const settings = { min: 1, max: 4, preparation: '20s', scheduled: [{ at: '1m', min: 4 }] };
    const failed = told({ duration: '209.9s', seed: seedOf(3, 3, 200, 3), functions: live(settings, SOME_TOO_LONG) });
    // Still under way, and paid for.
    expect(paidMinutes(failed)).toBeCloseTo((209.9 + 3 * 149.9) / 60, 9);
    const over = told({ duration: '210.01s', seed: seedOf(3, 3, 200, 3), functions: live(settings, SOME_TOO_LONG) });
    expect(paidMinutes(over)).toBeCloseTo(210.01 / 60, 9);
  });

  it('of both versions is paid for while a deployment is under way', () => {
    const strategy = { linear: { percentage: 50, interval: '12m' } };
    const deployments = [{ at: '10m', alias: 'live', version: 2, strategy }];
    const functions = live({ min: 2, preparation: '2m' }, { deployments, init: '0ms' });
    // The new ones from 10m to the end; the old ones until the shift is over at 24m and 10 ms, which are 25.
    expect(paidMinutes(told({ duration: '60m', functions }))).toBeCloseTo(2 * 50 + 2 * 25, 9);
  });

  it('of a version whose deployment failed is free', () => {
    const deployments = [{ at: '10m', alias: 'live', version: 2 }];
    const functions = live(2, { ...SOME_TOO_LONG, deployments });
    const failed = told({ duration: '60m', seed: seedOf(3, 3, 200, 3), functions });
    expect(f(failed).deployments[0]!.status).toBe('failed');
    expect(paidMinutes(failed)).toBeCloseTo(120, 9);
  });
});

describe('of several aliases and versions', () => {
  it('each has its own, and the function their sum', () => {
    const aliases = { a: { version: 1, provisionedConcurrency: 2 }, b: { version: 2, provisionedConcurrency: 3 } };
    const functions = { f: { ...GB, aliases, versions: { 3: { provisionedConcurrency: 1 } } } };
    const both = told({ duration: '10m', functions }, [...together(3, 60, 'f:a', 60), ...together(3, 60, 'f:b', 60)]);
    const { aliases: results, provisioned: whole } = f(both);
    const available = Object.entries(results).map(([name, each]) => [name, each.provisioned!.available.mean]);
    expect(Object.fromEntries(available)).toEqual({ a: 2, b: 3, 3: 1 });
    expect(whole).toEqual({ mean: 6, utilizationMean: 5 / 60, utilizationMax: 5 / 6 });
    const costs = Object.values(results).map((each) => each.provisioned!.cost.capacity);
    expect(costs.reduce((sum, cost) => sum + cost, 0)).toBeCloseTo(f(both).cost.provisionedCapacity, 12);
  });

  it('lines name them by their place, aliases first', () => {
    const grows = { min: 0, max: 1, preparation: '0s', scheduled: [{ at: '1m', min: 1 }] };
    const aliases = { a: { version: 1 }, b: { version: 2, provisionedConcurrency: grows } };
    const versions = { 7: { provisionedConcurrency: grows }, 3: { provisionedConcurrency: grows } };
    const lines = controlled(told({ functions: { f: { ...PLAIN, aliases, versions } } }));
    const requested = lines.filter((line) => line.includes('requested'));
    expect(requested).toEqual(['60 requested 1 2 schedule', '60 requested 1 3 schedule', '60 requested 1 4 schedule']);
  });
});
