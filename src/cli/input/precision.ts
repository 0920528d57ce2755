// `--precision metric:5%` and its limit: as many replications as it takes.
import { metricPath } from '../../experiments/metrics.js';
import { FIRST_LOOK, type Precision, parsePrecision } from '../../experiments/precision.js';
import { isReplayed } from '../../experiments/summary.js';
import { show } from '../../scenario/diagnostics.js';
import type { Scenario } from '../../scenario/types.js';
import { BadInput } from '../fail.js';
import { GROUP, text, wholeNumber } from './flags.js';

const LIMIT = 1000;

export const PRECISION_FLAGS = {
  precision: text(
    GROUP.scenario,
    'Replicate until the 95 % interval is so narrow: metric:5% (such as latencyMs.p99:5%)',
  ),
  'max-replications': text(GROUP.scenario, `Where --precision gives up (default: ${LIMIT})`),
};

export interface PrecisionFlags {
  readonly precision?: string | undefined;
  readonly 'max-replications'?: string | undefined;
  readonly replications?: string | undefined;
}

/** What is wanted of a scenario; undefined without the flag. Throws `BadInput`. */
export function precisionOf(flags: PrecisionFlags, scenario: Scenario): Precision | undefined {
  const limit = wholeNumber('max-replications', flags['max-replications']);
  if (flags.precision === undefined) {
    if (limit === undefined) return undefined;
    throw new BadInput('--max-replications goes with --precision; for a fixed number take --replications');
  }
  if (flags.replications !== undefined) {
    throw new BadInput('--precision finds the number of replications itself: leave --replications out');
  }
  if (limit !== undefined && limit < FIRST_LOOK) {
    throw new BadInput(`--max-replications must be ${FIRST_LOOK} or more: an interval from fewer is worth little`);
  }
  const given = `--precision ${show(flags.precision, 200)}`;
  const parsed = parsePrecision(flags.precision);
  if (parsed === null) throw new BadInput(`${given}: expected metric:share, for example latencyMs.p99:5%`);
  const found = metricPath(parsed.metric, scenario);
  if ('message' in found) {
    throw new BadInput(`${given}: ${found.message}${found.hint === undefined ? '' : ` (${found.hint})`}`);
  }
  if (isReplayed(scenario)) {
    throw new BadInput(
      `${given}: replications of one fixed trace say nothing about chance in traffic, so none gives an interval; --bootstrap day resamples its days`,
    );
  }
  return { metric: found.path, relative: parsed.relative, limit: limit ?? LIMIT };
}

/** The words that ask for the same again. */
export function precisionWords(flags: PrecisionFlags): string[] {
  return (['precision', 'max-replications'] as const).flatMap((name) => {
    const value = flags[name];
    return value === undefined ? [] : [`--${name}`, value];
  });
}
