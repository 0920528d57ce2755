import { describe, expect, it } from 'vitest';
import { REASONS } from '../../../src/lambda/events.js';
import { limitsOf, provisionedOf } from '../../../src/lambda/limits/concurrency.js';
import type { TokenBucket } from '../../../src/lambda/limits/token-bucket.js';
import type { Account, FunctionSpec } from '../../../src/scenario/types.js';
import { scenario } from '../../support/scenario.js';

interface Given {
  readonly account?: object;
  readonly functions: Readonly<
    Record<string, { readonly reserved?: number; readonly provisioned?: number; readonly second?: number }>
  >;
}

function given({ account = {}, functions }: Given): {
  readonly account: Account;
  readonly functions: readonly FunctionSpec[];
} {
  const specs = Object.entries(functions).map(([name, { reserved, provisioned, second }]) => {
    const aliases = { live: { version: 1, provisionedConcurrency: provisioned ?? 0 } };
    const versions = { 2: { provisionedConcurrency: second ?? 0 } };
    const body = {
      runtime: 'nodejs22.x',
      handler: '10ms',
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
