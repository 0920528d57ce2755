// What Vega has and its own types leave out.
import 'vega';

declare module 'vega' {
  /** How wide a text is, in pixels; may be replaced. `item` is the mark. */
  export const textMetrics: { width: (item: { readonly fontSize?: number }, text: unknown) => number };
}
