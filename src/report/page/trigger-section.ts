// The section of the page on triggers: what became of what each of them sent, a sentence on those that lost something, and charts of
// what waited.
import type { Result } from '../../result.js';
import { remarkable, remarkText, triggerTable } from '../content/triggers.js';
import { count } from '../format.js';
import { ageText, type Backlog, backlogs, backlogText, fateText } from '../waiting/backlogs.js';
import { backlogCharts } from '../waiting/charts.js';
import { type BacklogChartName, backlogFrame, backlogTables } from '../waiting/data.js';
import { allCompiled, type ChartGroup, chartFigure, chooser, labelled } from './drawn.js';
import { folded, type Html, html, list, NO_HTML, name, section, table } from './markup.js';

/** More sentences than this are folded away. */
const SENTENCES = 5;

export function triggerSection(result: Result): Html {
  return section('triggers', 'Triggers', [fates(result), charts(result)]);
}

function fates(result: Result): Html {
  const content = triggerTable(result);
  if (content.rows.length === 0) return NO_HTML;
  const sentences = remarkable(result).map(
    (trigger) => html`<b>${name(trigger.name)}</b>: <bdi>${remarkText(trigger)}</bdi>.`,
  );
  const told =
    sentences.length <= SENTENCES
      ? list(sentences)
      : folded(`${count(sentences.length)} triggers, one by one`, list(sentences));
  return html`<p>What became of what each trigger sent. Latency is that of what ran in the end, from its coming on: queueing and retries are in it.</p>
${table(content, 'quiet')}${told}`;
}

const TITLES: Readonly<Record<BacklogChartName, string>> = {
  waiting: 'What waited for Lambda',
  age: 'Age of what waited',
  fates: 'Retries, dead letters and drops',
};

function charts(result: Result): Html {
  const all = backlogs(result);
  const [first] = all;
  if (first === undefined) return NO_HTML;
  const captions = captionsOf(first, stepMs(result));
  const figures = (Object.keys(TITLES) as BacklogChartName[]).map((chart) =>
    chartFigure(chart, TITLES[chart], captions[chart]),
  );
  const names = all.map(({ trigger }) => trigger.name);
  return html`${result.runs.length > 1 ? html`<p class="note">Charts show replication 0.</p>` : NO_HTML}
${names.length > 1 ? chooser('trigger', 'Trigger', names) : NO_HTML}<div class="stacked">${figures}</div>`;
}

const stepMs = (result: Result): number => result.runs[0]?.series.stepMs ?? 1;

/** What each chart shows, in words, for those who do not see it. */
function captionsOf(backlog: Backlog, ofStep: number): Record<BacklogChartName, string> {
  const both = backlog.noun === 'record' ? ' A record waits until it is settled.' : '';
  return {
    waiting: `${sentence(backlogText(backlog))}${both}`,
    age: sentence(ageText(backlog, ofStep)),
    fates: sentence(fateText(backlog)),
  };
}

const sentence = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;

const POINTS = 600;
const POINTS_OF_ALL = 6000;

/** What the page's script reads of the triggers. */
export function backlogGroup(result: Result): ChartGroup {
  const all = backlogs(result);
  if (all.length === 0) return { choice: 'trigger', specs: {}, labels: {}, subjects: [] };
  const points = Math.min(POINTS, Math.max(60, Math.floor(POINTS_OF_ALL / all.length)));
  const frame = backlogFrame(result, { width: 'container', points });
  return {
    choice: 'trigger',
    specs: allCompiled(backlogCharts({ waiting: {}, age: {}, fates: {} }, frame)),
    labels: labelled(TITLES),
    subjects: all.map((backlog) => ({
      name: backlog.trigger.name,
      captions: captionsOf(backlog, stepMs(result)),
      tables: backlogTables(backlog, frame),
    })),
  };
}
