// Deployments in whole runs, calculated by hand.
import { describe, expect, it } from 'vitest';
import { keyedStream } from '../../../src/engine/random.js';
import { type Call, controlled, f, PLAIN, served, type Text, together, told } from '../../support/told.js';

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

describe('a deployment without provisioned concurrency', () => {
  it('all at once moves the alias when it begins', () => {
    expect(lines(deployed([to2()]))).toEqual(['60 deployment 2 1 started', '60 deployment 2 1 completed']);
    const calls: Call[] = [59, 60, 70].map((at) => [at, 'f:live', 0.5]);
    expect(served(told({ functions: deployed([to2()]) }, calls))).toEqual([
      'cold 1 first',
      'cold 2 deployed',
      'warm 2',
    ]);
    expect(results(deployed([to2()]))).toEqual([
      {
        ...{ alias: 'live', from: '1', to: '2', strategy: 'all at once', status: 'completed', reason: null },
        ...{ atMs: 60_000, shiftedAtMs: 60_000, completedAtMs: 60_000, coldStarts: 0 },
      },
    ]);
  });

  it('by canary moves a part at once and all after the interval', () => {
    const functions = deployed([to2({ strategy: 'Canary10Percent5Minutes' })]);
    expect(lines(functions)).toEqual([
      '60 deployment 2 1 started',
      '60 deployment 2 1 shifting',
      '360 deployment 2 1 completed',
    ]);
    expect(results(functions)[0]).toMatchObject({
      ...{ strategy: 'canary: 10 % for 5m', atMs: 60_000, shiftedAtMs: 60_000, completedAtMs: 360_000 },
    });
  });

  it('linear moves a part at once and as much after each interval', () => {
    expect(lines(deployed([to2(linear(40, '2m'))]))).toEqual([
      '60 deployment 2 1 started',
      '60 deployment 2 1 shifting',
      '180 deployment 2 1 shifting',
      '300 deployment 2 1 completed',
    ]);
    expect(lines(deployed([to2({ strategy: 'Linear10PercentEvery1Minute' })]))).toHaveLength(1 + 10);
  });

  it.each([
    ['canary', { canary: { percentage: 20, interval: '5m' } }, { 0: 0, 60: 0.2, 360: 1 }],
    ['linear', { linear: { percentage: 40, interval: '2m' } }, { 0: 0, 60: 0.4, 180: 0.8, 300: 1 }],
  ])('%s sends requests by the share of their time, as drawn for their numbers', (_, strategy, shares) => {
    const calls = Array.from({ length: 800 }, (__, i): Call => [i / 2, 'f:live', 0.1]);
    const ran = told({ seed: 'shift', functions: deployed([to2({ strategy })]) }, calls);
    const drawn = keyedStream(['shift', 0, 'function', 'f', 'routing']);
    const shareAt = (time: number) => Object.entries(shares).findLast(([from]) => time >= Number(from) * 1e6)![1];
    const old = ran.records[0]!.environment;
    expect(ran.records.map(({ environment }) => environment !== old)).toEqual(
      ran.records.map(({ arrivedAt, request }) => drawn.at(request)() < shareAt(arrivedAt)),
    );
    expect(f(ran).coldStarts).toBe(2);
  });

  it('leaves the old version’s environments to other qualifiers, and to idle out', () => {
    const calls: Call[] = [
      [50, 'f:live', 1],
      [70, 'f:live', 1],
      [80, 'f:1', 1],
    ];
    const ran = told({ functions: deployed([to2()], {}, { keepAlive: '2m' }), duration: '10m' }, calls);
    expect(served(ran)).toEqual(['cold 1 first', 'cold 2 deployed', 'warm 1']);
    expect(ran.lines.filter((line) => line.includes(' ended '))).toEqual([
      '191 ended 2 - keep-alive',
      '201 ended 1 - keep-alive',
    ]);
  });

  it('to the version that the alias is on is completed at once, and does nothing', () => {
    const functions = deployed([to2({ version: 1, ...linear(10, '1m') })]);
    expect(lines(functions)).toEqual(['60 deployment 1 1 started', '60 deployment 1 1 completed']);
    expect(results(functions)[0]).toMatchObject({ from: '1', to: '1', completedAtMs: 60_000, coldStarts: 0 });
    const calls: Call[] = [50, 70].map((at) => [at, 'f:live', 1]);
    expect(served(told({ functions }, calls))).toEqual(['cold 1 first', 'warm 1']);
  });

  it('of one alias moves no other', () => {
    const fn = { ...QUICK, aliases: { a: { version: 1 }, b: { version: 1 } } };
    const functions = { f: { ...fn, deployments: [to2({ alias: 'b' }), to2({ alias: 'a', at: '2m', version: 3 })] } };
    expect(lines(functions)).toEqual([
      '60 deployment 2 2 started',
      '60 deployment 2 2 completed',
      '120 deployment 3 1 started',
      '120 deployment 3 1 completed',
    ]);
  });

  it('back to the old version finds its environments', () => {
    const functions = deployed([to2(), to2({ at: '2m', version: 1 })]);
    const calls: Call[] = [50, 70, 130].map((at) => [at, 'f:live', 1]);
    expect(served(told({ functions }, calls))).toEqual(['cold 1 first', 'cold 2 deployed', 'warm 1']);
    expect(results(functions).map(({ from, to }) => `${from} ${to}`)).toEqual(['1 2', '2 1']);
  });

  it('that is not over at the end of the simulated time is told as far as it came', () => {
    const functions = deployed([to2(linear(10, '1m'))]);
    expect(results(functions, { duration: '59s' })[0]).toMatchObject({ status: 'waiting', shiftedAtMs: null });
    expect(results(functions, { duration: '5m' })[0]).toMatchObject({
      ...{ status: 'shifting', shiftedAtMs: 60_000, completedAtMs: null },
    });
    expect(results(functions, { duration: '10m' })[0]!.status).toBe('completed');
  });

  it('comes at a time of the calendar too', () => {
    expect(lines(deployed([to2({ at: '2025-01-06T00:10:00Z' })]))[0]).toBe('600 deployment 2 1 started');
  });

  it('before time 0 never happens', () => {
    const functions = deployed([to2({ at: '2025-01-05T23:00:00Z' })]);
    const ran = told({ functions }, [[10, 'f:live', 1]]);
    expect(controlled(ran)).toEqual([]);
    expect(f(ran).deployments[0]).toMatchObject({ status: 'waiting', shiftedAtMs: null });
  });
});

describe('a deployment while another of the alias is under way', () => {
  const under = (at: string) => deployed([to2(linear(50, '4m')), to2({ at, version: 3 })]);

  it('fails, and leaves the other alone', () => {
    expect(lines(under('2m'))).toEqual([
      '60 deployment 2 1 started',
      '60 deployment 2 1 shifting',
      '120 deployment 3 1 started',
      '120 deployment 3 1 failed',
      '300 deployment 2 1 completed',
    ]);
    expect(results(under('2m'))[1]).toMatchObject({
      ...{ from: '1', to: '3', status: 'failed', reason: 'another deployment is under way', shiftedAtMs: null },
    });
  });

  it('fails at the very time of its last step, and not after it', () => {
    expect(results(under('5m')).map(({ status }) => status)).toEqual(['completed', 'failed']);
    expect(results(under('300001ms')).map(({ status, from }) => `${from} ${status}`)).toEqual([
      '1 completed',
      '2 completed',
    ]);
  });

  it('does not fail where the other is of another alias', () => {
    const fn = { ...QUICK, aliases: { a: { version: 1 }, b: { version: 1 } } };
    const deployments = [to2({ alias: 'a', ...linear(10, '1m') }), to2({ alias: 'b', at: '2m' })];
    expect(results({ f: { ...fn, deployments } }).map(({ status }) => status)).toEqual(['completed', 'completed']);
  });
});

describe('the cold starts of a deployment', () => {
  const following = (settings: object, calls: readonly Call[], text: object = {}) =>
    f(told({ functions: deployed([to2()], {}, settings), ...text }, calls));

  it('are those of the new version, until as many of its environments have initialised as the old one had', () => {
    // One after the other, each in use when the next call comes.
    const five = [70, 71, 72, 73, 74].map((at): Call => [at, 'f:live', 10]);
    const { deployments, coldStartCauses } = following({}, [...together(3, 30, 'f:live', 1), ...five]);
    expect(deployments[0]!.coldStarts).toBe(3);
    expect(coldStartCauses).toMatchObject({ first: 1, scaleOut: 2 + 4, deployed: 1 });
  });

  it('are all of a rush that comes before that', () => {
    const calls = [...together(3, 30, 'f:live', 1), ...together(7, 70, 'f:live', 5), [70.999, 'f:live', 5]] as Call[];
    const of = (more: readonly Call[], settings: object = { init: '1s' }) =>
      following(settings, [...calls, ...more]).deployments[0]!.coldStarts;
    expect(of([])).toBe(8);
    // At 71 eight have initialised: what comes then is no longer counted.
    expect(of([[71, 'f:live', 1]])).toBe(8);
    // An init that fails has ended too.
    expect(of([[71, 'f:live', 1]], { init: '1s', initErrorRate: 1 })).toBe(8);
  });

  it('are counted though the environments before them have ended', () => {
    const kept = [...together(3, 55, 'f:live', 1), ...[70, 100, 130].flatMap((at) => together(2, at, 'f:live', 1))];
    const short = following({ keepAlive: '20s' }, kept);
    // Two at 70, and one of the two at 100.
    expect([short.coldStarts, short.deployments[0]!.coldStarts]).toEqual([3 + 6, 3]);
  });

  it('are none where nothing of the old version lived', () => {
    const gone = [...together(3, 30, 'f:live', 1), ...together(2, 70, 'f:live', 1)];
    expect(following({ keepAlive: '20s' }, gone).deployments[0]!.coldStarts).toBe(0);
    expect(following({}, together(4, 70, 'f:live', 1)).deployments[0]!.coldStarts).toBe(0);
  });

  it('are those of direct calls of the new version too', () => {
    const calls: Call[] = [
      [30, 'f:live', 1],
      [70, 'f:2', 1],
      [80, 'f:live', 1],
    ];
    expect(following({}, calls).deployments[0]!.coldStarts).toBe(1);
  });

  it('before the shift are none of it, and none after it is then the first', () => {
    const calls: Call[] = [
      [30, 'f:live', 1],
      [40, 'f:2', 1],
      [70, 'f:live', 1],
    ];
    const { deployments, coldStartCauses } = following({}, calls);
    expect([deployments[0]!.coldStarts, coldStartCauses.first, coldStartCauses.deployed]).toEqual([0, 2, 0]);
  });

  it('of the warm-up are left out', () => {
    const calls: Call[] = [
      [30, 'f:live', 1],
      [31.5, 'f:live', 1],
      [70, 'f:live', 20],
      [75, 'f:live', 1],
    ];
    expect(following({}, calls, { warmup: '72s' }).deployments[0]!.coldStarts).toBe(0);
    const two = [...together(2, 30, 'f:live', 1), ...calls.slice(2)];
    expect(following({}, two).deployments[0]!.coldStarts).toBe(2);
    expect(following({}, two, { warmup: '72s' }).deployments[0]!.coldStarts).toBe(1);
  });
});
