// How often calls at random started cold on AWS in 2020, at ten rates, and what a preset predicts for the same rates.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { simulate } from '../../src/simulate.js';
import { scenario } from '../support/scenario.js';
import { SHARED } from './aws-2020.js';

const FILE = join(SHARED, 'data', 'aws-lambda-2020', 'cold-probability.csv');
export const HAS_COLD_PROBABILITY = existsSync(FILE);

/** Chi-square of ten independent deviations: exceeded by chance in 5 % of all experiments. */
export const CHI_SQUARE_95 = 18.307;

/** The prediction's standard error, relative to the measurement's: it adds 16 % to chi-square at most. */
const NOISE = 0.4;
const FEWEST_CALLS = 20_000;

export interface Rate {
  readonly perSecond: number;
  readonly measured: number;
  readonly standardError: number;
  readonly warm: number;
  readonly cold: number;
}

export interface Prediction extends Rate {
  readonly predicted: number;
}

function rates(): Rate[] {
  const [, ...lines] = readFileSync(FILE, 'utf8').trim().split('\n');
  return lines.map((line) => {
    const [perSecond, measured, standardError, warm, cold] = line.split(',').map(Number);
    return { perSecond: perSecond!, measured: measured!, standardError: standardError!, warm: warm!, cold: cold! };
  });
}

/** Poisson calls, exponential handlers of the warm mean, and as init what a cold call took longer. */
export function predictions(keepAlive: string, noise = NOISE): Prediction[] {
  return rates().map((rate) => {
    const { perSecond, measured, standardError, warm, cold } = rate;
    // As many calls as bring the noise down, if cold starts came independently.
    const calls = Math.max(FEWEST_CALLS, (measured * (1 - measured)) / (noise * standardError) ** 2);
    const { total } = simulate(
      scenario({
        duration: `${Math.ceil(calls / perSecond)}s`,
        functions: {
          probe: {
            timeout: '900s',
            handler: { exponential: { mean: `${warm}s` } },
            init: `${(cold - warm).toFixed(6)}s`,
            placementLatency: '0s',
            keepAlive,
          },
        },
        triggers: { calls: { type: 'sdk', target: 'probe', arrivals: { poisson: { rate: `${perSecond}/s` } } } },
      }),
      0,
    );
    return { ...rate, predicted: total.coldStarts / total.invocations };
  });
}

export function chiSquare(all: readonly Prediction[]): number {
  return all.reduce((sum, { measured, predicted, standardError }) => {
    const deviation = (predicted - measured) / standardError;
    return sum + deviation * deviation;
  }, 0);
}

/** Mean of |predicted − measured| / measured. */
export function meanRelativeError(all: readonly Prediction[]): number {
  return all.reduce((sum, { measured, predicted }) => sum + Math.abs(predicted / measured - 1), 0) / all.length;
}
