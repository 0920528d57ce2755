// Every number about what Lambda polls, each with its id in docs/MODEL.md: a part of defaults.ts, which would be too long with
// it. Times are microseconds.
import type { Range } from '../defaults.js';

const SECOND = 1_000_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

export const BATCH_SIZE = { min: 1, max: 10_000, byDefault: 100 } as const; // M-STREAM-BATCH
export const BATCH_WINDOW: Range = { min: 0, max: 300 * SECOND }; // M-STREAM-BATCH
export const PARALLELIZATION_FACTOR: Range = { min: 1, max: 10 }; // M-STREAM-LANES
export const STREAM_RETRIES: Range = { min: -1, max: 10_000 }; // M-STREAM-RETRIES
export const RECORD_AGE: Range = { min: MINUTE, max: 168 * HOUR }; // M-STREAM-AGE
export const STREAM_RETENTION: Range = { min: 24 * HOUR, max: 8_760 * HOUR }; // M-STREAM-RETENTION
export const KAFKA_RETENTION = { min: MINUTE, max: 87_600 * HOUR, says: 'it must lie between 1m and 3650d' } as const; // M-KAFKA-BATCH
export const KAFKA_POLLERS = {
  min: { min: 1, max: 200, byDefault: 1 },
  max: { min: 1, max: 2_000, byDefault: 200 },
} as const; // M-KAFKA-POLLERS
/** Batches at a time of a consumer and of a provisioned poller, when lag is looked at, and when what follows is in force. */
export const KAFKA_SCALING = { perConsumer: 1, perPoller: 5, every: MINUTE, delay: 3 * MINUTE } as const; // M-KAFKA-CONSUMERS
export const POLL_INTERVAL = { kinesis: SECOND, dynamodb: SECOND / 4 } as const; // M-STREAM-POLL
/** How long a batch waits that is sent again: `first`, doubled each time to `most`. M-STREAM-BACKOFF: assumed */
export const STREAM_BACKOFF = { first: SECOND, most: MINUTE } as const;

// What polls an SQS queue: how it may be set, and how it scales. M-SQS-SETTINGS: all but the last four
export const SQS_BATCH = { min: 1, max: 10_000, byDefault: 10, ofFifo: 10, withoutWindow: 10 } as const;
export const SQS_WINDOW = { min: 0, max: 300 * SECOND, leastForLarge: SECOND } as const;
export const SQS_CONCURRENCY: Range = { min: 2, max: 1_000 };
export const SQS_VISIBILITY: Range = { min: 0, max: 12 * HOUR };
export const SQS_RECEIVES: Range = { min: 1, max: 1_000 };
export const SQS_RETENTION: Range = { min: MINUTE, max: 14 * 24 * HOUR };
export const SQS_LEAST_POLLERS = { min: 2, max: 200, byDefault: 2 } as const;
export const SQS_MOST_POLLERS = { min: 2, max: 10_000, byDefault: 200 } as const;
export const SQS_ADVICE = { timeouts: 6, receives: 5, reserved: 5 } as const;
export const SQS_SCALING = { first: 5, perMinute: 300, most: 1_250 } as const; // M-SQS-SCALING: batches at a time
export const SQS_POLLER = { batches: 10, perMinute: 1_000 } as const; // M-SQS-POLLERS: at a time of each, and more of all
export const SQS_BACKOFF = { first: SECOND, most: MINUTE, lowered: 0.1, floor: 2 } as const; // M-SQS-BACKOFF: assumed
/** A message that was received so often and came back is left out of the age of the oldest. */
export const SQS_POISON_RECEIVES = 3; // M-SQS-OLDEST
