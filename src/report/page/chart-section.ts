// The charts of the page: their places, their captions in words, and the data that the page's script draws them from.
import type { Result } from '../../result.js';
import type { ChartTable } from '../charts/coarse.js';
import { type ChartName, chartFrame, chartTables, hasProvisioned } from '../charts/data.js';
import { charts } from '../charts.js';
import { type Subject, subjects } from '../content/figures.js';
import { CAUSE_LABELS, causesOf, costParts, latencyKinds } from '../content/words.js';
import { count, duration, percent, usd } from '../format.js';
import { allCompiled, type ChartGroup, chartFigure, chooser, labelled } from './drawn.js';
import { type Html, html, NO_HTML, section } from './markup.js';

const TITLES: Readonly<Record<ChartName, string>> = {
  concurrency: 'Environments over time',
  latency: 'Latency by kind of start',
  coldStarts: 'Cold starts over time, by cause',
  cost: 'Cost by part',
};

/** No screen shows more points than this; many functions share what keeps the page small. */
const POINTS = 600;
const POINTS_OF_ALL = 15_000;

export function chartSection(result: Result): Html {
  const functions = subjects(result);
  const [first] = functions;
  if (first === undefined) return NO_HTML;
  const captions = captionsOf(first);
  const figures = (Object.keys(TITLES) as ChartName[]).map((chart) =>
    chartFigure(chart, TITLES[chart], captions[chart]),
  );
  return section('charts', 'Charts', [
    result.runs.length > 1 ? html`<p class="note">Curves over time and of latency show replication 0.</p>` : NO_HTML,
    html`<noscript><p>The charts need JavaScript; the tables hold the same figures.</p></noscript>`,
    functions.length > 1
      ? chooser(
          'function',
          'Function',
          functions.map((subject) => subject.name),
        )
      : NO_HTML,
    html`<div class="charts">${figures}</div>`,
  ]);
}

/** What each chart shows, in words, for those who do not see it. */
function captionsOf(subject: Subject): Record<ChartName, string> {
  const causes = causesOf(subject).map(({ cause, coldStarts }) => `${count(coldStarts)} ${CAUSE_LABELS[cause]}`);
  const parts = costParts(subject).map(({ label, amount }) => `${label} ${usd(amount)}`);
  const provisioned = hasProvisioned(subject) ? ` Provisioned: ${count(subject.amount('provisioned.mean'))}.` : '';
  const environments = subject.amount('environments.mean');
  const ahead = subject.amount('proactiveInits');
  const ready = ahead > 0 ? ` Made ready before a call: ${count(ahead)}.` : '';
  const idle = environments === 0 ? 0 : subject.amount('environments.meanIdle') / environments;
  return {
    concurrency: `On-demand environments: ${count(environments)} on average, idle ${percent(idle)} of the time.${ready}${provisioned} Executions at once: ${count(subject.amount('concurrency.max'))} at most.`,
    latency: latencyCaption(subject),
    coldStarts: causes.length === 0 ? 'No start was cold.' : `${causes.join(', ')}.`,
    cost: parts.length === 0 ? 'Nothing was charged.' : `${usd(subject.amount('cost.total'))}: ${parts.join(', ')}.`,
  };
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
  return {
    choice: 'function',
    specs: allCompiled(charts(EMPTY, frame)),
    labels: labelled(TITLES),
    subjects: functions.map((subject) => {
      const tables = Object.entries(chartTables(result, subject, frame));
      return {
        name: subject.name,
        captions: captionsOf(subject),
        tables: Object.fromEntries(tables.map(([chart, rows]) => [chart, { rows }])),
      };
    }),
  };
}

const EMPTY: Record<ChartName, ChartTable> = { concurrency: {}, latency: {}, coldStarts: {}, cost: {} };
