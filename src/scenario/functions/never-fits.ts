// Functions that cannot start as they are configured: an init that no limit leaves room for. AWS accepts them, and every
// invocation fails; a warning says so before anything runs.
import { handlerScale, initSlowdown } from '../../lambda/cold-start/cpu.js';
import { predictedInit } from '../../lambda/cold-start/predicted.js';
import { INIT_LIMIT, LONG_INIT_LIMIT } from '../../lambda/defaults.js';
import { provisionsOf } from '../checks/concurrency.js';
import { type Context, functionsOf, warning, wasPruned } from '../checks/context.js';
import { type Problem, show } from '../diagnostics.js';
import { durationText } from '../duration-text.js';
import type { GivenDistribution } from '../files/given.js';
import type { CheckedFunction } from '../schema.js';
import { cpuBoundOf } from './cold-start.js';

/** What init, handler and their limits follow from. */
const TERMS = [
  ...['memory', 'timeout', 'runtime', 'architecture', 'package', 'init', 'functionInit', 'extensions', 'handler'],
  ...['cpuBound', 'snapStart'],
];

export function checkFits(context: Context): Problem[] {
  return functionsOf(context).flatMap(([name, spec]) => {
    // Where one of them was wrong, its default says nothing of what was meant.
    if (TERMS.some((key) => wasPruned(context, ['functions', name, key]))) return [];
    const init = leastInit(spec);
    const path = ['functions', name, spec.init === undefined ? 'timeout' : 'init'];
    const long = tooLong(context, name, spec, init);
    if (long !== null) return [warning({ code: 'init-too-long', message: `${show(name)}: ${long}`, path })];
    const within = Math.round(init * initSlowdown(spec.memory, spec.init !== undefined));
    const scale = handlerScale(cpuBoundOf(spec), spec.memory);
    const handler = spec.handler === undefined ? 0 : Math.round(least(spec.handler) * scale);
    if (within + handler <= spec.timeout) return [];
    const parts = `init takes at least ${rounded(within)}${handler > 0 ? ` and the handler ${rounded(handler)}` : ''}`;
    const fits = `together they never fit the timeout of ${durationText(spec.timeout)}`;
    const message =
      init > INIT_LIMIT && spec.snapStart === false
        ? `${show(name)}: no cold start can succeed: its init is stopped after ${durationText(INIT_LIMIT)} and runs again within the invocation; there ${parts}: ${fits}`
        : `${show(name)}: an environment that was reset by a timeout or a crash never recovers: within the invocation ${parts}: ${fits}`;
    const hint = `a timeout of ${Math.min(900, Math.ceil((within + handler) / 1e6) + 1)}s would do`;
    return [warning({ code: 'never-fits', message, path, hint })];
  });
}

/** Provisioned concurrency (M-ALLOCATION-FAILS) and the snapshots of SnapStart have another limit (M-INIT-LIMIT). */
function tooLong(context: Context, name: string, spec: CheckedFunction, init: number): string | null {
  const limit = Math.max(LONG_INIT_LIMIT, spec.timeout);
  if (init <= limit) return null;
  const least = `init takes at least ${rounded(init)}, and AWS allows ${durationText(limit)}`;
  if (spec.snapStart !== false) return `no version ever becomes active: ${least} for a snapshot`;
  if (provisionsOf(context, name).length > 0) return `provisioned concurrency is never allocated: ${least} for it`;
  return null;
}

function leastInit(spec: CheckedFunction): number {
  const extensions = spec.extensions.map(({ init }) => least(init));
  const {
    runtime,
    architecture,
    package: { type },
  } = spec;
  const own = spec.functionInit === undefined ? 0 : least(spec.functionInit);
  const rest =
    spec.init === undefined ? least(predictedInit(runtime, type, architecture, spec.memory)) + own : least(spec.init);
  return Math.max(0, ...extensions) + rest;
}

/** No value lies below; 0 where that is not known. */
export function least(of: GivenDistribution): number {
  switch (of.kind) {
    case 'constant':
      return of.value;
    case 'uniform':
    case 'pareto':
      return of.min;
    case 'values':
      return Math.min(...of.values);
    case 'quantiles':
      return of.points[0]?.[1] ?? 0;
    case 'mixture':
      return Math.min(...of.parts.map((part) => least(part.of)));
    default:
      return 0;
  }
}

const rounded = (microseconds: number): string =>
  microseconds >= 1e6 ? `${(microseconds / 1e6).toFixed(1)}s` : `${Math.round(microseconds / 1000)}ms`;
