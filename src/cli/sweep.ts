// `coldstart sweep`: a grid of settings, in parallel; what is finished is kept, so that the same command goes on where it was ended.
import { join } from 'node:path';
import type { CommandModule } from 'yargs';
import { REPLICATIONS } from '../experiments/planned.js';
import type { PlannedPoint, SweepContext } from '../experiments/sweep.js';
import { HOURS_PER_MONTH } from '../pricing/prices.js';
import { show } from '../scenario/diagnostics.js';
import type { Scenario } from '../scenario/types.js';
import { BadInput, EXIT } from './fail.js';
import { reproducing } from './input/command-line.js';
import { GROUP, SCENARIO_FLAGS, type ScenarioFlags, text, texts, WORKERS, wholeNumber, yes } from './input/flags.js';
import { monthWarning } from './input/month.js';
import { CHARTS, type ChartFiles, chartFiles } from './output/charts.js';
import { JUNIT, writeJunit } from './output/junit.js';
import { FORMAT, type Format, printSweep } from './output/print.js';
import { folderName, refuseUnwritable, saveSweep } from './output/report.js';
import { unfinishedFile } from './output/unfinished-file.js';
import type { Running } from './simulation.js';
import type { Found } from './steady/warm-up.js';

interface SweepFlags extends ScenarioFlags {
  readonly scenario: string;
  readonly vary: readonly string[];
  readonly metric?: readonly string[] | undefined;
  readonly format: Format;
  readonly out?: string | undefined;
  readonly charts?: string | undefined;
  readonly fresh?: boolean | undefined;
  readonly monthly?: boolean | undefined;
  readonly check?: boolean | undefined;
  readonly junit?: string | undefined;
  readonly quiet?: boolean | undefined;
  readonly workers?: string | undefined;
}

export const sweepCommand: CommandModule<object, SweepFlags> = {
  command: 'sweep <scenario>',
  describe: 'Simulate a grid of settings and find those worth their money',
  builder: (yargs) =>
    yargs
      .positional('scenario', { type: 'string', demandOption: true, describe: 'A file, YAML or JSON' })
      .options({
        ...SCENARIO_FLAGS,
        vary: {
          ...texts(GROUP.scenario, 'path=v1,v2 or path=from..to:step, or variants=a,b; again for another axis'),
          demandOption: true,
        },
        replications: text(
          GROUP.scenario,
          `Independent runs of each point (default: the scenario's, or ${REPLICATIONS} where it says none)`,
        ),
        metric: texts(GROUP.output, 'Look at this metric, such as latencyMs.p99; again for another'),
        format: FORMAT,
        out: text(GROUP.output, 'Folder of the report and of finished points (default: reports/<scenario name>/sweep)'),
        charts: CHARTS,
        fresh: yes(GROUP.output, 'Simulate finished points again'),
        monthly: yes(GROUP.output, `Weigh by what a month of ${HOURS_PER_MONTH} h would cost at this usage`),
        check: yes(GROUP.output, 'Exit with 1 if no point meets every slo'),
        junit: JUNIT,
        quiet: yes(GROUP.output, 'No summary, no progress, no warnings'),
        workers: WORKERS,
      })
      .example('$0 sweep api.yaml --vary functions.api.memory=512..2048:256', '')
      .example('$0 sweep api.yaml --vary variants=base,more --vary functions.api.keepAlive=aws-2019,aws-2021', ''),
  handler: async (flags) => {
    process.exitCode = await sweepIt(flags);
  },
};

async function sweepIt(flags: SweepFlags): Promise<number> {
  const workers = wholeNumber('workers', flags.workers);
  const [{ gridOfFlags }, { costMetric }, { untilInterrupted }, { foundWarmUp }, { cornersOf }] = await Promise.all([
    import('./input/grid.js'),
    import('../experiments/sweep.js'),
    import('./simulation.js'),
    import('./steady/warm-up.js'),
    import('../experiments/steady/corners.js'),
  ]);
  const { vary, points, remarks, warnings } = gridOfFlags(flags.scenario, flags, flags.vary);
  const { scenario } = points[0]!;
  const monthly = flags.monthly === true;
  const metrics = await metricsOf(flags, points);
  refuseUnwritable(folderOf(flags, scenario));
  const charts = await chartFiles(flags.charts);
  const month = monthly ? monthWarning(scenario, '--monthly') : null;
  const said = [...remarks, ...(month === null ? [] : [`warning: ${month}`])];
  if (!flags.quiet) for (const each of said) process.stderr.write(`${each}\n`);
  const directory = join(flags.scenario, '..');
  const context = {
    ...{ directory, monthly, vary },
    metrics: [...metrics, costMetric(monthly)],
    warnings: [...warnings, ...(month === null ? [] : [month])],
    command: reproducing('sweep', [flags.scenario], flags, furtherFlags(flags)),
  };
  return untilInterrupted(async (signal) => {
    const running = { workers, quiet: flags.quiet === true, signal };
    const unsettled = points.filter((each) => each.scenario.warmupBy !== undefined);
    const pilots = cornersOf(unsettled).map((each) => ({
      ...each,
      directory,
      replications: each.scenario.replications,
    }));
    const warmUp = await foundWarmUp(pilots, running);
    return warmUp === null ? EXIT.interrupted : swept(points, { ...context, warmUp, charts }, flags, running);
  });
}

/** Simulates what is missing of the grid, under the warm-up that was found, and reports. */
async function swept(
  given: readonly PlannedPoint[],
  context: SweepContext & { readonly warmUp: Found; readonly charts: ChartFiles | null },
  flags: SweepFlags,
  running: Running,
): Promise<number> {
  const [{ storedPoints, sweep }, { withWorkers }, { settled }] = await Promise.all([
    import('../experiments/sweep.js'),
    import('./simulation.js'),
    import('./steady/warm-up.js'),
  ]);
  const points = given.map((each) => ({ ...each, scenario: settled(each.scenario, context.warmUp) }));
  const { scenario } = points[0]!;
  const folder = folderOf(flags, scenario);
  const complain = (problem: string): void => {
    process.stderr.write(`warning: ${show(problem, 400)}\n`);
  };
  const junit = flags.junit === undefined ? null : unfinishedFile(flags.junit);
  const how = { ...context, fresh: flags.fresh === true, complain };
  const finished = storedPoints(join(folder, 'points'), points, how);
  const missing = points.filter((_, place) => finished.read(place) === null);
  const jobs = missing.reduce((sum, each) => sum + each.scenario.replications, 0);
  const extent = { name: scenario.name, jobs: Math.max(1, jobs), simulatedMs: scenario.duration / 1000 };
  const done = await withWorkers(running, extent, (pool) => sweep(pool, points, finished, context));
  if (done.points.length > 0) await saveSweep(folder, done, context.charts);
  const isBound = scenario.replications > 1;
  await writeJunit(
    junit,
    done.points.map(({ set, slo }) => ({ name: `${scenario.name}: ${settingText(set)}`, slo, isBound })),
  );
  if (flags.format !== 'table' || !flags.quiet) await printSweep(done, flags.format, folder);
  if (running.signal.aborted) return EXIT.interrupted;
  const isMet = done.points.some(({ slo }) => slo.every(({ passed }) => passed));
  return flags.check && !isMet ? EXIT.sloFailed : EXIT.done;
}

const folderOf = ({ out }: SweepFlags, { name }: Scenario): string => out ?? join('reports', folderName(name), 'sweep');

async function metricsOf(flags: SweepFlags, [first]: readonly PlannedPoint[]): Promise<readonly string[]> {
  const { metricPath, metricsToLookAt } = await import('../experiments/metrics.js');
  const { scenario } = first!;
  if (flags.metric === undefined) return metricsToLookAt(scenario);
  return flags.metric.map((given) => {
    const found = metricPath(given, scenario);
    if ('path' in found) return found.path;
    throw new BadInput(
      `--metric ${show(given)}: ${found.message}${found.hint === undefined ? '' : ` (${found.hint})`}`,
    );
  });
}

const settingText = (set: PlannedPoint['set']): string =>
  Object.entries(set)
    .map(([path, value]) => `${path}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ');

function furtherFlags({ vary, metric = [], monthly }: SweepFlags): string[] {
  return [
    ...vary.flatMap((each) => ['--vary', each]),
    ...metric.flatMap((each) => ['--metric', each]),
    ...(monthly ? ['--monthly'] : []),
  ];
}
