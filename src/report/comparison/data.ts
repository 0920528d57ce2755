// What the charts of a comparison are drawn from, for all functions together or for one, as columns of plain values; and the same
// in words, for those who do not see them. Draws nothing.
import type { Comparison, Difference } from '../../experiment-result.js';
import { type ChartTable, rounded } from '../charts/coarse.js';
import { duration, percent } from '../format.js';
import { isCertain, others, signed } from './content.js';
import { METRICS, type Metric } from './metrics.js';

/** What is drawn of the metrics: those that people decide by. */
const DRAWN = [
  'coldStartRate',
  'throttles',
  'errors',
  'latencyMs.mean',
  'latencyMs.p50',
  'latencyMs.p99',
  'latencyMs.p999',
  'environments.mean',
  'cost.total',
];
/** More variants than this nobody tells apart in one chart. */
export const VARIANTS = 12;

export const PERCENTILES = [
  ['p50', 'p50'],
  ['p90', 'p90'],
  ['p95', 'p95'],
  ['p99', 'p99'],
  ['p999', 'p99.9'],
] as const;

interface Row {
  readonly metric: string;
  readonly variant: string;
  readonly difference: Difference & { readonly mean: number };
  readonly text: string;
  /** Of the base's mean, which is above 0. */
  readonly of: number;
}

/** The names that are drawn, without the base. */
export const drawnVariants = (comparison: Comparison): string[] => others(comparison).slice(0, VARIANTS);

/** Nothing can be said relative to a base of 0. */
function rowsAt(comparison: Comparison, place: string): Row[] {
  const { base, variants, differences } = comparison;
  const metrics = METRICS.filter(({ path }) => DRAWN.includes(path));
  return metrics.flatMap(({ path, label, format, formatDifference = format }: Metric) => {
    const of = variants[base]!.summary[`${place}.${path}`]?.mean ?? 0;
    return drawnVariants(comparison).flatMap((variant): Row[] => {
      const difference = differences[variant]?.[`${place}.${path}`];
      if (of <= 0 || difference === undefined || difference.mean === null) return [];
      const text = signed(difference, formatDifference);
      return [{ metric: label, variant, difference: { ...difference, mean: difference.mean }, text, of }];
    });
  });
}

/** Of the whole, beside the dots. */
const ROOM = 0.34;

/** Differences as shares of the base's mean. `room` is how far the axis reaches, so that the amounts have their place. */
export function differenceColumns(comparison: Comparison, place: string): ChartTable {
  const rows = rowsAt(comparison, place);
  const ends = rows.map(({ difference: { mean, ci95 }, of }) => {
    const half = ci95 ?? 0;
    return { at: rounded(mean / of), low: rounded((mean - half) / of), high: rounded((mean + half) / of) };
  });
  const least = Math.min(0, ...ends.map(({ low }) => low));
  const most = Math.max(0, ...ends.map(({ high }) => high));
  return {
    metric: rows.map(({ metric }) => metric),
    variant: rows.map(({ variant }) => variant),
    at: ends.map(({ at }) => at),
    low: ends.map(({ low }) => low),
    high: ends.map(({ high }) => high),
    certain: rows.map(({ difference }) => (isCertain(difference) ? 1 : 0)),
    text: rows.map(({ text }) => text),
    room: rows.map(() => rounded(most + (most - least || 1) * ROOM)),
    // The same where the axis is logarithmic beyond 1 and begins at −1.
    roomBent: rows.map(() => rounded(Math.expm1(Math.log1p(most) + (Math.log1p(most) + Math.log(2)) * ROOM))),
    says: rows.map(({ metric, variant, text, difference, of }) => {
      const share = percent(Math.abs(difference.mean) / of);
      const sign = difference.mean < 0 ? '−' : '+';
      return `${variant}\n${metric}: ${text} (${difference.mean === 0 ? 'the same' : `${sign}${share}`})\n${surely(difference)}`;
    }),
  };
}

const surely = (difference: Difference): string =>
  isCertain(difference) ? 'more than chance' : difference.mean === 0 ? 'no difference' : 'may be chance';

/** The largest relative difference anywhere, which decides the scale for all. */
export function largestShare(comparison: Comparison, places: readonly string[]): number {
  const shares = places.flatMap((place) => rowsAt(comparison, place).map(({ difference, of }) => difference.mean / of));
  return Math.max(0, ...shares.map(Math.abs));
}

export function differenceCaption(comparison: Comparison, place: string): string {
  const rows = rowsAt(comparison, place);
  const certain = rows.filter(({ difference }) => isCertain(difference));
  const told = drawnVariants(comparison).flatMap((variant) => {
    const own = certain.filter((row) => row.variant === variant).map(({ metric, text }) => `${metric} ${text}`);
    return own.length === 0 ? [] : [`${variant}: ${own.join('; ')}`];
  });
  const known = rows.some(({ difference }) => difference.ci95 !== null);
  const how = known
    ? 'A full dot: more than chance. A hollow one on a dashed line: none, or it may be chance.'
    : 'Without an interval nothing is told from chance: all dots are hollow.';
  if (rows.length === 0) return 'There is nothing to set side by side.';
  return certain.length === 0 ? `${how} No difference is certain.` : `${how} Certain: ${told.join('. ')}.`;
}

/** What is alike would hide each other: the variants stand beside each other, over so much of the way to the next percentile. */
const SPREAD = 0.16;

/** Percentiles of the latency of every variant, the base first; `at` is the place among `PERCENTILES`. */
export function latencyColumns(comparison: Comparison, place: string): ChartTable {
  const names = [comparison.base, ...drawnVariants(comparison)];
  const rows = names.flatMap((variant, index) =>
    PERCENTILES.flatMap(([percentile, label], middle) => {
      const { mean = null, ci95 = null } =
        comparison.variants[variant]!.summary[`${place}.latencyMs.${percentile}`] ?? {};
      return mean === null || mean <= 0
        ? []
        : [{ variant, label, mean, ci95, at: middle + SPREAD * (index / (names.length - 1) - 0.5) }];
    }),
  );
  return {
    variant: rows.map(({ variant }) => variant),
    at: rows.map(({ at }) => rounded(at)),
    ms: rows.map(({ mean }) => rounded(mean)),
    // The scale is logarithmic, so an interval never reaches 0.
    low: rows.map(({ mean, ci95 }) => rounded(Math.max(mean / 10, mean - (ci95 ?? 0)))),
    high: rows.map(({ mean, ci95 }) => rounded(mean + (ci95 ?? 0))),
    says: rows.map(({ variant, label, mean, ci95 }) => {
      return `${variant}\n${label}: ${duration(mean)}${ci95 === null ? '' : ` ± ${duration(ci95)}`}`;
    }),
  };
}

export function latencyCaption(comparison: Comparison, place: string): string {
  const names = [comparison.base, ...drawnVariants(comparison)];
  const told = names.map((variant) => {
    const of = (percentile: string): string =>
      duration(comparison.variants[variant]!.summary[`${place}.latencyMs.${percentile}`]?.mean ?? null);
    return `${variant} ${of('p50')} to ${of('p999')}`;
  });
  return `From p50 to p99.9: ${told.join('; ')}. The variants are drawn a little apart, so that none hides another.`;
}
