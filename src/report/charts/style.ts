// What all charts have in common: colours, the configuration of Vega-Lite, rows from columns. Vega-Lite itself is imported for
// its types alone.
import type { Config } from 'vega-lite';
import type { ChartTable } from './coarse.js';
import type { ChartFrame } from './data.js';

/** The palette of Okabe and Ito, told apart by colour-blind readers; one kind has one colour in every chart. */
export const COLOURS = {
  onDemand: '#0072b2',
  provisioned: '#009e73',
  cold: '#d55e00',
  idle: '#b5bcc4',
  neutral: '#7d8590',
};
/** Settings side by side, told apart by colour, then by dash, and everywhere by shape. */
const HUES = [COLOURS.onDemand, COLOURS.cold, COLOURS.provisioned, '#cc79a7', '#e69f00', '#56b4e9'];
const SHAPES = ['circle', 'square', 'triangle-up', 'diamond', 'cross', 'triangle-down'];
/** More lines than this nobody tells apart. */
export const LINES = 2 * HUES.length;

/** How each of at most `LINES` lines looks: ranges for the scales of colour, dash and shape. */
export function linesLook(names: readonly string[]) {
  const range = <T>(of: (index: number) => T): T[] => names.map((_, index) => of(index));
  return {
    color: { domain: [...names], range: range((index) => HUES[index % HUES.length]!) },
    strokeDash: { domain: [...names], range: range((index) => (index < HUES.length ? [] : [5, 3])) },
    shape: { domain: [...names], range: range((index) => SHAPES[index % SHAPES.length]!) },
  };
}

export const HEIGHT = 240;
/** The page's stylesheet decides what this is, so charts follow light, dark and print without being drawn again. */
export const INK = 'currentColor';

/** Text and lines take the colour of the text around the chart. */
export const CHART_CONFIG: Config = {
  aria: false,
  background: 'transparent',
  font: 'system-ui, sans-serif',
  view: { stroke: null },
  axis: {
    labelColor: INK,
    titleColor: INK,
    titleFontWeight: 500,
    labelFontSize: 12,
    titleFontSize: 12,
    titlePadding: 10,
    domainColor: INK,
    domainOpacity: 0.4,
    tickColor: INK,
    tickOpacity: 0.4,
    gridColor: INK,
    gridOpacity: 0.12,
    labelOverlap: true,
  },
  legend: {
    orient: 'top',
    direction: 'horizontal',
    title: null,
    columns: { signal: 'width < 420 ? 3 : 5' },
    labelColor: INK,
    labelFontSize: 12,
    symbolType: 'square',
    symbolOpacity: 1,
    columnPadding: 16,
    rowPadding: 6,
    padding: 0,
    offset: 14,
  },
};

/** Lines are shown as lines, so that colour is not all that tells them from the areas. On a telephone it has two columns. */
export function lineLegend(lines: readonly string[], dashed: readonly string[], columns = 4) {
  return {
    columns: { signal: `width < 420 ? 2 : ${columns}` },
    symbolStrokeWidth: 2,
    symbolSize: 140,
    encoding: {
      symbols: {
        shape: {
          condition: { test: `indexof(${JSON.stringify(lines)}, datum.value) >= 0`, value: 'stroke' },
          value: 'square',
        },
        strokeDash: {
          condition: { test: `indexof(${JSON.stringify(dashed)}, datum.value) >= 0`, value: [4, 3] },
          value: [],
        },
      },
    },
  };
}

/** Pixels that the longest label of a legend has. */
const LEGEND_LABEL = 220;

/** A legend of names of any length: as many columns as there is room for beside the axis. */
export function legendOf(names: readonly string[]) {
  const longest = Math.min(LEGEND_LABEL, Math.max(0, ...names.map((each) => each.length)) * 7);
  // Not of the width of the chart, which is known only once the legend has its place.
  return {
    columns: { signal: `max(1, floor((containerSize()[0] - 100) / ${longest + 34}))` },
    labelLimit: LEGEND_LABEL,
    symbolSize: 90,
  };
}

/** The data are named `rows`, so that a page can put another function's in their place. */
export function base(table: ChartTable, frame: Pick<ChartFrame, 'width'>) {
  return { width: frame.width, data: { name: 'rows', values: rowsOf(table) }, config: CHART_CONFIG };
}

export function rowsOf(table: ChartTable): Record<string, number | string | null>[] {
  const columns = Object.entries(table);
  const length = columns[0]?.[1].length ?? 0;
  return Array.from({ length }, (_, row) =>
    Object.fromEntries(columns.map(([name, values]) => [name, values[row] ?? null])),
  );
}
