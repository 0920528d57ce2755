// What AWS says of its concurrency quotas, sentence by sentence: section 2.1 of the sheet of facts that the simulator was built
// from. Its bullets and their tests:
//  1 the account's default, new accounts, the floor       "1,000 at once …", "a new account …", "the floor …"
//  2 at least 100 stay unreserved                         "at least 100 …"
//  3 reserved concurrency                                 "reserved concurrency …"
//  4 provisioned concurrency counts against the account   "provisioned concurrency …"
//  5 claimed concurrency                                  "claimed concurrency …"
//  6 the test case of 600 and 200                         "the account of 1,000 …"
//  7 all that is reserved is provisioned                  "a function all of whose …"
import { describe, expect, it } from 'vitest';
import { problemsOf } from '../support/scenario.js';
import { type Call, PLAIN, served, type Text, tally, together, told } from '../support/told.js';

const SHARED = 'ConcurrentInvocationLimitExceeded';
const RESERVED = 'ReservedFunctionConcurrentInvocationLimitExceeded';

/** AWS's own values in place of the tests' lack of limits. */
const AWS_DEFAULTS = { concurrency: undefined, scalingRate: undefined, requestRate: undefined };

const live = (amount: number) => ({ ...PLAIN, aliases: { live: { version: 1, provisionedConcurrency: amount } } });
const reserved = (amount: number) => ({ ...PLAIN, reservedConcurrency: amount });
/** By function, how many calls were served how; all environments on demand count as one. */
const outcomes = (text: Text, calls: readonly Call[]) =>
  tally(served(told(text, calls)).map((words) => words.replace(/^(cold|warm|provisioned) .*/, '$1')));

describe('2.1, bullet 1', () => {
  it('1,000 at once is the default of the account, in each region', () => {
    const functions = { f: PLAIN, g: { ...PLAIN, region: 'eu-west-1' } };
    const calls = [...together(1001, 0, 'f', 5), ...together(1001, 0, 'g', 5)];
    expect(outcomes({ account: AWS_DEFAULTS, functions }, calls)).toEqual({ cold: 2000, [SHARED]: 2 });
  });

  it('1,000 at once may be raised, in each region apart', () => {
    const functions = { f: PLAIN, g: { ...PLAIN, region: 'eu-west-1' } };
    const account = { concurrency: 40, regions: { 'eu-west-1': { concurrency: 60 } } };
    const { result } = told({ account, functions }, [...together(70, 0, 'f', 5), ...together(70, 0, 'g', 5)]);
    expect([result.functions['f']!.throttles, result.functions['g']!.throttles]).toEqual([30, 10]);
  });

  it('a new account starts lower: at 10 at once and up to 3,008 MB (assumed)', () => {
    const account = { concurrency: 'new-account' };
    expect(outcomes({ account, functions: { f: PLAIN } }, together(11, 0, 'f', 5))).toEqual({ cold: 10, [SHARED]: 1 });
    const warned = (memory: number) =>
      problemsOf({ account, functions: { f: { memory } } }, 'warning').filter((each) => each.includes('memory'));
    expect(warned(3008)).toEqual([]);
    expect(warned(3009)).toEqual(['new-account-memory: a new account may give a function 3008 MB at most']);
  });

  it('the floor of what stays unreserved is min(100, account): 50 in an account of 50', () => {
    const account = { concurrency: 50 };
    expect(problemsOf({ account, functions: { f: reserved(1) } })).toEqual([
      expect.stringContaining('below its minimum value of [50]'),
    ]);
    expect(problemsOf({ account, functions: { f: live(1) } })).toEqual([
      expect.stringContaining('below its minimum value of [50]'),
    ]);
  });
});

describe('2.1, bullet 2', () => {
  it('at least 100 always stay unreserved: of 1,000 no more than 900 are reserved in sum', () => {
    const account = { concurrency: 1000 };
    expect(problemsOf({ account, functions: { f: reserved(600), g: reserved(300) } })).toEqual([]);
    expect(problemsOf({ account, functions: { f: reserved(600), g: reserved(301) } })).toEqual([
      expect.stringContaining('below its minimum value of [100]'),
    ]);
  });
});

describe('2.1, bullet 3: reserved concurrency', () => {
  const account = { concurrency: 200 };

  it('is a cap', () => {
    expect(outcomes({ account, functions: { f: reserved(5) } }, together(6, 0, 'f', 5))).toEqual({
      cold: 5,
      [RESERVED]: 1,
    });
  });

  it('is a guarantee: all others together have what is left, and none of it', () => {
    const functions = { f: reserved(50), g: PLAIN, h: PLAIN };
    const calls = [...together(100, 0, 'g', 60), ...together(51, 1, 'h', 60), ...together(50, 2, 'f', 5)];
    expect(outcomes({ account, functions }, calls)).toEqual({ cold: 200, [SHARED]: 1 });
  });

  it('holds over all versions, $LATEST included', () => {
    const functions = { f: { ...reserved(3), aliases: { live: { version: 2 } } } };
    const calls = [[0, 'f', 9] as const, [1, 'f:1', 9] as const, [2, 'f:live', 9] as const];
    for (const target of ['f', 'f:1', 'f:2', 'f:live', 'f:3']) {
      expect(outcomes({ account, functions }, [...calls, [3, target, 1]])).toEqual({ cold: 3, [RESERVED]: 1 });
    }
  });

  it('costs nothing', () => {
    const cost = (settings: object) =>
      told({ account, functions: { f: settings } }, together(5, 0, 'f', 5)).result.total.cost;
    expect(cost(reserved(5))).toEqual(cost(PLAIN));
  });

  it('of 0 stops everything', () => {
    expect(outcomes({ account, functions: { f: reserved(0) } }, together(3, 0, 'f', 5))).toEqual({ [RESERVED]: 3 });
  });
});

describe('2.1, bullet 4: provisioned concurrency', () => {
  const account = { concurrency: 1000 };

  it('counts against the account, though it is idle', () => {
    const calls = together(801, 0, 'g', 5);
    expect(outcomes({ account, functions: { f: live(200), g: PLAIN } }, calls)).toEqual({ cold: 800, [SHARED]: 1 });
  });

  it('is no more than what is reserved, where anything is', () => {
    expect(problemsOf({ account, functions: { f: { ...reserved(10), ...live(10) } } })).toEqual([]);
    expect(problemsOf({ account, functions: { f: { ...reserved(10), ...live(11) } } })).toEqual([
      expect.stringContaining('should not be greater than the reservedConcurrentExecution'),
    ]);
  });

  it('without a reservation is no more than the unreserved concurrency less 100', () => {
    expect(problemsOf({ account, functions: { f: live(900) } })).toEqual([]);
    expect(problemsOf({ account, functions: { f: live(901) } })).toHaveLength(1);
    expect(problemsOf({ account, functions: { f: live(300), g: reserved(600) } })).toEqual([]);
    expect(problemsOf({ account, functions: { f: live(301), g: reserved(600) } })).toEqual([
      expect.stringContaining('below its minimum value of [100]'),
    ]);
  });
});

describe('2.1, bullet 5: claimed concurrency', () => {
  it('is unreserved executions, what is reserved, and what is provisioned without a reservation', () => {
    const functions = { r: { ...reserved(10), ...live(4) }, p: live(5), g: PLAIN };
    const { result } = told({ account: { concurrency: 1000 }, duration: '5m', functions }, [
      // Minute 1: within what is claimed anyway, reserved or provisioned.
      ...together(10, 60, 'r:live', 20),
      ...together(5, 60, 'p:live', 20),
      // Minute 2: seven of a function that claims nothing, and two that spill over.
      ...together(7, 120, 'g', 20),
      ...together(7, 120, 'p:live', 20),
    ]);
    const { ClaimedAccountConcurrency, UnreservedConcurrentExecutions, ConcurrentExecutions } = result.series.account;
    expect(ClaimedAccountConcurrency!['Maximum']).toEqual([15, 15, 15 + 7 + 2, 15, 15]);
    expect(UnreservedConcurrentExecutions!['Maximum']).toEqual([0, 0, 9, 0, 0]);
    expect(ConcurrentExecutions!['Maximum']).toEqual([0, 15, 14, 0, 0]);
  });

  it('decides what is to be had, not what is in use', () => {
    const text = { account: { concurrency: 1000 }, functions: { r: reserved(500), p: live(400), g: PLAIN } };
    const { result } = told(text, together(101, 0, 'g', 5));
    expect(result.total.concurrency.max).toBe(100);
    expect(result.total.throttlesByReason).toEqual({ [SHARED]: 1 });
  });
});

describe('2.1, bullet 6', () => {
  it('the account of 1,000 with 600 reserved on orange and 200 provisioned on blue: 800 claimed at rest, 200 left, 900 with 100 in flight', () => {
    const functions = { orange: reserved(600), blue: live(200), green: PLAIN };
    const told100 = told({ account: { concurrency: 1000 }, duration: '4m', functions }, [
      ...together(100, 60, 'green', 30),
      ...together(201, 120, 'green', 30),
      ...together(600, 180, 'orange', 30),
      ...together(401, 180, 'blue:live', 30),
    ]);
    const { account } = told100.result.series;
    expect(account['ClaimedAccountConcurrency']!['Maximum']).toEqual([800, 900, 1000, 1000]);
    expect(told100.result.functions['green']!.throttles).toBe(1);
    expect(told100.result.functions['orange']!.throttles).toBe(0);
    // 200 on what is provisioned, 200 on what is left.
    expect(told100.result.functions['blue']).toMatchObject({ provisionedInvocations: 200, spilloverInvocations: 200 });
    expect(told100.result.functions['blue']!.throttlesByReason).toEqual({ [SHARED]: 1 });
  });
});

describe('2.1, bullet 7', () => {
  it('a function all of whose reserved concurrency is provisioned runs on that alone, and $LATEST is throttled', () => {
    const versions = { 1: { provisionedConcurrency: 6 }, 2: { provisionedConcurrency: 4 } };
    const functions = { f: { ...reserved(10), versions } };
    const calls = [...together(7, 0, 'f:1', 5), ...together(5, 0, 'f:2', 5), ...together(2, 10, 'f', 5)];
    expect(outcomes({ functions }, calls)).toEqual({ provisioned: 10, [RESERVED]: 4 });
  });
});
