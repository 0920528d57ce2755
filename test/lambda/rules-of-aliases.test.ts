// Each rule of aliases, provisioned concurrency, deployments and regions, switched off, changes only what it should: the other
// rules are in rules.test.ts.
import { describe, expect, it } from 'vitest';
import { between, differences, MIX, ON_PROVISIONED, type Ran, ran, SCALED_OUT, type Traffic } from './differences.js';

const call = (arrivals: object, target = 'api') => ({ calls: { type: 'sdk', target, arrivals } });

/** Three calls a second on average, some of them at once. */
const BUSY: Traffic = { duration: '5m', triggers: call({ poisson: { rate: '3/s' } }) };
const PLAIN = {
  handler: { exponential: { mean: '200ms' } },
  init: '400ms',
  placementLatency: '100ms',
  keepAlive: '20s',
};

const toLive = { ...BUSY, triggers: call({ poisson: { rate: '3/s' } }, 'api:live') };
const live = (alias: object, settings: object = {}) => ({
  ...{ ...PLAIN, ...settings },
  aliases: { live: { version: 1, ...alias } },
});
const three = { provisionedConcurrency: 3 };
const deployments = (settings: object) => ({ deployments: [{ at: '2m', alias: 'live', version: 2, ...settings }] });

describe('where calls come through an alias', () => {
  const VERSIONS = [...MIX, ...SCALED_OUT, 'aliases'];

  it.each<[rule: string, off: object, on: object, differs: readonly string[]]>([
    [
      'provisioned concurrency',
      live({}),
      live(three),
      [...ON_PROVISIONED, 'cost.provisionedCapacity', 'provisioned.mean'],
    ],
    [
      'weights',
      live({}),
      live({ weights: { 2: 0.3 } }),
      [...VERSIONS, 'coldStartCauses.first', 'series.ColdStartsFirst'],
    ],
    [
      'a deployment',
      live({}),
      live({}, deployments({})),
      [...VERSIONS, 'deployments', 'coldStartCauses.deployed', 'series.ColdStartsDeployed'],
    ],
  ])('%s changes only what it should', (_rule, off, on, differs) => {
    expect(differences(ran(off, toLive), ran(on, toLive))).toEqual([...differs].sort());
  });

  it('the request rate of provisioned concurrency changes only what it should', () => {
    const [without, present] = ['none', 0.5].map((requestRate) =>
      ran(live(three), { ...toLive, account: { requestRate } }),
    );
    expect(differences(without!, present!)).toEqual([...ON_PROVISIONED].sort());
  });

  it('a deployment changes no request that came before it', () => {
    const [without, present] = [ran(live({}), toLive), ran(live({}, deployments({})), toLive)];
    const changed = without.rows.filter((row, index) => between(row, present.rows[index]!).length > 0);
    expect(Math.min(...changed.map(({ arrivedAt }) => arrivedAt))).toBeGreaterThanOrEqual(120_000_000);
  });

  it('a deployment to the version that the alias is on changes nothing but its own lines and its account of itself', () => {
    const [without, present] = [ran(live(three), toLive), ran(live(three, deployments({ version: 1 })), toLive)];
    expect(differences(without, present)).toEqual(['aliases', 'deployments']);
    const { activities, ...others } = present.result.functions['api']!.aliases['live']!.provisioned!;
    expect(without.result.functions['api']!.aliases['live']!.provisioned).toMatchObject(others);
    expect(activities).toHaveLength(2);
    expect(present.result.events).toBe(without.result.events + 2);
  });
});

describe('a second function', () => {
  const other = { ...PLAIN, handler: '20s', timeout: '60s' };
  const both = { ...BUSY.triggers, others: { type: 'sdk', target: 'other', arrivals: { poisson: { rate: '2/s' } } } };
  const beside = (region: string | undefined, account: object = {}) =>
    ran(PLAIN, { ...BUSY, triggers: both, account, beside: { other: { ...other, region } } });
  const own = (of: Ran) => of.rows.filter((row) => row.function === 'api');

  it('in another region changes nothing of the first, whatever the limits', () => {
    for (const account of [
      {},
      { concurrency: 20 },
      { scalingRate: 'legacy-burst' },
      { requestRate: 0.05, concurrency: 100 },
    ]) {
      const alone = ran(PLAIN, { ...BUSY, account });
      const away = beside('eu-west-1', account);
      expect(away.result.functions['api']).toEqual(alone.result.functions['api']);
      expect(own(away)).toEqual(alone.rows);
    }
  });

  it('in the same region changes nothing of the first where no limit is met, not even a line', () => {
    const [same, away] = [beside(undefined), beside('eu-west-1')];
    expect(own(same)).toEqual(ran(PLAIN, BUSY).rows);
    expect(same.result.digest).toBe(away.result.digest);
  });

  it('in the same region takes of its concurrency', () => {
    const { result } = beside(undefined, { concurrency: 20 });
    expect(result.functions['api']!.throttles).toBeGreaterThan(50);
    expect(beside('eu-west-1', { concurrency: 20 }).result.functions['api']!.throttles).toBe(0);
  });
});

describe('a rule of aliases that never decides', () => {
  const bounds = (settings: object) => live({ provisionedConcurrency: { min: 3, ...settings } });

  it.each<[rule: string, off: object, on: object, account?: object]>([
    ['a weight of 0', live({}), live({ weights: { 2: 0 } })],
    ['a deployment after the end', live({}), live({}, deployments({ at: '6m' }))],
    ['the preparation of what is there from the start', live(three), bounds({ preparation: '10s' })],
    ['autoscaling without a target or a schedule', live(three), bounds({ max: 50 })],
    // Three are never in use for so long that an alarm goes on; the low one would take fifteen minutes.
    ['autoscaling between bounds that never bind', live(three), bounds({ max: 50, targetUtilization: 0.9 })],
    ['autoscaling that can go nowhere', live(three), bounds({ max: 3, targetUtilization: 0.9 })],
    [
      'scheduled actions within which the number stays',
      live(three),
      bounds({ max: 9, scheduled: [{ rate: '1 minute', min: 2, max: 5 }] }),
    ],
    ['a scheduled action after the end', live(three), bounds({ max: 9, scheduled: [{ at: '6m', min: 9 }] })],
    ['a request rate of provisioned concurrency that suffices', live(three), live(three), { requestRate: 10 }],
    ['legacy burst that suffices', live(three), live(three), { scalingRate: 'legacy-burst' }],
    ['a region of its own for the only function', live(three), live(three, { region: 'us-west-2' })],
    ['limits of another region', live(three), live(three), { regions: { 'eu-west-1': { concurrency: 1 } } }],
  ])('%s changes nothing, not even the digest', (_rule, off, on, account = {}) => {
    const [without, present] = [ran(off, toLive), ran(on, { ...toLive, account })];
    expect(differences(without, present).filter((name) => !['deployments', 'aliases'].includes(name))).toEqual([]);
    expect(present.result.digest).toBe(without.result.digest);
  });
});
