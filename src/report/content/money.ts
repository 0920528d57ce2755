// What a run cost, in tables and words: by part, function and alias, for a million invocations and a month, what of it cold
// starts cost, and whose prices these are. From a Result; says nothing of how it looks.
import type { Result } from '../../result.js';
import { percent, usd } from '../format.js';
import { type AliasSubject, type Figures, type Subject, shown, subjects, total } from './figures.js';
import { provisionedAliases } from './provisioned.js';
import { ALL, type Cell, capital, type ReportTable } from './tables.js';
import { COST_PARTS } from './words.js';

/** The cost of each function by part, for a million invocations and, where it was asked for, a month; aliases below. */
export function costTable(result: Result): ReportTable {
  const last: Column[] = [
    ['Total', 'cost.total'],
    ['A million invocations', 'costPerMillion'],
    ...(hasMonth(result) ? [['A month', 'monthly.total'] as const] : []),
  ];
  return { caption: 'Cost of each function by part', ...billed(result, 'cost', last) };
}

/** A month by part; without rows where nobody asked. */
export function monthTable(result: Result): ReportTable {
  const caption = `The same usage for a month of ${result.pricing.hoursPerMonth} hours`;
  const table = billed(result, 'monthly', [['A month', 'monthly.total']]);
  return { caption, ...table, rows: hasMonth(result) ? table.rows : [] };
}

const hasMonth = ({ runs }: Result): boolean => runs[0]?.total.monthly !== undefined;

type Column = readonly [title: string, path: string];

/** The parts that occurred, and `last` after them. Only what a run itself cost is told of each alias. */
function billed(result: Result, bill: 'cost' | 'monthly', last: readonly Column[]): Omit<ReportTable, 'caption'> {
  const functions = subjects(result);
  const occurring = COST_PARTS.filter(([part]) => functions.some((each) => each.amount(`${bill}.${part}`) !== 0));
  const row = (title: Cell, payer: Figures): Cell[] => [
    title,
    ...occurring.map(([part]) => usd(payer.amount(`${bill}.${part}`))),
    ...last.map(([, path]) => shown(payer.figure(path), usd)),
  ];
  const rows = functions.flatMap((subject) => [
    row({ name: subject.name }, subject),
    ...(bill === 'cost' ? aliasesThatPay(subject) : []).map((alias) => row({ under: alias.name }, alias)),
  ]);
  const all = total(result);
  const together = all !== undefined && functions.length > 1 ? [row(ALL, all)] : [];
  const head = ['Function', ...occurring.map(([, label]) => capital(label)), ...last.map(([title]) => title)];
  return { head, rows: [...rows, ...together], words: [] };
}

/** One alias of which nothing is provisioned pays what its function does. */
function aliasesThatPay(subject: Subject): readonly AliasSubject[] {
  return subject.aliases.length > 1 || provisionedAliases(subject).length > 0 ? subject.aliases : [];
}

/** "$1.73 a million invocations", "$1.73 a million invocations, $90.89 a month"; empty where nothing was charged. */
export function ratesText(subject: Subject): string {
  const perMillion = subject.figure('costPerMillion').mean;
  const month = subject.figure('monthly.total').mean;
  const rates = [
    ...(perMillion === null || perMillion === 0 ? [] : [`${usd(perMillion)} a million invocations`]),
    ...(month === null ? [] : [`${usd(month)} a month`]),
  ];
  return rates.join(', ');
}

const COLD_PARTS = [
  ['duration', 'inits and slow first invocations'],
  ['restores', 'restores of snapshots'],
  ['ahead', 'inits that no request waited for'],
] as const;

/** "$0.012 of it (9.6 %)": what of the cost would not be there without cold starts; empty where that is nothing. */
export function coldStartShareText(subject: Subject): string {
  const cost = subject.amount('coldStartCost.total');
  return cost === 0 ? '' : `${usd(cost)} of it (${percent(cost / subject.amount('cost.total'))})`;
}

/** "cold starts cost $0.012 of it (9.6 %)", with its parts where there are several; empty where nothing started cold. */
export function coldStartCostText(subject: Subject): string {
  const share = coldStartShareText(subject);
  if (share === '') return subject.amount('coldStarts') === 0 ? '' : freeStarts(subject);
  const parts = COLD_PARTS.map(([part, label]) => ({ label, amount: subject.amount(`coldStartCost.${part}`) }));
  const occurring = parts.filter(({ amount }) => amount > 0);
  const detail =
    occurring.length > 1 ? `: ${occurring.map(({ label, amount }) => `${label} ${usd(amount)}`).join(', ')}` : '';
  return `cold starts cost ${share}${detail}`;
}

/** Init before August 2025, or all duration within the free tier. */
function freeStarts(subject: Subject): string {
  return `cold starts cost nothing${subject.amount('cost.duration') === 0 ? ': no duration on demand is charged' : ''}`;
}

/** "list prices of us-east-1 as of 2026-11; without the free tier". */
export function pricesText({ pricing }: Result): string {
  const { regions, freeTier, savingsPlan, initBilling } = pricing;
  const ages = [...new Set(Object.values(regions).map(({ asOf }) => asOf))];
  const whose = ages.map((age) => {
    const names = Object.keys(regions).filter((name) => regions[name]!.asOf === age);
    if (age === null) return `prices of ${listed(names)} as the scenario gives them, where it gives any`;
    return `list prices of ${listed(names)} as of ${age}`;
  });
  const plan =
    savingsPlan === null
      ? []
      : [
          `a savings plan takes ${percent(savingsPlan.discount)} off ${percent(savingsPlan.coverage)} of duration and provisioned concurrency`,
        ];
  return [
    whose.join(', '),
    freeTier ? 'less the free tier of one month' : 'without the free tier',
    ...plan,
    ...(initBilling === 'legacy'
      ? ['billed as before August 2025, when inits of zip packages on managed runtimes were free']
      : []),
  ].join('; ');
}

/** Of whose logs nothing is known, so many are named. */
const NAMED = 3;

/** What stands on AWS's bill besides, as the end of a sentence. */
export function notChargedText({ settings }: Result): string {
  const silent = settings.filter(({ logBytes }) => logBytes === 0).map(({ name }) => name);
  const named = silent.length > NAMED ? [...silent.slice(0, NAMED), `${silent.length - NAMED} functions more`] : silent;
  const whose = silent.length === settings.length ? '' : ` of ${listed(named)}`;
  const logs = silent.length === 0 ? [] : [`logs${whose} (no logBytes given)`];
  return `Not in it: ${listed(['API Gateway and other callers', 'data transfer', 'CloudWatch metrics', ...logs])}`;
}

/** "a", "a and b", "a, b and c". */
function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
