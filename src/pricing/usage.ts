// What the account is charged for, without any price.

/** What one function used, or a part of it. GB-seconds come in whole MB-milliseconds, so that sums are exact. */
export interface Usage {
  readonly region: string;
  readonly architecture: 'x86_64' | 'arm64';
  /** Requests served on demand and on provisioned environments. */
  readonly onDemandRequests: number;
  readonly provisionedRequests: number;
  /** How many of each brought an asynchronous event, and the bytes of one: a large event is charged as several requests. */
  readonly onDemandEvents: number;
  readonly provisionedEvents: number;
  readonly eventBytes: number;
  readonly onDemandMBms: number;
  readonly provisionedMBms: number;
  /** Provisioned concurrency times memory times time, used or not. */
  readonly capacityMBms: number;
  /** Ephemeral storage beyond what is included, times billed time. */
  readonly storageMBms: number;
  /** Cached snapshots times memory times time, and restores times memory, of runtimes that pay for them. */
  readonly snapshotMBms: number;
  readonly restoredMB: number;
  /** Of streamed responses, what goes beyond the part that is free in each. */
  readonly streamedBytes: number;
  /** Sent to CloudWatch Logs. */
  readonly logBytes: number;
  /** Provisioned event pollers times hours. */
  readonly sqsPollerHours: number;
  readonly kafkaPollerHours: number;
}

export type Amount = Exclude<keyof Usage, 'region' | 'architecture' | 'eventBytes'>;

/** What is no amount; events are of no size unless told. */
type Used = Pick<Usage, 'region' | 'architecture'> & Partial<Pick<Usage, 'eventBytes'>>;

const NOTHING: Readonly<Record<Amount, 0>> = {
  onDemandRequests: 0,
  provisionedRequests: 0,
  onDemandEvents: 0,
  provisionedEvents: 0,
  onDemandMBms: 0,
  provisionedMBms: 0,
  capacityMBms: 0,
  storageMBms: 0,
  snapshotMBms: 0,
  restoredMB: 0,
  streamedBytes: 0,
  logBytes: 0,
  sqsPollerHours: 0,
  kafkaPollerHours: 0,
};

const AMOUNTS = Object.keys(NOTHING) as readonly Amount[];

/** Usage of which only some amounts are not zero. */
export function usage(of: Used, amounts: Partial<Record<Amount, number>>): Usage {
  const { region, architecture, eventBytes = 0 } = of;
  return { region, architecture, eventBytes, ...NOTHING, ...amounts };
}

export function scaled(whole: Usage, factor: number): Usage {
  const amounts = AMOUNTS.map((amount) => [amount, whole[amount] * factor] as const);
  return usage(whole, Object.fromEntries(amounts));
}

const MBMS_PER_GBS = 1024 * 1000;

export const gbSeconds = (mbms: number): number => mbms / MBMS_PER_GBS;

/** AWS's GB is 1,024 MB, of bytes too (M-PRICE-GB). */
export const gigabytes = (bytes: number): number => bytes / 1024 ** 3;

const FIRST_CHUNK = 256 * 1024; // M-PRICE-ASYNC-SIZE
const FURTHER_CHUNK = 64 * 1024; // M-PRICE-ASYNC-SIZE

/** The requests that an asynchronous event of so many bytes is charged as. M-PRICE-ASYNC-SIZE */
export function asynchronousRequests(bytes: number): number {
  return 1 + Math.ceil(Math.max(0, bytes - FIRST_CHUNK) / FURTHER_CHUNK);
}

/** The requests that are charged. */
export function chargedRequests(used: Usage): { readonly onDemand: number; readonly provisioned: number } {
  const further = asynchronousRequests(used.eventBytes) - 1;
  return {
    onDemand: used.onDemandRequests + further * used.onDemandEvents,
    provisioned: used.provisionedRequests + further * used.provisionedEvents,
  };
}
