// Every setting of a scenario as one row of its explanation: its key, its value in words, and the assumption behind its
// default. Which row comes from where is explain.ts's.
import type { SettingOrigin } from '../../explanation.js';
import { INIT_MS } from '../../lambda/calibrated.js';
import { measuredAs, restoredAs } from '../../lambda/cold-start/stand-in.js';
import type { Account } from '../account/types.js';
import { distributionText, keepAliveText } from '../describe.js';
import { show } from '../diagnostics.js';
import { durationText } from '../duration-text.js';
import { deploymentText, isProvisioned, provisionedText, weightsText } from '../provisioned/describe.js';
import type { ProvisionedSpec, TargetTrackingSpec } from '../provisioned/types.js';
import { warmupText } from '../steady/warmup.js';
import type { Target } from '../triggers/types.js';
import type { AliasSpec, FunctionSpec, Scenario, VersionSpec } from '../types.js';
import { sizeText } from '../units.js';
import type { AssumptionId } from './assumptions.js';

/** One setting of a thing of kind `T`. */
export interface Row<T> {
  /** Below the thing, as `--set` takes it. */
  readonly key: readonly string[];
  /** In words; `null` where the setting does not apply. `given` tells whether the file or a flag has a key. */
  readonly value: (of: T, given: (...key: string[]) => boolean) => string | null;
  /** Where the value comes from if nobody gave it: an assumption, `null` for a default that says nothing about AWS. */
  readonly otherwise: AssumptionId | null | ((of: T) => SettingOrigin);
}

const row = <T>(key: string, otherwise: Row<T>['otherwise'], value: Row<T>['value']): Row<T> => ({
  key: key.split('.'),
  value,
  otherwise,
});

const millisecondsText = (micros: number): string => `${micros / 1000}ms`;
const yesNo = (value: boolean): string => (value ? 'yes' : 'no');
const percent = (value: number): string => `${Number((value * 100).toPrecision(4))}%`;
const orNone = (value: number | null): string => (value === null ? 'none' : String(value));

export const SCENARIO_ROWS: readonly Row<Scenario>[] = [
  row('name', null, ({ name }) => name),
  row('seed', null, ({ seed }) => seed),
  row('duration', null, ({ duration }) => durationText(duration)),
  row('start', null, ({ start }) => start),
  row('warmup', null, warmupText),
  row('replications', null, ({ replications }) => String(replications)),
];

export const ACCOUNT_ROWS: readonly Row<Account>[] = [
  row('concurrency', 'M-ACCOUNT', ({ concurrency }) => String(concurrency)),
  row('region', 'M-PRICE-DURATION', ({ region }) => region),
  row('regions', null, ({ regions }) => {
    const texts = Object.entries(regions).map(([name, { concurrency }]) => `${name}: ${concurrency} at once`);
    return texts.length === 0 ? 'no limits of their own' : texts.join('; ');
  }),
  row('prices', 'M-REGION', ({ prices }) =>
    Object.entries(prices)
      .map(([name, { asOf }]) => `${name} ${asOf === null ? 'as given' : `at list price of ${asOf}`}`)
      .join('; '),
  ),
  row('initBilling', 'M-INIT-BILLING', ({ initBilling }) => initBilling),
  row('savingsPlan', 'M-SAVINGS-PLAN', ({ savingsPlan }) =>
    savingsPlan === null ? 'none' : `${percent(savingsPlan.discount)} off ${percent(savingsPlan.coverage)}`,
  ),
  row('freeTier', 'M-FREE-TIER', ({ freeTier }) => yesNo(freeTier)),
  row('maxLifetime', 'M-LIFETIME', ({ maxLifetime }) => (maxLifetime === null ? 'none' : durationText(maxLifetime))),
  row('scalingRate', 'M-SCALING', ({ scalingRate }) =>
    scalingRate === null ? 'none' : scalingRate.kind === 'legacy-burst' ? 'legacy-burst' : null,
  ),
  row('scalingRate.burst', 'M-SCALING', ({ scalingRate }) =>
    scalingRate?.kind === 'function' ? `${scalingRate.burst} at once` : null,
  ),
  row('scalingRate.perSecond', 'M-SCALING', ({ scalingRate }) =>
    scalingRate?.kind === 'function' ? `${scalingRate.perSecond}/s` : null,
  ),
  row('requestRate', 'M-RPS', ({ requestRate }) =>
    requestRate === null ? 'none' : `${requestRate}/s for each unit of concurrency`,
  ),
];

function roleText(role: FunctionSpec['role']): string {
  if (role === null) return 'one that allows all that is needed';
  if (typeof role === 'string') return role;
  return role.length === 0 ? 'allows nothing' : `allows ${role.join(', ')}`;
}

const byDefault = (assumption: AssumptionId | null): SettingOrigin => ({ kind: 'default', assumption });

/** The measured runtime, package and architecture that stand for the function's (M-INIT-FAMILY). */
const calibrated =
  (assumption: AssumptionId) =>
  ({ runtime, package: { type }, architecture }: FunctionSpec): SettingOrigin => {
    const measured = measuredAs(runtime, type);
    const own = INIT_MS[measured]?.[type] ?? {};
    const other = Object.keys(own).find((each) => each !== architecture);
    const on = Object.hasOwn(own, architecture) ? architecture : (other ?? architecture);
    return { kind: 'calibrated', assumption, measuredAs: `${measured} ${type} ${on}` };
  };

const calibratedRestore = ({ runtime }: FunctionSpec): SettingOrigin => ({
  kind: 'calibrated',
  assumption: 'M-RESTORE',
  measuredAs: restoredAs(runtime),
});

/** What is measured after an init stands for what was not measured after a restore. */
const calibratedAfterRestore = (spec: FunctionSpec): SettingOrigin => {
  if (spec.coldStart.initGiven) return derived(null, 'init')();
  if (spec.runtime.startsWith('java')) return calibratedRestore(spec);
  return calibrated('M-RESTORE')(spec);
};

const derived = (assumption: AssumptionId | null, from: string) => (): SettingOrigin => ({
  kind: 'derived',
  assumption,
  from,
});

function callText({ function: name, qualifier }: Target, waits: boolean, count: number): string {
  const called = qualifier === null ? name : `${name}:${qualifier}`;
  return `${waits ? 'waits for' : 'hands over to'} ${called}${count === 1 ? '' : ` × ${count}`}`;
}

/** What follows from other settings is named in words, which no schema key is. */
export const FUNCTION_ROWS: readonly Row<FunctionSpec>[] = [
  row('description', null, ({ description }) => (description === '' ? null : show(description, 256))),
  row('runtime', 'M-RUNTIME', ({ runtime }) => runtime),
  row('architecture', null, ({ architecture }) => architecture),
  row('memory', 'M-MEMORY', ({ memoryMB }) => `${memoryMB} MB`),
  row('timeout', 'M-TIMEOUT', ({ timeout }) => durationText(timeout)),
  row('package.type', 'M-PACKAGE', (spec) => spec.package.type),
  row(
    'package.size',
    ({ package: { size } }) => (size === null ? byDefault('M-PACKAGE') : derived(null, 'layers')()),
    (spec, given) => {
      if (spec.package.size === null) return 'unknown';
      return `${sizeText(spec.package.size)}${given('layers') ? ' with layers' : ''}`;
    },
  ),
  row('package.zipped', null, ({ package: { zipped } }) => (zipped === null ? null : sizeText(zipped))),
  row('package.source', derived('M-PACKAGE', 'package'), (spec) => spec.package.source),
  row('package.chunkCache', 'M-CHUNK-CACHE', ({ package: { type, chunkCache } }) =>
    type === 'image' ? chunkCache : null,
  ),
  row('layers', null, (_, given) => (given('layers') ? 'counted in the size' : 'none')),
  row('ephemeralStorage', 'M-STORAGE', ({ ephemeralStorageMB }) => `${ephemeralStorageMB} MB`),
  row('payload', 'M-PAYLOAD', ({ payload }) => (payload === 0 ? 'none' : sizeText(payload))),
  row('response', 'M-PAYLOAD', ({ response: { size, streamed } }) =>
    size === 0 ? 'none' : `${sizeText(size)}${streamed ? ', streamed' : ''}`,
  ),
  row('logBytes', 'M-PRICE-LOGS', ({ logBytes }) => (logBytes === 0 ? 'none' : `${logBytes} B an invocation`)),
  row('region', derived('M-REGION', 'account.region'), ({ region }) => region),
  row('vpc', 'M-VPC', ({ vpc }) => yesNo(vpc)),
  row('environment', null, ({ environment: { names, bytes } }) => {
    const variables = `${names.length} variable${names.length === 1 ? '' : 's'}`;
    return names.length === 0 ? 'none' : `${variables}, ${bytes} bytes`;
  }),
  row('role', 'M-ROLE', ({ role }) => roleText(role)),
  row('handler', 'M-HANDLER', ({ handler }) => (handler === null ? 'as the trace says' : distributionText(handler))),
  row('cpuBound', 'M-CPU-BOUND', (_, given) => (given('cpuBound') ? null : 'no: memory does not change handler time')),
  ...(
    [
      ['share', 'share'],
      ['threads', 'threads'],
      ['atMemory', 'atMemoryMB'],
    ] as const
  ).map(([key, field]) =>
    row<FunctionSpec>(`cpuBound.${key}`, 'M-CPU-BOUND', ({ cpuBound }, given) =>
      given('cpuBound') ? `${cpuBound[field]}${key === 'atMemory' ? ' MB' : ''}` : null,
    ),
  ),
  row('errorRate', 'M-ERRORS', ({ errorRate }) => String(errorRate)),
  row('crashRate', 'M-RESET', ({ crashRate }) => String(crashRate)),
  row('placementLatency', 'M-PLACEMENT', ({ coldStart }) => distributionText(coldStart.placement)),
  row('download', derived('M-DOWNLOAD', 'package'), ({ coldStart, package: { type } }, given) =>
    type === 'image' || given('placementLatency') ? null : millisecondsText(coldStart.download),
  ),
  row('image load', derived('M-CHUNK-CACHE', 'package'), ({ coldStart, package: { chunkCache } }) =>
    chunkCache === 'empty' ? `${millisecondsText(coldStart.load)}, until one has started` : null,
  ),
  row('extensions', 'M-EXTENSIONS', ({ coldStart: { extensionInits } }) =>
    extensionInits.length === 0 ? 'none' : extensionInits.map(distributionText).join('; '),
  ),
  row('init', calibrated('M-INIT'), ({ coldStart }) =>
    distributionText(coldStart.initGiven ? coldStart.functionInit : coldStart.runtimeInit),
  ),
  row('functionInit', 'M-INIT', ({ coldStart }) =>
    coldStart.initGiven ? null : distributionText(coldStart.functionInit),
  ),
  row(
    'firstInvoke',
    (spec) => (spec.coldStart.initGiven ? derived(null, 'init')() : calibrated('M-FIRST-INVOKE')(spec)),
    ({ coldStart }) => distributionText(coldStart.firstInvoke),
  ),
  row('firstInvoke after a restore', calibratedAfterRestore, ({ snapStart }, given) =>
    snapStart === null || given('firstInvoke') ? null : distributionText(snapStart.firstInvoke),
  ),
  row('initErrorRate', 'M-INIT-ERROR', ({ coldStart }) => String(coldStart.errorRate)),
  row('snapStart', null, ({ snapStart }) => (snapStart === null ? 'no' : 'yes, for published versions')),
  row('snapStart.restore', calibratedRestore, ({ snapStart }) => snapStart && distributionText(snapStart.restore)),
  row('snapStart.billedShare', 'M-RESTORE-BILLED', ({ snapStart }) => snapStart && String(snapStart.billedShare)),
  row('keepAlive', 'M-KEEPALIVE-2020', ({ keepAlive }) => keepAliveText(keepAlive)),
  row('placement', 'M-MRU', ({ placement }) => placement),
  row('proactiveInit', 'M-PROACTIVE', ({ proactiveInit }) => (proactiveInit === 0 ? 'no' : String(proactiveInit))),
  row('eagerAssignment', 'M-EAGER', ({ eagerAssignment }) => yesNo(eagerAssignment)),
  row('reservedConcurrency', null, ({ reservedConcurrency }) => orNone(reservedConcurrency)),
  row('maximumRetryAttempts', 'M-ASYNC-SETTINGS', ({ maximumRetryAttempts }) => String(maximumRetryAttempts)),
  row('calls', null, ({ calls }) =>
    calls.length === 0 ? 'none' : calls.map(({ target, waits, count }) => callText(target, waits, count)).join('; '),
  ),
  row('onFailure', null, ({ onFailure }) => (onFailure === null ? 'dropped' : onFailure)),
  row('maximumEventAge', 'M-ASYNC-SETTINGS', ({ maximumEventAge }) => durationText(maximumEventAge)),
  row('aliases', null, ({ aliases }) => (aliases.length === 0 ? 'none' : null)),
  row('versions', null, ({ versions }) => (versions.length === 0 ? 'none declared' : null)),
  row('deployments', null, ({ deployments }) =>
    deployments.length === 0 ? 'none' : deployments.map(deploymentText).join('; '),
  ),
];

/** The bounds and the schedule are in the first row's words. */
const PROVISIONED_ROWS: readonly Row<{ readonly provisioned: ProvisionedSpec }>[] = [
  row('provisionedConcurrency', 'M-PROVISIONED', ({ provisioned }) => provisionedText(provisioned)),
  row('provisionedConcurrency.statistic', 'M-TARGET', ({ provisioned }) => trackingOf(provisioned)?.statistic ?? null),
  ...(['scaleOutCooldown', 'scaleInCooldown'] as const).map((key) =>
    row<{ readonly provisioned: ProvisionedSpec }>(`provisionedConcurrency.${key}`, 'M-COOLDOWN', ({ provisioned }) => {
      const tracking = trackingOf(provisioned);
      return tracking === null ? null : durationText(tracking[key]);
    }),
  ),
  row('provisionedConcurrency.preparation', 'M-PREPARATION', ({ provisioned }) =>
    isProvisioned(provisioned) ? durationText(provisioned.preparation) : null,
  ),
];

const trackingOf = ({ scaling }: ProvisionedSpec): TargetTrackingSpec | null => scaling?.tracking ?? null;

export const ALIAS_ROWS: readonly Row<AliasSpec>[] = [
  row('version', null, ({ version }) => version),
  row('weights', 'M-WEIGHTS', ({ version, other }) => weightsText(version, other) ?? 'none'),
  ...PROVISIONED_ROWS,
];

export const VERSION_ROWS: readonly Row<VersionSpec>[] = PROVISIONED_ROWS;
