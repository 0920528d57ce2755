import { describe, expect, it } from 'vitest';
import { describePricing } from '../../../src/scenario/account/describe.js';
import { scenario } from '../../support/scenario.js';

const pricingOf = (account: object, api: object = {}) =>
  describePricing(scenario({ duration: '1h', account, functions: { api: { handler: '100ms', ...api } } }));

describe('the prices that a report names', () => {
  it('are those of the regions that functions are in, each with its date', () => {
    expect(pricingOf({})).toEqual({
      regions: { 'us-east-1': { asOf: '2026-11' } },
      freeTier: false,
      savingsPlan: null,
      initBilling: 'current',
      hoursPerMonth: 730,
    });
    expect(pricingOf({}, { region: 'eu-west-1' }).regions).toEqual({ 'eu-west-1': { asOf: '2024-08' } });
  });

  it('have no date where the scenario gives some of them', () => {
    expect(pricingOf({ prices: { requests: 0.25 } }).regions).toEqual({ 'us-east-1': { asOf: null } });
  });

  it('are charged on the terms of the account', () => {
    const terms = { freeTier: true, savingsPlan: { discount: 0.17, coverage: 0.8 }, initBilling: 'legacy' };
    expect(pricingOf(terms)).toMatchObject(terms);
  });
});
