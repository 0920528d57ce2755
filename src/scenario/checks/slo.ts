// Conditions on the result, `functions.api.latencyMs.p99 < 300`: their syntax and whether the metric exists.
import type { AttributedTime, Attribution } from '../../chain-result.js';
import type { AliasProvisioned, AliasResult } from '../../provisioned-result.js';
import type { FunctionResult, TriggerResult } from '../../result.js';
import { type Problem, show } from '../diagnostics.js';
import { keysAt, nodeAt } from '../source/tree.js';
import { didYouMean } from '../suggest.js';
import type { Slo } from '../types.js';
import { provisionsOf } from './concurrency.js';
import { type Context, failure, own, wasPruned } from './context.js';

const CONDITION = /^\s*([^\s<>=]+)\s*(<=|>=|<|>)\s*(\S+)\s*$/;

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

/** Null where the text is no condition. */
export function parseSlo(text: string): Slo | null {
  const [, metric, comparison, bound] = CONDITION.exec(text) ?? [];
  if (metric === undefined || bound === undefined || !/^-?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(bound)) return null;
  if (!Number.isFinite(Number(bound))) return null;
  return { metric, comparison: comparison as Slo['comparison'], bound: Number(bound), text };
}

/** Read from the tree, so that one bad entry does not hide the others. */
export function checkSlo(context: Context): Problem[] {
  const list = nodeAt(context.root, ['slo']);
  if (list?.kind !== 'list') return [];
  return list.items.flatMap((item, index) => {
    const problem = item.kind === 'scalar' && typeof item.value === 'string' ? sloProblem(item.value, context) : null;
    return problem === null ? [] : [failure({ code: 'bad-slo', path: ['slo', index], ...problem })];
  });
}

interface Complaint {
  readonly message: string;
  readonly hint?: string;
}

function sloProblem(text: string, context: Context): Complaint | null {
  const slo = parseSlo(text);
  if (slo === null) return syntaxProblem(text);
  const [place = '', ...rest] = slo.metric.split('.');
  if (place === 'total') return metricProblem(rest, FUNCTION_METRICS);
  if (place !== 'functions' && place !== 'triggers') {
    const message = `"${show(slo.metric)}" must start with functions.<name>, triggers.<name> or total`;
    return { message, ...didYouMean(place, ['functions', 'triggers', 'total']) };
  }
  const [name = '', ...metric] = rest;
  const declared = keysAt(context.root, [place]);
  if (declared.includes(name)) {
    if (place === 'triggers') return triggerProblem(name, metric, context);
    return metric[0] === 'aliases'
      ? aliasProblem(name, metric.slice(1), context)
      : metricProblem(metric, FUNCTION_METRICS);
  }
  return { message: `no ${place.slice(0, -1)} is named "${show(name)}"`, ...didYouMean(name, declared) };
}

function triggerProblem(name: string, metric: readonly string[], context: Context): Complaint | null {
  if (metric[0] === 'attribution') return attributionProblem(metric.slice(1), context);
  const trigger = own(context.checked.triggers, name);
  const duplicates = trigger !== undefined && 'duplicates' in trigger ? trigger.duplicates : 0;
  if (metric[0] !== 'duplicates' || trigger === undefined || duplicates > 0)
    return metricProblem(metric, { ...TRIGGER_METRICS, attribution: NONE });
  const message = `no event of "${show(name)}" is ever delivered twice`;
  return { message, hint: 'an asynchronous trigger may have duplicates: 0.001' };
}

/** Results have every alias, and every version that provisions. */
function aliasProblem(
  name: string,
  [qualifier = '', ...metric]: readonly string[],
  context: Context,
): Complaint | null {
  const path = ['functions', name];
  const aliases = keysAt(context.root, [...path, 'aliases']);
  const declared = [...aliases, ...keysAt(context.root, [...path, 'versions'])];
  if (qualifier === '') return { message: 'aliases needs the name of an alias after it' };
  if (!declared.includes(qualifier)) {
    const message = `function "${show(name)}" has no alias or provisioned version "${show(qualifier)}"`;
    return { message, ...didYouMean(qualifier, declared) };
  }
  const [first, ...rest] = metric;
  if (first !== 'provisioned') return metricProblem(metric, { ...ALIAS_METRICS, provisioned: NONE });
  if (rest.length === 0) return { message: `provisioned needs one of ${Object.keys(PROVISIONED_METRICS).join(', ')}` };
  const unsure = [...path, aliases.includes(qualifier) ? 'aliases' : 'versions', qualifier];
  if (wasPruned(context, unsure) || provisionsOf(context, name).some((each) => each.qualifier === qualifier))
    return metricProblem(rest, PROVISIONED_METRICS);
  return { message: `nothing is ever provisioned on "${show(qualifier)}"` };
}

/** Only of triggers that begin a chain; which those are is not looked at. */
function attributionProblem(
  [which = '', what = '', name = '', ...time]: readonly string[],
  context: Context,
): Complaint | null {
  if (which === '') return { message: `attribution needs one of ${Object.keys(REQUESTS).join(', ')}` };
  const problem = metricProblem(what === '' ? [which] : [which, what], REQUESTS);
  if (problem !== null) return problem;
  if (what === 'requests') return name === '' ? null : { message: 'requests is a number: nothing stands under it' };
  const declared = keysAt(context.root, ['functions']);
  if (name === '') return { message: 'functions needs the name of a function after it' };
  if (!declared.includes(name))
    return { message: `no function is named "${show(name)}"`, ...didYouMean(name, declared) };
  if (time.length === 0) return { message: `"${show(name)}" needs one of ${Object.keys(TIMES).join(', ')}` };
  return metricProblem(time, TIMES);
}

function syntaxProblem(text: string): Complaint {
  const message = `"${show(text)}" is not a condition such as functions.checkout.latencyMs.p99 < 300`;
  const bound = CONDITION.exec(text)?.[3] ?? '';
  if (/^[\d.]+ms$/.test(bound)) return { message, hint: `write ${bound.slice(0, -2)}: times are in milliseconds` };
  if (/^[\d.]+%$/.test(bound)) return { message, hint: 'write a share such as 0.01 instead of 1%' };
  return /==|!=|=$/.test(text) ? { message, hint: 'use <, <=, > or >=' } : { message };
}

function metricProblem(path: readonly string[], metrics: Readonly<Record<string, Leaves>>): Complaint | null {
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
