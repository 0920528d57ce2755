// Bars drawn into the page as they stand: no script, no chart library, the same on paper. The colours are the stylesheet's.
import { type Html, html } from './markup.js';

export interface Segment {
  /** A class of the stylesheet, which has its colour. */
  readonly kind: string;
  readonly size: number;
  /** Striped segments stand apart from plain ones without colour. */
  readonly striped: boolean;
}

/** A row of segments, as long as its share of `longest`; `label` says the same in words. */
export function bar(segments: readonly Segment[], longest: number, label: string): Html {
  let at = 0;
  const boxes = segments.map(({ kind, size, striped }) => {
    const [x, width] = [share(at, longest), share(size, longest)];
    at += size;
    const stripes = striped ? html`<rect x="${x}" width="${width}" height="100%" fill="url(#stripes)"/>` : undefined;
    return html`<rect class="${kind}" x="${x}" width="${width}" height="100%"/>${stripes}`;
  });
  return html`<svg class="bar" role="img" aria-label="${label}" width="100%" height="20">${boxes}</svg>`;
}

/** The pattern of striped segments, once for a page. */
export const STRIPES: Html = html`<svg width="0" height="0" aria-hidden="true" class="defs"><defs><pattern id="stripes" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="stripe" width="3" height="6"/></pattern></defs></svg>`;

/** A sample of a segment beside its name. */
export function sample(kind: string, striped: boolean): Html {
  const stripes = striped ? html`<rect width="14" height="14" fill="url(#stripes)"/>` : undefined;
  return html`<svg class="sample" aria-hidden="true" width="14" height="14"><rect class="${kind}" width="14" height="14"/>${stripes}</svg>`;
}

/** Four digits are finer than any screen. */
function share(size: number, whole: number): string {
  return `${whole === 0 ? 0 : Number(((size / whole) * 100).toPrecision(4))}%`;
}
