// `coldstart compare`: several settings under the same traffic and the same random numbers; prints what they differ by, and
// writes it as a report.
import { join } from 'node:path';
import type { CommandModule } from 'yargs';
import type { Comparison } from '../experiment-result.js';
import { REPLICATIONS } from '../experiments/planned.js';
import { HOURS_PER_MONTH } from '../pricing/prices.js';
import { durationText } from '../scenario/duration-text.js';
import { EXIT } from './fail.js';
import { reproducing } from './input/command-line.js';
import { GROUP, SCENARIO_FLAGS, type ScenarioFlags, text, texts, WORKERS, wholeNumber, yes } from './input/flags.js';
import { withMonth } from './input/month.js';
import { assumptionsOf, SENSITIVITY, type Sensitive } from './input/sensitivity.js';
import { haveSameTraffic, type NamedVariant, variantsOf } from './input/variants.js';
import { CHARTS, chartFiles } from './output/charts.js';
import { JUNIT, writeJunit } from './output/junit.js';
import { FORMAT, type Format, printComparison } from './output/print.js';
import { folderName, refuseUnwritable, saveComparison } from './output/report.js';
import { unfinishedFile } from './output/unfinished-file.js';
import type { Found } from './steady/warm-up.js';

interface CompareFlags extends ScenarioFlags {
  readonly scenario: readonly string[];
  readonly variant?: readonly string[] | undefined;
  readonly base?: string | undefined;
  readonly format: Format;
  readonly out?: string | undefined;
  readonly charts?: string | undefined;
  readonly monthly?: boolean | undefined;
  readonly sensitivity?: Sensitive | undefined;
  readonly check?: boolean | undefined;
  readonly junit?: string | undefined;
  readonly quiet?: boolean | undefined;
  readonly workers?: string | undefined;
}

export const compareCommand: CommandModule<object, CompareFlags> = {
  command: 'compare <scenario..>',
  describe: 'Set several settings side by side under the same traffic',
  builder: (yargs) =>
    yargs
      .positional('scenario', {
        type: 'string',
        array: true,
        demandOption: true,
        describe: 'Several files, or one with variants:',
      })
      .options({
        ...SCENARIO_FLAGS,
        replications: text(
          GROUP.scenario,
          `Independent runs of each (default: the scenario's, or ${REPLICATIONS} where it says none)`,
        ),
        variant: texts(GROUP.scenario, 'Take only this variant; again for another'),
        base: text(GROUP.scenario, 'The variant to compare with (default: the first)'),
        format: FORMAT,
        out: text(GROUP.output, 'Folder of the report (default: reports/<scenario name>/comparison)'),
        charts: CHARTS,
        monthly: yes(GROUP.output, `Add what a month of ${HOURS_PER_MONTH} h would cost at this usage`),
        sensitivity: SENSITIVITY,
        check: yes(GROUP.output, 'Exit with 1 if an slo of any variant fails'),
        junit: JUNIT,
        quiet: yes(GROUP.output, 'No summary, no progress, no warnings'),
        workers: WORKERS,
      })
      .example('$0 compare scenarios/zero-five-or-twenty.yaml', '')
      .example('$0 compare today.yaml tomorrow.yaml --replications 30', ''),
  handler: async (flags) => {
    process.exitCode = await compareThem(flags);
  },
};

async function compareThem(flags: CompareFlags): Promise<number> {
  const workers = wholeNumber('workers', flags.workers);
  const { checkedScenarios } = await import('./input/scenario.js');
  const files = checkedScenarios(flags.scenario, flags).map((each) => withMonth(each, flags.monthly === true));
  const given = variantsOf(files, flags.variant, flags.base);
  const folder = flags.out ?? join('reports', folderName(files[0]!.scenario.name), 'comparison');
  refuseUnwritable(folder);
  const charts = await chartFiles(flags.charts);
  const junit = flags.junit === undefined ? null : unfinishedFile(flags.junit);
  const warnings = [...files.flatMap((each) => each.warnings), ...ofTraffic(given)];
  const remarks = [...files.flatMap((each) => each.remarks), ...ofTraffic(given).map((each) => `warning: ${each}`)];
  if (!flags.quiet) for (const remark of remarks) process.stderr.write(`${remark}\n`);
  const [
    { untilInterrupted, withWorkers },
    { foundWarmUp, settled },
    { compare },
    { rerunsOfAll, verdictSensitivity },
  ] = await Promise.all([
    import('./simulation.js'),
    import('./steady/warm-up.js'),
    import('../experiments/compare.js'),
    import('../experiments/sensitivity/verdicts.js'),
  ]);
  const { name, duration, replications } = given[0]!.scenario;
  const assumptions = assumptionsOf(flags.sensitivity);
  const extent = {
    name,
    jobs: replications * given.length * (1 + rerunsOfAll(given, assumptions)),
    simulatedMs: duration / 1000,
  };
  return untilInterrupted(async (signal) => {
    const running = { workers, quiet: flags.quiet === true, signal };
    const warmUp = await foundWarmUp(
      given.map((each) => ({ ...each, replications })),
      running,
    );
    if (warmUp === null) return EXIT.interrupted;
    const variants = given.map((each) => ({ ...each, scenario: settled(each.scenario, warmUp) }));
    const context = {
      monthly: flags.monthly === true,
      command: reproducing('compare', flags.scenario, flags, furtherFlags(flags)),
      commandOf: (variant: string) => commandOf(variants.find((each) => each.name === variant)!, flags, warmUp),
      warnings,
      warmUp,
    };
    const comparison = await withWorkers(running, extent, async (pool) => {
      const compared = await compare(pool, variants, context);
      if (compared === null || compared.interrupted || assumptions.length === 0) return compared;
      const sensitivity = await verdictSensitivity(pool, variants, compared.differences, assumptions, context);
      return sensitivity === null ? { ...compared, interrupted: true } : { ...compared, sensitivity };
    });
    if (comparison === null) return EXIT.interrupted;
    await saveComparison(folder, comparison, charts);
    const results = Object.entries(comparison.variants);
    await writeJunit(
      junit,
      results.map(([variant, { slo, runs }]) => ({ name: `${name}: ${variant}`, slo, isBound: runs.length > 1 })),
    );
    if (flags.format !== 'table' || !flags.quiet) await printComparison(comparison, flags.format, folder);
    if (signal.aborted) return EXIT.interrupted;
    return flags.check && isMissed(comparison) ? EXIT.sloFailed : EXIT.done;
  });
}

const isMissed = ({ variants }: Comparison): boolean =>
  Object.values(variants).some(({ slo }) => slo.some(({ passed }) => !passed));

function ofTraffic(variants: readonly NamedVariant[]): string[] {
  if (haveSameTraffic(variants)) return [];
  return ['the variants do not have the same arrivals: the differences are those of the traffic too'];
}

function furtherFlags({ variant = [], base, monthly, sensitivity }: CompareFlags): string[] {
  return [
    ...variant.flatMap((each) => ['--variant', each]),
    ...(base === undefined ? [] : ['--base', base]),
    ...(monthly ? ['--monthly'] : []),
    ...(sensitivity === undefined ? [] : ['--sensitivity', sensitivity]),
  ];
}

/** What gives one variant's own result: a run of it, with the seed, the replications and the warm-up of the comparison. */
function commandOf(variant: NamedVariant, flags: CompareFlags, warmUp: Found): string {
  const { seed, replications, warmup } = variant.scenario;
  // By itself, a variant might be found another warm-up.
  const same = warmUp === undefined ? {} : { warmup: durationText(warmup) };
  const own = { ...flags, ...same, seed, replications: String(replications) };
  const which = variant.variant === null ? [] : ['--variant', variant.variant];
  return reproducing('run', [variant.file], own, [...which, ...(flags.monthly ? ['--monthly'] : [])]);
}
