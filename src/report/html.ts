// The report as one HTML page that needs nothing else: no network, no file beside it. Puts the parts together, those of a run
// here, those of a comparison and of a sweep beside their texts; what they say is in page/.

import type { Timeline } from '../metrics/timeline.js';
import type { Result } from '../result.js';
import type { HtmlAssets } from './assets.js';
import { toolbar } from './browser/toolbar.js';
import { chainSection } from './chains/chain-section.js';
import { anatomySection } from './page/anatomy-section.js';
import { PATTERNS } from './page/bars.js';
import { functionGroup } from './page/chart-section.js';
import { costSection } from './page/cost-section.js';
import { type ChartGroup, chartData } from './page/drawn.js';
import { type Html, html, NO_HTML } from './page/markup.js';
import { aliasGroup, deploymentSection, provisionedSection } from './page/provisioned-section.js';
import {
  causeSection,
  concurrencySection,
  headerOf,
  keyFigures,
  latencySection,
  objectiveSection,
  reproduceSection,
  troubleSection,
  warningSection,
} from './page/sections.js';
import { sensitivitySection } from './page/sensitivity-section.js';
import { type Origins, settingsSection } from './page/settings-section.js';
import { backlogGroup, triggerSection } from './page/trigger-section.js';
import { batchSection } from './steady/batch-section.js';
import { timelineSection } from './timeline/section.js';
import { verdictSection } from './verdict/verdict-section.js';

/** What a page tells beside its result. */
export interface Beside {
  readonly origins?: Origins;
  /** That of replication 0; its script must be among the assets. */
  readonly timeline?: Timeline | undefined;
}

export function htmlReport(result: Result, assets: HtmlAssets, { origins, timeline }: Beside = {}): string {
  const sections = [
    verdictSection,
    toolbar,
    keyFigures,
    causeSection,
    concurrencySection,
    () => timelineSection(timeline, result.runs.length > 1),
    latencySection,
    anatomySection,
    batchSection,
    chainSection,
    sensitivitySection,
    provisionedSection,
    deploymentSection,
    troubleSection,
    triggerSection,
    costSection,
    objectiveSection,
    (of: Result) => settingsSection(of, origins),
    warningSection,
    reproduceSection,
  ];
  const content = {
    title: result.scenario,
    version: result.version,
    header: headerOf(result),
    sections: sections.map((each) => each(result)),
    charts: resultCharts(result),
  };
  return htmlPage(content, assets);
}

/** All charts of the page. */
export const resultCharts = (result: Result): ChartGroup[] => [
  functionGroup(result),
  aliasGroup(result),
  backlogGroup(result),
];

export interface PageContent {
  readonly title: string;
  readonly version: string;
  readonly header: Html;
  readonly sections: readonly Html[];
  readonly charts: readonly ChartGroup[];
}

/** Every page, whatever it reports on. Without charts it needs no script. */
export function htmlPage({ title, version, header, sections, charts }: PageContent, assets: HtmlAssets): string {
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(assets)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title} – coldstart</title>
<link rel="icon" href="data:,">
<style>${literal(assets.style.text)}</style>
</head>
<body>
${PATTERNS}${header}<main>
${sections}</main>
<footer>Made by coldstart ${version}. Simulated, not measured: the settings of the scenario are its assumptions.</footer>
${charts.length === 0 ? NO_HTML : html`<script type="application/json" id="data">${chartData(charts)}</script>\n`}${assets.scripts.map(({ text }) => html`<script>${literal(text)}</script>\n`)}</body>
</html>
`;
  return page.html;
}

/** Only what `loadAssets` hashed may run, and nothing may be fetched. */
function policy(assets: HtmlAssets): string {
  const scripts = assets.scripts.length === 0 ? "'none'" : assets.scripts.map(({ source }) => source).join(' ');
  return `default-src 'none'; script-src ${scripts}; style-src ${assets.style.source}; img-src data:; base-uri 'none'; form-action 'none'`;
}

/** Our own constant text, never a scenario's. */
function literal(text: string): Html {
  return { html: text };
}
