// What the account is charged for: the usage of one function, without any price.
import type { FunctionSpec } from '../../scenario/types.js';
import type { Measure } from './measure.js';

/**
 * Of what happened after the warm-up. `includedStorageMB` of ephemeral storage are free; `snapshots` are kept for
 * SnapStart; `capacity` is in environments times microseconds.
 */
export function usageOf(
  spec: FunctionSpec,
  measure: Measure,
  { snapshots, capacity }: { readonly snapshots: number; readonly capacity: number },
  includedStorageMB: number,
) {
  const windowMs = (measure.window.to - measure.window.from) / 1000;
  const billedMs = measure.billedOnDemandMs + measure.billedProvisionedMs;
  const paysForSnapshots = spec.snapStart !== null && !spec.runtime.startsWith('java'); // M-PRICE-SNAPSTART
  return {
    architecture: spec.architecture,
    onDemandRequests: measure.coldStarts + measure.warmStarts,
    provisionedRequests: measure.provisionedInvocations,
    onDemandMBms: measure.billedOnDemandMs * spec.memoryMB,
    provisionedMBms: (measure.billedProvisionedMs + measure.billedProvisionedInitMs) * spec.memoryMB,
    capacityMBms: (capacity / 1000) * spec.memoryMB,
    storageMBms: billedMs * (spec.ephemeralStorageMB - includedStorageMB),
    snapshotMBms: paysForSnapshots ? windowMs * snapshots * spec.memoryMB : 0,
    restoredMB: paysForSnapshots ? measure.restores * spec.memoryMB : 0,
  };
}
