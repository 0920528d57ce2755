// The reruns under other assumptions beside the scenario's own: tables for every report, and what they would change. From a Result;
// computes nothing.
import type { Assumption, Result, SensitivityFigures, SensitivityRun } from '../../result.js';
import { count, duration, percent, usd } from '../format.js';
import { type Figure, shown } from './figures.js';
import type { Cell, ReportTable } from './tables.js';

export interface Rerun extends SensitivityRun {
  readonly name: string;
  readonly isInForce: boolean;
}

/** How each assumption is called, and how a sentence about one of its settings begins. */
export const ASSUMPTION_WORDS: Readonly<
  Record<Assumption, { readonly title: string; readonly caption: string; readonly under: string }>
> = {
  keepAlive: { title: 'Keep-alive', caption: 'The same traffic under other keep-alives', under: 'with the keep-alive' },
  init: { title: 'Init', caption: 'The same traffic with other predicted inits', under: 'with inits' },
  traffic: { title: 'Traffic', caption: 'Less and more traffic', under: 'with traffic' },
};

/** In the order of the settings, the scenario's own marked; none where nobody asked for them. */
export function rerunsOf({ sensitivity }: Result, assumption: Assumption): Rerun[] {
  const settings = sensitivity?.[assumption] ?? {};
  const inForce = sensitivity?.inForce[assumption];
  return Object.entries(settings).map(([name, run]) => ({ name, ...run, isInForce: name === inForce }));
}

/** "aws-2020 (in force)", "as given (in force)". */
export const rerunLabel = ({ name, isInForce }: Rerun): string => (isInForce ? `${name} (in force)` : name);

const COLUMNS: readonly (readonly [
  title: string,
  figure: keyof SensitivityFigures,
  format: (value: number) => string,
])[] = [
  ['Cold starts', 'coldStarts', count],
  ['Share', 'coldStartRate', percent],
  ['p99', 'latencyP99Ms', duration],
  ['Idle, mean', 'meanIdle', count],
  ['Cost', 'cost', usd],
];

/** Whether intervals are shown beside the means is the caller's. */
type Show = (figure: Figure, format: (value: number) => string) => string;
const meanAlone: Show = ({ mean }, format) => (mean === null ? shown({ mean, ci95: null }, format) : format(mean));

/** All functions together, a row each setting. */
export function sensitivityTable(result: Result, assumption: Assumption, plain = false): ReportTable {
  const show = plain ? meanAlone : shown;
  const reruns = rerunsOf(result, assumption);
  const hasSlo = reruns.some(({ slo }) => slo.length > 0);
  const rows = reruns.map((rerun): Cell[] => [
    rerunLabel(rerun),
    ...COLUMNS.map(([, figure, format]) => show(rerun.total[figure], format)),
    ...(hasSlo ? [{ passed: rerun.slo.every(({ passed }) => passed) }] : []),
  ]);
  const { title, caption } = ASSUMPTION_WORDS[assumption];
  const head = [title, ...COLUMNS.map(([column]) => column), ...(hasSlo ? ['Objectives'] : [])];
  return { caption, head, rows, words: hasSlo ? [head.length - 1] : [] };
}

/** A table each assumption that was varied. */
export function sensitivityTables(result: Result, plain = false): ReportTable[] {
  const assumptions = Object.keys(ASSUMPTION_WORDS) as Assumption[];
  return assumptions
    .map((assumption) => sensitivityTable(result, assumption, plain))
    .filter(({ rows }) => rows.length > 0);
}

/** The share of cold starts of each function, a column each keep-alive; without rows where there is but one function. */
export function keepAliveRates(result: Result, plain = false): ReportTable {
  const show = plain ? meanAlone : shown;
  const reruns = rerunsOf(result, 'keepAlive');
  const names = Object.keys(reruns[0]?.functions ?? {});
  const rows = names.map((name): Cell[] => [
    { name },
    ...reruns.map(({ functions }) => show(functions[name]!.coldStartRate, percent)),
  ]);
  return {
    caption: 'Share of cold starts of each function',
    head: ['Function', ...reruns.map(rerunLabel)],
    rows: names.length > 1 ? rows : [],
    words: [],
  };
}

/** Which assumptions the verdict on the objectives hangs on, one sentence each; empty where nobody asked or there are none. */
export function changeTexts({ sensitivity, slo }: Result): string[] {
  if (sensitivity === undefined || slo.length === 0) return [];
  if (sensitivity.changes.length === 0) return ['None of these assumptions changes the outcome of an objective'];
  return sensitivity.changes.map(
    ({ assumption, setting, objective, passed }) =>
      `${ASSUMPTION_WORDS[assumption].under} ${setting}, ${objective} would ${passed ? 'be met' : 'be missed'}`,
  );
}
