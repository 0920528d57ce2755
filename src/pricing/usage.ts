// What the account is charged for, without any price.

/** What one function used, or a part of it. GB-seconds come in whole MB-milliseconds, so that sums are exact. */
export interface Usage {
  readonly region: string;
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
  /** Of streamed responses, what goes beyond the part that is free in each. */
  readonly streamedBytes: number;
  /** Sent to CloudWatch Logs. */
  readonly logBytes: number;
  /** Provisioned event pollers times hours. */
  readonly sqsPollerHours: number;
  readonly kafkaPollerHours: number;
}

export type Amount = Exclude<keyof Usage, 'region' | 'architecture'>;

const NOTHING: Readonly<Record<Amount, 0>> = {
  onDemandRequests: 0,
  provisionedRequests: 0,
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
export function usage(of: Pick<Usage, 'region' | 'architecture'>, amounts: Partial<Record<Amount, number>>): Usage {
  return { region: of.region, architecture: of.architecture, ...NOTHING, ...amounts };
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
