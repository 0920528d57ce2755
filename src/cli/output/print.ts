// What goes to standard output: a summary for people after each scenario, or one document for programs at the end.
import { join } from 'node:path';
import type { Comparison, Sweep } from '../../experiment-result.js';
import type { Result } from '../../result.js';
import { GROUP, text } from '../input/flags.js';
import { columns, wantsColour } from './terminal.js';

const FORMATS = ['table', 'json', 'csv', 'markdown'] as const;
export type Format = (typeof FORMATS)[number];

export const FORMAT = {
  ...text(GROUP.output, 'What standard output holds: table, json, csv or markdown (default: table)'),
  choices: FORMATS,
  default: 'table' as const,
  coerce: (given: Format | readonly Format[]): Format => [given].flat().at(-1) ?? 'table',
};

/** The summary of one result, and where its report lies; an empty line before all but the first. */
export async function printSummary(result: Result, folder: string, isFurther: boolean): Promise<void> {
  const { terminalSummary } = await import('../../report/terminal.js');
  const summary = terminalSummary(result, terminal());
  await print(`${isFurther ? '\n' : ''}${summary}\n${await reportLine(folder, 'report.html')}`);
}

/** Whole however long, so that it can be opened. */
async function reportLine(folder: string, file: string): Promise<string> {
  const { forTerminal } = await import('../../report/escape.js');
  return `Report: ${forTerminal(join(folder, file))}\n`;
}

/** One document, of one scenario or, where `several` are run, of those that finished. */
export async function printDocument(
  results: readonly Result[],
  format: Exclude<Format, 'table'>,
  several: boolean,
): Promise<void> {
  const [only] = results;
  if (only === undefined) return;
  switch (format) {
    case 'json': {
      const { resultJson, resultsJson } = await import('../../report/json.js');
      return print(several ? resultsJson(results) : resultJson(only));
    }
    case 'csv': {
      const { summariesCsv, summaryCsv } = await import('../../report/csv.js');
      return print(several ? summariesCsv(results) : summaryCsv(only));
    }
    case 'markdown': {
      const { markdownSummary } = await import('../../report/markdown.js');
      return print(results.map(markdownSummary).join('\n'));
    }
  }
}

export async function printComparison(comparison: Comparison, format: Format, folder: string): Promise<void> {
  switch (format) {
    case 'table': {
      const { comparisonText } = await import('../../report/comparison/terminal.js');
      return print(`${comparisonText(comparison, terminal())}\n${await reportLine(folder, 'comparison.html')}`);
    }
    case 'json': {
      const { experimentJson } = await import('../../report/json.js');
      return print(experimentJson(comparison));
    }
    case 'csv': {
      const { comparisonCsv } = await import('../../report/comparison/csv.js');
      return print(comparisonCsv(comparison));
    }
    case 'markdown': {
      const { comparisonMarkdown } = await import('../../report/comparison/markdown.js');
      return print(comparisonMarkdown(comparison));
    }
  }
}

export async function printSweep(sweep: Sweep, format: Format, folder: string): Promise<void> {
  switch (format) {
    case 'table': {
      const { sweepText } = await import('../../report/sweep/terminal.js');
      return print(`${sweepText(sweep, terminal())}\n${await reportLine(folder, 'sweep.html')}`);
    }
    case 'json': {
      const { experimentJson } = await import('../../report/json.js');
      return print(experimentJson(sweep));
    }
    case 'csv': {
      const { sweepCsv } = await import('../../report/sweep/csv.js');
      return print(sweepCsv(sweep));
    }
    case 'markdown': {
      const { sweepMarkdown } = await import('../../report/sweep/markdown.js');
      return print(sweepMarkdown(sweep));
    }
  }
}

const terminal = () => ({ width: columns(), colour: wantsColour(process.stdout.isTTY, process.env) });

/**
 * Waits until a pipe has taken everything: a large document must not be cut off when the process ends. A reader that has
 * seen enough (`| head`) is no error; what there is to save is still saved.
 */
export function print(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => (error && !isClosedPipe(error) ? reject(error) : resolve()));
  });
}

export const isClosedPipe = (error: NodeJS.ErrnoException): boolean =>
  error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED';
