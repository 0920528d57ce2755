// The reruns under other keep-alives beside the scenario's own: tables for every report. From a Result; computes nothing.
import type { Result, SensitivityFigures, SensitivityRun } from '../../result.js';
import { count, duration, percent, usd } from '../format.js';
import { type Figure, shown } from './figures.js';
import type { Cell, ReportTable } from './tables.js';

export interface Rerun extends SensitivityRun {
  readonly name: string;
  readonly isInForce: boolean;
}

/** In the order of the presets, the scenario's own marked; none where nobody asked for them. */
export function keepAliveReruns({ sensitivity }: Result): Rerun[] {
  if (sensitivity === undefined) return [];
  const { keepAlive, inForce } = sensitivity;
  return Object.entries(keepAlive).map(([name, run]) => ({ name, ...run, isInForce: name === inForce.keepAlive }));
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
export function keepAliveTable(result: Result, plain = false): ReportTable {
  const show = plain ? meanAlone : shown;
  const rows = keepAliveReruns(result).map((rerun) => [
    rerunLabel(rerun),
    ...COLUMNS.map(([, figure, format]) => show(rerun.total[figure], format)),
  ]);
  return {
    caption: 'The same traffic under other keep-alives',
    head: ['Keep-alive', ...COLUMNS.map(([title]) => title)],
    rows,
    words: [],
  };
}

/** The share of cold starts of each function, a column each setting; without rows where there is but one function. */
export function keepAliveRates(result: Result, plain = false): ReportTable {
  const show = plain ? meanAlone : shown;
  const reruns = keepAliveReruns(result);
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
