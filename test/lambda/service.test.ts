// What is known of an account as a whole: its functions together.
import { describe, expect, it } from 'vitest';
import { type Call, PLAIN, together, told } from '../support/told.js';

const live = (provisionedConcurrency: number, settings: object = {}) => ({
  ...{ ...PLAIN, ...settings },
  aliases: { live: { version: 1, provisionedConcurrency } },
});
const busy: Call[] = [...together(2, 60, 'f:live', 59), ...together(3, 60, 'g:live', 30), [60, 'g', 29]];

describe('the total', () => {
  it('has of provisioned environments those of all functions', () => {
    const { total } = told({ duration: '10m', functions: { f: live(4), g: live(2) } }, busy).result;
    // In use: two for 59 s and two for 30; of six.
    expect(total.provisioned.mean).toBe(6);
    expect(total.provisioned.utilizationMean).toBeCloseTo((2 * 59 + 2 * 30) / (6 * 600), 12);
    expect(total.provisioned.utilizationMax).toBeCloseTo(4 / 6, 12);
    expect([total.aliases, total.deployments]).toEqual([{}, []]);
  });

  it('of one function is that function', () => {
    const { total, functions } = told({ duration: '10m', functions: { f: live(4) } }, busy.slice(0, 2)).result;
    expect({ ...functions['f'], aliases: {}, breakEven: null }).toEqual(total);
  });

  it('has none where nothing is provisioned', () => {
    const { total } = told({ duration: '10m', functions: { f: PLAIN, g: PLAIN } }, [[0, 'f', 1]]).result;
    expect(total.provisioned).toEqual({ mean: 0, utilizationMean: null, utilizationMax: null });
  });
});

describe('the series', () => {
  it('of the account take in all regions', () => {
    const functions = { f: live(4), g: live(2, { region: 'eu-west-1' }), h: { ...PLAIN, reservedConcurrency: 10 } };
    const { account } = told({ duration: '3m', functions }, [...busy, [60, 'h', 29]]).result.series;
    const maximum = (name: string) => account[name]!['Maximum'];
    // One call of g spills over and one is of its own; h has its own reservation.
    expect(maximum('ConcurrentExecutions')).toEqual([0, 7, 0]);
    expect(maximum('UnreservedConcurrentExecutions')).toEqual([0, 2, 0]);
    expect(maximum('ClaimedAccountConcurrency')).toEqual([16, 18, 16]);
  });

  it('of an account that reserves and provisions nothing claim what runs', () => {
    const { account } = told({ duration: '2m', functions: { f: PLAIN, g: PLAIN } }, [
      [0, 'f', 1],
      [0, 'g', 1],
    ]).result.series;
    expect(account['ClaimedAccountConcurrency']).toEqual(account['ConcurrentExecutions']);
    expect(account['UnreservedConcurrentExecutions']).toEqual(account['ConcurrentExecutions']);
  });
});
