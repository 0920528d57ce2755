// Cases calculated by hand from the sentences of the contract, for the oracle itself.
import { describe, expect, it } from 'vitest';
import type { FunctionSpec } from '../../src/scenario/types.js';
import {
  calls,
  causes,
  f,
  keep,
  log,
  MS,
  one,
  RATE,
  RESERVED,
  RESERVED_RATE,
  SCALING,
  SECOND,
  SHARED,
  served,
  start,
} from './hand.js';
import { type OracleRow, simulateNaively } from './oracle.js';
import { aliasOf, declaredVersion, plainFunction, plainScenario } from './scenarios.js';

describe('order at one instant', () => {
  it('lets an environment freed at t serve an arrival at t', () => {
    // Cold from 0 to 100; the call at 100 finds it idle.
    expect(served(one({}, calls([0, 'f', 100], [100, 'f', 100])))).toEqual(['cold 1', 'warm 1']);
  });

  it('ends an environment whose keep-alive ends at t before an arrival at t', () => {
    // Idle from 100, ends at 600; at 599 it would have served.
    const rows = (at: number) => calls([0, 'f', 100], [at, 'f', 100]);
    expect(served(one({ keepAlive: keep({ spare: 500 }) }, rows(599)))).toEqual(['cold 1', 'warm 1']);
    const late = one({ keepAlive: keep({ spare: 500 }) }, rows(600));
    expect(served(late)).toEqual(['cold 1', 'cold 2']);
    expect(causes(late)).toEqual(['first', 'expired']);
  });

  it('completes what takes no time before the next arrival of the same instant', () => {
    const result = one({}, calls([0, 'f', 0], [0, 'f', 0], [0, 'f', 5], [0, 'f', 0]));
    // The third is busy to 5, so the fourth needs another environment.
    expect(served(result)).toEqual(['cold 1', 'warm 1', 'warm 1', 'cold 2']);
    expect(f(result).concurrency.max).toBe(2);
    // 5 ms in 60 s.
    expect(f(result).concurrency.mean).toBeCloseTo(5 / 60_000, 15);
  });

  it('ends an environment with keep-alive 0 before the next arrival of the instant at which it becomes free', () => {
    for (const keepAlive of [keep({ spare: 0 }), keep({ idle: 0 })]) {
      const result = one({ keepAlive }, calls([0, 'f', 0], [0, 'f', 7], [7, 'f', 0]));
      expect(served(result)).toEqual(['cold 1', 'cold 2', 'cold 3']);
      expect(causes(result)).toEqual(['first', 'expired', 'expired']);
      // Lifetimes 0, 7, 0.
      expect(f(result).environments).toMatchObject({ created: 3, expired: 3, max: 1, meanLifetimeMs: 7 / 3 });
    }
  });

  it('processes completions of one instant in the order of arrival', () => {
    // Both free at 100; the second arrived later, so it became idle last, although it is the shorter.
    const result = one({}, calls([0, 'f', 100], [40, 'f', 60], [200, 'f', 1]));
    expect(served(result)).toEqual(['cold 1', 'cold 2', 'warm 2']);
    // The other way round with lru.
    expect(served(one({ placement: 'lru' }, calls([0, 'f', 100], [40, 'f', 60], [200, 'f', 1])))[2]).toBe('warm 1');
  });

  it('counts an arrival at duration, follows it to its end, and ignores later rows', () => {
    const result = one({}, calls([1000, 'f', 300], [1001, 'f', 1]), { duration: SECOND });
    expect(result.rows).toHaveLength(1);
    expect(f(result)).toMatchObject({ arrivals: 1, coldStarts: 1, billedMs: 300 });
    expect(f(result).latencyMs.max).toBe(300);
    expect(f(result).concurrency).toEqual({ mean: 0, max: 1 });
    expect(f(result).environments).toMatchObject({ created: 1, mean: 0, max: 1, expired: 0, meanLifetimeMs: null });
  });
});

describe('placement', () => {
  // Environments 1, 2, 3 made at 0; free at 300 (1), 100 (2), 200 (3). At 400: last idle 1, first idle 2, newest 3.
  const rows = calls([0, 'f', 300], [0, 'f', 100], [0, 'f', 200], [400, 'f', 1]);
  it.each([
    ['mru', 'warm 1'],
    ['lru', 'warm 2'],
    ['newest', 'warm 3'],
  ] as const)('%s takes %s', (placement, expected) => {
    expect(served(one({ placement }, rows))[3]).toBe(expected);
  });

  it('orders provisioned slots as they became idle, at time 0 in slot order', () => {
    const aliases = [aliasOf('live', '1', 3)];
    const take = (placement: FunctionSpec['placement']) =>
      served(
        one(
          { placement, aliases },
          calls([0, 'f:live', 10], [20, 'f:live', 10], [25, 'f:live', 10], [50, 'f:live', 1]),
        ),
      );
    // mru: 3 (idle at 30), 3 again at 20, then 2 (at 25, idle at 35); at 50 the last idle is 2.
    expect(take('mru')).toEqual(['provisioned 3', 'provisioned 3', 'provisioned 2', 'provisioned 2']);
    // lru: 1, then 2, 3; at 50 the first idle is 1 (since 10).
    expect(take('lru')).toEqual(['provisioned 1', 'provisioned 2', 'provisioned 3', 'provisioned 1']);
    // newest: 3, 3, 2 (3 is busy), 3.
    expect(take('newest')).toEqual(['provisioned 3', 'provisioned 3', 'provisioned 2', 'provisioned 3']);
  });
});

describe('a cold start', () => {
  it('passes placement, init and handler; bills init and handler in one ceiling', () => {
    // 20 + 100.5 + 50.2 = 170.7 ms; billed ceil(150.7) = 151; free at 170.7.
    const result = simulateNaively(
      plainScenario([
        plainFunction('f', {
          coldStart: start({ placement: 20, init: 100.5 }),
          memoryMB: 512,
        }),
      ]),
      [
        { time: 0, function: 'f', qualifier: null, duration: 50_200 },
        { time: 170_699, function: 'f', qualifier: null, duration: 0 },
        { time: 170_700, function: 'f', qualifier: null, duration: 100 },
      ],
    );
    // The second: 120.5 ms, billed ceil(100.5) = 101. The third: 0.1 ms, billed 1.
    expect(result.rows.map((r) => [r.outcome, r.latency, r.init, r.duration, r.end])).toEqual([
      ['cold', 170_700, 100_500, 50_200, 170_700],
      ['cold', 120_500, 100_500, 0, 291_199],
      ['warm', 100, 0, 100, 170_800],
    ]);
    expect(f(result).billedMs).toBe(151 + 101 + 1);
    expect(f(result).gbSeconds).toBeCloseTo(0.253 * 0.5, 12);
    expect(f(result).initMs).toMatchObject({ count: 2, mean: 100.5, max: 100.5 });
    expect(f(result).coldLatencyMs).toMatchObject({ count: 2, mean: 145.6, p50: 120.5, max: 170.7 });
    expect(f(result).coldStartRate).toBeCloseTo(2 / 3, 15);
  });

  it('is first, scale-out, or what ended the last environment of the version', () => {
    // 0: first. 10: scale-out (2 live, most 1). Both idle at 110, end at 610. 700: expired (1 live, most 2).
    // 710: expired again (2 live, most 2). 720: scale-out (3 live).
    const result = one(
      { keepAlive: keep({ spare: 500 }) },
      calls([0, 'f', 110], [10, 'f', 100], [700, 'f', 100], [710, 'f', 100], [720, 'f', 100]),
    );
    expect(causes(result)).toEqual(['first', 'scaleOut', 'expired', 'expired', 'scaleOut']);
    expect(f(result).coldStartCauses).toEqual({ first: 1, scaleOut: 2, expired: 2, recycled: 0, deployed: 0 });
  });

  it('is first once for each version, which has a pool of its own', () => {
    const result = one(
      { aliases: [aliasOf('live', '1', 0)] },
      calls([0, 'f', 10], [20, 'f:live', 10], [40, 'f:1', 10], [60, 'f:2', 10], [80, 'f', 10]),
    );
    // Alias and version 1 share; $LATEST, 1 and 2 do not.
    expect(served(result)).toEqual(['cold 1', 'cold 2', 'warm 2', 'cold 3', 'warm 1']);
    expect(causes(result)).toEqual(['first', 'first', undefined, 'first', undefined]);
    // Three live, though each version has one.
    expect(f(result).environments).toMatchObject({ created: 3, max: 3 });
  });

  it('remembers the most live environments of before the window', () => {
    // Two live before the warm-up ends, none at 2000: at 2500 expired twice, not first or scale-out.
    const result = one(
      { keepAlive: keep({ spare: 500 }) },
      calls([0, 'f', 100], [0, 'f', 100], [2500, 'f', 100], [2500, 'f', 100]),
      { warmup: 2 * SECOND },
    );
    expect(f(result).coldStartCauses).toEqual({ first: 0, scaleOut: 0, expired: 2, recycled: 0, deployed: 0 });
    expect(f(result)).toMatchObject({ arrivals: 2, invocations: 2 });
  });
});

describe('keep-alive', () => {
  it('ends an environment spare after its own last use, whatever the others do', () => {
    // 1 busy 0-1000, 2 busy 0-100 and idle since: ends at 600 though 1 is busy.
    const result = one({ keepAlive: keep({ spare: 500 }) }, calls([0, 'f', 1000], [0, 'f', 100], [600, 'f', 1]));
    expect(served(result)).toEqual(['cold 1', 'cold 2', 'cold 3']);
    expect(causes(result)[2]).toBe('expired');
  });

  it('ends all of them idle after the last completion, and none before', () => {
    // 2 is idle since 100, but the function runs to 1000: at 1499 both live, at 1500 none.
    const keepAlive = keep({ idle: 500, spare: 5000 });
    const alive = one({ keepAlive }, calls([0, 'f', 1000], [0, 'f', 100], [1499, 'f', 1], [1499, 'f', 1]));
    expect(served(alive).slice(2)).toEqual(['warm 1', 'warm 2']);
    const dead = one({ keepAlive }, calls([0, 'f', 1000], [0, 'f', 100], [1500, 'f', 1], [1500, 'f', 1]));
    expect(served(dead).slice(2)).toEqual(['cold 3', 'cold 4']);
    // Lifetimes 1500 twice, then (ended 2001 = 1501 + 500) 501 twice.
    expect(f(dead).environments).toMatchObject({ created: 4, expired: 4, max: 2, meanLifetimeMs: (1500 + 501) / 2 });
  });

  it('counts any execution of the function for idle: of other versions and provisioned', () => {
    const aliases = [aliasOf('live', '1', 1)];
    const rows = calls([0, 'f', 100], [300, 'f:live', 600], [1300, 'f', 1], [1802, 'f', 1]);
    // 1: idle since 100; provisioned from 300 to 900; so idle ends at 1400: warm at 1300 (to 1301), gone at 1801.
    expect(served(one({ keepAlive: keep({ idle: 500 }), aliases }, rows))).toEqual([
      'cold 1',
      'provisioned 1',
      'warm 1',
      'cold 2',
    ]);
  });

  it('ends an idle environment at its maximum life, a busy one at its completion', () => {
    const keepAlive = keep({ spare: 5000, life: 1000 });
    // Created at 0, ends idle at 1000.
    const idle = one({ keepAlive }, calls([0, 'f', 100], [999, 'f', 0], [1000, 'f', 0]));
    expect(served(idle)).toEqual(['cold 1', 'warm 1', 'cold 2']);
    expect(causes(idle)[2]).toBe('recycled');
    // Busy from 900 to 1300: ends at 1300, before the arrival of 1300.
    const busy = one({ keepAlive }, calls([0, 'f', 100], [900, 'f', 400], [1300, 'f', 0]));
    expect(served(busy)).toEqual(['cold 1', 'warm 1', 'cold 2']);
    expect(causes(busy)[2]).toBe('recycled');
    // 1300 and, created at 1300, 1000.
    expect(f(busy).environments).toMatchObject({ expired: 2, meanLifetimeMs: 1150 });
  });

  it('takes the smaller of the two maximum lives, and counts from the arrival that created', () => {
    // Placement 200 and init 300: free at 500; the life of 1000 counts from the arrival at 0.
    const settings = { coldStart: start({ placement: 200, init: 300 }), keepAlive: keep({ spare: 9000, life: 2000 }) };
    const rows = calls([0, 'f', 0], [999, 'f', 0], [1000, 'f', 0]);
    expect(served(one(settings, rows, { account: { maxLifetime: SECOND } }))).toEqual(['cold 1', 'warm 1', 'cold 2']);
    expect(served(one(settings, rows, { account: { maxLifetime: 3 * SECOND } }))).toEqual([
      'cold 1',
      'warm 1',
      'warm 1',
    ]);
  });

  it('calls it expired where keep-alive and maximum life end at one instant', () => {
    const result = one({ keepAlive: keep({ spare: 900, life: 1000 }) }, calls([0, 'f', 100], [2000, 'f', 0]));
    expect(causes(result)).toEqual(['first', 'expired']);
  });

  it('calls it recycled where one ends by keep-alive and another of the version by maximum life', () => {
    // 1: busy 0-600, spare to 1100, but its life ends at 1000. 2: made at 50, busy to 500, spare to 1000.
    // Keep-alive goes first at 1000, so the last to end was recycled. The third ends at 1500 by its spare.
    const result = one(
      { keepAlive: keep({ spare: 500, life: 1000 }) },
      calls([0, 'f', 600], [50, 'f', 450], [1000, 'f', 0]),
    );
    expect(causes(result)).toEqual(['first', 'scaleOut', 'recycled']);
    expect(f(result).environments).toMatchObject({ expired: 3, meanLifetimeMs: (1000 + 950 + 500) / 3 });
  });
});

describe('concurrency', () => {
  it('throttles a function at its reserved concurrency, idle environments or not', () => {
    // Reserved 2. At 0 two; the third is refused. At 100 one is free.
    const result = one(
      { reservedConcurrency: 2 },
      calls([0, 'f', 100], [0, 'f', 300], [0, 'f', 1], [100, 'f', 300], [200, 'f', 1]),
    );
    expect(served(result)).toEqual(['cold 1', 'cold 2', RESERVED, 'warm 1', RESERVED]);
    expect(f(result).throttlesByReason).toEqual({ [RESERVED]: 2 });
    // 100 + 300 + 300 ms of execution in 60 s.
    expect(f(result).concurrency.max).toBe(2);
    expect(f(result).concurrency.mean).toBeCloseTo(700 / 60_000, 15);
    // Idle: 1 from 400 to the end, 2 from 300 to the end.
    expect(f(result).environments.meanIdle).toBeCloseTo((59_600 + 59_700) / 60_000, 12);
    expect(f(result).environments.meanBusy).toBeCloseTo(700 / 60_000, 12);
    expect(f(result).environments.mean).toBeCloseTo(2, 12);
  });

  it('refuses at the limit beside an idle environment of the version', () => {
    // Reserved 1: environment 1 ($LATEST) is idle, version 1 runs: $LATEST is refused all the same.
    const result = one({ reservedConcurrency: 1 }, calls([0, 'f', 10], [20, 'f:1', 100], [30, 'f', 1]));
    expect(served(result)).toEqual(['cold 1', 'cold 2', RESERVED]);
  });

  it('leaves R - P on demand to a function with reserved and provisioned concurrency', () => {
    const aliases = [aliasOf('live', '1', 2)];
    const rows = calls([0, 'f', 9], [0, 'f', 9], [0, 'f:live', 9], [0, 'f:live', 9], [0, 'f:live', 9]);
    const result = one({ reservedConcurrency: 3, aliases }, rows);
    expect(served(result)).toEqual(['cold 1', RESERVED, 'provisioned 2', 'provisioned 1', RESERVED]);
    // All of it provisioned: $LATEST is shut.
    expect(served(one({ reservedConcurrency: 2, aliases }, rows))).toEqual([
      RESERVED,
      RESERVED,
      'provisioned 2',
      'provisioned 1',
      RESERVED,
    ]);
    // A throttled call is no spillover.
    expect(f(result).spilloverInvocations).toBe(0);
  });

  it('shares what is neither reserved nor provisioned', () => {
    // 110 - 5 reserved (of which 2 provisioned, within) - 3 provisioned on g = 102 for g and h together.
    const provisioned = (count: number) => [aliasOf('live', '1', count)];
    const rows = [
      ...calls(...Array.from({ length: 60 }, () => [0, 'g', 1000] as const)),
      ...calls(...Array.from({ length: 60 }, () => [0, 'h', 1000] as const)),
      ...calls([0, 'g:live', 1000], [0, 'f', 1000]),
    ];
    const result = simulateNaively(
      plainScenario(
        [
          plainFunction('f', { reservedConcurrency: 5, aliases: provisioned(2) }),
          plainFunction('g', { aliases: provisioned(3) }),
          plainFunction('h'),
        ],
        { account: { concurrency: 110 } },
      ),
      rows,
    );
    expect(result.functions['g']).toMatchObject({ coldStarts: 60, provisionedInvocations: 1, throttles: 0 });
    expect(result.functions['h']).toMatchObject({ coldStarts: 42, throttlesByReason: { [SHARED]: 18 } });
    expect(result.functions['f']).toMatchObject({ coldStarts: 1 });
  });
});

describe('provisioned concurrency', () => {
  it('serves its own qualifier only, and spills over cold and warm', () => {
    const result = one(
      {
        coldStart: start({ init: 100 }),
        aliases: [aliasOf('live', '1', 1), aliasOf('next', '1', 0)],
      },
      calls([0, 'f:live', 500], [0, 'f:live', 100], [300, 'f:live', 10], [600, 'f:1', 10], [700, 'f:next', 10]),
    );
    // Slot 1 to 500; the second spills over cold to 200, the third warm; fn:1 and next use the pool of version 1.
    expect(served(result)).toEqual(['provisioned 1', 'cold 1', 'warm 1', 'warm 1', 'warm 1']);
    expect(f(result)).toMatchObject({
      invocations: 5,
      provisionedInvocations: 1,
      spilloverInvocations: 2,
      coldStarts: 1,
      warmStarts: 3,
      coldStartRate: 0.2,
    });
    // 500 + (100 + 100) + 10 + 10 + 10.
    expect(f(result).billedMs).toBe(730);
    // Busy 500 ms of 60 s; the slot is no on-demand environment.
    expect(f(result).provisioned.mean).toBe(1);
    expect(f(result).provisioned.utilizationMean).toBeCloseTo(500 / 60_000, 15);
    expect(f(result).provisioned.utilizationMax).toBe(1);
    expect(f(result).environments).toMatchObject({ created: 1, max: 1 });
    expect(f(result).concurrency.max).toBe(2);
    // One init of 100 ms at time 0.
    expect(f(result).provisionedInits).toEqual({ count: 1, billedMs: 100 });
  });

  it('numbers slots over aliases, then versions', () => {
    const result = one(
      {
        aliases: [aliasOf('live', '1', 2)],
        versions: [declaredVersion('2', 1)],
      },
      calls([0, 'f:2', 5], [0, 'f:live', 5], [0, 'f:live', 5]),
    );
    expect(served(result)).toEqual(['provisioned 3', 'provisioned 2', 'provisioned 1']);
    expect(f(result).provisioned.utilizationMax).toBe(1);
  });

  it('pays an init at time 0 and at every multiple of the maximum life, in the window', () => {
    const settings = {
      coldStart: start({ init: 100.2 }),
      aliases: [aliasOf('live', '1', 2)],
    };
    const inits = (warmup: number) =>
      f(one(settings, [], { duration: 60 * SECOND, warmup, account: { maxLifetime: 20 * SECOND } })).provisionedInits;
    // At 0, 20, 40 and 60 s, two slots, ceil(100.2) = 101 ms each.
    expect(inits(0)).toEqual({ count: 8, billedMs: 808 });
    // Warm-up to 20 s: without time 0, but with 20.
    expect(inits(20 * SECOND)).toEqual({ count: 6, billedMs: 606 });
    expect(inits(20 * SECOND + 1)).toEqual({ count: 4, billedMs: 404 });
  });

  it('has nothing to say about utilisation where nothing is provisioned', () => {
    expect(f(one({}, [])).provisioned).toEqual({ mean: 0, utilizationMean: null, utilizationMax: null });
  });
});

describe('rates', () => {
  it('refuses beyond the request rate, from a bucket of one second', () => {
    // Account 2, factor 1: two tokens, refilled at 2/s: one in 500 ms. The reserve is full again at most.
    const rows = calls(
      [0, 'f', 0],
      [0, 'f', 0],
      [0, 'f', 0],
      [499, 'f', 0],
      [500, 'f', 0],
      [999, 'f', 0],
      [1000, 'f', 0],
    );
    const result = one({}, rows, { account: { concurrency: 2, requestRate: 1 } });
    expect(served(result)).toEqual(['cold 1', 'warm 1', RATE, RATE, 'warm 1', RATE, 'warm 1']);
    // After a long pause two, no more.
    const pause = calls([0, 'f', 0], [30_000, 'f', 0], [30_000, 'f', 0], [30_000, 'f', 0]);
    expect(served(one({}, pause, { account: { concurrency: 2, requestRate: 1 } }))[3]).toBe(RATE);
  });

  it('gives reserved functions buckets of their own, and shares the account’s among the others', () => {
    const rows = calls([0, 'f', 0], [0, 'f', 0], [0, 'g', 0], [0, 'g', 0], [0, 'h', 0], [0, 'z', 0]);
    const result = simulateNaively(
      plainScenario(
        [
          plainFunction('f', { reservedConcurrency: 1 }),
          plainFunction('g'),
          plainFunction('h'),
          plainFunction('z', { reservedConcurrency: 0 }),
        ],
        // (A bucket of 2 for g and h: the oracle does not check that a scenario is legal.)
        { account: { concurrency: 2, requestRate: 1 } },
      ),
      rows,
    );
    expect(served(result)).toEqual(['cold 1', RESERVED_RATE, 'cold 1', 'warm 1', RATE, RESERVED_RATE]);
  });

  it('keeps the token of a call that is refused for another reason, and none of one refused by the rate', () => {
    // Account 1, factor 2: two tokens. The first runs to 400; the second takes a token and meets the concurrency limit;
    // the third finds none. At 500 one token is back: though 400 was refused, it took nothing.
    const rows = calls([0, 'f', 400], [0, 'f', 0], [0, 'f', 0], [400, 'f', 0], [500, 'f', 0]);
    const result = one({}, rows, { account: { concurrency: 1, requestRate: 2 } });
    expect(served(result)).toEqual(['cold 1', SHARED, RATE, RATE, 'warm 1']);
  });

  it('checks the request rate before provisioned environments', () => {
    const aliases = [aliasOf('live', '1', 2)];
    const rows = calls([0, 'f:live', 9], [0, 'f:live', 9], [0, 'f:live', 9]);
    // Reserved 2, factor 1: two calls a second.
    const result = one({ reservedConcurrency: 2, aliases }, rows, { account: { requestRate: 1 } });
    expect(served(result)).toEqual(['provisioned 2', 'provisioned 1', RESERVED_RATE]);
  });

  it('shuts a function with reserved concurrency 0', () => {
    const rows = calls([0, 'f', 1]);
    expect(served(one({ reservedConcurrency: 0 }, rows, { account: { requestRate: 10 } }))).toEqual([RESERVED_RATE]);
    expect(served(one({ reservedConcurrency: 0 }, rows))).toEqual([RESERVED]);
  });

  it('refuses new environments beyond the scaling rate, but no warm start', () => {
    // Burst 2, 1 per second. At 0 two new, then none; at 999 not yet a token, but one idle; at 1000 one.
    const rows = calls([0, 'f', 999], [0, 'f', 5000], [0, 'f', 1], [999, 'f', 5000], [999, 'f', 1], [1000, 'f', 1]);
    const result = one({}, rows, { account: { scalingRate: { kind: 'function', burst: 2, perSecond: 1 } } });
    expect(served(result)).toEqual(['cold 1', 'cold 2', SCALING, 'warm 1', SCALING, 'cold 3']);
  });

  it('checks the concurrency limit before the scaling rate, whose token then stays', () => {
    // Reserved 1, burst 2 without a refill: the refused call of time 0 takes no scaling token.
    const rows = calls([0, 'f', 10], [0, 'f', 1], [20, 'f:1', 1], [30, 'f:2', 1]);
    const result = one({ reservedConcurrency: 1 }, rows, {
      account: { scalingRate: { kind: 'function', burst: 2, perSecond: 0 } },
    });
    expect(served(result)).toEqual(['cold 1', RESERVED, 'cold 2', SCALING]);
  });

  it('gives every function a scaling bucket of its own', () => {
    const result = simulateNaively(
      plainScenario([plainFunction('f'), plainFunction('g')], {
        account: { scalingRate: { kind: 'function', burst: 1, perSecond: 0 } },
      }),
      calls([0, 'f', 1], [0, 'g', 1], [0, 'f', 1], [0, 'g', 1]),
    );
    expect(served(result)).toEqual(['cold 1', 'cold 1', SCALING, SCALING]);
  });
});

describe('timeouts', () => {
  it('times out only what would run longer than the timeout', () => {
    const result = one({ timeout: SECOND, coldStart: start({ init: 200 }) }, [
      { time: 0, function: 'f', qualifier: null, duration: SECOND },
      { time: 5 * SECOND, function: 'f', qualifier: null, duration: SECOND + 1 },
    ]);
    expect(result.rows.map((r) => [r.timedOut, r.latency, r.duration])).toEqual([
      [false, 1_200_000, SECOND],
      [true, SECOND, SECOND],
    ]);
    expect(f(result)).toMatchObject({ timeouts: 1, errors: 1, suppressedInits: 0 });
  });

  it('resets the environment, whose next invocation pays a suppressed init under the same timeout', () => {
    const result = one(
      { timeout: SECOND, coldStart: start({ init: 300 }) },
      calls([0, 'f', 2000], [2000, 'f', 700], [4000, 'f', 701], [6000, 'f', 0], [8000, 'f', 5], [9000, 'f', 5]),
    );
    // 0: cold, 300 + 1000 (the timeout). 2000: 300 + 700 = 1000, not longer than the timeout, so the flag clears.
    expect(result.rows.map((r) => [r.outcome, r.suppressedInit, r.timedOut, r.latency / MS, r.init / MS])).toEqual([
      ['cold', false, true, 1300, 300],
      ['warm', true, false, 1000, 0],
      ['warm', false, false, 701, 0],
      ['warm', false, false, 0, 0],
      ['warm', false, false, 5, 0],
      ['warm', false, false, 5, 0],
    ]);
    // Billed 1300 + 1000 + 701 + 0 + 5 + 5; init is reported for the cold start alone.
    expect(f(result).billedMs).toBe(3011);
    expect(f(result).initMs).toMatchObject({ count: 1, max: 300 });
    expect(f(result).durationMs.max).toBe(1000);
  });

  it('may time out again and again in a suppressed init', () => {
    const result = one(
      { timeout: SECOND, coldStart: start({ init: 300 }) },
      calls([0, 'f', 2000], [2000, 'f', 701], [4000, 'f', 701], [6000, 'f', 700]),
    );
    expect(result.rows.map((r) => [r.suppressedInit, r.timedOut, r.duration / MS])).toEqual([
      [false, true, 1000],
      [true, true, 1000],
      [true, true, 1000],
      [true, false, 1000],
    ]);
    expect(f(result)).toMatchObject({ suppressedInits: 3, timeouts: 3, errors: 3, coldStarts: 1, warmStarts: 3 });
  });

  it('resets provisioned environments too, until they are renewed', () => {
    const settings = {
      timeout: SECOND,
      coldStart: start({ init: 300 }),
      aliases: [aliasOf('live', '1', 1)],
    };
    const suppressed = (rows: OracleRow[], maxLifetime: number | null) =>
      one(settings, rows, { account: { maxLifetime } }).rows.map((r) => r.suppressedInit);
    const idle = calls([0, 'f:live', 2000], [3000, 'f:live', 1]);
    expect(suppressed(idle, null)).toEqual([false, true]);
    // Renewed at 2000 while idle and reset.
    expect(suppressed(idle, 2 * SECOND)).toEqual([false, false]);
    // Renewed at 2000 while running into its timeout at 2500.
    expect(suppressed(calls([1500, 'f:live', 2000], [3000, 'f:live', 1]), 2 * SECOND)).toEqual([false, false]);
    // Times out at 2000 exactly: completed first, then renewed, then the call of 2000.
    expect(suppressed(calls([1000, 'f:live', 2000], [2000, 'f:live', 1]), 2 * SECOND)).toEqual([false, false]);
    // Renewed at 2000, times out after.
    expect(suppressed(calls([2000, 'f:live', 2000], [3500, 'f:live', 1]), 2 * SECOND)).toEqual([false, true]);
  });

  it('counts a timed-out invocation once among errors, and leaves the environment of a failed one as it is', () => {
    const result = one(
      { timeout: SECOND, coldStart: start({ init: 300 }), errorRate: 1 },
      calls([0, 'f', 2000], [2000, 'f', 5], [3000, 'f', 5]),
    );
    expect(f(result)).toMatchObject({ errors: 3, timeouts: 1, suppressedInits: 1 });
  });
});

describe('the window', () => {
  it('leaves out of the statistics what arrived before it, but keeps its state', () => {
    // Cold from 500 to 1500; warm-up ends at 1000: busy at once, so 1000 is a scale-out though nothing was counted.
    const result = one({}, calls([500, 'f', 1000], [1000, 'f', 200], [1600, 'f', 100]), {
      warmup: SECOND,
      duration: 3 * SECOND,
    });
    expect(f(result)).toMatchObject({ arrivals: 2, coldStarts: 1, warmStarts: 1, billedMs: 300 });
    expect(f(result).coldStartCauses.scaleOut).toBe(1);
    // In [1000, 3000]: 500 of the first, 200, 100.
    expect(f(result).concurrency).toEqual({ mean: 0.4, max: 2 });
    // 1 exists 2000, 2 from 1000: 2000. Busy 800.
    expect(f(result).environments).toMatchObject({ created: 1, mean: 2, meanBusy: 0.4, meanIdle: 1.6, max: 2 });
  });

  it('counts the state in force as it opens', () => {
    // Running from 500 to 1500, nothing arrives after.
    const result = one({}, calls([500, 'f', 1000]), { warmup: SECOND, duration: 3 * SECOND });
    expect(f(result)).toMatchObject({ arrivals: 0, coldStartRate: null });
    expect(f(result).concurrency).toEqual({ mean: 0.25, max: 1 });
    expect(f(result).latencyMs).toMatchObject({ count: 0, mean: null, p50: null, max: null });
  });

  it('counts expiries at its edges and none outside', () => {
    // Lifetimes: ends at 1000 (in, the edge of the warm-up), 3000 (in, the edge of the duration).
    const ends = (warmup: number, duration: number) =>
      f(one({ keepAlive: keep({ spare: 900 }) }, calls([0, 'f', 100], [2000, 'f', 100]), { warmup, duration }))
        .environments;
    expect(ends(SECOND, 3 * SECOND)).toMatchObject({ created: 1, expired: 2, meanLifetimeMs: 1000 });
    expect(ends(SECOND + 1, 3 * SECOND)).toMatchObject({ created: 1, expired: 1 });
    expect(ends(SECOND, 3 * SECOND - 1)).toMatchObject({ created: 1, expired: 1 });
  });
});

describe('the event log', () => {
  it('follows a cold start through its phases, and the environment to its end', () => {
    // 20 + 100 to the end of init, 50 more to the end of the handler; idle for 500.
    const settings = { coldStart: start({ placement: 20, init: 100 }), keepAlive: keep({ spare: 500 }) };
    expect(log(one(settings, calls([0, 'f', 50], [400, 'f', 30])))).toEqual([
      '0 cold 1 1 first',
      '120 initialised 1 1',
      '170 completed 1 1 ok',
      '400 warm 1 2',
      '430 completed 1 2 ok',
      '930 ended 1 - keep-alive',
    ]);
  });

  it('finishes inits and invocations of one instant in the order of arrival, whichever they are', () => {
    // All at 100: the first runs provisioned from 0, the second has initialised and needs no time for its handler, the
    // third runs provisioned from 10; then comes a call.
    const aliases = [aliasOf('live', '1', 2)];
    const rows = calls([0, 'f:live', 100], [0, 'f', 0], [10, 'f:live', 90], [100, 'f', 5]);
    expect(log(one({ coldStart: start({ init: 100 }), aliases }, rows)).slice(2)).toEqual([
      '0 on-provisioned 2 1',
      '0 cold 1 2 first',
      '10 on-provisioned 1 3',
      '100 completed 2 1 ok',
      '100 initialised 1 2',
      '100 completed 1 2 ok',
      '100 completed 1 3 ok',
      '100 warm 1 4',
      '105 completed 1 4 ok',
    ]);
  });

  it('numbers requests of a function, throttled ones too, and names every reason and mark', () => {
    const settings = {
      timeout: SECOND,
      coldStart: start({ init: 10 }),
      reservedConcurrency: 2,
      aliases: [aliasOf('live', '1', 1)],
    };
    const rows = calls(
      [0, 'f:live', 2000],
      [1, 'f:live', 5],
      [2, 'f:live', 5],
      [1500, 'f:live', 5],
      [1501, 'f:live', 2000],
      [3000, 'f:1', 5],
    );
    expect(log(one(settings, rows))).toEqual([
      '0 provisioned 1 -',
      '0 on-provisioned 1 1',
      '1 cold 1 2 first, spillover',
      `2 throttled - 3 ${RESERVED}`,
      '11 initialised 1 2',
      '16 completed 1 2 ok',
      '1000 completed 1 1 timeout',
      '1500 on-provisioned 1 4 suppressed init',
      '1501 warm 1 5 spillover',
      '1515 completed 1 4 ok',
      '2501 completed 1 5 timeout',
      '3000 warm 1 6 suppressed init',
      '3015 completed 1 6 ok',
    ]);
  });

  it('renews provisioned environments before anything ends or arrives, and says what ended the others', () => {
    const settings = {
      keepAlive: keep({ idle: 500, spare: 900 }),
      aliases: [aliasOf('live', '1', 1)],
    };
    const rows = calls([0, 'f', 100], [1500, 'f', 10], [1990, 'f', 20], [2000, 'f:live', 10], [2005, 'f', 1]);
    expect(log(one(settings, rows, { account: { maxLifetime: 2 * SECOND }, duration: 3 * SECOND }))).toEqual([
      '0 provisioned 1 -',
      '0 cold 1 1 first',
      '0 initialised 1 1',
      '100 completed 1 1 ok',
      '600 ended 1 - function idle',
      '1500 cold 2 2 expired',
      '1500 initialised 2 2',
      '1510 completed 2 2 ok',
      '1990 warm 2 3',
      '2000 renewed 1 -',
      '2000 on-provisioned 1 4',
      '2005 cold 3 5 scaleOut',
      '2005 initialised 3 5',
      '2006 completed 3 5 ok',
      '2010 completed 2 3 ok',
      '2010 completed 1 4 ok',
      '2510 ended 2 - function idle',
      '2510 ended 3 - function idle',
    ]);
  });

  it('ends at the duration, or with the last in flight: what would expire after it is left out', () => {
    // The second and the third run to 1500 and 2500, beyond the duration; keep-alive of 800 from 100 and from 1500.
    const settings = { keepAlive: keep({ spare: 800 }) };
    const rows = calls([0, 'f', 100], [950, 'f:1', 550], [1000, 'f:2', 1500]);
    expect(log(one(settings, rows, { duration: SECOND }))).toEqual([
      '0 cold 1 1 first',
      '0 initialised 1 1',
      '100 completed 1 1 ok',
      '900 ended 1 - keep-alive',
      '950 cold 2 2 first',
      '950 initialised 2 2',
      '1000 cold 3 3 first',
      '1000 initialised 3 3',
      '1500 completed 2 2 ok',
      '2300 ended 2 - keep-alive',
      '2500 completed 3 3 ok',
    ]);
  });

  it('has rows in the order in which they settle', () => {
    const rows = calls([0, 'f', 100], [10, 'f', 20], [30, 'f', 70], [40, 'f', 0]);
    const result = one({ reservedConcurrency: 2 }, rows);
    expect(served(result)).toEqual(['cold 1', 'cold 2', 'warm 2', RESERVED]);
    expect(result.settled).toEqual([1, 3, 0, 2]);
  });
});

describe('statistics', () => {
  it('takes percentiles by nearest rank', () => {
    // 10 ms, 20 ms, ... 100 ms, one after the other: ranks 5, 9, 10, 10, 10.
    const rows = calls(...Array.from({ length: 10 }, (_, i) => [i * 1000, 'f', (i + 1) * 10] as const));
    expect(f(one({}, rows)).latencyMs).toEqual({
      count: 10,
      mean: 55,
      p50: 50,
      p90: 90,
      p95: 100,
      p99: 100,
      p999: 100,
      max: 100,
    });
  });
});
