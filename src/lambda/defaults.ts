// Every number about AWS Lambda that a scenario falls back on, each with its id in docs/MODEL.md. Prices live in pricing/,
// what was fitted to logs in calibrated.ts. Times are microseconds unless the name says otherwise.

const MILLISECOND = 1_000;
const SECOND = 1_000_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const MIB = 1_048_576;

export interface Range {
  readonly min: number;
  readonly max: number;
}

// What AWS fills in where a function says nothing.
export const DEFAULT_MEMORY_MB = 128; // M-MEMORY
export const DEFAULT_TIMEOUT = 3 * SECOND; // M-TIMEOUT
export const DEFAULT_STORAGE_MB = 512; // M-STORAGE
export const DEFAULT_RUNTIME = 'nodejs22.x'; // M-RUNTIME

// What AWS refuses.
export const MEMORY_MB: Range = { min: 128, max: 10_240 }; // M-MEMORY
export const TIMEOUT: Range = { min: SECOND, max: 900 * SECOND }; // M-TIMEOUT
export const STORAGE_MB: Range = { min: 512, max: 10_240 }; // M-STORAGE
export const MAX_ZIP_BYTES = 250 * MIB; // M-PACKAGE
export const MAX_IMAGE_BYTES = 10 * 1_024 * MIB; // M-PACKAGE
export const MAX_UPLOAD_BYTES = 50 * MIB; // M-PACKAGE: zipped
export const MAX_LAYERS = 5; // M-LAYERS
/** A layer's version by its ARN: region, the layer without its version, and that. M-LAYERS */
export const LAYER_VERSION = /^(arn:[a-zA-Z0-9-]+:lambda:([a-z0-9-]+):\d{12}:layer:[a-zA-Z0-9_-]+):(\d+)$/;
export const FUNCTION_NAME = /^[a-zA-Z0-9_-]{1,64}$/; // M-NAMES
export const MAX_FUNCTION_NAME = 64; // M-NAMES
export const ALIAS_NAME = /^(?!\d+$)[a-zA-Z0-9_-]{1,128}$/; // M-NAMES
export const MAX_ALIAS_NAME = 128; // M-NAMES
export const VERSION_NUMBER = /^[1-9]\d{0,17}$/; // M-NAMES
export const QUALIFIER = /^[a-zA-Z0-9$_-]{1,128}$/; // M-NAMES
export const MANAGED_INSTANCES_VERSION = '$LATEST.PUBLISHED'; // M-NAMES: of Lambda Managed Instances alone
export const MAX_FUNCTION_ARN = 140; // M-NAMES
export const MAX_DESCRIPTION = 256; // M-NAMES
export const ROLE_ARN = /^arn:(?:aws[a-zA-Z-]*)?:iam::\d{12}:role\/?[a-zA-Z_0-9+=,.@\-_/]+$/; // M-ROLE
export const MAX_ENVIRONMENT_BYTES = 4_096; // M-ENVIRONMENT
export const VARIABLE_NAME = /^[a-zA-Z][a-zA-Z0-9_]+$/; // M-ENVIRONMENT
/** Environment variables that Lambda sets itself. M-ENVIRONMENT */
export const RESERVED_VARIABLES: readonly string[] = [
  ...['_HANDLER', '_X_AMZN_TRACE_ID', 'AWS_DEFAULT_REGION', 'AWS_REGION', 'AWS_EXECUTION_ENV', 'LAMBDA_TASK_ROOT'],
  ...['LAMBDA_RUNTIME_DIR', 'AWS_ACCESS_KEY', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'],
  ...['NAME', 'MEMORY_SIZE', 'VERSION'].map((what) => `AWS_LAMBDA_FUNCTION_${what}`),
  ...['INITIALIZATION_TYPE', 'LOG_GROUP_NAME', 'LOG_STREAM_NAME', 'RUNTIME_API'].map((what) => `AWS_LAMBDA_${what}`),
];

// What happens to an asynchronous invocation that fails or waits. M-ASYNC-SETTINGS
export const RETRY_ATTEMPTS: Range & { readonly byDefault: number } = { min: 0, max: 2, byDefault: 2 };
export const EVENT_AGE: Range = { min: MINUTE, max: 6 * HOUR };
export const ASYNC_RETRY_DELAYS: readonly number[] = [MINUTE, 2 * MINUTE]; // M-ASYNC-RETRIES
/** How long a throttled event waits in the queue: from the first time on, each time longer by the factor. M-ASYNC-BACKOFF: factor assumed */
export const ASYNC_BACKOFF = { first: SECOND, factor: 2, most: 5 * MINUTE } as const;

/**
 * What names a function, from any part of its ARN on: `arn:aws:lambda:us-east-1:123456789012:function:f:live`,
 * `123456789012:function:f`, `function:f`, `f:live`. What the names may hold is not looked at. M-NAMES
 */
export const FUNCTION_ARN =
  /^(?<before>(?:arn:(?:aws[a-zA-Z-]*)?:lambda:)?(?:(?<region>(?:eusc-)?[a-z]{2}(?:-gov|-iso[a-z]?)?-[a-z]+-\d):)?(?:\d{12}:)?(?:function:)?)(?<name>[^:]+)(?::(?<qualifier>[^:]+))?$/;

// Processors, and how long starting may take.
export const INIT_LIMIT = 10 * SECOND; // M-INIT-LIMIT: on demand
export const LONG_INIT_LIMIT = 130 * SECOND; // M-INIT-LIMIT: for provisioned concurrency and SnapStart, or the timeout if longer
export const RESTORE_LIMIT = 10 * SECOND; // M-RESTORE

// SnapStart takes these families from these versions on, and no more ephemeral storage than is included. M-SNAPSTART
const SNAPSTART_FROM: readonly (readonly [family: RegExp, least: number])[] = [
  [/^java(\d+)/, 11],
  [/^python3\.(\d+)$/, 12],
  [/^dotnet(\d+)$/, 8],
];
export const SNAPSTART_STORAGE_MB = 512;
export function snapStartSupports(runtime: string): boolean {
  return SNAPSTART_FROM.some(([family, least]) => Number(family.exec(runtime)?.[1] ?? 0) >= least);
}

/** Java keeps and restores snapshots free of charge. M-PRICE-SNAPSTART */
export function isJava(runtime: string): boolean {
  return runtime.startsWith('java');
}

// The account.
export const ACCOUNT_CONCURRENCY = 1_000; // M-ACCOUNT
export const SCALING_RATE = { burst: 1_000, perSecond: 100 } as const; // M-SCALING
export const REQUEST_RATE = 10; // M-RPS: synchronous requests a second for each unit of concurrency
/** The account's region unless it is said, and what a region's name looks like. M-REGION */
export const DEFAULT_REGION = 'us-east-1';
export const REGION_NAME = /^(?:eusc-)?[a-z]{2}(?:-gov|-iso[a-z]?)?-[a-z]+-\d$/;
/** Those of which a misspelt name may be meant. M-REGION */
export const REGIONS: readonly string[] = [
  ...['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2', 'us-gov-east-1', 'us-gov-west-1'],
  ...['ca-central-1', 'ca-west-1', 'mx-central-1', 'sa-east-1'],
  ...['eu-west-1', 'eu-west-2', 'eu-west-3', 'eu-central-1', 'eu-central-2', 'eu-north-1', 'eu-south-1', 'eu-south-2'],
  ...['ap-east-1', 'ap-east-2', 'ap-south-1', 'ap-south-2', 'ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3'],
  ...['ap-southeast-1', 'ap-southeast-2', 'ap-southeast-3', 'ap-southeast-4', 'ap-southeast-5', 'ap-southeast-6'],
  ...['ap-southeast-7', 'af-south-1', 'il-central-1', 'me-central-1', 'me-south-1', 'cn-north-1', 'cn-northwest-1'],
];
export const NEW_ACCOUNT = { concurrency: 10, memoryMB: 3_008 } as const; // M-NEW-ACCOUNT
/** Provisioned environments: how long AWS prepares before the first init, and the distance between two starts of a function. */
export const PREPARATION = 90 * SECOND; // M-PREPARATION
export const ALLOCATION_STEP = MINUTE / 6_000; // M-ALLOCATION-RATE
export const MAX_LIFETIME = 2 * HOUR; // M-LIFETIME

// Who calls.
export const SCHEDULE_STEP = MINUTE; // M-SCHEDULE: schedules are whole minutes
export const SHORTEST_ANSWER = MILLISECOND; // M-CLOSED: a user whose call took no time at all goes on after this

/**
 * Before November 2023 all functions of a region shared one burst of new environments and what came on top of it each minute.
 * M-LEGACY-BURST
 */
export function legacyBurst(region: string): number {
  return LEGACY_BURSTS[region] ?? 500;
}
export const LEGACY_BURST_REFILL = { tokens: 500, period: MINUTE } as const; // M-LEGACY-BURST
const LEGACY_BURSTS: Readonly<Record<string, number>> = {
  'us-east-1': 3_000,
  'us-west-2': 3_000,
  'eu-west-1': 3_000,
  'ap-northeast-1': 1_000,
  'eu-central-1': 1_000,
  'us-east-2': 1_000,
};

// Payloads.
export const PAYLOAD_LIMIT = 6 * MIB; // M-PAYLOAD: of a request and of a response, each
export const ALB_PAYLOAD_LIMIT = MIB; // M-PAYLOAD: through a load balancer
export const STREAM_LIMIT = 200 * MIB; // M-PAYLOAD: of a streamed response
export const STREAM_RATE = { free: 6 * MIB, bytesPerSecond: 2 * MIB } as const; // M-PAYLOAD: as fast as it goes, then this

// Application Auto Scaling of provisioned concurrency.
export const METRIC_PERIOD = MINUTE; // M-ALARMS
export const HIGH_DATAPOINTS = 3; // M-ALARMS
export const LOW_DATAPOINTS = 15; // M-ALARMS
export const LOW_SHARE = 0.9; // M-ALARMS: the low alarm's threshold as a share of the target
export const TARGET_UTILIZATION = { min: 0.1, max: 0.9 } as const; // M-TARGET
export const CAPACITY_BILLING_STEP = 5 * MINUTE; // M-PRICE-PROVISIONED-STEPS
export const ROOM_CHECK = SECOND; // M-ALLOCATION-ROOM: assumed

/** The deployment preferences of AWS SAM; their numbers are in their names. M-DEPLOY */
export const DEPLOYMENT_PREFERENCES: readonly string[] = [
  'AllAtOnce',
  ...['Canary10Percent5Minutes', 'Canary10Percent10Minutes', 'Canary10Percent15Minutes', 'Canary10Percent30Minutes'],
  ...['Linear10PercentEvery1Minute', 'Linear10PercentEvery2Minutes', 'Linear10PercentEvery3Minutes'],
  'Linear10PercentEvery10Minutes',
];

/** The concurrency that must stay unreserved. M-RESERVED */
export function unreservedFloor(accountConcurrency: number): number {
  return Math.min(100, accountConcurrency);
}

/** Gone so far at an idle time: straight lines between, from probability 0 to 1. */
export type Curve = readonly (readonly [probability: number, time: number])[];

/** A keep-alive as published measurements describe it; `spare` is always the same, or drawn along a curve. */
export interface KeepAlivePreset {
  readonly idle: number | null;
  readonly spare: number | Curve;
  readonly maxLifetime: number | null;
}

// M-KEEPALIVE-2019: the middle three are means over March to May, the ends the first and last seen in January.
const SPARE_2019: Curve = [
  [0, 25 * MINUTE],
  [0.1, 1_720 * SECOND],
  [0.5, 2_680 * SECOND],
  [0.9, 3_560 * SECOND],
  [1, 65 * MINUTE],
];

// M-KEEPALIVE-2019-08
const SPARE_2019_08: Curve = [
  [0, 10 * MINUTE],
  [0.5, 10 * MINUTE],
  [0.9, 11 * MINUTE],
  [1, 11 * MINUTE],
];

// M-KEEPALIVE-2021: hardly any were gone after 4 minutes, and no more after 5.
const SPARE_2021: Curve = [
  [0, 3 * MINUTE],
  [0.00303, 4 * MINUTE],
  [0.00303, 5 * MINUTE],
  [0.40606, 6 * MINUTE],
  [1, 7 * MINUTE],
];

export const KEEP_ALIVE_PRESETS = {
  'aws-2019': { idle: null, spare: SPARE_2019, maxLifetime: null }, // M-KEEPALIVE-2019
  'aws-2019-08': { idle: null, spare: SPARE_2019_08, maxLifetime: null }, // M-KEEPALIVE-2019-08
  'aws-2020': { idle: 640 * SECOND, spare: 900 * SECOND, maxLifetime: 2 * HOUR }, // M-KEEPALIVE-2020
  'aws-2021': { idle: null, spare: SPARE_2021, maxLifetime: 2 * HOUR }, // M-KEEPALIVE-2021
} as const satisfies Readonly<Record<string, KeepAlivePreset>>;

export type KeepAlivePresetName = keyof typeof KEEP_ALIVE_PRESETS;
export const DEFAULT_KEEP_ALIVE: KeepAlivePresetName = 'aws-2020'; // M-KEEPALIVE-2020

/** What the hybrid histogram policy does unless told. M-HYBRID */
export const HYBRID_HISTOGRAM = {
  range: 4 * HOUR,
  bin: MINUTE,
  head: 0.05,
  tail: 0.99,
  margin: 0.1,
  minimumIdleTimes: 10,
  minimumVariation: 2,
  maximumBeyond: 0.5,
} as const;

/**
 * Published shares of inits that no request waited for, taken as the probability that an environment which ends by its maximum
 * life is replaced. M-PROACTIVE
 */
export const PROACTIVE_INIT_PRESETS = { 'aws-2023': 0.65 } as const; // M-PROACTIVE: assumed to be that probability

export type PackageType = 'zip' | 'image';

/**
 * Finding a place and starting an environment, before its code is there: neither billed nor reported, and without spread,
 * since none is published. M-PLACEMENT: zip is what is left of 340-700 ms measured for 57-204 MB at no size at all, image
 * the middle of 110-178 ms, which hardly depend on the size.
 */
export const PLACEMENT_LATENCY: Readonly<Record<PackageType, number>> = {
  zip: 255 * MILLISECOND,
  image: 144 * MILLISECOND,
};

/** What a MiB of a zip package and its layers adds. M-DOWNLOAD */
export const DOWNLOAD_PER_MIB = 1_600;

/** What a MiB of an image takes to load while nothing of it is cached. M-CHUNK-CACHE */
export const CHUNK_LOAD_PER_MIB = 92_500;

/** The part of a SnapStart restore that is billed. M-RESTORE-BILLED */
export const RESTORE_BILLED_SHARE = 0.21;

/** The memory that brings one vCPU. M-VCPU */
export const VCPU_MB = 1_769;

/** Runtimes that AWS creates functions for, or has announced. M-RUNTIME */
export const RUNTIMES: readonly string[] = [
  ...['nodejs22.x', 'nodejs24.x', 'nodejs26.x'],
  ...['python3.10', 'python3.11', 'python3.12', 'python3.13', 'python3.14', 'python3.15'],
  ...['java8.al2', 'java8.al2023', 'java11', 'java11.al2023', 'java17', 'java17.al2023', 'java21', 'java25'],
  ...['dotnet8', 'dotnet9', 'dotnet10'],
  ...['ruby3.3', 'ruby3.4', 'ruby4.0'],
  'provided.al2023',
];

/** AWS has them for images alone. M-RUNTIME */
export const IMAGE_RUNTIMES: readonly string[] = ['dotnet9'];

const DEPRECATIONS =
  'nodejs 2016-10-31, nodejs4.3 2020-03-05, nodejs6.10 2019-08-12, nodejs8.10 2020-03-06, nodejs10.x 2021-07-30, ' +
  'nodejs12.x 2023-03-31, nodejs14.x 2023-12-04, nodejs16.x 2024-06-12, nodejs18.x 2025-09-01, nodejs20.x 2026-04-30, ' +
  'python2.7 2021-07-15, python3.6 2022-07-18, python3.7 2023-12-04, python3.8 2024-10-14, python3.9 2025-12-15, ' +
  'java8 2024-01-08, dotnetcore1.0, dotnetcore2.0 2019-05-30, dotnetcore2.1 2022-01-05, dotnetcore3.1 2023-04-03, ' +
  'dotnet6 2024-11-12, ruby2.5 2021-07-30, ruby2.7 2023-12-07, ruby3.2 2026-03-31, go1.x 2024-01-08, ' +
  'provided 2024-01-08, provided.al2';

const DEPRECATED: ReadonlyMap<string, string> = new Map(
  DEPRECATIONS.split(', ').map((each) => {
    const [runtime = '', date = ''] = each.split(' ');
    return [runtime, date];
  }),
);

/** Runtimes that AWS has deprecated: simulated all the same, since old functions and old traces use them. M-RUNTIME */
export const DEPRECATED_RUNTIMES: readonly string[] = [...DEPRECATED.keys()];

/** The day of its deprecation, YYYY-MM-DD, where sources agree on one; else empty. M-RUNTIME */
export const deprecationOf = (runtime: string): string => DEPRECATED.get(runtime) ?? '';

/** Whether AWS brings the language's runtime: not for an OS-only or unknown one. M-RUNTIME */
export function isManagedRuntime(runtime: string): boolean {
  return (RUNTIMES.includes(runtime) || DEPRECATED.has(runtime)) && !runtime.startsWith('provided');
}
