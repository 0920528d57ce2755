// Which prices a scenario cannot do without: one that is missing is refused, with the way to give it.
import { DEFAULT_REGION, DEFAULT_STORAGE_MB, isJava, STREAM_RATE } from '../../lambda/defaults.js';
import type { Prices, Tiers } from '../../pricing/prices.js';
import { listPrices, PRICED_REGIONS } from '../../pricing/tables.js';
import { provisionsOf } from '../checks/concurrency.js';
import { type Context, failure, functionsOf, own, wasPruned } from '../checks/context.js';
import { parseTarget } from '../checks/target.js';
import type { Path, Problem } from '../diagnostics.js';
import { loggedBytes } from '../functions/role.js';
import type { CheckedFunction } from '../schema.js';
import { nodeAt } from '../source/tree.js';
import { mergedPrices } from './own-prices.js';
import { meantRegion, regionOf } from './regions.js';

/** Where every price is known. */
const EXAMPLE = listPrices(DEFAULT_REGION);

/** The prices that hold in a region. */
export function pricesIn({ checked: { account } }: Context, region: string): Prices {
  const given = region === account.region ? account.prices : own(account.regions, region)?.prices;
  return mergedPrices(region, given);
}

/** By region, of every region that a function is in. */
export function pricesInUse(context: Context): Record<string, Prices> {
  const regions = new Set(functionsOf(context).map(([name]) => regionOf(context, name)));
  return Object.fromEntries([...regions].map((region) => [region, pricesIn(context, region)]));
}

/** One problem a region, where it is named first. */
export function checkPrices(context: Context): Problem[] {
  if (wasPruned(context, ['account', 'prices']) || wasPruned(context, ['account', 'regions'])) return [];
  const missing = new Map<string, { readonly path: Path; readonly examples: Map<string, string> }>();
  for (const [name, spec] of functionsOf(context)) {
    const region = regionOf(context, name);
    const examples = pricesNeeded(context, name, spec, EXAMPLE);
    for (const [at, [key, price]] of pricesNeeded(context, name, spec, pricesIn(context, region)).entries()) {
      if (price !== null) continue;
      const here = missing.get(region) ?? { path: placeOf(context, name), examples: new Map<string, string>() };
      missing.set(region, here);
      here.examples.set(key, exampleText(key, examples[at]![1]));
    }
  }
  return [...missing].map(([region, { path, examples }]) => missingPrices(context, region, examples, path));
}

/** In the unit in which a scenario gives it. */
function exampleText(key: string, price: number | Tiers | null): string {
  const first = typeof price === 'number' || price === null ? (price ?? 0) : price[0]!.price;
  return String(key === 'requests' ? Number((first * 1e6).toPrecision(6)) : first);
}

function placeOf({ root }: Context, name: string): Path {
  const path = ['functions', name, 'region'];
  if (nodeAt(root, path) !== null) return path;
  return nodeAt(root, ['account', 'region']) === null ? ['functions', name] : ['account', 'region'];
}

function missingPrices(
  { checked }: Context,
  region: string,
  examples: ReadonlyMap<string, string>,
  path: Path,
): Problem {
  const [first] = examples;
  const known = PRICED_REGIONS.includes(region) ? `prices of ${region} lack` : `there are no prices of ${region}:`;
  const message = `${known} ${[...examples.keys()].join(', ')}`;
  const meant = meantRegion(region);
  if (meant.hint !== undefined) return failure({ code: 'no-prices', message, path, ...meant });
  const where = region === checked.account.region ? 'account.prices' : `account.regions.${region}.prices`;
  const hint = `give them in USD under ${where}, for example ${where}.${first![0]}: ${first![1]}`;
  return failure({ code: 'no-prices', message, path, hint });
}

/** A price by its key under `prices`. */
type Need = readonly [key: string, price: number | Tiers | null];

function pricesNeeded(context: Context, name: string, spec: CheckedFunction, table: Prices): readonly Need[] {
  const { architecture, runtime } = spec;
  const own = table[architecture];
  const snapshots = spec.snapStart !== false && !isJava(runtime);
  return [
    ['requests', table.request],
    [`${architecture}.duration`, own.duration],
    ...when(provisionsOf(context, name).length > 0, [
      [`${architecture}.provisionedCapacity`, own.provisionedCapacity],
      [`${architecture}.provisionedDuration`, own.provisionedDuration],
    ]),
    ...when(spec.ephemeralStorage > DEFAULT_STORAGE_MB, [['ephemeralStorage', table.ephemeralStorage]]),
    ...when(snapshots, [
      ['snapStart.cache', table.snapStart.cache],
      ['snapStart.restore', table.snapStart.restore],
    ]),
    ...when(loggedBytes(spec) > 0, [['logs', table.logs]]),
    ...when(isChargedStream(spec), [['streaming', table.streaming]]),
    ...when(hasPollers(context, name), [['pollers.kafka', table.pollers.kafka]]),
  ];
}

function isChargedStream({ response }: CheckedFunction): boolean {
  return response?.streamed === true && response.size > STREAM_RATE.free;
}

function hasPollers({ checked, names }: Context, name: string): boolean {
  return Object.values(checked.triggers).some(
    (trigger) =>
      trigger.type === 'kafka' &&
      trigger.provisionedPollers !== undefined &&
      parseTarget(trigger.target, names)?.function === name,
  );
}

function when(needed: boolean, list: readonly Need[]): readonly Need[] {
  return needed ? list : [];
}
