// The price tables that come with the project, by region. Each figure's source is in docs/MODEL.md under the id beside its
// place in prices.ts; regions beside us-east-1 are M-REGION.
import type { ArchitecturePrices, Prices, Tiers } from './prices.js';

const BILLION = 1e9;
const TERABYTE = 1024; // GB; M-PRICE-LOGS: assumed

/** Where the price of a GB-second falls, by architecture, in every region. M-PRICE-DURATION */
const TIERS = { x86_64: [6 * BILLION, 15 * BILLION, null], arm64: [7.5 * BILLION, 18.75 * BILLION, null] } as const;

function tiers(limits: readonly (number | null)[], prices: readonly number[]): Tiers {
  return limits.map((upTo, at) => ({ upTo, price: prices[at]! }));
}

/** What the first 10 TB of logs cost, the next 20, the next 20, and all beyond. M-PRICE-LOGS */
function logTiers(...prices: readonly [number, number, number, number]): Tiers {
  return tiers([10 * TERABYTE, 30 * TERABYTE, 50 * TERABYTE, null], prices);
}

const US_EAST_1: Prices = {
  asOf: '2026-11',
  request: 0.2e-6,
  ephemeralStorage: 0.0000000309,
  snapStart: { cache: 0.0000015046, restore: 0.0001397998 },
  streaming: 0.008,
  logs: logTiers(0.5, 0.25, 0.1, 0.05),
  pollers: { sqs: 0.00925, kafka: 0.185 },
  x86_64: {
    duration: tiers(TIERS.x86_64, [0.0000166667, 0.000015, 0.0000133334]),
    provisionedCapacity: 0.0000041667,
    provisionedDuration: 0.0000097222,
  },
  arm64: {
    duration: tiers(TIERS.arm64, [0.0000133334, 0.0000120001, 0.0000106667]),
    provisionedCapacity: 0.0000033334,
    provisionedDuration: 0.0000077778,
  },
};

/** What differs between regions that charge for duration what us-east-1 does. */
interface Regional {
  /** GB-seconds of provisioned concurrency and of what runs on it, on x86_64. */
  readonly provisioned: readonly [capacity: number, duration: number];
  readonly storage: number;
  readonly logs: Tiers | null;
  readonly snapStart?: Prices['snapStart'];
}

const NOT_FOUND = { cache: null, restore: null } as const;

/** What could not be found for a region is null: there one's own table has to give it. */
function region({ provisioned: [capacity, duration], storage, logs, snapStart = NOT_FOUND }: Regional): Prices {
  const arm64: ArchitecturePrices = { ...US_EAST_1.arm64, provisionedCapacity: null, provisionedDuration: null };
  return {
    asOf: '2024-08',
    request: US_EAST_1.request,
    ephemeralStorage: storage,
    snapStart,
    streaming: null,
    logs,
    pollers: { sqs: null, kafka: null },
    x86_64: { ...US_EAST_1.x86_64, provisionedCapacity: capacity, provisionedDuration: duration },
    arm64,
  };
}

const VIRGINIA = {
  provisioned: [0.0000041667, 0.0000097222],
  storage: 0.0000000309,
  logs: US_EAST_1.logs,
} as const;

// M-REGION
const TABLES: Readonly<Record<string, Prices>> = {
  'us-east-1': US_EAST_1,
  'us-east-2': region(VIRGINIA),
  'us-west-1': region({
    provisioned: [0.0000049041, 0.000011443],
    storage: 0.000000037,
    logs: logTiers(0.67, 0.335, 0.134, 0.067),
  }),
  'us-west-2': region(VIRGINIA),
  'ca-central-1': region({
    provisioned: [0.000004646, 0.0000108407],
    storage: 0.000000034,
    logs: logTiers(0.55, 0.275, 0.11, 0.055),
  }),
  'sa-east-1': region({
    provisioned: [0.0000066372, 0.0000154867],
    storage: 0.0000000586,
    logs: logTiers(0.9, 0.45, 0.18, 0.09),
  }),
  'eu-west-1': region({
    provisioned: [0.000004646, 0.0000108407],
    storage: 0.000000034,
    logs: logTiers(0.57, 0.285, 0.114, 0.057),
  }),
  'eu-west-2': region({
    provisioned: [0.0000048304, 0.0000112709],
    storage: 0.0000000358,
    logs: logTiers(0.5985, 0.2993, 0.1197, 0.0599),
  }),
  'eu-west-3': region({
    provisioned: [0.0000048673, 0.0000113569],
    storage: 0.0000000358,
    logs: logTiers(0.5985, 0.2993, 0.1197, 0.0599),
  }),
  'eu-central-1': region({
    provisioned: [0.0000050147, 0.0000117011],
    storage: 0.0000000367,
    logs: logTiers(0.63, 0.315, 0.126, 0.063),
  }),
  'eu-north-1': region({
    provisioned: [0.0000044248, 0.0000103245],
    storage: 0.0000000323,
    logs: logTiers(0.54, 0.271, 0.108, 0.054),
  }),
  'ap-northeast-1': region({
    provisioned: [0.0000053835, 0.0000125615],
    storage: 0.000000037,
    logs: logTiers(0.76, 0.38, 0.152, 0.076),
    snapStart: { cache: 0.0000015046, restore: 0.0001397998 },
  }),
  'ap-northeast-2': region({
    provisioned: [0.0000051254, 0.0000119592],
    storage: 0.0000000352,
    logs: logTiers(0.76, 0.38, 0.152, 0.076),
    snapStart: { cache: 0.0000018383, restore: 0.0001674588 },
  }),
  'ap-northeast-3': region({
    provisioned: [0.0000053835, 0.0000125615],
    storage: 0.000000037,
    logs: logTiers(0.76, 0.38, 0.152, 0.076),
  }),
  'ap-southeast-1': region({
    provisioned: [0.0000051991, 0.0000121313],
    storage: 0.000000037,
    logs: logTiers(0.7, 0.35, 0.14, 0.07),
  }),
  'ap-southeast-2': region({
    provisioned: [0.000005236, 0.0000122173],
    storage: 0.000000037,
    logs: logTiers(0.67, 0.335, 0.134, 0.067),
  }),
  'ap-southeast-4': region({
    provisioned: [0.000005236, 0.0000122173],
    storage: 0.000000037,
    logs: logTiers(0.67, 0.335, 0.134, 0.067),
  }),
  'ap-south-1': region({
    provisioned: [0.0000044985, 0.0000104966],
    storage: 0.0000000352,
    logs: logTiers(0.67, 0.335, 0.134, 0.067),
  }),
};

/** Regions with a price table, whole or in part. */
export const PRICED_REGIONS: readonly string[] = Object.keys(TABLES);

const EMPTY_ARCHITECTURE: ArchitecturePrices = { duration: null, provisionedCapacity: null, provisionedDuration: null };

/** What a region without a table starts from. */
const EMPTY: Prices = {
  asOf: null,
  request: null,
  ephemeralStorage: null,
  snapStart: NOT_FOUND,
  streaming: null,
  logs: null,
  pollers: { sqs: null, kafka: null },
  x86_64: EMPTY_ARCHITECTURE,
  arm64: EMPTY_ARCHITECTURE,
};

/** What is known of a region's prices. */
export function listPrices(name: string): Prices {
  return Object.hasOwn(TABLES, name) ? TABLES[name]! : EMPTY;
}
