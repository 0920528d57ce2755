// What happened to one request of a scenario: runs it as far as needed and gathers the facts.
import type { Afterwards, RequestFacts } from '../../explanation.js';
import { handlerScale, initSlowdown } from '../../lambda/cold-start/cpu.js';
import {
  DEFAULT_STORAGE_MB,
  INIT_LIMIT,
  isJava,
  LEGACY_BURST_REFILL,
  legacyBurst,
  STREAM_RATE,
} from '../../lambda/defaults.js';
import { limitsOf } from '../../lambda/limits/concurrency.js';
import type { InvocationRecord } from '../../lambda/measurement/invocation-log.js';
import type { Cost } from '../../money-result.js';
import { bill } from '../../pricing/bill.js';
import { usage } from '../../pricing/usage.js';
import type { FunctionSpec, Scenario } from '../../scenario/types.js';
import { type Io, simulate } from '../../simulate.js';
import { type DrawnInit, drawnInit, routingDraw } from './draws.js';
import { afterThrottle, handsOver, senderOf } from './sender.js';
import { type ProvisionedSeen, SeenEnough, type Sighting, Witness } from './witness.js';

export interface Asked {
  readonly function: string;
  /** From 1. */
  readonly request: number;
  readonly replication: number;
}

/** The facts, or how many requests the function had where there was none of that number. */
export function requestFacts(
  scenario: Scenario,
  asked: Asked,
  open: Io['open'],
): RequestFacts | { readonly requests: number } {
  const spec = scenario.functions.find(({ name }) => name === asked.function)!;
  const witness = new Witness(spec, asked.request);
  try {
    const { events, invocations, watch } = witness;
    simulate(scenario, asked.replication, { events, invocations, watch, ...(open && { open }) });
  } catch (error) {
    if (!(error instanceof SeenEnough)) throw error;
  }
  const { seen, requests } = witness;
  if (seen === null || seen.record === null) return { requests };
  return factsOf(scenario, spec, asked.replication, seen, seen.record);
}

const ms = (micros: number): number => micros / 1000;

function factsOf(
  scenario: Scenario,
  spec: FunctionSpec,
  replication: number,
  seen: Sighting,
  record: InvocationRecord,
): RequestFacts {
  const ran = record.start !== 'throttled';
  const known = callsOneVersion(scenario, spec);
  const call = callOf(scenario, spec, replication, seen, record);
  const pool = seen.provisionedOn.get(record.qualifier)?.find(({ version }) => version === call.version);
  return {
    replication,
    ...call,
    afterThrottle: ran ? null : afterThrottle(senderOf(scenario, record.trigger), spec),
    provisioned: pool === undefined ? null : provisionedOf(pool, record),
    spillover: record.spillover,
    spilloverReason: record.spillover ? (pool?.beyondRate ? 'requestRate' : 'concurrency') : null,
    suppressedInit: record.suppressedInit,
    environment: ran ? record.environment : null,
    concurrency: { inFlight: seen.inFlight, limit: seen.limit, limitAtStart: limitOf(scenario, spec) },
    burst: burstOf(scenario, spec),
    environments: known ? { live: seen.live, idle: seen.idle } : null,
    found: foundOf(seen),
    lastEnded: known ? endedOf(seen) : null,
    waitMs: ms(record.wait),
    placementMs: ms(record.placement),
    downloadMs: ms(record.download),
    failedInitMs: ms(record.failedInit),
    failedInit: seen.failedInit,
    initMs: ms(record.init),
    ...initOf(spec, record, seen, drawnInit(scenario.seed, replication, spec, record.request)),
    restoreMs: ms(record.restore),
    durationMs: ms(record.duration),
    firstInvokeMs: ms(record.firstInvoke),
    handlerScale: handlerScale(spec.cpuBound, spec.memoryMB),
    initSlowdown: initSlowdown(spec.memoryMB, spec.coldStart.initGiven),
    latencyMs: ms(record.latency),
    billedMs: record.billedMs,
    billedRestoreMs: billedRestoreMs(record),
    costUsd: ran ? costOf(scenario, spec, record) : null,
    spare: spareOf(seen),
    afterwards: ran ? afterwardsOf(seen) : null,
  };
}

function callOf(scenario: Scenario, spec: FunctionSpec, replication: number, seen: Sighting, record: InvocationRecord) {
  const { qualifier, trigger, request, start, cause, outcome } = record;
  const { version: main, other, deployment } = seen.leadOf(qualifier);
  const draw = routingDraw(scenario.seed, replication, spec, request);
  const version = other !== null && draw < other.share ? other.version : main;
  return {
    function: spec.name,
    qualifier,
    version,
    trigger,
    request,
    arrivedMs: ms(record.arrivedAt),
    start,
    cause,
    outcome,
    routing: other && { version: main, other: other.version, share: other.share, draw },
    deployment: deployment && {
      from: main,
      to: deployment.spec.version,
      strategy: deployment.spec.strategy,
      beganMs: ms(deployment.beganAt),
      isShifting: other !== null,
    },
  };
}

/** Itself left out, where it runs there. */
function provisionedOf(
  { requested, available, idle }: ProvisionedSeen,
  { start }: InvocationRecord,
): RequestFacts['provisioned'] {
  return { requested, available, used: available - idle - (start === 'provisioned' ? 1 : 0) };
}

function burstOf({ account }: Scenario, { region }: FunctionSpec): RequestFacts['burst'] {
  if (account.scalingRate?.kind !== 'legacy-burst') return null;
  const { tokens, period } = LEGACY_BURST_REFILL;
  return { region, size: legacyBurst(region), perMinute: (tokens * 60_000_000) / period };
}

/** Environments of several versions look alike in the event log: then nobody knows how many of them could have served. */
function callsOneVersion({ triggers }: Scenario, { name, aliases, deployments }: FunctionSpec): boolean {
  const targets = triggers.map(({ target }) => target);
  if (targets.includes(null)) return false;
  const called = targets.filter((target) => target?.function === name).map((target) => target?.qualifier ?? '$LATEST');
  const versions = called.flatMap((qualifier) => {
    const alias = aliases.find((each) => each.name === qualifier);
    const moved = deployments.filter((deployment) => deployment.alias === qualifier).map(({ version }) => version);
    return [alias?.version ?? qualifier, ...(alias?.other ? [alias.other.version] : []), ...moved];
  });
  return new Set(versions).size === 1;
}

function limitOf({ account, functions }: Scenario, spec: FunctionSpec): number {
  return limitsOf(account, functions, null)[functions.indexOf(spec)]!.onDemand.limit;
}

function foundOf({ found }: Sighting): RequestFacts['found'] {
  if (found === null) return null;
  return {
    createdMs: ms(found.createdAt),
    createdFor: found.createdFor || null,
    prepared: found.prepared,
    idleSinceMs: ms(found.idleSince ?? found.createdAt),
    served: found.served,
    lastRequest: found.lastRequest || null,
  };
}

function endedOf({ lastEnded }: Sighting): RequestFacts['lastEnded'] {
  if (lastEnded === null) return null;
  const { environment, at, why, idleSince } = lastEnded;
  return { environment, atMs: ms(at), why, idleSinceMs: ms(idleSince) };
}

function spareOf({ spare, own }: Sighting): RequestFacts['spare'] {
  if (spare === null) return null;
  return { environment: own, readyMs: spare.readyAt === null ? null : ms(spare.readyAt), failed: spare.failed };
}

function afterwardsOf({ later }: Sighting): Afterwards {
  if (later === null) return { kind: 'kept' };
  const { at, ...rest } = later;
  return { ...rest, atMs: ms(at) };
}

/** The init before the invocation, and the one within it where the first failed or was suppressed. */
function initOf(
  spec: FunctionSpec,
  record: InvocationRecord,
  { failedInit: failed, hadInitialised }: Sighting,
  drawn: DrawnInit,
): Pick<RequestFacts, 'init' | 'initWithinMs' | 'loadLeftMs'> {
  const none = { initWithinMs: 0, loadLeftMs: 0 };
  const hasFailed = failed !== null && record.restore === 0;
  if (record.init === 0 && !hasFailed && !record.suppressedInit) return { init: null, ...none };
  const load = loadOf(spec, record, failed, drawn, hadInitialised);
  const { extension, runtime, runtimeShare } = drawn;
  const init = {
    loadMs: ms(load),
    extensionMs: ms(extension),
    runtimeMs: ms(runtime),
    runtimeShare,
    functionMs: ms(drawn.function),
  };
  if (!hasFailed && !record.suppressedInit) return { init, ...none };
  const left = failed === 'init timeout' ? Math.max(0, load - INIT_LIMIT) : 0;
  const slowdown = initSlowdown(spec.memoryMB, spec.coldStart.initGiven);
  const again = left + Math.round(drawn.total * slowdown);
  return { init, initWithinMs: ms(Math.min(again, record.duration)), loadLeftMs: ms(left) };
}

/**
 * What reading an image that no cache held took of the init. A stopped init does not tell, where it would have been too long
 * without that: then it counts whether the function had initialised before.
 */
function loadOf(
  spec: FunctionSpec,
  record: InvocationRecord,
  failed: Sighting['failedInit'],
  drawn: DrawnInit,
  hadInitialised: boolean,
): number {
  if (spec.coldStart.load === 0 || record.suppressedInit) return 0;
  if (failed === null) return record.init - drawn.total;
  if (failed === 'init error') return record.failedInit - drawn.total;
  return drawn.total > INIT_LIMIT && hadInitialised ? 0 : spec.coldStart.load;
}

/** Whole milliseconds: all that is billed beyond the duration. */
function billedRestoreMs({ restore, billedMs, duration }: InvocationRecord): number {
  return restore === 0 ? 0 : billedMs - Math.ceil(ms(duration));
}

/** What this one invocation adds to a bill, without tiers and free tier. */
function costOf(scenario: Scenario, spec: FunctionSpec, record: InvocationRecord): Cost {
  const onProvisioned = record.start === 'provisioned';
  const isEvent = handsOver(senderOf(scenario, record.trigger));
  const billedMBms = record.billedMs * spec.memoryMB;
  const { size, streamed } = spec.response;
  const { region, architecture, payload: eventBytes } = spec;
  const used = usage(
    { region, architecture, eventBytes },
    {
      [onProvisioned ? 'provisionedRequests' : 'onDemandRequests']: 1,
      [onProvisioned ? 'provisionedEvents' : 'onDemandEvents']: isEvent ? 1 : 0,
      [onProvisioned ? 'provisionedMBms' : 'onDemandMBms']: billedMBms,
      storageMBms: record.billedMs * (spec.ephemeralStorageMB - DEFAULT_STORAGE_MB),
      restoredMB: record.restore > 0 && !isJava(spec.runtime) ? spec.memoryMB : 0,
      streamedBytes: streamed ? Math.max(0, size - STREAM_RATE.free) : 0,
      logBytes: spec.logBytes,
    },
  );
  return bill([used], { ...scenario.account, freeTier: false })[0]!;
}
