// Allocations of provisioned environments calculated by hand, for the naive simulator and the engine. Numbers change by
// schedule; times in lines are milliseconds.
import { expect, it } from 'vitest';
import type { ProvisionedSpec } from '../../src/scenario/provisioned/types.js';
import type { FunctionSpec } from '../../src/scenario/types.js';
import { RESERVED, SCALING, SHARED, start } from './hand.js';
import type { OracleRow } from './oracle.js';
import {
  at,
  begins,
  control,
  f,
  inOrder,
  live,
  log,
  MINUTE,
  SECOND,
  type Settings,
  scaled,
  together,
} from './provisioned/hand.js';
import { bothSimulators } from './provisioned/view.js';
import { aliasOf, declaredVersion, fixed, plainFunction, plainScenario } from './scenarios.js';

function scenario(provisioned: ProvisionedSpec, settings: Settings = {}, fn: Partial<FunctionSpec> = {}) {
  const aliases = [aliasOf('live', '1', provisioned)];
  const spec = plainFunction('f', { timeout: 60 * SECOND, coldStart: start({ init: 5000 }), aliases, ...fn });
  return plainScenario([spec], { duration: 10 * MINUTE, ...settings }, 1);
}

/** From `min` to another number at a time, after a preparation of 10 s. */
const to = (min: number, seconds: number, number: number, ...others: ReturnType<typeof at>[]): ProvisionedSpec =>
  scaled(min, 20, { preparation: 10 * SECOND, scheduled: [at(seconds, number), ...others] });

bothSimulators('an allocation', (run) => {
  it('lets nothing new serve before the whole of it is initialised', () => {
    // Inits end at 75, 75.01 and 75.02; a call at 75.01 spills over, one at 75.02 does not.
    const call = (ms: number): OracleRow => ({ time: ms * 1000, function: 'f', qualifier: 'live', duration: 1000 });
    const result = run(scenario(to(1, 60, 4)), [...together(1, 70, 30), call(75_010), call(75_020)]);
    expect(log(result)).toEqual([
      '0 provisioned 1 -',
      '60000 requested 4 1 schedule',
      '70000 on-provisioned 1 1',
      '75000 provisioned 2 -',
      '75010 provisioned 3 -',
      '75010 cold 1 2 first, spillover',
      '75020 provisioned 4 -',
      '75020 available 4 1',
      '75020 on-provisioned 4 3',
      '75021 completed 4 3 ok',
      '80010 initialised 1 2',
      '80011 completed 1 2 ok',
      '100000 completed 1 1 ok',
    ]);
  });

  it('shares the function’s places with those of its other aliases and versions, in the order of request', () => {
    // `live` asks at 60 for three, after 10 s; `next` at 61 for one, after none: its place is behind theirs. Version 3 asks
    // at 80, when all have begun.
    const next = scaled(1, 20, { preparation: 0, scheduled: [at(61, 2)] });
    const third = scaled(0, 20, { preparation: 0, scheduled: [at(80, 1)] });
    const aliases = [aliasOf('live', '1', to(1, 60, 4)), aliasOf('next', '2', next)];
    const result = run(scenario(fixed(0), {}, { aliases, versions: [declaredVersion('3', third)] }), []);
    expect(control(result).slice(2)).toEqual([
      '60000 requested 4 1 schedule',
      '61000 requested 2 2 schedule',
      ...['75000 provisioned 3 -', '75010 provisioned 4 -', '75020 provisioned 5 -', '75020 available 4 1'],
      ...['75030 provisioned 6 -', '75030 available 2 2'],
      ...['80000 requested 1 3 schedule', '85000 provisioned 7 -', '85000 available 1 3'],
    ]);
  });

  it('claims its concurrency from the request on', () => {
    // Reserved 3, one provisioned: two on demand, from 60 on none.
    const rows = inOrder(...[0, 59, 60, 80].map((second) => together(3, second, 0.5)));
    const result = run(scenario(to(1, 60, 3), {}, { reservedConcurrency: 3, coldStart: start({}) }), rows);
    expect(begins(result)).toEqual([
      ...['on-provisioned 1', 'cold 1 first, spillover', 'cold 2 scaleOut, spillover'],
      ...['on-provisioned 1', 'warm 2 spillover', 'warm 1 spillover'],
      ...['on-provisioned 1', RESERVED, RESERVED],
      ...['on-provisioned 3', 'on-provisioned 2', 'on-provisioned 1'],
    ]);
  });

  it('is refused where it would not leave min(100, account) unreserved, or the reserve has not got it', () => {
    const wants = (number: number, account: number, reservedConcurrency: number | null) =>
      control(run(scenario(to(1, 60, number), { account: { concurrency: account } }, { reservedConcurrency }), []))[1];
    expect(wants(5, 105, null)).toBe('60000 requested 5 1 schedule');
    expect(wants(6, 105, null)).toBe('60000 refused 6 1 no room');
    expect(wants(3, 200, 3)).toBe('60000 requested 3 1 schedule');
    expect(wants(4, 200, 3)).toBe('60000 refused 4 1 no room');
    // Another's reserve is nobody else's.
    const functions = [scenario(to(1, 60, 3)).functions[0]!, plainFunction('g', { reservedConcurrency: 3 })];
    const beside = (concurrency: number) =>
      control(run(plainScenario(functions, { duration: 2 * MINUTE, account: { concurrency } }, 1), []))[1];
    expect(beside(106)).toBe('60000 requested 3 1 schedule');
    expect(beside(105)).toBe('60000 refused 3 1 no room');
  });

  it('waits until what runs on demand fits beside it, and looks each second', () => {
    // Reserved 3, one provisioned; two run on demand to 76.5 and 77.01. All is initialised at 75.01, where two are over 0.
    const rows = inOrder(together(1, 60, 10), together(1, 60, 16.5), together(1, 60, 17.01));
    const result = run(scenario(to(1, 61, 3), {}, { reservedConcurrency: 3, coldStart: start({ init: 4000 }) }), rows);
    // Cold ones begin their handlers at 64: completed at 80.5 and 81.01.
    expect(log(result).slice(4)).toEqual([
      '61000 requested 3 1 schedule',
      '64000 initialised 1 2',
      '64000 initialised 2 3',
      '70000 completed 1 1 ok',
      '75000 provisioned 2 -',
      '75010 provisioned 3 -',
      '80500 completed 1 2 ok',
      '81010 completed 2 3 ok',
      // Completions come first.
      '81010 available 3 1',
    ]);
  });

  it('fails as a whole where an init takes more than 130 s, and gives back what it claimed', () => {
    const aliases = [aliasOf('live', '1', to(0, 60, 2, at(100, 1)))];
    const fn = { aliases, coldStart: start({ init: 131_000 }), reservedConcurrency: 2 };
    const rows = inOrder(together(1, 59, 0), together(1, 60, 0), together(1, 210, 0));
    const result = run(scenario(fixed(0), { duration: 470 * SECOND }, fn), rows);
    expect(control(result).filter((line) => !line.includes('init-failed'))).toEqual([
      '60000 requested 2 1 schedule',
      // The first begins at 70 s. Then what the action of 100 s has been waiting for.
      '200000 allocation-failed 2 1 init timeout',
      '200000 requested 1 1 limits',
      '340000 allocation-failed 1 1 init timeout',
    ]);
    const { provisioned, spilloverInvocations } = live(result);
    expect(provisioned).toMatchObject({ status: 'FAILED', cost: { capacity: 0, duration: 0 } });
    // One call met a claim of two of two, another a claim of one.
    expect(spilloverInvocations).toBe(1);
    expect(f(result).throttlesByReason).toEqual({ [RESERVED]: 1 });
  });

  it('fails as its first attempt ends where inits always fail, and is not repeated before the next scheduled action', () => {
    const fn = { coldStart: start({ init: 5000, fails: true }) };
    const result = run(scenario(to(0, 60, 2, at(200, 1), at(300, null, 30)), { duration: 6 * MINUTE }, fn), []);
    expect(control(result)).toEqual([
      '60000 requested 2 1 schedule',
      '75000 allocation-failed 2 1 init error',
      '200000 requested 1 1 schedule',
      '215000 allocation-failed 1 1 init error',
      '300000 requested 1 1 schedule',
      '315000 allocation-failed 1 1 init error',
    ]);
  });

  it('at time 0 fails at once and gives its claim back; only the next scheduled action asks again', () => {
    const fn = { coldStart: start({ init: 131_000 }), reservedConcurrency: 3 };
    const fails = run(scenario(fixed(2), { duration: MINUTE }, fn), together(4, 1, 0));
    expect(control(fails)[0]).toBe('0 allocation-failed 2 1 init timeout');
    expect(begins(fails)).toEqual(['cold 1 first', 'cold 2 scaleOut', 'cold 3 scaleOut', RESERVED]);
    expect(live(fails)).toMatchObject({
      spilloverInvocations: 0,
      provisioned: { status: 'FAILED', requested: { max: 0 }, available: { max: 0 }, cost: { capacity: 0 } },
    });
    // It was never claimed, not for a moment.
    const idle = run(scenario(fixed(2), { duration: MINUTE }, { coldStart: fn.coldStart }), []);
    expect(idle.account['ClaimedAccountConcurrency']!['Maximum']).toEqual([0]);
    const again = run(scenario(to(2, 20, 3), { duration: 30 * SECOND }, fn), []);
    expect(control(again)).toEqual(['0 allocation-failed 2 1 init timeout', '20000 requested 3 1 schedule']);
  });
});

bothSimulators('a smaller number', (run) => {
  it('ends what is idle at once, the one idle longest first, and what is busy as it completes', () => {
    // Of four, two are busy at 60 (4 to 90, 3 to 70.5), 2 idle since 30, 1 since 0. Down to 1: 1 and 2 end, and the first
    // that completes. Reserved 4: from 60 on, two are claimed for what is busy: two on demand, from 70.5 on three.
    const rows = inOrder(
      together(1, 20, 70),
      together(1, 25, 45.5),
      together(1, 28, 2),
      together(4, 61, 0.5, null),
      together(4, 71, 0.5, null),
    );
    const fn = { timeout: 100 * SECOND, coldStart: start({}), reservedConcurrency: 4 };
    const spec = { ...to(1, 60, 1), initial: 4 };
    const lower = { ...spec, scaling: { ...spec.scaling!, scheduled: [at(60, 1, 1)] } };
    const result = run(scenario(lower, {}, fn), rows);
    expect(control(result).slice(4)).toEqual([
      '60000 requested 1 1 schedule',
      '60000 deprovisioned 1 - scaled in',
      '60000 deprovisioned 2 - scaled in',
      '70500 deprovisioned 3 - scaled in',
    ]);
    expect(begins(result).slice(3)).toEqual([
      ...['cold 1 first', 'cold 2 scaleOut', RESERVED, RESERVED],
      ...['warm 2', 'warm 1', 'cold 3 scaleOut', RESERVED],
    ]);
    // Three for five minutes, one to the end.
    expect(live(result).provisioned.cost.capacity).toBeCloseTo((3 * 300 + 600) * 0.0000041667, 12);
    // In use, of those wanted: 70 + 45.5 + 2 but for the 10.5 of the one that only finishes.
    expect(live(result).provisioned.usedMean).toBeCloseTo(107 / 600, 12);
  });

  it('lets nothing begin on what only finishes', () => {
    const rows = inOrder(together(2, 20, 30), together(2, 51, 1));
    const lower = scaled(0, 5, { scheduled: [at(30, 0, 0)] });
    const result = run(scenario({ ...lower, initial: 2 }, {}, { coldStart: start({}) }), rows);
    expect(log(result).slice(4)).toEqual([
      '30000 requested - 1 schedule',
      '50000 completed 2 1 ok',
      '50000 deprovisioned 2 - scaled in',
      '50000 completed 1 2 ok',
      '50000 deprovisioned 1 - scaled in',
      // Nothing is configured, so this is no spillover.
      ...['51000 cold 1 3 first', '51000 initialised 1 3', '51000 cold 2 4 scaleOut', '51000 initialised 2 4'],
      ...['52000 completed 1 3 ok', '52000 completed 2 4 ok'],
    ]);
  });

  it('is paid for in whole five minutes since the request, what is asked for last first', () => {
    // One from 0; two from 60; one of them ends at 360 (300 s, exactly), the other at 361 (301 s: 600). With a warm-up to
    // 120, 60 s less of all three.
    const spec = scaled(1, 9, { scheduled: [at(60, 3), at(360, 2, 2), at(361, 1, 1)] });
    const capacity = (warmup: number): number =>
      live(run(scenario(spec, { duration: 20 * MINUTE, warmup: warmup * SECOND }), [])).provisioned.cost.capacity;
    expect(capacity(0)).toBeCloseTo((1200 + 300 + 600) * 0.0000041667, 12);
    expect(capacity(120)).toBeCloseTo((1080 + 240 + 540) * 0.0000041667, 12);
  });
});

bothSimulators('what is provisioned', (run) => {
  it('is renewed batch by batch, each at its own age', () => {
    // 1 at 100, 200, 300; 2 and 3, available at 75.01, at 175.01 and 275.01. One is reset by a timeout at 160 and made
    // ready at 175.01.
    const result = run(scenario(to(1, 60, 3), { duration: 5 * MINUTE, account: { maxLifetime: 100 * SECOND } }), []);
    expect(control(result).slice(1)).toEqual([
      '60000 requested 3 1 schedule',
      ...['75000 provisioned 2 -', '75010 provisioned 3 -', '75010 available 3 1', '100000 renewed 1 -'],
      ...['175010 renewed 2 -', '175010 renewed 3 -', '200000 renewed 1 -', '275010 renewed 2 -'],
      ...['275010 renewed 3 -', '300000 renewed 1 -'],
    ]);
    // Three inits and seven renewals of 5 s.
    expect(live(result).provisioned.cost.duration).toBeCloseTo(50 * 0.0000097222, 12);
  });

  it('is renewed in the order of its numbers where batches meet', () => {
    // 2 is available as 1 is renewed, at 100: both are renewed at 200 and 300.
    const spec = scaled(1, 2, { preparation: 35 * SECOND, scheduled: [at(60, 2)] });
    const result = run(scenario(spec, { duration: 5 * MINUTE, account: { maxLifetime: 100 * SECOND } }), []);
    expect(control(result).slice(2)).toEqual([
      ...['100000 provisioned 2 -', '100000 available 2 1', '100000 renewed 1 -'],
      ...['200000 renewed 1 -', '200000 renewed 2 -', '300000 renewed 1 -', '300000 renewed 2 -'],
    ]);
  });

  it('takes ten requests a second for each available environment, and lets more spill over', () => {
    // Two: twenty at once, one each 50 ms. Calls of no length find an idle one; only then is a token taken.
    const account = { requestRate: 10, concurrency: 1000 };
    const calls = (...list: [ms: number, count: number][]): OracleRow[] =>
      list.flatMap(([ms, count]) =>
        Array.from({ length: count }, () => ({ time: ms * 1000, function: 'f', qualifier: 'live', duration: 0 })),
      );
    const fn = { coldStart: start({}) };
    const rows = calls([0, 21], [49, 1], [50, 2]);
    const counts = (result: ReturnType<typeof run>) => {
      const { provisionedInvocations, spilloverByReason } = live(result);
      return { provisionedInvocations, ...spilloverByReason };
    };
    expect(counts(run(scenario(fixed(2), { account }, fn), rows))).toEqual({
      provisionedInvocations: 21,
      concurrency: 0,
      requestRate: 3,
    });
    expect(counts(run(scenario(fixed(2), {}, fn), rows))).toMatchObject({ provisionedInvocations: 24 });
    // A third at 70.01: ten more at once. Empty from 70; at 70.01 the refill has one fifth of a token.
    const spec = scaled(2, 3, { preparation: 0, scheduled: [at(70.01, 3)] });
    const grown = run(scenario(spec, { account }, fn), calls([70_009, 21], [70_010, 12]));
    expect(counts(grown)).toEqual({ provisionedInvocations: 30, concurrency: 0, requestRate: 3 });
    // Down to one at 70.01: ten tokens fewer, so none of the eight that were left.
    const fewer = scaled(1, 2, { scheduled: [at(70.01, 1, 1)] });
    const shrunk = run(
      scenario({ ...fewer, initial: 2 }, { account }, fn),
      calls([70_009, 12], [70_010, 1], [70_110, 2]),
    );
    expect(counts(shrunk)).toEqual({ provisionedInvocations: 13, concurrency: 0, requestRate: 2 });
    // A busy one gives no token away: both are busy to 1 s, ten calls spill over for want of one.
    const busy = [...together(2, 0, 1), ...calls([500, 10], [1000, 20])];
    expect(counts(run(scenario(fixed(2), { account }, fn), inOrder(busy)))).toEqual({
      provisionedInvocations: 22,
      concurrency: 10,
      requestRate: 0,
    });
  });
});

bothSimulators('regions', (run) => {
  const of = (region: string, names: readonly string[], settings: Partial<FunctionSpec> = {}) =>
    names.map((name) => plainFunction(name, { region, ...settings }));
  const call = (name: string, count: number, length: number): OracleRow[] =>
    Array.from({ length: count }, () => ({ time: 0, function: name, qualifier: null, duration: length }));

  it('share no limit: neither concurrency, nor what is claimed, nor the request rate', () => {
    const functions = [
      ...of('us-east-1', ['f', 'g']),
      ...of('eu-west-1', ['h'], { aliases: [aliasOf('live', '1', fixed(3))] }),
      ...of('eu-north-1', ['z']),
    ];
    const account = {
      concurrency: 4,
      regions: { 'eu-west-1': { concurrency: 105 }, 'eu-south-1': { concurrency: 1 } },
    };
    const rows = [...call('f', 3, SECOND), ...call('g', 3, SECOND), ...call('h', 104, SECOND), ...call('z', 5, SECOND)];
    const throttles = (requestRate: number | null) => {
      const result = run(plainScenario(functions, { account: { ...account, requestRate } }, 1), rows);
      return ['f', 'g', 'h', 'z'].map((name) => result.functions[name]!.throttlesByReason);
    };
    expect(throttles(null)).toEqual([{}, { [SHARED]: 2 }, { [SHARED]: 2 }, { [SHARED]: 1 }]);
    const RATE = 'FunctionInvocationRateLimitExceeded';
    expect(throttles(1)).toEqual([{}, { [RATE]: 2 }, { [SHARED]: 2 }, { [RATE]: 1 }]);
  });

  it('have each a burst before November 2023, which all its functions share and 500 a minute refill', () => {
    const functions = [...of('eu-north-1', ['f', 'g']), ...of('eu-central-1', ['h'])];
    const account = { scalingRate: { kind: 'legacy-burst' }, concurrency: 5000 } as const;
    const late = (ms: number): OracleRow => ({ time: ms * 1000, function: 'g', qualifier: '1', duration: SECOND });
    const rows = [
      ...call('f', 300, SECOND),
      ...call('g', 201, SECOND),
      ...call('h', 1002, SECOND),
      late(119),
      late(120),
    ];
    const result = run(plainScenario(functions, { account }, 1), rows);
    expect(result.functions['f']).toMatchObject({ coldStarts: 300, throttlesByReason: {} });
    expect(result.functions['g']).toMatchObject({ coldStarts: 201, throttlesByReason: { [SCALING]: 2 } });
    expect(result.functions['h']).toMatchObject({ coldStarts: 1000, throttlesByReason: { [SCALING]: 2 } });
  });
});
