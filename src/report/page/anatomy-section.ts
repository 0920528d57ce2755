// The section of the page that takes cold starts apart: a bar for each function, the figures below it, and the inits that no
// phase shows.
import type { Result } from '../../result.js';
import { subjects } from '../content/figures.js';
import { type Anatomy, anatomies, anatomyText, billedText, initRemarks, PARTS, phaseTable } from '../content/phases.js';
import { duration } from '../format.js';
import { bar, type Segment, sample } from './bars.js';
import { type Html, html, list, NO_HTML, name, section, table } from './markup.js';

/** More bars than this are a table's business. */
const BARS = 12;

export function anatomySection(result: Result): Html {
  const functions = subjects(result);
  const ways = functions.flatMap((subject) => anatomies(subject).map((each) => ({ ...each, whose: subject.name })));
  const several = functions.length > 1;
  const notes = functions.flatMap((subject) =>
    initRemarks(subject).map(({ label, text }) =>
      several ? html`<b>${name(subject.name)}</b>, ${label}: ${text}.` : html`<b>${label}</b>: ${text}.`,
    ),
  );
  if (ways.length === 0) return section('anatomy', 'The anatomy of a cold start', [list(notes)]);
  const shown = [...ways].sort((a, b) => b.ms - a.ms).slice(0, BARS);
  const longest = Math.max(...shown.map(({ ms }) => ms));
  return section('anatomy', 'The anatomy of a cold start', [
    html`<p>What a cold start takes beside a warm call, on average. Striped parts are not billed.</p>`,
    legend(shown),
    html`<div class="bars">${shown.map((way) => wayBar(way, longest, several))}</div>`,
    table(phaseTable(result), 'quiet'),
    list(notes),
  ]);
}

function legend(ways: readonly Anatomy[]): Html {
  const occurring = PARTS.filter(([part]) => ways.some(({ parts }) => parts.some((each) => each.name === part)));
  const items = occurring.map(([part, , billed]) => {
    const label = ways.flatMap(({ parts }) => parts).find((each) => each.name === part)!.label;
    const note = label.includes('billed')
      ? NO_HTML
      : html`<span class="note">${billed ? 'billed' : 'not billed'}</span>`;
    return html`<li>${sample(`part-${part}`, billed ? 'plain' : 'striped')} ${label} ${note}</li>`;
  });
  return html`<ul class="legend">${items}</ul>`;
}

function wayBar(way: Anatomy & { readonly whose: string }, longest: number, several: boolean): Html {
  const { parts, ms, whose } = way;
  const segments = parts.map(
    (part): Segment => ({ kind: `part-${part.name}`, size: part.ms, pattern: part.billed ? 'plain' : 'striped' }),
  );
  const title = several ? html`<b>${name(whose)}</b>: ` : NO_HTML;
  const how = way.way === '' ? '' : `, ${way.way}`;
  return html`<p>${title}<b>${duration(ms)}</b>${how}, ${billedText(way)} of it billed</p>${bar(segments, longest, anatomyText(way))}\n`;
}
