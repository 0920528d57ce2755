// What the account is charged for, without any price: the usage of one function, and of what went through one of its aliases.
import type { Usage } from '../../pricing/usage.js';
import type { FunctionSpec } from '../../scenario/types.js';
import { DEFAULT_STORAGE_MB, isJava, STREAM_RATE } from '../defaults.js';
import type { AliasMeasure } from './alias-measure.js';
import type { Measure } from './measure.js';

const HOUR = 3_600_000_000;

/** What is counted alike of a function and of an alias. */
interface Counted {
  readonly coldStarts: number;
  readonly warmStarts: number;
  readonly provisionedInvocations: number;
  readonly asynchronous: { readonly onDemand: number; readonly provisioned: number };
  readonly billedOnDemandMs: number;
  readonly billedProvisionedMs: number;
  readonly billedProvisionedInitMs: number;
}

/** What is paid for beside invocations: snapshots kept for SnapStart, and environments and pollers times microseconds. */
interface Beside {
  readonly snapshots: number;
  readonly capacity: number;
  readonly pollers: { readonly sqs: number; readonly kafka: number };
}

/** Of what happened after the warm-up. */
export function usageOf(spec: FunctionSpec, measure: Measure, { snapshots, capacity, pollers }: Beside): Usage {
  const windowMs = (measure.window.to - measure.window.from) / 1000;
  const paysForSnapshots = spec.snapStart !== null && !isJava(spec.runtime); // M-PRICE-SNAPSTART
  return {
    ...ofInvocations(spec, measure, capacity),
    snapshotMBms: paysForSnapshots ? windowMs * snapshots * spec.memoryMB : 0,
    restoredMB: paysForSnapshots ? measure.restores * spec.memoryMB : 0,
    sqsPollerHours: pollers.sqs / HOUR,
    kafkaPollerHours: pollers.kafka / HOUR,
  };
}

/** Snapshots belong to versions, and inits that no request waited for and pollers to the function: none is any alias's. */
export function usageOfAlias(spec: FunctionSpec, measure: AliasMeasure, capacity: number): Usage {
  return { ...ofInvocations(spec, measure, capacity), snapshotMBms: 0, restoredMB: 0 };
}

function ofInvocations(
  spec: FunctionSpec,
  counted: Counted,
  capacity: number,
): Omit<Usage, 'snapshotMBms' | 'restoredMB'> {
  const { coldStarts, warmStarts, provisionedInvocations, billedOnDemandMs, billedProvisionedMs } = counted;
  const { response } = spec;
  const invocations = coldStarts + warmStarts + provisionedInvocations;
  const streamed = response.streamed ? Math.max(0, response.size - STREAM_RATE.free) : 0; // M-PRICE-STREAMING
  return {
    region: spec.region,
    architecture: spec.architecture,
    onDemandRequests: coldStarts + warmStarts,
    provisionedRequests: provisionedInvocations,
    onDemandEvents: counted.asynchronous.onDemand,
    provisionedEvents: counted.asynchronous.provisioned,
    eventBytes: spec.payload,
    onDemandMBms: billedOnDemandMs * spec.memoryMB,
    provisionedMBms: (billedProvisionedMs + counted.billedProvisionedInitMs) * spec.memoryMB,
    capacityMBms: (capacity / 1000) * spec.memoryMB,
    storageMBms: (billedOnDemandMs + billedProvisionedMs) * (spec.ephemeralStorageMB - DEFAULT_STORAGE_MB),
    streamedBytes: invocations * streamed,
    logBytes: invocations * spec.logBytes,
    sqsPollerHours: 0,
    kafkaPollerHours: 0,
  };
}
