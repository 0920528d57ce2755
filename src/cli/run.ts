// `coldstart run`: simulates a scenario, prints a summary, writes the report.
import { join } from 'node:path';
import type { CommandModule } from 'yargs';
import { resultOf } from '../experiments/result.js';
import { resultJson, summaryJson } from '../report/json.js';
import type { Result, RunResult } from '../result.js';
import type { Job } from '../runner/job.js';
import { formatDiagnostic } from '../scenario/diagnostics.js';
import { BadInput, EXIT } from './fail.js';
import { type InvocationsFile, invocationsFile } from './invocations.js';
import { unfinishedFile } from './output.js';
import { showProgress } from './progress.js';
import { type CheckedScenario, checkedScenario } from './scenario.js';

const FORMATS = ['table', 'json', 'csv', 'markdown'] as const;

export interface RunFlags {
  readonly scenario: string;
  readonly seed?: string | undefined;
  readonly replications?: number | undefined;
  readonly set?: string[] | undefined;
  readonly out?: string | undefined;
  readonly format: (typeof FORMATS)[number];
  readonly workers?: number | undefined;
  readonly check: boolean;
  readonly events?: string | undefined;
  readonly invocations?: string | undefined;
  readonly quiet: boolean;
}

export const runCommand: CommandModule<object, RunFlags> = {
  command: 'run <scenario>',
  describe: 'Simulate a scenario, print a summary and write the report',
  builder: (yargs) =>
    yargs
      .positional('scenario', { type: 'string', demandOption: true, describe: 'Scenario file (YAML or JSON)' })
      .option('seed', { type: 'string', describe: "Instead of the scenario's seed" })
      .option('replications', { type: 'number', describe: 'Independent runs; more than one gives 95 % intervals' })
      .option('set', { type: 'string', array: true, nargs: 1, describe: 'Change one setting: path=value (repeatable)' })
      .option('out', { type: 'string', describe: 'Folder of the report [default: reports/<scenario name>]' })
      .option('format', { choices: FORMATS, default: 'table' as const, describe: 'What standard output holds' })
      .option('workers', { type: 'number', describe: 'Threads [default: all processors]' })
      .option('check', { type: 'boolean', default: false, describe: 'Exit with 1 if an slo fails' })
      .option('events', { type: 'string', describe: 'Write one line an event to this file (TSV)' })
      .option('invocations', {
        type: 'string',
        describe: 'Write one row an invocation to this file (.csv, .ndjson or .parquet)',
      })
      .option('quiet', { type: 'boolean', default: false, describe: 'No summary, no progress' })
      .example('$0 run scenarios/quickstart.yaml', 'simulate and report')
      .example('$0 run api.yaml --replications 20 --set functions.api.memory=512', 'what if, with intervals'),
  handler: async (flags) => {
    process.exitCode = await run(flags);
  },
};

async function run(flags: RunFlags): Promise<number> {
  wholeNumber('replications', flags.replications);
  wholeNumber('workers', flags.workers);
  const set = [
    ...(flags.set ?? []),
    ...(flags.replications === undefined ? [] : [`replications=${flags.replications}`]),
  ];
  const checked = checkedScenario(flags.scenario, { set, seed: flags.seed });
  const warnings = checked.warnings.map((warning) => warning.message);
  if (!flags.quiet) for (const warning of checked.warnings) process.stderr.write(`${formatDiagnostic(warning)}\n`);

  const events = flags.events === undefined ? null : unfinishedFile(flags.events);
  const invocations = flags.invocations === undefined ? null : await invocationsFile(flags.invocations);
  const { runs, interrupted } = await simulateAll(checked, flags, events?.path ?? null, invocations);
  // The log is that of the first replication.
  if (runs[0]?.replication === 0) events?.finish();
  else events?.discard();
  if (runs.length > 0) await invocations?.finish(runs.map((each) => each.replication));
  if (runs.length === 0) return EXIT.interrupted;
  const result = resultOf(checked.scenario, runs, { command: commandOf(flags), warnings, interrupted });
  const directory = flags.out ?? join('reports', folderName(checked.scenario.name));
  await writeFiles(directory, result);
  await print(result, directory, flags);
  if (interrupted) return EXIT.interrupted;
  return flags.check && result.slo.some((slo) => !slo.passed) ? EXIT.sloFailed : EXIT.done;
}

/** Runs every replication on the machine's threads; Ctrl-C ends them and keeps those that have finished. */
async function simulateAll(
  { scenario, directory }: CheckedScenario,
  flags: RunFlags,
  eventLog: string | null,
  invocations: InvocationsFile | null,
): Promise<{ runs: readonly RunResult[]; interrupted: boolean }> {
  const { runJobs } = await import('../runner/pool.js');
  const abort = new AbortController();
  const onInterrupt = (): void => {
    if (abort.signal.aborted) process.exit(EXIT.interrupted);
    abort.abort();
  };
  const jobs = Array.from({ length: scenario.replications }, (_, replication): Job => {
    const eventsFile = replication === 0 ? eventLog : null;
    const part = invocations?.part(replication) ?? null;
    return { scenario, replication, directory, eventsFile, invocations: part, progress: new SharedArrayBuffer(8) };
  });
  const clocks = jobs.map((job) => new Float64Array(job.progress));
  const done = (): number => clocks.reduce((sum, [time]) => sum + time! / scenario.duration, 0) / jobs.length;
  const progress = flags.quiet ? null : showProgress(done, (scenario.duration / 1000) * jobs.length);
  process.on('SIGINT', onInterrupt);
  try {
    const simulated = runJobs(jobs, { signal: abort.signal, ...(flags.workers && { workers: flags.workers }) });
    const [runs] = await Promise.all([simulated, loadReport()]);
    return { runs, interrupted: abort.signal.aborted };
  } finally {
    process.off('SIGINT', onInterrupt);
    progress?.stop();
  }
}

/** The report's modules are heavy: they are loaded while the workers simulate. */
function loadReport() {
  return Promise.all([
    import('../report/html.js'),
    import('../report/assets.js'),
    import('../report/markdown.js'),
    import('../report/write.js'),
  ]);
}

async function writeFiles(directory: string, result: Result): Promise<void> {
  const [{ htmlReport }, { loadAssets }, { markdownSummary }, { writeReport }] = await loadReport();
  try {
    await writeReport(directory, {
      'result.json': resultJson(result),
      'summary.json': summaryJson(result),
      'summary.md': markdownSummary(result),
      'report.html': htmlReport(result, loadAssets()),
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new BadInput(`cannot write the report to ${directory}: ${reason}`);
  }
}

async function print(result: Result, directory: string, flags: RunFlags): Promise<void> {
  switch (flags.format) {
    case 'json':
      return write(resultJson(result));
    case 'csv':
      return write((await import('../report/csv.js')).summaryCsv(result));
    case 'markdown':
      return write((await import('../report/markdown.js')).markdownSummary(result));
    case 'table': {
      if (flags.quiet) return;
      const { terminalSummary } = await import('../report/terminal.js');
      const colour = process.stdout.isTTY && process.env['NO_COLOR'] === undefined;
      await write(terminalSummary(result, { width: Math.min(process.stdout.columns || 80, 80), colour }));
      await write(`\nReport: ${join(directory, 'report.html')}\n`);
    }
  }
}

/** Waits until a pipe has taken everything: a large document must not be cut off when the process ends. */
function write(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => (error ? reject(error) : resolve()));
  });
}

function wholeNumber(flag: string, value: number | undefined): void {
  if (value !== undefined && !(Number.isInteger(value) && value >= 1)) {
    throw new BadInput(`--${flag} must be a whole number from 1, for example --${flag} 4`);
  }
}

/** The scenario's name as a folder name: it comes from a file that a stranger may have written. */
export function folderName(name: string): string {
  const safe = name
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[.-]+/, '')
    .slice(0, 80);
  return safe === '' ? 'scenario' : safe;
}

/** The command that gives the same figures again. */
function commandOf(flags: RunFlags): string {
  const words = ['coldstart', 'run', flags.scenario];
  if (flags.seed !== undefined) words.push('--seed', flags.seed);
  if (flags.replications !== undefined) words.push('--replications', String(flags.replications));
  for (const setting of flags.set ?? []) words.push('--set', setting);
  return words.map(quoted).join(' ');
}

const quoted = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);
