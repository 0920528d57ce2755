// Checks of reserved and provisioned concurrency, as AWS makes them when they are configured.
import { unreservedFloor } from '../../lambda/defaults.js';
import { type Path, type Problem, show } from '../diagnostics.js';
import { type Context, failure, functionsOf, inOrder, own, wasPruned } from './context.js';

/** One setting of provisioned concurrency. */
interface Provision {
  readonly function: string;
  readonly qualifier: string;
  readonly version: string;
  readonly amount: number;
  readonly path: Path;
}

export function checkConcurrency(context: Context): Problem[] {
  const provisions = functionsOf(context).flatMap(([name]) => provisionsOf(context, name));
  return [
    ...provisions.flatMap(onLatest),
    ...provisionedTwice(provisions),
    ...withSnapStart(context, provisions),
    ...beyondReserved(context),
    ...accountProblems(context, provisions),
  ];
}

/** Those above zero, aliases first, in the order of the file. */
export function provisionsOf(context: Context, name: string): readonly Provision[] {
  const spec = own(context.checked.functions, name);
  if (spec === undefined) return [];
  const at = ['functions', name];
  const aliases = inOrder(spec.aliases, context.root, [...at, 'aliases']).map(([qualifier, alias]) => ({
    ...{ function: name, qualifier, version: alias.version, amount: alias.provisionedConcurrency.min },
    path: [...at, 'aliases', qualifier, 'provisionedConcurrency'],
  }));
  const versions = inOrder(spec.versions, context.root, [...at, 'versions']).map(([version, published]) => ({
    ...{ function: name, qualifier: version, version, amount: published.provisionedConcurrency.min },
    path: [...at, 'versions', version, 'provisionedConcurrency'],
  }));
  return [...aliases, ...versions].filter((provision) => provision.amount > 0);
}

function onLatest({ qualifier, version, path }: Provision): Problem[] {
  if (version !== '$LATEST') return [];
  const subject = qualifier === version ? '$LATEST' : `alias "${show(qualifier)}", which points to $LATEST`;
  const message = `Provisioned Concurrency Configs cannot be applied to ${subject}`;
  return [failure({ code: 'provisioned-on-latest', message, path, hint: 'publish a version and provision that' })];
}

function provisionedTwice(provisions: readonly Provision[]): Problem[] {
  const first = new Map<string, Provision>();
  return provisions.flatMap((provision) => {
    const key = `${provision.function}:${provision.version}`;
    const earlier = first.get(key);
    if (earlier === undefined) {
      first.set(key, provision);
      return [];
    }
    const message = `version ${show(provision.version)} has provisioned concurrency already, through "${show(earlier.qualifier)}"`;
    return [failure({ code: 'version-provisioned-twice', message, path: provision.path })];
  });
}

function withSnapStart(context: Context, provisions: readonly Provision[]): Problem[] {
  const names = new Set(provisions.map((provision) => provision.function));
  return [...names].flatMap((name) => {
    const path = ['functions', name, 'snapStart'];
    if ((own(context.checked.functions, name)?.snapStart ?? false) === false) return [];
    const message = 'Provisioned Concurrency is not supported for functions with SnapStart';
    return [failure({ code: 'snapstart-with-provisioned', message, path })];
  });
}

function beyondReserved(context: Context): Problem[] {
  return functionsOf(context).flatMap(([name, { reservedConcurrency: reserved }]) => {
    if (reserved === undefined) return [];
    const over = firstBeyond(provisionsOf(context, name), reserved);
    if (over === null) return [];
    const message =
      `Requested Provisioned Concurrency should not be greater than the reservedConcurrentExecution for function: ` +
      `${over.total} provisioned, ${reserved} reserved`;
    return [failure({ code: 'provisioned-beyond-reserved', message, path: over.item.path })];
  });
}

/** The account's sums; where one of their terms was left out, nothing is said. */
function accountProblems(context: Context, provisions: readonly Provision[]): Problem[] {
  const terms = ['reservedConcurrency', 'aliases', 'versions'];
  const unsure = [...context.names.keys()].some((name) =>
    terms.some((key) => wasPruned(context, ['functions', name, key])),
  );
  if (unsure || wasPruned(context, ['account', 'concurrency'])) return [];
  const { concurrency } = context.checked.account;
  const floor = unreservedFloor(concurrency);
  const reservations = functionsOf(context).map(([name, spec]) => ({
    amount: spec.reservedConcurrency ?? 0,
    path: ['functions', name, 'reservedConcurrency'],
  }));
  const reserved = reservations.reduce((sum, { amount }) => sum + amount, 0);
  const below = `decreases account's UnreservedConcurrentExecution below its minimum value of [${floor}]`;
  const tooMuch = firstBeyond(reservations, concurrency - floor);
  if (tooMuch !== null) {
    const message = `Specified ReservedConcurrentExecutions for function ${below}: ${reserved} reserved of ${concurrency}`;
    return [failure({ code: 'reserved-too-high', message, path: tooMuch.item.path })];
  }
  const unreserved = provisions.filter(
    ({ function: name }) => own(context.checked.functions, name)?.reservedConcurrency === undefined,
  );
  const beyond = firstBeyond(unreserved, concurrency - reserved - floor);
  if (beyond === null) return [];
  const message = `Specified ConcurrentExecutions for function ${below}: ${beyond.total} provisioned of ${concurrency - reserved} unreserved`;
  return [failure({ code: 'provisioned-beyond-unreserved', message, path: beyond.item.path })];
}

/** The item with which the running sum first passes the limit, and the whole sum. */
function firstBeyond<T extends { readonly amount: number }>(
  items: readonly T[],
  limit: number,
): { item: T; total: number } | null {
  let total = 0;
  let item: T | null = null;
  for (const next of items) {
    total += next.amount;
    if (total > limit) item ??= next;
  }
  return item === null ? null : { item, total };
}
