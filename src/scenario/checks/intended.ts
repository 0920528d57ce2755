// What people mean who write a key or a value in a place where the format has none: habits from AWS's own files and from
// load-testing tools. The nearest word would mislead them; here stands the whole fix.
import { type Path, show } from '../diagnostics.js';
import { didYouMean, type Suggestion } from '../suggest.js';
import { parseRate } from '../units.js';

/** `*` stands for any one segment, `**` for any number of them at the end. */
const KEYS: readonly (readonly [parent: string, keys: readonly string[], hint: string, means?: string])[] = [
  [
    'functions.*',
    ['provisionedConcurrency', 'provisioned'],
    'it belongs to an alias: aliases: { live: { version: 1, provisionedConcurrency: … } }, and the trigger calls function:live',
  ],
  [
    'functions.*',
    ['weights', 'routingConfig', 'additionalVersionWeights'],
    'weights belong to an alias: aliases: { live: { version: 1, weights: { 2: 0.1 } } }',
  ],
  [
    'functions.*',
    ['deployment', 'deploymentPreference', 'deploy'],
    'write deployments: [{ at: 30m, alias: live, version: 2, strategy: Canary10Percent5Minutes }]',
    'deployments',
  ],
  [
    'functions.*',
    ['autoscaling', 'autoScaling', 'scaling', 'targetUtilization', 'scheduled'],
    'it belongs to what an alias provisions: provisionedConcurrency: { min: 2, max: 50, targetUtilization: 0.7 }',
  ],
  ...['aliases', 'versions'].flatMap((owner): typeof KEYS => {
    const at = `functions.*.${owner}.*`;
    return [
      [at, ['deployments', 'deployment', 'deploymentPreference', 'strategy'], 'deployments belong to the function'],
      [
        at,
        [...['min', 'max', 'minCapacity', 'maxCapacity', 'autoscaling', 'scaling', 'targetUtilization', 'scheduled']],
        'write provisionedConcurrency: { min: 2, max: 50, targetUtilization: 0.7 }',
        'provisionedConcurrency',
      ],
      [
        at,
        ['provisioned', 'provisionedConcurrentExecutions', 'provisionedConcurrencyConfig'],
        'write provisionedConcurrency: …',
        'provisionedConcurrency',
      ],
      [`${at}.provisionedConcurrency.**`, ['minimum', 'minCapacity', 'minimumCapacity'], 'write min: …', 'min'],
      [`${at}.provisionedConcurrency.**`, ['maximum', 'maxCapacity', 'maximumCapacity'], 'write max: …', 'max'],
      [
        `${at}.provisionedConcurrency`,
        ['target', 'targetValue', 'utilization', 'targetTracking'],
        'write targetUtilization: 0.7',
        'targetUtilization',
      ],
      [
        `${at}.provisionedConcurrency`,
        ['schedule', 'schedules', 'scheduledActions'],
        'write scheduled: [{ cron: …, min: … }]',
        'scheduled',
      ],
      [`${at}.provisionedConcurrency.scheduled.*`, ['schedule', 'time', 'times'], 'write cron: …, rate: … or at: …'],
      [`${at}.provisionedConcurrency.scheduled.*`, ['timezone', 'zone'], 'write timeZone: …', 'timeZone'],
    ];
  }),
  ['functions.*.aliases.*', ['routingConfig', 'additionalVersionWeights'], 'write weights: { 2: 0.1 }', 'weights'],
  ['functions.*.aliases.*', ['functionVersion'], 'write version: …', 'version'],
  ['functions.*.deployments.*', ['type', 'deploymentPreference', 'preference'], 'write strategy: …', 'strategy'],
  ['functions.*.deployments.*', ['time', 'start', 'after'], 'write at: …', 'at'],
  ['functions.*.deployments.*.strategy', ['type', 'name'], 'a name stands alone: strategy: Canary10Percent5Minutes'],
  ...(
    [
      [['env', 'environmentVariables', 'variables'], 'write environment: { NAME: value }', 'environment'],
      [['memorySize', 'memoryMB', 'memorySizeMB'], 'write memory: 512, in MB', 'memory'],
      [
        ['codeUri', 'CodeUri', 'code', 'codeSize', 'artifact', 's3Bucket', 'filename'],
        'code is not read: package: { size: 12MB, zipped: 4MB } says how large it is',
        'package',
      ],
      [['imageUri', 'packageType', 'image'], 'write package: { type: image, size: 200MB }', 'package'],
      [
        ['policies', 'managedPolicyArns', 'iamRoleStatements', 'permissions'],
        'write role: { policies: [AWSLambdaBasicExecutionRole] }',
        'role',
      ],
      [['vpcConfig', 'subnetIds', 'securityGroupIds'], 'write vpc: true', 'vpc'],
      [['architectures'], 'write architecture: arm64', 'architecture'],
      [['ephemeralStorageSize', 'storage'], 'write ephemeralStorage: 1024, in MB', 'ephemeralStorage'],
      [['reservedConcurrentExecutions'], 'write reservedConcurrency: …', 'reservedConcurrency'],
      [['maximumEventAgeInSeconds', 'maxEventAge', 'maximumRecordAge'], 'write maximumEventAge: 1h', 'maximumEventAge'],
      [['retryAttempts', 'maximumRetries'], 'write maximumRetryAttempts: 2', 'maximumRetryAttempts'],
      [['eventInvokeConfig'], 'write maximumRetryAttempts: 2 and maximumEventAge: 6h', 'maximumRetryAttempts'],
      [['qualifier', 'functionVersion'], 'versions belong to aliases: aliases: { live: { version: 1 } }'],
    ] as const
  ).map(([keys, hint, means]): (typeof KEYS)[number] =>
    means === undefined ? ['functions.*', keys, hint] : ['functions.*', keys, hint, means],
  ),
  ['functions.*.snapStart', ['applyOn', 'ApplyOn'], 'write snapStart: true'],
  ['functions.*.package', ['codeSize', 'unzipped', 'unzippedSize'], 'write size: 12MB', 'size'],
  ['functions.*.package', ['zippedSize', 'uploadSize'], 'write zipped: 4MB', 'zipped'],
  ['functions.*.role', ['managedPolicies', 'actions', 'policy', 'statements'], 'write policies: [sqs:*]', 'policies'],
  ['functions.*', ['concurrency'], 'reservedConcurrency is the cap; provisionedConcurrency belongs to an alias'],
  ['functions.*', ['duration', 'executionTime'], 'how long it runs is its handler, for example handler: 80ms'],
  [
    'functions.*',
    ['coldStart', 'coldStartDuration'],
    'how long a cold start initialises is init, for example init: 400ms',
  ],
  ['functions.*', ['name'], 'the key above is the function’s name'],
  ['functions.*', ['version'], 'versions belong to aliases: aliases: { live: { version: 1 } }'],
  ['triggers.*', ['function', 'lambda', 'functionName'], 'name it as target: function or function:alias', 'target'],
  ['triggers.*', ['rate', 'rps', 'arrivalRate'], 'write arrivals: { poisson: { rate: … } }', 'arrivals'],
  ['triggers.*', ['cron', 'schedule'], 'write arrivals: { schedule: { cron: … } }', 'arrivals'],
  ['triggers.*', ['vus', 'users'], 'write arrivals: { closed: { users: …, thinkTime: … } }', 'arrivals'],
  [
    'triggers.*',
    ['constant', 'poisson', 'steps', 'ramp', 'diurnal', 'bursts', 'mmpp', 'closed', 'counts'],
    'it belongs under arrivals:',
    'arrivals',
  ],
  ['triggers.*.arrivals.**', ['target', 'arrivalRate'], 'write rate: …', 'rate'],
  ['triggers.*.arrivals.**', ['closed'], 'users in a closed loop stand alone: give them a trigger of their own'],
  ['triggers.*.arrivals', ['rate'], 'write poisson: { rate: … }, or constant: { rate: … }'],
  ['account', ['memory', 'timeout', 'runtime'], 'it belongs to a function'],
];

/** The fix for a key that the format does not have under `parent`, with the key that is meant where it stands there too. */
export function intendedKey(parent: Path, key: string): Suggestion | undefined {
  const [, , hint, means] = KEYS.find(([pattern, keys]) => keys.includes(key) && matches(pattern, parent)) ?? [];
  if (hint === undefined) return undefined;
  return means === undefined ? { hint } : { hint, suggestion: means };
}

/** The fix for a value that does not belong at `path`; `undefined` where none is known. */
export function intendedValue(path: Path, value: unknown): string | undefined {
  if (typeof value === 'object') return inList(path, value);
  if (typeof value !== 'string') return undefined;
  const percent = /^(\d{1,3}(?:\.\d+)?)\s*%$/.exec(value)?.[1];
  if (percent !== undefined && path.at(-1) === 'percentage') return `write ${percent}`;
  if (percent !== undefined && path.at(-1) !== 'provisionedConcurrency')
    return `write ${Number((Number(percent) / 100).toPrecision(12))}`;
  if (path.length === 2 && path[0] === 'account') return didYouMean(value, WORDS[path[1]!] ?? []).hint;
  const isRate = 'value' in parseRate(value);
  if (isRate && matches('triggers.*.arrivals', path)) return `did you mean { poisson: { rate: ${show(value)} } }?`;
  if (isRate && matches('triggers.*.arrivals.*', path)) return `did you mean { rate: ${show(value)} }?`;
  if (matches('functions.*.handler', path) && /^[\w./-]+[.:][\w.]+$/.test(value) && !/^[\d.]/.test(value))
    return 'here handler is how long it runs when warm, for example 80ms';
  if (matches('functions.*.snapStart', path) && value === 'PublishedVersions') return 'write snapStart: true';
  if (matches('functions.*.layers.*', path)) return `write { name: "${show(value, 140)}", size: 20MB }`;
  if (matches('functions.*.role.policies', path)) return `write a list: [${show(value)}]`;
  return matches('functions.*.memory', path) ? inMegabytes(value) : undefined;
}

/** Words that keys of the account take in place of a number or a map. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  concurrency: ['new-account'],
  scalingRate: ['none', 'legacy-burst'],
};

/** Lists of which there is mostly one entry are soon written as that entry, or by the name of what it is about. */
function inList(path: Path, value: object | null): string | undefined {
  if (matches('functions.*.role', path) && Array.isArray(value)) return 'write { policies: […] }';
  if (value === null || Array.isArray(value)) return undefined;
  if (matches('functions.*.vpc', path)) return 'write vpc: true';
  if (matches('functions.*.ephemeralStorage', path)) return 'write the number of MB: ephemeralStorage: 1024';
  if (matches('functions.*.deployments', path)) return 'write a list: [{ at: 30m, alias: live, version: 2 }]';
  if (matches('functions.*.*.*.provisionedConcurrency.scheduled', path))
    return 'write a list: [{ cron: 0 8 ? * MON-FRI *, min: 20 }]';
  return undefined;
}

function inMegabytes(text: string): string | undefined {
  const [, digits, unit] = /^(\d{1,6})\s*(MB?|MiB|GB?|GiB)?$/i.exec(text) ?? [];
  if (digits === undefined) return undefined;
  return `write ${Number(digits) * (/^g/i.test(unit ?? '') ? 1024 : 1)}`;
}

function matches(pattern: string, path: Path): boolean {
  const segments = pattern.split('.');
  const open = segments.at(-1) === '**';
  const fixed = open ? segments.slice(0, -1) : segments;
  if (open ? path.length < fixed.length : path.length !== fixed.length) return false;
  return fixed.every((segment, index) => segment === '*' || segment === String(path[index]));
}
