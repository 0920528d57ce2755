// The section of the page on money: whose prices, the bill by part, what of it cold starts cost, and what else it would cost.
import type { Result } from '../../result.js';
import { alternativeSubjects, alternativeTexts, memoryTable } from '../content/alternatives.js';
import { type Subject, subjects, total } from '../content/figures.js';
import { coldStartCostText, costTable, monthTable, notChargedText, pricesText } from '../content/money.js';
import { ALL } from '../content/tables.js';
import { chartOf } from './chart-section.js';
import { folded, type Html, html, list, NO_HTML, name, section, table } from './markup.js';

export function costSection(result: Result): Html {
  const functions = subjects(result);
  if (functions.length === 0) return NO_HTML;
  return section('cost', 'Cost', [
    html`<p>US dollars for the simulated time after the warm-up; ${pricesText(result)}. <span class="note">${notChargedText(result)}.</span></p>`,
    chartOf(result, 'cost'),
    table(costTable(result), 'quiet'),
    table(monthTable(result)),
    list(coldStartItems(result, functions)),
    alternatives(result, functions),
  ]);
}

/** More functions than this say it together. */
const SENTENCES = 5;

function coldStartItems(result: Result, functions: readonly Subject[]): Html[] {
  const all = total(result);
  const told = [
    ...(functions.length > 1 && all !== undefined ? [{ whose: html`<b>${ALL}</b>: `, subject: all }] : []),
    ...(functions.length > SENTENCES ? [] : functions).map((subject) => ({
      whose: whose(subject, functions),
      subject,
    })),
  ];
  return told.flatMap(({ whose: title, subject }) => {
    const text = coldStartCostText(subject);
    return text === '' ? [] : [html`${title}${text}.`];
  });
}

function alternatives(result: Result, functions: readonly Subject[]): Html {
  const items = alternativeSubjects(result).flatMap((subject) =>
    alternativeTexts(result, subject).map((text) => html`${whose(subject, functions)}${text}.`),
  );
  const memory = memoryTable(result);
  // Of several functions it is long.
  const sizes =
    functions.length > 1 && memory.rows.length > 0 ? folded(memory.caption, table(memory, 'quiet')) : table(memory);
  return items.length === 0 && sizes.html === ''
    ? NO_HTML
    : html`<h3 class="apart">What else it would cost</h3>${list(items)}${sizes}`;
}

const whose = (subject: Subject, functions: readonly Subject[]): Html =>
  functions.length > 1 ? html`<b>${name(subject.name)}</b>: ` : NO_HTML;
