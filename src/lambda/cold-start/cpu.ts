// How much processor memory buys, and what that does to handlers and inits (M-VCPU).
import type { CpuBound } from '../../scenario/types.js';
import { MEMORY_MB_PER_VCPU } from '../defaults.js';

/** Processor seconds a second that a computation on `threads` threads gets. */
export const speed = (memoryMB: number, threads: number): number => Math.min(memoryMB / MEMORY_MB_PER_VCPU, threads);

/** The factor by which a handler's time differs from that at its reference memory (M-CPU-BOUND). */
export function handlerScale({ share, threads, atMemoryMB }: CpuBound, memoryMB: number): number {
  return 1 - share + (share * speed(atMemoryMB, threads)) / speed(memoryMB, threads);
}

/** The factor by which an init within an invocation is slower than one before it, which has processors enough (M-SUPPRESSED-CPU). */
export const initSlowdown = (memoryMB: number): number => Math.max(1, MEMORY_MB_PER_VCPU / memoryMB);
