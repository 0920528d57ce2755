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
/** API Gateway waits no longer for the function, unless told. M-GATEWAY */
export const INTEGRATION_TIMEOUT = 29 * SECOND;
export const GATEWAY_TIMEOUT: Range = { min: 50 * MILLISECOND, max: 900 * SECOND }; // M-GATEWAY
export const CLIENT_RETRIES = { attempts: 3 } as const; // M-CLIENT-RETRIES
/** So many asynchronous calls in a row lead to an event before Lambda takes it for a loop. M-RECURSION */
export const RECURSION_LIMIT = 16;
/** How long a throttled event waits in the queue: at random from `first` up to that, doubled each time to `most`. M-ASYNC-BACKOFF: assumed */
export const ASYNC_BACKOFF = { first: SECOND, most: 5 * MINUTE } as const;
/** An event that is delivered twice comes again within this time. M-ASYNC-DUPLICATES: assumed */
export const DUPLICATE_WITHIN = MINUTE;

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
export const EVENT_PAYLOAD_LIMIT = MIB; // M-PAYLOAD: of an asynchronous invocation
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
