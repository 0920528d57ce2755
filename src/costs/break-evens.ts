// What other settings would cost beside those of a function, and from where on they would cost less.
import { handlerScale } from '../lambda/cold-start/cpu.js';
import { meanRestore } from '../lambda/cold-start/predicted.js';
import { DEFAULT_STORAGE_MB, isJava, RESTORE_BILLED_SHARE, snapStartSupports } from '../lambda/defaults.js';
import type { BreakEven } from '../money-result.js';
import type { Bill, Terms } from '../pricing/bill.js';
import { breakEvenSlowdown, breakEvenUtilization, snapStartBreakEven } from '../pricing/break-even.js';
import { type ArchitecturePrices, covered, type Prices } from '../pricing/prices.js';
import type { FunctionSpec } from '../scenario/types.js';

/** Memory sizes that are put beside a function's own, in MB: powers of two, one vCPU, what a new account may have, the most. */
const MEMORY_SIZES: readonly number[] = [128, 256, 512, 1024, 1769, 2048, 3008, 4096, 8192, 10_240];

/** `initMs` is the mean init of the run's cold starts, `null` where there was none. M-BREAK-EVEN */
export function breakEvens(spec: FunctionSpec, terms: Terms, cost: Bill, initMs: number | null): BreakEven {
  const prices = terms.prices[spec.region]!;
  const own = prices[spec.architecture];
  return {
    provisionedUtilization: breakEvenUtilization(own),
    provisionedPerHour: provisionedPerHour(spec, own, terms),
    architecture: otherArchitecture(spec, prices, cost),
    memory: neighbours(spec.memoryMB).map((size) => otherMemory(spec, size, cost)),
    snapStart: initMs === null ? null : snapStart(spec, terms, prices, initMs),
  };
}

/** Of provisioned concurrency as it is asked for, before any use. */
function provisionedPerHour(
  { memoryMB, snapStart }: FunctionSpec,
  { provisionedCapacity }: ArchitecturePrices,
  { savingsPlan }: Terms,
): number | null {
  if (provisionedCapacity === null || snapStart !== null) return null;
  return provisionedCapacity * covered(savingsPlan) * (memoryMB / 1024) * 3600;
}

/** At the same duration; where usage reaches a higher tier, its average price is taken to change as the first tier's does. */
function otherArchitecture({ architecture }: FunctionSpec, prices: Prices, cost: Bill): BreakEven['architecture'] {
  const to = architecture === 'x86_64' ? 'arm64' : 'x86_64';
  const [own, other] = [prices[architecture], prices[to]];
  const slowdown = breakEvenSlowdown(own, other);
  if (slowdown === null) return null;
  const capacity = ratio(own, other, 'provisionedCapacity');
  const onProvisioned = ratio(own, other, 'provisionedDuration');
  const known = (cost.provisionedCapacity === 0 && cost.provisionedDuration === 0) || (capacity && onProvisioned);
  if (!known) return { to, slowdown, cost: null };
  const parts =
    cost.duration / slowdown +
    cost.provisionedCapacity * (capacity ?? 0) +
    cost.provisionedDuration * (onProvisioned ?? 0);
  return { to, slowdown, cost: parts + besides(cost) };
}

function ratio(
  own: ArchitecturePrices,
  other: ArchitecturePrices,
  part: 'provisionedCapacity' | 'provisionedDuration',
): number | null {
  const [here, there] = [own[part], other[part]];
  return here === null || there === null || here === 0 ? null : there / here;
}

/** All that follows neither architecture nor memory. */
function besides(cost: Bill): number {
  const { duration, provisionedCapacity, provisionedDuration, total } = cost;
  return total - duration - provisionedCapacity - provisionedDuration;
}

/** Two sizes on either side. */
function neighbours(memoryMB: number): readonly number[] {
  const smaller = MEMORY_SIZES.filter((size) => size < memoryMB).slice(-2);
  return [...smaller, ...MEMORY_SIZES.filter((size) => size > memoryMB).slice(0, 2)];
}

/** Everything billed by GB-second follows memory; how a handler's time does, only `cpuBound` tells. */
function otherMemory(spec: FunctionSpec, memoryMB: number, cost: Bill): BreakEven['memory'][number] {
  const more = memoryMB / spec.memoryMB;
  const slowdown = 1 / more;
  if (spec.cpuBound.share === 0) return { memoryMB, slowdown, handler: null, cost: null };
  const handler = handlerScale(spec.cpuBound, memoryMB) / handlerScale(spec.cpuBound, spec.memoryMB);
  const byTime = (cost.duration + cost.provisionedDuration) * more * handler;
  const rest = besides(cost) - cost.ephemeralStorage - cost.snapStart;
  const bySize = (cost.provisionedCapacity + cost.snapStart) * more + cost.ephemeralStorage * handler;
  return { memoryMB, slowdown, handler, cost: byTime + bySize + rest };
}

/** Of a function that could have it and has not, at the mean of the restores that its runtime predicts. */
function snapStart(spec: FunctionSpec, terms: Terms, prices: Prices, initMs: number): BreakEven['snapStart'] {
  const { runtime, memoryMB, ephemeralStorageMB } = spec;
  const free = isJava(runtime);
  const [durationPrice, cachePrice, restorePrice] = [
    prices[spec.architecture].duration?.[0]?.price ?? null,
    free ? 0 : prices.snapStart.cache,
    free ? 0 : prices.snapStart.restore,
  ];
  const could = spec.package.type === 'zip' && snapStartSupports(runtime) && ephemeralStorageMB <= DEFAULT_STORAGE_MB;
  if (!could || spec.snapStart !== null) return null;
  if (durationPrice === null || cachePrice === null || restorePrice === null) return null;
  const restoreMs = meanRestore(runtime) / 1000;
  const breakEven = snapStartBreakEven({
    memoryMB,
    initMs: spec.coldStart.initBilled ? initMs : 0,
    restoreMs,
    billedShare: RESTORE_BILLED_SHARE,
    durationPrice: durationPrice * covered(terms.savingsPlan),
    cachePrice,
    restorePrice,
  });
  return { ...breakEven, savedMsPerColdStart: initMs - restoreMs };
}
