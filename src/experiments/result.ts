// The result document from a scenario's finished runs.
import { hashText } from '../engine/digest.js';
import type { PrecisionOutcome } from '../precision-result.js';
import type { Result, RunResult, Sensitivity } from '../result.js';
import { figuresOf } from '../runner/figures.js';
import { describePricing } from '../scenario/account/describe.js';
import { describeSettings } from '../scenario/describe.js';
import { describeTraffic } from '../scenario/traffic/describe.js';
import type { Scenario } from '../scenario/types.js';
import type { BatchMeans, WarmUpFound } from '../steady-result.js';
import { VERSION } from '../version.js';
import { checkSlos } from './slo.js';
import { isReplayed, summaryOf } from './summary.js';

export interface ResultContext {
  /** The command that gives this document again. */
  readonly command: string;
  readonly warnings: readonly string[];
  /** Whether runs are missing because the user ended them. */
  readonly interrupted: boolean;
  readonly precision?: PrecisionOutcome | undefined;
  readonly sensitivity?: Sensitivity;
  readonly batchMeans?: BatchMeans | undefined;
  /** Where the warm-up was found. */
  readonly warmUp?: WarmUpFound | undefined;
}

/** `runs` in the order of their replications. */
export function resultOf(scenario: Scenario, runs: readonly RunResult[], context: ResultContext): Result {
  const figures = runs.map(figuresOf);
  return {
    schema: 'coldstart-result/1',
    scenario: scenario.name,
    description: scenario.description,
    seed: scenario.seed,
    version: VERSION,
    horizonMs: scenario.duration / 1000,
    warmupMs: scenario.warmup / 1000,
    ...(context.warmUp && { warmUp: context.warmUp }),
    interrupted: context.interrupted,
    warnings: context.warnings,
    settings: describeSettings(scenario),
    traffic: describeTraffic(scenario),
    pricing: describePricing(scenario),
    ...(runs.length > 1 && isReplayed(scenario) && { replayed: true }),
    runs,
    summary: summaryOf(figures, isReplayed(scenario)),
    slo: checkSlos(scenario.slo, figures),
    ...(context.precision && { precision: context.precision }),
    ...(context.batchMeans && { batchMeans: context.batchMeans }),
    ...(context.sensitivity && { sensitivity: context.sensitivity }),
    reproduce: { command: context.command, scenarioHash: hashText(JSON.stringify(scenario)) },
  };
}
