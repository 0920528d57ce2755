// What a cold start's phases are predicted to take: the calibrated tables, looked up. Whole microseconds.
import type { Distribution } from '../../scenario/traffic/types.js';
import type { Architecture } from '../../scenario/types.js';
import {
  FIRST_INVOKE_MEMORY_MB,
  FIRST_INVOKE_MS,
  FIRST_INVOKE_RESTORED_MS,
  INIT_MS,
  INIT_SMALL_MS,
  LARGE_FROM_MB,
  PROBABILITIES,
  RESTORE_MS,
} from '../calibrated.js';
import type { PackageType } from '../defaults.js';
import { speed } from './cpu.js';
import { measuredAs, restoredAs } from './stand-in.js';

const MILLISECOND = 1_000;

type Numbers = readonly number[];
type ByKind = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, Numbers>>>>>>;

/** Runtime init. Memory matters to a few runtimes alone. M-INIT, M-INIT-SPREAD, M-INIT-FAMILY */
export function predictedInit(
  runtime: string,
  packageType: PackageType,
  architecture: Architecture,
  memoryMB: number,
): Distribution {
  const measured = measuredAs(runtime, packageType);
  const small = memoryMB < LARGE_FROM_MB ? INIT_SMALL_MS[measured]?.[packageType]?.[architecture] : undefined;
  return distribution(small ?? ofKind(INIT_MS, measured, packageType, architecture));
}

/** A restore from a SnapStart snapshot. M-RESTORE */
export function predictedRestore(runtime: string): Distribution {
  return distribution(ofRuntime(RESTORE_MS, restoredAs(runtime)));
}

/** The mean of that, in microseconds: quantiles have straight lines between them. */
export function meanRestore(runtime: string): number {
  const quantiles = ofRuntime(RESTORE_MS, restoredAs(runtime));
  let sum = 0;
  for (let at = 1; at < PROBABILITIES.length; at++) {
    sum += (PROBABILITIES[at]! - PROBABILITIES[at - 1]!) * ((quantiles[at - 1]! + quantiles[at]!) / 2);
  }
  return sum * MILLISECOND;
}

/**
 * Extra handler time of the first invocation in a fresh environment. Restored Java was measured; other restored runtimes
 * are assumed to take what they take after an init. M-FIRST-INVOKE, M-RESTORE
 */
export function predictedFirstInvoke(
  runtime: string,
  packageType: PackageType,
  architecture: Architecture,
  memoryMB: number,
  snapStart: boolean,
): number {
  const restored = snapStart && runtime.startsWith('java');
  const extra = restored
    ? ofRuntime(FIRST_INVOKE_RESTORED_MS, restoredAs(runtime))
    : ofKind(FIRST_INVOKE_MS, measuredAs(runtime, packageType), packageType, architecture);
  return Math.round(atMemory(extra, memoryMB) * MILLISECOND);
}

/** How much longer than with a whole vCPU one thread computes. M-FIRST-INVOKE, M-VCPU */
const slowness = (memoryMB: number): number => 1 / speed(memoryMB, 1);

/** A straight line over slowness between the memory sizes, going on beyond the last to a whole vCPU; never below 0. */
function atMemory(values: Numbers, memoryMB: number): number {
  const x = slowness(memoryMB);
  const sizes = FIRST_INVOKE_MEMORY_MB.map(slowness); // falling
  const last = sizes.length - 2;
  const at = Math.min(sizes.slice(1).filter((size) => size > x).length, last);
  const [x0, x1, y0, y1] = [sizes[at]!, sizes[at + 1]!, values[at]!, values[at + 1]!];
  return Math.max(0, y0 + ((y1 - y0) * (x - x0)) / (x1 - x0));
}

/** Where an architecture was not measured, AWS mostly does not offer it: the other one's figures. */
function ofKind(table: ByKind, runtime: string, packageType: PackageType, architecture: Architecture): Numbers {
  const measured = table[runtime]?.[packageType];
  const other = architecture === 'x86_64' ? 'arm64' : 'x86_64';
  const found = measured?.[architecture] ?? measured?.[other];
  if (found === undefined) throw new Error(`${runtime} is not in the calibrated table`);
  return found;
}

function ofRuntime(table: Readonly<Record<string, Numbers>>, runtime: string): Numbers {
  const found = table[runtime];
  if (found === undefined) throw new Error(`${runtime} is not in the calibrated table`);
  return found;
}

function distribution(quantiles: Numbers): Distribution {
  return {
    kind: 'quantiles',
    points: PROBABILITIES.map((probability, at) => [probability, Math.round(quantiles[at]! * MILLISECOND)] as const),
  };
}
