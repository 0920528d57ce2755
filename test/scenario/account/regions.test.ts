// Regions: where functions are, and what the limits of each allow.
import { describe, expect, it } from 'vitest';
import { parseScenario } from '../../../src/scenario/parse.js';
import { small, sound } from '../example.js';

const said = (inside: string, account: string): string[] =>
  parseScenario(small(inside, `account: ${account}`), { file: 's.yaml' })
    .diagnostics.filter(({ code }) => code !== 'idle-provisioned')
    .map(({ code, path, hint }) => `${code} ${path} ${hint ?? ''}`.trim());

const PRICES = '{ requests: 0.2, x86_64: { duration: 0.0000166667 } }';

describe('a function', () => {
  it('is in the account’s region unless it names its own', () => {
    const region = (inside: string, account: string) =>
      sound(small(inside, `account: ${account}`)).functions.map((spec) => spec.region);
    expect(region('', '{}')).toEqual(['us-east-1']);
    expect(region('', '{ region: eu-west-1 }')).toEqual(['eu-west-1']);
    expect(region('region: ap-southeast-2', '{ region: eu-west-1 }')).toEqual(['ap-southeast-2']);
  });

  it('may be in any region of AWS', () => {
    for (const name of ['us-gov-west-1', 'us-iso-east-1', 'us-isob-east-1', 'eusc-de-east-1', 'cn-northwest-1'])
      expect(said(`region: ${name}`, `{ regions: { ${name}: { prices: ${PRICES} } } }`)).toEqual([]);
    for (const name of ['mars', 'eu-west', 'EU-WEST-1', 'eu-west-10', 'eu_west_1', ''])
      expect(said(`region: "${name}"`, '{}')).toEqual([expect.stringMatching(/^unknown-value functions\.api\.region/)]);
  });
});

describe('the account', () => {
  it('has other limits in other regions', () => {
    const { account } = sound(
      small(
        'region: eu-west-1',
        'account: { regions: { eu-west-1: { concurrency: 500 }, eu-west-2: { concurrency: 1000 } } }',
      ),
    );
    expect(account.regions).toEqual({ 'eu-west-1': { concurrency: 500 }, 'eu-west-2': { concurrency: 1000 } });
  });

  it('as a new one may run ten at once', () => {
    expect(sound(small('', 'account: { concurrency: new-account }')).account.concurrency).toBe(10);
    const { account } = sound(
      small('region: eu-west-1', 'account: { regions: { eu-west-1: { concurrency: new-account } } }'),
    );
    expect([account.concurrency, account.regions['eu-west-1']?.concurrency]).toEqual([1000, 10]);
  });

  it('may scale as before November 2023', () => {
    expect(sound(small('', 'account: { scalingRate: legacy-burst }')).account.scalingRate).toEqual({
      kind: 'legacy-burst',
    });
  });

  it.each([
    ['{ concurrency: new-acount }', 'wrong-type account.concurrency did you mean "new-account"?'],
    ['{ concurrency: 0 }', 'out-of-range account.concurrency'],
    ['{ concurrency: "1000" }', 'wrong-type account.concurrency'],
    ['{ scalingRate: legacy }', 'wrong-type account.scalingRate did you mean "legacy-burst"?'],
    ['{ region: us-east1 }', 'unknown-value account.region did you mean "us-east-1"?'],
    [
      '{ regions: { us-east-1: { concurrency: 5 } } }',
      'two-limits account.regions.us-east-1 write account.concurrency and account.prices',
    ],
    ['{ regions: { euwest1: { concurrency: 5 } } }', 'unknown-value account.regions.euwest1 did you mean "eu-west-1"?'],
    [
      '{ regions: { eu-west-1: { concurency: 5 } } }',
      'unknown-key account.regions.eu-west-1.concurency did you mean "concurrency"?',
    ],
    ['{ regions: { eu-west-1: 500 } }', 'wrong-type account.regions.eu-west-1'],
    ['{ regions: eu-west-1 }', 'wrong-type account.regions'],
  ])('is refused with %s', (account, problem) => {
    expect(said('', account)).toEqual([problem]);
  });

  it('with limits of a region where nothing is, is warned about', () => {
    expect(said('', '{ regions: { eu-west-1: { concurrency: 500 } } }')).toEqual([
      'idle-region account.regions.eu-west-1 give a function region: eu-west-1',
    ]);
  });
});

describe('a new account', () => {
  const warned = ['new-account-memory functions.api.memory'];

  it('is warned about more memory than it may have', () => {
    expect(said('memory: 3008', '{ concurrency: new-account }')).toEqual([]);
    expect(said('memory: 3009', '{ concurrency: new-account }')).toEqual(warned);
    expect(said('memory: 3009', '{ concurrency: 10 }')).toEqual([]);
  });

  it('is one in the region where it is said', () => {
    const there = (inside: string) =>
      said(
        `region: us-east-1\n${inside}`,
        '{ region: eu-west-1, regions: { us-east-1: { concurrency: new-account } } }',
      );
    expect(there('memory: 3009')).toEqual(warned);
    expect(
      said(
        'region: us-east-1\nmemory: 3009',
        '{ region: eu-west-1, concurrency: new-account, regions: { us-east-1: { concurrency: 1000 } } }',
      ),
    ).toEqual([]);
  });

  it('keeps all it has unreserved', () => {
    expect(said('reservedConcurrency: 1', '{ concurrency: new-account }')).toEqual([
      'reserved-too-high functions.api.reservedConcurrency',
    ]);
  });
});

describe('limits hold in each region apart', () => {
  const two = (first: string, second: string, account = '{}'): string[] => {
    const text = `duration: 1h\naccount: ${account}\nfunctions:\n  a: { ${first} }\n  b: { ${second} }\n`;
    return parseScenario(text, { file: 's.yaml' })
      .diagnostics.filter(({ code }) => !['idle-provisioned', 'no-prices', 'no-triggers'].includes(code))
      .map(({ code, path, severity }) => `${severity === 'warning' ? '(' : ''}${code} ${path}`);
  };

  it('for what is reserved', () => {
    expect(two('reservedConcurrency: 600', 'reservedConcurrency: 600')).toEqual([
      'reserved-too-high functions.b.reservedConcurrency',
    ]);
    expect(two('reservedConcurrency: 600', 'reservedConcurrency: 600, region: eu-west-1')).toEqual([]);
    const small = '{ regions: { eu-west-1: { concurrency: 600 } } }';
    expect(two('reservedConcurrency: 600', 'reservedConcurrency: 500, region: eu-west-1', small)).toEqual([]);
    expect(two('reservedConcurrency: 600', 'reservedConcurrency: 501, region: eu-west-1', small)).toEqual([
      'reserved-too-high functions.b.reservedConcurrency',
    ]);
  });

  it('for what is provisioned', () => {
    const amount = (number: number) => `aliases: { x: { version: 1, provisionedConcurrency: ${number} } }`;
    expect(two(amount(500), amount(401))).toEqual([
      'provisioned-beyond-unreserved functions.b.aliases.x.provisionedConcurrency',
    ]);
    expect(two(amount(900), `${amount(900)}, region: eu-west-1`)).toEqual([]);
    expect(two(amount(900), `${amount(901)}, region: eu-west-1`)).toEqual([
      'provisioned-beyond-unreserved functions.b.aliases.x.provisionedConcurrency',
    ]);
  });

  it('for what autoscaling may ask for, with a warning: AWS would refuse it only then', () => {
    const most = (number: number, more = '') =>
      `aliases: { x: { version: 1, provisionedConcurrency: { max: ${number}, targetUtilization: 0.7${more} } } }`;
    const refused = ['(scaling-refused functions.b.aliases.x.provisionedConcurrency'];
    expect(two(most(500), most(400))).toEqual([]);
    expect(two(most(500), most(401))).toEqual(refused);
    expect(two(most(500), `${most(900)}, region: eu-west-1`)).toEqual([]);
    expect(two(most(500), most(9, ', scheduled: [{ at: 1m, min: 1, max: 401 }]'))).toEqual(refused);
    expect(two('reservedConcurrency: 5', `${most(6)}, reservedConcurrency: 5`)).toEqual(refused);
    expect(two('reservedConcurrency: 5', `${most(5)}, reservedConcurrency: 5`)).toEqual([]);
    const bySchedule = (max: number) =>
      `reservedConcurrency: 5, aliases: { x: { version: 1, provisionedConcurrency: { max: 9, scheduled: [{ at: 1m, min: ${max} }] } } }`;
    expect(two('', bySchedule(5))).toEqual([]);
    expect(two('', bySchedule(6))).toEqual(refused);
  });
});
