// The timeline as a page of its own, with as much of it as there is.

import type { Timeline } from '../../metrics/timeline.js';
import type { Result } from '../../result.js';
import type { HtmlAssets } from '../assets.js';
import { duration } from '../format.js';
import { htmlPage } from '../html.js';
import { html, name, section } from '../page/markup.js';
import { nothingHappened } from './content.js';
import { timelineSection } from './section.js';

const ALONE = {
  title: 'Environments over time',
  remedy: html`A shorter <code>--duration</code> leaves room for all of it.`,
  height: 0.72,
};

export function timelinePage(result: Result, timeline: Timeline, assets: HtmlAssets): string {
  const several = result.runs.length > 1 ? ' · replication 0' : '';
  const header = html`<header><p class="kind">coldstart timeline</p><h1>${name(result.scenario)}</h1>
<p class="note">${duration(result.horizonMs)} simulated${several} · seed <bdi>${result.seed}</bdi></p></header>\n`;
  const nothing = html`<p>Nothing happened: no environment was created and no request throttled.</p>`;
  const lives = nothingHappened(timeline)
    ? section('environments', ALONE.title, [nothing])
    : timelineSection(timeline, false, ALONE);
  const command = html`<pre tabindex="0" role="region" aria-label="Command"><code><bdi>${result.reproduce.command}</bdi></code></pre>`;
  const sections = [lives, section('reproduce', 'Reproduce', [command])];
  return htmlPage({ title: result.scenario, version: result.version, header, sections, charts: [] }, assets);
}
