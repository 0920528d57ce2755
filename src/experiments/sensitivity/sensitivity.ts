// How much a result hangs on what the scenario assumes: reruns under other assumptions with the same seed, the figures that they are
// compared by, and which of them would change the verdict.
import { halfWidth95 } from '../../metrics/interval.js';
import type {
  Assumption,
  ChangedVerdict,
  Estimate,
  FunctionResult,
  RunResult,
  Sensitivity,
  SensitivityFigures,
  SensitivityRun,
} from '../../result.js';
import type { Executor } from '../../runner/executor.js';
import { figuresOf } from '../../runner/figures.js';
import type { Scenario } from '../../scenario/types.js';
import { jobsOf, type Setup } from '../replicate.js';
import { checkSlos } from '../slo.js';
import { isReplayed } from '../summary.js';
import { type Settings, settingsOf } from './assumptions.js';

/** How many reruns each replication has. */
export const rerunsOf = (scenario: Scenario, assumptions: readonly Assumption[]): number =>
  assumptions.reduce((sum, assumption) => sum + othersOf(settingsOf(assumption, scenario)).length, 0);

/** The scenario under every other setting of the assumptions; its own `runs` are not repeated. `null` after an interruption. */
export async function sensitivityOf(
  executor: Executor,
  own: Scenario,
  runs: readonly RunResult[],
  assumptions: readonly Assumption[],
  setup: Setup,
): Promise<Sensitivity | null> {
  const all = assumptions.flatMap((assumption): [Assumption, Settings][] => {
    const settings = settingsOf(assumption, own);
    return settings === null ? [] : [[assumption, settings]];
  });
  const others = all.flatMap(([, settings]) => othersOf(settings));
  // All in one loop, so that no thread waits for the last run of a setting.
  const jobs = others.flatMap((scenario) => [...jobsOf(scenario, setup, runs.length)]);
  const reruns: RunResult[] = [];
  for await (const { value } of executor.results('runs', jobs)) reruns.push(value);
  if (reruns.length < jobs.length) return null;
  const runsOf = (scenario: Scenario | null): readonly RunResult[] => {
    if (scenario === null) return runs;
    const first = others.indexOf(scenario) * runs.length;
    return reruns.slice(first, first + runs.length);
  };
  const entries = all.map(([assumption, { scenarios }]) => {
    const rows = scenarios.map(([name, scenario]) => [name, compared(own, runsOf(scenario))] as const);
    return [assumption, Object.fromEntries(rows)] as const;
  });
  const inForce = Object.fromEntries(all.map(([assumption, settings]) => [assumption, settings.inForce]));
  const reruled: Omit<Sensitivity, 'changes'> = { ...Object.fromEntries(entries), inForce };
  return { ...reruled, changes: changesOf(reruled) };
}

function othersOf(settings: Settings | null): Scenario[] {
  return settings?.scenarios.flatMap(([, scenario]) => scenario ?? []) ?? [];
}

/** Objectives that fail where they passed, or the other way round. */
function changesOf({ inForce, ...assumptions }: Omit<Sensitivity, 'changes'>): ChangedVerdict[] {
  return (Object.keys(assumptions) as Assumption[]).flatMap((assumption) => {
    const settings = assumptions[assumption] ?? {};
    const own = settings[inForce[assumption] ?? ''];
    return Object.entries(settings).flatMap(([setting, { slo }]) =>
      slo.flatMap(({ text, passed }, index): ChangedVerdict[] =>
        passed === own?.slo[index]?.passed ? [] : [{ assumption, setting, objective: text, passed }],
      ),
    );
  });
}

/** The figures of the runs of one setting of `scenario`. */
export function compared(scenario: Scenario, runs: readonly RunResult[]): SensitivityRun {
  const replayed = isReplayed(scenario);
  const of = (select: (run: RunResult) => FunctionResult): SensitivityFigures => figures(runs.map(select), replayed);
  const functions = scenario.functions.map(({ name }) => [name, of((run) => run.functions[name]!)] as const);
  return {
    functions: Object.fromEntries(functions),
    total: of(({ total }) => total),
    slo: checkSlos(scenario.slo, runs.map(figuresOf)),
  };
}

function figures(results: readonly FunctionResult[], replayed: boolean): SensitivityFigures {
  const estimate = (of: (result: FunctionResult) => number | null): Estimate => {
    const values = results.map(of).filter((value) => value !== null);
    if (values.length === 0) return { mean: null, ci95: null };
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return { mean, ci95: replayed ? null : halfWidth95(values) };
  };
  return {
    coldStarts: estimate(({ coldStarts }) => coldStarts),
    coldStartRate: estimate(({ coldStartRate }) => coldStartRate),
    latencyP99Ms: estimate(({ latencyMs }) => latencyMs.p99),
    meanIdle: estimate(({ environments }) => environments.meanIdle),
    cost: estimate(({ cost }) => cost.total),
  };
}
