// Provisioned concurrency of each alias or version in words and tables: how much was asked for and used, what spilled over,
// whether it is worth its money, and how it stands at the end. From a Result; says nothing of how it looks.
import type { Result } from '../../result.js';
import { count, percent, usd } from '../format.js';
import { type AliasSubject, type Failure, type Figure, type Subject, shown, subjects } from './figures.js';
import type { Cell, ReportTable } from './tables.js';

/** Those aliases and versions for which something was provisioned at some time. */
export const provisionedAliases = ({ aliases }: Pick<Subject, 'aliases'>): AliasSubject[] =>
  aliases.filter(({ first }) => first.provisioned !== null);

const of = (alias: AliasSubject, path: string): Figure => alias.figure(`provisioned.${path}`);
const amount = (alias: AliasSubject, path: string): number => alias.amount(`provisioned.${path}`);

/** "5 requested throughout"; "12.4 requested on average (2 to 40, 10 at the end), 11.2 of them available". */
export function requestedText(alias: AliasSubject): string {
  const [min, max, end] = ['min', 'max', 'end'].map((each) => amount(alias, `requested.${each}`));
  const requested =
    min === max
      ? `${count(min!)} requested throughout`
      : `${shown(of(alias, 'requested.mean'), count)} requested on average (${count(min!)} to ${count(max!)}, ${count(end!)} at the end)`;
  const available = count(amount(alias, 'available.mean'));
  const all = available === count(amount(alias, 'requested.mean'));
  return all ? requested : `${requested}, ${available} available`;
}

/** "1.6 used and 3.5 wasted on average: 31 % utilisation, at most 100 %". */
export function usedText(alias: AliasSubject): string {
  const used = count(amount(alias, 'usedMean'));
  const wasted = count(amount(alias, 'wastedMean'));
  const mean = of(alias, 'utilizationMean');
  const utilisation =
    mean.mean === null
      ? ''
      : `: ${shown(mean, percent)} utilisation, at most ${percent(of(alias, 'utilizationMax').mean)}`;
  return `${used} used and ${wasted} wasted on average${utilisation}`;
}

/** "42 % of what you pay for is used; below 60 % on demand is cheaper: $1.23 with, $0.98 without"; empty where nothing was paid for. */
export function breakEvenText(alias: AliasSubject): string {
  const billed = of(alias, 'billedUtilization');
  if (billed.mean === null) return '';
  const { mean: breakEven } = of(alias, 'breakEvenUtilization');
  const { together, instead } = costsOf(alias);
  return `${shown(billed, percent)} of what you pay for is used; ${verdictOf(billed.mean, breakEven)}: ${usd(together)} with, ${usd(instead)} without`;
}

/** Where nothing is idle for nothing, and it costs more all the same, there is no break-even. */
function verdictOf(used: number, breakEven: number | null): string {
  if (breakEven === null || breakEven > 1) return 'at these prices on demand is always cheaper';
  if (used < breakEven) return `below ${percent(breakEven)} on demand is cheaper`;
  return `from ${percent(breakEven)} on that is cheaper than on demand`;
}

function costsOf(alias: AliasSubject): { readonly together: number; readonly instead: number } {
  const together = amount(alias, 'cost.capacity') + amount(alias, 'cost.duration');
  return { together, instead: amount(alias, 'cost.onDemandInstead') };
}

/**
 * "310 of 72,004 invocations spilled over (0.43 %): 290 because all were busy, 20 because of the request rate; 12 started cold".
 */
export function spilloverText(alias: AliasSubject): string {
  const invocations = alias.amount('invocations');
  const spilled = alias.amount('spilloverInvocations');
  if (invocations === 0) return 'no invocation came through it';
  const coldStarts = alias.amount('coldStarts');
  const cold = coldStarts === 0 ? 'none started cold' : `${shown(alias.figure('coldStarts'), count)} started cold`;
  if (spilled === 0) return `none of ${count(invocations)} invocations spilled over; ${cold}`;
  const what = `${shown(alias.figure('spilloverInvocations'), count)} of ${count(invocations)} invocations spilled over`;
  const parts = SPILLOVER_REASONS.map(([reason, why]) => [alias.amount(`spilloverByReason.${reason}`), why] as const);
  const occurring = parts.filter(([spills]) => spills > 0);
  const why =
    occurring.length === 1
      ? ` because ${occurring[0]![1]}`
      : `: ${occurring.map(([spills, each]) => `${count(spills)} because ${each}`).join(', ')}`;
  return `${what} (${percent(spilled / invocations)})${why}; ${cold}`;
}

const SPILLOVER_REASONS = [
  ['concurrency', 'all were busy'],
  ['requestRate', 'the request rate was used up'],
] as const;

/** "FAILED: init timeout"; "FAILED in 3 of 10 replications: init timeout". */
export function failureText({ runs, of: all, why }: Failure): string {
  const where = runs === all ? '' : ` in ${count(runs)} of ${count(all)} replications`;
  return `FAILED${where}${why === '' ? '' : `: ${why}`}`;
}

/** How it stands at the end; a failure apart. */
export function statusText({ first }: AliasSubject): string {
  switch (first.provisioned?.status) {
    case 'IN_PROGRESS':
      return 'IN_PROGRESS, an allocation was under way';
    case 'NONE':
      return 'NONE, nothing is provisioned';
    default:
      return first.provisioned?.status ?? 'NONE';
  }
}

export function statusCell(alias: AliasSubject): Cell {
  return alias.failure === null ? statusText(alias) : { alarming: failureText(alias.failure) };
}

/** "2–26"; "5" where it is the same throughout. */
function rangeText(alias: AliasSubject): string {
  const [min, max] = [count(amount(alias, 'requested.min')), count(amount(alias, 'requested.max'))];
  return min === max ? min : `${min}–${max}`;
}

/** Each alias or version with what was asked for and used. */
export function provisionedTable(result: Result): ReportTable {
  const rows = subjects(result)
    .flatMap(provisionedAliases)
    .map((alias) => [
      { name: alias.target },
      shown(of(alias, 'requested.mean'), count),
      rangeText(alias),
      count(amount(alias, 'requested.end')),
      shown(of(alias, 'usedMean'), count),
      shown(of(alias, 'wastedMean'), count),
      shown(of(alias, 'utilizationMean'), percent),
      percent(of(alias, 'utilizationMax').mean),
      shown(alias.figure('spilloverInvocations'), count),
      statusCell(alias),
    ]);
  const head = [
    'Alias or version',
    'Requested, mean',
    'Range',
    'At the end',
    'Used, mean',
    'Wasted, mean',
    'Utilisation',
    'At most',
    'Spilled over',
    'Status',
  ];
  return { caption: 'Provisioned concurrency and its use', head, rows, words: [9] };
}

/** The same at a glance, without intervals; the last columns may be left out. */
export function briefTable(result: Result): ReportTable {
  const rows = subjects(result)
    .flatMap(provisionedAliases)
    .map((alias) => [
      { name: alias.target },
      count(amount(alias, 'requested.mean')),
      count(amount(alias, 'wastedMean')),
      percent(of(alias, 'utilizationMean').mean),
      count(alias.amount('spilloverInvocations')),
      alias.failure === null ? (alias.first.provisioned?.status ?? 'NONE') : 'FAILED',
      percent(amount(alias, 'breakEvenUtilization')),
    ]);
  const head = ['Provisioned', 'Requested', 'Wasted', 'Utilisation', 'Spilled over', 'Status', 'Break-even'];
  return { caption: 'Provisioned concurrency at a glance', head, rows, words: [5] };
}

/** What each costs beside the same invocations on demand. */
export function worthTable(result: Result): ReportTable {
  const rows = subjects(result)
    .flatMap(provisionedAliases)
    .filter((alias) => of(alias, 'billedUtilization').mean !== null)
    .map((alias) => {
      const { together, instead } = costsOf(alias);
      return [
        { name: alias.target },
        usd(amount(alias, 'cost.capacity')),
        usd(amount(alias, 'cost.duration')),
        usd(together),
        usd(instead),
        shown(of(alias, 'billedUtilization'), percent),
        percent(amount(alias, 'breakEvenUtilization')),
      ];
    });
  const head = [
    'Alias or version',
    'Capacity',
    'Duration',
    'Together',
    'On demand instead',
    'Paid and used',
    'Break-even',
  ];
  return { caption: 'What it costs, and what the same would cost on demand', head, rows, words: [] };
}

const ROUTES = [
  ['Invocations', 'invocations'],
  ['Cold starts', 'coldStarts'],
  ['Warm starts', 'warmStarts'],
  ['On provisioned', 'provisionedInvocations'],
  ['Spilled over', 'spilloverInvocations'],
  ['Throttles', 'throttles'],
] as const;

/** What went through each alias, where a function has several, or one that leads to two versions; else its own figures say it. */
export function aliasTable(result: Result): ReportTable {
  const told = subjects(result).filter(
    ({ aliases, deployments, settings }) =>
      aliases.length > 1 || deployments.length > 0 || (settings?.weights.length ?? 0) > 0,
  );
  const rows = told
    .flatMap(({ aliases }) => aliases)
    .map((alias) => [
      { name: alias.target },
      alias.first.version,
      ...ROUTES.map(([, path]) => shown(alias.figure(path), count)),
    ]);
  const head = ['Alias or version', 'Version at the end', ...ROUTES.map(([title]) => title)];
  return { caption: 'What went through each alias or version', head, rows, words: [1] };
}
