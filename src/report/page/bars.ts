// Bars drawn into the page as they stand: no script, no chart library, the same on paper. The colours are the stylesheet's.
import { type Html, html, NO_HTML } from './markup.js';

/** What tells segments apart where their colours do not. */
export type Pattern = 'plain' | 'striped' | 'dotted';

export interface Segment {
  /** A class of the stylesheet, which has its colour. */
  readonly kind: string;
  readonly size: number;
  readonly pattern: Pattern;
}

/** A row of segments, as long as its share of `longest`; `label` says the same in words. It begins at `from`. */
export function bar(segments: readonly Segment[], longest: number, label: string, from = 0): Html {
  let at = from;
  const boxes = segments.map(({ kind, size, pattern }) => {
    const place = html`x="${share(at, longest)}" width="${share(size, longest)}" height="100%"`;
    at += size;
    return html`<rect class="${kind}" ${place}/>${over(pattern, place)}`;
  });
  return html`<svg class="bar" role="img" aria-label="${label}" width="100%" height="20">${boxes}</svg>`;
}

/** The patterns, once for a page. */
export const PATTERNS: Html = html`<svg width="0" height="0" aria-hidden="true" class="defs"><defs><pattern id="striped" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="over" width="3" height="6"/></pattern><pattern id="dotted" width="6" height="6" patternUnits="userSpaceOnUse"><circle class="over" cx="3" cy="3" r="1.8"/></pattern></defs></svg>`;

/** A sample of a segment beside its name. */
export function sample(kind: string, pattern: Pattern): Html {
  const place = html`width="14" height="14"`;
  return html`<svg class="sample" aria-hidden="true" ${place}><rect class="${kind}" ${place}/>${over(pattern, place)}</svg>`;
}

function over(pattern: Pattern, place: Html): Html {
  return pattern === 'plain' ? NO_HTML : html`<rect ${place} fill="url(#${pattern})"/>`;
}

/** Four digits are finer than any screen. */
function share(size: number, whole: number): string {
  return `${whole === 0 ? 0 : Number(((size / whole) * 100).toPrecision(4))}%`;
}
