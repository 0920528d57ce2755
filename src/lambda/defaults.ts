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
export const MAX_LAYERS = 5; // M-PACKAGE
export const FUNCTION_NAME = /^[a-zA-Z0-9_-]{1,64}$/; // M-NAMES
export const MAX_FUNCTION_NAME = 64; // M-NAMES
export const ALIAS_NAME = /^(?!\d+$)[a-zA-Z0-9_-]{1,128}$/; // M-NAMES
export const MAX_ALIAS_NAME = 128; // M-NAMES
export const VERSION_NUMBER = /^[1-9]\d{0,17}$/; // M-NAMES

// Processors, and how long starting may take.
export const MEMORY_MB_PER_VCPU = 1_769; // M-VCPU
export const INIT_LIMIT = 10 * SECOND; // M-INIT-LIMIT: on demand
export const LONG_INIT_LIMIT = 130 * SECOND; // M-INIT-LIMIT: for provisioned concurrency and SnapStart, or the timeout if longer
export const RESTORE_LIMIT = 10 * SECOND; // M-RESTORE
export const RESTORE_BILLED_SHARE = 0.33; // M-RESTORE-BILLED

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

// The account.
export const ACCOUNT_CONCURRENCY = 1_000; // M-ACCOUNT
export const SCALING_RATE = { burst: 1_000, perSecond: 100 } as const; // M-SCALING
export const REQUEST_RATE = 10; // M-RPS: synchronous requests a second for each unit of concurrency
export const MAX_LIFETIME = 2 * HOUR; // M-LIFETIME

// Who calls.
export const SCHEDULE_STEP = MINUTE; // M-SCHEDULE: schedules are whole minutes
export const SHORTEST_ANSWER = MILLISECOND; // M-CLOSED: a user whose call took no time at all goes on after this

/** The concurrency that must stay unreserved. M-RESERVED */
export function unreservedFloor(accountConcurrency: number): number {
  return Math.min(100, accountConcurrency);
}

/** A keep-alive as published measurements describe it; `spare` is uniform over the range. */
export interface KeepAlivePreset {
  readonly idle: number | null;
  readonly spare: Range;
  readonly maxLifetime: number | null;
}

export const KEEP_ALIVE_PRESETS = {
  'aws-2019': { idle: null, spare: { min: 30 * MINUTE, max: 60 * MINUTE }, maxLifetime: null }, // M-KEEPALIVE-2019: low confidence
  'aws-2020': { idle: 640 * SECOND, spare: { min: 900 * SECOND, max: 900 * SECOND }, maxLifetime: 2 * HOUR }, // M-KEEPALIVE-2020
  'aws-2021': { idle: null, spare: { min: 5 * MINUTE, max: 7 * MINUTE }, maxLifetime: 2 * HOUR }, // M-KEEPALIVE-2021
} as const satisfies Readonly<Record<string, KeepAlivePreset>>;

export type KeepAlivePresetName = keyof typeof KEEP_ALIVE_PRESETS;
export const DEFAULT_KEEP_ALIVE: KeepAlivePresetName = 'aws-2020'; // M-KEEPALIVE-2020

export type PackageType = 'zip' | 'image';

/**
 * The part of a cold start before init, neither billed nor reported. M-PLACEMENT: zip is the low end of 340-412 ms measured
 * for 57-92 MB, image the middle of 110-178 ms, nearly flat over size; the spread is not published, so there is none.
 */
export const PLACEMENT_LATENCY: Readonly<Record<PackageType, number>> = {
  zip: 340 * MILLISECOND,
  image: 144 * MILLISECOND,
};

/** Fetching a zip, by MiB unzipped, and reading an image that no cache holds. M-DOWNLOAD, M-CHUNK-CACHE */
export const DOWNLOAD_PER_MIB = 1_400;
export const CHUNK_LOAD_PER_MIB = 95_000;

/**
 * Spread of init as the sigma of a log-normal. M-INIT-SPREAD: ten zip cold starts lay mostly within +-20 %, taken as two
 * sigmas; ten image cold starts spread by a factor of 2 to 3 from least to most, which ten draws do at a sigma of 0.3.
 */
export const INIT_SIGMA: Readonly<Record<PackageType, number>> = { zip: 0.1, image: 0.3 };

/** Init of a hello-world function in ms, 512 MB, x86_64, measured August 2026, taken as the median. M-INIT */
const INIT_MS: Readonly<Record<string, Readonly<Record<PackageType, number>>>> = {
  'nodejs20.x': { zip: 139, image: 229 },
  'nodejs22.x': { zip: 139, image: 354 },
  'nodejs24.x': { zip: 131, image: 303 },
  'python3.12': { zip: 83, image: 191 },
  'python3.13': { zip: 86, image: 179 },
  'python3.14': { zip: 101, image: 171 },
  java11: { zip: 290, image: 400 },
  java17: { zip: 202, image: 329 },
  java21: { zip: 231, image: 359 },
  java25: { zip: 193, image: 251 },
  dotnet8: { zip: 268, image: 488 },
  dotnet10: { zip: 247, image: 395 },
  'ruby3.3': { zip: 247, image: 278 },
  'ruby3.4': { zip: 252, image: 282 },
  'provided.al2023': { zip: 49, image: 50 }, // Go; Rust is faster, .NET native AOT slower
};

/** Which measured runtime stands for one of its family that was not measured. M-INIT-FAMILY: assumed */
const INIT_FAMILY: readonly (readonly [prefix: string, standIn: string])[] = [
  ['nodejs', 'nodejs22.x'],
  ['python', 'python3.12'],
  ['java', 'java21'],
  ['dotnet', 'dotnet8'],
  ['ruby', 'ruby3.3'],
  ['provided', 'provided.al2023'],
  ['go', 'provided.al2023'],
];

/** Median init of a runtime and package type; an unknown runtime counts as the default one. M-INIT, M-INIT-FAMILY */
export function initMedian(runtime: string, packageType: PackageType): number {
  const family = INIT_FAMILY.find(([prefix]) => runtime.startsWith(prefix))?.[1] ?? DEFAULT_RUNTIME;
  const measured = Object.hasOwn(INIT_MS, runtime) ? INIT_MS[runtime] : INIT_MS[family];
  return (measured?.[packageType] ?? 0) * MILLISECOND;
}

/** Runtimes that AWS creates functions for, or has announced. M-RUNTIME */
export const RUNTIMES: readonly string[] = [
  ...['nodejs22.x', 'nodejs24.x', 'nodejs26.x'],
  ...['python3.10', 'python3.11', 'python3.12', 'python3.13', 'python3.14', 'python3.15'],
  ...['java8.al2', 'java8.al2023', 'java11', 'java11.al2023', 'java17', 'java17.al2023', 'java21', 'java25'],
  ...['dotnet8', 'dotnet9', 'dotnet10'],
  ...['ruby3.3', 'ruby3.4', 'ruby4.0'],
  'provided.al2023',
];

/** Runtimes that AWS has deprecated: simulated all the same, since old functions and old traces use them. M-RUNTIME */
export const DEPRECATED_RUNTIMES: readonly string[] = [
  ...['nodejs', 'nodejs4.3', 'nodejs6.10', 'nodejs8.10', 'nodejs10.x', 'nodejs12.x', 'nodejs14.x', 'nodejs16.x'],
  ...['nodejs18.x', 'nodejs20.x'],
  ...['python2.7', 'python3.6', 'python3.7', 'python3.8', 'python3.9'],
  ...['java8', 'dotnetcore1.0', 'dotnetcore2.0', 'dotnetcore2.1', 'dotnetcore3.1', 'dotnet6'],
  ...['ruby2.5', 'ruby2.7', 'ruby3.2'],
  ...['go1.x', 'provided', 'provided.al2'],
];
