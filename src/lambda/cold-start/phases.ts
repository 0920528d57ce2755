// The phases of a cold start by name and by number. Which of them a start has, and how long each takes, is in cold-starts.ts.
import type { PhaseName } from '../../result.js';

/**
 * `placement` and `download` come before init and are neither billed nor reported. An init has three parts; a snapshot is
 * restored instead; a `failedInit` stands for an init that was stopped or failed.
 * `initAgain`, its second run, and `firstInvoke` are parts of the duration.
 */
export const PHASES = [
  'placement',
  'download',
  'extensionInit',
  'runtimeInit',
  'functionInit',
  'restore',
  'failedInit',
  'initAgain',
  'firstInvoke',
] as const satisfies readonly PhaseName[];

export const Phase = {
  placement: 0,
  download: 1,
  extensionInit: 2,
  runtimeInit: 3,
  functionInit: 4,
  restore: 5,
  failedInit: 6,
  initAgain: 7,
  firstInvoke: 8,
} as const satisfies Record<PhaseName, number>;

/** In the place of a phase's length: this start had no such phase. */
export const ABSENT = -1;

/** What an environment owes its next invocation: nothing, a slow first handler call, or a whole init before that. */
export const Owes = { nothing: 0, firstInvoke: 1, init: 2 } as const;

/** How the init of a new environment ended. */
export const InitEnd = { ok: 0, timeout: 1, error: 2 } as const;
