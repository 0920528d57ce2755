// What the scenario format has that this version does not simulate: it deserves another answer than "unknown key".
import type { Path } from '../diagnostics.js';

/** `*` stands for any one segment. */
const LATER_KEYS: readonly (readonly [parent: string, keys: readonly string[]])[] = [
  ['account', ['initBilling', 'savingsPlan', 'prices']],
  [
    'functions.*',
    [
      ...['region', 'proactiveInit', 'payload', 'response', 'logBytes', 'environment', 'role'],
      ...['maximumRetryAttempts', 'maximumEventAge', 'onFailure', 'calls', 'deployments'],
    ],
  ],
  ['functions.*.aliases.*', ['weights']],
  [
    'triggers.*',
    [
      ...[
        'retries',
        'batchSize',
        'batchWindow',
        'maximumConcurrency',
        'visibilityTimeout',
        'maxReceiveCount',
        'shards',
      ],
      ...['parallelizationFactor', 'maximumRetryAttempts', 'maximumEventAge'],
    ],
  ],
];

const LATER_TRIGGERS = ['async', 'sns', 's3', 'eventBridge', 'sqs', 'kinesis', 'dynamodb', 'msk', 'kafka', 'schedule'];

export function isLaterKey(parent: Path, key: string): boolean {
  return LATER_KEYS.some(([pattern, keys]) => keys.includes(key) && matches(pattern, parent));
}

/** Whether a value that the schema refuses at `path` is one that a later version takes. */
export function isLaterValue(path: Path, value: unknown): boolean {
  const collection = typeof value === 'object' && value !== null;
  const text = typeof value === 'string' ? value : '';
  if (matches('triggers.*.type', path)) return LATER_TRIGGERS.some((type) => type.toLowerCase() === text.toLowerCase());
  if (matches('account.region', path)) return /^[a-z]{2}(?:-[a-z]+){1,2}-\d$/.test(text);
  const provisioned = ['functions.*.aliases.*.provisionedConcurrency', 'functions.*.versions.*.provisionedConcurrency'];
  return collection && !Array.isArray(value) && provisioned.some((pattern) => matches(pattern, path));
}

function matches(pattern: string, path: Path): boolean {
  const segments = pattern.split('.');
  return (
    segments.length === path.length && segments.every((segment, index) => segment === '*' || segment === path[index])
  );
}
