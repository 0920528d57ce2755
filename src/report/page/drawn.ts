// Charts that the page's script draws: the places for them, and the data that it draws them from.
import { compile, type TopLevelSpec } from 'vega-lite';
import type { ChartTable } from '../charts/coarse.js';
import { INK } from '../charts/style.js';
import { forChart } from '../escape.js';
import { type Html, html, sentence } from './markup.js';

/** Charts of one kind of thing, of which a menu may choose one. */
export interface ChartGroup {
  /** The id of the menu; `null` where there is one subject alone. */
  readonly choice: 'function' | 'alias' | 'trigger' | null;
  readonly specs: Readonly<Record<string, unknown>>;
  readonly labels: Readonly<Record<string, ChartLabel>>;
  /** In the order of the menu. */
  readonly subjects: readonly {
    /** Whose charts these are; `null` where the labels say it. */
    readonly name: string | null;
    readonly captions: Readonly<Record<string, string>>;
    /** For each chart the tables that it reads, by the names of its data; `all` are for all charts. */
    readonly tables: Readonly<Record<string, Readonly<Record<string, ChartTable>>>>;
    /** What the page adds up over the part of the time that is chosen. */
    readonly activity?: ChartTable;
  }[];
}

/** What a picture of a chart is told apart by, beside a page. */
export interface ChartLabel {
  readonly title: string;
  /** Begins the name of its file. */
  readonly file: string;
}

/** Labels of charts whose files are named as they are. */
export function labelled(titles: Readonly<Record<string, string>>): Record<string, ChartLabel> {
  return Object.fromEntries(Object.entries(titles).map(([chart, title]) => [chart, { title, file: chart }]));
}

/** A place for a chart, with what it shows in words for those who do not see it. */
export function chartFigure(chart: string, title: string, caption: string): Html {
  return html`<figure><figcaption><h3 id="title-${chart}">${title}</h3><p id="caption-${chart}">${sentence(caption)}</p></figcaption>
<div class="chart" id="chart-${chart}" role="img" aria-labelledby="title-${chart} caption-${chart}"></div></figure>\n`;
}

export function chooser(choice: NonNullable<ChartGroup['choice']>, label: string, names: readonly string[]): Html {
  const options = names.map((each) => html`<option>${each}</option>`);
  return html`<p class="choose"><label for="${choice}">${label}</label><select id="${choice}" autocomplete="off">${options}</select></p>`;
}

/** Vega-Lite is compiled to Vega here, which spares every page 250 kB and the reader's browser the work. */
export function compiled(spec: TopLevelSpec) {
  const made = compile(spec).spec;
  // Lines of a grid are as long as the scale across, from the edge on, which is wrong where that scale leaves room for labels.
  const axes = made.axes?.map(({ gridScale: _, ...axis }) => axis);
  return axes === undefined ? made : { ...made, axes };
}

export function allCompiled(specs: Readonly<Record<string, TopLevelSpec>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(specs).map(([chart, spec]) => [chart, compiled(spec)]));
}

/**
 * Writes the `label` of each datum beside the points of the layer of that name, where there is room for it beside the layers
 * `avoiding`: what Vega can and Vega-Lite cannot.
 */
export function withLabels(spec: ReturnType<typeof compiled>, layer: string, avoiding: readonly string[]): unknown {
  const label = {
    type: 'text',
    from: { data: `${layer}_marks` },
    encode: {
      enter: { text: { field: 'datum.label' }, fontSize: { value: 11 }, fill: { value: INK } },
    },
    transform: [
      {
        type: 'label',
        // While the window changes, there may be no width at all.
        size: { signal: '[max(1, width), max(1, height)]' },
        anchor: ['right', 'top-right', 'top', 'bottom-right', 'left', 'bottom', 'top-left', 'bottom-left'],
        offset: [6],
        avoidMarks: avoiding.map((each) => `${each}_marks`),
      },
    ],
  };
  return { ...spec, marks: [...(spec.marks ?? []), label] };
}

/** What the page's script reads; names and titles stand in the page already. */
export function chartData(groups: readonly ChartGroup[]): Html {
  const read = groups.map(({ choice, specs, subjects }) => ({
    ...{ choice, specs },
    subjects: subjects.map(({ captions, tables, activity }) => ({ captions, tables, activity })),
  }));
  return { html: forChart(read) };
}
