// How the lines of the terminal's summary are laid out: its width, its colours, labels in the margin.
import { styleText } from 'node:util';
import { wrap } from '../layout.js';

export interface TerminalOptions {
  /** Columns; more than 80 are not used. */
  readonly width: number;
  readonly colour: boolean;
}

export type Style = 'bold' | 'cyan' | 'dim' | 'green' | 'red' | 'yellow';

export interface Page {
  readonly width: number;
  readonly style: (style: Style | Style[], text: string) => string;
}

export function terminalPage({ width, colour }: TerminalOptions): Page {
  return {
    width: Math.max(40, Math.min(80, width)),
    // Whether to colour is the caller's decision alone, so the stream is not asked again.
    style: colour ? (style, text) => styleText(style, text, { validateStream: false }) : (_, text) => text,
  };
}

/** The width of the margin. */
export const LABEL = 16;

/** A label in the margin and its text beside it, wrapped. */
export function entry(label: string, text: string, page: Page): string[] {
  return wrap(text, page.width - LABEL).map(
    (line, index) => `${index === 0 ? `  ${label}`.padEnd(LABEL) : ' '.repeat(LABEL)}${line}`,
  );
}
