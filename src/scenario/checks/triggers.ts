// Checks of what invokes what: targets, handlers, and settings that nothing reaches.
import { type Problem, show } from '../diagnostics.js';
import type { TraceInspection } from '../files/scenario-files.js';
import { knownRegion } from '../functions/names.js';
import { keysAt, nodeAt } from '../source/tree.js';
import { isAsynchronous, isPolled, isRead } from '../triggers/kinds.js';
import { checkQueues } from '../triggers/sqs-checks.js';
import { checkStreams } from '../triggers/stream-checks.js';
import { provisionsOf } from './concurrency.js';
import { type Context, failure, functionsOf, warning, wasPruned } from './context.js';
import { parseTarget, plainTarget, targetProblem } from './target.js';

export function checkTriggers(context: Context, traces: ReadonlyMap<string, TraceInspection>): Problem[] {
  const triggers = keysAt(context.root, ['triggers']);
  if (triggers.length === 0) {
    if (wasPruned(context, ['triggers'])) return [];
    const none = warning({
      code: 'no-triggers',
      message: 'no trigger invokes anything',
      path: ['triggers'],
      at: 'key',
    });
    return [none, ...idleProvisions(context, traces)];
  }
  return [
    ...triggers.flatMap((name) => targetProblems(context, name)),
    ...waitingUsers(context),
    ...gatewayTimeouts(context),
    ...checkQueues(context),
    ...checkStreams(context),
    ...missingHandlers(context),
    ...idleProvisions(context, traces),
  ];
}

/** Read from the tree, so that a trigger which is wrong elsewhere has its target checked all the same. */
function textAt({ root }: Context, trigger: string, key: 'target' | 'type'): string | null {
  const node = nodeAt(root, ['triggers', trigger, key]);
  return node?.kind === 'scalar' && typeof node.value === 'string' ? node.value : null;
}

function targetProblems(context: Context, trigger: string): Problem[] {
  const target = textAt(context, trigger, 'target');
  if (target === null || target === '' || nodeAt(context.root, ['functions'])?.kind !== 'map') return [];
  const path = ['triggers', trigger, 'target'];
  const problem = targetProblem(target, context.names, (name) => knownRegion(context, name), path);
  return problem === null ? [] : [problem];
}

/** Users in a closed loop wait for answers, which who hands over an event or sends a message never gets. */
function waitingUsers({ checked }: Context): Problem[] {
  return Object.entries(checked.triggers).flatMap(([name, trigger]) => {
    const answers = trigger.type === 'trace' || !(isAsynchronous(trigger) || isPolled(trigger) || isRead(trigger));
    if (answers || trigger.arrivals.kind !== 'closed') return [];
    const message = `closed users wait for answers, and ${trigger.type} gives none`;
    const hint = 'give the trigger a type that answers, such as sdk, or other arrivals';
    return [failure({ code: 'bad-arrivals', message, path: ['triggers', name, 'arrivals'], hint })];
  });
}

function gatewayTimeouts({ checked }: Context): Problem[] {
  return Object.entries(checked.triggers).flatMap(([name, trigger]) => {
    if (!('integrationTimeout' in trigger) || trigger.integrationTimeout === undefined) return [];
    if (trigger.type === 'apiGateway') return [];
    const message = `${trigger.type} waits as long as the function runs: only apiGateway has an integrationTimeout`;
    const hint = 'what a client of its own waits is retries: { timeout: … }';
    return [failure({ code: 'bad-timeout', message, path: ['triggers', name, 'integrationTimeout'], hint })];
  });
}

/** One problem for each function, at its name. */
function missingHandlers(context: Context): Problem[] {
  const callers = new Map<string, string>();
  for (const trigger of keysAt(context.root, ['triggers'])) {
    if (['trace', 'warmer'].includes(textAt(context, trigger, 'type') ?? '')) continue;
    const target = parseTarget(textAt(context, trigger, 'target') ?? '', context.names);
    if (target !== null && !callers.has(target.function)) callers.set(target.function, trigger);
  }
  return functionsOf(context).flatMap(([name, { handler }]) => {
    const trigger = callers.get(name);
    if (handler !== undefined || trigger === undefined || wasPruned(context, ['functions', name, 'handler'])) return [];
    const message = `function "${show(name)}" has no handler, and trigger "${show(trigger)}" brings no durations`;
    return [
      failure({
        code: 'missing-handler',
        message,
        path: ['functions', name],
        at: 'key',
        hint: 'for example handler: 80ms',
      }),
    ];
  });
}

/** A trace may call anything: it is asked what it calls, and without an answer nothing is said. */
function idleProvisions(context: Context, traces: ReadonlyMap<string, TraceInspection>): Problem[] {
  const called = new Set<string>();
  for (const trigger of keysAt(context.root, ['triggers'])) {
    const target = textAt(context, trigger, 'target');
    const found = target === null ? traces.get(trigger)?.targets.map(({ text }) => text) : [target];
    if (found === undefined) return [];
    for (const text of found) called.add(plainTarget(text, context.names));
  }
  for (const [, { calls }] of functionsOf(context)) {
    for (const { target } of calls) called.add(plainTarget(target, context.names));
  }
  return functionsOf(context).flatMap(([name]) =>
    provisionsOf(context, name).flatMap(({ qualifier, path }) => {
      if (called.has(`${name}:${qualifier}`)) return [];
      const message = `no trigger targets ${show(name)}:${show(qualifier)}: its provisioned concurrency would idle`;
      return [warning({ code: 'idle-provisioned', message, path })];
    }),
  );
}
