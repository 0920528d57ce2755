// The sweep as `sweep` prints it: the table of points and which of them are worth their money. Plain text; writes nothing itself.
import type { Sweep } from '../../experiment-result.js';
import { forTerminal } from '../escape.js';
import { plainTable, wrap } from '../layout.js';
import { type TerminalOptions, terminalPage } from '../terminal/page.js';
import { cheapestText, frontTexts, pointTable, readingText } from './content.js';

/** More points than this are left to the report. */
const POINTS = 60;

export function sweepText(sweep: Sweep, options: TerminalOptions): string {
  const page = terminalPage(options);
  const line = (text: string): string[] => (text === '' ? [] : wrap(forTerminal(text), page.width));
  const [title = '', ...rest] = line(
    `${sweep.scenario}: a sweep over ${sweep.vary.map(({ path }) => path).join(' and ')}, seed ${sweep.seed}`,
  );
  const table = pointTable(sweep, true);
  const more = table.rows.length - POINTS;
  const paragraphs = [
    [page.style('bold', title), ...rest],
    sweep.interrupted ? line('Interrupted: only finished points are shown; the same command goes on from here.') : [],
    sweep.points.length === 0 ? [] : plainTable({ ...table, rows: table.rows.slice(0, POINTS) }, page.width),
    more > 0 ? line(`… and ${more} more points in the report`) : [],
    line(cheapestText(sweep)),
    frontTexts(sweep).flatMap(line),
    sweep.points.length === 0 ? [] : line(readingText(sweep)),
  ];
  return `${paragraphs
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}
