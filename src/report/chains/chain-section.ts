// The section of the page on where the latency of chains goes: a sentence on each, a waterfall of its functions, the figures.
import type { AttributedTime } from '../../chain-result.js';
import type { Result } from '../../result.js';
import { capital } from '../content/tables.js';
import { nounOf } from '../content/triggers.js';
import { count, counted, duration } from '../format.js';
import { bar, type Pattern, sample } from '../page/bars.js';
import { folded, type Html, html, NO_HTML, name, section, table } from '../page/markup.js';
import {
  type Chain,
  chains,
  chainTable,
  chainText,
  largest,
  PARTS,
  partsOf,
  type Step,
  stepText,
  type Waterfall,
} from './content.js';

/** More chains than this are folded away, and have no bars. */
const DRAWN = 6;
/** Of a longer chain, so many functions that take most are drawn. */
const STEPS = 12;

const PATTERN_OF: Readonly<Record<keyof AttributedTime, Pattern>> = {
  coldStartMs: 'striped',
  handlerMs: 'plain',
  waitMs: 'dotted',
};

export function chainSection(result: Result): Html {
  const all = chains(result);
  if (all.length === 0) return NO_HTML;
  const several = all.length > 1;
  const drawn = all.slice(0, DRAWN);
  const others = all.slice(DRAWN);
  return section('chains', 'Where the time goes', [
    html`<p>What a client waits for where functions wait for functions: those on the way of the answer that came last, each in its turn, on average.</p>`,
    legend(drawn),
    ...drawn.map((chain) => block(chain, several)),
    others.length === 0
      ? NO_HTML
      : folded(
          `${counted(others.length, 'more chain')}`,
          html`${others.map((chain) => html`${titled(chain)}${figures(chain)}`)}`,
        ),
  ]);
}

function legend(drawn: readonly Chain[]): Html {
  const met = drawn.flatMap(partsOf);
  const items = PARTS.filter((part) => met.includes(part)).map(
    ([part, label]) => html`<li>${sample(`time-${part}`, PATTERN_OF[part])} ${label}</li>`,
  );
  return html`<ul class="legend">${items}</ul>`;
}

function block(chain: Chain, several: boolean): Html {
  const { trigger, all, cold } = chain;
  const noun = nounOf(trigger);
  const longest = Math.max(all.ms, cold?.ms ?? 0);
  const sentence = several
    ? html`<h3 class="apart">${name(trigger.name)}</h3><p><bdi>${capital(chainText(chain))}</bdi>.</p>`
    : titled(chain);
  const apart =
    cold === null ? NO_HTML : falls(`With a cold start on the way: ${counted(cold.requests, noun)}`, cold, longest);
  return html`${sentence}<div class="falls">${falls(`All: ${counted(all.requests, noun)}`, all, longest)}${apart}</div>
${figures(chain)}\n`;
}

const titled = (chain: Chain): Html => html`<p><b>${name(chain.trigger.name)}</b>: <bdi>${chainText(chain)}</bdi>.</p>`;
const figures = (chain: Chain): Html => table(chainTable(chain), 'quiet');

function falls(title: string, waterfall: Waterfall, longest: number): Html {
  const drawn = largest(waterfall, STEPS);
  const more =
    waterfall.steps.length > STEPS
      ? html`<p class="note">The ${count(drawn.length)} functions that take most.</p>`
      : NO_HTML;
  return html`<div><p>${title}; <b>${duration(waterfall.ms)}</b></p><div class="fall">${drawn.map((step) => row(step, longest))}</div>${more}</div>\n`;
}

/** The bar comes last: on a narrow screen it has a line of its own. */
function row(step: Step, longest: number): Html {
  const segments = PARTS.map(([part]) => ({ kind: `time-${part}`, size: step[part], pattern: PATTERN_OF[part] }));
  const label = stepText(step);
  return html`<span>${name(step.name)}</span><span class="time">${duration(step.ms)}</span>${bar(segments, longest, label, step.fromMs)}\n`;
}
