// All checks across values, on the sound part of a scenario: what AWS would refuse, and what it would take but few intend.
import { checkPrices } from './account/prices.js';
import { checkRegions } from './account/regions.js';
import { checkConcurrency } from './checks/concurrency.js';
import { type Context, failure, wasPruned } from './checks/context.js';
import { checkSchedules } from './checks/schedules.js';
import { checkSlo } from './checks/slo.js';
import { checkTriggers } from './checks/triggers.js';
import { checkDeployments } from './deployments/aws-refuses.js';
import type { Problem } from './diagnostics.js';
import { checkResampled, inWholeDays } from './files/resampled.js';
import { type InspectedTraces, lateTraces } from './files/traces.js';
import { checkStarts } from './functions/aws-refuses.js';
import { checkFunctions } from './functions/names.js';
import { checkFits } from './functions/never-fits.js';
import { checkPackages } from './functions/package.js';
import { checkPayloads } from './functions/payloads.js';
import { checkRoles } from './functions/permissions.js';
import { checkScaling } from './provisioned/never-scales.js';
import { nodeAt } from './source/tree.js';
import { checkSteady } from './steady/stationary.js';
import { checkCalls } from './triggers/call-checks.js';

/** `steady` is what needs a steady state beside the scenario itself. */
export function validate(context: Context, traces: InspectedTraces, steady: string | undefined): Problem[] {
  const duration = durationOf(context, traces);
  return [
    ...checkTimes(context, traces),
    ...checkNames(context),
    ...checkFunctions(context),
    ...checkPackages(context),
    ...checkStarts(context),
    ...checkRoles(context),
    ...checkFits(context),
    ...checkRegions(context),
    ...checkPrices(context),
    ...checkPayloads(context),
    ...checkConcurrency(context),
    ...checkScaling(context, duration),
    ...checkDeployments(context, duration),
    ...checkTriggers(context, traces.byTrigger),
    ...checkCalls(context),
    ...checkSchedules(context, duration),
    ...checkSteady(context, steady),
    ...checkSlo(context),
    ...traces.problems,
  ];
}

/** In microseconds, whole days where days are resampled. Null where there is none. */
export function durationOf(context: Context, traces: InspectedTraces): number | null {
  const duration = wholeDurationOf(context, traces);
  return duration === null ? null : inWholeDays(context, traces, duration);
}

/** As given; where every trigger is a trace, the last row's time will do. Null where neither gives one. */
function wholeDurationOf({ checked }: Context, traces: InspectedTraces): number | null {
  if (checked.duration !== undefined) return checked.duration;
  const triggers = Object.keys(checked.triggers);
  const last = triggers.map((name) => traces.byTrigger.get(name)?.lastTime ?? 0);
  return last.length > 0 && last.every((time) => time > 0) ? Math.max(...last) : null;
}

function checkTimes(context: Context, traces: InspectedTraces): Problem[] {
  const { checked } = context;
  if (wasPruned(context, ['duration'])) return [];
  const given = wholeDurationOf(context, traces);
  const duration = durationOf(context, traces);
  const resampled = checkResampled(context, traces, given);
  if (resampled.some(({ severity }) => severity === 'error')) return resampled;
  if (duration === null) return missingDuration(context, traces);
  if (duration === 0)
    return [failure({ code: 'out-of-range', message: 'duration must be above 0s', path: ['duration'] })];
  const late = [...lateTraces(context, traces, duration), ...resampled];
  if (checked.warmup === 'auto' || checked.warmup < duration) return late;
  return [
    failure({ code: 'warmup-too-long', message: 'warmup leaves nothing of the duration', path: ['warmup'] }),
    ...late,
  ];
}

/** A trace that could not be read has been reported, and might have given the duration. */
function missingDuration(context: Context, traces: InspectedTraces): Problem[] {
  const triggers = Object.values(context.checked.triggers);
  const traceOnly = triggers.every((trigger) => trigger.type === 'trace');
  if (traceOnly && (traces.problems.length > 0 || wasPruned(context, ['triggers']))) return [];
  const message = 'duration is missing';
  return [failure({ code: 'missing-duration', message, path: ['duration'], hint: 'for example duration: 1h' })];
}

function checkNames(context: Context): Problem[] {
  const node = nodeAt(context.root, ['functions']);
  if (node?.kind !== 'map' || node.entries.size > 0) return [];
  return [failure({ code: 'no-functions', message: 'a scenario needs at least one function', path: ['functions'] })];
}
