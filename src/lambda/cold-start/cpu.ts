// What memory buys: CPU in proportion, up to what the work can use. Handlers feel it, init on demand does not.
import { VCPU_MB } from '../defaults.js';

/** The part of a handler that computes, and the memory size at which its durations were given. M-CPU-BOUND */
export interface CpuBound {
  /** Of the duration at `atMemoryMB`, from 0 to 1; the rest waits and takes as long at any size. */
  readonly share: number;
  /** How many vCPUs the computing part can use at once. */
  readonly threads: number;
  readonly atMemoryMB: number;
}

/** vCPUs at work: memory brings them in proportion, the threads bound them. M-VCPU */
export function speed(memoryMB: number, threads: number): number {
  return Math.min(memoryMB / VCPU_MB, threads);
}

/** What a handler's duration is multiplied by at a memory size; 1 where nothing is said. M-CPU-BOUND */
export function handlerScale(cpuBound: CpuBound | null, memoryMB: number): number {
  if (cpuBound === null || cpuBound.atMemoryMB === memoryMB) return 1;
  const { share, threads, atMemoryMB } = cpuBound;
  return 1 - share + (share * speed(atMemoryMB, threads)) / speed(memoryMB, threads);
}

/**
 * How much slower than on demand init runs within an invocation, with the CPU of its memory size alone: as one thread's
 * work, and never faster. M-SUPPRESSED-CPU
 */
export function initSlowdown(memoryMB: number): number {
  return Math.max(1, VCPU_MB / memoryMB);
}
