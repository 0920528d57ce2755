// The section of the page on other keep-alives: cold starts beside the environments that wait idle for them.
import type { Result } from '../../result.js';
import { keepAliveRates, keepAliveReruns, keepAliveTable, type Rerun, rerunLabel } from '../content/sensitivity.js';
import { count, percent } from '../format.js';
import { bar } from './bars.js';
import { type Html, html, NO_HTML, section, table } from './markup.js';

export function sensitivitySection(result: Result): Html {
  const reruns = keepAliveReruns(result);
  if (reruns.length === 0) return NO_HTML;
  const largest = (of: (rerun: Rerun) => number | null): number =>
    Math.max(0, ...reruns.map((rerun) => of(rerun) ?? 0));
  const [mostCold, mostIdle] = [largest(coldShare), largest(idle)];
  return section('sensitivity', 'Under other keep-alives', [
    html`<p>The same traffic and the same random numbers, with every published keep-alive for all functions: fewer cold starts are bought with environments that wait idle, for which AWS charges nothing.</p>`,
    html`<div class="bars">${reruns.map((rerun) => rerunBars(rerun, mostCold, mostIdle))}</div>`,
    table(keepAliveTable(result), 'quiet'),
    table(keepAliveRates(result)),
  ]);
}

const coldShare = ({ total }: Rerun): number | null => total.coldStartRate.mean;
const idle = ({ total }: Rerun): number | null => total.meanIdle.mean;

function rerunBars(rerun: Rerun, mostCold: number, mostIdle: number): Html {
  const cold = `${percent(coldShare(rerun))} cold`;
  const waiting = `${count(idle(rerun))} idle on average`;
  const label = rerun.isInForce ? html`<b>${rerunLabel(rerun)}</b>` : html`${rerunLabel(rerun)}`;
  const segment = (kind: string, size: number | null) => [{ kind, size: size ?? 0, pattern: 'plain' as const }];
  return html`<p>${label}</p><div class="pair"><div>${bar(segment('rerun-cold', coldShare(rerun)), mostCold, cold)}<span class="note">${cold}</span></div>
<div>${bar(segment('rerun-idle', idle(rerun)), mostIdle, waiting)}<span class="note">${waiting}</span></div></div>\n`;
}
