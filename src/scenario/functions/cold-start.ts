// What a function's cold starts are made of: as the scenario gives it, or as runtime, package and memory predict.

import { predictedFirstInvoke, predictedInit, predictedRestore } from '../../lambda/cold-start/predicted.js';
import { isManagedRuntime } from '../../lambda/cold-start/runtimes.js';
import {
  CHUNK_LOAD_PER_MIB,
  DOWNLOAD_PER_MIB,
  MAX_UPLOAD_BYTES,
  PLACEMENT_LATENCY,
  RESTORE_BILLED_SHARE,
  VCPU_MB,
} from '../../lambda/defaults.js';
import type { GivenDistribution } from '../files/given.js';
import { type FileValues, withValues } from '../files/numbers.js';
import type { CheckedFunction, CheckedScenario } from '../schema.js';
import type { Distribution } from '../traffic/types.js';
import type { ColdStartSpec, CpuBound, SnapStartSpec } from '../types.js';
import type { PackageSpec } from './types.js';

const MIB = 1_048_576;

type InitBilling = CheckedScenario['account']['initBilling'];

const constant = (value: number): Distribution => ({ kind: 'constant', value });

/** Bytes, layers included; null where nothing is said. */
export function sizeOf({ package: { size }, layers }: CheckedFunction): number | null {
  if (size === undefined && layers.length === 0) return null;
  return layers.reduce((sum, layer) => sum + layer.size, size ?? 0);
}

/** Where AWS takes the package from: a zip that is known to be too large for an upload comes through S3. M-PACKAGE */
export function sourceOf({ package: { type, size, zipped, source } }: CheckedFunction): PackageSpec['source'] {
  if (source !== undefined) return source;
  if (type === 'image') return 'ecr';
  return (zipped ?? size ?? 0) <= MAX_UPLOAD_BYTES ? 'upload' : 's3';
}

/** Without `cpuBound` nothing of the handler follows memory (M-CPU-BOUND). */
export function cpuBoundOf({ cpuBound }: CheckedFunction): CpuBound {
  if (cpuBound === undefined) return { share: 0, threads: 1, atMemoryMB: VCPU_MB };
  return { share: cpuBound.share, threads: cpuBound.threads, atMemoryMB: cpuBound.atMemory };
}

/** Until July 2025 init on demand was free for zip packages on managed runtimes (M-INIT-BILLING). */
function initBilled({ package: { type }, runtime }: CheckedFunction, rule: InitBilling): boolean {
  return rule === 'current' || type === 'image' || !isManagedRuntime(runtime);
}

export function coldStartOf(spec: CheckedFunction, values: FileValues, billing: InitBilling): ColdStartSpec {
  const { runtime, architecture, memory } = spec;
  const { type, chunkCache } = spec.package;
  const whole = (given: GivenDistribution | undefined) => (given === undefined ? null : withValues(given, values));
  const mebibytes = (sizeOf(spec) ?? 0) / MIB;
  const init = whole(spec.init);
  const firstInvoke = init === null ? predictedFirstInvoke(runtime, type, architecture, memory, false) : 0;
  const fetched = type === 'zip' && spec.placementLatency === undefined;
  return {
    placement: whole(spec.placementLatency) ?? constant(PLACEMENT_LATENCY[type]),
    download: fetched ? Math.round(mebibytes * DOWNLOAD_PER_MIB) : 0,
    load: chunkCache === 'empty' ? Math.round(mebibytes * CHUNK_LOAD_PER_MIB) : 0,
    extensionInits: spec.extensions.map((extension) => withValues(extension.init, values)),
    runtimeInit: init === null ? predictedInit(runtime, type, architecture, memory) : constant(0),
    functionInit: init ?? whole(spec.functionInit) ?? constant(0),
    initGiven: init !== null,
    initBilled: initBilled(spec, billing),
    firstInvoke: whole(spec.firstInvoke) ?? constant(firstInvoke),
    errorRate: spec.initErrorRate,
  };
}

export function snapStartOf(spec: CheckedFunction, values: FileValues): SnapStartSpec | null {
  const { snapStart, runtime, architecture, memory, init, firstInvoke } = spec;
  if (snapStart === false) return null;
  const given = snapStart === true ? undefined : snapStart.restore;
  const predicted =
    init === undefined ? predictedFirstInvoke(runtime, spec.package.type, architecture, memory, true) : 0;
  return {
    restore: given === undefined ? predictedRestore(runtime) : withValues(given, values),
    billedShare: snapStart === true ? RESTORE_BILLED_SHARE : snapStart.billedShare,
    firstInvoke: firstInvoke === undefined ? constant(predicted) : withValues(firstInvoke, values),
  };
}
