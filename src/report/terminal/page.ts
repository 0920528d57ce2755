// How the lines of the terminal's summary are laid out: its width, its colours, labels in the margin.
import { wrap } from '../layout.js';

export type Style = 'bold' | 'cyan' | 'dim' | 'green' | 'red' | 'yellow';

export interface Page {
  readonly width: number;
  readonly style: (style: Style | Style[], text: string) => string;
}

/** The width of the margin. */
export const LABEL = 16;

/** A label in the margin and its text beside it, wrapped. */
export function entry(label: string, text: string, page: Page): string[] {
  return wrap(text, page.width - LABEL).map(
    (line, index) => `${index === 0 ? `  ${label}`.padEnd(LABEL) : ' '.repeat(LABEL)}${line}`,
  );
}
