// Aliases, what autoscaling did for them, and their deployments, built by hand: no simulation has run.
import type { Cost } from '../../src/money-result.js';
import type { AliasProvisioned, AliasResult, DeploymentResult, ScalingActivity } from '../../src/provisioned-result.js';
import type { MetricSeries, ProvisionedSettings } from '../../src/result.js';

export const NO_COST: Cost = {
  requests: 0,
  duration: 0,
  provisionedCapacity: 0,
  provisionedDuration: 0,
  snapStart: 0,
  ephemeralStorage: 0,
  logs: 0,
  streaming: 0,
  pollers: 0,
  total: 0,
};

export const FIXED_AT_5: ProvisionedSettings = { qualifier: 'live', concurrency: 5, text: '5', scaling: null };

export const TRACKED: ProvisionedSettings = {
  qualifier: 'live',
  concurrency: 2,
  text: '2 to 40 at 70 % (average)',
  scaling: { min: 2, max: 40, tracking: { targetUtilization: 0.7, statistic: 'average' }, scheduled: 0 },
};

/** Five throughout, of which 31 % are busy: not worth their money. */
export function provisioned(change: Partial<AliasProvisioned> = {}): AliasProvisioned {
  return {
    status: 'READY',
    requested: { mean: 5, min: 5, max: 5, end: 5 },
    available: { mean: 5, min: 5, max: 5, end: 5 },
    usedMean: 1.55,
    wastedMean: 3.45,
    utilizationMean: 0.31,
    utilizationMax: 1,
    cost: { capacity: 0.075, duration: 0.032, onDemandInstead: 0.0612 },
    billedUtilization: 0.3,
    breakEvenUtilization: 0.6,
    activities: [],
    activitiesOmitted: 0,
    ...change,
  };
}

export function aliasResult(change: Partial<AliasResult> = {}): AliasResult {
  return {
    version: '1',
    arrivals: 72_004,
    invocations: 71_892,
    coldStarts: 864,
    warmStarts: 35_014,
    provisionedInvocations: 36_014,
    spilloverInvocations: 4310,
    spilloverByReason: { concurrency: 4000, requestRate: 310 },
    throttles: 112,
    cost: NO_COST,
    costPerMillion: null,
    provisioned: provisioned(),
    ...change,
  };
}

/** An alias of which nothing is kept ready. */
export const plainAlias = (change: Partial<AliasResult> = {}): AliasResult =>
  aliasResult({
    provisionedInvocations: 0,
    spilloverInvocations: 0,
    spilloverByReason: { concurrency: 0, requestRate: 0 },
    provisioned: null,
    ...change,
  });

const MINUTE = 60_000;

/** What a log of autoscaling holds: an alarm, what it led to, a schedule, a refusal, a failure. */
export const ACTIVITIES: readonly ScalingActivity[] = [
  { atMs: 3 * MINUTE, kind: 'alarmHigh', from: 2, to: 2, why: '0.93 > 0.7 in 3 of 3 minutes' },
  { atMs: 3 * MINUTE, kind: 'scaleOut', from: 2, to: 3, why: '0.93 against a target of 0.7' },
  { atMs: 4.5 * MINUTE + 2210, kind: 'available', from: 2, to: 3, why: '' },
  { atMs: 10 * MINUTE, kind: 'scheduled', from: 3, to: 10, why: 'min 10, max 40' },
  { atMs: 11.5 * MINUTE + 2380, kind: 'failed', from: 10, to: 3, why: 'an init took too long' },
  {
    atMs: 20 * MINUTE,
    kind: 'refused',
    from: 3,
    to: 30,
    why: 'it would leave too little unreserved concurrency, or exceed what is reserved',
  },
  { atMs: 30 * MINUTE, kind: 'deployment', from: 3, to: 3, why: '1 → 2 started' },
  { atMs: 45 * MINUTE, kind: 'alarmLow', from: 3, to: 3, why: '0.20 < 0.63 in 15 of 15 minutes' },
  { atMs: 45 * MINUTE, kind: 'scaleIn', from: 3, to: 2, why: '0.20 against a target of 0.7' },
];

export function deployment(change: Partial<DeploymentResult> = {}): DeploymentResult {
  return {
    alias: 'live',
    from: '1',
    to: '2',
    strategy: 'canary: 10 % for 5m',
    atMs: 30 * MINUTE,
    shiftedAtMs: 30 * MINUTE + 92_380,
    completedAtMs: 35 * MINUTE + 92_380,
    status: 'completed',
    reason: null,
    coldStarts: 12,
    ...change,
  };
}

export const FAILED_DEPLOYMENT = deployment({
  to: '3',
  strategy: 'all at once',
  atMs: 50 * MINUTE,
  shiftedAtMs: null,
  completedAtMs: null,
  status: 'failed',
  reason: 'no room to provision both versions',
  coldStarts: 0,
});

export interface ScaledDay {
  readonly series: MetricSeries;
  readonly activities: readonly ScalingActivity[];
}

/** So many minutes of a load that rises and falls, and target tracking that follows it as AWS's alarms do, two minutes late. */
export function scaledDay(minutes: number, waves = 2, target = 0.7): ScaledDay {
  const activities: ScalingActivity[] = [];
  const ready = new Map<number, number>();
  const columns: Record<string, (number | null)[]> = {};
  const add = (metric: string, value: number | null): void => {
    columns[metric] = [...(columns[metric] ?? []), value];
  };
  const utilizations: number[] = [];
  let [requested, available] = [2, 2];
  for (let minute = 0; minute < minutes; minute++) {
    const from = available;
    available = ready.get(minute) ?? Math.min(available, requested);
    if (available > from) activities.push({ atMs: minute * MINUTE, kind: 'available', from, to: available, why: '' });
    const load = 1 + 9 * (1 - Math.cos((2 * Math.PI * waves * minute) / minutes));
    const busy = Math.min(available, load);
    utilizations.push(busy / available);
    add('requested', requested);
    add('available', available);
    add('busy', busy);
    add('peak', Math.min(available, Math.ceil(load * 1.3)));
    add('spilled', Math.round(Math.max(0, load * 1.2 - available) * 40));
    add('utilization', minute < 5 ? null : busy / available);
    const next = (why: string, alarm: 'alarmHigh' | 'alarmLow'): void => {
      const to = Math.ceil((requested * busy) / available / target);
      const atMs = (minute + 1) * MINUTE;
      activities.push({ atMs, kind: alarm, from: requested, to: requested, why });
      const against = `${(busy / available).toFixed(2)} against a target of ${target}`;
      const kind = alarm === 'alarmHigh' ? 'scaleOut' : 'scaleIn';
      activities.push({ atMs, kind, from: requested, to, why: against });
      if (to > requested) ready.set(minute + 3, to);
      requested = to;
    };
    const last = (count: number) => utilizations.slice(-count);
    if (available === requested && last(3).every((each) => each > target))
      next(`${(busy / available).toFixed(2)} > ${target} in 3 of 3 minutes`, 'alarmHigh');
    else if (last(15).every((each) => each < 0.9 * target) && minute >= 15)
      next(`${(busy / available).toFixed(2)} < ${0.9 * target} in 15 of 15 minutes`, 'alarmLow');
  }
  const { requested: r = [], available: a = [], busy = [], peak = [], spilled = [], utilization = [] } = columns;
  const series = {
    RequestedProvisionedConcurrency: { Average: r, Maximum: r },
    AvailableProvisionedConcurrency: { Average: a, Maximum: a },
    ProvisionedConcurrentExecutions: { Average: busy, Maximum: peak },
    ProvisionedConcurrencySpilloverInvocations: { Sum: spilled },
    ProvisionedConcurrencyUtilization: {
      Average: utilization,
      Maximum: utilization.map((each, minute) => (each === null ? null : (peak[minute] ?? 0) / (a[minute] ?? 1))),
    },
  };
  return { series, activities };
}
