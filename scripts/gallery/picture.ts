// The small pictures of the gallery, drawn into the page as they stand: curves over time, and the bars of a comparison. Shapes stretch
// with the page, so every word and number stands beside them as HTML.
import type { Comparison } from '../../src/experiment-result.js';
import { shown } from '../../src/report/content/figures.js';
import { count, duration } from '../../src/report/format.js';
import { type Html, html, NO_HTML, name } from '../../src/report/page/markup.js';
import type { Result } from '../../src/result.js';
import { type Curve, curvesOf } from './curves.js';

/** Of the coordinates, finer than the screen. */
const WIDTH = 480;
const HEIGHT = 120;

/** Curves over simulated time, with what they are and what they come to. */
export function pictureOf(result: Result): Html {
  const { title, horizonMs, curves } = curvesOf(result);
  const stacked = stackedOf(curves);
  const most = Math.max(0, ...stacked.flatMap(({ top }) => top));
  const says = curves.map((curve) => (curve.says === '' ? curve.name : `${curve.name}: ${curve.says}`)).join('; ');
  const label = `${title}, over ${duration(horizonMs)}, at most ${count(rounded(most))}. ${says}`;
  const shapes = stacked.map((each) => shape(each, most));
  return html`<figure class="small"><figcaption>${title}</figcaption>
<div class="scale"><span>${count(rounded(most))}</span></div>
<svg role="img" aria-label="${label}" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" width="100%" height="${HEIGHT}">${shapes}</svg>
<div class="scale ends"><span>0</span><span>${duration(horizonMs)}</span></div>
${legend(curves)}</figure>\n`;
}

interface Stacked extends Curve {
  /** Where an area begins; of a line 0 throughout. */
  readonly floor: readonly number[];
  readonly top: readonly number[];
}

/** Areas on top of each other, in their order. */
function stackedOf(curves: readonly Curve[]): Stacked[] {
  let floor = (curves[0]?.values ?? []).map(() => 0);
  return curves.map((curve) => {
    if (curve.look !== 'area') return { ...curve, floor: [], top: curve.values };
    const top = curve.values.map((value, index) => value + floor[index]!);
    const area = { ...curve, floor, top };
    floor = top;
    return area;
  });
}

function shape({ look, colour, floor, top }: Stacked, most: number): Html {
  if (top.length === 0 || most === 0) return NO_HTML;
  const there = steps(top, most, 'M');
  if (look === 'area') return html`<path d="${there}${back(floor, most)}Z" fill="${colour}" fill-opacity="0.85"/>`;
  const dash = look === 'dashed' ? html` stroke-dasharray="5 4"` : NO_HTML;
  return html`<path d="${there}" fill="none" stroke="${colour}"${dash}/>`;
}

/** A value holds for its stretch of time. */
function steps(values: readonly number[], most: number, begin: 'M' | 'L'): string {
  const height = (value: number): string => tenth(HEIGHT - 1 - (value / most) * (HEIGHT - 2));
  let path = `${begin}0 ${height(values[0]!)}`;
  for (const [index, value] of values.entries()) {
    if (index > 0 && value !== values[index - 1]) path += `H${place(index, values)}V${height(value)}`;
  }
  return `${path}H${WIDTH}`;
}

/** The lower edge of an area, from its end to its beginning. */
function back(values: readonly number[], most: number): string {
  const height = (value: number): string => tenth(HEIGHT - 1 - (value / most) * (HEIGHT - 2));
  let path = `V${height(values.at(-1)!)}`;
  for (let index = values.length - 1; index > 0; index--) {
    if (values[index] !== values[index - 1]) path += `H${place(index, values)}V${height(values[index - 1]!)}`;
  }
  return `${path}H0`;
}

const place = (index: number, values: readonly number[]): string => tenth((index * WIDTH) / values.length);
const tenth = (value: number): string => String(Math.round(value * 10) / 10);
/** Three digits that count; a whole number keeps all of its own. */
const rounded = (value: number): number => (Number.isInteger(value) ? value : Number(value.toPrecision(3)));

function legend(curves: readonly Curve[]): Html {
  const items = curves.map(
    ({ name: title, says, colour, look }) =>
      html`<li>${sample(colour, look)} ${name(title)}${says === '' ? '' : `: ${says}`}</li>`,
  );
  return html`<ul class="legend">${items}</ul>`;
}

function sample(colour: string, look: Curve['look']): Html {
  const dash = look === 'dashed' ? html` stroke-dasharray="4 3"` : NO_HTML;
  const inside =
    look === 'area'
      ? html`<rect width="14" height="14" fill="${colour}" fill-opacity="0.85"/>`
      : html`<path d="M0 7H14" fill="none" stroke="${colour}" stroke-width="2.5"${dash}/>`;
  return html`<svg class="sample" aria-hidden="true" width="14" height="14">${inside}</svg>`;
}

const METRIC = 'total.latencyMs.p99';

/** The p99 of each variant, with its interval. */
export function comparisonPicture({ variants, replications }: Comparison): Html {
  const rows = Object.entries(variants).map(([title, { summary }]) => {
    const { mean, ci95 } = summary[METRIC]!;
    return { title, mean: mean ?? 0, half: ci95 ?? 0, text: shown({ mean, ci95 }, duration) };
  });
  const most = Math.max(...rows.map(({ mean, half }) => mean + half));
  const share = (value: number): string => `${tenth((100 * value) / most)}%`;
  const items = rows.map(
    ({ title, mean, half, text }) =>
      html`<span>${name(title)}</span><svg class="bar" aria-hidden="true" width="100%" height="20"><rect class="mean" width="${share(mean)}" height="100%"/><line x1="${share(mean - half)}" x2="${share(mean + half)}" y1="10" y2="10"/></svg><span class="time">${text}</span>\n`,
  );
  return html`<figure class="small"><figcaption>Latency, p99, mean of ${replications} replications with its 95 % interval</figcaption><div class="fall">${items}</div></figure>\n`;
}
