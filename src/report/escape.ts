// The one place where text that strangers wrote (names, descriptions, warnings) is made safe for each kind of output.
// Every report passes such text through here; nothing here formats numbers.

/** Marks that reorder the text around them on screen: unseen letters of one direction, embeddings, overrides, isolates. */
const REORDERING = '\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069';
const UNPRINTABLE = new RegExp(`[\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029${REORDERING}]`, 'g');
/** A page shows line breaks as spaces. */
const UNPRINTABLE_IN_HTML = new RegExp(
  `[\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f${REORDERING}]`,
  'g',
);

const LETTERS = '[\\p{sc=Arab}\\p{sc=Hebr}\\p{sc=Nkoo}\\p{sc=Syrc}\\p{sc=Thaa}]+';
/** Splits a text at what is written from right to left: each second part is, with the marks between its words. */
export const RIGHT_TO_LEFT = new RegExp(`(${LETTERS}(?:[^\\p{L}\\p{N}]*${LETTERS})*)`, 'u');

function spelledOut(character: string): string {
  const code = character.charCodeAt(0);
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
}

/** On a terminal an escape sequence could repaint what was printed before, so each control character is spelt out. */
export function forTerminal(text: string): string {
  return text.replace(UNPRINTABLE, spelledOut);
}

/** For HTML text and quoted attributes. */
export function forHtml(text: string): string {
  return text
    .replace(UNPRINTABLE_IN_HTML, spelledOut)
    .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** For a whole SVG document that is escaped already: XML has no place for most control characters. */
export function forSvg(document: string): string {
  return document.replace(UNPRINTABLE_IN_HTML, spelledOut).replace(/[\ufffe\uffff]/g, spelledOut);
}

/** JSON text as it may be printed: the same document, with every character that acts on a terminal written as `\\u…`. */
export function forJson(value: unknown, replacer?: (key: string, value: unknown) => unknown, indent = 0): string {
  // Outside of strings JSON has no such character but the line breaks of its indentation.
  return JSON.stringify(value, replacer, indent).replace(UNPRINTABLE, (character) =>
    character === '\n' ? character : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** JSON for a `<script type="application/json">`: no `</script>` or `<!--` can occur in it, and it stays JSON. */
export function forScript(value: unknown): string {
  return JSON.stringify(value).replace(/[<\u2028\u2029]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

/**
 * For what the script of a page reads and shows: marks that reorder become a sign of the same length, so that what was equal stays
 * equal, in the expressions of a chart too.
 */
export function forChart(value: unknown): string {
  return forScript(value).replace(new RegExp(`[${REORDERING}]`, 'g'), '\ufffd');
}

/** For running Markdown text. In a table the pipes are escaped besides. */
export function forMarkdown(text: string): string {
  return forTerminal(text.replace(/\s+/g, ' '))
    .replace(/[\\`*_[\]~#]/g, (character) => `\\${character}`)
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;');
}

/** A Markdown code span, whatever backticks are in the text. */
export function markdownCode(text: string): string {
  const inner = forTerminal(text);
  const longest = Math.max(0, ...[...inner.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const space = longest > 0 ? ' ' : '';
  return `${fence}${space}${inner}${space}${fence}`;
}

/**
 * A cell after RFC 4180. What a spreadsheet would run as a formula is led in by an apostrophe; numbers are left alone, as are line
 * breaks and tabs.
 */
export function forCsv(text: string): string {
  const isFormula = /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text);
  const guarded = (isFormula ? `'${text}` : text).replace(/[^\t\r\n]+/g, forTerminal);
  return /[",\r\n]/.test(guarded) ? `"${guarded.replace(/"/g, '""')}"` : guarded;
}
