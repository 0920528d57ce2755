// Deployments of aliases with provisioned concurrency, in whole runs, calculated by hand.
import { describe, expect, it } from 'vitest';
import { SOME_TOO_LONG, seedOf } from '../../support/inits.js';
import { type Call, controlled, f, inUse, PLAIN, served, type Text, together, told } from '../../support/told.js';

const QUICK = { ...PLAIN, init: '0ms' };

/** At a minute unless told, to version 2. */
const to2 = (settings: object = {}) => ({ at: '1m', alias: 'live', version: 2, ...settings });
const linear = (percentage: number, interval: string) => ({ strategy: { linear: { percentage, interval } } });
const deployed = (deployments: readonly object[], live: object = {}, settings: object = {}) => ({
  f: { ...QUICK, ...settings, aliases: { live: { version: 1, ...live } }, deployments },
});
const lines = (functions: Text['functions'], text: object = {}, calls: readonly Call[] = []) =>
  controlled(told({ functions, ...text }, calls)).filter((line) => !line.startsWith('0 '));
/** In the order of their times. */
const results = (functions: Text['functions'], text: object = {}) => f(told({ functions, ...text })).deployments;

describe('a deployment with provisioned concurrency', () => {
  const three = { provisionedConcurrency: { min: 3, preparation: '20s' } };

  it('provisions the new version first, and moves when all of it is available', () => {
    expect(lines(deployed([to2(linear(50, '2m'))], three, { init: '3s' }))).toEqual([
      '60 deployment 2 1 started',
      '60 requested 3 1 deployment',
      '83 provisioned 4 -',
      '83.01 provisioned 5 -',
      '83.02 provisioned 6 -',
      '83.02 available 3 1',
      '83.02 deployment 2 1 shifting',
      '203.02 deployment 2 1 completed',
      ...[1, 2, 3].map((number) => `203.02 deprovisioned ${number} - deployment`),
    ]);
    expect(results(deployed([to2(linear(50, '2m'))], three, { init: '3s' }))[0]).toMatchObject({
      ...{ status: 'completed', atMs: 60_000, shiftedAtMs: 83_020, completedAtMs: 203_020, coldStarts: 0 },
    });
  });

  it('lets what is busy on the old version complete', () => {
    const calls: Call[] = [
      [80, 'f:live', 50],
      [81, 'f:live', 20],
      [130, 'f:live', 1],
    ];
    const told3 = told({ functions: deployed([to2()], three) }, calls);
    expect(controlled(told3).slice(-4)).toEqual([
      '80.02 deployment 2 1 completed',
      '80.02 deprovisioned 1 - deployment',
      '80.02 deprovisioned 2 - deployment',
      '130 deprovisioned 3 - deployment',
    ]);
    expect(served(told3)).toEqual(['provisioned 3', 'provisioned 6', 'provisioned 6']);
  });

  it('leaves the alias where it is if the new version cannot be initialised', () => {
    const functions = deployed([to2()], three, SOME_TOO_LONG);
    const text = { seed: seedOf(3, 3, 3, 3, 200, 3) };
    expect(lines(functions, text)).toEqual([
      '60 deployment 2 1 started',
      '60 requested 3 1 deployment',
      '83 provisioned 4 -',
      '83.02 provisioned 6 -',
      '210.01 deprovisioned 4 - failed',
      '210.01 deprovisioned 6 - failed',
      '210.01 allocation-failed 3 1 init timeout',
      '210.01 deployment 2 1 failed',
    ]);
    expect(results(functions, text)[0]).toMatchObject({
      ...{ status: 'failed', reason: 'the new version could not be provisioned', shiftedAtMs: null },
    });
    const ran = told({ functions, ...text }, together(4, 300, 'f:live', 1));
    expect(served(ran)).toEqual(['provisioned 3', 'provisioned 2', 'provisioned 1', 'cold 1 first spillover']);
    // Another may follow.
    const again = deployed([to2(), to2({ at: '10m', version: 3 })], three, SOME_TOO_LONG);
    expect(results(again, { seed: seedOf(3, 3, 3, 3, 200, 3, 3, 3, 3) }).map(({ status }) => status)).toEqual([
      'failed',
      'completed',
    ]);
  });

  it('fails where there is no room for both versions', () => {
    const at = (concurrency: number) => ({ account: { concurrency } });
    expect(lines(deployed([to2()], three), at(105))).toEqual(['60 deployment 2 1 started', '60 deployment 2 1 failed']);
    expect(results(deployed([to2()], three), at(105))[0]).toMatchObject({
      ...{ status: 'failed', reason: 'no room to provision both versions' },
    });
    expect(results(deployed([to2()], three), at(106))[0]!.status).toBe('completed');
    const reserved = (reservedConcurrency: number) =>
      results(deployed([to2()], three, { reservedConcurrency }))[0]!.status;
    expect([reserved(5), reserved(6)]).toEqual(['failed', 'completed']);
  });

  it('claims both versions until the shift is over, and what only finishes beyond', () => {
    const calls = [...together(1, 190, 'f:live', 100), ...together(200, 250, 'g', 1), ...together(200, 350, 'g', 1)];
    const functions = { ...deployed([to2(linear(50, '2m'))], three), g: QUICK };
    const { series } = told({ account: { concurrency: 150 }, duration: '7m', functions }, calls).result;
    // Both from 60 to 200.02; one of the old ones, if it was that, until 290.
    const claimed = series.account['ClaimedAccountConcurrency']!['Maximum']!;
    expect(claimed.slice(0, 4)).toEqual([3, 6, 6, 6]);
    expect(claimed[5]).toBe(150);
    expect(claimed[6]).toBe(3);
  });

  it('waits for an allocation that is under way, then provisions as many as there are', () => {
    const settings = {
      min: 1,
      max: 9,
      preparation: '20s',
      scheduled: [
        { at: '1m', min: 3 },
        { at: '75s', min: 5 },
      ],
    };
    const functions = deployed([to2({ at: '70s' })], { provisionedConcurrency: settings }, { init: '3s' });
    const seen = lines(functions).filter((line) => !/ (provisioned|deprovisioned) /.test(line));
    expect(seen).toEqual([
      '60 requested 3 1 schedule',
      '70 deployment 2 1 started',
      '83.01 available 3 1',
      '83.01 requested 3 1 deployment',
      '106.03 available 3 1',
      '106.03 deployment 2 1 completed',
      // Only now what was scheduled in the meantime.
      '106.03 requested 5 1 limits',
      '129.04 available 5 1',
    ]);
  });

  it('moves at once where nothing is provisioned at that time', () => {
    const settings = { min: 0, max: 9, preparation: '0s', scheduled: [{ at: '5m', min: 2 }] };
    const functions = deployed([to2()], { provisionedConcurrency: settings });
    expect(lines(functions)).toEqual([
      '60 deployment 2 1 started',
      '60 deployment 2 1 completed',
      '300 requested 2 1 schedule',
      '300 provisioned 1 -',
      '300.01 provisioned 2 -',
      '300.01 available 2 1',
    ]);
    expect(
      served(
        told({ functions }, [
          [50, 'f:live', 1],
          [100, 'f:live', 1],
          [400, 'f:live', 1],
          [410, 'f:2', 1],
        ]),
      ),
    ).toEqual(['cold 1 first', 'cold 2 deployed', 'provisioned 2', 'warm 2']);
  });

  it('keeps scheduled actions waiting until it is over', () => {
    const settings = {
      min: 2,
      max: 9,
      preparation: '0s',
      scheduled: [
        { at: '2m', min: 4 },
        { at: '3m', min: 1, max: 1 },
      ],
    };
    const functions = deployed([to2(linear(50, '10m'))], { provisionedConcurrency: settings });
    expect(lines(functions).filter((line) => !/ (provisioned|deprovisioned|available) /.test(line))).toEqual([
      '60 deployment 2 1 started',
      '60 requested 2 1 deployment',
      '60.01 deployment 2 1 shifting',
      '660.01 deployment 2 1 completed',
      '660.01 requested 1 1 limits',
    ]);
  });

  it('keeps target tracking from asking, by what is in use of both versions together', () => {
    const settings = { min: 2, max: 9, preparation: '0s', targetUtilization: 0.6 };
    const functions = deployed([to2(linear(50, '6m'))], { provisionedConcurrency: settings });
    // Two in use of two until 60.01, then of four: 0.5 is not above the target. Three of four are. Of the new version’s two one is
    // in use at the end of the shift, and another from 430 on.
    const calls = [...inUse(2, 'f:live', 0, 800), ...inUse(1, 'f:live', 130, 800), ...inUse(1, 'f:live', 430, 800)];
    const seen = lines(functions, { duration: '8m' }, calls).filter((line) =>
      / (alarm|requested|deployment) /.test(line),
    );
    expect(seen).toEqual([
      '60 deployment 2 1 started',
      '60 requested 2 1 deployment',
      '60.01 deployment 2 1 shifting',
      '300 alarm - 1 high',
      '420.01 deployment 2 1 completed',
      '480 requested 4 1 target tracking',
    ]);
  });

  it('waits for an allocation that fails in the same way, then provisions as many as there were', () => {
    const settings = { min: 1, max: 9, preparation: '20s', scheduled: [{ at: '1m', min: 3 }] };
    const functions = deployed([to2({ at: '70s' })], { provisionedConcurrency: settings }, SOME_TOO_LONG);
    expect(lines(functions, { seed: seedOf(3, 200, 3, 3, 3, 3) }).slice(0, 7)).toEqual([
      '60 requested 3 1 schedule',
      '70 deployment 2 1 started',
      '83.01 provisioned 3 -',
      '210 deprovisioned 3 - failed',
      '210 allocation-failed 3 1 init timeout',
      '210 requested 1 1 deployment',
      '233 provisioned 4 -',
    ]);
  });

  it('gives back what it claimed if it fails', () => {
    const functions = { ...deployed([to2()], three, SOME_TOO_LONG), g: QUICK };
    const text = { account: { concurrency: 150 }, seed: seedOf(3, 3, 3, 3, 200, 3) };
    const throttled = (at: number) =>
      told({ functions, ...text }, together(150, at, 'g', 1)).result.functions['g']!.throttles;
    expect([59, 61, 210, 211].map(throttled)).toEqual([3, 6, 6, 3]);
  });

  it('moves at once where what was provisioned has failed', () => {
    const functions = deployed([to2()], three, { initErrorRate: 1 });
    expect(lines(functions)).toEqual(['60 deployment 2 1 started', '60 deployment 2 1 completed']);
  });

  it('one after the other moves the alias on, and leaves as many as before', () => {
    const functions = deployed([to2(), to2({ at: '5m', version: 3 }), to2({ at: '10m', version: 1 })], three);
    const ran = told({ functions, duration: '15m' });
    expect(f(ran).deployments.map(({ from, to, status }) => `${from} ${to} ${status}`)).toEqual([
      '1 2 completed',
      '2 3 completed',
      '3 1 completed',
    ]);
    expect(f(ran).aliases['live']!.provisioned!.available).toMatchObject({ min: 3, max: 6, end: 3 });
    expect(controlled(ran).filter((line) => line.includes(' provisioned '))).toHaveLength(12);
    expect(controlled(ran).filter((line) => line.includes('deprovisioned'))).toHaveLength(9);
  });
});
