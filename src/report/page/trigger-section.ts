// The section of the page on triggers: what became of what each of them sent, and a sentence on those that lost something.
import type { Result } from '../../result.js';
import { remarkable, remarkText, triggerTable } from '../content/triggers.js';
import { count } from '../format.js';
import { folded, type Html, html, list, NO_HTML, name, section, table } from './markup.js';

/** More sentences than this are folded away. */
const SENTENCES = 5;

export function triggerSection(result: Result): Html {
  const content = triggerTable(result);
  if (content.rows.length === 0) return NO_HTML;
  const sentences = remarkable(result).map(
    (trigger) => html`<b>${name(trigger.name)}</b>: <bdi>${remarkText(trigger)}</bdi>.`,
  );
  return section('triggers', 'Triggers', [
    html`<p>What became of what each trigger sent. Latency is that of what ran in the end, from its coming on: queueing and retries are in it.</p>`,
    table(content, 'quiet'),
    sentences.length <= SENTENCES
      ? list(sentences)
      : folded(`${count(sentences.length)} triggers, one by one`, list(sentences)),
  ]);
}
