// Which metrics a result has, by their paths: `functions.api.latencyMs.p99`, `triggers.queue.queued`, `total.cost.total`.
import type { AttributedTime, Attribution } from '../../chain-result.js';
import type { AliasProvisioned, AliasResult } from '../../provisioned-result.js';
import type { FunctionResult, TriggerResult } from '../../result.js';
import { show } from '../diagnostics.js';
import { didYouMean } from '../suggest.js';

/** What stands under a metric: nothing, or these; null for names that are not known beforehand. */
type Leaves = readonly string[] | null;

const NONE: Leaves = [];
const STATISTICS: Leaves = ['mean', 'p50', 'p90', 'p95', 'p99', 'p999', 'max'];
const COST: Leaves = [
  ...['requests', 'duration', 'provisionedCapacity', 'provisionedDuration', 'snapStart', 'ephemeralStorage', 'logs'],
  ...['streaming', 'pollers', 'total'],
];

const FUNCTION_METRICS: Readonly<
  Record<Exclude<keyof FunctionResult, 'latencyCurve' | 'aliases' | 'deployments' | 'breakEven'>, Leaves>
> = {
  arrivals: NONE,
  invocations: NONE,
  coldStarts: NONE,
  warmStarts: NONE,
  provisionedInvocations: NONE,
  spilloverInvocations: NONE,
  throttles: NONE,
  throttlesByReason: null,
  suppressedInits: NONE,
  initTimeouts: NONE,
  initErrors: NONE,
  proactiveInits: NONE,
  errors: NONE,
  timeouts: NONE,
  retries: NONE,
  dropped: NONE,
  coldStartRate: NONE,
  coldStartCauses: ['first', 'scaleOut', 'expired', 'recycled', 'deployed'],
  latencyMs: STATISTICS,
  coldLatencyMs: STATISTICS,
  warmLatencyMs: STATISTICS,
  provisionedLatencyMs: STATISTICS,
  initMs: STATISTICS,
  durationMs: STATISTICS,
  waitMs: STATISTICS,
  phasesMs: null,
  firstInvokeMs: STATISTICS,
  billedMs: NONE,
  gbSeconds: NONE,
  concurrency: ['mean', 'max'],
  environments: ['created', 'expired', 'mean', 'meanIdle', 'meanBusy', 'max', 'meanLifetimeMs'],
  provisioned: ['mean', 'utilizationMean', 'utilizationMax'],
  cost: COST,
  monthly: COST,
  costPerMillion: NONE,
  coldStartCost: ['duration', 'restores', 'ahead', 'total'],
};

const ALIAS_METRICS: Readonly<Record<Exclude<keyof AliasResult, 'version' | 'provisioned'>, Leaves>> = {
  arrivals: NONE,
  invocations: NONE,
  coldStarts: NONE,
  warmStarts: NONE,
  provisionedInvocations: NONE,
  spilloverInvocations: NONE,
  spilloverByReason: ['concurrency', 'requestRate'],
  throttles: NONE,
  cost: COST,
  monthly: COST,
  costPerMillion: NONE,
};

const OVER_TIME: Leaves = ['mean', 'min', 'max', 'end'];

const PROVISIONED_METRICS: Readonly<Record<Exclude<keyof AliasProvisioned, 'status' | 'activities'>, Leaves>> = {
  requested: OVER_TIME,
  available: OVER_TIME,
  usedMean: NONE,
  wastedMean: NONE,
  utilizationMean: NONE,
  utilizationMax: NONE,
  cost: ['capacity', 'duration', 'onDemandInstead'],
  billedUtilization: NONE,
  breakEvenUtilization: NONE,
  activitiesOmitted: NONE,
};

const TRIGGER_METRICS: Readonly<Record<Exclude<keyof TriggerResult, 'attribution'>, Leaves>> = {
  events: NONE,
  succeeded: NONE,
  failed: NONE,
  deadLettered: NONE,
  dropped: NONE,
  droppedByReason: null,
  queued: NONE,
  retries: NONE,
  duplicates: NONE,
  latencyMs: STATISTICS,
};

const REQUESTS: Readonly<Record<keyof Attribution, Leaves>> = {
  all: ['requests', 'functions'],
  withColdStart: ['requests', 'functions'],
};

const TIMES: Readonly<Record<keyof AttributedTime, Leaves>> = { coldStartMs: NONE, handlerMs: NONE, waitMs: NONE };

/** What a scenario declares, as far as metrics are named after it. */
export interface Declared {
  /** Names of functions and of triggers. */
  readonly functions: readonly string[];
  readonly triggers: readonly string[];
  /** A function's aliases, and the versions that results have. */
  readonly qualifiers: (name: string) => readonly string[];
  /** Whether events of a trigger may be delivered twice, as far as is known. */
  readonly mayDuplicate: (trigger: string) => boolean;
  /** Whether anything is ever provisioned there, as far as is known. */
  readonly isProvisioned: (name: string, qualifier: string) => boolean;
}

export interface Complaint {
  readonly message: string;
  readonly hint?: string;
}

/** Why no result has a metric; `null` where results have it. */
export function metricComplaint(metric: string, declared: Declared): Complaint | null {
  const [place = '', ...rest] = metric.split('.');
  if (place === 'total') return leafComplaint(rest, FUNCTION_METRICS);
  if (place !== 'functions' && place !== 'triggers') {
    const message = `"${show(metric)}" must start with functions.<name>, triggers.<name> or total`;
    return { message, ...didYouMean(place, ['functions', 'triggers', 'total']) };
  }
  const [name = '', ...path] = rest;
  if (!declared[place].includes(name)) {
    return { message: `no ${place.slice(0, -1)} is named "${show(name)}"`, ...didYouMean(name, declared[place]) };
  }
  if (place === 'triggers') {
    if (path[0] === 'attribution') return attributionComplaint(path.slice(1), declared);
    if (path[0] === 'duplicates' && !declared.mayDuplicate(name)) {
      const message = `no event of "${show(name)}" is ever delivered twice`;
      return { message, hint: 'an asynchronous trigger may have duplicates: 0.001' };
    }
    return leafComplaint(path, { ...TRIGGER_METRICS, attribution: NONE });
  }
  return path[0] === 'aliases' ? aliasComplaint(name, path.slice(1), declared) : leafComplaint(path, FUNCTION_METRICS);
}

/** Results have every alias, and every version that provisions. */
function aliasComplaint(
  name: string,
  [qualifier = '', ...metric]: readonly string[],
  declared: Declared,
): Complaint | null {
  if (qualifier === '') return { message: 'aliases needs the name of an alias after it' };
  const known = declared.qualifiers(name);
  if (!known.includes(qualifier)) {
    const message = `function "${show(name)}" has no alias or provisioned version "${show(qualifier)}"`;
    return { message, ...didYouMean(qualifier, known) };
  }
  const [first, ...rest] = metric;
  if (first !== 'provisioned') return leafComplaint(metric, { ...ALIAS_METRICS, provisioned: NONE });
  if (rest.length === 0) return { message: `provisioned needs one of ${Object.keys(PROVISIONED_METRICS).join(', ')}` };
  if (declared.isProvisioned(name, qualifier)) return leafComplaint(rest, PROVISIONED_METRICS);
  return { message: `nothing is ever provisioned on "${show(qualifier)}"` };
}

/** Only of triggers that begin a chain; which those are is not looked at. */
function attributionComplaint(
  [which = '', what = '', name = '', ...time]: readonly string[],
  { functions }: Declared,
): Complaint | null {
  if (which === '') return { message: `attribution needs one of ${Object.keys(REQUESTS).join(', ')}` };
  const complaint = leafComplaint(what === '' ? [which] : [which, what], REQUESTS);
  if (complaint !== null) return complaint;
  if (what === 'requests') return name === '' ? null : { message: 'requests is a number: nothing stands under it' };
  if (name === '') return { message: 'functions needs the name of a function after it' };
  if (!functions.includes(name))
    return { message: `no function is named "${show(name)}"`, ...didYouMean(name, functions) };
  if (time.length === 0) return { message: `"${show(name)}" needs one of ${Object.keys(TIMES).join(', ')}` };
  return leafComplaint(time, TIMES);
}

function leafComplaint(path: readonly string[], metrics: Readonly<Record<string, Leaves>>): Complaint | null {
  const [metric = '', leaf, ...more] = path;
  const leaves = Object.hasOwn(metrics, metric) ? metrics[metric] : undefined;
  if (leaves === undefined)
    return { message: `unknown metric "${show(metric)}"`, ...didYouMean(metric, Object.keys(metrics)) };
  if (leaves === null) return leaf === undefined ? { message: `${metric} needs a name after it` } : null;
  if (leaves.length === 0)
    return leaf === undefined ? null : { message: `${metric} is a number: nothing stands under it` };
  if (leaf !== undefined && more.length === 0 && leaves.includes(leaf)) return null;
  const message = `${metric} needs one of ${leaves.join(', ')}`;
  return { message, ...(leaf === undefined ? {} : didYouMean(leaf, leaves)) };
}
