// Real cold starts of every managed runtime at 512 MB, against the init that is predicted for it. The tables were made
// without these rows.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Measured, PROBABILITIES, readMeasured } from '../../scripts/calibration/measured.js';
import { measuredMean, type Pool, tabledMean } from '../../scripts/calibration/pooled.js';
import { HELD_OUT_MB, initTables } from '../../scripts/calibration/tables.js';
import { predictedInit } from '../../src/lambda/cold-start/predicted.js';
import { DEPRECATED_RUNTIMES, RUNTIMES } from '../../src/lambda/cold-start/runtimes.js';
import type { Architecture } from '../../src/scenario/types.js';
import { SHARED } from './aws-2020.js';

const FILE = join(SHARED, 'data', 'cold-start-init.csv');
export const HAS_COLD_STARTS = existsSync(FILE);

export const measuredRows = (): Measured[] => readMeasured(FILE);

export interface Held {
  readonly runtime: string;
  readonly packageType: string;
  readonly architecture: string;
  readonly predicted: Quantiles;
  readonly measured: Quantiles;
  /** predicted / measured − 1. */
  readonly error: Quantiles;
}

export interface Quantiles {
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
}

const at = (values: readonly number[], probability: (typeof PROBABILITIES)[number]): number =>
  values[PROBABILITIES.indexOf(probability)]!;

const quantilesOf = (values: readonly number[]): Quantiles => ({
  p50: at(values, 0.5),
  p90: at(values, 0.9),
  p99: at(values, 0.99),
});

/** Every runtime that is measured to this day, and Go for those that bring the operating system alone. */
export function heldOut(): Held[] {
  const known = [...DEPRECATED_RUNTIMES, ...RUNTIMES];
  return measuredRows()
    .filter((row) => row.memoryMB === HELD_OUT_MB && row.current && !row.snapStart && known.includes(row.runtime))
    .map(held);
}

function held(row: Measured): Held {
  const packageType = row.packageType === 'image' ? 'image' : 'zip';
  const init = predictedInit(row.runtime, packageType, row.architecture as Architecture, row.memoryMB);
  if (init.kind !== 'quantiles') throw new Error(init.kind);
  const predicted = quantilesOf(init.points.map(([, value]) => value / 1000));
  const measured = quantilesOf(row.quantiles);
  const error = {
    p50: predicted.p50 / measured.p50 - 1,
    p90: predicted.p90 / measured.p90 - 1,
    p99: predicted.p99 / measured.p99 - 1,
  };
  return { runtime: row.runtime, packageType, architecture: row.architecture, predicted, measured, error };
}

export const worst = (all: readonly Held[], of: keyof Quantiles): number =>
  Math.max(...all.map(({ error }) => Math.abs(error[of])));

/** The share of them whose error is at most this. */
export const shareWithin = (all: readonly Held[], of: keyof Quantiles, limit: number): number =>
  all.filter(({ error }) => Math.abs(error[of]) <= limit).length / all.length;

/** How far the means of the tables lie from the measured ones, as shares of these. */
export function meanErrors(): number[] {
  const { all, small } = initTables(measuredRows());
  const errorOf = (pool: Pool): number => tabledMean(PROBABILITIES, pool.quantiles) / measuredMean(pool) - 1;
  return [...all, ...small].map(errorOf);
}
