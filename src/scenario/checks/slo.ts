// Conditions on the result, `functions.api.latencyMs.p99 < 300`: their syntax and whether the metric exists.
import { type Problem, show } from '../diagnostics.js';
import { keysAt, nodeAt } from '../source/tree.js';
import type { Slo } from '../types.js';
import { provisionsOf } from './concurrency.js';
import { type Context, failure, own, wasPruned } from './context.js';
import { type Complaint, type Declared, metricComplaint } from './metrics.js';

const CONDITION = /^\s*([^\s<>=]+)\s*(<=|>=|<|>)\s*(\S+)\s*$/;

/** Null where the text is no condition. */
export function parseSlo(text: string): Slo | null {
  const [, metric, comparison, bound] = CONDITION.exec(text) ?? [];
  if (metric === undefined || bound === undefined || !/^-?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(bound)) return null;
  if (!Number.isFinite(Number(bound))) return null;
  return { metric, comparison: comparison as Slo['comparison'], bound: Number(bound), text };
}

/** Read from the tree, so that one bad entry does not hide the others. */
export function checkSlo(context: Context): Problem[] {
  const list = nodeAt(context.root, ['slo']);
  if (list?.kind !== 'list') return [];
  return list.items.flatMap((item, index) => {
    const problem = item.kind === 'scalar' && typeof item.value === 'string' ? sloProblem(item.value, context) : null;
    return problem === null ? [] : [failure({ code: 'bad-slo', path: ['slo', index], ...problem })];
  });
}

function sloProblem(text: string, context: Context): Complaint | null {
  const slo = parseSlo(text);
  return slo === null ? syntaxProblem(text) : metricComplaint(slo.metric, declaredIn(context));
}

function declaredIn(context: Context): Declared {
  const { root } = context;
  const aliases = (name: string): readonly string[] => keysAt(root, ['functions', name, 'aliases']);
  return {
    functions: keysAt(root, ['functions']),
    triggers: keysAt(root, ['triggers']),
    qualifiers: (name) => [...aliases(name), ...keysAt(root, ['functions', name, 'versions'])],
    mayDuplicate: (name) => {
      const trigger = own(context.checked.triggers, name);
      return trigger === undefined || ('duplicates' in trigger && trigger.duplicates > 0);
    },
    isProvisioned: (name, qualifier) => {
      const kind = aliases(name).includes(qualifier) ? 'aliases' : 'versions';
      if (wasPruned(context, ['functions', name, kind, qualifier])) return true;
      return provisionsOf(context, name).some((each) => each.qualifier === qualifier);
    },
  };
}

function syntaxProblem(text: string): Complaint {
  const message = `"${show(text)}" is not a condition such as functions.checkout.latencyMs.p99 < 300`;
  const bound = CONDITION.exec(text)?.[3] ?? '';
  if (/^[\d.]+ms$/.test(bound)) return { message, hint: `write ${bound.slice(0, -2)}: times are in milliseconds` };
  if (/^[\d.]+%$/.test(bound)) return { message, hint: 'write a share such as 0.01 instead of 1%' };
  return /==|!=|=$/.test(text) ? { message, hint: 'use <, <=, > or >=' } : { message };
}
