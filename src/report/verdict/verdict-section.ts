// The first screen of the page: the verdict on each function and objective in a sentence, the answers to what everybody asks, and
// what to change.
import type { Result, SloOutcome } from '../../result.js';
import { failures } from '../content/advice.js';
import { subjects, total } from '../content/figures.js';
import { ALL } from '../content/tables.js';
import { verdict } from '../content/words.js';
import { bare, count } from '../format.js';
import { folded, type Html, html, list, NO_HTML, name, section } from '../page/markup.js';
import { answers } from './answers.js';
import { type Change, changes } from './changes.js';

/** More functions than this are folded away behind the sentence on all of them. */
const SENTENCES = 3;
/** More objectives than this are a table's business, those that are missed first. */
const OBJECTIVES = 4;
/** Letters of a figure for which a card has no room in large type. */
const LONG = 14;
/** More changes than this nobody makes at once. */
const CHANGES = 4;

export function verdictSection(result: Result): Html {
  return section('verdict', 'In short', [
    result.interrupted
      ? html`<p class="bad"><b>Interrupted</b>: only the replications that had finished are counted.</p>`
      : NO_HTML,
    result.runs.length === 0 ? html`<p>No replication finished.</p>` : NO_HTML,
    sentences(result),
    list(
      subjects(result)
        .flatMap(failures)
        .map((text) => html`<b class="bad">✗ <bdi>${text}</bdi></b>`),
      'verdict',
    ),
    objectives(result),
    answerCards(result),
    changeList(result),
    result.warnings.length === 0 ? NO_HTML : html`<p><a href="#warnings">${warnings(result.warnings.length)}</a></p>`,
  ]);
}

function sentences(result: Result): Html {
  const functions = subjects(result);
  const all = total(result);
  const each = functions.map((subject) => html`<b>${name(subject.name)}</b>: ${verdict(subject)}.`);
  const together = functions.length > 1 && all !== undefined ? [html`<b>${ALL}</b>: ${verdict(all)}.`] : [];
  if (functions.length <= SENTENCES) return list(functions.length === 1 ? each : [...together, ...each], 'verdict');
  return html`${list(together, 'verdict')}${folded(`${count(functions.length)} functions, one by one`, list(each, 'verdict'))}`;
}

function objectives({ slo, runs }: Result): Html {
  if (slo.length === 0) return NO_HTML;
  const missed = slo.filter(({ passed }) => !passed);
  const told = [...missed, ...slo.filter(({ passed }) => passed)].slice(0, OBJECTIVES);
  const rest = slo.length - told.length;
  const more = rest === 0 ? NO_HTML : html`<p><a href="#objectives">${count(rest)} more objectives</a></p>`;
  return html`${list(
    told.map((each) => objective(each, runs.length > 1)),
    'verdict',
  )}${more}`;
}

function objective({ text, value, passed }: SloOutcome, isBound: boolean): Html {
  const is = value === null ? 'there is no value' : `${isBound ? 'its 95 % bound' : 'it'} is ${bare(value)}`;
  const mark = passed ? html`<b class="good">✓ met</b>` : html`<b class="bad">✗ missed</b>`;
  return html`${mark}: <code><bdi>${text}</bdi></code>, ${is}`;
}

/** Of the only function, or of all together. */
function answerCards(result: Result): Html {
  const functions = subjects(result);
  const subject = functions.length === 1 ? functions[0] : total(result);
  if (subject === undefined || subject.amount('invocations') === 0) return NO_HTML;
  const cards = answers(result, subject).map(
    ({
      question,
      figure,
      notes,
    }) => html`<div><dt>${question}</dt><dd><strong class="${figure.length > LONG ? 'long' : ''}">${figure}</strong>
${notes.map((note) => html`<span><bdi>${note}</bdi></span>`)}</dd></div>\n`,
  );
  return html`<dl class="cards">${cards}</dl>`;
}

function changeList(result: Result): Html {
  const all = changes(result);
  if (all.length === 0) return NO_HTML;
  const items = all.map((change) => changeItem(change, result.settings.length > 1));
  const more = items.slice(CHANGES);
  return html`<h3 class="question">What to change?</h3>${list(items.slice(0, CHANGES), 'hints')}
${more.length === 0 ? NO_HTML : folded(`${count(more.length)} more`, list(more, 'hints'))}`;
}

function changeItem(change: Change, several: boolean): Html {
  const whose = several ? html`<b>${name(change.function)}</b>: ` : NO_HTML;
  return html`<span class="${change.kind}">${whose}<bdi>${change.text}</bdi>.</span>`;
}

function warnings(amount: number): string {
  return amount === 1 ? '1 warning' : `${count(amount)} warnings`;
}
