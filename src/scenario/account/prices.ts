// Which prices a scenario cannot do without: one that is missing is refused, with the way to give it.
import { DEFAULT_STORAGE_MB, isJava, STREAM_RATE } from '../../lambda/defaults.js';
import type { Prices, Tiers } from '../../pricing/prices.js';
import { PRICED_REGIONS } from '../../pricing/tables.js';
import { provisionsOf } from '../checks/concurrency.js';
import { type Context, failure, functionsOf, own, wasPruned } from '../checks/context.js';
import { parseTarget } from '../checks/target.js';
import type { Path, Problem } from '../diagnostics.js';
import { loggedBytes } from '../functions/role.js';
import type { CheckedFunction } from '../schema.js';
import { nodeAt } from '../source/tree.js';
import { mergedPrices } from './own-prices.js';
import { meantRegion, regionOf } from './regions.js';

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
  const missing = new Map<string, Set<string>>();
  const places = new Map<string, Path>();
  for (const [name, spec] of functionsOf(context)) {
    const region = regionOf(context, name);
    const table = pricesIn(context, region);
    for (const [key, price] of pricesNeeded(context, name, spec, table)) {
      if (price !== null) continue;
      missing.set(region, (missing.get(region) ?? new Set()).add(key));
      if (!places.has(region)) places.set(region, placeOf(context, name));
    }
  }
  if (wasPruned(context, ['account', 'prices']) || wasPruned(context, ['account', 'regions'])) return [];
  return [...missing].map(([region, keys]) => missingPrices(context, region, [...keys], places.get(region)!));
}

function placeOf({ root }: Context, name: string): Path {
  const path = ['functions', name, 'region'];
  if (nodeAt(root, path) !== null) return path;
  return nodeAt(root, ['account', 'region']) === null ? ['functions', name] : ['account', 'region'];
}

function missingPrices({ checked }: Context, region: string, keys: readonly string[], path: Path): Problem {
  const known = PRICED_REGIONS.includes(region) ? `prices of ${region} lack` : `there are no prices of ${region}:`;
  const message = `${known} ${keys.join(', ')}`;
  const meant = meantRegion(region);
  if (meant.hint !== undefined) return failure({ code: 'no-prices', message, path, ...meant });
  const where = region === checked.account.region ? 'account.prices' : `account.regions.${region}.prices`;
  const hint = `give them in USD under ${where}, for example ${where}.${keys[0]}: ${EXAMPLES[keys[0]!]}`;
  return failure({ code: 'no-prices', message, path, hint });
}

/** What us-east-1 charges, in the units in which a scenario gives it. */
const EXAMPLES: Readonly<Record<string, string>> = {
  requests: '0.20',
  'x86_64.duration': '0.0000166667',
  'x86_64.provisionedCapacity': '0.0000041667',
  'x86_64.provisionedDuration': '0.0000097222',
  'arm64.duration': '0.0000133334',
  'arm64.provisionedCapacity': '0.0000033334',
  'arm64.provisionedDuration': '0.0000077778',
  ephemeralStorage: '0.0000000309',
  'snapStart.cache': '0.0000015046',
  'snapStart.restore': '0.0001397998',
  logs: '0.50',
  streaming: '0.008',
  'pollers.kafka': '0.185',
};

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
