// Checks of one function at a time: names, versions, runtime.
import { DEPRECATED_RUNTIMES, deprecationOf, RUNTIMES } from '../../lambda/cold-start/runtimes.js';
import {
  ALIAS_NAME,
  FUNCTION_NAME,
  MANAGED_INSTANCES_VERSION,
  MAX_ALIAS_NAME,
  MAX_FUNCTION_NAME,
  VERSION_NUMBER,
} from '../../lambda/defaults.js';
import { regionOf } from '../account/regions.js';
import { type Context, failure, functionsOf, own, warning, wasPruned } from '../checks/context.js';
import { MANAGED_INSTANCES } from '../checks/target.js';
import { type Path, type Problem, show } from '../diagnostics.js';
import type { CheckedFunction } from '../schema.js';
import { keysAt } from '../source/tree.js';
import { didYouMean } from '../suggest.js';

export function checkFunctions(context: Context): Problem[] {
  const problems = [...context.names.keys()].flatMap((name) => nameProblems(context, name));
  for (const [name, spec] of functionsOf(context)) {
    problems.push(...runtimeProblems(name, spec));
  }
  return problems;
}

function nameProblems(context: Context, name: string): Problem[] {
  const problems: Problem[] = [];
  const at = 'key';
  const path = ['functions', name];
  if (!FUNCTION_NAME.test(name)) {
    const message = `"${show(name)}" is no function name: 1 to ${MAX_FUNCTION_NAME} letters, digits, hyphens and underscores`;
    problems.push(failure({ code: 'function-name', message, path, at }));
  }
  for (const alias of keysAt(context.root, [...path, 'aliases'])) {
    const aliasPath = [...path, 'aliases', alias];
    const version = own(own(context.checked.functions, name)?.aliases, alias)?.version;
    if (!ALIAS_NAME.test(alias)) {
      const rule = `1 to ${MAX_ALIAS_NAME} letters, digits, hyphens and underscores, not digits alone`;
      problems.push(
        failure({ code: 'alias-name', message: `"${show(alias)}" is no alias name: ${rule}`, path: aliasPath, at }),
      );
    }
    if (version !== undefined && version !== '$LATEST' && !VERSION_NUMBER.test(version)) {
      problems.push(
        noVersion(version, [...aliasPath, 'version'], 'value', 'is no version: a number from 1, or $LATEST'),
      );
    }
  }
  for (const version of keysAt(context.root, [...path, 'versions'])) {
    if (version === '$LATEST' || VERSION_NUMBER.test(version)) continue;
    problems.push(noVersion(version, [...path, 'versions', version], at));
  }
  return problems;
}

/** Of a version that is neither a number nor, where that is allowed, `$LATEST`. */
export function noVersion(
  version: string,
  path: Path,
  at: Problem['at'] = 'value',
  says = 'is no published version: a number from 1',
): Problem {
  if (version !== MANAGED_INSTANCES_VERSION)
    return failure({ code: 'version-name', message: `"${show(version)}" ${says}`, path, at });
  return failure({ code: 'managed-instances', message: MANAGED_INSTANCES, path, at, hint: 'publish a version' });
}

/** Where a function is; null where that was wrong. */
export function knownRegion(context: Context, name: string): string | null {
  const terms = [
    ['functions', name, 'region'],
    ['account', 'region'],
  ];
  return terms.some((path) => wasPruned(context, path)) ? null : regionOf(context, name);
}

function runtimeProblems(name: string, { runtime }: CheckedFunction): Problem[] {
  const path = ['functions', name, 'runtime'];
  if (RUNTIMES.includes(runtime)) return [];
  if (DEPRECATED_RUNTIMES.includes(runtime)) {
    const date = deprecationOf(runtime);
    const message = `AWS has deprecated the runtime ${runtime}${date === '' ? '' : ` on ${date}`}`;
    return [warning({ code: 'deprecated-runtime', message, path })];
  }
  const message = `unknown runtime "${show(runtime)}"; its init is guessed`;
  return [warning({ code: 'unknown-runtime', message, path, ...didYouMean(runtime, RUNTIMES) })];
}
