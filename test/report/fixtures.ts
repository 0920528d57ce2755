// Results to report on, built by hand and consistent in themselves: no simulation has run.
import type {
  ColdStartCause,
  FunctionResult,
  FunctionSettings,
  MetricSeries,
  Result,
  RunResult,
  SensitivityRun,
  Series,
  Statistics,
  SummaryEntry,
  TriggerResult,
} from '../../src/result.js';
import { aliasResult, FIXED_AT_5, NO_COST } from './alias-fixtures.js';
import {
  BUSY_BREAK_EVEN,
  BUSY_COLD_START_COST,
  BUSY_COST,
  NO_COLD_START_COST,
  PRICING,
  PROVISIONED_COST,
  perMillion,
  sumOfCosts,
} from './money-fixtures.js';

export const NO_STATISTICS: Statistics = {
  mean: null,
  p50: null,
  p90: null,
  p95: null,
  p99: null,
  p999: null,
  max: null,
};

const NO_PHASES: FunctionResult['phasesMs'] = {
  placement: NO_STATISTICS,
  download: NO_STATISTICS,
  extensionInit: NO_STATISTICS,
  runtimeInit: NO_STATISTICS,
  functionInit: NO_STATISTICS,
  restore: NO_STATISTICS,
  failedInit: NO_STATISTICS,
  initAgain: NO_STATISTICS,
  firstInvoke: NO_STATISTICS,
};
export function statistics(median: number, tail = 3): Statistics {
  return {
    mean: median * 1.1,
    p50: median,
    p90: median * (1 + tail * 0.4),
    p95: median * (1 + tail * 0.6),
    p99: median * (1 + tail),
    p999: median * (1 + tail * 1.5),
    max: median * (1 + tail * 2),
  };
}

/** A function that nothing invoked. */
export function idleFunction(): FunctionResult {
  return {
    arrivals: 0,
    invocations: 0,
    coldStarts: 0,
    warmStarts: 0,
    provisionedInvocations: 0,
    spilloverInvocations: 0,
    throttles: 0,
    throttlesByReason: {},
    suppressedInits: 0,
    initTimeouts: 0,
    initErrors: 0,
    proactiveInits: 0,
    errors: 0,
    timeouts: 0,
    retries: 0,
    dropped: 0,
    coldStartRate: null,
    coldStartCauses: { first: 0, scaleOut: 0, expired: 0, recycled: 0, deployed: 0 },
    latencyMs: NO_STATISTICS,
    coldLatencyMs: NO_STATISTICS,
    warmLatencyMs: NO_STATISTICS,
    provisionedLatencyMs: NO_STATISTICS,
    initMs: NO_STATISTICS,
    durationMs: NO_STATISTICS,
    waitMs: NO_STATISTICS,
    phasesMs: NO_PHASES,
    firstInvokeMs: NO_STATISTICS,
    billedMs: 0,
    gbSeconds: 0,
    concurrency: { mean: 0, max: 0 },
    environments: { created: 0, expired: 0, mean: 0, meanIdle: 0, meanBusy: 0, max: 0, meanLifetimeMs: null },
    provisioned: { mean: 0, utilizationMean: null, utilizationMax: null },
    aliases: {},
    deployments: [],
    cost: NO_COST,
    costPerMillion: null,
    coldStartCost: NO_COLD_START_COST,
    breakEven: null,
    latencyCurve: { probabilities: [], ms: {} },
  };
}

const PROBABILITIES = [0, ...Array.from({ length: 99 }, (_, index) => (index + 1) / 100), 0.995, 0.999, 0.9999, 1];

function curve(median: number, spread: number): number[] {
  return PROBABILITIES.map((p) => {
    const odds = Math.min(0.9999, Math.max(0.0001, p));
    return median * (odds / (1 - odds)) ** spread;
  });
}

/** The function of the specification's example: 1.2 % of 72,004 invocations start cold. */
export function busyFunction(change: Partial<FunctionResult> = {}): FunctionResult {
  return {
    ...idleFunction(),
    arrivals: 72_004,
    invocations: 72_004,
    coldStarts: 864,
    warmStarts: 71_140,
    coldStartRate: 864 / 72_004,
    coldStartCauses: { first: 1, scaleOut: 620, expired: 243, recycled: 0, deployed: 0 },
    latencyMs: { ...statistics(81), p99: 412, max: 1931 },
    coldLatencyMs: statistics(640, 1),
    warmLatencyMs: statistics(80),
    initMs: statistics(400, 0.5),
    durationMs: statistics(80),
    waitMs: statistics(0.1),
    phasesMs: {
      ...NO_PHASES,
      placement: statistics(180, 0),
      download: statistics(20, 0),
      runtimeInit: statistics(140, 0.5),
      functionInit: statistics(260, 0.5),
      firstInvoke: statistics(10, 0),
    },
    billedMs: 6_480_000,
    gbSeconds: 6480,
    concurrency: { mean: 2.134, max: 14 },
    environments: {
      created: 864,
      expired: 850,
      mean: 6.213,
      meanIdle: 4.079,
      meanBusy: 2.134,
      max: 14,
      meanLifetimeMs: 900_000,
    },
    cost: BUSY_COST,
    costPerMillion: perMillion(BUSY_COST, 72_004),
    coldStartCost: BUSY_COLD_START_COST,
    breakEven: BUSY_BREAK_EVEN,
    latencyCurve: { probabilities: PROBABILITIES, ms: { cold: curve(640, 0.12), warm: curve(80, 0.25) } },
    ...change,
  };
}

/** Half served on provisioned concurrency, with spillover, throttles and timeouts. */
export function provisionedFunction(change: Partial<FunctionResult> = {}): FunctionResult {
  return busyFunction({
    invocations: 71_892,
    warmStarts: 35_014,
    provisionedInvocations: 36_014,
    spilloverInvocations: 4310,
    throttles: 112,
    throttlesByReason: { ReservedFunctionConcurrentInvocationLimitExceeded: 112 },
    coldStartRate: 864 / 71_892,
    suppressedInits: 9,
    initTimeouts: 0,
    initErrors: 0,
    proactiveInits: 0,
    errors: 31,
    timeouts: 10,
    provisionedLatencyMs: statistics(79),
    provisioned: { mean: 5, utilizationMean: 0.31, utilizationMax: 1 },
    aliases: {
      live: aliasResult({ cost: PROVISIONED_COST, costPerMillion: perMillion(PROVISIONED_COST, 71_892) }),
    },
    cost: PROVISIONED_COST,
    costPerMillion: perMillion(PROVISIONED_COST, 71_892),
    breakEven: { ...BUSY_BREAK_EVEN, architecture: { to: 'arm64', slowdown: 1.25, cost: 0.1488 } },
    latencyCurve: {
      probabilities: PROBABILITIES,
      ms: { cold: curve(640, 0.12), warm: curve(82, 0.25), provisioned: curve(79, 0.24) },
    },
    ...change,
  });
}

export function settingsOf(name: string, change: Partial<FunctionSettings> = {}): FunctionSettings {
  return {
    name,
    region: 'us-east-1',
    runtime: 'nodejs22.x',
    architecture: 'x86_64',
    memoryMB: 1024,
    timeoutMs: 10_000,
    reservedConcurrency: null,
    accountConcurrency: 1000,
    provisioned: [],
    weights: [],
    deployments: [],
    placement: 'mru',
    keepAlive: '640s idle, 900s spare, 2h life (preset aws-2020)',
    handler: 'log-normal, median 80ms, sigma 0.69',
    init: 'predicted from runtime and package',
    restoreBilledShare: null,
    logBytes: 64,
    ...change,
  };
}

export const PROVISIONED_SETTINGS: Partial<FunctionSettings> = {
  reservedConcurrency: 20,
  provisioned: [FIXED_AT_5],
};

/** A wave of two periods, so that charts have something to show. */
function metrics(steps: number, provisioned: number): MetricSeries {
  const wave = Array.from({ length: steps }, (_, step) => 1 - Math.cos((4 * Math.PI * step) / steps));
  const growing = wave.map((value, step) => (value > (wave[step - 1] ?? 0) ? 1 : 0));
  const busy = wave.map((value) => Math.min(provisioned, value * 2));
  const cause = (period: number, amount: number): Record<string, number[]> => ({
    Sum: growing.map((grows, step) => (step % period === 0 ? amount * grows : 0)),
  });
  return {
    Invocations: { Sum: wave.map((value) => Math.round(value * 1200)) },
    ConcurrentExecutions: {
      Average: wave.map((value) => value * 2.5),
      Maximum: wave.map((value) => Math.ceil(value * 7)),
    },
    IdleEnvironments: { Average: wave.map((value, step) => 1 + value + (wave[Math.max(0, step - 10)] ?? 0)) },
    Environments: { Maximum: wave.map((value) => Math.ceil(value * 9)) },
    ColdStartsFirst: { Sum: wave.map((_, step) => (step === 0 ? 1 : 0)) },
    ColdStartsScaleOut: cause(1, 9),
    ColdStartsExpired: cause(2, 4),
    ColdStartsRecycled: cause(7, 2),
    ColdStartsDeployed: { Sum: wave.map(() => 0) },
    ...(provisioned === 0 ? {} : { ProvisionedConcurrentExecutions: { Average: busy, Maximum: busy.map(Math.ceil) } }),
  };
}

export interface Ingredients {
  readonly functions: Readonly<Record<string, FunctionResult>>;
  readonly settings?: readonly FunctionSettings[];
  readonly triggers?: Readonly<Record<string, TriggerResult>>;
  readonly replications?: number;
  readonly steps?: number;
  /** By `function:alias`. */
  readonly aliasSeries?: Readonly<Record<string, MetricSeries>>;
  readonly change?: Partial<Result>;
}

export function resultOf(of: Ingredients): Result {
  const { functions, settings, triggers = {}, replications = 1, steps = 60, aliasSeries = {}, change = {} } = of;
  const run = { ...runOf(functions, steps, aliasSeries), triggers };
  const runs = Array.from({ length: replications }, (_, replication) => ({ ...run, replication }));
  return {
    schema: 'coldstart-result/1',
    scenario: 'checkout-api',
    description: 'One API on a weekday morning',
    seed: '42',
    version: '1.0.0',
    horizonMs: steps * 60_000,
    warmupMs: 0,
    interrupted: false,
    warnings: [],
    settings: settings ?? Object.keys(functions).map((name) => settingsOf(name)),
    traffic: Object.keys(functions).map((name) => ({
      trigger: `calls-${name}`,
      type: 'apiGateway',
      target: `${name}:live`,
      arrivals: 'Poisson, 20/s',
    })),
    pricing: PRICING,
    runs,
    summary: summaryOf(run, replications),
    slo: [],
    reproduce: { command: 'coldstart run checkout-api.yaml --seed 42', scenarioHash: '9f86d081884c7d65' },
    ...change,
  };
}

function runOf(
  functions: Readonly<Record<string, FunctionResult>>,
  steps: number,
  aliases: Series['aliases'],
): RunResult {
  const entries = Object.entries(functions);
  return {
    replication: 0,
    digest: 'c0ffee0123456789',
    events: 145_000,
    functions,
    triggers: {},
    total: totalOf(entries.map(([, each]) => each)),
    series: {
      stepMs: 60_000,
      functions: Object.fromEntries(entries.map(([name, each]) => [name, metrics(steps, each.provisioned.mean)])),
      aliases,
      account: {},
      triggers: {},
    },
  };
}

const ADDED = ['arrivals', 'invocations', 'coldStarts', 'warmStarts', 'throttles', 'errors', 'timeouts'] as const;

function totalOf(functions: readonly FunctionResult[]): FunctionResult {
  const add = (pick: (each: FunctionResult) => number): number => functions.reduce((sum, each) => sum + pick(each), 0);
  const sums = Object.fromEntries(ADDED.map((key) => [key, add((each) => each[key])]));
  const causes = ['first', 'scaleOut', 'expired', 'recycled', 'deployed'] as const satisfies ColdStartCause[];
  const invocations = add((each) => each.invocations);
  const cost = sumOfCosts(functions.map((each) => each.cost));
  const months = functions.flatMap(({ monthly }) => monthly ?? []);
  return {
    ...(functions[0] ?? idleFunction()),
    ...sums,
    coldStartRate: invocations === 0 ? null : add((each) => each.coldStarts) / invocations,
    coldStartCauses: Object.fromEntries(
      causes.map((cause) => [cause, add((each) => each.coldStartCauses[cause])]),
    ) as FunctionResult['coldStartCauses'],
    cost,
    ...(months.length > 0 && { monthly: sumOfCosts(months) }),
    costPerMillion: perMillion(cost, invocations),
    coldStartCost: {
      duration: add((each) => each.coldStartCost.duration),
      restores: add((each) => each.coldStartCost.restores),
      ahead: add((each) => each.coldStartCost.ahead),
      total: add((each) => each.coldStartCost.total),
    },
    breakEven: null,
  };
}

/** Every number of the functions and the total by its path, with an interval of 2 % where there are replications. */
function summaryOf(run: RunResult, replications: number): Record<string, SummaryEntry> {
  const summary: Record<string, SummaryEntry> = {};
  const visit = (path: string, value: unknown): void => {
    if (typeof value === 'number') {
      summary[path] = { mean: value, ci95: replications > 1 ? value * 0.02 : null, min: value * 0.9, max: value * 1.1 };
    } else if (value === null) {
      summary[path] = { mean: null, ci95: null, min: null, max: null };
    } else if (typeof value === 'object') {
      const pictures = ['latencyCurve', 'activities', 'breakEven'];
      for (const [key, each] of Object.entries(value)) if (!pictures.includes(key)) visit(`${path}.${key}`, each);
    }
  };
  visit('functions', run.functions);
  visit('triggers', run.triggers);
  visit('total', run.total);
  return summary;
}

export const HOSTILE_NAMES = [
  '</script><script>document.title="owned"</script>',
  '<img src=x onerror="document.title=\'owned\'">',
  '__proto__x\u001b[2J"\' `|` &amp; \u202Eevil\u202C 🧨 مرحبا',
];

export function oneFunction(replications = 1): Result {
  return resultOf({
    functions: { checkout: busyFunction() },
    replications,
    change: {
      slo: [
        {
          text: 'functions.checkout.latencyMs.p99 < 300',
          metric: 'functions.checkout.latencyMs.p99',
          value: 412,
          passed: false,
        },
      ],
    },
  });
}

export function threeFunctions(): Result {
  return resultOf({
    functions: {
      checkout: provisionedFunction(),
      search: busyFunction({ coldStartCauses: { first: 1, scaleOut: 0, expired: 863, recycled: 0, deployed: 0 } }),
      nightly: idleFunction(),
    },
    settings: [
      settingsOf('checkout', PROVISIONED_SETTINGS),
      settingsOf('search'),
      settingsOf('nightly', { timeoutMs: 900_000 }),
    ],
    replications: 10,
    steps: 240,
    change: {
      warmupMs: 300_000,
      slo: [
        {
          text: 'functions.checkout.latencyMs.p99 < 500',
          metric: 'functions.checkout.latencyMs.p99',
          value: 418.3,
          passed: true,
        },
        {
          text: 'functions.search.coldStartRate < 0.01',
          metric: 'functions.search.coldStartRate',
          value: 0.0121,
          passed: false,
        },
      ],
      warnings: ['nightly: nothing invoked this function.'],
    },
  });
}

export function hostile(): Result {
  return resultOf({
    functions: Object.fromEntries(
      HOSTILE_NAMES.map((name) => [name, busyFunction({ throttles: 3, throttlesByReason: { '<b>reason</b>': 3 } })]),
    ),
    change: {
      scenario: HOSTILE_NAMES[0] ?? '',
      description: HOSTILE_NAMES[1] ?? '',
      warnings: [HOSTILE_NAMES[2] ?? ''],
      slo: [{ text: HOSTILE_NAMES[1] ?? '', metric: HOSTILE_NAMES[0] ?? '', value: null, passed: false }],
      reproduce: { command: HOSTILE_NAMES[0] ?? '', scenarioHash: '<!--' },
    },
  });
}

export function manyFunctions(amount: number, steps = 2000): Result {
  const names = Array.from({ length: amount }, (_, index) => `service-${String(index + 1).padStart(2, '0')}-handler`);
  return resultOf({
    functions: Object.fromEntries(
      names.map((name, index) => [name, index % 3 === 0 ? provisionedFunction() : busyFunction()]),
    ),
    settings: names.map((name, index) => settingsOf(name, index % 3 === 0 ? PROVISIONED_SETTINGS : {})),
    replications: 5,
    steps,
  });
}

function rerun(names: readonly string[], rate: number, idle: number): SensitivityRun {
  const estimate = (mean: number) => ({ mean, ci95: mean / 10 });
  const figures = {
    coldStarts: estimate(rate * 1000),
    coldStartRate: estimate(rate),
    latencyP99Ms: estimate(412),
    meanIdle: estimate(idle),
    cost: estimate(0.12),
  };
  return { functions: Object.fromEntries(names.map((name) => [name, figures])), total: figures, slo: [] };
}

/** Under two presets and as given, which is in force. */
export function withReruns(...names: string[]): Result {
  const keepAlive = {
    'aws-2019': rerun(names, 0.1, 4),
    'aws-2020': rerun(names, 0.2, 2),
    'as given': rerun(names, 0.05, 8),
  };
  return resultOf({
    functions: Object.fromEntries(names.map((name) => [name, busyFunction()])),
    change: { sensitivity: { keepAlive, inForce: { keepAlive: 'as given' }, changes: [] } },
  });
}
