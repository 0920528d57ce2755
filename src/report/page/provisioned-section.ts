// The section of the page on provisioned concurrency: its figures, whether it is worth its money, charts over time, and when and
// why it scaled; and the one on deployments.
import type { Result } from '../../result.js';
import { type AliasChartName, aliasCharts } from '../charts/provisioned.js';
import { type AliasData, aliasData, aliasFrame } from '../charts/provisioned-data.js';
import { deploymentTable } from '../content/deployments.js';
import { type AliasSubject, subjects } from '../content/figures.js';
import {
  aliasTable,
  breakEvenText,
  failureText,
  provisionedAliases,
  provisionedTable,
  requestedText,
  spilloverText,
  statusText,
  usedText,
  worthTable,
} from '../content/provisioned.js';
import { activitiesOf, activityTable, moreText, scalingText, timeline } from '../content/scaling.js';
import { count, percent } from '../format.js';
import { allCompiled, type ChartGroup, chartFigure, chooser, labelled } from './drawn.js';
import { folded, type Html, html, NO_HTML, name, section, table } from './markup.js';

const TITLES: Readonly<Record<AliasChartName, string>> = {
  environments: 'Environments requested, available and used',
  spillover: 'Invocations that spilled over',
  utilization: 'Utilisation',
};

/** More aliases than this are folded away behind their table. */
const OPEN = 6;
/** Lines of one timeline, and of all together. */
const ACTIVITIES = 500;
const ACTIVITIES_OF_ALL = 2500;

export function provisionedSection(result: Result): Html {
  const aliases = subjects(result).flatMap(provisionedAliases);
  const [first] = aliases;
  if (first === undefined) return section('provisioned', 'Provisioned concurrency', [table(aliasTable(result))]);
  const most = Math.min(ACTIVITIES, Math.ceil(ACTIVITIES_OF_ALL / aliases.length));
  const blocks = aliases.map((alias) => block(alias, most));
  const replicated = result.runs.length > 1;
  return section('provisioned', 'Provisioned concurrency', [
    table(provisionedTable(result), 'quiet'),
    table(worthTable(result)),
    table(aliasTable(result)),
    replicated ? html`<p class="note">Charts and timelines show replication 0.</p>` : NO_HTML,
    aliases.length > 1
      ? chooser(
          'alias',
          'Alias or version',
          aliases.map(({ target }) => target),
        )
      : NO_HTML,
    charts(result, first),
    aliases.length <= OPEN
      ? html`${blocks}`
      : folded(`${count(aliases.length)} aliases and versions, one by one`, html`${blocks}`),
  ]);
}

function charts(result: Result, alias: AliasSubject): Html {
  const frame = aliasFrame(result, FULL);
  const captions = captionsOf(alias, aliasData(result, alias, frame));
  const figures = (Object.keys(TITLES) as AliasChartName[]).map((chart) =>
    chartFigure(chart, TITLES[chart], captions[chart]),
  );
  return html`<div class="stacked">${figures}</div>`;
}

/** What an alias has to say for itself, and its timeline. */
function block(alias: AliasSubject, most: number): Html {
  // The captions of its charts say the rest.
  const sentences = [breakEvenText(alias), scalingText(alias)];
  const items = sentences.filter((text) => text !== '').map((text) => html`<li>${text}</li>`);
  const status =
    alias.failure === null
      ? html`<span class="note">${statusText(alias)}</span>`
      : html`<span class="bad">✗ <bdi>${failureText(alias.failure)}</bdi></span>`;
  const { shown, more } = timeline(alias, most);
  const rest = more > 0 ? html`<p class="note">… ${moreText(more)}.</p>` : NO_HTML;
  const history =
    shown.length === 0
      ? NO_HTML
      : folded(
          `When and why it scaled: ${count(shown.length + more)} activities`,
          html`${table(activityTable(alias, most), 'quiet')}${rest}`,
        );
  return html`<div class="block"><h3>${name(alias.target)} ${status}</h3><ul>${items}</ul>${history}</div>\n`;
}

export function deploymentSection(result: Result): Html {
  const deployments = deploymentTable(result);
  if (deployments.rows.length === 0) return NO_HTML;
  return section('deployments', 'Deployments', [
    result.runs.length > 1 ? html`<p class="note">Times are of replication 0.</p>` : NO_HTML,
    table(deployments, 'quiet'),
  ]);
}

const POINTS = 600;
const POINTS_OF_ALL = 6000;
const FULL = { width: 'container', points: POINTS } as const;

export function aliasGroup(result: Result): ChartGroup {
  const aliases = subjects(result).flatMap(provisionedAliases);
  if (aliases.length === 0) return { choice: 'alias', specs: {}, labels: {}, subjects: [] };
  const points = Math.min(POINTS, Math.max(60, Math.floor(POINTS_OF_ALL / aliases.length)));
  const frame = aliasFrame(result, { ...FULL, points });
  return {
    choice: 'alias',
    specs: allCompiled(aliasCharts(EMPTY, frame)),
    labels: labelled(TITLES),
    subjects: aliases.map((alias) => {
      const data = aliasData(result, alias, frame);
      return {
        name: alias.target,
        captions: captionsOf(alias, data),
        tables: { all: { ...data, annotations: data.annotations.table } },
      };
    }),
  };
}

const EMPTY = { rows: {}, lines: {}, annotations: {} };

function captionsOf(alias: AliasSubject, { annotations: { shown, all } }: AliasData): Record<AliasChartName, string> {
  const omitted = (alias.first.provisioned?.activitiesOmitted ?? 0) > 0;
  const timelineOf = omitted ? `the first ${count(activitiesOf(alias).length)} activities` : 'its timeline';
  const some = shown === all ? `all ${count(all)}` : `${count(shown)} of ${count(all)}`;
  const marked = all === 0 ? '' : ` Marked: ${some} moments of ${timelineOf}.`;
  const tracking = alias.settings?.scaling?.tracking ?? null;
  const target =
    tracking === null ? '' : ` The target is ${percent(tracking.targetUtilization)} of the ${tracking.statistic}.`;
  return {
    environments: `${sentence(requestedText(alias))} ${sentence(usedText(alias))}${marked}`,
    spillover: sentence(spilloverText(alias)),
    utilization: `The share of what was available that was busy.${target} Break-even: ${percent(alias.amount('provisioned.breakEvenUtilization'))} of what is paid for.`,
  };
}

const sentence = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;
