// From what was counted to the figures of the result document: milliseconds, rates, averages. One function, or all together.
import { Histogram } from '../../metrics/histogram.js';
import type { FunctionMoney } from '../../money-result.js';
import type { ColdStartCause, FunctionResult, PhaseName, Statistics } from '../../result.js';
import { PHASES } from '../cold-start/phases.js';
import { CAUSES, REASONS } from '../events.js';
import type { Latencies } from './latencies.js';
import type { Levels } from './levels.js';
import type { Measure } from './measure.js';
import type { ProvisionedLevels } from './provisioned-levels.js';

const MBMS_PER_GBS = 1024 * 1000;

const inMilliseconds = (micros: number | null): number | null => (micros === null ? null : micros / 1000);

/** Mean, percentiles and maximum of a histogram of microseconds. */
export function statistics(histogram: Histogram): Statistics {
  const percentile = (probability: number): number | null => inMilliseconds(histogram.percentile(probability));
  return {
    mean: inMilliseconds(histogram.mean),
    p50: percentile(0.5),
    p90: percentile(0.9),
    p95: percentile(0.95),
    p99: percentile(0.99),
    p999: percentile(0.999),
    max: histogram.count > 0 ? histogram.max / 1000 : null,
  };
}

/** Everything but the cost. `levels` are the function's own, or the account's for all measures together. */
export function figures(
  measures: readonly Measure[],
  levels: Levels,
  provisioned: ProvisionedLevels | null,
): Omit<FunctionResult, 'aliases' | 'deployments' | keyof FunctionMoney> {
  const sum = (of: (measure: Measure) => number): number => measures.reduce((total, measure) => total + of(measure), 0);
  const all = (...of: ((measure: Measure) => Histogram)[]): Histogram =>
    merged(measures.flatMap((m) => of.map((f) => f(m))));
  const latencies = latenciesOf(measures.flatMap((m) => m.latencies));
  const { cold } = latencies;
  const onProvisioned = merged([latencies.provisioned, latencies.queued]);
  const warm = merged([latencies.warm, latencies.assigned]);
  const coldStarts = sum((m) => m.coldStarts);
  const warmStarts = sum((m) => m.warmStarts);
  const provisionedInvocations = sum((m) => m.provisionedInvocations);
  const invocations = coldStarts + warmStarts + provisionedInvocations;
  const throttlesByReason = tallied(REASONS, (index) => sum((m) => m.throttlesByReason[index]!), true);
  const init = statistics(all((m) => m.init));
  return {
    arrivals: sum((m) => m.arrivals),
    invocations,
    coldStarts,
    warmStarts,
    provisionedInvocations,
    spilloverInvocations: sum((m) => m.spilloverInvocations),
    throttles: Object.values(throttlesByReason).reduce((total, count) => total + count, 0),
    throttlesByReason,
    suppressedInits: sum((m) => m.suppressedInits),
    initTimeouts: sum((m) => m.initTimeouts),
    initErrors: sum((m) => m.initErrors),
    proactiveInits: sum((m) => m.proactiveInits),
    errors: sum((m) => m.errors),
    timeouts: sum((m) => m.timeouts),
    retries: sum((m) => m.retries),
    dropped: sum((m) => m.dropped),
    coldStartRate: invocations > 0 ? coldStarts / invocations : null,
    coldStartCauses: tallied<ColdStartCause>(CAUSES, (index) => sum((m) => m.coldStartsByCause[index]!), false),
    latencyMs: statistics(merged([cold, warm, onProvisioned])),
    coldLatencyMs: statistics(cold),
    warmLatencyMs: statistics(warm),
    provisionedLatencyMs: statistics(onProvisioned),
    initMs: init,
    durationMs: statistics(merged([latencies.warm, latencies.provisioned, all((m) => m.durationAfterWait)])),
    waitMs: statistics(
      waits(
        all((m) => m.waits),
        cold.count + warm.count + onProvisioned.count,
      ),
    ),
    phasesMs: phaseFigures((phase) => all((m) => m.phases[phase]!)),
    firstInvokeMs: statistics(all((m) => m.firstInvokes)),
    billedMs: sum((m) => m.billedOnDemandMs + m.billedProvisionedMs),
    gbSeconds: sum((m) => (m.billedOnDemandMs + m.billedProvisionedMs) * m.memoryMB) / MBMS_PER_GBS,
    concurrency: { mean: levels.concurrency.mean, max: levels.concurrency.max },
    environments: environmentFigures(measures, levels),
    provisioned: provisionedFigures(provisioned),
    latencyCurve: latencyCurve({ cold, warm, provisioned: onProvisioned }),
  };
}

function environmentFigures(measures: readonly Measure[], levels: Levels): FunctionResult['environments'] {
  const sum = (of: (measure: Measure) => number): number => measures.reduce((total, measure) => total + of(measure), 0);
  const { window } = measures[0]!;
  const length = window.to - window.from;
  const ended = sum((m) => m.ended);
  const busy = levels.concurrency.area - levels.onProvisioned.area + levels.spares.area;
  return {
    created: sum((m) => m.created),
    expired: ended,
    mean: levels.environments.mean,
    meanIdle: (levels.environments.area - busy) / length,
    meanBusy: busy / length,
    max: levels.environments.max,
    meanLifetimeMs: ended > 0 ? sum((m) => m.lifetimes) / ended / 1000 : null,
  };
}

/** Over the time from the end of the warm-up; utilisation is null where nothing was ever available. */
export function provisionedFigures(levels: ProvisionedLevels | null): FunctionResult['provisioned'] {
  if (levels === null || levels.available.max === 0) return { mean: 0, utilizationMean: null, utilizationMax: null };
  const { available, used, utilization } = levels;
  return {
    mean: available.mean,
    utilizationMean: available.area > 0 ? used.area / available.area : null,
    utilizationMax: utilization.max,
  };
}

// Dense in the middle for the shape, denser at the end for the tail.
const PROBABILITIES: readonly number[] = [
  0.001, 0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9,
  0.925, 0.95, 0.96, 0.97, 0.98, 0.985, 0.99, 0.9925, 0.995, 0.9975, 0.999, 0.9995, 0.9999, 1,
];

function latencyCurve(
  kinds: Readonly<Record<'cold' | 'warm' | 'provisioned', Histogram>>,
): FunctionResult['latencyCurve'] {
  const met = Object.entries(kinds).filter(([, histogram]) => histogram.count > 0);
  const ms = met.map(([kind, histogram]) => [kind, PROBABILITIES.map((p) => histogram.percentile(p)! / 1000)] as const);
  return { probabilities: PROBABILITIES, ms: Object.fromEntries(ms) };
}

/** Several triggers' or functions' latencies as one. */
function latenciesOf(parts: readonly Latencies[]): Latencies {
  return {
    cold: merged(parts.map((part) => part.cold)),
    assigned: merged(parts.map((part) => part.assigned)),
    warm: merged(parts.map((part) => part.warm)),
    provisioned: merged(parts.map((part) => part.provisioned)),
    queued: merged(parts.map((part) => part.queued)),
  };
}

/** What a trigger's clients waited, over all the functions that it calls. */
export function triggerLatency(measures: readonly Measure[], trigger: number): Statistics {
  const { cold, assigned, warm, provisioned, queued } = latenciesOf(
    measures.flatMap((m) => m.latencies[trigger] ?? []),
  );
  return statistics(merged([cold, assigned, warm, provisioned, queued]));
}

function phaseFigures(of: (phase: number) => Histogram): FunctionResult['phasesMs'] {
  const entries = PHASES.map((name, phase) => [name, statistics(of(phase))] as const);
  return Object.fromEntries(entries) as Record<PhaseName, Statistics>;
}

/** Everyone else whose request was answered waited for nothing but its own invocation. */
function waits(met: Histogram, answered: number): Histogram {
  const histogram = new Histogram();
  histogram.recordZeros(answered - met.count);
  histogram.merge(met);
  return histogram;
}

function merged(histograms: readonly Histogram[]): Histogram {
  if (histograms.length === 1) return histograms[0]!;
  const all = new Histogram();
  for (const histogram of histograms) all.merge(histogram);
  return all;
}

function tallied<Name extends string>(
  names: readonly Name[],
  count: (index: number) => number,
  onlyMet: boolean,
): Record<Name, number> {
  const entries = names.map((name, index) => [name, count(index)] as const);
  return Object.fromEntries(onlyMet ? entries.filter(([, value]) => value > 0) : entries) as Record<Name, number>;
}
