// What AWS refuses about SnapStart, and settings of cold starts that contradict each other.
import { SNAPSTART_STORAGE_MB, snapStartSupports } from '../../lambda/defaults.js';
import { type Context, failure, functionsOf, warning } from '../checks/context.js';
import { parseTarget } from '../checks/target.js';
import { type Path, type Problem, show } from '../diagnostics.js';
import type { CheckedFunction } from '../schema.js';
import { keysAt, nodeAt } from '../source/tree.js';

export function checkStarts(context: Context): Problem[] {
  return functionsOf(context).flatMap(([name, spec]) => {
    const path = ['functions', name];
    return [...initProblems(path, spec), ...(spec.snapStart === false ? [] : snapStartProblems(context, path, spec))];
  });
}

function initProblems(path: Path, { init, functionInit }: CheckedFunction): Problem[] {
  if (init === undefined || functionInit === undefined) return [];
  const message = 'functionInit comes on top of the predicted init, which init replaces';
  const hint = 'give one of the two';
  return [failure({ code: 'two-inits', message, path: [...path, 'functionInit'], hint })];
}

function snapStartProblems(context: Context, path: Path, spec: CheckedFunction): Problem[] {
  const at = [...path, 'snapStart'];
  const { runtime, ephemeralStorage } = spec;
  const problems: Problem[] = [];
  if (!snapStartSupports(runtime)) {
    const message = `${show(runtime)} is not supported for SnapStart enabled functions`;
    const hint = 'it takes Java 11, Python 3.12, .NET 8 and later ones';
    problems.push(failure({ code: 'snapstart-runtime', message, path: at, hint }));
  }
  if (ephemeralStorage > SNAPSTART_STORAGE_MB) {
    const message = `SnapStart is not supported for functions with more than ${SNAPSTART_STORAGE_MB} MB of ephemeral storage`;
    problems.push(failure({ code: 'snapstart-storage', message, path: [...path, 'ephemeralStorage'] }));
  }
  return [...problems, ...unused(context, at, String(path[1]))];
}

/** A trace may call anything, so that nothing is said where there is one. */
function unused({ root, names }: Context, path: Path, name: string): Problem[] {
  const triggers = keysAt(root, ['triggers']);
  const uses = triggers.some((trigger) => {
    const text = nodeAt(root, ['triggers', trigger, 'target']);
    const target = text?.kind === 'scalar' ? parseTarget(String(text.value), names) : null;
    return target === null || (target.function === name && target.qualifier !== null && target.qualifier !== '$LATEST');
  });
  if (uses) return [];
  const message = `SnapStart applies to published versions: no trigger targets a version or an alias of ${show(name)}`;
  return [warning({ code: 'idle-snapstart', message, path, hint: `target ${show(name)}:1` })];
}
