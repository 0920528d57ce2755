// The summary of a Result as CSV, one metric a row, for spreadsheets. Not the series and not the single invocations.
import type { Result } from '../result.js';
import { forCsv } from './escape.js';

export type CsvCell = string | number | null;

const HEAD = ['metric', 'mean', 'ci95', 'min', 'max'];

/** RFC 4180 with a header; an unknown value is an empty cell, numbers are written in full. */
export const summaryCsv = (result: Result): string => csvLines([HEAD, ...rowsOf(result)]);

/** The same of several scenarios, each row led in by the name of its scenario. */
export const summariesCsv = (results: readonly Result[]): string =>
  csvLines([
    ['scenario', ...HEAD],
    ...results.flatMap((result) => rowsOf(result).map((row) => [result.scenario, ...row])),
  ]);

function rowsOf(result: Result): CsvCell[][] {
  return Object.entries(result.summary).map(([metric, { mean, ci95, min, max }]) => [metric, mean, ci95, min, max]);
}

export const csvLines = (rows: readonly (readonly CsvCell[])[]): string =>
  rows.map((row) => `${row.map(textOf).join(',')}\r\n`).join('');

function textOf(cell: CsvCell): string {
  if (cell === null) return '';
  return typeof cell === 'number' ? String(cell) : forCsv(cell);
}
