// Weighted aliases and deployments calculated by hand, for the naive simulator and the engine. Times in lines are
// milliseconds; an init takes 5 s, preparation 90 s.
import { expect, it } from 'vitest';
import { keyedStream } from '../../src/engine/random.js';
import type { DeploymentSpec, ProvisionedSpec } from '../../src/scenario/provisioned/types.js';
import type { FunctionSpec } from '../../src/scenario/types.js';
import { keep, RESERVED, start } from './hand.js';
import {
  at,
  begins,
  control,
  deployment,
  f,
  inOrder,
  live,
  log,
  MINUTE,
  SECOND,
  type Settings,
  scaled,
  together,
  tracking,
} from './provisioned/hand.js';
import { bothSimulators } from './provisioned/view.js';
import { aliasOf, plainFunction, plainScenario } from './scenarios.js';

function scenario(
  provisioned: number | ProvisionedSpec,
  deployments: readonly DeploymentSpec[],
  settings: Settings = {},
  fn: Partial<FunctionSpec> = {},
) {
  const aliases = [aliasOf('live', '1', provisioned)];
  const coldStart = start({ init: 5000 });
  const spec = plainFunction('f', { timeout: 900 * SECOND, coldStart, aliases, deployments, ...fn });
  return plainScenario([spec], { duration: 20 * MINUTE, ...settings }, 1);
}

const CANARY: DeploymentSpec['steps'] = [
  { after: 0, share: 0.1 },
  { after: 5 * MINUTE, share: 1 },
];
const LINEAR: DeploymentSpec['steps'] = Array.from({ length: 4 }, (_, step) => ({
  after: step * MINUTE,
  share: (step + 1) / 4,
}));

/** The draw of the scenarios' seed for the request of a number. */
const drawn = (request: number): number => keyedStream(['1', 0, 'function', 'f', 'routing']).at(request)();

bothSimulators('routing', (run) => {
  it('sends a request to the other version where its draw is below the weight', () => {
    const versions = (weight: number): boolean[] => {
      const alias = { ...aliasOf('live', '1'), other: { version: '2', weight } };
      const rows = together(20, 1, 0).map((row, index) => ({ ...row, time: row.time + index * SECOND }));
      const result = run(scenario(0, [], {}, { aliases: [alias], coldStart: start({}) }), rows);
      // Each version starts cold once: the environment tells which is which.
      const first = begins(result)[0]!.startsWith('cold 1') ? drawn(1) < weight : false;
      return begins(result).map((begin) => (begin.split(' ')[1] === '1' ? first : !first));
    };
    for (const weight of [0, 0.1, 0.5, 1]) {
      expect(versions(weight)).toEqual(Array.from({ length: 20 }, (_, index) => drawn(index + 1) < weight));
    }
  });

  it('draws by the number of the request, throttled ones included', () => {
    // The second is throttled; the third draws as the third.
    const alias = { ...aliasOf('live', '1'), other: { version: '2', weight: 0.5 } };
    const rows = inOrder(together(2, 0, 1), together(1, 2, 1), together(1, 4, 1), together(1, 6, 1));
    const result = run(scenario(0, [], {}, { aliases: [alias], reservedConcurrency: 1, coldStart: start({}) }), rows);
    const sides = [1, 3, 4, 5].map((request) => drawn(request) < 0.5);
    const starts = begins(result).filter((begin) => begin !== RESERVED);
    expect(starts.map((begin) => begin.startsWith('cold'))).toEqual(
      sides.map((side, index) => sides.indexOf(side) === index),
    );
  });
});

bothSimulators('a deployment without provisioned concurrency', (run) => {
  it('all at once is over as it begins', () => {
    const rows = inOrder(together(1, 10, 1), together(1, 59, 1), together(1, 60, 1), together(1, 70, 1));
    const result = run(scenario(0, [deployment(60, '2')], {}, { coldStart: start({}) }), rows);
    expect(control(result)).toEqual(['60000 deployment 2 1 started', '60000 deployment 2 1 completed']);
    // The environment of version 1 finishes the call of 59 s; version 2 has none yet.
    expect(begins(result)).toEqual(['cold 1 first', 'warm 1', 'cold 2 deployed', 'warm 2']);
    expect(result.deployments['f']).toEqual([
      {
        alias: 'live',
        from: '1',
        to: '2',
        atMs: 60_000,
        shiftedAtMs: 60_000,
        completedAtMs: 60_000,
        status: 'completed',
        coldStarts: 1,
      },
    ]);
    expect(live(result).version).toBe('2');
    expect(f(result).coldStartCauses).toMatchObject({ first: 1, deployed: 1 });
  });

  it('shifts one share, then all, as a canary', () => {
    const rows = Array.from({ length: 100 }, (_, index) => together(1, index * 5, 0.01)).flat();
    const result = run(scenario(0, [deployment(100, '2', CANARY)], {}, { coldStart: start({}) }), rows);
    expect(control(result)).toEqual([
      '100000 deployment 2 1 started',
      '100000 deployment 2 1 shifting',
      '400000 deployment 2 1 completed',
    ]);
    const toNew = begins(result).map((begin) => begin.split(' ')[1] === '2');
    // Calls come each 5 s: number 20 at 95 s, 21 at 100, 81 at 400.
    expect(toNew).toEqual(rows.map((_, index) => index >= 80 || (index >= 20 && drawn(index + 1) < 0.1)));
    expect(result.deployments['f']![0]).toMatchObject({ shiftedAtMs: 100_000, completedAtMs: 400_000 });
  });

  it('shifts by equal steps as a linear one, as far as the run goes', () => {
    const lines = (duration: number) => {
      const result = run(scenario(0, [deployment(60, '2', LINEAR)], { duration: duration * SECOND }), []);
      return [control(result), result.deployments['f']![0]!.status, live2(result)] as const;
    };
    const live2 = (result: ReturnType<typeof run>) => result.aliases['f']!['live']!.version;
    const shifts = ['60000 deployment 2 1 started', ...[60, 120, 180].map((s) => `${s}000 deployment 2 1 shifting`)];
    expect(lines(300)).toEqual([[...shifts, '240000 deployment 2 1 completed'], 'completed', '2']);
    expect(lines(240)).toEqual([[...shifts, '240000 deployment 2 1 completed'], 'completed', '2']);
    expect(lines(239)).toEqual([shifts, 'shifting', '1']);
    expect(lines(59)).toEqual([[], 'waiting', '1']);
  });

  it('fails while another of the alias is under way, and does nothing where the version is there', () => {
    const deployments = [
      ...[deployment(60, '2', CANARY), deployment(61, '3'), deployment(62, '2')],
      // At the instant of the last step deployments begin first.
      ...[deployment(360, '3'), deployment(361, '2'), deployment(362, '3')],
    ];
    const result = run(scenario(0, deployments), []);
    expect(control(result)).toEqual([
      ...['60000 deployment 2 1 started', '60000 deployment 2 1 shifting'],
      ...['61000 deployment 3 1 started', '61000 deployment 3 1 failed'],
      ...['62000 deployment 2 1 started', '62000 deployment 2 1 failed'],
      ...['360000 deployment 3 1 started', '360000 deployment 3 1 failed', '360000 deployment 2 1 completed'],
      ...['361000 deployment 2 1 started', '361000 deployment 2 1 completed'],
      ...['362000 deployment 3 1 started', '362000 deployment 3 1 completed'],
    ]);
  });

  it('counts the cold starts that the old version’s environments would have spared', () => {
    // Three of version 1 are live at 60. Then four calls at once of version 2: three count, the fourth would have been cold
    // anyway. They end at 60 + 30 s; at 200 two again: expired, and counted before.
    const settings = { coldStart: start({}), keepAlive: keep({ spare: 30_000 }) };
    const rows = inOrder(together(3, 50, 1), together(4, 60, 1), together(2, 200, 1));
    const result = run(scenario(0, [deployment(60, '2')], {}, settings), rows);
    expect(begins(result).slice(3)).toEqual([
      ...['cold 4 deployed', 'cold 5 scaleOut', 'cold 6 scaleOut', 'cold 7 scaleOut'],
      ...['cold 8 expired', 'cold 9 expired'],
    ]);
    expect(result.deployments['f']![0]).toMatchObject({ coldStarts: 3 });
    // In the warm-up nothing is counted.
    const warm = run(scenario(0, [deployment(60, '2')], { warmup: MINUTE + 1 }, settings), rows);
    expect(warm.deployments['f']![0]).toMatchObject({ coldStarts: 0 });
  });
});

bothSimulators('a deployment with provisioned concurrency', (run) => {
  it('provisions a second pool, shifts when it is available, and then ends the first', () => {
    // Two for version 2 asked for at 60, available at 155.01; one call runs on version 1 until 160.
    const rows = inOrder(together(1, 20, 140), together(1, 155, 1), together(1, 156, 1));
    const result = run(scenario(2, [deployment(60, '2')]), rows);
    expect(log(result).slice(2)).toEqual([
      '20000 on-provisioned 2 1',
      '60000 deployment 2 1 started',
      '60000 requested 2 1 deployment',
      '155000 provisioned 3 -',
      // Still of the old version.
      '155000 on-provisioned 1 2',
      '155010 provisioned 4 -',
      '155010 available 2 1',
      '155010 deployment 2 1 completed',
      '156000 completed 1 2 ok',
      '156000 deprovisioned 1 - deployment',
      '156000 on-provisioned 4 3',
      '157000 completed 4 3 ok',
      '160000 completed 2 1 ok',
      '160000 deprovisioned 2 - deployment',
    ]);
    expect(result.deployments['f']![0]).toMatchObject({ shiftedAtMs: 155_010, completedAtMs: 155_010 });
    const { provisioned, version } = live(result);
    expect(version).toBe('2');
    expect(provisioned).toMatchObject({ status: 'READY', requested: { min: 2, max: 4, end: 2 } });
    // The old two for 155.01 s, so 300; the new two from 60 on.
    expect(provisioned.cost.capacity).toBeCloseTo((2 * 300 + 2 * 1140) * 0.0000041667, 12);
  });

  it('keeps both pools at their full number while it shifts, each for its version', () => {
    // A quarter from 155 on, all at 335. At 200 four calls at once: those of each side take its two, then spill over.
    const rows = inOrder(together(8, 200, 1), together(1, 336, 1));
    const result = run(scenario(2, [deployment(60, '2', LINEAR)], {}, { coldStart: start({ init: 4990 }) }), rows);
    expect(control(result).slice(2)).toEqual([
      '60000 deployment 2 1 started',
      '60000 requested 2 1 deployment',
      ...['154990 provisioned 3 -', '155000 provisioned 4 -', '155000 available 2 1'],
      ...[155, 215, 275].map((second) => `${second}000 deployment 2 1 shifting`),
      '335000 deployment 2 1 completed',
      // Of those that served, first the one that was free first.
      ...['335000 deprovisioned 2 - deployment', '335000 deprovisioned 1 - deployment'],
    ]);
    const used = { old: 0, new: 0 };
    const expected = Array.from({ length: 8 }, (_, index) => {
      const side = drawn(index + 1) < 0.25 ? 'new' : 'old';
      return used[side]++ < 2;
    });
    expect(
      begins(result)
        .slice(0, 8)
        .map((begin) => begin.startsWith('on-provisioned')),
    ).toEqual(expected);
    expect(begins(result)[8]).toMatch(/^on-provisioned [34]/);
  });

  it('fails where both pools have no room, and where the second cannot be initialised', () => {
    const small = run(scenario(2, [deployment(60, '2')], {}, { reservedConcurrency: 3 }), []);
    expect(control(small).slice(2)).toEqual(['60000 deployment 2 1 started', '60000 deployment 2 1 failed']);
    expect(small.deployments['f']![0]).toMatchObject({ status: 'failed', shiftedAtMs: null, completedAtMs: null });
    expect(live(small)).toMatchObject({ version: '1', provisioned: { requested: { max: 2 } } });
    // An image that takes 10 s with the cache filled and 140 s without, which it is for version 1 since an environment on
    // demand has initialised: provisioned from 60 on. Version 2 has never run.
    const image = { ...start({ init: 10_000 }), load: 130 * SECOND };
    const spec = scaled(0, 5, { preparation: 0, scheduled: [at(300, 1)] });
    const slow = { coldStart: image, timeout: 150 * SECOND };
    const loaded = run(scenario(spec, [deployment(330, '2')], {}, slow), together(1, 0, 0, '1'));
    expect(control(loaded)).toEqual([
      '10000 init-failed 1 1 init timeout',
      '300000 requested 1 1 schedule',
      '310000 provisioned 1 -',
      '310000 available 1 1',
      '330000 deployment 2 1 started',
      '330000 requested 1 1 deployment',
      '470000 provisioned 2 -',
      ...['470000 available 1 1', '470000 deployment 2 1 completed', '470000 deprovisioned 1 - deployment'],
    ]);
    const shorter = { coldStart: image, timeout: 130 * SECOND };
    const failed = run(scenario(spec, [deployment(330, '2')], {}, shorter), inOrder(together(1, 0, 0, '1')));
    expect(control(failed).slice(-3)).toEqual([
      '330000 requested 1 1 deployment',
      '460000 allocation-failed 1 1 init timeout',
      '460000 deployment 2 1 failed',
    ]);
    expect(live(failed)).toMatchObject({ version: '1', provisioned: { available: { end: 1 } } });
  });

  it('begins only after an allocation under way, and what waited for both is done in the end', () => {
    // Two more at 60, there at 165.01; then the deployment asks for four, there at 260.03. The action of 100 waits for both.
    const spec = scaled(2, 9, { scheduled: [at(60, 4), at(100, 5)] });
    const waits = run(scenario(spec, [deployment(90, '2')], { duration: 5 * MINUTE }), []);
    expect(control(waits).slice(2)).toEqual([
      ...['60000 requested 4 1 schedule', '90000 deployment 2 1 started'],
      ...[
        '155000 provisioned 3 -',
        '155010 provisioned 4 -',
        '155010 available 4 1',
        '155010 requested 4 1 deployment',
      ],
      ...[5, 6, 7, 8].map((slot) => `${250_010 + (slot - 5) * 10} provisioned ${slot} -`),
      ...['250040 available 4 1', '250040 deployment 2 1 completed'],
      ...[1, 2, 3, 4].map((slot) => `250040 deprovisioned ${slot} - deployment`),
      '250040 requested 5 1 limits',
    ]);
    // No room for four more beside the four of seven: the deployment is over, and the five of the action come.
    const small = run(scenario(spec, [deployment(90, '2')], { duration: 3 * MINUTE }, { reservedConcurrency: 7 }), []);
    expect(control(small).slice(-4)).toEqual([
      ...['155010 provisioned 4 -', '155010 available 4 1', '155010 deployment 2 1 failed'],
      '155010 requested 5 1 limits',
    ]);
    const { status, from, shiftedAtMs } = small.deployments['f']![0]!;
    expect([status, from, shiftedAtMs]).toEqual(['failed', '1', null]);
  });

  it('does not ask again for what failed to allocate', () => {
    // The four of 60 fail at 155, as inits always do; version 2 is there at once, since nothing is requested.
    const spec = scaled(0, 9, { scheduled: [at(60, 4)] });
    const fails = { coldStart: start({ init: 5000, fails: true }) };
    const result = run(scenario(spec, [deployment(200, '2')], { duration: 5 * MINUTE }, fails), []);
    expect(control(result)).toEqual([
      ...['60000 requested 4 1 schedule', '155000 allocation-failed 4 1 init error'],
      ...['200000 deployment 2 1 started', '200000 deployment 2 1 completed'],
    ]);
  });

  it('that never begins would come from the version that is there in the end', () => {
    const deployments = [deployment(60, '2'), deployment(90, '3')];
    const told = run(scenario(0, deployments, { duration: 80 * SECOND }), []).deployments['f']!;
    expect(told.map(({ from, to, status }) => [from, to, status])).toEqual([
      ['1', '2', 'completed'],
      ['2', '3', 'waiting'],
    ]);
  });

  it('lets autoscaling wait, and brings the number inside its bounds as it ends', () => {
    // Two of two are in use from 60 on: high at 240, while the deployment of 200 is under way. The schedule of 250 asks for
    // three at least. All of the second pool is available at 295.01.
    const rows = inOrder(together(2, 60, 600));
    const spec = scaled(2, 9, { ...tracking(0.5), scheduled: [at(250, 3)] });
    const result = run(scenario(spec, [deployment(200, '2')], { duration: 5 * MINUTE }), rows);
    expect(control(result).slice(2)).toEqual([
      '200000 deployment 2 1 started',
      '200000 requested 2 1 deployment',
      '240000 alarm - 1 high',
      '295000 provisioned 3 -',
      '295010 provisioned 4 -',
      ...['295010 available 2 1', '295010 deployment 2 1 completed', '295010 requested 3 1 limits'],
      // What is in flight at the end of the simulated time completes, and its environment goes.
      ...['660000 deprovisioned 2 - deployment', '660000 deprovisioned 1 - deployment'],
    ]);
  });
});
