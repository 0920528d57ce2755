// What AWS says of how fast functions grow, sentence by sentence: section 2.2 of the sheet of facts. Its bullets and their tests:
//  1 1,000 environments every 10 s, functions independent  "a function gets …", "functions are …"; that 10,000 requests a second
//                                                          every 10 s is the same rate in other words is not simulated apart:
//                                                          a request on an environment that is there takes nothing
//  2 refilled continuously, never above 1,000              "what was used …", "what is not used …"
//  3 both limits apply                                     "both limits …"
//  4 500 every 10 s on one page                            not simulated: AWS's pages disagree, the others say 1,000
//  5 before November 2023 (the date is assumed)            "legacy burst …"
//  6 the old worked example                                "10,000 requests …"
import { describe, expect, it } from 'vitest';
import { type Call, PLAIN, type Text, together, told } from '../support/told.js';

const SHARED = 'ConcurrentInvocationLimitExceeded';
const SCALING = 'ScalingRateExceeded';

/** AWS's own rate; concurrency is no limit. */
const account = { scalingRate: undefined };
const functions = { f: PLAIN };
const throttles = (text: Text, calls: readonly Call[]) => told(text, calls).result.total.throttlesByReason;

describe('2.2, bullet 1', () => {
  it('a function gets 1,000 environments every 10 s', () => {
    const calls = [...together(1001, 0, 'f', 60), ...together(1000, 10, 'f', 60), ...together(1001, 20, 'f', 60)];
    expect(throttles({ account, functions }, calls)).toEqual({ [SCALING]: 2 });
  });

  it('functions are independent of each other', () => {
    const two = { f: PLAIN, g: PLAIN };
    const calls = [...together(1001, 0, 'f', 60), ...together(1001, 0, 'g', 60)];
    const { result } = told({ account, functions: two }, calls);
    expect([result.functions['f']!.coldStarts, result.functions['g']!.coldStarts]).toEqual([1000, 1000]);
  });

  it('a request on an environment that is there takes nothing of the rate', () => {
    const calls = [...together(1000, 0, 'f', 1), ...together(1000, 5, 'f', 1), ...together(1500, 10, 'f', 1)];
    expect(throttles({ account, functions }, calls)).toEqual({});
  });
});

describe('2.2, bullet 2', () => {
  it('what was used comes back continuously: 100 after a second, not 1,000 after ten', () => {
    const calls = [...together(1000, 0, 'f', 60), ...together(101, 1, 'f', 60), ...together(51, 1.5, 'f', 60)];
    expect(throttles({ account, functions }, calls)).toEqual({ [SCALING]: 2 });
  });

  it('what is not used does not add up: 1,000 is the ceiling, after an hour too', () => {
    const calls = [...together(10, 0, 'f', 1), ...together(1011, 3600, 'f', 1)];
    expect(throttles({ account, duration: '2h', functions }, calls)).toEqual({ [SCALING]: 1 });
  });
});

describe('2.2, bullet 3', () => {
  it('both limits apply, the account’s concurrency and the rate: what binds first throttles', () => {
    const limited = (concurrency: number) =>
      throttles({ account: { ...account, concurrency }, functions }, together(1100, 0, 'f', 60));
    expect(limited(1050)).toEqual({ [SCALING]: 100 });
    expect(limited(1000)).toEqual({ [SHARED]: 100 });
    expect(limited(500)).toEqual({ [SHARED]: 600 });
  });

  it('both limits apply one after the other', () => {
    // At 0 the rate lets 1,000 of 1,200 through; 10 s later it would again, but the account has 500 left.
    const calls = [...together(1200, 0, 'f', 60), ...together(1200, 10, 'f', 60)];
    const limits = { ...account, concurrency: 1500 };
    expect(throttles({ account: limits, functions }, calls)).toEqual({ [SCALING]: 200, [SHARED]: 700 });
  });
});

describe('2.2, bullet 5: legacy burst', () => {
  const legacy = { scalingRate: 'legacy-burst' };

  it.each([
    ['us-east-1', 3000],
    ['us-west-2', 3000],
    ['eu-west-1', 3000],
    ['ap-northeast-1', 1000],
    ['eu-central-1', 1000],
    ['us-east-2', 1000],
    ['ap-south-1', 500],
    ['eu-west-2', 500],
  ])('in %s is %i at once', (region, burst) => {
    const text = { account: { ...legacy, region }, functions };
    const { coldStarts, throttlesByReason } = told(text, together(burst + 1, 0, 'f', 60)).result.total;
    expect([coldStarts, throttlesByReason]).toEqual([burst, { [SCALING]: 1 }]);
  });

  it('is shared by all functions of a region, and by no other region', () => {
    const all = { f: PLAIN, g: PLAIN, h: { ...PLAIN, region: 'eu-west-2' } };
    const calls = [...together(2000, 0, 'f', 60), ...together(2000, 0, 'g', 60), ...together(501, 0, 'h', 60)];
    const { result } = told({ account: legacy, functions: all }, calls);
    expect(Object.values(result.functions).map(({ coldStarts }) => coldStarts)).toEqual([2000, 1000, 500]);
  });

  it('comes back at 500 a minute', () => {
    const text = { account: { ...legacy, region: 'sa-east-1' }, functions };
    const calls = [...together(500, 0, 'f', 600), ...together(251, 30, 'f', 600), ...together(501, 90, 'f', 600)];
    expect(throttles(text, calls)).toEqual({ [SCALING]: 2 });
  });
});

describe('2.2, bullet 6: with a burst of 3,000', () => {
  /** Each minute's requests come at its beginning and have ended by the next, so that a minute's count is its concurrency. */
  const minutes = (...counts: readonly number[]) => {
    const { result } = told(
      {
        account: { scalingRate: 'legacy-burst', concurrency: 10_000, requestRate: undefined },
        functions,
        duration: '5m',
      },
      counts.flatMap((count, minute) => together(count, minute * 60, 'f', 10)),
    );
    const { Invocations, Throttles } = result.series.functions['f']!;
    return counts.map((_, minute) => [Invocations!['Sum']![minute], Throttles!['Sum']![minute]]);
  };

  it('10,000 requests at once: 3,000 are served and 7,000 throttled', () => {
    expect(minutes(10_000)).toEqual([[3000, 7000]]);
  });

  it('10,000 requests over 2 minutes: 3,000 served and 2,000 throttled, then 3,500 and 1,500, with 500 new environments', () => {
    expect(minutes(5000, 5000)).toEqual([
      [3000, 2000],
      [3500, 1500],
    ]);
  });

  it('10,000 requests over 3 minutes: 3,000 served and 333 throttled, then all 3,333, then all 3,334', () => {
    expect(minutes(3333, 3333, 3334)).toEqual([
      [3000, 333],
      [3333, 0],
      [3334, 0],
    ]);
  });

  it('10,000 requests over 4 minutes: none is throttled', () => {
    expect(minutes(2500, 2500, 2500, 2500)).toEqual([
      [2500, 0],
      [2500, 0],
      [2500, 0],
      [2500, 0],
    ]);
  });
});
