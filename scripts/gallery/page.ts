// The gallery as one HTML page without a script: of each scenario of the book its question, what came out, a picture, and how to
// make its report. Reads no file.

import type { Comparison } from '../../src/experiment-result.js';
import { stillAssets } from '../../src/report/assets.js';
import { shown, total } from '../../src/report/content/figures.js';
import { count, duration, percent, usd } from '../../src/report/format.js';
import { htmlPage } from '../../src/report/html.js';
import { folded, type Html, html, NO_HTML, name, section } from '../../src/report/page/markup.js';
import type { Result } from '../../src/result.js';
import { VERSION } from '../../src/version.js';
import { answerOf, type Block, type Chapter, comparisonOf, type Subject } from './book.js';
import { comparisonPicture, pictureOf } from './picture.js';
import { GALLERY_STYLE } from './style.js';

/** `entries` are those of the chapters, by the names of their scenarios. */
export function galleryPage(subjects: readonly Subject[], entries: ReadonlyMap<string, Html>): string {
  const chapters = subjects.flatMap((subject) => subject.chapters);
  const sections = subjects.map(({ title, chapters: own }, index) =>
    section(
      `subject-${index + 1}`,
      title,
      own.map((chapter) => entries.get(chapter.name) ?? NO_HTML),
    ),
  );
  return htmlPage(
    {
      title: 'Gallery',
      version: VERSION,
      header: headerOf(chapters.length),
      sections: [contentsOf(subjects), ...sections],
      charts: [],
    },
    stillAssets(GALLERY_STYLE),
  );
}

function headerOf(chapters: number): Html {
  return html`<header><p class="kind">coldstart gallery</p><h1>${chapters} questions about AWS Lambda, simulated</h1>
<p class="lead">Each is a scenario of the <a href="../scenarios/README.md">book</a>: what was asked, what came out, and the command that makes the whole report.</p>
<p class="note">From the committed results of this folder. <code>npm run golden</code> makes them and this page again, to the byte.</p></header>\n`;
}

function contentsOf(subjects: readonly Subject[]): Html {
  const parts = subjects.map(({ title, chapters }, index) => {
    const items = chapters.map(
      ({ number, name: scenario, question }) => html`<li>${number}. <a href="#${scenario}">${question}</a></li>`,
    );
    return html`<div><h3><a href="#subject-${index + 1}">${title}</a></h3><ol>${items}</ol></div>\n`;
  });
  return html`<section aria-labelledby="contents"><h2 id="contents">Contents</h2><nav aria-labelledby="contents" class="contents">${parts}</nav></section>\n`;
}

/** One chapter; `scenario` is the text of its file, `comparison` that of the command in its comment, where there is one. */
export function entryOf(
  { number, name: title, question }: Chapter,
  scenario: string,
  result: Result,
  comparison: Comparison | null,
): Html {
  const { verdict, more } = answerOf(scenario);
  const command = comparison === null ? null : comparisonOf(scenario);
  return html`<article id="${title}" aria-labelledby="question-${title}"><h3 id="question-${title}">${number}. ${question}</h3>
<p class="note">${name(title)} · <a href="./${title}/summary.md">summary</a> · <a href="../scenarios/${title}.yaml">scenario</a></p>
<div class="entry"><div><p class="lead">${prose(verdict)}</p>${figuresOf(result)}${more.length === 0 ? NO_HTML : folded('More of the answer', html`${more.map(blockOf)}`)}</div>
<div>${comparison === null ? pictureOf(result) : comparisonPicture(comparison)}</div></div>
${commandOf([`npx coldstart run scenarios/${title}.yaml`, ...(command === null ? [] : [`npx ${command}`])])}</article>\n`;
}

/** Of a run with throttles how many there were, else what it cost. */
function figuresOf(result: Result): Html {
  const all = total(result);
  if (all === undefined) return NO_HTML;
  const throttles = all.amount('throttles');
  const figures: (readonly [label: string, value: string, note: string])[] = [
    [
      'Cold starts',
      shown(all.figure('coldStarts'), count),
      `${percent(all.figure('coldStartRate').mean)} of ${count(all.amount('invocations'))}`,
    ],
    ['Latency, p99', duration(all.figure('latencyMs.p99').mean), `p50 ${duration(all.figure('latencyMs.p50').mean)}`],
    throttles > 0
      ? ['Throttles', count(throttles), `cost ${usd(all.amount('cost.total'))}`]
      : ['Cost', usd(all.figure('cost.total').mean), `in ${duration(result.horizonMs)}`],
  ];
  const items = figures.map(
    ([label, value, note]) =>
      html`<div><dt>${label}</dt><dd><strong>${value}</strong><span>${note}</span></dd></div>\n`,
  );
  return html`<dl class="cards">${items}</dl>`;
}

function blockOf(block: Block): Html {
  return 'prose' in block ? html`<p>${prose(block.prose)}</p>` : commandOf(block.commands);
}

const commandOf = (commands: readonly string[]): Html =>
  html`<pre class="command"><code>${commands.join('\n')}</code></pre>`;

/** What stands between backticks is code. */
function prose(text: string): Html[] {
  return text.split('`').map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : html`${part}`));
}
