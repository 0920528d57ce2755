// Loads what the page executes: the chart libraries, its own script and stylesheet, each with the hash under which the
// content security policy lets it run. The only file of the page that touches the file system.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { PAGE_SCRIPT } from './browser/script.js';
import { PAGE_STYLE } from './browser/style.js';
import { TIMELINE_SCRIPT } from './timeline/script.js';
import { TIMELINE_STYLE } from './timeline/style.js';

/** Text to embed, and its `sha256-…` source for the policy. */
export interface Asset {
  readonly text: string;
  readonly source: string;
}

/** The same for every report, so nothing that a scenario says can become code. */
export interface HtmlAssets {
  /** Run in this order. */
  readonly scripts: readonly Asset[];
  readonly style: Asset;
}

export function loadAssets(): HtmlAssets {
  return { scripts: [library('vega'), library('vega-embed'), asset(PAGE_SCRIPT)], style: asset(PAGE_STYLE) };
}

/** Of a page that runs nothing; `more` is added to the stylesheet of all pages. */
export function stillAssets(more: string): HtmlAssets {
  return { scripts: [], style: asset(PAGE_STYLE + more) };
}

/** Of a page with a timeline, beside `others`. */
export function withTimeline(others: HtmlAssets): HtmlAssets {
  return {
    scripts: [...others.scripts, asset(TIMELINE_SCRIPT)],
    style: asset(others.style.text + TIMELINE_STYLE),
  };
}

/** Of the page of a timeline, without charts. */
export const loadTimelineAssets = (): HtmlAssets => withTimeline(stillAssets(''));

/** The minified bundle lies beside a package's entry point, but is not among its exports. */
function library(name: string): Asset {
  const entry = createRequire(import.meta.url).resolve(name);
  const text = readFileSync(join(dirname(entry), `${name}.min.js`), 'utf8');
  // The reader has no source maps, and must not ask for them.
  return asset(text.replace(/\n\/\/# sourceMappingURL=\S+\s*$/, '\n'));
}

function asset(text: string): Asset {
  return { text, source: `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'` };
}
