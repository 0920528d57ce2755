// Reads figures out of a Result: the mean over the replications with its interval. Computes no statistics of its own
// beyond a plain mean.
import type { AliasResult, DeploymentResult } from '../../provisioned-result.js';
import type {
  FunctionResult,
  FunctionSettings,
  ProvisionedSettings,
  Result,
  RunResult,
  TrafficSettings,
} from '../../result.js';
import { plusMinus } from '../format.js';

export interface Figure {
  readonly mean: number | null;
  readonly ci95: number | null;
}

/** The mean with its interval as text. */
export function shown(figure: Figure, format: (value: number) => string): string {
  return plusMinus(figure.mean, figure.ci95, format);
}

export interface Figures {
  /** The figure at a path such as `latencyMs.p99`. */
  readonly figure: (path: string) => Figure;
  /** Its mean alone; 0 where there is none. For counts and costs. */
  readonly amount: (path: string) => number;
}

/** One function, or all together, as the reports present it. */
export interface Subject extends Figures {
  readonly name: string;
  /** Throttles by AWS's reason, the mean over the replications, most frequent first. */
  readonly throttleReasons: readonly (readonly [reason: string, mean: number])[];
  /** Replication 0: for what does not average, such as curves. */
  readonly first: FunctionResult;
  readonly settings: FunctionSettings | undefined;
  readonly aliases: readonly AliasSubject[];
  readonly deployments: readonly DeploymentSubject[];
  /** Those that call it, by their own target. */
  readonly triggers: readonly TriggerSubject[];
}

/** One alias or version of a function. */
export interface AliasSubject extends Figures {
  readonly name: string;
  /** `function:alias`. */
  readonly target: string;
  readonly first: AliasResult;
  /** `undefined` where nothing is ever provisioned. */
  readonly settings: ProvisionedSettings | undefined;
  /** Where the last allocation failed. */
  readonly failure: Failure | null;
}

export interface DeploymentSubject extends Figures {
  readonly function: string;
  readonly first: DeploymentResult;
  /** Whether it would begin before or after the simulated time, and so never does. */
  readonly isOutside: boolean;
  readonly failure: Failure | null;
}

export interface TriggerSubject extends Figures {
  readonly name: string;
  readonly settings: TrafficSettings | undefined;
  /** What was dropped by reason, the mean over the replications, most frequent first. */
  readonly dropReasons: readonly (readonly [reason: string, mean: number])[];
}

/** What went wrong in some replications: in how many of how many, and why in the first of them. */
export interface Failure {
  readonly runs: number;
  readonly of: number;
  readonly why: string;
}

export function subjects(result: Result): Subject[] {
  const run = result.runs[0];
  if (run === undefined) return [];
  const triggers = triggerSubjects(result);
  return Object.entries(run.functions).map(([name, first]) => {
    const settings = result.settings.find((each) => each.name === name);
    const of = (each: RunResult) => each.functions[name];
    return {
      name,
      ...reader(result, `functions.${name}`, of),
      throttleReasons: reasons(result.runs.map((each) => of(each)?.throttlesByReason ?? {})),
      first,
      settings,
      aliases: Object.keys(first.aliases).map((alias) => aliasOf(result, name, alias, settings)),
      deployments: first.deployments.map((_, index) => deploymentOf(result, name, index)),
      triggers: triggers.filter((trigger) => calls(trigger, name)),
    };
  });
}

export function triggerSubjects(result: Result): TriggerSubject[] {
  return Object.keys(result.runs[0]?.triggers ?? {}).map((name) => {
    const of = (run: RunResult) => run.triggers[name];
    return {
      name,
      ...reader(result, `triggers.${name}`, of),
      settings: result.traffic.find(({ trigger }) => trigger === name),
      dropReasons: reasons(result.runs.map((run) => of(run)?.droppedByReason ?? {})),
    };
  });
}

/** Its target reads "api:live" or "api ($LATEST)"; no name of a function holds a colon or a space. */
function calls({ settings }: TriggerSubject, name: string): boolean {
  const target = settings?.target ?? '';
  return target.startsWith(`${name}:`) || target.startsWith(`${name} (`);
}

/** All functions together; `undefined` where no replication finished. */
export function total(result: Result): Subject | undefined {
  const first = result.runs[0]?.total;
  if (first === undefined) return undefined;
  return {
    name: 'all functions',
    ...reader(result, 'total', (run) => run.total),
    throttleReasons: reasons(result.runs.map((run) => run.total.throttlesByReason)),
    first,
    settings: undefined,
    aliases: [],
    deployments: [],
    triggers: [],
  };
}

function aliasOf(
  result: Result,
  functionName: string,
  name: string,
  settings: FunctionSettings | undefined,
): AliasSubject {
  const of = (run: RunResult) => run.functions[functionName]?.aliases[name];
  return {
    name,
    target: `${functionName}:${name}`,
    ...reader(result, `functions.${functionName}.aliases.${name}`, of),
    first: of(result.runs[0]!)!,
    settings: settings?.provisioned.find(({ qualifier }) => qualifier === name),
    failure: failureOf(
      result.runs.map((run) => {
        const { status, activities = [] } = of(run)?.provisioned ?? {};
        if (status !== 'FAILED') return null;
        return activities.findLast(({ kind }) => kind === 'failed')?.why ?? '';
      }),
    ),
  };
}

function deploymentOf(result: Result, functionName: string, index: number): DeploymentSubject {
  const of = (run: RunResult) => run.functions[functionName]?.deployments[index];
  const first = of(result.runs[0]!)!;
  return {
    function: functionName,
    ...reader(result, `functions.${functionName}.deployments.${index}`, of),
    first,
    isOutside: first.atMs < 0 || first.atMs > result.horizonMs,
    failure: failureOf(
      result.runs.map((run) => {
        const { status, reason } = of(run) ?? {};
        return status === 'failed' ? (reason ?? '') : null;
      }),
    ),
  };
}

/** From why each replication failed, `null` for one that did not. */
function failureOf(whys: readonly (string | null)[]): Failure | null {
  const failed = whys.filter((why) => why !== null);
  return failed.length === 0 ? null : { runs: failed.length, of: whys.length, why: failed[0]! };
}

function reader(result: Result, prefix: string, select: (run: RunResult) => unknown): Figures {
  const figure = (path: string): Figure =>
    // What the summary leaves out is averaged here, without an interval.
    result.summary[`${prefix}.${path}`] ?? {
      mean: meanOf(result.runs.map((run) => at(select(run), path))),
      ci95: null,
    };
  return { figure, amount: (path) => figure(path).mean ?? 0 };
}

/** A reason that a replication does not list did not occur in it. */
function reasons(runs: readonly Readonly<Record<string, number>>[]): [string, number][] {
  const sums = new Map<string, number>();
  for (const run of runs) {
    for (const [reason, times] of Object.entries(run)) sums.set(reason, (sums.get(reason) ?? 0) + times);
  }
  return [...sums]
    .filter(([, sum]) => sum > 0)
    .map(([reason, sum]): [string, number] => [reason, sum / runs.length])
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
}

function at(value: unknown, path: string): number | null {
  let current = value;
  for (const key of path.split('.')) {
    if (typeof current !== 'object' || current === null) return null;
    current = (current as Record<string, unknown>)[key];
  }
  return typeof current === 'number' ? current : null;
}

function meanOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}
