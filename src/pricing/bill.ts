// From usage to money: tiers and the free tier over the whole account, shared pro rata by the functions that used it.
import { type ArchitecturePrices, breakEvenUtilization, type Prices, type Tiers } from './prices.js';

/** What one function used. GB-seconds come in whole MB-milliseconds, so that sums are exact. */
export interface Usage {
  readonly architecture: 'x86_64' | 'arm64';
  /** Requests served on demand and on provisioned environments. */
  readonly onDemandRequests: number;
  readonly provisionedRequests: number;
  readonly onDemandMBms: number;
  readonly provisionedMBms: number;
  /** Provisioned concurrency times memory times time, used or not. */
  readonly capacityMBms: number;
  /** Ephemeral storage beyond what is included, times billed time. */
  readonly storageMBms: number;
  /** Cached snapshots times memory times time, and restores times memory, of runtimes that pay for them. */
  readonly snapshotMBms: number;
  readonly restoredMB: number;
}

export interface Bill {
  readonly requests: number;
  readonly duration: number;
  readonly provisionedCapacity: number;
  readonly provisionedDuration: number;
  readonly snapStart: number;
  readonly ephemeralStorage: number;
  readonly logs: number;
  readonly streaming: number;
  readonly pollers: number;
  readonly total: number;
}

const MBMS_PER_GBS = 1024 * 1000;

export const gbSeconds = (mbms: number): number => mbms / MBMS_PER_GBS;

/** One bill a function, in the order given. `freeTier` leaves out the free requests and GB-seconds of one month. */
export function bill(usages: readonly Usage[], prices: Prices, freeTier: boolean): Bill[] {
  // The free tier does not apply to what runs on provisioned concurrency.
  const payRequests = freeTier
    ? paidShare(
        usages.map((usage) => usage.onDemandRequests),
        prices.freeTier.requests,
      )
    : 1;
  const payDuration = freeTier
    ? paidShare(
        usages.map((usage) => gbSeconds(usage.onDemandMBms)),
        prices.freeTier.gbSeconds,
      )
    : 1;
  const average = {
    x86_64: averagePrice(usages, 'x86_64', prices.x86_64, payDuration),
    arm64: averagePrice(usages, 'arm64', prices.arm64, payDuration),
  };
  return usages.map((usage) => {
    const own = prices[usage.architecture];
    return totalled({
      requests: (usage.onDemandRequests * payRequests + usage.provisionedRequests) * prices.request,
      duration: gbSeconds(usage.onDemandMBms) * payDuration * average[usage.architecture],
      provisionedCapacity: gbSeconds(usage.capacityMBms) * own.provisionedCapacity,
      provisionedDuration: gbSeconds(usage.provisionedMBms) * own.provisionedDuration,
      snapStart:
        gbSeconds(usage.snapshotMBms) * prices.snapStart.cache + (usage.restoredMB / 1024) * prices.snapStart.restore,
      ephemeralStorage: gbSeconds(usage.storageMBms) * prices.ephemeralStorage,
    });
  });
}

/** What provisioned environments of one function cost, of environments times microseconds and of billed milliseconds. */
export function provisionedPrices(own: ArchitecturePrices, memoryMB: number) {
  const perMs = (price: number) => (ms: number) => gbSeconds(ms * memoryMB) * price;
  return {
    capacity: (used: number): number => perMs(own.provisionedCapacity)(used / 1000),
    duration: perMs(own.provisionedDuration),
    onDemand: perMs(own.duration[0]!.price),
    breakEven: breakEvenUtilization(own),
  };
}

/** The sum of several bills, part by part. */
export function sumOfBills(bills: readonly Bill[]): Bill {
  const sum = (part: keyof Bill): number => bills.reduce((total, each) => total + each[part], 0);
  return totalled({
    requests: sum('requests'),
    duration: sum('duration'),
    provisionedCapacity: sum('provisionedCapacity'),
    provisionedDuration: sum('provisionedDuration'),
    snapStart: sum('snapStart'),
    ephemeralStorage: sum('ephemeralStorage'),
  });
}

type Parts = Omit<Bill, 'logs' | 'streaming' | 'pollers' | 'total'>;

function totalled(parts: Parts): Bill {
  const { requests, duration, provisionedCapacity, provisionedDuration, snapStart, ephemeralStorage } = parts;
  const total = requests + duration + provisionedCapacity + provisionedDuration + snapStart + ephemeralStorage;
  return {
    requests,
    duration,
    provisionedCapacity,
    provisionedDuration,
    snapStart,
    ephemeralStorage,
    logs: 0,
    streaming: 0,
    pollers: 0,
    total,
  };
}

/** The share of all usage that is left to pay once the free part is taken off. */
function paidShare(usage: readonly number[], free: number): number {
  const total = usage.reduce((sum, each) => sum + each, 0);
  return total > free ? (total - free) / total : 0;
}

/** Tiers count the account's usage of one architecture together, so its functions pay one average price. */
function averagePrice(usages: readonly Usage[], architecture: string, own: ArchitecturePrices, paid: number): number {
  const total = usages.reduce(
    (sum, usage) => sum + (usage.architecture === architecture ? gbSeconds(usage.onDemandMBms) * paid : 0),
    0,
  );
  return total > own.duration[0]!.upTo ? tiered(total, own.duration) / total : own.duration[0]!.price;
}

/** The price of a month's usage through its tiers. */
export function tiered(amount: number, tiers: Tiers): number {
  let sum = 0;
  let below = 0;
  for (const { upTo, price } of tiers) {
    if (amount <= below) break;
    sum += (Math.min(amount, upTo) - below) * price;
    below = upTo;
  }
  return sum;
}
