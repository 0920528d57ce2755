// The files of a report: which folder they go to, whether that can be had, and writing them.
import { accessSync, constants, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Comparison, Sweep } from '../../experiment-result.js';
import type { Beside } from '../../report/html.js';
import { experimentJson, resultJson, summaryJson } from '../../report/json.js';
import type { Result } from '../../result.js';
import { reasonOf } from '../../runner/reason.js';
import { show } from '../../scenario/diagnostics.js';
import { BadInput } from '../fail.js';
import type { CheckedScenario } from '../input/scenario.js';
import type { ChartFiles } from './charts.js';

/**
 * A folder for each scenario: `reports/<name>`; with `--out` that folder, and for several scenarios `<name>` in it. Throws
 * `BadInput` where two would share one, or one cannot be written.
 */
export function reportFolders(scenarios: readonly CheckedScenario[], out: string | undefined): string[] {
  const several = scenarios.length > 1;
  const folders = scenarios.map(({ scenario: { name } }) =>
    out !== undefined && !several ? out : join(out ?? 'reports', folderName(name)),
  );
  refuseSharing(scenarios, folders);
  for (const folder of folders) refuseUnwritable(folder);
  return folders;
}

/** The scenario's name as a folder name: it comes from a file that a stranger may have written. */
export function folderName(name: string): string {
  const safe = name
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[.-]+/, '')
    .slice(0, 80);
  return safe === '' ? 'scenario' : safe;
}

function refuseSharing(scenarios: readonly CheckedScenario[], folders: readonly string[]): void {
  const first = new Map<string, string>();
  for (const [index, { file }] of scenarios.entries()) {
    const folder = folders[index]!;
    // Many file systems do not tell cases apart.
    const key = folder.toLowerCase();
    const other = first.get(key);
    if (other !== undefined) {
      throw new BadInput(
        `${show(other, 200)} and ${show(file, 200)} would both report to ${show(folder, 200)}: give one of them another ` +
          'name:, or run them one by one with --out',
      );
    }
    first.set(key, file);
  }
}

/** Looks at the nearest folder that exists; makes none, so that a run that is given up leaves none. */
export function refuseUnwritable(folder: string): void {
  try {
    let nearest = resolve(folder);
    while (statSync(nearest, { throwIfNoEntry: false }) === undefined) nearest = dirname(nearest);
    if (!statSync(nearest).isDirectory()) throw new Error('a file, not a folder');
    accessSync(nearest, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw cannotWrite(folder, error);
  }
}

const cannotWrite = (folder: string, error: unknown): BadInput =>
  new BadInput(`cannot write the report to ${show(folder, 200)}: ${show(reasonOf(error), 300)}`);

/** Heavy: load it while the workers simulate. */
export function loadReport() {
  return Promise.all([
    import('../../report/html.js'),
    import('../../report/assets.js'),
    import('../../report/markdown.js'),
    import('../../report/files/write.js'),
  ]);
}

/**
 * `charts` draws those of the page, where they are asked for; `beside` is what the page tells beside the result. Throws `BadInput`
 * where the folder cannot be written after all.
 */
export async function saveReport(
  folder: string,
  result: Result,
  charts: ChartFiles | null,
  beside: Beside,
): Promise<void> {
  const [{ htmlReport, resultCharts }, { loadAssets, withTimeline }, { markdownSummary }] = await loadReport();
  const assets = loadAssets();
  const files = {
    'result.json': resultJson(result),
    'summary.json': summaryJson(result),
    'summary.md': markdownSummary(result),
    'report.html': htmlReport(result, beside.timeline === undefined ? assets : withTimeline(assets), beside),
  };
  await write(folder, files);
  if (charts !== null) await write(join(folder, CHARTS), await charts(resultCharts(result)));
}

/** The same for a comparison. */
export async function saveComparison(folder: string, comparison: Comparison, charts: ChartFiles | null): Promise<void> {
  const [{ comparisonGroup, comparisonPage }, { comparisonMarkdown }, { loadAssets }] = await Promise.all([
    import('../../report/comparison/page.js'),
    import('../../report/comparison/markdown.js'),
    import('../../report/assets.js'),
  ]);
  await write(folder, {
    'comparison.json': experimentJson(comparison),
    'comparison.md': comparisonMarkdown(comparison),
    'comparison.html': comparisonPage(comparison, loadAssets()),
  });
  if (charts !== null) await write(join(folder, CHARTS), await charts([comparisonGroup(comparison)]));
}

/** The same for a sweep. */
export async function saveSweep(folder: string, sweep: Sweep, charts: ChartFiles | null): Promise<void> {
  const [{ sweepGroup, sweepPage }, { sweepMarkdown }, { sweepCsv }, { loadAssets }] = await Promise.all([
    import('../../report/sweep/page.js'),
    import('../../report/sweep/markdown.js'),
    import('../../report/sweep/csv.js'),
    import('../../report/assets.js'),
  ]);
  await write(folder, {
    'sweep.json': experimentJson(sweep),
    'sweep.csv': sweepCsv(sweep),
    'sweep.md': sweepMarkdown(sweep),
    'sweep.html': sweepPage(sweep, loadAssets()),
  });
  if (charts !== null) await write(join(folder, CHARTS), await charts([sweepGroup(sweep)]));
}

/** The folder of the pictures, in that of the report. */
const CHARTS = 'charts';

async function write(folder: string, files: Readonly<Record<string, string | Uint8Array>>): Promise<void> {
  const { writeReport } = await import('../../report/files/write.js');
  await writeReport(folder, files).catch((error: unknown) => {
    throw cannotWrite(folder, error);
  });
}
