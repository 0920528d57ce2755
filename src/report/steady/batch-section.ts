// The section of the page on one run in batches.
import type { Result } from '../../result.js';
import { type Html, html, list, NO_HTML, section, table } from '../page/markup.js';
import { batchTable, batchText, batchWarnings } from './batches.js';

export function batchSection(result: Result): Html {
  const text = batchText(result);
  return section('batches', 'One run in batches', [
    table(batchTable(result), 'quiet'),
    text === '' ? NO_HTML : html`<p class="note">${text}.</p>`,
    list(batchWarnings(result).map((each) => html`<b>Warning</b>: <bdi>${each}</bdi>.`)),
  ]);
}
