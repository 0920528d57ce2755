// The comparison as `compare` prints it: the verdict on each variant, then the figures. Plain text; writes nothing itself.
import type { Comparison } from '../../experiment-result.js';
import { capital } from '../content/tables.js';
import { forTerminal } from '../escape.js';
import { duration } from '../format.js';
import { plainTable, wrap } from '../layout.js';
import { type TerminalOptions, terminalPage } from '../terminal/page.js';
import { differenceTable, functionsOf, objectives, others, readingText, verdict } from './content.js';
import { changedVerdicts } from './sensitivity.js';

/** More functions than this are left to the report. */
const FUNCTIONS = 3;

export function comparisonText(comparison: Comparison, options: TerminalOptions): string {
  const page = terminalPage(options);
  const { scenario, seed, base, variants, interrupted } = comparison;
  const line = (text: string): string[] => wrap(forTerminal(text), page.width);
  const time = duration(variants[base]!.horizonMs);
  const [title = '', ...rest] = line(`${scenario}: ${time} simulated, seed ${seed}, compared with ${base}`);
  const head = [page.style('bold', title), ...rest];
  if (interrupted) head.push(...line('Interrupted: only replications that had finished for all are counted.'));
  const verdicts = others(comparison).flatMap((name) => line(`${name} ${verdict(comparison, name)}.`));
  const slos = objectives(comparison).flatMap(({ variant, missed, of }) => {
    const [first = '', ...more] = line(
      missed.length === 0
        ? `SLO passed by ${variant} (${of} of ${of})`
        : `SLO FAILED by ${variant}: ${missed.join('; ')}`,
    );
    return [page.style(missed.length === 0 ? 'green' : 'red', first), ...more];
  });
  const tables = others(comparison).flatMap((name) => {
    const functions = functionsOf(comparison, name).slice(0, FUNCTIONS);
    const places = [['', 'total'], ...functions.map((each) => [each, `functions.${each}`])] as const;
    return places.map(([title, place]) => {
      const lines = plainTable(differenceTable(comparison, name, place, true), page.width);
      return title === '' ? lines : [page.style('cyan', forTerminal(title)), ...lines];
    });
  });
  const hangs = changedVerdicts(comparison).flatMap((text) => line(`${capital(text)}.`));
  const paragraphs = [head, verdicts, slos, hangs, ...tables, line(readingText(comparison))];
  return `${paragraphs
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}
