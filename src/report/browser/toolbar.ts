// What stays at hand while one reads on: whose charts are shown, of which part of the time, and what happened in it.
import type { Result } from '../../result.js';
import { subjects } from '../content/figures.js';
import { chooser } from '../page/drawn.js';
import { type Html, html, NO_HTML } from '../page/markup.js';

/** Buttons for those who cannot drag over a chart; the script finds them by what they do. */
const BUTTONS = [
  ['earlier', '←', 'Earlier'],
  ['later', '→', 'Later'],
  ['closer', '+', 'Closer'],
  ['wider', '−', 'Wider'],
  ['whole', 'Whole time', 'Show the whole time'],
] as const;

export function toolbar(result: Result): Html {
  const names = subjects(result).map((subject) => subject.name);
  if (names.length === 0) return NO_HTML;
  const buttons = BUTTONS.map(
    ([act, sign, label]) => html`<button type="button" data-range="${act}" aria-label="${label}">${sign}</button>`,
  );
  return html`<div class="toolbar">${names.length > 1 ? chooser('function', 'Function', names) : NO_HTML}<p class="range"><output id="range">Drag over a chart to see a part of the time in all of them.</output></p><p class="buttons" role="group" aria-label="Part of the time that the charts show">${buttons}</p></div>
<noscript><p>The charts need JavaScript; the tables hold the same figures.</p></noscript>
${result.runs.length > 1 ? html`<p class="note">Curves over time and of latency show replication 0.</p>` : NO_HTML}`;
}
