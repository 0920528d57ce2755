// The settings in force, function by function, in words for reports.
import type { FunctionSettings, ProvisionedSettings } from '../result.js';
import { durationText } from './duration-text.js';
import { deploymentText, isProvisioned, provisionedText, weightsText } from './provisioned/describe.js';
import type { ScalingSpec } from './provisioned/types.js';
import type { Distribution } from './traffic/types.js';
import type { FunctionSpec, KeepAlive, Scenario } from './types.js';
import { MICROSECONDS } from './units.js';

export function describeSettings({ account, functions }: Scenario): FunctionSettings[] {
  return functions.map((spec) => ({
    name: spec.name,
    region: spec.region,
    runtime: spec.runtime,
    architecture: spec.architecture,
    memoryMB: spec.memoryMB,
    timeoutMs: spec.timeout / MICROSECONDS.ms,
    reservedConcurrency: spec.reservedConcurrency,
    accountConcurrency: account.regions[spec.region]?.concurrency ?? account.concurrency,
    provisioned: provisionedOf(spec),
    weights: weightsOf(spec),
    deployments: spec.deployments.map(deploymentText),
    placement: spec.placement,
    keepAlive: keepAliveText(spec.keepAlive),
    handler: spec.handler === null ? 'as the trace says' : distributionText(spec.handler),
    init: initText(spec),
    restoreBilledShare: spec.snapStart?.billedShare ?? null,
    logBytes: spec.logBytes,
  }));
}

/** "400ms", or "quantiles from 105ms to 281ms (predicted for nodejs22.x, zip, x86_64), then 300ms of one’s own". */
function initText({ coldStart, runtime, package: { type }, architecture }: FunctionSpec): string {
  const { initGiven, runtimeInit, functionInit } = coldStart;
  if (initGiven) return distributionText(functionInit);
  const own = functionInit.kind === 'constant' && functionInit.value === 0;
  const predicted = `${distributionText(runtimeInit)} (predicted for ${runtime}, ${type}, ${architecture})`;
  return own ? predicted : `${predicted}, then ${distributionText(functionInit)} of one’s own`;
}

/** What ever has any, and what autoscaling may give some. */
function provisionedOf({ aliases, versions }: FunctionSpec): FunctionSettings['provisioned'] {
  return [
    ...aliases.map(({ name, provisioned }) => ({ qualifier: name, provisioned })),
    ...versions.map(({ version, provisioned }) => ({ qualifier: version, provisioned })),
  ]
    .filter(({ provisioned }) => isProvisioned(provisioned))
    .map(({ qualifier, provisioned }) => {
      const { initial, scaling } = provisioned;
      const text = provisionedText(provisioned);
      return { qualifier, concurrency: initial, text, scaling: scaling && scalingOf(scaling) };
    });
}

function scalingOf({ min, max, tracking, scheduled }: ScalingSpec): ProvisionedSettings['scaling'] {
  return {
    min,
    max,
    tracking: tracking && { targetUtilization: tracking.targetUtilization, statistic: tracking.statistic },
    scheduled: scheduled.length,
  };
}

function weightsOf({ aliases }: FunctionSpec): FunctionSettings['weights'] {
  return aliases.flatMap(({ name, version, other }) => {
    const text = weightsText(version, other);
    return text === null ? [] : [`${name}: ${text}`];
  });
}

/** "640s idle, 15m spare, 2h life (preset aws-2020)"; "hybrid histogram, 4h in bins of 1m". */
export function keepAliveText(of: KeepAlive): string {
  if (of.policy === 'hybrid-histogram')
    return `hybrid histogram, ${durationText(of.range)} in bins of ${durationText(of.bin)}`;
  const { idle, spare, maxLifetime, preset } = of;
  const limits = [
    ...(idle === null ? [] : [`${durationText(idle)} idle`]),
    ...(spare === null ? [] : [`${distributionText(spare)} spare`]),
    ...(maxLifetime === null ? [] : [`${distributionText(maxLifetime)} life`]),
  ];
  return `${limits.join(', ') || 'no limit'}${preset === null ? '' : ` (preset ${preset})`}`;
}

/** "log-normal, median 80ms, sigma 0.69"; a constant is its duration alone. */
export function distributionText(of: Distribution): string {
  switch (of.kind) {
    case 'constant':
      return durationText(of.value);
    case 'exponential':
      return `exponential, mean ${durationText(of.mean)}`;
    case 'lognormal':
      return `log-normal, median ${durationText(of.median)}, sigma ${short(of.sigma)}`;
    case 'gamma':
      return `gamma, mean ${durationText(of.mean)}, cv ${short(of.cv)}`;
    case 'weibull':
      return `Weibull, scale ${durationText(of.scale)}, shape ${short(of.shape)}`;
    case 'uniform':
      return `uniform, ${durationText(of.min)} to ${durationText(of.max)}`;
    case 'pareto':
      return `Pareto, from ${durationText(of.min)}, alpha ${short(of.alpha)}`;
    case 'values':
      return `one of ${of.values.length} values`;
    case 'quantiles':
      return `${of.points.length} quantiles, ${durationText(of.points[0]?.[1] ?? 0)} to ${durationText(of.points.at(-1)?.[1] ?? 0)}`;
    case 'mixture':
      return `mixture of ${of.parts.map((part) => `${short(part.weight)} × (${distributionText(part.of)})`).join(', ')}`;
  }
}

function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}
