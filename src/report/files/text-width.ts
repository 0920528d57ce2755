// How wide a text is where nothing can measure it: by the letters of DejaVu Sans, the widest of the usual fonts.

/** Shares of the size of the font, of letters that are narrower or wider than others. */
const SHARES: readonly (readonly [letters: string, share: number])[] = [
  ["ijlI'| ", 0.32],
  ['.,:;!ft()[]-/r"J', 0.41],
  ['mMWw%@', 0.98],
  ['ABCDEGHNOQRUVXYZ&+=<>~−±', 0.8],
];
const OTHERS = 0.64;
/** Ideographs fill a square, and the ellipsis does. */
const BEYOND_LATIN = 1;

const KNOWN = new Map(SHARES.flatMap(([letters, share]) => [...letters].map((letter) => [letter, share] as const)));

/** Pixels; never much less than what it will take. */
export function textWidth({ fontSize = 11 }: { readonly fontSize?: number }, text: unknown): number {
  let sum = 0;
  for (const letter of String(text)) sum += KNOWN.get(letter) ?? (letter < '\u0250' ? OTHERS : BEYOND_LATIN);
  return sum * fontSize;
}
