// How much a result hangs on one setting: the scenario under every value that was published, with the same seed, and the
// figures that the reruns are compared by.
import { halfWidth95 } from '../metrics/interval.js';
import type {
  Estimate,
  FunctionResult,
  RunResult,
  Sensitivity,
  SensitivityFigures,
  SensitivityRun,
} from '../result.js';
import type { Executor } from '../runner/executor.js';
import { PRESET_NAMES, presetKeepAlive } from '../scenario/keep-alive/presets.js';
import type { Scenario } from '../scenario/types.js';
import { jobsOf, type Setup } from './replicate.js';
import { isReplayed } from './summary.js';

/** The name of the scenario's own setting where that is none of the presets for all functions. */
const AS_GIVEN = 'as given';

export interface Variants {
  /** Which one is the scenario itself; it needs no rerun. */
  readonly inForce: string;
  /** In the order to show them; `null` for the scenario itself. */
  readonly scenarios: readonly (readonly [name: string, scenario: Scenario | null])[];
}

/** The scenario with each preset for all functions, and as it is. */
export function keepAliveVariants(scenario: Scenario): Variants {
  const [first, ...others] = scenario.functions.map(({ keepAlive }) => JSON.stringify(keepAlive));
  const own = others.every((each) => each === first)
    ? PRESET_NAMES.find((preset) => JSON.stringify(presetKeepAlive(preset)) === first)
    : undefined;
  const presets = PRESET_NAMES.map((preset) => {
    const keepAlive = presetKeepAlive(preset);
    const functions = scenario.functions.map((spec) => ({ ...spec, keepAlive }));
    return [preset, preset === own ? null : { ...scenario, functions }] as const;
  });
  return own === undefined
    ? { inForce: AS_GIVEN, scenarios: [...presets, [AS_GIVEN, null]] }
    : { inForce: own, scenarios: presets };
}

/** How many reruns each replication has. */
export const rerunsOf = (scenario: Scenario): number =>
  keepAliveVariants(scenario).scenarios.filter(([, variant]) => variant !== null).length;

/** The scenario under every published keep-alive; its own `runs` are not repeated. `null` after an interruption. */
export async function keepAliveSensitivity(
  executor: Executor,
  own: Scenario,
  runs: readonly RunResult[],
  setup: Setup,
): Promise<Sensitivity | null> {
  const { inForce, scenarios } = keepAliveVariants(own);
  const others = scenarios.flatMap(([, scenario]) => scenario ?? []);
  // All in one loop, so that no thread waits for the last run of a setting.
  const jobs = others.flatMap((scenario) => [...jobsOf(scenario, setup, runs.length)]);
  const reruns: RunResult[] = [];
  for await (const { value } of executor.results('runs', jobs)) reruns.push(value);
  if (reruns.length < jobs.length) return null;
  const runsOf = (scenario: Scenario): readonly RunResult[] => {
    const first = others.indexOf(scenario) * runs.length;
    return reruns.slice(first, first + runs.length);
  };
  const rows = scenarios.map(([name, scenario]) => [name, compared(own, scenario ? runsOf(scenario) : runs)] as const);
  return { keepAlive: Object.fromEntries(rows), inForce: { keepAlive: inForce } };
}

/** The figures of the runs of one variant of `scenario`. */
export function compared(scenario: Scenario, runs: readonly RunResult[]): SensitivityRun {
  const replayed = isReplayed(scenario);
  const of = (select: (run: RunResult) => FunctionResult): SensitivityFigures => figures(runs.map(select), replayed);
  const functions = scenario.functions.map(({ name }) => [name, of((run) => run.functions[name]!)] as const);
  return { functions: Object.fromEntries(functions), total: of(({ total }) => total) };
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
