// By whose prices and on what terms an account pays, for reports.
import type { PricingSettings } from '../../money-result.js';
import { HOURS_PER_MONTH } from '../../pricing/prices.js';
import type { Scenario } from '../types.js';

export function describePricing({ account }: Pick<Scenario, 'account'>): PricingSettings {
  const { prices, freeTier, savingsPlan, initBilling } = account;
  const regions = Object.entries(prices).map(([region, { asOf }]) => [region, { asOf }] as const);
  return { regions: Object.fromEntries(regions), freeTier, savingsPlan, initBilling, hoursPerMonth: HOURS_PER_MONTH };
}
