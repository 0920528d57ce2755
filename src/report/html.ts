// The report as one HTML page that needs nothing else: no network, no file beside it. Puts the parts together; what they
// say is in page/.
import type { Result } from '../result.js';
import type { HtmlAssets } from './assets.js';
import { chainSection } from './chains/chain-section.js';
import { anatomySection } from './page/anatomy-section.js';
import { PATTERNS } from './page/bars.js';
import { chartSection, functionGroup } from './page/chart-section.js';
import { costSection } from './page/cost-section.js';
import { chartData } from './page/drawn.js';
import { type Html, html } from './page/markup.js';
import { aliasGroup, deploymentSection, provisionedSection } from './page/provisioned-section.js';
import {
  causeSection,
  headerOf,
  keyFigures,
  latencySection,
  objectiveSection,
  reproduceSection,
  settingsSection,
  troubleSection,
  verdictOf,
  warningSection,
} from './page/sections.js';
import { sensitivitySection } from './page/sensitivity-section.js';
import { backlogGroup, triggerSection } from './page/trigger-section.js';
import { batchSection } from './steady/batch-section.js';

export function htmlReport(result: Result, assets: HtmlAssets): string {
  const sections = [
    verdictOf,
    keyFigures,
    causeSection,
    anatomySection,
    chartSection,
    latencySection,
    batchSection,
    chainSection,
    sensitivitySection,
    provisionedSection,
    deploymentSection,
    troubleSection,
    triggerSection,
    costSection,
    objectiveSection,
    settingsSection,
    warningSection,
    reproduceSection,
  ];
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(assets)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${result.scenario} – coldstart</title>
<link rel="icon" href="data:,">
<style>${literal(assets.style.text)}</style>
</head>
<body>
${PATTERNS}${headerOf(result)}<main>
${sections.map((each) => each(result))}</main>
<footer>Made by coldstart ${result.version}. Simulated, not measured: the settings above are its assumptions.</footer>
<script type="application/json" id="data">${chartData([functionGroup(result), aliasGroup(result), backlogGroup(result)])}</script>
${assets.scripts.map(({ text }) => html`<script>${literal(text)}</script>\n`)}</body>
</html>
`;
  return page.html;
}

/** Only what `loadAssets` hashed may run, and nothing may be fetched. */
function policy(assets: HtmlAssets): string {
  const scripts = assets.scripts.map(({ source }) => source).join(' ');
  return `default-src 'none'; script-src ${scripts}; style-src ${assets.style.source}; img-src data:; base-uri 'none'; form-action 'none'`;
}

/** Our own constant text, never a scenario's. */
function literal(text: string): Html {
  return { html: text };
}
