// Costs built by hand and consistent in themselves, at the list prices of us-east-1: no simulation has run.
import type { BreakEven, ColdStartCost, Cost, Money, PricingSettings } from '../../src/money-result.js';
import { NO_COST } from './alias-fixtures.js';

export const PRICING: PricingSettings = {
  regions: { 'us-east-1': { asOf: '2026-11' } },
  freeTier: false,
  savingsPlan: null,
  initBilling: 'current',
  hoursPerMonth: 730,
};

export const NO_COLD_START_COST: ColdStartCost = { duration: 0, restores: 0, ahead: 0, total: 0 };

const MEMORY_SIZES = [128, 256, 512, 1769, 2048, 3008, 4096, 8192, 10_240];

/** 72,004 requests and 6,480 GB-seconds on x86_64, of which 864 cold starts of 451 ms made 390. */
export const BUSY_COST: Cost = { ...NO_COST, requests: 0.0144, duration: 0.108, logs: 0.0021, total: 0.1245 };
export const BUSY_COLD_START_COST: ColdStartCost = { duration: 0.0065, restores: 0, ahead: 0, total: 0.0065 };

/** Of 1,024 MB on x86_64 without `cpuBound`, and a runtime without SnapStart. */
export const BUSY_BREAK_EVEN: BreakEven = {
  provisionedUtilization: 0.6,
  provisionedPerHour: 0.015,
  architecture: { to: 'arm64', slowdown: 1.25, cost: 0.1029 },
  memory: MEMORY_SIZES.map((memoryMB) => ({ memoryMB, slowdown: 1024 / memoryMB, handler: null, cost: null })),
  snapStart: null,
};

/** Half of it on what is provisioned. */
export const PROVISIONED_COST: Cost = {
  ...NO_COST,
  requests: 0.0144,
  duration: 0.061,
  provisionedCapacity: 0.075,
  provisionedDuration: 0.032,
  total: 0.1824,
};

export function perMillion({ total }: Cost, invocations: number): number | null {
  return invocations === 0 ? null : (total / invocations) * 1e6;
}

const PARTS = Object.keys(NO_COST) as readonly (keyof Cost)[];

const costOf = (amount: (part: keyof Cost) => number): Cost =>
  Object.fromEntries(PARTS.map((part) => [part, amount(part)])) as unknown as Cost;

export const sumOfCosts = (costs: readonly Cost[]): Cost =>
  costOf((part) => costs.reduce((sum, cost) => sum + cost[part], 0));

/** With a month beside it, of which it is one hour. */
export function withMonth<M extends Money>(money: M): M {
  return { ...money, monthly: costOf((part) => money.cost[part] * PRICING.hoursPerMonth) };
}
