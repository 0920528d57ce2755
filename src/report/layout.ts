// Arranges text in the columns of a terminal: wrapping, aligned columns, sparklines, the table of many functions. Knows
// no colours.
import Table from 'cli-table3';
import type { Subject } from './content/figures.js';
import type { Cell, ReportTable } from './content/tables.js';
import { CAUSE_LABELS, causesOf } from './content/words.js';
import { forTerminal } from './escape.js';
import { count, duration, NOTHING, percent, usd } from './format.js';

/** Breaks at spaces; a word longer than a line is cut. Leading spaces are kept on every line. */
export function wrap(text: string, width: number): string[] {
  const margin = /^ */.exec(text)?.[0] ?? '';
  const lines: string[] = [];
  let line = margin;
  for (const word of text
    .trim()
    .split(/ +/)
    .flatMap((each) => pieces(each, width - margin.length))) {
    if (line !== margin && line.length + 1 + word.length > width) {
      lines.push(line);
      line = margin;
    }
    line += line === margin ? word : ` ${word}`;
  }
  return [...lines, line];
}

function pieces(word: string, length: number): string[] {
  const characters = [...word];
  const cut: string[] = [];
  for (let start = 0; start < characters.length; start += length)
    cut.push(characters.slice(start, start + length).join(''));
  return cut;
}

/** The first column is `margin` wide and flush left, the others as wide as they need and flush right. */
export function alignColumns(rows: readonly (readonly string[])[], margin: number, width: number): string[] {
  const columns = Math.max(...rows.map((row) => row.length)) - 1;
  const room = Math.floor((width - margin) / columns);
  const widest = Math.max(...rows.flatMap((row) => row.slice(1).map((cell) => cell.length)));
  const column = Math.min(room, Math.max(widest + 2, 9));
  return rows.map(
    ([label = '', ...cells]) => label.padEnd(margin) + cells.map((cell) => cell.padStart(column)).join(''),
  );
}

const BLOCKS = '▁▂▃▄▅▆▇█';

/** The largest value of each stretch of time as a block, from 0 to the maximum; a gap where nothing is known. */
export function sparkline(values: readonly (number | null)[], width: number): string {
  const largest = Math.max(0, ...values.map((value) => value ?? 0));
  if (values.length < 2 || largest === 0) return '';
  const columns = Math.min(width, values.length);
  const blocks = Array.from({ length: columns }, (_, column) => {
    const from = Math.floor((column * values.length) / columns);
    const to = Math.floor(((column + 1) * values.length) / columns);
    const known = values.slice(from, to).filter((value) => value !== null);
    return known.length === 0 ? ' ' : BLOCKS[Math.ceil((Math.max(...known) / largest) * (BLOCKS.length - 1))];
  });
  return blocks.join('').trimEnd();
}

/** A report's table in columns; the last ones are left out where they would not fit, then the first is cut. */
export function plainTable({ head, rows, words }: ReportTable, width: number): string[] {
  const lines = [head, ...rows].map((cells) => cells.map(cellText));
  const widths = head.map((_, column) => Math.max(...lines.map((cells) => cells[column]!.length)));
  const first = Math.min(widths[0]!, Math.floor(width / 2));
  let room = width - 2 - first;
  const fitting = widths.slice(1).findIndex((each) => {
    room -= each + 2;
    return room < 0;
  });
  const columns = fitting < 0 ? widths.length : fitting + 1;
  return lines.map((cells) => {
    const others = cells.slice(1, columns).map((cell, index) => {
      const length = widths[index + 1]!;
      return `  ${words.includes(index + 1) ? cell.padEnd(length) : cell.padStart(length)}`;
    });
    return `  ${cells[0]!.slice(0, first).padEnd(first)}${others.join('')}`.trimEnd();
  });
}

function cellText(cell: Cell): string {
  if (typeof cell === 'string') return forTerminal(cell);
  if ('name' in cell) return forTerminal(cell.name);
  if ('under' in cell) return `  ${forTerminal(cell.under)}`;
  if ('alarming' in cell) return forTerminal(cell.alarming);
  return 'code' in cell ? forTerminal(cell.code) : cell.passed ? 'passed' : 'failed';
}

const BORDERLESS = Object.fromEntries(
  [
    'top',
    'top-mid',
    'top-left',
    'top-right',
    'bottom',
    'bottom-mid',
    'bottom-left',
    'bottom-right',
    'left',
    'left-mid',
    'mid',
    'mid-mid',
    'right',
    'right-mid',
    'middle',
  ].map((place) => [place, place === 'middle' ? '  ' : '']),
);

interface Column {
  readonly title: string;
  readonly align: 'left' | 'right';
  readonly cell: (subject: Subject) => string;
}

/** The first to go where the line would be too long. */
const GIVE_WAY = ['a million', 'mostly', 'invocations', 'cold', 'p99', 'a month'];
/** As much of a name as there should be. */
const NAME = 16;

function columnsFor(functions: readonly Subject[]): Column[] {
  const column = (title: string, cell: Column['cell'], align: Column['align'] = 'right'): Column => ({
    title,
    align,
    cell,
  });
  const whole = (path: string) => (subject: Subject) => count(Math.round(subject.amount(path)));
  const money = (path: string) => (subject: Subject) => usd(subject.figure(path).mean);
  const throttled = functions.some((subject) => subject.amount('throttles') > 0);
  const monthly = functions.some(({ first }) => first.monthly !== undefined);
  return [
    column('function', (subject) => forTerminal(subject.name), 'left'),
    column('invocations', whole('invocations')),
    column('cold', whole('coldStarts')),
    column('share', (subject) => percent(subject.figure('coldStartRate').mean)),
    column('mostly', mainCause, 'left'),
    column('p99', (subject) => duration(subject.figure('latencyMs.p99').mean)),
    ...(throttled ? [column('throttled', whole('throttles'))] : []),
    column('cost', money('cost.total')),
    column('a million', money('costPerMillion')),
    ...(monthly ? [column('a month', money('monthly.total'))] : []),
  ];
}

function mainCause(subject: Subject): string {
  const [main] = causesOf(subject);
  return main === undefined ? NOTHING : CAUSE_LABELS[main.cause];
}

/** One line a function; where it would be too long, columns give way, then the name. */
export function functionTable(functions: readonly Subject[], width: number): string[] {
  const widthOf = ({ title, cell }: Column): number =>
    Math.max(title.length, ...functions.map((subject) => cell(subject).length));
  const othersOf = ([, ...others]: readonly Column[]): number =>
    others.reduce((sum, column) => sum + widthOf(column) + 2, 0);
  let columns = columnsFor(functions);
  const name = widthOf(columns[0]!);
  for (const title of GIVE_WAY) {
    if (othersOf(columns) + Math.min(name, NAME) > width) columns = columns.filter((column) => column.title !== title);
  }
  const table = new Table({
    head: columns.map(({ title }) => title),
    chars: BORDERLESS,
    colWidths: [Math.max(8, Math.min(name, width - othersOf(columns))), ...columns.slice(1).map(widthOf)],
    colAligns: columns.map(({ align }) => align),
    style: { head: [], border: [], compact: true, 'padding-left': 0, 'padding-right': 0 },
  });
  table.push(...functions.map((subject) => columns.map(({ cell }) => cell(subject))));
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd());
}
