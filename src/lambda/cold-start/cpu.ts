// What memory buys: CPU in proportion, up to what the work can use. Handlers feel it, init on demand does not.
import type { CpuBound } from '../../scenario/types.js';
import { VCPU_MB } from '../defaults.js';

/** vCPUs at work: memory brings them in proportion, the threads bound them. M-VCPU */
export function speed(memoryMB: number, threads: number): number {
  return Math.min(memoryMB / VCPU_MB, threads);
}

/** What a handler's duration is multiplied by at a memory size. M-CPU-BOUND */
export function handlerScale({ share, threads, atMemoryMB }: CpuBound, memoryMB: number): number {
  if (atMemoryMB === memoryMB) return 1;
  return 1 - share + (share * speed(atMemoryMB, threads)) / speed(memoryMB, threads);
}

/**
 * How much slower than on demand init runs within an invocation, with the CPU of its memory size alone: as one thread's
 * work, and never faster; an init that the scenario gives is never scaled. M-SUPPRESSED-CPU
 */
export function initSlowdown(memoryMB: number, isGiven: boolean): number {
  return isGiven ? 1 : Math.max(1, VCPU_MB / memoryMB);
}
