// The sound scenario to the form that every later stage reads: every default explicit, names in the order of the file.
import { secondsOf } from '../engine/calendar.js';
import { pricesInUse } from './account/prices.js';
import type { Account } from './account/types.js';
import { type Context, functionsOf, inOrder } from './checks/context.js';
import { parseSlo } from './checks/slo.js';
import { type Names, parseTarget } from './checks/target.js';
import { completedDeployments } from './deployments/schema.js';
import type { FileCounts } from './files/counts.js';
import type { GivenDistribution } from './files/given.js';
import { type FileValues, withValues } from './files/numbers.js';
import { formatOf } from './files/trace-trigger.js';
import type { InspectedTraces } from './files/traces.js';
import { coldStartOf, cpuBoundOf, sizeOf, snapStartOf, sourceOf } from './functions/cold-start.js';
import { loggedBytes } from './functions/role.js';
import { completedKeepAlive } from './keep-alive/completed.js';
import { type Clocks, completedProvisioned } from './provisioned/completed.js';
import type { CheckedFunction, CheckedTrigger } from './schema.js';
import { withoutSecrets } from './source/secrets.js';
import type { Zone } from './traffic/clock-types.js';
import { type Completion, completed } from './traffic/completed.js';
import { zoneBetween } from './traffic/zone.js';
import { completedCalls, completedWarmer, integrationTimeoutOf, retriesOf } from './triggers/completed.js';
import { completedKafka } from './triggers/kafka.js';
import { isPolled, isStream, isSynchronous } from './triggers/kinds.js';
import { completedSqs } from './triggers/sqs.js';
import { completedStream } from './triggers/streams.js';
import type { Target, TriggerSpec } from './triggers/types.js';
import type { AliasSpec, FunctionSpec, Scenario } from './types.js';
import { MICROSECONDS } from './units.js';

/** What the file does not say itself. */
export interface Given {
  readonly name: string;
  readonly seed: string | undefined;
  readonly duration: number;
  readonly traces: InspectedTraces;
  readonly values: FileValues;
  readonly counts: FileCounts;
}

/** Only for a scenario that has passed every check. */
export function normalise(context: Context, given: Given): Scenario {
  const { checked, root } = context;
  const from = secondsOf(checked.start);
  const zoneOf = (name: string): Zone => zoneBetween(name, from, from + given.duration / MICROSECONDS.s);
  const clocks = { start: from, zoneOf };
  return {
    name: checked.name ?? given.name,
    description: checked.description,
    seed: given.seed ?? checked.seed,
    duration: given.duration,
    start: checked.start,
    ...(checked.warmup === 'auto' ? { warmup: 0, warmupBy: 'mser-5' } : { warmup: checked.warmup }),
    replications: checked.replications,
    account: accountOf(context),
    functions: functionsOf(context).map(([name, spec]) => functionSpec(context, name, spec, given.values, clocks)),
    triggers: inOrder(checked.triggers, root, ['triggers']).map(([name, trigger]) =>
      triggerSpec(context, name, trigger, given.traces, { ...given, zoneOf }),
    ),
    slo: checked.slo.flatMap((text) => parseSlo(text) ?? []),
    variants: Object.fromEntries(inOrder(checked.variants, root, ['variants']).map(withoutSecrets)),
  };
}

function accountOf(context: Context): Account {
  const { account } = context.checked;
  const regions = Object.entries(account.regions).flatMap(([name, { concurrency }]) =>
    concurrency === undefined ? [] : [[name, { concurrency }] as const],
  );
  const savingsPlan = account.savingsPlan ?? null;
  return { ...account, regions: Object.fromEntries(regions), prices: pricesInUse(context), savingsPlan };
}

function functionSpec(
  { root, checked, names }: Context,
  name: string,
  spec: CheckedFunction,
  values: FileValues,
  clocks: Clocks,
): FunctionSpec {
  const whole = (given: GivenDistribution | undefined) => (given === undefined ? null : withValues(given, values));
  return {
    name,
    runtime: spec.runtime,
    architecture: spec.architecture,
    memoryMB: spec.memory,
    timeout: spec.timeout,
    description: spec.description,
    package: {
      ...spec.package,
      size: sizeOf(spec),
      zipped: spec.package.zipped ?? null,
      source: sourceOf(spec),
    },
    region: spec.region ?? checked.account.region,
    vpc: spec.vpc,
    environment: spec.environment,
    role: spec.role ?? null,
    onFailure: spec.onFailure ?? null,
    maximumRetryAttempts: spec.maximumRetryAttempts,
    maximumEventAge: spec.maximumEventAge,
    ephemeralStorageMB: spec.ephemeralStorage,
    reservedConcurrency: spec.reservedConcurrency ?? null,
    handler: whole(spec.handler),
    cpuBound: cpuBoundOf(spec),
    payload: spec.payload ?? 0,
    response: { size: spec.response?.size ?? 0, streamed: spec.response?.streamed ?? false },
    logBytes: loggedBytes(spec),
    coldStart: coldStartOf(spec, values, checked.account.initBilling),
    snapStart: snapStartOf(spec, values),
    eagerAssignment: spec.eagerAssignment,
    keepAlive: completedKeepAlive(spec.keepAlive, values),
    proactiveInit: spec.proactiveInit,
    placement: spec.placement,
    errorRate: spec.errorRate,
    crashRate: spec.crashRate,
    aliases: inOrder(spec.aliases, root, ['functions', name, 'aliases']).map(([alias, rest]) => ({
      name: alias,
      version: rest.version,
      other: otherOf(rest.weights),
      provisioned: completedProvisioned(rest.provisionedConcurrency, clocks),
    })),
    versions: inOrder(spec.versions, root, ['functions', name, 'versions']).map(([version, rest]) => ({
      version,
      provisioned: completedProvisioned(rest.provisionedConcurrency, clocks),
    })),
    calls: completedCalls(spec.calls, (text) => targetOf(name, text, names)),
    deployments: completedDeployments(spec.deployments, clocks.start),
  };
}

/** AWS takes one version beside the alias's own. */
function otherOf(weights: Readonly<Record<string, number>>): AliasSpec['other'] {
  const [other] = Object.entries(weights);
  return other === undefined ? null : { version: other[0], weight: other[1] };
}

function triggerSpec(
  { names }: Context,
  name: string,
  trigger: CheckedTrigger,
  traces: InspectedTraces,
  by: Completion,
): TriggerSpec {
  if (trigger.type === 'trace') {
    const { ordered, rows } = traces.byTrigger.get(name) ?? { ordered: true, rows: 0 };
    const target = trigger.target === undefined ? null : targetOf(name, trigger.target, names);
    const { resample } = trigger;
    const drawn = resample === undefined ? {} : { resample };
    return { name, type: 'trace', file: trigger.file, target, ...formatOf(trigger), ordered, ...drawn, rows };
  }
  const target = targetOf(name, trigger.target, names);
  if (trigger.type === 'warmer') return completedWarmer(name, trigger, target);
  const arrivals = completed(trigger.arrivals, by);
  if (isSynchronous(trigger)) {
    const waits = { integrationTimeout: integrationTimeoutOf(trigger), retries: retriesOf(trigger), handler: null };
    return { name, type: trigger.type, target, arrivals, ...waits };
  }
  if (arrivals.kind === 'closed') throw new Error(`trigger ${name} passed the checks with users who wait for answers`);
  if (isPolled(trigger)) return { name, target, arrivals, ...completedSqs(trigger) };
  if (trigger.type === 'kafka') return completedKafka(name, trigger, { target, arrivals });
  if (isStream(trigger)) return completedStream(name, trigger, { target, arrivals });
  const { type, flexibleWindow, duplicates } = trigger;
  return { name, type, target, arrivals, flexibleWindow, duplicates };
}

function targetOf(trigger: string, text: string, names: Names): Target {
  const target = parseTarget(text, names);
  if (target === null) throw new Error(`trigger ${trigger} passed the checks with the target ${text}`);
  return target;
}
