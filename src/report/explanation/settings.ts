// The settings in force as text for a terminal: three columns, group by group, and what the assumptions say below.
import type { Explanation, Setting, SettingGroup, SettingOrigin } from '../../explanation.js';
import { forTerminal } from '../escape.js';
import { wrap } from '../layout.js';

const INDENT = 2;
const GAP = 2;
/** What a key or an origin may take of the line before it is broken. */
const WIDEST_KEY = 24;
const WIDEST_ORIGIN = 26;
/** Below this the three columns have no room. */
const NARROW = 64;

type Widths = readonly [key: number, value: number, origin: number];

export function settingsText({ scenario, groups, assumptions }: Explanation, columns: number): string {
  const width = Math.max(40, Math.min(80, columns));
  const heading = wrap(`${forTerminal(scenario)}: every setting in force, and where it comes from`, width);
  const widths = widthsOf(
    groups.flatMap(({ settings }) => settings.map(cellsOf)),
    width,
  );
  const blocks = [
    heading,
    ...groups.map((group) => groupLines(group, widths, width)),
    assumptionLines(assumptions, width),
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

/** "file 12:13", "default M-MEMORY", "calibrated M-INIT: nodejs22.x zip x86_64". */
export function originText(origin: SettingOrigin): string {
  const id = 'assumption' in origin && origin.assumption !== null ? ` (${origin.assumption})` : '';
  switch (origin.kind) {
    case 'file':
      return `file ${origin.line}:${origin.column}`;
    case 'flag':
      return forTerminal(origin.text);
    case 'default':
      return `default${id}`;
    case 'calibrated':
      return `calibrated${id}, measured as ${forTerminal(origin.measuredAs)}`;
    case 'derived':
      return `from ${origin.from}${id}`;
  }
}

function titleOf({ kind, name }: SettingGroup): string {
  return name === null ? `the ${kind}` : `${kind} ${forTerminal(name)}`;
}

type Cells = readonly [key: string, value: string, origin: string];

const cellsOf = ({ key, value, origin }: Setting): Cells => [forTerminal(key), forTerminal(value), originText(origin)];

/** The same for all groups, so that the eye finds its column; `null` where three have no room. */
function widthsOf(cells: readonly Cells[], width: number): Widths | null {
  if (width < NARROW) return null;
  const widest = (column: 0 | 2, limit: number): number =>
    Math.min(limit, Math.max(...cells.map((row) => row[column].length)));
  const [key, origin] = [widest(0, WIDEST_KEY), widest(2, WIDEST_ORIGIN)];
  return [key, width - INDENT - key - origin - 2 * GAP, origin];
}

function groupLines(group: SettingGroup, widths: Widths | null, width: number): string[] {
  const cells = group.settings.map(cellsOf);
  const rows = cells.flatMap((row) => (widths === null ? stacked(row, width) : inColumns(row, widths)));
  return [...wrap(titleOf(group), width), ...rows];
}

function inColumns(row: readonly [string, string, string], widths: Widths): string[] {
  const columns = row.map((text, column) => wrap(text, widths[column]!));
  const height = Math.max(...columns.map(({ length }) => length));
  return Array.from({ length: height }, (_, line) => {
    const cells = columns.map((lines, column) => (lines[line] ?? '').padEnd(widths[column]!));
    return `${' '.repeat(INDENT)}${cells.join(' '.repeat(GAP))}`.trimEnd();
  });
}

function stacked([key, value, origin]: Cells, width: number): string[] {
  return [...wrap(`  ${key}: ${value}`, width), ...wrap(`      ${origin}`, width)];
}

function assumptionLines(assumptions: Explanation['assumptions'], width: number): string[] {
  const rows = Object.entries(assumptions);
  if (rows.length === 0) return [];
  const longest = Math.max(...rows.map(([id]) => id.length));
  const lines = rows.flatMap(([id, says]) =>
    inColumns([id, says, ''], [longest, width - INDENT - longest - 2 * GAP, 0]),
  );
  return [...wrap('What the defaults assume (docs/MODEL.md has sources and alternatives)', width), ...lines];
}
