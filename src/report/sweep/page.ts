// The sweep as one HTML page: what is cheapest and worth its money, charts, every point, and what reproduces it. Says what is shown,
// not how it looks.
import type { Sweep } from '../../experiment-result.js';
import type { HtmlAssets } from '../assets.js';
import type { ChartTable } from '../charts/coarse.js';
import { count, counted } from '../format.js';
import { htmlPage } from '../html.js';
import { type ChartGroup, chartFigure, compiled, withLabels } from '../page/drawn.js';
import { type Html, html, list, NO_HTML, name, section, table } from '../page/markup.js';
import { type Axis, axesOf, type Layout, layoutOf } from './axes.js';
import { curveChart, heatChart } from './charts.js';
import { cheapestText, frontTexts, isFlat, pointTable, readingText, shownMetrics } from './content.js';
import { curveColumns, frontCaption, frontColumns, heatColumns, metricTitle, rangeText } from './data.js';
import { AVOIDED, frontChart, LABELLED } from './front-chart.js';

export function sweepPage(sweep: Sweep, assets: HtmlAssets): string {
  const charts = chartsOf(sweep);
  const sections = [
    inShort(sweep),
    curveSection(sweep, charts),
    heatSection(charts),
    frontSection(sweep, charts),
    pointSection(sweep),
    section('reading', 'How to read it', sweep.points.length === 0 ? [] : [html`<p>${readingText(sweep)}</p>`]),
    section('warnings', 'Warnings', [list(sweep.warnings.map((warning) => html`<bdi>${warning}</bdi>`))]),
    reproduceSection(sweep),
  ];
  const content = {
    title: `${sweep.scenario}, a sweep`,
    version: sweep.version,
    header: headerOf(sweep),
    sections,
    charts: [groupOf(charts)],
  };
  return htmlPage(content, assets);
}

/** More values than this are told by their ends. */
const VALUES = 12;

function headerOf(sweep: Sweep): Html {
  const { scenario, description, seed, replications, points } = sweep;
  const lead = description === '' ? NO_HTML : html`<p class="lead"><bdi>${description}</bdi></p>`;
  const runs = replications === 1 ? '1 replication' : `${count(replications)} replications of each`;
  const varied = axesOf(sweep).map(
    ({ path, texts }) => html`<code>${name(path)}</code>: <bdi>${valuesText(texts)}</bdi>`,
  );
  return html`<header><p class="kind">coldstart sweep</p><h1>${name(scenario)}</h1>${lead}
<p class="note">${counted(points.length, 'point')} · ${runs} · seed <bdi>${seed}</bdi></p>${list(varied, 'varied')}</header>\n`;
}

function valuesText(texts: readonly string[]): string {
  if (texts.length <= VALUES) return texts.join(', ');
  return `${texts.slice(0, 3).join(', ')}, … ${texts.at(-1)} (${count(texts.length)} values)`;
}

function inShort(sweep: Sweep): Html {
  const cheapest = cheapestText(sweep);
  return section('verdict', 'In short', [
    sweep.interrupted
      ? html`<p class="bad"><b>Interrupted</b>: only finished points are shown; the same command goes on from there.</p>`
      : NO_HTML,
    sweep.points.length === 0 ? html`<p>No point has finished.</p>` : NO_HTML,
    cheapest === '' ? NO_HTML : html`<p class="lead"><bdi>${cheapest}</bdi></p>`,
    list(frontTexts(sweep).map((text) => html`<bdi>${text}</bdi>`)),
  ]);
}

type Kind = 'curve' | 'heat' | 'front';

/** One chart: what it is drawn from, and what it says in words. */
interface Drawn {
  readonly kind: Kind;
  readonly metric: string;
  readonly caption: string;
  readonly table: ChartTable;
  readonly spec: unknown;
}

function chartsOf(sweep: Sweep): Drawn[] {
  const metrics = shownMetrics(sweep);
  const layout = layoutOf(sweep);
  if (layout === null) return [];
  const hasSlo = sweep.points.some(({ slo }) => slo.length > 0);
  const heat = heatAxes(sweep);
  // There is nothing to see over two axes, or to buy, of what is everywhere the same.
  const varying = metrics.filter((metric) => !isFlat(sweep, metric));
  const curves = metrics.map((metric): Drawn => {
    const table = curveColumns(sweep, layout, metric);
    const spec = compiled(curveChart(table, layout, metric));
    return { kind: 'curve', metric, caption: rangeText(sweep, metric), table, spec };
  });
  const heats = (heat === null ? [] : varying).map((metric): Drawn => {
    const table = heatColumns(sweep, metric);
    return {
      kind: 'heat',
      metric,
      caption: rangeText(sweep, metric),
      table,
      spec: compiled(heatChart(table, heat!, metric)),
    };
  });
  const fronts = varying
    .filter((metric) => metric !== sweep.cost)
    .map((metric): Drawn => {
      const table = frontColumns(sweep, metric);
      const spec = withLabels(compiled(frontChart(table, { metric, cost: sweep.cost, hasSlo })), LABELLED, AVOIDED);
      return { kind: 'front', metric, caption: frontCaption(sweep, metric), table, spec };
    });
  return [...curves, ...heats, ...fronts];
}

/** Two axes and no more, with several values each. */
function heatAxes(sweep: Sweep): readonly [Axis, Axis] | null {
  const [x, y, ...more] = axesOf(sweep);
  if (x === undefined || y === undefined || more.length > 0) return null;
  return x.texts.length > 1 && y.texts.length > 1 ? [x, y] : null;
}

function figures(charts: readonly Drawn[], kind: Kind): Html {
  const own = charts.flatMap((chart, index) => (chart.kind === kind ? [{ ...chart, id: idOf(index) }] : []));
  if (own.length === 0) return NO_HTML;
  return html`<div class="charts">${own.map(({ id, metric, caption }) => chartFigure(id, metricTitle(metric), caption))}</div>`;
}

/** Charts are known by their place: a metric's name may be a stranger's. */
const idOf = (index: number): string => `sweep-${index}`;

function curveSection(sweep: Sweep, charts: readonly Drawn[]): Html {
  const layout = layoutOf(sweep);
  if (layout === null) return NO_HTML;
  return section('curves', 'Along the axes', [
    html`<noscript><p>The charts need JavaScript; the table holds the same figures.</p></noscript>`,
    html`<p>${curveText(sweep, layout)}</p>`,
    figures(charts, 'curve'),
  ]);
}

function curveText({ replications, replayed }: Sweep, { x, others, lines, allLines }: Layout): Html {
  const interval = x.numbers !== null && lines.length === 1 ? 'a band' : 'upright lines';
  const of = others.map(({ label }) => label).join(', ');
  const left =
    allLines > lines.length
      ? ` Shown are the first ${lines.length} of ${count(allLines)} of ${of}; the table has all.`
      : '';
  const apart =
    lines.length > 1 && x.numbers !== null ? ' Lines are drawn a little apart, so that none hides another.' : '';
  return html`<bdi>Each metric by ${x.label}${replications > 1 && !replayed ? `, with its 95 % interval as ${interval}` : ''}.${apart}${left}</bdi>`;
}

function heatSection(charts: readonly Drawn[]): Html {
  return section('heat', 'Over both axes', [
    charts.some(({ kind }) => kind === 'heat') ? html`<p>Darker is more.</p>` : NO_HTML,
    figures(charts, 'heat'),
  ]);
}

function frontSection(sweep: Sweep, charts: readonly Drawn[]): Html {
  const content = figures(charts, 'front');
  if (content.html === '') return NO_HTML;
  const settings = axesOf(sweep).map(({ label }) => label);
  return section('fronts', 'What the money buys', [
    html`<p>The blue points on the stair are the Pareto front: nothing else is cheaper and as good. Their label is <bdi>${settings.join(', ')}</bdi>, with the number of further points in the same place.</p>`,
    content,
  ]);
}

/** More rows than this no one reads on a page. */
const ROWS = 1000;

function pointSection(sweep: Sweep): Html {
  const content = pointTable(sweep);
  const more = content.rows.length - ROWS;
  return section('points', 'Every point', [
    table({ ...content, rows: content.rows.slice(0, ROWS) }, 'quiet'),
    more > 0 ? html`<p>… and ${count(more)} more, in sweep.csv.</p>` : NO_HTML,
  ]);
}

function reproduceSection({ reproduce, seed, version }: Sweep): Html {
  return section('reproduce', 'Reproduce', [
    html`<pre tabindex="0" role="region" aria-label="Command"><code><bdi>${reproduce.command}</bdi></code></pre>`,
    html`<dl class="facts"><dt>Seed</dt><dd><code><bdi>${seed}</bdi></code></dd>
<dt>Version of coldstart</dt><dd><code>${version}</code></dd></dl>`,
  ]);
}

/** The charts of the page. */
export const sweepGroup = (sweep: Sweep): ChartGroup => groupOf(chartsOf(sweep));

/** What a picture's title says after the metric, where the page has a heading over several. */
const SEEN: Readonly<Record<Kind, string>> = { curve: '', heat: ' over both axes', front: ' for the money' };

function groupOf(charts: readonly Drawn[]): ChartGroup {
  const byId = <T>(of: (chart: Drawn) => T): Record<string, T> =>
    Object.fromEntries(charts.map((chart, index) => [idOf(index), of(chart)]));
  return {
    choice: null,
    specs: byId(({ spec }) => spec),
    labels: byId(({ kind, metric }) => ({ title: `${metricTitle(metric)}${SEEN[kind]}`, file: `${kind}-${metric}` })),
    subjects: [
      { name: null, captions: byId(({ caption }) => caption), tables: byId(({ table }) => ({ rows: table })) },
    ],
  };
}
