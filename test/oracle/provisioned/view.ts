// One way to look at a run, whichever simulator made it: the lines as text and the figures under the result's own names.
import { describe } from 'vitest';
import { describeEvent } from '../../../src/lambda/events.js';
import type { Money } from '../../../src/money-result.js';
import type { AliasResult, DeploymentResult } from '../../../src/provisioned-result.js';
import type { FunctionResult, MetricSeries, RunResult } from '../../../src/result.js';
import type { Scenario } from '../../../src/scenario/types.js';
import { simulate } from '../../../src/simulate.js';
import { bytesOf } from '../../support/bytes.js';
import { csvOf } from '../csv.js';
import {
  type OracleFunctionResult,
  type OracleLine,
  type OracleResult,
  type OracleRow,
  simulateNaively,
} from '../oracle.js';
import type { OracleAlias, OracleAliasProvisioned } from './figures.js';

/** What both tell of an alias or version; activities without their words. */
export type AliasView = Omit<AliasResult, 'provisioned' | keyof Money> & {
  readonly provisioned: ProvisionedView | null;
};
type Provisioned = NonNullable<AliasResult['provisioned']>;
export type ProvisionedView = Omit<Provisioned, 'activities' | 'activitiesOmitted'> & {
  readonly activities: readonly {
    readonly atMs: number;
    readonly kind: string;
    readonly from: number;
    readonly to: number;
  }[];
};
export type DeploymentView = Omit<DeploymentResult, 'reason' | 'strategy'>;

export interface View {
  readonly lines: readonly OracleLine[];
  readonly functions: Readonly<Record<string, FunctionResult | OracleFunctionResult>>;
  readonly aliases: Readonly<Record<string, Readonly<Record<string, AliasView>>>>;
  readonly deployments: Readonly<Record<string, readonly DeploymentView[]>>;
  readonly series: Readonly<Record<string, MetricSeries>>;
  readonly account: MetricSeries;
}

export type Simulator = (scenario: Scenario, rows: readonly OracleRow[]) => View;

export const naive: Simulator = (scenario, rows) => viewOfOracle(scenario, simulateNaively(scenario, rows));

export function viewOfOracle(scenario: Scenario, { lines, functions, provisioned }: OracleResult): View {
  const aliases = scenario.functions.map((fn) => {
    const mine = Object.entries(provisioned.aliases[fn.name]!);
    return [fn.name, Object.fromEntries(mine.map(([name, alias]) => [name, viewOf(alias)]))] as const;
  });
  const { deployments, series, account } = provisioned;
  return { lines, functions, aliases: Object.fromEntries(aliases), deployments, series, account };
}

/** USD for a GB-second: us-east-1, x86_64. */
const CAPACITY = 0.0000041667;
const ON_PROVISIONED = 0.0000097222;
const ON_DEMAND = 0.0000166667;

const viewOf = ({ provisioned, ...alias }: OracleAlias): AliasView => ({
  ...alias,
  provisioned: provisioned && provisionedView(provisioned),
});

function provisionedView({ paid, activities, ...figures }: OracleAliasProvisioned): ProvisionedView {
  const { capacity, invocations, inits } = paid;
  return {
    ...figures,
    cost: {
      capacity: capacity * CAPACITY,
      duration: (invocations + inits) * ON_PROVISIONED,
      onDemandInstead: invocations * ON_DEMAND,
    },
    billedUtilization: capacity === 0 ? null : invocations / capacity,
    breakEvenUtilization: CAPACITY / (ON_DEMAND - ON_PROVISIONED),
    activities: activities.map(({ at, ...activity }) => ({ atMs: at / 1000, ...activity })),
  };
}

export const engine: Simulator = (scenario, rows) => {
  const lines: OracleLine[] = [];
  const result = simulate(scenario, 0, {
    open: () => bytesOf(csvOf(rows)),
    events: (time, name, code, environment, request) =>
      lines.push({ time, function: name, ...describeEvent(code), environment, request }),
  });
  return viewOfEngine(lines, result);
};

export function viewOfEngine(lines: readonly OracleLine[], { functions, series }: RunResult): View {
  const aliases: Record<string, Record<string, AliasView>> = {};
  const deployments: Record<string, DeploymentView[]> = {};
  for (const [name, told] of Object.entries(functions)) {
    aliases[name] = engineAliases(told.aliases);
    deployments[name] = told.deployments.map(({ reason: _reason, strategy: _strategy, ...view }) => view);
  }
  return { lines, functions, aliases, deployments, series: series.aliases, account: series.account };
}

function engineAliases(aliases: FunctionResult['aliases']): Record<string, AliasView> {
  const views: Record<string, AliasView> = {};
  for (const [name, { provisioned, cost: _, costPerMillion: _each, ...alias }] of Object.entries(aliases)) {
    views[name] = { ...alias, provisioned: provisioned && withoutWords(provisioned) };
  }
  return views;
}

function withoutWords({ activities, activitiesOmitted: _, ...figures }: Provisioned): ProvisionedView {
  return { ...figures, activities: activities.map(({ why: _why, ...activity }) => activity) };
}

/** The same cases for both. */
export function bothSimulators(of: string, cases: (run: Simulator) => void): void {
  describe(`${of}, by the naive simulator`, () => cases(naive));
  describe(`${of}, by the engine`, () => cases(engine));
}
