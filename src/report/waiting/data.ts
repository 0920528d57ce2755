// The data behind the charts of what waits for Lambda, as columns: how much, how old, and what was tried again or lost. Draws nothing.
import type { Result } from '../../result.js';
import { type ChartTable, closed, grouped, ifAny, largest, mean, rounded, sum } from '../charts/coarse.js';
import { clock, count } from '../format.js';
import { type Backlog, backlogs, FATES, type Fate, total } from './backlogs.js';

/** What the charts of several triggers have in common. */
export interface BacklogFrame {
  readonly horizonMs: number;
  /** Pixels, or the width of the element that holds the chart. */
  readonly width: number | 'container';
  readonly stepMs: number;
  /** So many steps of the series make one point, and one bar. */
  readonly group: number;
  readonly barGroup: number;
}

export type BacklogChartName = 'waiting' | 'age' | 'fates';

/** The tables of each chart, by the names of its data. */
export type BacklogTables = Readonly<Record<BacklogChartName, Readonly<Record<string, ChartTable>>>>;

/** More bars than this are too thin to tell apart. */
const BARS = 60;

export function backlogFrame(
  result: Result,
  { width, points }: { readonly width: BacklogFrame['width']; readonly points: number },
): BacklogFrame {
  const steps = Math.max(0, ...backlogs(result).map(({ most }) => most.length));
  return {
    horizonMs: result.horizonMs,
    width,
    stepMs: result.runs[0]?.series.stepMs ?? 1,
    group: Math.max(1, Math.ceil(steps / points)),
    barGroup: Math.max(1, Math.ceil(steps / BARS)),
  };
}

export function backlogTables(backlog: Backlog, frame: BacklogFrame): BacklogTables {
  return {
    waiting: { rows: waitingTable(backlog, frame) },
    age: { rows: ageTable(backlog, frame) },
    fates: fateTables(backlog, frame),
  };
}

function waitingTable({ waiting, inFlight, most }: Backlog, frame: BacklogFrame): ChartTable {
  const coarse = (values: Backlog['most'], combine: (values: number[]) => number): number[] =>
    grouped(values, frame.group, (each) => rounded(combine(each)));
  return overTime(
    { waiting: coarse(waiting, mean), inFlight: coarse(inFlight, mean), most: coarse(most, largest) },
    frame,
  );
}

/** Steps end where they end: before a gap the value is repeated there, where else no line would be drawn. */
function ageTable({ age }: Backlog, frame: BacklogFrame): ChartTable {
  const { t, age: ages } = overTime({ age: grouped(age, frame.group, ifAny(largest)) }, frame);
  const rows = ages!.flatMap((each, index) => {
    const before = ages![index - 1] ?? null;
    const row = { t: t![index]!, age: each };
    return each === null && before !== null ? [{ ...row, age: before }, row] : [row];
  });
  return { t: rows.map((row) => row.t), age: rows.map((row) => row.age) };
}

function overTime(
  columns: Readonly<Record<string, readonly (number | null)[]>>,
  { group, stepMs, horizonMs }: BacklogFrame,
): ChartTable {
  const [first = []] = Object.values(columns);
  const all = { t: first.map((_, index) => index * group * stepMs), ...columns };
  return first.length === 0 ? all : closed(all, horizonMs);
}

const MARKS: readonly (readonly [fate: Fate, kind: string])[] = [
  ['DeadLettered', 'dead-lettered'],
  ['Dropped', 'dropped'],
];

/** Bars of what was tried again, and a mark wherever something was lost; nothing at all where neither happened. */
function fateTables({ fates }: Backlog, { barGroup, stepMs, horizonMs }: BacklogFrame): Record<string, ChartTable> {
  const barMs = barGroup * stepMs;
  const isEmpty = FATES.every((fate) => total(fates[fate]) === 0);
  const bars = (fate: Fate): number[] => (isEmpty ? [] : grouped(fates[fate], barGroup, sum));
  const endOf = (bar: number): number => Math.min(horizonMs, (bar + 1) * barMs);
  const retries = bars('Retries');
  const marks = MARKS.flatMap(([fate, kind]) =>
    bars(fate).flatMap((amount, bar) => {
      const says = `${clock(bar * barMs)} to ${clock(endOf(bar))}: ${count(amount)} ${kind}`;
      return amount > 0 ? [{ at: (bar * barMs + endOf(bar)) / 2, kind, says }] : [];
    }),
  );
  return {
    rows: {
      from: retries.map((_, bar) => bar * barMs),
      to: retries.map((_, bar) => endOf(bar)),
      retries,
    },
    marks: {
      at: marks.map(({ at }) => at),
      kind: marks.map(({ kind }) => kind),
      says: marks.map(({ says }) => says),
    },
  };
}
