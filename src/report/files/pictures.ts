// The charts of a page as pictures: the same specifications and data, drawn as SVG with title and caption, dark on white. Writes no
// file.
import {
  type LabelAnchor,
  type Mark,
  parse,
  resetSVGDefIds,
  type Spec,
  textMetrics,
  Error as UP_TO_ERRORS,
  View,
} from 'vega';
import { INK, rowsOf } from '../charts/style.js';
import { forHtml, forSvg } from '../escape.js';
import { wrap } from '../layout.js';
import type { ChartGroup, ChartLabel } from '../page/drawn.js';
import { textWidth } from './text-width.js';

export interface Picture {
  /** A name for its file without an ending, safe on any system and its own among those of a report. */
  readonly name: string;
  /** The same bytes for the same chart. */
  readonly svg: string;
}

/** One after another, in the order of the page; a chart that has nothing to show is left out, as on the page. */
export async function* pictures(groups: readonly ChartGroup[]): AsyncGenerator<Picture> {
  const taken = new Set<string>();
  for (const { specs, labels, subjects } of groups) {
    for (const { name, captions, tables } of subjects) {
      for (const [chart, spec] of Object.entries(specs)) {
        const own = { ...tables['all'], ...tables[chart] };
        if (rowsOf(own['rows'] ?? {}).length === 0) continue;
        const label = labels[chart]!;
        const svg = framed(await drawn(spec, own), titleOf(label, name), captions[chart] ?? '');
        yield { name: freeName(name === null ? label.file : `${label.file}-${name}`, taken), svg };
      }
    }
  }
}

const titleOf = ({ title }: ChartLabel, name: string | null): string => (name === null ? title : `${title}: ${name}`);

/** A name that a stranger may have written, as the name of a file. */
function freeName(name: string, taken: Set<string>): string {
  const safe = name.replace(/[^A-Za-z0-9._-]+/g, '-').slice(0, 80);
  let free = safe;
  // Many file systems do not tell cases apart.
  for (let number = 2; taken.has(free.toLowerCase()); number++) free = `${safe}-${number}`;
  taken.add(free.toLowerCase());
  return free;
}

/** Pixels. */
const WIDTH = 720;
const MARGIN = 20;
const DARK = '#1f2328';
const FONT = 'system-ui, sans-serif';

type Columns = ChartGroup['subjects'][number]['tables'][string];

/** One at a time: Vega keeps its measure of text and the names of its parts for the whole process. */
async function drawn(compiled: unknown, tables: Columns): Promise<string> {
  const spec = fixed(compiled);
  const data = (spec.data ?? []).map((each) => {
    const columns = tables[each.name];
    return columns === undefined ? each : { ...each, values: rowsOf(columns) };
  });
  const before = textMetrics.width;
  textMetrics.width = textWidth;
  resetSVGDefIds();
  const view = new View(parse({ ...spec, data }), { renderer: 'none', logLevel: UP_TO_ERRORS });
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
    textMetrics.width = before;
  }
}

/** What the page decides for a chart, decided here: its width and its ink. */
function fixed(compiled: unknown): Spec {
  const text = JSON.stringify(compiled, (_, value: unknown) => {
    if (typeof value !== 'string') return value;
    return value === INK ? DARK : value.replaceAll('containerSize()[0]', String(WIDTH));
  });
  const spec = JSON.parse(text) as Spec;
  // There is no window whose size could change.
  const signals = (spec.signals ?? []).map((each) => (each.name === 'width' ? { name: 'width', value: WIDTH } : each));
  return { ...spec, signals, marks: (spec.marks ?? []).map(withoutCanvas) };
}

/** The page keeps labels clear of lines by drawing on a canvas, which there is none of here. A stair leaves this corner free. */
function withoutCanvas(mark: Mark): Mark {
  if (mark.type !== 'text') return mark;
  const transform = (mark.transform ?? []).map((each) =>
    each.type === 'label'
      ? { ...each, avoidMarks: [], avoidBaseMark: false, anchor: ['top-right', 'bottom-left', 'top'] as LabelAnchor[] }
      : each,
  );
  return { ...mark, transform };
}

/** Letters of a line, of the widest of the usual fonts. */
const TITLE_LETTERS = 72;
const CAPTION_LETTERS = 104;

/** The chart on white, under its title and its caption. */
function framed(chart: string, title: string, caption: string): string {
  const [, width = String(WIDTH), height = '0'] = /^<svg[^>]*? width="([\d.]+)" height="([\d.]+)"/.exec(chart) ?? [];
  const titles = wrap(title, TITLE_LETTERS).map((line) => ({ line, size: 16, step: 22, weight: 'bold' }));
  const captions = wrap(caption, CAPTION_LETTERS).map((line) => ({ line, size: 12, step: 17, weight: 'normal' }));
  let y = MARGIN - 4;
  const texts = [...titles, ...captions].map(({ line, size, step, weight }) => {
    y += step;
    return `<text x="${MARGIN}" y="${y}" font-family="${FONT}" font-size="${size}" font-weight="${weight}" fill="${DARK}">${forHtml(line)}</text>`;
  });
  const [wide, high] = [Math.ceil(Number(width)) + 2 * MARGIN, y + Math.ceil(Number(height)) + 2 * MARGIN];
  return forSvg(`<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${wide}" height="${high}" viewBox="0 0 ${wide} ${high}">
<rect width="100%" height="100%" fill="#ffffff"/>
${texts.join('\n')}
<g transform="translate(${MARGIN},${y + MARGIN})">${chart}</g>
</svg>
`);
}
