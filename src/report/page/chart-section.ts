// The charts of functions, each in its section: their captions in words, and the data that the page's script draws them from.
import type { MetricSeries, Result } from '../../result.js';
import { type ChartTable, grouped, sum } from '../charts/coarse.js';
import { type ChartFrame, type ChartName, chartFrame, chartTables, hasProvisioned } from '../charts/data.js';
import { charts } from '../charts.js';
import { type Subject, subjects } from '../content/figures.js';
import { CAUSE_LABELS, CAUSE_METRICS, CAUSES, causesOf, costParts, latencyKinds } from '../content/words.js';
import { count, counted, duration, percent, usd } from '../format.js';
import { allCompiled, type ChartGroup, chartFigure, labelled } from './drawn.js';
import { type Html, NO_HTML } from './markup.js';

const TITLES: Readonly<Record<ChartName, string>> = {
  coldStarts: 'Cold starts over time, by cause',
  concurrency: 'Environments over time',
  latency: 'Latency by kind of start',
  troubles: 'Throttles and errors over time',
  cost: 'Cost by part',
};

/** No screen shows more points than this; many functions share what keeps the page small. */
const POINTS = 600;
const POINTS_OF_ALL = 15_000;

/** The place of one chart, of the first function until another is chosen; none where nothing ran. */
export function chartOf(result: Result, chart: ChartName): Html {
  const [first] = subjects(result);
  return first === undefined ? NO_HTML : chartFigure(chart, TITLES[chart], captionsOf(first)[chart]);
}

/** Whether anything was throttled or failed. */
export const hasTroubles = (functions: readonly Subject[]): boolean =>
  functions.some((subject) => subject.amount('throttles') > 0 || subject.amount('errors') > 0);

/** What each chart shows, in words, for those who do not see it. */
function captionsOf(subject: Subject): Record<ChartName, string> {
  const causes = causesOf(subject).map(({ cause, coldStarts }) => `${count(coldStarts)} ${CAUSE_LABELS[cause]}`);
  const parts = costParts(subject).map(({ label, amount }) => `${label} ${usd(amount)}`);
  const [throttles, errors] = [subject.amount('throttles'), subject.amount('errors')];
  return {
    coldStarts: causes.length === 0 ? 'No start was cold.' : `${causes.join(', ')}.`,
    concurrency: concurrencyCaption(subject),
    latency: latencyCaption(subject),
    troubles: `${counted(throttles, 'request')} throttled, ${counted(errors, 'invocation')} failed.`,
    cost: parts.length === 0 ? 'Nothing was charged.' : `${usd(subject.amount('cost.total'))}: ${parts.join(', ')}.`,
  };
}

function concurrencyCaption(subject: Subject): string {
  const provisioned = hasProvisioned(subject) ? ` Provisioned: ${count(subject.amount('provisioned.mean'))}.` : '';
  const environments = subject.amount('environments.mean');
  const ahead = subject.amount('proactiveInits');
  const ready = ahead > 0 ? ` Made ready before a call: ${count(ahead)}.` : '';
  const idle = environments === 0 ? 0 : subject.amount('environments.meanIdle') / environments;
  return `On-demand environments: ${count(environments)} on average, idle ${percent(idle)} of the time.${ready}${provisioned} Executions at once: ${count(subject.amount('concurrency.max'))} at most${limitText(subject)}.`;
}

/** ", of the 100 that are reserved"; ", of the 1,000 that the account may run". */
function limitText({ settings }: Subject): string {
  if (settings === undefined) return '';
  const { reservedConcurrency, accountConcurrency } = settings;
  if (reservedConcurrency !== null) return `, of the ${count(reservedConcurrency)} that are reserved`;
  return `, of the ${count(accountConcurrency)} that the account may run`;
}

function latencyCaption(subject: Subject): string {
  const known = latencyKinds(subject).map(([kind, path]) => `${kind} ${duration(subject.figure(`${path}.p99`).mean)}`);
  if (known.length === 0) return 'Nothing was answered.';
  return `99 % answered within: ${known.join(', ')}.`;
}

/** What the page's script reads of the functions: a specification a chart, and the columns to put into it. */
export function functionGroup(result: Result): ChartGroup {
  const functions = subjects(result);
  const points = Math.min(POINTS, Math.max(60, Math.floor(POINTS_OF_ALL / Math.max(1, functions.length))));
  const frame = chartFrame(result, functions, { width: 'container', points });
  const { troubles, ...always } = charts(EMPTY, frame);
  return {
    choice: 'function',
    specs: allCompiled(hasTroubles(functions) ? { ...always, troubles } : always),
    labels: labelled(TITLES),
    subjects: functions.map((subject) => {
      const tables = Object.entries(chartTables(result, subject, frame));
      return {
        name: subject.name,
        captions: captionsOf(subject),
        tables: Object.fromEntries(tables.map(([chart, rows]) => [chart, { rows }])),
        activity: activityOf(result, subject.name, frame),
      };
    }),
  };
}

const EMPTY: Record<ChartName, ChartTable> = { coldStarts: {}, concurrency: {}, latency: {}, troubles: {}, cost: {} };

/** What happened in each stretch of time, so that the page can add up those that are chosen: `to` is where one ends. */
function activityOf(result: Result, name: string, { points, horizonMs }: ChartFrame): ChartTable {
  const series = result.runs[0]?.series;
  const metrics = series?.functions[name] ?? {};
  const length = metrics['Invocations']?.['Sum']?.length ?? 0;
  const group = Math.max(1, Math.ceil(length / Math.max(60, points / 2)));
  const sums = (metric: string): number[] => grouped(metrics[metric]?.['Sum'] ?? [], group, sum);
  const stretches = sums('Invocations');
  return {
    to: stretches.map((_, index) => Math.min(horizonMs, (index + 1) * group * (series?.stepMs ?? 1))),
    invocations: stretches,
    coldStarts: coldStartsOf(metrics, group, stretches.length),
    throttles: sums('Throttles'),
    errors: sums('Errors'),
  };
}

function coldStartsOf(metrics: MetricSeries, group: number, length: number): number[] {
  const causes = CAUSES.map((cause) => grouped(metrics[CAUSE_METRICS[cause]]?.['Sum'] ?? [], group, sum));
  return Array.from({ length }, (_, index) => sum(causes.map((each) => each[index] ?? 0)));
}
