// From usage to money: what a unit costs each function once tiers and the free tier are shared out, and what that makes.
import type { Cost } from '../money-result.js';
import { covered, FREE_TIER, type Prices, type SavingsPlan, type Tiers } from './prices.js';
import { type Amount, chargedRequests, gbSeconds, gigabytes, type Usage } from './usage.js';

export type Bill = Cost;

/** On what terms an account pays. */
export interface Terms {
  /** By region. */
  readonly prices: Readonly<Record<string, Prices>>;
  /** Whether the free tier of one month is taken off. */
  readonly freeTier: boolean;
  readonly savingsPlan: SavingsPlan | null;
}

/** What a function pays for one unit, in USD; `null` where the table has no price. */
export interface Rates {
  readonly request: number | null;
  /** The share of requests and of GB-seconds on demand, and of streamed GB, that the free tier leaves to pay. */
  readonly paid: { readonly requests: number; readonly duration: number; readonly streaming: number };
  /** GB-seconds. */
  readonly duration: number | null;
  readonly provisionedDuration: number | null;
  readonly provisionedCapacity: number | null;
  readonly ephemeralStorage: number | null;
  readonly snapshot: number | null;
  /** GB. */
  readonly restored: number | null;
  readonly streamed: number | null;
  readonly logged: number | null;
  readonly pollerHour: Prices['pollers'];
}

/**
 * What a unit costs each of the functions, in the order given. Tiers hold for a region's usage of one architecture, the free
 * tier for the whole account: the functions that used them share them in proportion, so they pay an average price.
 */
export function ratesOf(usages: readonly Usage[], terms: Terms): Rates[] {
  const free = terms.freeTier ? FREE_TIER : { requests: 0, gbSeconds: 0, streamedGB: 0 };
  // The free tier does not apply to what runs on provisioned concurrency.
  const requests = usages.reduce((sum, each) => sum + chargedRequests(each).onDemand, 0);
  const paid = {
    requests: paidShare(requests, free.requests),
    duration: paidShare(gbSeconds(sumOf(usages, 'onDemandMBms')), free.gbSeconds),
    streaming: paidShare(gigabytes(sumOf(usages, 'streamedBytes')), free.streamedGB),
  };
  const left = covered(terms.savingsPlan);
  return usages.map(({ region, architecture }) => {
    const prices = terms.prices[region]!;
    const own = prices[architecture];
    const here = usages.filter((each) => each.region === region);
    const alike = here.filter((each) => each.architecture === architecture);
    const paidFor = gbSeconds(sumOf(alike, 'onDemandMBms')) * paid.duration;
    return {
      request: prices.request,
      paid,
      duration: times(averagePrice(paidFor, own.duration), left),
      provisionedDuration: times(own.provisionedDuration, left),
      provisionedCapacity: times(own.provisionedCapacity, left),
      ephemeralStorage: prices.ephemeralStorage,
      snapshot: prices.snapStart.cache,
      restored: prices.snapStart.restore,
      streamed: prices.streaming,
      logged: averagePrice(gigabytes(sumOf(here, 'logBytes')), prices.logs),
      pollerHour: prices.pollers,
    };
  });
}

/** What a function's usage, or a part of it, costs at its rates. */
export function charged(used: Usage, rates: Rates): Bill {
  const { paid, pollerHour } = rates;
  const requests = chargedRequests(used);
  return totalled({
    requests: priced(requests.onDemand * paid.requests + requests.provisioned, rates.request),
    duration: priced(gbSeconds(used.onDemandMBms) * paid.duration, rates.duration),
    provisionedCapacity: priced(gbSeconds(used.capacityMBms), rates.provisionedCapacity),
    provisionedDuration: priced(gbSeconds(used.provisionedMBms), rates.provisionedDuration),
    snapStart: priced(gbSeconds(used.snapshotMBms), rates.snapshot) + priced(used.restoredMB / 1024, rates.restored),
    ephemeralStorage: priced(gbSeconds(used.storageMBms), rates.ephemeralStorage),
    logs: priced(gigabytes(used.logBytes), rates.logged),
    streaming: priced(gigabytes(used.streamedBytes) * paid.streaming, rates.streamed),
    pollers: priced(used.sqsPollerHours, pollerHour.sqs) + priced(used.kafkaPollerHours, pollerHour.kafka),
  });
}

/** One bill a function, in the order given. */
export function bill(usages: readonly Usage[], terms: Terms): Bill[] {
  const rates = ratesOf(usages, terms);
  return usages.map((each, at) => charged(each, rates[at]!));
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
    logs: sum('logs'),
    streaming: sum('streaming'),
    pollers: sum('pollers'),
  });
}

function totalled(parts: Omit<Bill, 'total'>): Bill {
  return { ...parts, total: Object.values(parts).reduce((sum, part) => sum + part, 0) };
}

/** The check of a scenario sees to it that no price is missing which it may need (M-REGION). */
function priced(amount: number, price: number | null): number {
  if (amount === 0) return 0;
  if (price === null) throw new Error('something is charged for which the region has no price');
  return amount * price;
}

function times(price: number | null, factor: number): number | null {
  return price === null ? null : price * factor;
}

function sumOf(usages: readonly Usage[], amount: Amount): number {
  return usages.reduce((sum, each) => sum + each[amount], 0);
}

/** The share of all usage that is left to pay once the free part is taken off. */
function paidShare(used: number, free: number): number {
  if (free === 0) return 1;
  return used > free ? (used - free) / used : 0;
}

/** What a unit costs on average when so much is used. */
function averagePrice(amount: number, tiers: Tiers | null): number | null {
  if (tiers === null) return null;
  const [first] = tiers;
  return amount > (first!.upTo ?? Infinity) ? tiered(amount, tiers) / amount : first!.price;
}

/** The price of a month's usage through its tiers. */
export function tiered(amount: number, tiers: Tiers): number {
  let sum = 0;
  let below = 0;
  for (const { upTo, price } of tiers) {
    if (amount <= below) break;
    const end = upTo ?? Infinity;
    sum += (Math.min(amount, end) - below) * price;
    below = end;
  }
  return sum;
}
