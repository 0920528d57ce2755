// Checks of one function at a time: names, versions, runtime.
import {
  ALIAS_NAME,
  DEPRECATED_RUNTIMES,
  FUNCTION_NAME,
  MAX_ALIAS_NAME,
  MAX_FUNCTION_NAME,
  RUNTIMES,
  VERSION_NUMBER,
} from '../../lambda/defaults.js';
import { type Context, failure, functionsOf, own, warning } from '../checks/context.js';
import { type Problem, show } from '../diagnostics.js';
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
      const message = `"${show(version)}" is no version: a number from 1, or $LATEST`;
      problems.push(failure({ code: 'version-name', message, path: [...aliasPath, 'version'] }));
    }
  }
  for (const version of keysAt(context.root, [...path, 'versions'])) {
    if (version === '$LATEST' || VERSION_NUMBER.test(version)) continue;
    const message = `"${show(version)}" is no published version: a number from 1`;
    problems.push(failure({ code: 'version-name', message, path: [...path, 'versions', version], at }));
  }
  return problems;
}

function runtimeProblems(name: string, { runtime }: CheckedFunction): Problem[] {
  const path = ['functions', name, 'runtime'];
  if (RUNTIMES.includes(runtime)) return [];
  if (DEPRECATED_RUNTIMES.includes(runtime)) {
    return [warning({ code: 'deprecated-runtime', message: `AWS has deprecated the runtime ${runtime}`, path })];
  }
  const message = `unknown runtime "${show(runtime)}"; its init is guessed`;
  return [warning({ code: 'unknown-runtime', message, path, ...didYouMean(runtime, RUNTIMES) })];
}
