// What a comparison says: a verdict in words on each variant, and the tables of what differs. From a Comparison; plain text,
// unescaped and uncoloured.
import type { Comparison, Difference } from '../../experiment-result.js';
import type { Estimate } from '../../result.js';
import { shown } from '../content/figures.js';
import type { Cell, ReportTable } from '../content/tables.js';
import { count, duration, NOTHING, percent, plusMinus, usd } from '../format.js';
import { foundText, noIntervalText } from '../steady/content.js';
import { type Format, METRICS, points } from './metrics.js';

/** Names of all variants but the base. */
export const others = ({ differences }: Comparison): string[] => Object.keys(differences);

/** Less than this part of its interval, a difference is none: its digits say nothing. */
const NO_PART = 1 / 100;

/** With its sign: "−212 ± 9 ms", "+$0.12 ± $0.01". */
export function signed({ mean, ci95 }: Difference, format: Format): string {
  if (mean === null) return NOTHING;
  if (ci95 !== null && Math.abs(mean) < ci95 * NO_PART) return plusMinus(0, ci95, format);
  const sign = mean < 0 ? '−' : mean > 0 ? '+' : '';
  return `${sign}${plusMinus(Math.abs(mean), ci95, format)}`;
}

/** Whether the interval leaves 0 out: the difference is more than chance. Without an interval nothing is certain but equality. */
export const isCertain = ({ mean, ci95 }: Difference): boolean =>
  mean !== null && mean !== 0 && ci95 !== null && Math.abs(mean) > ci95;

/** One variant beside the base, over all functions or, under `place`, of one: a row a metric that either has. */
export function differenceTable(
  comparison: Comparison,
  variant: string,
  place = 'total',
  /** Without the intervals of the two means, where there is little room. */
  plain = false,
): ReportTable {
  const { base, variants, differences } = comparison;
  const rows = METRICS.flatMap(({ path, label, format, formatDifference }): Cell[][] => {
    const metric = `${place}.${path}`;
    const difference = differences[variant]?.[metric];
    const [before, after] = [variants[base]!.summary[metric], variants[variant]!.summary[metric]];
    if (difference === undefined || before === undefined || after === undefined) return [];
    if (!before.mean && !after.mean) return [];
    const ratio = difference.varianceRatio;
    return [
      [
        label,
        plain ? of(before, format) : shown(before, format),
        plain ? of(after, format) : shown(after, format),
        signed(difference, formatDifference ?? format),
        ratio === null ? NOTHING : `${count(Number(ratio.toPrecision(2)))}×`,
      ],
    ];
  });
  return {
    caption: 'What differs',
    head: ['Metric', { name: base }, { name: variant }, 'Difference', 'Variance saved'],
    rows,
    words: [],
  };
}

const of = ({ mean }: Estimate, format: Format): string => (mean === null ? NOTHING : format(mean));

/** Functions that are in both, where there are several. */
export function functionsOf({ base, variants }: Comparison, variant: string): string[] {
  const names = (name: string): string[] => variants[name]!.settings.map((each) => each.name);
  const common = names(base).filter((name) => names(variant).includes(name));
  return names(base).length > 1 || names(variant).length > 1 ? common : [];
}

/** "cuts p99 by 212 ± 9 ms (to 310 ms), cold starts by 1.5 ± 0.1 points (to 0.4 %), and costs $31.20 ± $0.10 more a month". */
export function verdict(comparison: Comparison, variant: string): string {
  const { variants, differences } = comparison;
  const after = variants[variant]!;
  const of = (metric: string) => differences[variant]?.[`total.${metric}`];
  const value = (metric: string): number | null => after.summary[`total.${metric}`]?.mean ?? null;
  const changes = [
    changed('p99', of('latencyMs.p99'), duration, duration(value('latencyMs.p99'))),
    changed('cold starts', of('coldStartRate'), points, percent(value('coldStartRate'))),
    ...(value('throttles') || of('throttles')?.mean
      ? [changed('throttles', of('throttles'), count, count(value('throttles')))]
      : []),
  ].filter((text) => text !== null);
  const [p99 = '', ...rest] = changes;
  const cost = costText(comparison, variant);
  return [...(p99 === '' ? [] : [[p99, ...rest].join(', ')]), ...(cost === null ? [] : [cost])].join(', and ');
}

function changed(noun: string, difference: Difference | undefined, format: Format, to: string): string | null {
  if (difference === undefined || difference.mean === null) return null;
  if (difference.mean === 0) return `leaves ${noun} as ${noun.endsWith('s') ? 'they are' : 'it is'} (${to})`;
  if (difference.ci95 !== null && !isCertain(difference)) {
    return `makes no certain difference to ${noun} (${signed(difference, format)})`;
  }
  const by = plusMinus(Math.abs(difference.mean), difference.ci95, format);
  return `${difference.mean < 0 ? 'cuts' : 'raises'} ${noun} by ${by} (to ${to})`;
}

function costText({ base, variants, differences }: Comparison, variant: string): string | null {
  const isMonthly = differences[variant]?.['total.monthly.total'] !== undefined;
  const difference = differences[variant]?.[isMonthly ? 'total.monthly.total' : 'total.cost.total'];
  if (difference === undefined || difference.mean === null) return null;
  const time = variants[base]!.horizonMs - variants[base]!.warmupMs;
  const during = isMonthly ? 'a month' : `in ${duration(time)}`;
  if (difference.mean === 0) return 'costs the same';
  if (difference.ci95 !== null && !isCertain(difference)) {
    return `costs the same as far as can be told (${signed(difference, usd)} ${during})`;
  }
  const by = plusMinus(Math.abs(difference.mean), difference.ci95, usd);
  return `costs ${by} ${difference.mean < 0 ? 'less' : 'more'} ${during}`;
}

export interface Kept {
  readonly variant: string;
  readonly missed: readonly string[];
  readonly of: number;
}

/** Which objectives each variant misses; none where there are no objectives. */
export function objectives({ variants }: Comparison): Kept[] {
  return Object.entries(variants).flatMap(([variant, { slo }]) => {
    const missed = slo.filter(({ passed }) => !passed).map(({ text }) => text);
    return slo.length === 0 ? [] : [{ variant, missed, of: slo.length }];
  });
}

/** How the figures are to be read, in sentences. */
export function readingText(comparison: Comparison): string {
  return `${foundText(comparison.variants[comparison.base]?.warmUp)}${intervalText(comparison)}`;
}

function intervalText({ replications, family, base, variants, differences }: Comparison): string {
  const [first] = Object.values(variants);
  const summary = Object.values(first?.summary ?? {});
  if (replications < 2) return `One replication: no interval. Differences are to ${base}.`;
  if (summary.every(({ ci95 }) => ci95 === null) || Object.values(variants).some(({ replayed }) => replayed)) {
    return `${noIntervalText()} Differences are to ${base}.`;
  }
  const several = family.comparisons > 1 ? `, for all ${family.comparisons} comparisons of a metric together` : '';
  const met = haveSameArrivals(variants)
    ? 'Every variant met the same requests, so differences are paired.'
    : 'The variants do not have the same arrivals: differences are those of the traffic too.';
  return `Means of ${count(replications)} replications; ± is half the ${percent(family.level)} interval${several}. ${met}${savedText(differences)}`;
}

/** As far as a report shows them. */
function haveSameArrivals(variants: Comparison['variants']): boolean {
  const all = Object.values(variants).map(({ traffic }) =>
    JSON.stringify(traffic.map(({ trigger, arrivals }) => [trigger, arrivals])),
  );
  return new Set(all).size === 1;
}

/** What common random numbers are worth, by the mean latency. */
function savedText(differences: Comparison['differences']): string {
  const ratios = Object.values(differences).flatMap((metrics) => metrics['total.latencyMs.mean']?.varianceRatio ?? []);
  if (ratios.length === 0) return '';
  const [least, most] = [Math.min(...ratios), Math.max(...ratios)].map((ratio) => count(Number(ratio.toPrecision(2))));
  const times = least === most ? `${least}` : `${least} to ${most}`;
  return ` With random numbers of its own for each variant, the variance of a difference in mean latency would be ${times} times as large.`;
}
