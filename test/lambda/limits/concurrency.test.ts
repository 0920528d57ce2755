import { describe, expect, it } from 'vitest';
import { REASONS } from '../../../src/lambda/events.js';
import { limitsOf, provisionedOf, unreservedLevels } from '../../../src/lambda/limits/concurrency.js';
import type { TokenBucket } from '../../../src/lambda/limits/token-bucket.js';
import type { Account } from '../../../src/scenario/account/types.js';
import type { FunctionSpec } from '../../../src/scenario/types.js';
import { scenario } from '../../support/scenario.js';

interface Given {
  readonly account?: object;
  readonly functions: Readonly<
    Record<
      string,
      {
        readonly reserved?: number;
        readonly provisioned?: number | object;
        readonly second?: number;
        readonly region?: string;
      }
    >
  >;
}

function given({ account = {}, functions }: Given): {
  readonly account: Account;
  readonly functions: readonly FunctionSpec[];
} {
  const specs = Object.entries(functions).map(([name, { reserved, provisioned, second, region }]) => {
    const aliases = { live: { version: 1, provisionedConcurrency: provisioned ?? 0 } };
    const versions = { 2: { provisionedConcurrency: second ?? 0 } };
    const body = {
      runtime: 'nodejs22.x',
      handler: '10ms',
      ...(region === undefined ? {} : { region }),
      ...(reserved === undefined ? {} : { reservedConcurrency: reserved }),
      ...(provisioned === undefined ? {} : { aliases }),
      ...(second === undefined ? {} : { versions }),
    };
    return [name, body] as const;
  });
  const triggers = Object.fromEntries(
    specs.map(([name]) => [`to-${name}`, { type: 'sdk', target: name, arrivals: { constant: { rate: '1/s' } } }]),
  );
  return scenario({ name: 'limits', duration: '1m', account, functions: Object.fromEntries(specs), triggers });
}

/** Enough for a region without a table. */
const PRICES = { requests: 0.2, x86_64: { duration: 0.00001 } };

const limits = (text: Given) => {
  const { account, functions } = given(text);
  return limitsOf(account, functions, null);
};

const tokens = (bucket: TokenBucket): number => {
  let taken = 0;
  while (bucket.take(0)) taken += 1;
  return taken;
};

describe('on-demand concurrency', () => {
  it('is the whole account where nobody claims any', () => {
    expect(limits({ functions: { a: {} } })[0]!.onDemand).toMatchObject({ limit: 1000, inFlight: 0 });
  });

  it('leaves 200 for everything else where 600 are reserved and 200 provisioned', () => {
    const [orange, blue, other] = limits({
      functions: { orange: { reserved: 600 }, blue: { provisioned: 200 }, other: {} },
    });
    expect(orange!.onDemand.limit).toBe(600);
    expect(blue!.onDemand.limit).toBe(200);
    expect(other!.onDemand.limit).toBe(200);
  });

  it('is one pool for all functions without reserved concurrency, and one of its own for each with', () => {
    const [a, b, c, d] = limits({
      functions: { a: {}, b: { provisioned: 5 }, c: { reserved: 10 }, d: { reserved: 10 } },
    });
    expect(a!.onDemand).toBe(b!.onDemand);
    expect(c!.onDemand).not.toBe(a!.onDemand);
    expect(c!.onDemand).not.toBe(d!.onDemand);
  });

  it('is what is reserved less what is provisioned: none where all of it is', () => {
    const [half, all] = limits({
      functions: { half: { reserved: 50, provisioned: 20 }, all: { reserved: 50, provisioned: 50 } },
    });
    expect([half!.onDemand.limit, all!.onDemand.limit]).toEqual([30, 0]);
  });

  it('claims provisioned concurrency within the reserved once', () => {
    expect(limits({ functions: { a: { reserved: 100, provisioned: 60 }, b: {} } })[1]!.onDemand.limit).toBe(900);
  });

  it('is none at all where 0 is reserved', () => {
    expect(limits({ functions: { a: { reserved: 0 } } })[0]!.onDemand.limit).toBe(0);
  });

  it("beyond the limit is refused with AWS's reason", () => {
    const [shared, own] = limits({ functions: { shared: {}, own: { reserved: 5 } } });
    expect(REASONS[shared!.onDemand.reason]).toBe('ConcurrentInvocationLimitExceeded');
    expect(REASONS[own!.onDemand.reason]).toBe('ReservedFunctionConcurrentInvocationLimitExceeded');
  });
});

describe('provisioned concurrency of a function', () => {
  it('is the sum over its aliases and versions', () => {
    const { functions } = given({ functions: { a: { provisioned: 5, second: 7 }, b: {} } });
    expect(functions.map(provisionedOf)).toEqual([12, 0]);
  });
});

describe('the request rate', () => {
  it('is ten times the concurrency a second: of the account, shared, or of what is reserved', () => {
    const [a, b, own] = limits({ functions: { a: {}, b: {}, own: { reserved: 3 } } });
    expect(a!.requestRate).toBe(b!.requestRate);
    expect(tokens(a!.requestRate!.bucket)).toBe(10_000);
    expect(tokens(own!.requestRate!.bucket)).toBe(30);
    expect(REASONS[a!.requestRate!.reason]).toBe('FunctionInvocationRateLimitExceeded');
    expect(REASONS[own!.requestRate!.reason]).toBe('ReservedFunctionInvocationRateLimitExceeded');
  });

  it('may be switched off', () => {
    const [a, own] = limits({ account: { requestRate: 'none' }, functions: { a: {}, own: { reserved: 3 } } });
    expect([a!.requestRate, own!.requestRate]).toEqual([null, null]);
  });
});

describe('the scaling rate', () => {
  it('is a bucket of 1,000 for each function apart', () => {
    const [a, b] = limits({ functions: { a: {}, b: {} } });
    expect(a!.scaling).not.toBe(b!.scaling);
    expect(tokens(a!.scaling!)).toBe(1000);
    expect(tokens(b!.scaling!)).toBe(1000);
  });

  it('may be switched off', () => {
    expect(limits({ account: { scalingRate: 'none' }, functions: { a: {} } })[0]!.scaling).toBeNull();
  });
});

describe('the request rate of provisioned concurrency', () => {
  it('is ten for each environment, for every function, unless told', () => {
    const both = { a: {}, own: { reserved: 3 } };
    const of = (account: object) => limits({ account, functions: both }).map(({ provisionedRate }) => provisionedRate);
    expect(of({})).toEqual([10, 10]);
    expect(of({ requestRate: 2.5 })).toEqual([2.5, 2.5]);
    expect(of({ requestRate: 'none' })).toEqual([null, null]);
  });
});

describe('regions', () => {
  const functions = {
    home: {},
    also: { provisioned: 5 },
    away: { region: 'eu-west-1' },
    apart: { region: 'eu-west-1', reserved: 7 },
  };
  const account = { concurrency: 300, regions: { 'eu-west-1': { concurrency: 200 } } };

  it('have limits of their own, and nothing in common', () => {
    const [home, also, away, apart] = limits({ account, functions });
    expect(also!.onDemand).toBe(home!.onDemand);
    expect(away!.onDemand).not.toBe(home!.onDemand);
    expect(away!.requestRate).not.toBe(home!.requestRate);
    expect([home, away, apart].map((of) => of!.onDemand.limit)).toEqual([300 - 5, 200 - 7, 7]);
  });

  it('have ten requests a second for each unit of their own concurrency', () => {
    const [home, , away] = limits({ account, functions });
    expect([home, away].map((of) => tokens(of!.requestRate!.bucket))).toEqual([3000, 2000]);
  });

  it('have the limits of the account unless told', () => {
    const [home, , away] = limits({ account: { concurrency: 300 }, functions });
    expect([home, away].map((of) => of!.onDemand.limit)).toEqual([300 - 5, 300 - 7]);
  });

  it('keep min(100, their concurrency) free of provisioned concurrency', () => {
    const small = { concurrency: 300, regions: { 'eu-west-1': { concurrency: 60 } } };
    const [home, away] = limits({ account: small, functions: { home: {}, away: { region: 'eu-west-1' } } });
    expect([home, away].map((of) => of!.onDemand.floor)).toEqual([100, 60]);
    expect(limits({ functions: { a: { reserved: 50 } } })[0]!.onDemand.floor).toBe(0);
  });
});

describe('legacy burst', () => {
  const account = { scalingRate: 'legacy-burst' };

  it('is one bucket for all functions of a region', () => {
    const [a, b, own, away] = limits({
      account,
      functions: { a: {}, b: {}, own: { reserved: 5 }, away: { region: 'eu-central-1' } },
    });
    expect([b!.scaling, own!.scaling]).toEqual([a!.scaling, a!.scaling]);
    expect(b!.scaling).toBe(a!.scaling);
    expect(own!.scaling).toBe(a!.scaling);
    expect([a, away].map((of) => tokens(of!.scaling!))).toEqual([3000, 1000]);
  });

  it('is 500 in a region of which nothing is known, and comes back at 500 a minute', () => {
    const [a] = limits({ account: { ...account, region: 'xy-north-9', prices: PRICES }, functions: { a: {} } });
    expect(tokens(a!.scaling!)).toBe(500);
    expect([59_999_999, 60_000_000].map((now) => a!.scaling!.take(now))).toEqual([true, true]);
    let more = 2;
    while (a!.scaling!.take(60_000_000)) more += 1;
    expect(more).toBe(500);
  });
});

describe('what is claimed', () => {
  const window = { from: 0, to: 100, step: 100, steps: 1 };
  const claimed = (functions: Given['functions']) =>
    unreservedLevels(given({ functions }).functions, window)?.claimed.value;

  it('is what is reserved, before anything is provisioned', () => {
    expect(claimed({ a: { reserved: 30, provisioned: 10 }, b: { provisioned: 5, second: 2 }, c: {} })).toBe(30);
  });

  it('is not measured where nothing is ever reserved or provisioned', () => {
    expect(claimed({ a: {}, b: { provisioned: 0 } })).toBeUndefined();
    expect(claimed({ a: { provisioned: { min: 0, max: 5, scheduled: [{ at: '1m', min: 5 }] } } })).toBe(0);
  });
});
