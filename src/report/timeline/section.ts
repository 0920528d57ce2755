// The section of the page with the lives of environments on a canvas, what they are in words, and the data that the script of the
// timeline reads.
import type { Timeline } from '../../metrics/timeline.js';
import { forScript, forTerminal } from '../escape.js';
import { sample } from '../page/bars.js';
import { type Html, html, NO_HTML, section, table } from '../page/markup.js';
import { endOf, livesTable, livesText, missingText, nothingHappened, wayText } from './content.js';

/** Where the timeline stands. */
export interface Setting {
  readonly title: string;
  /** What shows more than there is room for, as a sentence. */
  readonly remedy: Html;
  /** Of the height of the window. */
  readonly height: number;
}

export const IN_REPORT: Setting = {
  title: 'Environments',
  remedy: html`<code>--timeline FILE.html</code> writes a page with all of them.`,
  height: 0.6,
};

export function timelineSection(timeline: Timeline | undefined, several: boolean, setting = IN_REPORT): Html {
  if (timeline === undefined || nothingHappened(timeline)) return NO_HTML;
  const { functions } = timeline;
  const note = several ? 'Replication 0. ' : '';
  const missing = missingText(timeline);
  return section('environments', setting.title, [
    html`<p id="timeline-text">${note}${livesText(timeline)}</p>`,
    missing === '' ? NO_HTML : html`<p class="note" id="timeline-missing">${missing} ${setting.remedy}</p>`,
    html`<noscript><p>The timeline needs JavaScript; the table holds its numbers.</p></noscript>`,
    html`<div class="timeline" id="timeline"><div class="choose">${menu(functions.map(({ name }) => name))}${BUTTONS}</div>
${legend(timeline)}
<div class="lives"><canvas tabindex="0" role="application" aria-roledescription="timeline" aria-label="What each environment does over time" aria-describedby="timeline-text timeline-keys"></canvas><div class="told" hidden></div></div>
<p class="note" id="timeline-shown"></p>
<p class="note keys" id="timeline-keys">Drag to move, Ctrl or ⌘ and the wheel to zoom, or two fingers; arrows, + − and Home by keyboard. Point at something to read what it is.</p></div>
<script type="application/json" id="timeline-about">${{ html: forScript(aboutOf(timeline, setting)) }}</script>
<script type="text/plain" id="timeline-bytes">${{ html: base64(timeline.bytes) }}</script>\n`,
    table(livesTable(timeline), 'quiet'),
  ]);
}

function menu(names: readonly string[]): Html {
  if (names.length < 2) return NO_HTML;
  const options = ['All functions', ...names].map((each) => html`<option>${each}</option>`);
  return html`<label for="timeline-function">Function</label><select id="timeline-function" autocomplete="off">${options}</select>`;
}

const BUTTONS = html`<button type="button" data-zoom="in" aria-label="Zoom in">+</button><button type="button" data-zoom="out" aria-label="Zoom out">−</button><button type="button" data-zoom="whole">Whole</button>`;

/** What precedes a request, in order, with the classes of the stylesheet. */
const PHASES: readonly (readonly [stretch: string, kind: string, label: string])[] = [
  ['placement', 'life-placement', 'placement'],
  ['download', 'life-download', 'download'],
  ['failed init', 'life-failed', 'failed init'],
  ['init', 'life-cold', 'init'],
  ['restore', 'life-restore', 'restore'],
  ['cold start', 'life-cold', 'cold start'],
];

/** Only what occurs. */
function legend({ functions, ways, stretches, ends, reasons, detailsUntil }: Timeline): Html {
  const phases = PHASES.filter(([stretch]) => stretches.includes(stretch));
  const starts = new Set(ways.map(({ start }) => start));
  const isBusy = starts.has('cold') || starts.has('warm');
  const items = [
    ...phases.map(([, kind, label]) => html`${sample(kind, 'striped')} ${label}`),
    ...(isBusy ? [html`${sample('life-busy', 'plain')} request`] : []),
    ...(starts.has('provisioned') ? [html`${sample('life-provisioned', 'plain')} request, provisioned`] : []),
    ...(stretches.includes('idle') ? [drawn(html`<rect class="life-idle" y="6" width="14" height="3"/>`, 'idle')] : []),
    ...(detailsUntil === null
      ? []
      : [drawn(html`<rect class="life-unknown" y="5" width="14" height="5"/>`, 'alive, no details')]),
    ...(ways.some(({ outcome }) => outcome !== 'ok') ? [drawn(FAILED, 'request that failed')] : []),
    ...(functions.some(({ ended }) => Object.keys(ended).length > 0) && ends.length > 0 ? [drawn(ENDED, 'end')] : []),
    ...(reasons.length > 0
      ? [drawn(html`<rect class="life-bad" x="6" y="2" width="2" height="10"/>`, 'throttled')]
      : []),
  ];
  return html`<ul class="legend">${items.map((each) => html`<li>${each}</li>`)}</ul>`;
}

const FAILED = html`<rect class="life-busy" width="14" height="14"/><rect class="life-bad" y="10" width="14" height="4"/>`;
const ENDED = html`<rect class="life-end" x="6" width="2" height="14"/><circle class="life-end" cx="7" cy="7" r="4"/>`;

const drawn = (shapes: Html, label: string): Html =>
  html`<svg class="sample" aria-hidden="true" width="14" height="14">${shapes}</svg> ${label}`;

/** What the script knows beside the packed lives. Names are drawn as text: marks that would reorder it are spelt out. */
function aboutOf(timeline: Timeline, { height }: Setting) {
  const { end, detailsUntil, livesUntil, functions, ways, ends, reasons } = timeline;
  return {
    ...{ end, detailsUntil, livesUntil, height, reasons },
    functions: functions.map(({ name }) => forTerminal(name)),
    ways: ways.map((way) => ({ text: wayText(way), failed: way.outcome !== 'ok' })),
    ends: ends.map(endOf),
  };
}

/** A multiple of three, so that pieces may stand beside each other. */
const PIECE = 3 * 8192;

function base64(bytes: Uint8Array): string {
  const pieces: string[] = [];
  for (let from = 0; from < bytes.length; from += PIECE)
    pieces.push(btoa(String.fromCharCode(...bytes.subarray(from, from + PIECE))));
  return pieces.join('');
}
