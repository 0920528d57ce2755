// Prices in a scenario: those that come with the project, one's own over them, and what is refused without any.
import { describe, expect, it } from 'vitest';
import { listPrices } from '../../../src/pricing/tables.js';
import { parseScenario } from '../../../src/scenario/parse.js';
import { small, sound } from '../example.js';

const problems = (inside: string, account: string) =>
  parseScenario(small(inside, `account: ${account}`), { file: 's.yaml' }).diagnostics.filter(
    ({ code }) => !code.startsWith('idle-'),
  );
const said = (inside: string, account: string): string[] =>
  problems(inside, account).map(({ code, path }) => `${code} ${path}`);
const containing = (text: string): unknown => expect.stringContaining(text);
const PROVISIONED = 'aliases: { live: { version: 1, provisionedConcurrency: 2 } }';

describe('prices', () => {
  it('are those of the regions in use, as listed', () => {
    const { account } = sound(small('region: eu-west-1', 'account: { region: eu-central-1 }'));
    expect(account.prices).toEqual({ 'eu-west-1': listPrices('eu-west-1') });
  });

  it('of one’s own stand over the list, figure by figure, and have no date', () => {
    const given = 'account: { prices: { requests: 0.1, x86_64: { duration: 1e-5 }, snapStart: { cache: 0 } } }';
    const prices = sound(small('', given)).account.prices['us-east-1']!;
    const list = listPrices('us-east-1');
    expect(prices).toEqual({
      ...list,
      asOf: null,
      request: 0.1 / 1e6,
      snapStart: { ...list.snapStart, cache: 0 },
      x86_64: { ...list.x86_64, duration: [{ upTo: null, price: 1e-5 }] },
    });
  });

  it('may have tiers of their own', () => {
    const given = 'account: { prices: { x86_64: { duration: [{ upTo: 1000, price: 2e-5 }, { price: 1e-5 }] } } }';
    expect(sound(small('', given)).account.prices['us-east-1']!.x86_64.duration).toEqual([
      { upTo: 1000, price: 2e-5 },
      { upTo: null, price: 1e-5 },
    ]);
  });

  it('of another region stand with its limits', () => {
    const given = 'account: { regions: { eu-west-1: { prices: { logs: 0.3 } } } }';
    const { account } = sound(small('region: eu-west-1', given));
    expect(account.prices['eu-west-1']!.logs).toEqual([{ upTo: null, price: 0.3 }]);
    expect(account.regions).toEqual({});
  });

  it.each([
    ['{ prices: { requests: -1 } }', 'out-of-range account.prices.requests'],
    ['{ prices: { requests: "0.2" } }', 'wrong-type account.prices.requests'],
    ['{ prices: { request: 0.2 } }', 'unknown-key account.prices.request'],
    ['{ prices: { x86_64: { duration: [] } } }', 'out-of-range account.prices.x86_64.duration'],
    ['{ prices: { x86_64: { duration: [{ price: 1 }, { price: 2 }] } } }', 'bad-prices account.prices.x86_64.duration'],
    [
      '{ prices: { x86_64: { duration: [{ upTo: 5, price: 1 }, { upTo: 5, price: 2 }, { price: 1 }] } } }',
      'bad-prices account.prices.x86_64.duration',
    ],
    ['{ prices: { x86_64: { duration: [{ upTo: 5, price: 1 }] } } }', 'bad-prices account.prices.x86_64.duration'],
  ])('are refused as %s', (account, problem) => {
    expect(said('', account)).toEqual([problem]);
  });
});

describe('a region without a table', () => {
  it('is refused once, where it is named first, with what is missing and how to give it', () => {
    expect(problems('region: af-south-1', '{}')).toMatchObject([
      {
        code: 'no-prices',
        severity: 'error',
        path: 'functions.api.region',
        message: 'there are no prices of af-south-1: requests, x86_64.duration',
        hint: 'give them in USD under account.regions.af-south-1.prices, for example account.regions.af-south-1.prices.requests: 0.2',
      },
    ]);
    expect(problems('', '{ region: af-south-1 }')).toMatchObject([
      { path: 'account.region', hint: containing('account.prices.requests: 0.2') },
    ]);
    const two = small('region: af-south-1').replace('triggers:', '  b: { region: af-south-1 }\ntriggers:');
    const found = parseScenario(two, { file: 's.yaml' }).diagnostics.map(({ code, path }) => `${code} ${path}`);
    expect(found).toEqual(['no-prices functions.api.region']);
  });

  it('is sound where no function is in it', () => {
    expect(said('region: us-east-1', '{ region: af-south-1 }')).toEqual([]);
  });

  it('takes prices of one’s own, all that the scenario needs', () => {
    const some = 'requests: 0.27, x86_64: { duration: 0.0000221 }';
    expect(said('', `{ region: af-south-1, prices: { ${some} } }`)).toEqual([]);
    expect(problems(PROVISIONED, `{ region: af-south-1, prices: { ${some} } }`)).toMatchObject([
      { message: containing(': x86_64.provisionedCapacity, x86_64.provisionedDuration') },
    ]);
  });

  it('that was probably misspelt is asked about', () => {
    expect(problems('region: eu-wset-1', '{}')).toMatchObject([
      { code: 'no-prices', hint: 'did you mean "eu-west-1"?' },
    ]);
  });
});

describe('a region with a part of a table', () => {
  it.each([
    ['x86_64 with provisioned concurrency', PROVISIONED, ''],
    ['arm64 on demand', 'architecture: arm64', ''],
    [
      'arm64 with provisioned concurrency',
      `architecture: arm64\n${PROVISIONED}`,
      'arm64.provisionedCapacity, arm64.provisionedDuration',
    ],
    ['a snapshot of Python', 'runtime: python3.13\nsnapStart: true', 'snapStart.cache, snapStart.restore'],
    ['a snapshot of Java, which is free', 'runtime: java21\nsnapStart: true', ''],
    ['a streamed response', 'response: { size: 10MB, streamed: true }\ntimeout: 9s', 'streaming'],
    ['a streamed response that is free', 'response: { size: 6MB, streamed: true }', ''],
    ['a response that is not streamed', 'response: 1MB', ''],
    ['logs', 'logBytes: 2KB', ''],
    ['ephemeral storage', 'ephemeralStorage: 1024', ''],
  ])('charges for %s, or says what is missing', (_, inside, missing) => {
    const found = problems(inside, '{ region: eu-west-1 }').filter(({ severity }) => severity === 'error');
    if (missing === '') expect(found).toEqual([]);
    else expect(found).toMatchObject([{ code: 'no-prices', message: `prices of eu-west-1 lack ${missing}` }]);
  });
});

describe('a savings plan', () => {
  it('covers all unless told', () => {
    expect(sound(small('', 'account: { savingsPlan: { discount: 0.17 } }')).account.savingsPlan).toEqual({
      discount: 0.17,
      coverage: 1,
    });
    expect(sound(small()).account.savingsPlan).toBeNull();
  });

  it.each([
    ['{ savingsPlan: { discount: 17 } }', 'did you mean 0.17?'],
    ['{ savingsPlan: { discount: 0.17, coverage: 80 } }', 'did you mean 0.8?'],
  ])('is a share: %s', (account, hint) => {
    expect(problems('', account)).toMatchObject([{ code: 'out-of-range', hint }]);
  });
});

describe('logs', () => {
  it('cost nothing where the role delivers none', () => {
    const role = (policy: string) => `logBytes: 2KB\nrole: { policies: [${policy}] }`;
    const [without, with_] = ['sqs:*', 'AWSLambdaBasicExecutionRole'].map((policy) => sound(small(role(policy))));
    expect(without!.functions[0]!.logBytes).toBe(0);
    expect(with_!.functions[0]!.logBytes).toBe(2048);
  });
});
