// The differences of a comparison as CSV, one metric of one variant a row, for spreadsheets.
import type { Comparison } from '../../experiment-result.js';
import { type CsvCell, csvLines } from '../csv.js';

/** `base` and `variant_mean` are means over the replications; the last three are of the paired differences. */
const HEAD = ['variant', 'metric', 'base_mean', 'variant_mean', 'difference', 'ci95', 'variance_ratio'];

export function comparisonCsv({ base, variants, differences }: Comparison): string {
  const rows = Object.entries(differences).flatMap(([variant, metrics]) =>
    Object.entries(metrics).map(([metric, { mean, ci95, varianceRatio }]): CsvCell[] => [
      variant,
      metric,
      variants[base]!.summary[metric]?.mean ?? null,
      variants[variant]!.summary[metric]?.mean ?? null,
      mean,
      ci95,
      varianceRatio,
    ]),
  );
  return csvLines([HEAD, ...rows]);
}
