// Checks of regions: their names, their limits, and what a new account may have.
import { NEW_ACCOUNT, REGION_NAME, REGIONS } from '../../lambda/defaults.js';
import { type Context, failure, functionsOf, own, warning, wasPruned } from '../checks/context.js';
import { type Problem, show } from '../diagnostics.js';
import { keysAt, nodeAt } from '../source/tree.js';
import { didYouMean, type Suggestion } from '../suggest.js';
import { NEW_ACCOUNT_WORD } from './schema.js';

/** Where a function is. */
export function regionOf({ checked }: Context, name: string): string {
  return own(checked.functions, name)?.region ?? checked.account.region;
}

/** What may run at once in a region. */
export function concurrencyIn({ checked: { account } }: Context, region: string): number {
  return own(account.regions, region)?.concurrency ?? account.concurrency;
}

/** The region that a name which is none was probably meant to be. */
export function meantRegion(name: string): Suggestion {
  return REGIONS.includes(name) ? {} : didYouMean(name, REGIONS);
}

export function checkRegions(context: Context): Problem[] {
  return [
    ...keysAt(context.root, ['account', 'regions']).flatMap((name) => limitProblems(context, name)),
    ...tooMuchMemory(context),
  ];
}

function limitProblems(context: Context, name: string): Problem[] {
  const path = ['account', 'regions', name];
  const at = 'key';
  if (!REGION_NAME.test(name)) {
    const message = `"${show(name)}" is no region of AWS such as eu-west-1`;
    return [failure({ code: 'unknown-value', message, path, at, ...didYouMean(name, REGIONS) })];
  }
  if (wasPruned(context, ['account', 'region'])) return [];
  if (name === context.checked.account.region) {
    const message = `${name} is the region of the account, whose limits and prices stand beside it`;
    return [failure({ code: 'two-limits', message, path, at, hint: 'write account.concurrency and account.prices' })];
  }
  const unsure =
    wasPruned(context, path) ||
    [...context.names.keys()].some((each) => wasPruned(context, ['functions', each, 'region']));
  if (unsure || functionsOf(context).some(([each]) => regionOf(context, each) === name)) return [];
  const message = `no function is in ${name}: nothing meets its limits or prices`;
  return [warning({ code: 'idle-region', message, path, at, hint: `give a function region: ${name}` })];
}

function tooMuchMemory(context: Context): Problem[] {
  const { root } = context;
  return functionsOf(context).flatMap(([name, { memory }]) => {
    const region = regionOf(context, name);
    const apart = nodeAt(root, ['account', 'regions', region, 'concurrency']);
    const limit = apart ?? nodeAt(root, ['account', 'concurrency']);
    if (limit?.kind !== 'scalar' || limit.value !== NEW_ACCOUNT_WORD || memory <= NEW_ACCOUNT.memoryMB) return [];
    const message = `a new account may give a function ${NEW_ACCOUNT.memoryMB} MB at most`;
    return [warning({ code: 'new-account-memory', message, path: ['functions', name, 'memory'] })];
  });
}
