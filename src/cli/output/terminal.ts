// What is known of whoever reads the output: how wide a line may be, and whether colours are welcome.

/** Columns of standard output, 80 where nobody says. */
export const columns = (): number => process.stdout.columns || 80;

/**
 * Colour on a terminal alone, unless `NO_COLOR` or `TERM=dumb` forbid it; `FORCE_COLOR` has the last word, and its value 0
 * forbids it too. As Node and https://no-color.org have it.
 */
export function wantsColour(isTerminal: boolean, environment: Readonly<Record<string, string | undefined>>): boolean {
  const force = environment['FORCE_COLOR'];
  if (force !== undefined) return force !== '0' && force !== 'false';
  return isTerminal && !environment['NO_COLOR'] && environment['TERM'] !== 'dumb';
}
