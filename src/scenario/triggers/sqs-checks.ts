// Checks of SQS queues, their mappings and their functions against each other: what AWS refuses, and what it advises against.
import { SQS_ADVICE, SQS_BATCH, SQS_WINDOW } from '../../lambda/limits/polling.js';
import { type Context, failure, inOrder, own, warning, wasPruned } from '../checks/context.js';
import { parseTarget } from '../checks/target.js';
import type { Path, Problem } from '../diagnostics.js';
import { durationText } from '../duration-text.js';
import type { CheckedFunction, CheckedTrigger } from '../schema.js';

type Queue = Extract<CheckedTrigger, { readonly type: 'sqs' }>;

export function checkQueues(context: Context): Problem[] {
  const { checked, root, names } = context;
  return inOrder(checked.triggers, root, ['triggers']).flatMap(([name, queue]) => {
    if (queue.type !== 'sqs') return [];
    const path = ['triggers', name];
    const target = parseTarget(queue.target, names)?.function;
    const fn = target === undefined ? undefined : own(checked.functions, target);
    // Where the timeout was wrong, its default says nothing of what was meant.
    const unsure = fn === undefined || wasPruned(context, ['functions', target!, 'timeout']);
    return [
      ...batchProblems(queue, path),
      ...pollerProblems(queue, path),
      ...receiveWarnings(queue, path),
      ...(unsure ? [] : timeoutProblems(queue, fn, path)),
      ...(unsure ? [] : reservedWarnings(fn, queue, ['functions', target!])),
    ];
  });
}

function batchProblems({ batchSize, batchWindow, fifo }: Queue, path: Path): Problem[] {
  const sized = (message: string, hint: string): Problem =>
    failure({ code: 'bad-batch', message, path: [...path, 'batchSize'], hint });
  if (fifo === undefined) {
    if (batchSize <= SQS_BATCH.withoutWindow || batchWindow >= SQS_WINDOW.leastForLarge) return [];
    const rule = `Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than ${SQS_BATCH.withoutWindow}`;
    return [sized(rule, 'for example batchWindow: 1s')];
  }
  const message = 'batchWindow is for standard queues: AWS allows none with FIFO';
  return [
    ...(batchSize <= SQS_BATCH.ofFifo
      ? []
      : [sized(`batchSize is ${batchSize}; AWS allows 1 to ${SQS_BATCH.ofFifo} for FIFO`, 'write batchSize: 10')]),
    ...(batchWindow === 0 ? [] : [failure({ code: 'bad-batch', message, path: [...path, 'batchWindow'] })]),
  ];
}

function pollerProblems({ maximumConcurrency, provisionedPollers }: Queue, path: Path): Problem[] {
  if (maximumConcurrency === undefined || provisionedPollers === undefined) return [];
  const message = 'maximumConcurrency and provisionedPollers exclude each other';
  const hint =
    'leave one out: each poller has up to 10 batches at a time, so that provisionedPollers.max is a limit too';
  return [failure({ code: 'two-poller-limits', message, path: [...path, 'maximumConcurrency'], hint })];
}

function timeoutProblems(queue: Queue, { timeout }: CheckedFunction, path: Path): Problem[] {
  const { visibilityTimeout, batchWindow } = queue;
  const at = [...path, 'visibilityTimeout'];
  if (visibilityTimeout < timeout) {
    const message = `Queue visibility timeout: ${seconds(visibilityTimeout)} is less than Function timeout: ${seconds(timeout)}`;
    return [failure({ code: 'visibility-too-short', message, path: at, hint: advised(timeout, batchWindow) })];
  }
  if (visibilityTimeout >= SQS_ADVICE.timeouts * timeout + batchWindow) return [];
  const message = `visibilityTimeout is ${durationText(visibilityTimeout)}; AWS advises six times the function’s timeout of ${durationText(timeout)}${batchWindow === 0 ? '' : ', and the batch window'}: throttled batches have too little time for further attempts`;
  return [warning({ code: 'advised-otherwise', message, path: at, hint: advised(timeout, batchWindow) })];
}

const advised = (timeout: number, window: number): string =>
  `for example visibilityTimeout: ${durationText(SQS_ADVICE.timeouts * timeout + window)}`;

const seconds = (microseconds: number): string => `${microseconds / 1e6} seconds`;

function receiveWarnings({ maxReceiveCount: receives }: Queue, path: Path): Problem[] {
  if (receives === undefined || receives >= SQS_ADVICE.receives) return [];
  const message = `maxReceiveCount is ${receives}; AWS advises ${SQS_ADVICE.receives} at least: throttles alone may use up fewer`;
  return [warning({ code: 'advised-otherwise', message, path: [...path, 'maxReceiveCount'] })];
}

/** None where the mapping asks for no more than is reserved. */
function reservedWarnings({ reservedConcurrency: reserved }: CheckedFunction, queue: Queue, path: Path): Problem[] {
  if (reserved === undefined || reserved >= SQS_ADVICE.reserved) return [];
  if (Math.min(queue.maximumConcurrency ?? Infinity, queue.fifo?.groups ?? Infinity) <= reserved) return [];
  const message = `reservedConcurrency is ${reserved}; AWS advises ${SQS_ADVICE.reserved} at least for a function of a queue, which begins with as many batches at a time`;
  return [warning({ code: 'advised-otherwise', message, path: [...path, 'reservedConcurrency'] })];
}
