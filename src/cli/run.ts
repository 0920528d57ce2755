// `coldstart run`: simulates scenarios one after another; prints a summary of each and writes its report.
import type { CommandModule } from 'yargs';
import type { Timeline } from '../metrics/timeline.js';
import { HOURS_PER_MONTH } from '../pricing/prices.js';
import type { Origins } from '../report/page/settings-section.js';
import type { Result } from '../result.js';
import { show } from '../scenario/diagnostics.js';
import { BadInput, EXIT } from './fail.js';
import { reproducing, shellText } from './input/command-line.js';
import { GROUP, SCENARIO_FLAGS, type ScenarioFlags, text, WORKERS, wholeNumber, yes } from './input/flags.js';
import { withMonth } from './input/month.js';
import { PRECISION_FLAGS, precisionOf, precisionWords } from './input/precision.js';
import type { CheckedScenario } from './input/scenario.js';
import { assumptionsOf, SENSITIVITY, type Sensitive } from './input/sensitivity.js';
import { CHARTS, chartFiles } from './output/charts.js';
import { JUNIT, writeJunit } from './output/junit.js';
import { FORMAT, type Format, printDocument, printSummary } from './output/print.js';
import { loadReport, reportFolders, saveReport } from './output/report.js';
import { seriesFile } from './output/series.js';
import { saveTimeline, timelinesOf } from './output/timeline.js';
import { unfinishedFile } from './output/unfinished-file.js';
import { BATCHES, batchesOf } from './steady/batches.js';

export interface RunFlags extends ScenarioFlags {
  readonly scenario: readonly string[];
  readonly variant?: string | undefined;
  readonly format: Format;
  readonly out?: string | undefined;
  readonly charts?: string | undefined;
  readonly events?: string | undefined;
  readonly invocations?: string | undefined;
  readonly series?: string | undefined;
  readonly trace?: string | undefined;
  readonly timeline?: string | undefined;
  readonly sensitivity?: Sensitive | undefined;
  readonly monthly?: boolean | undefined;
  readonly check?: boolean | undefined;
  readonly batches?: string | undefined;
  readonly precision?: string | undefined;
  readonly 'max-replications'?: string | undefined;
  readonly junit?: string | undefined;
  readonly quiet?: boolean | undefined;
  readonly workers?: string | undefined;
}

/** Files of one scenario, and what they hold of it. */
const LOGS = { events: 'log', invocations: 'log', series: 'series', trace: 'log', timeline: 'timeline' } as const;

/** What a scenario gave, and the timelines of its first replication: for the report, and in whole where that is asked for. */
interface Simulated {
  readonly result: Result;
  readonly timelines: readonly Timeline[];
}

export const runCommand: CommandModule<object, RunFlags> = {
  command: 'run <scenario..>',
  describe: 'Simulate scenarios and write their reports',
  builder: (yargs) =>
    yargs
      .positional('scenario', { type: 'string', array: true, demandOption: true, describe: 'Files, YAML or JSON' })
      .options({
        ...SCENARIO_FLAGS,
        variant: text(GROUP.scenario, 'Take this one of the variants: of the scenario'),
        format: FORMAT,
        out: text(
          GROUP.output,
          'Folder of the report; for several, of a folder each (default: reports/<scenario name>)',
        ),
        charts: CHARTS,
        events: text(GROUP.output, 'Write one line an event to this file (TSV)'),
        invocations: text(GROUP.output, 'Write one row an invocation to this file (.csv, .ndjson or .parquet)'),
        series: text(GROUP.output, 'Write one row a step of each metric to this file (.csv or .parquet)'),
        trace: text(GROUP.output, 'Write what each environment does to this file, for Perfetto (Chrome trace, JSON)'),
        timeline: text(GROUP.output, 'Write what each environment does to this file, as a page for the browser (HTML)'),
        sensitivity: SENSITIVITY,
        monthly: yes(GROUP.output, `Add what a month of ${HOURS_PER_MONTH} h would cost at this usage`),
        check: yes(GROUP.output, 'Exit with 1 if an slo fails'),
        batches: BATCHES,
        ...PRECISION_FLAGS,
        junit: JUNIT,
        quiet: yes(GROUP.output, 'No summary, no progress, no warnings'),
        workers: WORKERS,
      })
      .example('$0 run scenarios/quickstart.yaml', '')
      .example('$0 run api.yaml --set functions.api.memory=512 --replications 20', ''),
  handler: async (flags) => {
    process.exitCode = await run(flags);
  },
};

async function run(flags: RunFlags): Promise<number> {
  const workers = wholeNumber('workers', flags.workers);
  refuseSharedLogs(flags);
  const { checkedScenarios } = await import('./input/scenario.js');
  const scenarios = checkedScenarios(flags.scenario, flags).map((each) => withMonth(each, flags.monthly === true));
  const folders = reportFolders(scenarios, flags.out);
  const junit = flags.junit === undefined ? null : unfinishedFile(flags.junit);
  const charts = await chartFiles(flags.charts);
  const series = flags.series === undefined ? null : await seriesFile(flags.series);
  const timeline = flags.timeline === undefined ? null : unfinishedFile(flags.timeline);
  const remarks = flags.quiet ? [] : scenarios.flatMap((each) => each.remarks);
  for (const remark of remarks) process.stderr.write(`${remark}\n`);
  const { untilInterrupted } = await import('./simulation.js');
  return untilInterrupted(async (signal) => {
    const results: Result[] = [];
    for (const [index, each] of scenarios.entries()) {
      const done = signal.aborted ? null : await simulated(each, flags, { workers, signal });
      if (done === null) break;
      const { result, timelines } = done;
      const folder = folders[index]!;
      await saveReport(folder, result, charts, { timeline: timelines[0], origins: await originsOf(each, flags) });
      await series?.finish(result);
      if (timeline !== null) await saveTimeline(timeline, result, timelines[1]);
      if (flags.format === 'table' && !flags.quiet) await printSummary(result, folder, index > 0);
      results.push(result);
    }
    if (flags.format !== 'table') await printDocument(results, flags.format, scenarios.length > 1);
    await writeJunit(
      junit,
      results.map(({ scenario, slo, runs }) => ({ name: scenario, slo, isBound: runs.length > 1 })),
    );
    if (signal.aborted) return interrupted(scenarios, results, flags);
    return flags.check && results.some(({ slo }) => slo.some(({ passed }) => !passed)) ? EXIT.sloFailed : EXIT.done;
  });
}

/** Null where the run was ended before a replication had finished. */
async function simulated(
  each: CheckedScenario,
  flags: RunFlags,
  how: { readonly workers: number | undefined; readonly signal: AbortSignal },
): Promise<Simulated | null> {
  const { directory } = each;
  const [{ foundWarmUp, settled }, { withWorkers }, { replicate }, { resultOf }, { invocationsFile }, steady, reruns] =
    await Promise.all([
      import('./steady/warm-up.js'),
      import('./simulation.js'),
      import('../experiments/replicate.js'),
      import('../experiments/result.js'),
      import('./output/invocations.js'),
      import('../experiments/steady/batch-means.js'),
      import('../experiments/sensitivity/sensitivity.js'),
    ]);
  const { sensitivityOf, rerunsOf } = reruns;
  const precision = precisionOf(flags, each.scenario);
  const batches = batchesOf(flags, each.scenario);
  const events = flags.events === undefined ? null : unfinishedFile(flags.events);
  const trace = flags.trace === undefined ? null : unfinishedFile(flags.trace);
  const invocations = flags.invocations === undefined ? null : await invocationsFile(flags.invocations);
  const setup = { directory, monthly: flags.monthly === true };
  const running = { ...how, quiet: flags.quiet === true };
  const replications = precision?.limit ?? each.scenario.replications;
  const warmUp = await foundWarmUp([{ scenario: each.scenario, directory, replications }], running);
  if (warmUp === null) return null;
  const scenario = settled(each.scenario, warmUp);
  const assumptions = assumptionsOf(flags.sensitivity);
  const jobs = replications * (1 + rerunsOf(scenario, assumptions));
  const extent = { name: scenario.name, jobs, simulatedMs: scenario.duration / 1000 };
  return withWorkers(running, extent, async (workers) => {
    const logs = (replication: number) => ({
      eventsFile: replication === 0 ? (events?.path ?? null) : null,
      invocations: invocations?.part(replication) ?? null,
      traceFile: replication === 0 ? (trace?.path ?? null) : null,
      timelines: replication === 0 ? timelinesOf(flags.timeline) : [],
    });
    const done =
      batches === undefined
        ? replicate(workers, scenario, { ...setup, precision, logs })
        : steady.runInBatches(workers, scenario, { ...setup, logs }, batches);
    const [{ runs, precision: reached, batchMeans, timelines }] = await Promise.all([done, loadReport()]);
    // The log and the trace are those of the first replication.
    for (const file of [events, trace]) {
      if (runs[0]?.replication === 0) file?.finish();
      else file?.discard();
    }
    if (runs.length > 0) await invocations?.finish(runs.map(({ replication }) => replication));
    if (runs.length === 0) return null;
    const missing = reached === undefined ? runs.length < scenario.replications : reached.stoppedBy === 'interrupted';
    const sensitivity =
      assumptions.length === 0 || missing ? null : await sensitivityOf(workers, scenario, runs, assumptions, setup);
    const result = resultOf(scenario, runs, {
      command: reproducing('run', [each.file], flags, furtherFlags(flags)),
      warnings: each.warnings,
      interrupted: missing || (assumptions.length > 0 && sensitivity === null),
      precision: reached,
      warmUp,
      batchMeans,
      ...(sensitivity && { sensitivity }),
    });
    return { result, timelines };
  });
}

/** Where the settings of a scenario come from. */
async function originsOf({ scenario, source }: CheckedScenario, { seed }: RunFlags): Promise<Origins> {
  const { explainSettings } = await import('../scenario/settings/explain.js');
  return explainSettings(scenario, source, seed);
}

/** Beside the scenario's own flags, those that decide what stands in the result. */
function furtherFlags({ variant, monthly, sensitivity, batches, ...flags }: RunFlags): string[] {
  return [
    ...(variant === undefined ? [] : ['--variant', variant]),
    ...(monthly ? ['--monthly'] : []),
    ...(sensitivity === undefined ? [] : ['--sensitivity', sensitivity]),
    ...(batches === undefined ? [] : ['--batches', batches]),
    ...precisionWords(flags),
  ];
}

function refuseSharedLogs(flags: RunFlags): void {
  const [first = '', second] = flags.scenario;
  if (second === undefined) return;
  for (const [log, holds] of Object.entries(LOGS)) {
    const file = flags[log as keyof typeof LOGS];
    if (file === undefined) continue;
    const alone = shellText(['coldstart', 'run', first, `--${log}`, file]);
    throw new BadInput(
      `--${log} holds the ${holds} of one scenario: run each by itself, for example ${show(alone, 300)}`,
    );
  }
}

function interrupted(scenarios: readonly CheckedScenario[], results: readonly Result[], flags: RunFlags): number {
  const lost = scenarios.slice(results.length).map(({ file }) => show(file, 200));
  if (!flags.quiet && lost.length > 0) process.stderr.write(`Interrupted: nothing is written of ${lost.join(', ')}\n`);
  return EXIT.interrupted;
}
