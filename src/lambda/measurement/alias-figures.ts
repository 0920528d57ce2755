// From what was counted to the figures of one alias or version in the result document.
import type { Level } from '../../metrics/level.js';
import type { Money } from '../../money-result.js';
import type { Usage } from '../../pricing/usage.js';
import type { AliasProvisioned, AliasResult } from '../../provisioned-result.js';
import type { ProvisionedConcurrency } from '../provisioned/provisioned-concurrency.js';
import type { AliasMeasure } from './alias-measure.js';
import { provisionedFigures } from './figures.js';
import type { ProvisionedLevels } from './provisioned-levels.js';

/** What one function pays for what goes through an alias, and for provisioned environments at the first tier, in USD. */
export interface AliasPrices {
  readonly charged: (usage: Usage) => Money;
  /** Of environments times microseconds, and of billed milliseconds. */
  readonly capacity: (used: number) => number;
  readonly duration: (billedMs: number) => number;
  /** Of the same milliseconds on demand. */
  readonly onDemand: (billedMs: number) => number;
  readonly breakEven: number | null;
}

/** `version` is the one at the end. */
export function aliasFigures(
  measure: AliasMeasure,
  version: string,
  provisioned: ProvisionedConcurrency | undefined,
  { prices, usage }: { readonly prices: AliasPrices; readonly usage: Usage },
): AliasResult {
  const { coldStarts, warmStarts, provisionedInvocations, spilledByConcurrency, spilledByRate } = measure;
  return {
    version,
    arrivals: measure.arrivals,
    invocations: coldStarts + warmStarts + provisionedInvocations,
    coldStarts,
    warmStarts,
    provisionedInvocations,
    spilloverInvocations: spilledByConcurrency + spilledByRate,
    spilloverByReason: { concurrency: spilledByConcurrency, requestRate: spilledByRate },
    throttles: measure.throttles,
    ...prices.charged(usage),
    provisioned: provisioned === undefined ? null : provisionedPart(measure, measure.levels!, provisioned, prices),
  };
}

function provisionedPart(
  measure: AliasMeasure,
  levels: ProvisionedLevels,
  provisioned: ProvisionedConcurrency,
  prices: AliasPrices,
): AliasProvisioned {
  const { utilizationMean, utilizationMax } = provisionedFigures(levels);
  const { capacity } = provisioned;
  const inUse = measure.billedProvisionedMs;
  const billed = inUse + measure.billedProvisionedInitMs;
  return {
    status: provisioned.status,
    requested: extent(levels.requested, levels.leastRequested),
    available: extent(levels.available, levels.leastAvailable),
    usedMean: levels.used.mean,
    wastedMean: levels.available.mean - levels.used.mean,
    utilizationMean,
    utilizationMax,
    cost: {
      capacity: prices.capacity(capacity),
      duration: prices.duration(billed),
      onDemandInstead: prices.onDemand(inUse),
    },
    billedUtilization: capacity > 0 ? (inUse * 1000) / capacity : null,
    breakEvenUtilization: prices.breakEven,
    activities: measure.activities.list,
    activitiesOmitted: measure.activities.omitted,
  };
}

function extent(level: Level, least: number): AliasProvisioned['requested'] {
  return { mean: level.mean, min: least, max: level.max, end: level.value };
}
