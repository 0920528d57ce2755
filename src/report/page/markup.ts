// Builds HTML from data: tables, definition lists, sections. Every text passes through `forHtml` here, so that the files
// which use this one never write unescaped text.
import type { Cell, ReportTable } from '../content/tables.js';
import { forHtml, RIGHT_TO_LEFT } from '../escape.js';

/** Markup that is already safe; only this file and its callers' literal tags make it. */
export interface Html {
  readonly html: string;
}

/** A template whose holes are escaped unless they are `Html` themselves; a list is joined. */
export function html(literals: TemplateStringsArray, ...holes: readonly Hole[]): Html {
  return {
    html: literals.map((literal, index) => literal + (index < holes.length ? fill(holes[index]) : '')).join(''),
  };
}

type Hole = string | number | Html | readonly Html[] | undefined;

function fill(hole: Hole): string {
  if (hole === undefined) return '';
  if (typeof hole === 'string') return forHtml(hole);
  if (typeof hole === 'number') return String(hole);
  return 'html' in hole ? hole.html : hole.map((each) => each.html).join('');
}

export const NO_HTML: Html = { html: '' };

/** A name that may be written from right to left without moving what stands around it. */
export function name(text: string): Html {
  return html`<bdi>${text}</bdi>`;
}

/** A sentence in which such names may stand. */
export function sentence(text: string): Html {
  const parts = text.split(RIGHT_TO_LEFT);
  return html`${parts.map((part, index) => (index % 2 === 0 ? html`${part}` : name(part)))}`;
}

/**
 * Wide tables scroll sideways on their own; to do so by keyboard, they can be focused. A quiet caption, where the heading
 * of the section says the same, is for screen readers alone.
 */
export function table({ caption, head, rows, words }: ReportTable, loudness: 'quiet' | 'loud' = 'loud'): Html {
  if (rows.length === 0) return NO_HTML;
  const kind = (column: number): Html => ({ html: column === 0 || words.includes(column) ? '' : ' class="number"' });
  const header = head.map((title, column) => html`<th scope="col"${kind(column)}>${cell(title)}</th>`);
  const body = rows.map((cells) => {
    const [first = '', ...others] = cells;
    const data = others.map((each, index) => html`<td${kind(index + 1)}>${cell(each)}</td>`);
    return html`<tr><th scope="row">${cell(first)}</th>${data}</tr>\n`;
  });
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table><caption class="${loudness}">${sentence(caption)}</caption>
<thead><tr>${header}</tr></thead>
<tbody>${body}</tbody></table></div>`;
}

function cell(content: Cell): Html {
  if (typeof content === 'string') return sentence(content);
  if ('name' in content) return name(content.name);
  if ('under' in content) return html`<span class="under">${name(content.under)}</span>`;
  if ('code' in content) return html`<code>${name(content.code)}</code>`;
  if ('alarming' in content) return html`<b class="bad">✗ <bdi>${content.alarming}</bdi></b>`;
  return content.passed ? html`<span class="good">✓ passed</span>` : html`<span class="bad">✗ failed</span>`;
}

/** A section with its heading; nothing where there is nothing to say. */
export function section(id: string, title: string, content: readonly Html[]): Html {
  const filled = content.filter((part) => part.html !== '');
  if (filled.length === 0) return NO_HTML;
  return html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>\n${filled}</section>\n`;
}

export function list(items: readonly (string | Html)[], ordinary = ''): Html {
  return items.length === 0
    ? NO_HTML
    : html`<ul class="${ordinary}">${items.map((item) => html`<li>${item}</li>`)}</ul>`;
}

export function folded(summary: string, content: Html): Html {
  return html`<details><summary>${summary}</summary>${content}</details>`;
}
