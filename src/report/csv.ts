// The summary of a Result as CSV, one metric a row, for spreadsheets. Not the series and not the single invocations.
import type { Result } from '../result.js';
import { forCsv } from './escape.js';

/** RFC 4180 with a header; an unknown value is an empty cell, numbers are written in full. */
export function summaryCsv(result: Result): string {
  const rows = Object.entries(result.summary).map(([metric, { mean, ci95, min, max }]) => [
    metric,
    mean,
    ci95,
    min,
    max,
  ]);
  return [['metric', 'mean', 'ci95', 'min', 'max'], ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

function cell(value: string | number | null | undefined): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'number' ? String(value) : forCsv(value);
}
