// The comparison as one HTML page: the verdict on each variant, charts of what differs, the tables, and what reproduces it. Says what
// is shown, not how it looks.
import type { Comparison } from '../../experiment-result.js';
import type { HtmlAssets } from '../assets.js';
import { capital } from '../content/tables.js';
import { count, duration } from '../format.js';
import { htmlPage } from '../html.js';
import { allCompiled, type ChartGroup, chartFigure, chooser, labelled } from '../page/drawn.js';
import { folded, type Html, html, list, NO_HTML, name, section, table } from '../page/markup.js';
import { comparisonCharts } from './charts.js';
import { differenceTable, functionsOf, objectives, others, readingText, verdict } from './content.js';
import {
  differenceCaption,
  differenceColumns,
  drawnVariants,
  largestShare,
  latencyCaption,
  latencyColumns,
} from './data.js';
import { changedVerdicts } from './sensitivity.js';
import { objectiveTable, settingTable, variantNames } from './settings.js';

export function comparisonPage(comparison: Comparison, assets: HtmlAssets): string {
  const sections = [
    inShort,
    chartSection,
    differenceSection,
    sensitivitySection,
    objectiveSection,
    settingSection,
    readingSection,
    warningSection,
    reproduceSection,
  ];
  const content = {
    title: `${comparison.scenario}, compared`,
    version: comparison.version,
    header: headerOf(comparison),
    sections: sections.map((each) => each(comparison)),
    charts: [comparisonGroup(comparison)],
  };
  return htmlPage(content, assets);
}

function headerOf(comparison: Comparison): Html {
  const { scenario, base, seed, replications, variants } = comparison;
  const { description, horizonMs, warmupMs } = variants[base]!;
  const lead = description === '' ? NO_HTML : html`<p class="lead"><bdi>${description}</bdi></p>`;
  const warmup = warmupMs > 0 ? `, the first ${duration(warmupMs)} left out` : '';
  const runs = replications === 1 ? '1 replication' : `${count(replications)} replications of each`;
  return html`<header><p class="kind">coldstart comparison</p><h1>${name(scenario)}</h1>${lead}
<p class="note">${joined(others(comparison))} compared with ${base === 'base' ? '' : 'the base '}${name(base)} · ${duration(horizonMs)} simulated${warmup} · ${runs} · seed <bdi>${seed}</bdi></p></header>\n`;
}

function joined(names: readonly string[]): Html[] {
  return names.map(
    (each, index) => html`${index === 0 ? '' : index === names.length - 1 ? ' and ' : ', '}${name(each)}`,
  );
}

function inShort(comparison: Comparison): Html {
  const verdicts = others(comparison).map((each) => html`<b>${name(each)}</b> ${verdict(comparison, each)}.`);
  const kept = objectives(comparison).map(({ variant, missed, of }) =>
    missed.length === 0
      ? html`<b>${name(variant)}</b> <span class="good">✓ keeps ${of === 1 ? 'the objective' : `all ${of} objectives`}</span>.`
      : html`<b>${name(variant)}</b> <span class="bad">✗ misses ${count(missed.length)} of ${of === 1 ? '1 objective' : `${of} objectives`}</span>: ${codes(missed)}.`,
  );
  return section('verdict', 'In short', [
    comparison.interrupted
      ? html`<p class="bad"><b>Interrupted</b>: only replications that had finished for all are counted.</p>`
      : NO_HTML,
    list(verdicts, 'verdict'),
    list(kept),
  ]);
}

const codes = (texts: readonly string[]): Html[] =>
  texts.map((each, index) => html`${index === 0 ? '' : ', '}<code>${name(each)}</code>`);

/** All functions together, then each that is in all variants. */
function placesOf(comparison: Comparison): { readonly title: string; readonly place: string }[] {
  const [first = [], ...rest] = others(comparison).map((each) => functionsOf(comparison, each));
  const common = first.filter((each) => rest.every((names) => names.includes(each)));
  return [
    { title: 'All functions', place: 'total' },
    ...common.map((each) => ({ title: each, place: `functions.${each}` })),
  ];
}

const TITLES = { differences: 'Difference to the base', latency: 'Latency' };

function chartSection(comparison: Comparison): Html {
  const places = placesOf(comparison);
  const hidden = others(comparison).length - drawnVariants(comparison).length;
  return section('charts', 'What differs, drawn', [
    hidden > 0
      ? html`<p class="note">The charts show the first ${drawnVariants(comparison).length} variants; the tables have the ${hidden} others too.</p>`
      : NO_HTML,
    html`<noscript><p>The charts need JavaScript; the tables hold the same figures.</p></noscript>`,
    places.length > 1
      ? chooser(
          'function',
          'Function',
          places.map(({ title }) => title),
        )
      : NO_HTML,
    html`<div class="stacked">${chartFigure('differences', TITLES.differences, differenceCaption(comparison, 'total'))}${chartFigure('latency', TITLES.latency, latencyCaption(comparison, 'total'))}</div>`,
  ]);
}

/** The charts of the page: what differs and the latencies, of all functions and of each. */
export function comparisonGroup(comparison: Comparison): ChartGroup {
  const places = placesOf(comparison);
  const latencies = places.map(({ place }) => latencyColumns(comparison, place));
  const differences = places.map(({ place }) => differenceColumns(comparison, place));
  const ends = latencies.flatMap((columns) => [...(columns['low'] ?? []), ...(columns['high'] ?? [])]).map(Number);
  const frame = {
    base: comparison.base,
    variants: drawnVariants(comparison),
    metrics: Math.max(0, ...differences.map(({ metric = [] }) => new Set(metric).size)),
    latencyMs: ends.length === 0 ? ([1, 1000] as const) : ([Math.min(...ends), Math.max(...ends)] as const),
    largestShare: largestShare(
      comparison,
      places.map(({ place }) => place),
    ),
  };
  return {
    choice: 'function',
    specs: allCompiled(comparisonCharts(frame)),
    labels: labelled(TITLES),
    subjects: places.map(({ title, place }, index) => ({
      name: title,
      captions: { differences: differenceCaption(comparison, place), latency: latencyCaption(comparison, place) },
      tables: { differences: { rows: differences[index]! }, latency: { rows: latencies[index]! } },
    })),
  };
}

function sensitivitySection(comparison: Comparison): Html {
  const texts = changedVerdicts(comparison).map((text) => html`<bdi>${capital(text)}</bdi>.`);
  return section('sensitivity', 'Under other assumptions', [list(texts)]);
}

function differenceSection(comparison: Comparison): Html {
  const blocks = others(comparison).map((variant) => {
    const functions = functionsOf(comparison, variant).map((each) =>
      folded(each, table(differenceTable(comparison, variant, `functions.${each}`), 'quiet')),
    );
    return html`<div class="block"><h3>${name(variant)} beside ${name(comparison.base)}</h3>${table(differenceTable(comparison, variant), 'quiet')}${functions}</div>`;
  });
  return section('differences', 'What differs, in figures', blocks);
}

function objectiveSection(comparison: Comparison): Html {
  return section('objectives', 'Objectives', [table(objectiveTable(comparison), 'quiet')]);
}

function settingSection(comparison: Comparison): Html {
  const content = settingTable(comparison);
  return section('settings', 'Settings that differ', [
    content.rows.length === 0
      ? html`<p>None of those that a report shows. What else differs stands in the scenarios.</p>`
      : table(content, 'quiet'),
  ]);
}

function readingSection(comparison: Comparison): Html {
  return section('reading', 'How to read it', [
    html`<p><bdi>${readingText(comparison)}</bdi></p>`,
    html`<p>A difference is more than chance where its interval leaves 0 out. <b>Variance saved</b>: how many times the variance of the difference would be as large with random numbers of its own for each variant.</p>`,
  ]);
}

function warningSection({ warnings }: Comparison): Html {
  return section('warnings', 'Warnings', [list(warnings.map((warning) => html`<bdi>${warning}</bdi>`))]);
}

function reproduceSection(comparison: Comparison): Html {
  const { reproduce, seed, version, variants } = comparison;
  const facts = variantNames(comparison).map((each) => {
    const own = variants[each]!.reproduce;
    return html`<dt>${name(each)}</dt><dd><code><bdi>${own.command}</bdi></code><br><span class="note">scenario <code>${own.scenarioHash}</code></span></dd>\n`;
  });
  return section('reproduce', 'Reproduce', [
    html`<pre tabindex="0" role="region" aria-label="Command"><code><bdi>${reproduce.command}</bdi></code></pre>`,
    html`<p>Each variant on its own:</p><dl class="facts">${facts}<dt>Seed</dt><dd><code><bdi>${seed}</bdi></code></dd>
<dt>Version of coldstart</dt><dd><code>${version}</code></dd></dl>`,
  ]);
}
