// What reports say of the steady state: what was left out before it, and how that was found. From a Result; plain text.
import type { Result } from '../../result.js';
import type { WarmUpFound } from '../../steady-result.js';
import { count, duration } from '../format.js';

/** What follows "1 h simulated": ", the first 3 min left out (found by MSER-5)"; empty where nothing is left out. */
export function leftOutText({ warmupMs, warmUp }: Pick<Result, 'warmupMs' | 'warmUp'>): string {
  if (warmUp !== undefined && warmUp.ms === 0) return ', nothing left out (MSER-5 found no warm-up)';
  if (warmupMs === 0) return '';
  return `, the first ${duration(warmupMs)} left out${warmUp === undefined ? '' : ' (found by MSER-5)'}`;
}

/** The same as a sentence of its own, with a space at its end; empty where the warm-up was given. */
export function foundText(warmUp: WarmUpFound | undefined): string {
  if (warmUp === undefined) return '';
  if (warmUp.ms === 0) return 'MSER-5 found no warm-up: nothing is left out. ';
  return `The first ${duration(warmUp.ms)} are left out of each (found by MSER-5). `;
}

const NO_INTERVAL = 'no interval: all replications replay the same requests; --bootstrap day resamples days';

/** What several replications are shown as, without a full stop. */
export function meansText(replications: number, replayed: true | undefined): string {
  const means = `means of ${count(replications)} replications`;
  return replayed ? `${means}, ${NO_INTERVAL}` : `${means} ± half the 95 % interval`;
}

/** Why there are no intervals, as a sentence. */
export const noIntervalText = (): string => `${capitalised(NO_INTERVAL)}.`;

export const capitalised = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
